"""One group of the sheet of shortcuts: its heading and rows, painted, with a pencil beside the row of now."""

from PySide6.QtCore import QCoreApplication, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from mj_desktop.core.commands import Command
from mj_desktop.core.gestures import Gesture
from mj_desktop.ui import controls, theme
from mj_desktop.ui.commands import caps
from mj_desktop.ui.commands.words import said, shown, spoken

ROW = 28
HEADING = 36
PAD = 8
_PENCIL = 24
Row = Command | Gesture


class Block(QWidget):
    """One group: its heading and rows, painted; a row can be picked by the pointer."""

    picked = Signal(object)
    edit_wanted = Signal(object)

    def __init__(self, group: str, rows: list[Row]) -> None:
        super().__init__()
        self.rows = rows
        self._group = said(group)
        self._selected: Row | None = None
        self._hovered: Row | None = None
        self.setAccessibleName(self._group)
        self.setAccessibleDescription("; ".join(spoken(row) for row in rows))
        self.setFixedHeight(HEADING + ROW * len(rows) + PAD)
        self.setMouseTracking(True)
        self._pencil = controls.IconButton("pencil", "", "edit-keys", edge=_PENCIL)
        self._pencil.setParent(self)
        self._pencil.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._pencil.clicked.connect(self._ask_edit)
        self._pencil.hide()
        theme.notifier().changed.connect(self.update)

    def select(self, row: Row) -> None:
        """Mark a row as the one that Enter runs; one of another block marks none."""
        self._selected = row
        self._place_pencil()

    def rect_of(self, row: Row) -> QRectF | None:
        """Where a row lies, None for one of another block."""
        place = next((place for place, each in enumerate(self.rows) if each is row), None)
        return None if place is None else QRectF(0, HEADING + place * ROW, self.width(), ROW)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Mark the row under the pointer."""
        self._hovered = self._at(event.position().y())
        self._place_pencil()

    def leaveEvent(self, event: object) -> None:
        """No row is under the pointer."""
        self._hovered = None
        self._place_pencil()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The pencil stays beside the keys."""
        self._place_pencil()

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
        heading = QRectF(PAD, 8, self.width(), HEADING - 8)
        painter.drawText(heading, Qt.AlignmentFlag.AlignVCenter, self._group)
        for place, row in enumerate(self.rows):
            self._paint_row(painter, QRectF(0, HEADING + place * ROW, self.width(), ROW), row)

    def _paint_row(self, painter: QPainter, rect: QRectF, row: Row) -> None:
        on = row is self._selected
        if on or (row is self._hovered and isinstance(row, Command)):
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accsoft" if on else "hover"))
            painter.drawRoundedRect(rect, controls.RADIUS, controls.RADIUS)
        keys = shown(row)
        caps.paint(painter, rect.right() - PAD, rect.center().y(), keys, theme.colour("text"), theme.colour("ctl"))
        painter.setFont(theme.font())
        painter.setPen(theme.colour("text" if on else "muted"))
        pencil = _PENCIL if row is self._penned() else 0
        box = rect.adjusted(PAD, 0, -caps.width(keys) - PAD - 12 - pencil, 0)
        words = painter.fontMetrics().elidedText(said(row.words), Qt.TextElideMode.ElideRight, int(box.width()))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, words)

    def _penned(self) -> Command | None:
        """The row beside whose keys the pencil stands: the one under the pointer, else the chosen one."""
        row = self._hovered if self._hovered is not None else self._selected
        return row if isinstance(row, Command) and self.rect_of(row) is not None else None

    def _place_pencil(self) -> None:
        row = self._penned()
        rect = self.rect_of(row) if row is not None else None
        self._pencil.setVisible(rect is not None)
        if row is not None and rect is not None:
            right = self.width() - PAD - caps.width(shown(row)) - 6
            self._pencil.move(int(right - _PENCIL), int(rect.y() + (ROW - _PENCIL) / 2))
            words = QCoreApplication.translate("Sheet", "Change the keys of “{what}” [F2]")
            self._pencil.set_tip(words.format(what=said(row.words)))
        self.update()

    def _ask_edit(self) -> None:
        row = self._penned()
        if row is not None:
            self.edit_wanted.emit(row)

    def _at(self, y: float) -> Row | None:
        place = int(y - HEADING) // ROW
        return self.rows[place] if y >= HEADING and place < len(self.rows) else None
