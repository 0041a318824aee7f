"""The library strip: every generation as a cell, newest first."""
