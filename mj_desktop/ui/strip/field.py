"""The search field: what is typed is reported at once; Esc empties it, Down leads to the cells."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit

from mj_desktop.ui import icons, theme


class SearchField(QLineEdit):
    """A line with a lens in front and a cross to empty it; `left` is True when the cells are to have the focus."""

    left = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("library-search")
        self.setPlaceholderText(self.tr("Search"))
        self.setAccessibleName(self.tr("Search in prompts"))
        self.setToolTip(self.tr("Search in prompts [Ctrl+F]"))
        self.setFont(theme.font())
        self._lens = self.addAction(icons.icon("search", "faint"), QLineEdit.ActionPosition.LeadingPosition)
        self._cross = QAction(self.tr("Empty the search"), self)
        self._cross.triggered.connect(self.clear)
        self._restyle()
        self.textChanged.connect(self._show_cross)
        theme.notifier().changed.connect(self._restyle)

    def event(self, event: QEvent) -> bool:
        """Esc is this field's while it has the focus, before it is the window's."""
        overriding = event.type() == QEvent.Type.ShortcutOverride
        if overriding and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc empties, then leaves; Down and Enter lead to the cells."""
        if event.key() == Qt.Key.Key_Escape:
            if self.text():
                self.clear()
            else:
                self.left.emit(False)
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit(True)
        else:
            super().keyPressEvent(event)

    def _show_cross(self, typed: str) -> None:
        if typed and self._cross not in self.actions():
            self.addAction(self._cross, QLineEdit.ActionPosition.TrailingPosition)
        elif not typed:
            self.removeAction(self._cross)

    def _restyle(self) -> None:
        self._lens.setIcon(icons.icon("search", "faint"))
        self._cross.setIcon(icons.icon("x", "muted"))
