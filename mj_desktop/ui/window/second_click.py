"""The second click of a double click: it is for what had the first, never for what lay behind that."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QMouseEvent, QWindow
from PySide6.QtWidgets import QWidget

_SHOWS = (QEvent.Type.Show, QEvent.Type.WinIdChange)


class SecondClick(QObject):
    """Watches a window's clicks before its widgets get them: many buttons close what they stand on by the first one."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._handle: QWindow | None = None
        self._first: QWidget | None = None
        self._second: QWidget | None = None
        window.installEventFilter(self)
        self._watch()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Drop a second click on another widget than the first was on; Qt tells it as a press, then as double."""
        kind = event.type()
        if watched is self._window:
            if kind in _SHOWS:
                self._watch()
        elif kind == QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent):
            self._first, self._second = self._second, self._window.childAt(event.position().toPoint())
        elif kind == QEvent.Type.MouseButtonDblClick:
            return self._first is not self._second
        return False

    def _watch(self) -> None:
        handle = self._window.windowHandle()
        if handle is not None and handle is not self._handle:
            handle.installEventFilter(self)
            self._handle = handle
