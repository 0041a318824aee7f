"""The status line: the last message with its remedy, and how much is being drawn."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from mj_desktop.ui import controls

if TYPE_CHECKING:
    from mj_desktop.core.messages import Message

_HIGH = 32
# Tone of the message: glyph, colour of the glyph, tone of the words.
_FACES = {
    "plain": ("", "muted", "muted"),
    "warn": ("triangle-alert", "warn", ""),
    "bad": ("triangle-alert", "bad", ""),
}


# How long a message stands, in milliseconds: what is over is not news any more.
_STANDS = {"plain": 12_000, "warn": 60_000, "bad": 60_000}
_READS = 8_000  # how long trouble is shown at least, while the window is in front (milliseconds)


class StatusLine(QWidget):
    """One sentence and its button at the left, counts and buttons at the right; reports the first as `remedied`.

    Trouble stands until its matter is settled or something succeeds, but never goes before it could be read: news that
    comes meanwhile is said first, and the trouble after it, unless it is of the same matter. `reads` is how long
    reading takes, in milliseconds. `changed` tells that another message stands there, or none.
    """

    remedied = Signal(object)
    settings_requested = Signal()
    tasks_requested = Signal()
    waiting_requested = Signal()
    changed = Signal()

    def __init__(self, reads: int = _READS) -> None:
        super().__init__()
        self.setObjectName("status-line")
        controls.ground(self, "panel")
        self.setFixedHeight(_HIGH)
        self._message: Message | None = None  # at rest
        self._mark = controls.Glyph(size=14)
        self._words = controls.Elided(size=11, tone="muted")
        self._words.setObjectName("message")
        self.remedy = controls.Button("", "message-remedy", variant="link")
        self._counts = controls.label("", 11, tone="muted")
        self._counts.setObjectName("counts")
        tip = self.tr("What waits, and what can be done with it")
        self._waiting = controls.Button("", "waiting", variant="link", tip=tip)
        self._waiting.clicked.connect(self.waiting_requested)
        self._old = QTimer(self, singleShot=True)
        self._old.timeout.connect(self._expire)
        self._unread: Message | None = None  # trouble that news took the place of
        self._is_settled = False
        self._reading = QTimer(self, singleShot=True, interval=reads)
        self._reading.setObjectName("reading")
        self._reading.timeout.connect(self._end_reading)
        self.shortcuts = controls.IconButton("keyboard", self.tr("Keyboard shortcuts [F1]"), "shortcuts")
        self._gear = controls.IconButton("settings", self.tr("Settings [Ctrl+,]"), "open-settings")
        self._gear.clicked.connect(self.settings_requested)
        self._tasks = controls.IconButton("history", self.tr("Tasks of the account [Ctrl+J]"), "open-tasks")
        self._tasks.clicked.connect(self.tasks_requested)
        self._lay_out()
        self.remedy.clicked.connect(self._report)
        self.clear()
        self.show_counts(0, 0)

    @property
    def message(self) -> "Message":
        """What is said now."""
        from mj_desktop.core.messages import Message  # not before the first paint

        return self._message or Message(self.tr("Ready"))

    def show_message(self, message: "Message") -> None:
        """Say what happened and what to do; the remedy's button stands beside it."""
        said = self._message
        if self._reading.isActive() and said is not None and (message.tone == "plain" or _is_another(said, message)):
            self._unread = said
        elif message.tone != "plain":
            self._unread = None
        if self._unread is not None and self._unread.about is not None and self._unread.about == message.about:
            self._unread = None
        self._begin(message)

    def settle(self, about: str | None = None) -> None:
        """The matter of `about`, as messages name it, is settled, or, with none, something succeeded: trouble goes."""
        said = self._message
        if self._unread is not None and _ends(self._unread, about):
            self._unread = None
        if said is None or not _ends(said, about):
            return
        if self._reading.isActive():
            self._is_settled = True
        else:
            self.clear()

    def holds(self, about: str) -> bool:
        """Whether something of that matter stands here, or is to be said again."""
        return any(said is not None and said.about == about for said in (self._message, self._unread))

    def withdraw(self, about: str) -> None:
        """What was said of that matter goes at once, with its button: what that would do is not to be done."""
        if self._unread is not None and self._unread.about == about:
            self._unread = None
        if self._message is not None and self._message.about == about:
            self.clear()

    def clear(self) -> None:
        """Nothing more is to be said of this; what could not be read before is said now."""
        unread, self._unread = self._unread, None
        if unread is not None:
            self._begin(unread)
            return
        self._message = None
        self._show("plain", self.tr("Ready"), "")
        self._old.stop()
        self._reading.stop()
        self.changed.emit()

    def show_counts(self, running: int, waiting: int) -> None:
        """Say how many are being drawn and how many wait; a click on these says what for."""
        words = self.tr("{count} running") if running else self.tr("Nothing running")
        self._counts.setText(words.format(count=running))
        self._counts.setVisible(bool(running or not waiting))
        self._waiting.setText(self.tr("{count} waiting").format(count=waiting))
        self._waiting.setVisible(bool(waiting))

    def add(self, *parts: QWidget) -> None:
        """Put further parts before the buttons at the right."""
        for part in parts:
            self._row.insertWidget(self._row.indexOf(self.shortcuts), part)

    def _lay_out(self) -> None:
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 6, 0)
        row.setSpacing(8)
        row.addWidget(self._mark)
        row.addWidget(self._words)
        row.addWidget(self.remedy)
        row.addStretch(1)
        row.addSpacing(16)
        row.addWidget(self._counts)
        row.addWidget(self._waiting)
        row.addSpacing(4)
        row.addWidget(self._tasks)
        row.addWidget(self.shortcuts)
        row.addWidget(self._gear)

    def _show(self, tone: str, words: str, remedy: str) -> None:
        glyph, token, dressed = _FACES[tone]
        self._mark.show_glyph(glyph, token)
        self._mark.setVisible(bool(glyph))
        controls.dress(self._words, 11, tone=dressed)
        self._words.set_words(words)
        self.remedy.setVisible(bool(remedy))
        self.remedy.setText(remedy)

    def _report(self) -> None:
        from mj_desktop.core.intentions import Remedied  # not before the first paint
        from mj_desktop.core.messages import Remedy

        said = self.message
        if said.remedy is Remedy.COPY_DETAILS:
            QGuiApplication.clipboard().setText(said.details or sentence(said))
        chosen = Remedied(said.remedy, said.about)
        self.clear()
        self.remedied.emit(chosen)

    def _begin(self, message: "Message") -> None:
        self._message, self._is_settled = message, False
        self._show(message.tone, sentence(message), filled(message.remedy.value, message))
        self._old.start(_STANDS[message.tone])
        if message.tone == "plain":
            self._reading.stop()
        else:
            self._reading.start()
        self.changed.emit()

    def _expire(self) -> None:
        """Trouble waits for who is away."""
        if self._message is not None and self._message.tone != "plain" and not self.isActiveWindow():
            self._old.start()
        else:
            self.clear()

    def _end_reading(self) -> None:
        if not self.isActiveWindow():
            self._reading.start()
        elif self._is_settled:
            self.clear()


def _is_another(said: "Message", message: "Message") -> bool:
    """True for trouble with a button that other trouble, with another button, is not to cover for good."""
    return bool(said.remedy and message.remedy) and said.remedy != message.remedy


def _ends(said: "Message", about: str | None) -> bool:
    """True for trouble that is over with the matter of `about`; a success ends what is bad, and a warning that asks
    for nothing."""
    if about is None:
        return said.tone == "bad" or (said.tone == "warn" and not said.remedy)
    return said.tone != "plain" and said.about == about


def sentence(message: "Message") -> str:
    """A message as one line in the interface's language, with its values filled in.

    The backticks in which the service quotes words stay out of a line of text.
    """
    what, todo = (filled(words, message) for words in (message.what, message.todo))
    return (f"{what.rstrip('.')}. {todo}" if todo else what).replace("`", "")


def filled(words: str, message: "Message") -> str:
    """A message's `what` or `todo` in the interface's language, its {names} replaced once by the message's values.

    A value's own braces stay as they are.
    """
    return _translated(words).format_map(_Kept({name: str(value) for name, value in message.values.items()}))


class _Kept(dict[str, str]):
    """A name that has no value stays written as it is."""

    def __missing__(self, name: str) -> str:
        return f"{{{name}}}"


def _translated(words: str) -> str:
    return QCoreApplication.translate("Messages", words) if words else ""
