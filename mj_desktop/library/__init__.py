"""The only place that touches the disk: database, pictures, secrets."""

DATABASE, LAYOUT, SETTINGS, PRICES = "library.sqlite", "window.json", "settings.json", "prices.json"
