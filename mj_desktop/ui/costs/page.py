"""The page of costs: the ledger of the last days at the left, the prices to edit at the right."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from mj_desktop.core.ledger import Ledger
from mj_desktop.core.prices import Prices
from mj_desktop.ui import controls
from mj_desktop.ui.costs import words
from mj_desktop.ui.costs.rows import PriceRows
from mj_desktop.ui.costs.table import LedgerTable
from mj_desktop.ui.page import PATIENCE, Page

_PRICES = 440


class CostPage(Page):
    """Shows a `Ledger` and `Prices`; `changed` carries other prices."""

    changed = Signal(object)

    def __init__(self) -> None:
        sentence = self.tr("Charged on success only; the service's console is the truth. Demo pictures cost nothing.")
        super().__init__("costs-page", self.tr("Costs"), sentence)
        self.rows, self.table = PriceRows(), LedgerTable()
        self._summary = controls.label("", weight=600)
        self._summary.setObjectName("costs-summary")
        self._empty = controls.label(self.tr("Nothing was sent to the service in the last 30 days."), tone="faint")
        self._ledger, self._prices = Ledger(), Prices()
        self._late = QTimer(self, singleShot=True, interval=PATIENCE)
        self._late.timeout.connect(self._say_counting)
        self._lay_out()
        self.rows.changed.connect(self.changed)
        self._show()

    def await_ledger(self) -> None:
        """It is being counted; `show_ledger` follows."""
        self._late.start()

    def show_ledger(self, ledger: Ledger) -> None:
        """Show what was counted."""
        self._late.stop()
        self._ledger = ledger
        self.table.show_lines(ledger.lines)
        self._show()

    def show_prices(self, prices: Prices) -> None:
        """Show the prices as they are."""
        self._prices = prices
        self.rows.show_prices(prices)
        self._show()

    def _show(self) -> None:
        self._summary.setText(words.summary(self._ledger, self._prices))
        self.table.setVisible(bool(self._ledger.lines))
        self._empty.setVisible(not self._ledger.lines)

    def _say_counting(self) -> None:
        self._summary.setText(self.tr("Counting…"))

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self._summary)
        left.addWidget(self.table, 1)
        left.addWidget(self._empty)
        left.addStretch(0)
        row = QHBoxLayout()
        row.setSpacing(40)
        row.addLayout(left, 1)
        row.addLayout(self._right())
        self.column.addLayout(row, 1)

    def _right(self) -> QVBoxLayout:
        inside = QWidget()
        controls.ground(inside, "viewer")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.rows)
        column.addStretch(1)
        area = QScrollArea()
        area.setFixedWidth(_PRICES)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(controls.label(self.tr("Prices"), weight=600))
        right.addWidget(area, 1)
        return right
