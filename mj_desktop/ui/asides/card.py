"""A card with one answer: its number, its text, and buttons that copy and use it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from mj_desktop.ui import controls


class AnswerCard(QFrame):
    """Shows a text; reports it `used` or `copied`."""

    used = Signal(str)
    copied = Signal(str)

    def __init__(self, number: int, text: str, use: str) -> None:
        super().__init__()
        self.setObjectName(f"answer_{number}")
        self.setProperty("card", True)
        self.text = text
        self._copy = controls.IconButton("copy", self.tr("Copy answer {}").format(number), f"copy_{number}")
        self._use = controls.Button(use, f"use_{number}", tip=self.tr("{words} [{key}]").format(words=use, key=number))
        self._use.setAccessibleName(f"{use}: {text}")
        self._copy.clicked.connect(self._report_copied)
        self._use.clicked.connect(self._report_used)
        self._lay_out(number)

    def use(self) -> None:
        """As a click on its button."""
        self._use.click()

    def _lay_out(self, number: int) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(controls.label(str(number), weight=600))
        row.addStretch(1)
        row.addWidget(self._copy)
        row.addWidget(self._use)
        words = controls.label(self.text)
        words.setWordWrap(True)
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 8, 12)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(words)
        column.addStretch(1)

    def _report_copied(self) -> None:
        self.copied.emit(self.text)

    def _report_used(self) -> None:
        self.used.emit(self.text)
