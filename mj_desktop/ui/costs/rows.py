"""The price table to edit: a field for each number; an emptied field goes back to the documents' estimate."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from mj_desktop.core import prices as rules
from mj_desktop.core.prices import CREDIT, DOLLARS, LIMIT, ROWS, Prices, Row
from mj_desktop.ui import controls
from mj_desktop.ui.costs.words import tr
from mj_desktop.ui.settings.row import Field

_FIELD = 72
_GAP = 8
_OWN = (
    Row(LIMIT, "Most in a day", 0.0, "You are asked before it is passed. Empty: no limit"),
    Row(DOLLARS, "A credit in dollars", CREDIT, "The documents say about 0.095"),
)
_UNITS = {LIMIT: "credits", DOLLARS: "dollars"}


class PriceRows(QWidget):
    """Shows `Prices`; `changed` carries other ones, only right ones."""

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._prices = Prices()
        self.fields: dict[str, Field] = {}
        self._units: dict[str, controls.Elided] = {}
        self._notes: dict[str, controls.Elided] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 12, 0)
        self._grid.setHorizontalSpacing(_GAP)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(0, 1)
        for row in (*_OWN, *ROWS):
            self._add(row)

    def show_prices(self, prices: Prices) -> None:
        """Show the numbers as they are."""
        self._prices = prices
        for row in (*_OWN, *ROWS):
            field, number = self.fields[row.key], prices.of(row.key)
            if not field.hasFocus():
                field.setText("" if row.key == LIMIT and not number else f"{number:g}")
            self._say(row)

    def _add(self, row: Row) -> None:
        line = self._grid.rowCount()
        field = Field(f"price-{row.key}", tr(row.words), _FIELD, f"{row.default:g}" if row.default else "")
        field.setAlignment(Qt.AlignmentFlag.AlignRight)
        field.editingFinished.connect(partial(self._take, row))
        self.fields[row.key] = field
        self._units[row.key] = controls.Elided(tone="muted")
        self._units[row.key].setMinimumWidth(124)
        self._notes[row.key] = controls.Elided(tr(row.source), 11, tone="faint")
        self._grid.addWidget(controls.label(tr(row.words)), line, 0)
        self._grid.addWidget(field, line, 1)
        self._grid.addWidget(self._units[row.key], line, 2)
        self._grid.addWidget(self._notes[row.key], line + 1, 0, 1, 3)
        self._grid.setRowMinimumHeight(line + 1, 24)

    def _say(self, row: Row) -> None:
        """The unit, and whether the number is an estimate of the documents or a person's own."""
        unit = tr(_UNITS.get(row.key) or ("times" if row.times else "credits"))
        mine = row.key in self._prices.changed
        kind = tr("yours") if mine else "" if row.key == LIMIT else tr("estimate")
        self._units[row.key].set_words(f"{unit}, {kind}" if kind else unit)

    def _take(self, row: Row) -> None:
        field = self.fields[row.key]
        text = field.text().strip().replace(",", ".")
        number = _number(text) if text else row.default
        wrong = rules.problem(number)
        field.show_wrong(bool(wrong))
        self._notes[row.key].set_words(tr(wrong or row.source))
        controls.dress(self._notes[row.key], 11, tone="bad" if wrong else "faint")
        if not wrong and isinstance(number, float):
            self.changed.emit(self._prices.put(row.key, number))


def _number(text: str) -> float | str:
    try:
        return float(text)
    except ValueError:
        return text
