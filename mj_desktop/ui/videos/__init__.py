"""Videos: asked for, and looked at four side by side."""
