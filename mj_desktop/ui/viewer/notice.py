"""A quiet card in the middle of the viewer: an icon, what is the case, a hint, and one button."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from mj_desktop.ui import controls
from mj_desktop.ui.viewer.card import Card
from mj_desktop.ui.viewer.notice_words import Words

WIDTH = 400


class Notice(Card):
    """Says one thing about the generation on view and offers one way on, or two."""

    pressed = Signal()
    second_pressed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, "notice", WIDTH)
        self._sign = controls.Glyph("clock", "muted", 20)
        self._title = controls.label("", weight=600)
        self._hint = controls.label("", tone="muted")
        self._button = controls.Button("", "notice_button", variant="filled")
        self._second = controls.Button("", "notice_second")
        self._button.clicked.connect(self.pressed)
        self._second.clicked.connect(self.second_pressed)
        self._lay_out()
        self.hide()

    def say(self, words: Words) -> None:
        """Show these words."""
        self._sign.show_glyph(*words.icon)
        self._title.setText(words.title)
        self._hint.setText(words.hint)
        self._button.setText(words.button)
        self._second.setText(words.second)
        self._second.setVisible(bool(words.second))
        self.setAccessibleName(words.title)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 20)
        column.setSpacing(4)
        middle = Qt.AlignmentFlag.AlignHCenter
        column.addWidget(self._sign, 0, middle)
        column.addSpacing(4)
        for text in (self._title, self._hint):
            text.setWordWrap(True)
            text.setAlignment(middle)
            text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)
            column.addWidget(text)
        column.addSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(self._button)
        row.addWidget(self._second)
        row.addStretch(1)
        column.addLayout(row)
