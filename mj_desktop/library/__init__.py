"""The only place that touches the disk: database, pictures, secrets."""

DATABASE, LAYOUT, SETTINGS = "library.sqlite", "window.json", "settings.json"
PRESETS, PRICES, KEYS = "presets.json", "prices.json", "keys.json"
