"""The settings page: sections at the left, rows of one setting each at the right."""
