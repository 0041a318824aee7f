"""How commands are written: words in the interface's language, keys as this system writes them."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeySequence

from mj_desktop.core.commands import Command
from mj_desktop.core.gestures import Gesture
from mj_desktop.core.situation import Need
from mj_desktop.ui import keymap

_NATIVE = QKeySequence.SequenceFormat.NativeText
# Qt's names of keys that stand on no keyboard like that.
_NAMES = {"Return": "Enter", "PgUp": "Page Up", "PgDown": "Page Down"}
# The keys that reasons speak of, with their commands.
_SPOKEN_OF: dict[str, tuple[tuple[str, str], ...]] = {
    Need.TILE: (("1", "tile1"), ("4", "tile4")),
    Need.REPAINTABLE: (("Shift+B", "upscale_and_repaint"),),
}
_ARROWS = {"Left": "←", "Right": "→", "Up": "↑", "Down": "↓"}


def said(words: str) -> str:
    """Words of the table in the interface's language; a reason that speaks of keys names those of now."""
    told = QCoreApplication.translate("Commands", words) if words else ""
    for key, command in _SPOKEN_OF.get(words, ()):
        now = keymap.shown(command)
        told = told.replace(key, now, 1) if now else told
    return told


def caps(key: str) -> list[str]:
    """What stands on the key caps of one key or one after the other: "1, U" are two, "Ctrl+K" is one."""
    return [_cap(part) for part in key.split(", ")] if key else []


def shown(row: Command | Gesture) -> list[str]:
    """The key caps to show: a command's first key, all ways of a gesture."""
    if isinstance(row, Gesture):
        return [said(key) for key in row.keys]
    return caps(row.keys[0]) if row.keys else []


def spoken(row: Command | Gesture) -> str:
    """Words and keys in one line, for a screen reader."""
    return ", ".join([said(row.words), *shown(row)])


def _cap(key: str) -> str:
    native = QKeySequence(key).toString(_NATIVE) or key
    head, plus, last = native.rpartition("+") if not native.endswith("+") else (native[:-2], native[-2:-1], "+")
    return head + plus + _NAMES.get(last, _ARROWS.get(last, last))
