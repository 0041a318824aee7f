"""The editor's keys: which command of the table a key press means."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from mj_desktop.core.where import Where
from mj_desktop.ui import keymap

_CTRL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
_ALT, _META = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.MetaModifier
_COUNTED = _CTRL | _SHIFT | _ALT | _META

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
    held = keymap.at(Where.MASK).get(keymap.name(event))
    return held[0].id.partition(":")[2] if held else None
