"""The size in figures, which can be typed."""

import re

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLineEdit

from mj_desktop.ui import theme

# At rest it is words in a bar; with the focus it is the sheet's text field.
_AT_REST = "QLineEdit:!focus { background: transparent; border: 1px solid transparent; }"


class SizeField(QLineEdit):
    """Shows "125 px" and reports the width in pixels that a person types; anything else is put back."""

    typed = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("mask-size-field")
        self.setAccessibleName(self.tr("Brush size in pixels"))
        self.setToolTip(self.tr("Type a size, or [ and ]"))
        self.setFont(theme.font(tabular=True))
        self.setStyleSheet(_AT_REST)
        self.setFixedWidth(70)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._width = 1
        self.editingFinished.connect(self._read)

    def show_width(self, width: int) -> None:
        """Show a width in pixels."""
        self._width = width
        self.setText(self.tr("{} px").format(width))
        self.setCursorPosition(0)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """All of it is about to be replaced."""
        super().focusInEvent(event)
        self.selectAll()

    def _read(self) -> None:
        number = re.match(r"\s*(\d{1,5})\s*(px)?\s*$", self.text())
        if number and int(number[1]) != self._width:
            self.typed.emit(int(number[1]))
        self.show_width(self._width)
