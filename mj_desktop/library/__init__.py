"""The only place that touches the disk: database, pictures, secrets."""

DATABASE, LAYOUT, SETTINGS, PRESETS = "library.sqlite", "window.json", "settings.json", "presets.json"
