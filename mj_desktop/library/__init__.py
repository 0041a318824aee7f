"""The only place that touches the disk: database, pictures, secrets."""
