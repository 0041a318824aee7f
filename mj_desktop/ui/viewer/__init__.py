"""The viewer: one generation on view, its header, its faces, and what lies on its tiles."""
