"""Asides: what the service answers at once, as cards to copy and use."""
