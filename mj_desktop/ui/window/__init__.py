"""The main window: lays the parts out and decides what is on view."""
