"""The editor's keys: which command a key press means. Signs are matched by their text, so that any layout's work."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

_NONE = Qt.KeyboardModifier.NoModifier
_CTRL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
_ALT, _META = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.MetaModifier
_COUNTED = _CTRL | _SHIFT | _ALT | _META

# Letters act alone; in a text field they never get here, as the field takes them.
LETTERS = {"b": "brush", "e": "eraser", "h": "hand", "x": "swap", "i": "invert", "q": "overlay"}

# Brackets need AltGr on many European layouts, which counts as Ctrl+Alt on some systems: their text alone decides.
SIGNS = {"[": "smaller", "]": "larger"}

CHORDS: dict[tuple[Qt.KeyboardModifier, Qt.Key], str] = {
    (_CTRL, Qt.Key.Key_Z): "undo",
    (_CTRL | _SHIFT, Qt.Key.Key_Z): "redo",
    (_CTRL, Qt.Key.Key_Y): "redo",
    (_CTRL | _SHIFT, Qt.Key.Key_I): "invert",
    (_CTRL, Qt.Key.Key_D): "clear",
    (_CTRL, Qt.Key.Key_0): "fit",
    (_CTRL, Qt.Key.Key_1): "actual",
    (_CTRL | _ALT, Qt.Key.Key_Minus): "smaller",
    (_CTRL | _ALT, Qt.Key.Key_Plus): "larger",
    (_CTRL | _ALT, Qt.Key.Key_Equal): "larger",
    (_CTRL | _ALT | _SHIFT, Qt.Key.Key_Plus): "larger",
    (_CTRL, Qt.Key.Key_Return): "submit",
    (_CTRL, Qt.Key.Key_Enter): "submit",
    (_NONE, Qt.Key.Key_Escape): "back",
}

_REPEATED = ("undo", "redo", "smaller", "larger")


def command(event: QKeyEvent) -> str | None:
    """What a key press means, or None; a held key repeats only where that does no harm."""
    named = _named(event)
    return None if event.isAutoRepeat() and named not in _REPEATED else named


def knows(event: QKeyEvent) -> bool:
    """True for every key that is the editor's own, so that no shortcut of the window takes it."""
    return _named(event) is not None or is_hold(event)


def is_hold(event: QKeyEvent) -> bool:
    """True for the key that makes the pointer a hand while it is held."""
    return event.key() == Qt.Key.Key_Space and not event.modifiers() & (_COUNTED ^ _SHIFT)


def _named(event: QKeyEvent) -> str | None:
    modifiers = event.modifiers() & _COUNTED
    if event.text() in SIGNS:
        return SIGNS[event.text()]
    if modifiers == _NONE and event.text().lower() in LETTERS:
        return LETTERS[event.text().lower()]
    return CHORDS.get((modifiers, Qt.Key(event.key())))
