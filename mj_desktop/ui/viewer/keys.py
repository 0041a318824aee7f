"""The viewer's keys: which command of the table a key press means in the situation that is on view."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from mj_desktop.core import commands
from mj_desktop.core.commands import Command
from mj_desktop.core.situation import Situation
from mj_desktop.core.where import Where

_COMMAND = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_AT_PICTURE = commands.keys_at(Where.PICTURE)
# By how many widget points an arrow moves an enlarged single picture.
NUDGES = {"Left": (64.0, 0.0), "Right": (-64.0, 0.0), "Up": (0.0, 64.0), "Down": (0.0, -64.0)}
REPEATED = ("next_tile", "former_tile", "tile_above", "tile_below", "newer", "older")


def name(event: QKeyEvent) -> str:
    """A key press as the table of commands writes it; a sign counts by its text, not by where it lies."""
    text = event.text()
    if text.strip() and text.isprintable() and not event.modifiers() & _COMMAND:
        shifted = text.isalpha() and bool(event.modifiers() & _SHIFT)
        return ("Shift+" if shifted else "") + text.upper()
    key = Qt.Key.Key_Return if event.key() == Qt.Key.Key_Enter else Qt.Key(event.key())
    modifiers = event.modifiers() & (_COMMAND | _SHIFT)
    return QKeySequence(modifiers.value | key.value).toString(QKeySequence.SequenceFormat.PortableText)


def meant(key: str, now: Situation) -> Command | None:
    """The command that `key` stands for on the picture, if one can run now."""
    return next((command for command in _held(key, now) if command.fits(now) and not command.reason(now)), None)


def reason(key: str, now: Situation) -> str:
    """Why `key` means nothing on the picture now: the reason of the first command that it stands for, or ""."""
    return next((command.reason(now) for command in _held(key, now) if command.fits(now)), "")


def _held(key: str, now: Situation) -> tuple[Command, ...]:
    return (*_AT_PICTURE.get(key, ()), *(c for c in commands.of_picture(now.generation) if key in c.keys))


def is_known(key: str) -> bool:
    """True for a key that means something on some picture."""
    return key in _AT_PICTURE or key in commands.OTHER_KEYS
