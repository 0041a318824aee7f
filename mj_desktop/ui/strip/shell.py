"""The strip's shell: its head, and the place where the cells or the face of an empty library stand."""

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from mj_desktop.ui import controls
from mj_desktop.ui.strip.faces import EmptyFace
from mj_desktop.ui.strip.head import Head


class Shell(QWidget):
    """What of the library can be painted before anything is known of it; the strip goes on with it."""

    def __init__(self) -> None:
        super().__init__()
        controls.ground(self, "panel")
        self.head, self.pages = Head(), QStackedWidget()
        words = self.tr("Your pictures appear here."), self.tr("Everything is kept on this computer.")
        self.empty = EmptyFace("library-empty", "images", *words)
        self.pages.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.pages, 1)

    def await_cells(self) -> None:
        """Cells are coming: leave their place free."""
        blank = QWidget()
        self.pages.addWidget(blank)
        self.pages.setCurrentWidget(blank)
