"""What stands in the strip where no cells are: a glyph and two quiet lines."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from mj_desktop.ui import controls


class EmptyFace(QWidget):
    """Says what will be here, or why nothing is."""

    def __init__(self, name: str, glyph: str, first: str, second: str) -> None:
        super().__init__()
        self.setObjectName(name)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 80, 12, 16)
        column.setSpacing(4)
        column.addWidget(controls.Glyph(glyph, "muted", 24), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(4)
        column.addWidget(_line(first, 13, "muted"))
        column.addWidget(_line(second, 11, "faint"))
        column.addStretch(1)


def _line(words: str, size: int, tone: str) -> QLabel:
    made = controls.label(words, size, tone=tone)
    made.setWordWrap(True)
    made.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    return made
