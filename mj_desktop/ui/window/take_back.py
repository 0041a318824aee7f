"""Taking back: while something waits its moment, the first Esc takes it back, whatever has the focus."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

_ESC = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)


class FirstEsc(QObject):
    """Takes Esc before every page, overlay, menu and field while it is armed: what is held may be paid for.

    `take_back()` says whether anything was.
    """

    def __init__(self, parent: QObject, take_back: Callable[[], bool]) -> None:
        super().__init__(parent)
        self._take_back = take_back
        self._armed = False

    def arm(self, held: bool) -> None:
        """Whether something is held; only so long does the application's every event come by here."""
        app = QApplication.instance()
        if held == self._armed or app is None:
            return
        self._armed = held
        (app.installEventFilter if held else app.removeEventFilter)(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc is taken when it took something back; all else goes on."""
        if event.type() not in _ESC or not isinstance(event, QKeyEvent) or event.key() != Qt.Key.Key_Escape:
            return False
        event.accept()
        return event.type() == QEvent.Type.ShortcutOverride or self._take_back()
