"""Widgets: they show values and report intentions."""
