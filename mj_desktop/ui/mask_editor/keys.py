"""The editor's keys: which command a key press means. Signs are matched by their text, so that any layout's work."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

_NONE = Qt.KeyboardModifier.NoModifier
_CTRL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
_ALT, _META = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.MetaModifier
_COUNTED = _CTRL | _SHIFT | _ALT | _META

# Letters act alone; in a text field they never get here, as the field takes them.
LETTERS = {
    "b": "brush", "e": "eraser", "h": "hand", "x": "swap", "i": "invert", "q": "overlay", "m": "shape", "l": "lasso",
    "w": "wand", "g": "grow", "s": "shrink", "t": "smooth", "f": "fill_holes", "v": "sent", "p": "pressure",
}  # fmt: skip

# Brackets need AltGr on many European layouts, which counts as Ctrl+Alt on some systems: their text alone decides.
SIGNS = {"[": "smaller", "]": "larger", "{": "softer", "}": "harder"}

CHORDS: dict[tuple[Qt.KeyboardModifier, Qt.Key], str] = {
    (_CTRL, Qt.Key.Key_Z): "undo",
    (_CTRL | _SHIFT, Qt.Key.Key_Z): "redo",
    (_CTRL, Qt.Key.Key_Y): "redo",
    (_CTRL | _SHIFT, Qt.Key.Key_I): "invert",
    (_CTRL, Qt.Key.Key_D): "clear",
    (_CTRL, Qt.Key.Key_A): "all",
    (_SHIFT, Qt.Key.Key_M): "next_shape",
    (_SHIFT, Qt.Key.Key_L): "next_lasso",
    (_SHIFT, Qt.Key.Key_W): "next_wand",
    (_SHIFT, Qt.Key.Key_F6): "feather",
    (_CTRL, Qt.Key.Key_0): "fit",
    (_CTRL, Qt.Key.Key_1): "actual",
    (_CTRL, Qt.Key.Key_2): "double",
    (_CTRL, Qt.Key.Key_Plus): "zoom_in",
    (_CTRL, Qt.Key.Key_Equal): "zoom_in",
    (_CTRL | _SHIFT, Qt.Key.Key_Plus): "zoom_in",
    (_CTRL, Qt.Key.Key_Minus): "zoom_out",
    (_CTRL | _ALT, Qt.Key.Key_Minus): "smaller",
    (_CTRL | _ALT, Qt.Key.Key_Plus): "larger",
    (_CTRL | _ALT, Qt.Key.Key_Equal): "larger",
    (_CTRL | _ALT | _SHIFT, Qt.Key.Key_Plus): "larger",
    (_CTRL | _ALT, Qt.Key.Key_Comma): "softer",
    (_CTRL | _ALT, Qt.Key.Key_Period): "harder",
    (_CTRL, Qt.Key.Key_O): "import",
    (_CTRL, Qt.Key.Key_V): "paste",
    (_CTRL, Qt.Key.Key_S): "export",
    (_CTRL | _SHIFT, Qt.Key.Key_D): "reuse",
    (_CTRL | _SHIFT, Qt.Key.Key_V): "carry",
    (_CTRL, Qt.Key.Key_Return): "submit",
    (_CTRL, Qt.Key.Key_Enter): "submit",
    (_NONE, Qt.Key.Key_Return): "confirm",
    (_NONE, Qt.Key.Key_Enter): "confirm",
    (_NONE, Qt.Key.Key_Backspace): "step_back",
    (_NONE, Qt.Key.Key_Escape): "back",
}

_ARROWS = {
    Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)
}  # fmt: skip
_REPEATED = ("undo", "redo", "smaller", "larger", "softer", "harder", "zoom_in", "zoom_out")


def command(event: QKeyEvent) -> str | None:
    """What a key press means, or None; a held key repeats only where that does no harm."""
    named = _named(event)
    return None if event.isAutoRepeat() and named not in _REPEATED else named


def knows(event: QKeyEvent) -> bool:
    """True for every key that is the editor's own, so that no shortcut of the window takes it."""
    return _named(event) is not None or is_hold(event) or is_peek(event) or arrow(event) is not None


def is_hold(event: QKeyEvent) -> bool:
    """True for the key that makes the pointer a hand while it is held, and dabs where keys moved the ring."""
    return event.key() == Qt.Key.Key_Space and not event.modifiers() & (_COUNTED ^ _SHIFT)


def is_peek(event: QKeyEvent) -> bool:
    """True for the key that shows the picture alone while it is held."""
    return event.key() == Qt.Key.Key_O and not event.modifiers() & _COUNTED


def arrow(event: QKeyEvent) -> tuple[int, int] | None:
    """Where an arrow key points, right and down; None for any other key."""
    return None if event.modifiers() & (_COUNTED ^ _SHIFT) else _ARROWS.get(Qt.Key(event.key()))


def _named(event: QKeyEvent) -> str | None:
    modifiers = event.modifiers() & _COUNTED
    if event.text() in SIGNS:
        return SIGNS[event.text()]
    if modifiers == _NONE and event.text().lower() in LETTERS:
        return LETTERS[event.text().lower()]
    return CHORDS.get((modifiers, Qt.Key(event.key())))
