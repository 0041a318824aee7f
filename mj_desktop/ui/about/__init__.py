"""The About dialog: versions, what is new, licences, and diagnostics to copy."""
