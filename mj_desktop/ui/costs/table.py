"""The ledger as a table: a line for each action of a day, the newest day first."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableWidget, QTableWidgetItem

from mj_desktop.core.ledger import Line
from mj_desktop.ui.costs import words

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_ROW = 28


class LedgerTable(QTableWidget):
    """Day, action, how many were sent and succeeded, credits."""

    def __init__(self) -> None:
        super().__init__(0, 5)
        self.setObjectName("ledger")
        self.setAccessibleName(self.tr("Ledger"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW)
        titles = (self.tr("Day"), self.tr("Action"), self.tr("Sent"), self.tr("Succeeded"), self.tr("Credits"))
        for column, title in enumerate(titles):
            item = QTableWidgetItem(title)
            item.setTextAlignment(_RIGHT if column >= 2 else _LEFT)
            self.setHorizontalHeaderItem(column, item)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)

    def show_lines(self, lines: tuple[Line, ...]) -> None:
        """List other lines; a day is named once."""
        self.setRowCount(len(lines))
        former = ""
        for row, line in enumerate(lines):
            day = line.day if line.day != former else ""
            former = line.day
            label = words.action(line.label)
            for column, text in enumerate((day, label, str(line.sent), str(line.succeeded), words.of_line(line))):
                item = QTableWidgetItem(text)
                item.setTextAlignment(_RIGHT if column >= 2 else _LEFT)
                self.setItem(row, column, item)
