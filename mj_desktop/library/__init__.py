"""The only place that touches the disk: database, pictures, secrets."""

DATABASE, LAYOUT, SETTINGS = "library.sqlite", "window.json", "settings.json"
PRESETS, PRICES = "presets.json", "prices.json"
