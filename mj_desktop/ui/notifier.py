"""The notifier: says that a picture is ready while the window is not in front."""

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QApplication, QSystemTrayIcon, QWidget

from mj_desktop.core import prompt
from mj_desktop.core.generation import Generation, State
from mj_desktop.ui import icons

_SHOWN = 8000  # milliseconds


class Notifier(QObject):
    """Watches generations end; without notifications of the system, the window's task bar entry asks for attention."""

    notified = Signal(str, str)  # title and words

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._states: dict[str, State] = {}
        self._tray: QSystemTrayIcon | None = None
        window.installEventFilter(self)

    def see(self, generation: Generation) -> None:
        """A generation changed: one that was just stored or failed is told of when nobody looks."""
        before = self._states.get(generation.id)
        self._states[generation.id] = generation.state
        ended = generation.state in (State.STORED, State.FAILED)
        if ended:
            del self._states[generation.id]
        alone = generation.place is None  # of a batch there would be a hundred
        if ended and alone and before is not None and not self._window.isActiveWindow():
            self._tell(generation)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The window came to the front: what was said there is old."""
        if event.type() == QEvent.Type.WindowActivate and self._tray is not None:
            self._tray.hide()
        return super().eventFilter(watched, event)

    def _tell(self, generation: Generation) -> None:
        done = generation.state is State.STORED
        title = self.tr("Your picture is ready") if done else self.tr("A picture failed")
        words = prompt.words(generation.request.prompt or "") or self.tr("A follow-up")
        QApplication.alert(self._window)
        if QSystemTrayIcon.isSystemTrayAvailable() and QSystemTrayIcon.supportsMessages():
            self._show(title, words)
        self.notified.emit(title, words)

    def _show(self, title: str, words: str) -> None:
        if self._tray is None:
            self._tray = QSystemTrayIcon(icons.icon("sparkles", "accent", 32), self)
            self._tray.messageClicked.connect(self._bring_forward)
            self._tray.activated.connect(self._bring_forward)
        self._tray.show()
        self._tray.showMessage(title, words, self._tray.icon(), _SHOWN)

    def _bring_forward(self) -> None:
        self._window.raise_()
        self._window.activateWindow()
