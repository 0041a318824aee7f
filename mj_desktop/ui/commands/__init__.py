"""Commands at hand: their keys, the sheet of shortcuts and the palette."""
