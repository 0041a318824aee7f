"""The editor of a command's keys: a line at the foot of the sheet that waits for new keys and says whose they are."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from mj_desktop.core import rebinding
from mj_desktop.core.commands import Command, named
from mj_desktop.core.keymap import Keymap
from mj_desktop.ui import controls, keymap, theme
from mj_desktop.ui.commands import caps
from mj_desktop.ui.commands.words import caps as caps_of
from mj_desktop.ui.commands.words import said

_HIGH = 44
_NONE = Qt.KeyboardModifier.NoModifier
_ALONE = (
    Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr, Qt.Key.Key_CapsLock,
    Qt.Key.Key_NumLock, Qt.Key.Key_ScrollLock, Qt.Key.Key_Super_L, Qt.Key.Key_Super_R, Qt.Key.Key_unknown,
)  # fmt: skip
_DEAD = range(0x01001100, 0x01001300)  # keys of input methods, and dead ones: what they type is not told yet


class KeyEditor(QWidget):
    """Takes the keyboard while it is open.

    `rekeyed` carries the keymap with a command's new keys. A key that others have is only taken once a person says so.
    """

    rekeyed = Signal(object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("key-editor")
        self.setFixedHeight(_HIGH)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._command: Command | None = None
        self._pending: Keymap | None = None
        self._words, self._caps = controls.Elided(""), _Caps()
        self._words.setObjectName("key-editor-words")
        self._take = controls.Button(self.tr("Take it over"), "key-take", tip=self.tr("Take it over [Enter]"))
        self._off = controls.IconButton("minus", self.tr("Take the key off [Backspace]"), "key-off")
        words = self.tr("Beside the keys that it has")
        self._beside = controls.IconButton("plus", words, "key-beside", checkable=True)
        self._reset = controls.Button(self.tr("Reset"), "key-reset", "undo-2", "quiet")
        self._leave = controls.Button(self.tr("Leave"), "key-leave", "", "quiet", self.tr("Leave the keys [Esc]"))
        self._lay_out()
        self._take.clicked.connect(self._take_over)
        self._off.clicked.connect(self._take_off)
        self._beside.clicked.connect(self._listen)
        self._reset.clicked.connect(self._ask_reset)
        self._leave.clicked.connect(self.leave)
        self.hide()

    def open(self, command: Command) -> None:
        """Wait for the new keys of a command of the table."""
        self.show()
        self._beside.setChecked(False)
        self._show(command, "")
        self._listen()

    def leave(self) -> None:
        """Leave the keys as they are."""
        self._command = self._pending = None
        self.hide()
        self.left.emit()

    def said(self) -> str:
        """What stands there."""
        return self._words.words()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The new keys, or what is done with the old ones."""
        bare = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == _NONE
        deeds = {
            Qt.Key.Key_Escape: self.leave, Qt.Key.Key_Backspace: self._take_off, Qt.Key.Key_Delete: self._take_off,
        }  # fmt: skip
        if self._pending is not None:
            deeds |= {Qt.Key.Key_Return: self._take_over, Qt.Key.Key_Enter: self._take_over}
        if event.isAutoRepeat() or event.key() in _ALONE or event.key() in _DEAD:
            return
        if bare and event.key() in deeds:
            deeds[Qt.Key(event.key())]()
        elif key := keymap.name(event):
            self._try(key)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Its edge shows where the keys go."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """So it does that they go elsewhere."""
        super().focusOutEvent(event)
        self.update()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes round between the line and its buttons."""
        buttons = (self._off, self._beside, self._take, self._reset, self._leave)
        stops = [self, *(each for each in buttons if each.isVisible())]
        at = next((place for place, each in enumerate(stops) if each.hasFocus()), 0)
        stops[(at + (1 if forward else -1)) % len(stops)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground of what is being done, with an edge while keys go there."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("accsoft"))
        if self.hasFocus():
            painter.setPen(theme.colour("acctext"))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 10, 0)
        row.setSpacing(8)
        row.addWidget(controls.Glyph("pencil", "acctext", 16))
        row.addWidget(self._words, 1)
        for part in (self._caps, self._off, self._beside, self._take, self._reset, self._leave):
            row.addWidget(part)

    def _show(self, command: Command, words: str, pending: Keymap | None = None) -> None:
        self._command, self._pending = command, pending
        keys = keymap.keys(command.id)
        ask = self.tr("New keys for “{what}”: press them. Backspace takes one off, Esc leaves them.")
        self._words.set_words(words or ask.format(what=said(command.words)))
        self.setAccessibleName(self._words.words())
        self._caps.show_keys([cap for key in keys for cap in caps_of(key)])
        self._off.setVisible(bool(keys))
        self._beside.setVisible(bool(keys))
        self._take.setVisible(pending is not None)
        self._reset.setVisible(command.id in keymap.now().changed)

    def _try(self, key: str) -> None:
        command = self._command
        if command is None:
            return
        if reason := rebinding.why_reserved(command, key):
            words = self.tr("{key} is not free: {reason}").format(key=_written(key), reason=said(reason))
            self._show(command, words)
            return
        new = rebinding.given(keymap.now(), command, key, self._beside.isChecked())
        self._ask_or_take(new, rebinding.holders(keymap.now(), command, key), key)

    def _ask_reset(self) -> None:
        if self._command is not None:
            new = rebinding.reset(keymap.now(), self._command)
            self._ask_or_take(new, rebinding.taken_by_reset(keymap.now(), self._command), "")

    def _ask_or_take(self, new: Keymap, holders: tuple[Command, ...], key: str) -> None:
        if self._command is not None and holders:
            wanted = (key,) if key else named(self._command.id).keys
            already = ", ".join(f"{said(each.words)} ({_shared(each, wanted)})" for each in holders)
            words = self.tr("Already: {already}. Enter takes it over, Esc leaves it.").format(already=already)
            self._show(self._command, words, new)
            self._listen()
        else:
            self._take_up(new)

    def _take_over(self) -> None:
        if self._pending is not None:
            self._take_up(self._pending)

    def _take_off(self) -> None:
        command = self._command
        if command is not None:
            self.rekeyed.emit(rebinding.without(keymap.now(), command))
            self._show(command, "")
            self._listen()

    def _listen(self) -> None:
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_up(self, new: Keymap) -> None:
        self.rekeyed.emit(new)
        self.leave()


class _Caps(QWidget):
    """Key caps beside the words."""

    def __init__(self) -> None:
        super().__init__()
        self._keys: list[str] = []

    def show_keys(self, keys: list[str]) -> None:
        self._keys = keys
        self.setFixedWidth(caps.width(keys))
        self.setAccessibleName(", ".join(keys))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(caps.width(self._keys), _HIGH)

    def paintEvent(self, event: QPaintEvent) -> None:
        ink, edge = theme.colour("text"), theme.colour("ctl")
        caps.paint(QPainter(self), self.width(), self.height() / 2, self._keys, ink, edge)


def _shared(holder: Command, wanted: tuple[str, ...]) -> str:
    return ", ".join(_written(key) for key in holder.keys if key in wanted)


def _written(key: str) -> str:
    return " ".join(caps_of(key))
