"""What stands in the list's place where there is none: why, what to do, and the button that does it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mj_desktop.ui import controls

_WIDE = 420


class Face(QWidget):
    """A glyph, two lines and perhaps a button; `pressed` says that it was."""

    pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("tasks-face")
        self._glyph = controls.Glyph(size=24)
        self._first, self._second = controls.label(""), controls.label("", 11, tone="muted")
        self._first.setObjectName("tasks-face-words")
        self.button = controls.Button("", "tasks-face-button", variant="filled")
        self.button.clicked.connect(self.pressed)
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addStretch(2)
        column.addWidget(self._glyph, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addLayout(self._lines())
        column.addSpacing(8)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    def _lines(self) -> QHBoxLayout:
        """Both lines at a width that is read with ease, and as high as they need."""
        lines = QVBoxLayout()
        for words in (self._first, self._second):
            words.setWordWrap(True)
            words.setMinimumWidth(_WIDE)
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            lines.addWidget(words)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addLayout(lines, 1)
        row.addStretch(1)
        return row

    def show_words(self, glyph: str, first: str, second: str = "", button: str = "", token: str = "muted") -> None:
        """Say it, with a button where one is named."""
        self._glyph.show_glyph(glyph, token)
        self._first.setText(first)
        self._second.setText(second)
        self.button.setText(button)
        self.button.setVisible(bool(button))
