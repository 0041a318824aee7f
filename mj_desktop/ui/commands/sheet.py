"""The sheet of shortcuts: every command and gesture with its keys, by group, in columns, found by typing."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from mj_desktop.core import command_search
from mj_desktop.core.commands import GROUPS, Command
from mj_desktop.core.gestures import GESTURES, Gesture
from mj_desktop.core.situation import Situation
from mj_desktop.core.where import ON_PAGES, Where
from mj_desktop.ui import controls, theme
from mj_desktop.ui.commands import caps
from mj_desktop.ui.commands.overlay import Overlay
from mj_desktop.ui.commands.words import said, shown, spoken

_WIDE = 1120
_MARGIN = 40
_COLUMN = 300
_GAP = 32
ROW = 28
_HEADING = 36
_PAD = 8
Row = Command | Gesture


def columns(blocks: Sequence[tuple[str, list[Row]]], count: int) -> list[list[tuple[str, list[Row]]]]:
    """The groups in `count` columns, in their order, so that the highest column is as low as can be."""
    heights = [_HEADING + ROW * len(rows) + _PAD for _, rows in blocks]
    limit = next(limit for limit in range(max(heights, default=0), sum(heights) + 2) if _parts(heights, limit) <= count)
    shared: list[list[tuple[str, list[Row]]]] = [[]]
    room = limit
    for block, height in zip(blocks, heights, strict=True):
        if height > room:
            shared.append([])
            room = limit
        shared[-1].append(block)
        room -= height
    return shared


def _parts(heights: Sequence[int], limit: int) -> int:
    """How many columns of at most `limit` they need."""
    count, room = 1, limit
    for height in heights:
        if height > room:
            count, room = count + 1, limit
        room -= height
    return count


class Sheet(Overlay):
    """Lists all keys; `chosen` carries a command that a person ran from it."""

    def __init__(self, window: QWidget, every: Callable[[], Sequence[Command]], now: Callable[[], Situation]) -> None:
        super().__init__(window, "sheet", window.tr("Keyboard shortcuts"), window.tr("Search the shortcuts"))
        self._now = now
        self._rows: list[Row] = [*every(), *GESTURES]
        self._blocks: list[Block] = []
        self._selected: Row | None = None
        self._scroll, self._inside = QScrollArea(), QWidget()
        self._lay_out()
        self.field.textChanged.connect(self._find)
        self.field.stepped.connect(self._step)
        self.field.entered.connect(self._run)

    def place(self, room: QRect) -> QRect:
        """In the middle, with the window seen around it."""
        wide, high = min(_WIDE, room.width() - 2 * _MARGIN), min(760, room.height() - 2 * _MARGIN)
        return QRect((room.width() - wide) // 2, (room.height() - high) // 2, wide, high)

    def open_overlay(self) -> None:
        """Cover the window, with everything listed."""
        super().open_overlay()
        self._find(self.field.text())

    def shown(self) -> list[Row]:
        """What is listed, in reading order."""
        return [row for block in self._blocks for row in block.rows]

    def selected(self) -> Row | None:
        """The row that Enter would run."""
        return self._selected

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(16, 10, 10, 10)
        head.setSpacing(8)
        head.addWidget(controls.Glyph("keyboard", "muted", 16))
        head.addWidget(controls.label(self.accessibleName(), weight=600))
        head.addStretch(1)
        self.field.setFixedWidth(260)
        head.addWidget(self.field)
        shut = controls.IconButton("x", self.tr("Close [Esc]"), "sheet-close")
        shut.clicked.connect(self.close_overlay)
        head.addWidget(shut)
        self._scroll.setObjectName("sheet-scroll")
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.column.addLayout(head)
        self.column.addWidget(controls.hairline())
        self.column.addWidget(self._scroll, 1)
        self.column.addWidget(controls.hairline())
        self.column.addWidget(self.hint_line(""))

    def _find(self, text: str) -> None:
        """List what is found, by group, in as many columns as fit."""
        found = command_search.found(self._rows, text)
        grouped = [(group, [row for row in found if row.group == group]) for group in GROUPS]
        kept = [(group, rows) for group, rows in grouped if rows]
        self._selected = None
        self._build(kept)
        self._say()

    def _build(self, groups: list[tuple[str, list[Row]]]) -> None:
        wide = self.place(self.rect()).width() - 2 * 16
        count = max(1, min(3, (wide + _GAP) // (_COLUMN + _GAP)))
        self._inside = QWidget()
        row = QHBoxLayout(self._inside)
        row.setContentsMargins(16 - _PAD, 4, 16 - _PAD, 8)
        row.setSpacing(_GAP - 2 * _PAD)
        self._blocks = []
        for held in (columns(groups, count) + [[]] * count)[:count]:
            column = QVBoxLayout()
            column.setSpacing(0)
            for group, rows in held:
                column.addWidget(self._block(group, rows))
            column.addStretch(1)
            row.addLayout(column, 1)
        self._scroll.setWidget(self._inside)

    def _block(self, group: str, rows: list[Row]) -> "Block":
        made = Block(group, rows)
        made.picked.connect(self._pick)
        self._blocks.append(made)
        return made

    def _say(self) -> None:
        none = self.tr("No shortcut is called so.")
        keys = self.tr("Letters act while no text has the focus  ·  ↑ ↓ choose  ·  Enter runs  ·  Esc closes")
        self.foot.set_words(keys if self._blocks else none)

    def _step(self, by: int) -> None:
        rows = self.shown()
        if not rows:
            return
        at = next((place for place, row in enumerate(rows) if row is self._selected), -1 if by > 0 else len(rows))
        self._select(rows[max(0, min(len(rows) - 1, at + by))])

    def _select(self, row: Row) -> None:
        self._selected = row
        self._say()
        for block in self._blocks:
            block.select(row)
            rect = block.rect_of(row)
            if rect is not None:
                corner = block.mapTo(self._inside, QPoint(0, round(rect.center().y())))
                self._scroll.ensureVisible(corner.x(), corner.y(), 0, 2 * ROW)

    def _pick(self, row: Row) -> None:
        self._select(row)
        self._run()

    def _run(self) -> None:
        """Run what is chosen; what cannot run here says why, and stays."""
        row = self._selected
        if isinstance(row, Command):
            now = self._now()
            reason = row.reason(now) or ("" if row.fits(now) else _elsewhere(row))
            if reason:
                self.foot.set_words(said(reason))
            else:
                self.close_overlay()
                self.chosen.emit(row)


def _elsewhere(row: Command) -> str:
    """Where a command holds that has no place here."""
    if row.where is Where.MASK:
        return "It holds in the mask editor."
    if row.where in ON_PAGES:
        return QCoreApplication.translate("Commands", "It holds {place}.").format(place=said(row.where))
    return "It does not hold here."


class Block(QWidget):
    """One group: its heading and rows, painted; a row can be picked by the pointer."""

    picked = Signal(object)

    def __init__(self, group: str, rows: list[Row]) -> None:
        super().__init__()
        self.rows = rows
        self._group = said(group)
        self._selected: Row | None = None
        self._hovered: Row | None = None
        self.setAccessibleName(self._group)
        self.setAccessibleDescription("; ".join(spoken(row) for row in rows))
        self.setFixedHeight(_HEADING + ROW * len(rows) + _PAD)
        self.setMouseTracking(True)
        theme.notifier().changed.connect(self.update)

    def select(self, row: Row) -> None:
        """Mark a row as the one that Enter runs; one of another block marks none."""
        self._selected = row
        self.update()

    def rect_of(self, row: Row) -> QRectF | None:
        """Where a row lies, None for one of another block."""
        place = next((place for place, each in enumerate(self.rows) if each is row), None)
        return None if place is None else QRectF(0, _HEADING + place * ROW, self.width(), ROW)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Mark the row under the pointer."""
        self._hovered = self._at(event.position().y())
        self.update()

    def leaveEvent(self, event: object) -> None:
        """No row is under the pointer."""
        self._hovered = None
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Report the row that was clicked."""
        row = self._at(event.position().y())
        if row is not None and event.button() == Qt.MouseButton.LeftButton:
            self.picked.emit(row)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Heading and rows."""
        painter = QPainter(self)
        painter.setFont(theme.font(weight=600))
        painter.setPen(theme.colour("text"))
        heading = QRectF(_PAD, 8, self.width(), _HEADING - 8)
        painter.drawText(heading, Qt.AlignmentFlag.AlignVCenter, self._group)
        for place, row in enumerate(self.rows):
            self._paint_row(painter, QRectF(0, _HEADING + place * ROW, self.width(), ROW), row)

    def _paint_row(self, painter: QPainter, rect: QRectF, row: Row) -> None:
        on = row is self._selected
        if on or (row is self._hovered and isinstance(row, Command)):
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accsoft" if on else "hover"))
            painter.drawRoundedRect(rect, controls.RADIUS, controls.RADIUS)
        keys = shown(row)
        caps.paint(painter, rect.right() - _PAD, rect.center().y(), keys, theme.colour("text"), theme.colour("ctl"))
        painter.setFont(theme.font())
        painter.setPen(theme.colour("text" if on else "muted"))
        box = rect.adjusted(_PAD, 0, -caps.width(keys) - _PAD - 12, 0)
        words = painter.fontMetrics().elidedText(said(row.words), Qt.TextElideMode.ElideRight, int(box.width()))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, words)

    def _at(self, y: float) -> Row | None:
        place = int(y - _HEADING) // ROW
        return self.rows[place] if y >= _HEADING and place < len(self.rows) else None
