"""The keymap at work: which keys commands have now, told to whatever reads or shows them."""

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from mj_desktop.core.keymap import UNCHANGED, Keymap
from mj_desktop.core.where import Where

if TYPE_CHECKING:
    from mj_desktop.core.commands import Command

_COMMAND = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
# They need AltGr on many European layouts, which counts as Ctrl+Alt on some systems: their text alone decides.
_ALT_GR = "[]{}"
# Twins of one key on other keyboards: plus by "=" and by Shift.
_TWINS = {"Ctrl+Alt+=": "Ctrl+Alt++", "Ctrl+Alt+Shift++": "Ctrl+Alt++"}


class Keys(QObject):
    """Owns the keymap of the running program; `changed` is emitted when it is another one."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.keymap = UNCHANGED
        self.is_touched = False  # until then all stands as the table has it

    def take(self, keymap: Keymap) -> None:
        """Have these keys from now on."""
        if keymap != self.keymap:
            self.keymap, self.is_touched = keymap, True
            at.cache_clear()
            self.changed.emit()


_keys = Keys()


def notifier() -> Keys:
    """The object whose `changed` signal tells that keys are others now."""
    return _keys


def now() -> Keymap:
    """The keymap."""
    return _keys.keymap


@cache
def at(*places: Where) -> "dict[str, tuple[Command, ...]]":
    """By key, the commands that hold at `places` now."""
    from mj_desktop.core import commands  # a table that the first paint does without

    return commands.keys_at(*places, keymap=_keys.keymap)


def keys(command_id: str) -> tuple[str, ...]:
    """The keys of a command, as the table writes them; the first is the one to show."""
    from mj_desktop.core.commands import named

    return _keys.keymap.keys(command_id, named(command_id).keys)


def shown(command_id: str) -> str:
    """The first key of a command as this system writes it, or ""."""
    return QKeySequence(next(iter(keys(command_id)), "")).toString(QKeySequence.SequenceFormat.NativeText)


def bracketed(command_id: str) -> str:
    """The first key for the end of a tooltip: " [U]", or ""."""
    key = shown(command_id).replace("Return", "Enter")
    return f" [{key}]" if key else ""


def bind(shortcut: QShortcut, command_id: str, default: tuple[str, ...]) -> None:
    """Give a shortcut the keys of a command, which has `default` in the table, now and whenever they change."""
    _Bound(shortcut, command_id, default).follow()


def shortcut(window: QWidget, command_id: str, default: str, slot: Callable[[], object]) -> QShortcut:
    """A shortcut of a whole window for a command; a key that is held counts once."""
    made = QShortcut(window)
    bind(made, command_id, (default,))
    made.setAutoRepeat(False)
    made.activated.connect(slot)
    return made


class _Bound(QObject):
    """Lives as long as its shortcut."""

    def __init__(self, shortcut: QShortcut, command_id: str, default: tuple[str, ...]) -> None:
        super().__init__(shortcut)
        self._shortcut, self._command, self._default = shortcut, command_id, default
        _keys.changed.connect(self.follow)

    def follow(self) -> None:
        self._shortcut.setKeys([QKeySequence(key) for key in now().keys(self._command, self._default)])


def name(event: QKeyEvent) -> str:
    """A key press as the table of commands writes it; a sign counts by its text, not by where it lies."""
    text = event.text()
    if text and text in _ALT_GR:
        return text
    if text.strip() and text.isprintable() and not event.modifiers() & _COMMAND:
        shifted = text.isalpha() and bool(event.modifiers() & _SHIFT)
        large = text.upper()  # of ß it has two signs
        return ("Shift+" if shifted else "") + (large if len(large) == len(text) else text)
    key = Qt.Key.Key_Return if event.key() == Qt.Key.Key_Enter else Qt.Key(event.key())
    modifiers = event.modifiers() & (_COMMAND | _SHIFT)
    written = QKeySequence(modifiers.value | key.value).toString(QKeySequence.SequenceFormat.PortableText)
    return _TWINS.get(written, written)
