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


class StatusLine(QWidget):
    """One sentence and its button at the left, counts and buttons at the right; reports the first as `remedied`."""

    remedied = Signal(object)
    settings_requested = Signal()

    def __init__(self) -> None:
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
        self._old = QTimer(self, singleShot=True)
        self._old.timeout.connect(self._rest)
        self.shortcuts = controls.IconButton("keyboard", self.tr("Keyboard shortcuts [F1]"), "shortcuts")
        self._gear = controls.IconButton("settings", self.tr("Settings [Ctrl+,]"), "open-settings")
        self._gear.clicked.connect(self.settings_requested)
        self._lay_out()
        self.remedy.clicked.connect(self._report)
        self._rest()
        self.show_counts(0, 0)

    @property
    def message(self) -> "Message":
        """What is said now."""
        from mj_desktop.core.messages import Message  # not before the first paint

        return self._message or Message(self.tr("Ready"))

    def show_message(self, message: "Message") -> None:
        """Say what happened and what to do; the remedy's button stands beside it."""
        self._message = message
        self._show(message.tone, sentence(message), _translated(message.remedy.value))
        self._old.start(_STANDS[message.tone])

    def show_counts(self, running: int, waiting: int) -> None:
        """Say how many are being drawn and how many wait their turn."""
        parts = [
            words.format(count=count)
            for words, count in ((self.tr("{count} running"), running), (self.tr("{count} waiting"), waiting))
            if count
        ]
        self._counts.setText("  ·  ".join(parts) or self.tr("Nothing running"))

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
        row.addSpacing(4)
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
        self._rest()
        self.remedied.emit(chosen)

    def _rest(self) -> None:
        """Nothing is to be said."""
        self._message = None
        self._show("plain", self.tr("Ready"), "")
        self._old.stop()


def sentence(message: "Message") -> str:
    """A message as one line in the interface's language, with its values filled in.

    The backticks in which the service quotes words stay out of a line of text.
    """
    values = {name: str(value) for name, value in message.values.items()}
    what, todo = (_filled(_translated(words), values) for words in (message.what, message.todo))
    return (f"{what.rstrip('.')}. {todo}" if todo else what).replace("`", "")


def _filled(template: str, values: dict[str, str]) -> str:
    """`template` with its {names} replaced once; a value's own braces stay as they are."""
    return template.format_map(_Kept(values))


class _Kept(dict[str, str]):
    """A name that has no value stays written as it is."""

    def __missing__(self, name: str) -> str:
        return f"{{{name}}}"


def _translated(words: str) -> str:
    return QCoreApplication.translate("Messages", words) if words else ""
