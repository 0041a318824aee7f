"""The sheet as a table: a picture for each combination, with its axes' values as headers."""

import time

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
)

from mj_desktop.core.generation import Generation, State
from mj_desktop.core.sheet import Sheet, value
from mj_desktop.pictures import Loaded, covering
from mj_desktop.ui import controls, icons, theme
from mj_desktop.ui.strip import words as library_words

EDGE = 128
_TEXT = 22
_GAP = 8
_HEADER = 160
_HELD = Qt.ItemDataRole.UserRole
_GLYPHS = {State.WAITING: "clock", State.FAILED: "triangle-alert", State.SET_ASIDE: "clock"}
Index = QModelIndex | QPersistentModelIndex


class SheetTable(QTableWidget):
    """Shows a `Sheet`; reports the generation that is `opened` and those whose thumbnail it lacks (`missed`)."""

    opened = Signal(str)
    missed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("batch-sheet")
        self.setAccessibleName(self.tr("Sheet"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.horizontalHeader().setDefaultSectionSize(EDGE + _GAP)
        self.horizontalHeader().setHighlightSections(False)
        self.verticalHeader().setDefaultSectionSize(EDGE + _TEXT + _GAP)
        self.verticalHeader().setMaximumWidth(_HEADER)
        self.verticalHeader().setHighlightSections(False)
        self.horizontalHeader().setTextElideMode(Qt.TextElideMode.ElideRight)
        self._pixmaps: dict[str, QPixmap] = {}
        self._asked: set[str] = set()
        self._shown: set[str] = set()
        self.flows = False
        self.setItemDelegate(_Cell(self))
        self.itemActivated.connect(self._open)

    def show_sheet(self, sheet: Sheet) -> None:
        """Show a sheet; the chosen cell stays."""
        if (self.rowCount(), self.columnCount()) != sheet.size:
            self.clear()
            self.setRowCount(sheet.size[0])
            self.setColumnCount(sheet.size[1])
        self.flows = not sheet.columns
        self._shown = {each.id for each in sheet.cells.values()}
        self.horizontalHeader().setVisible(not self.flows)
        self.verticalHeader().setVisible(not self.flows)
        self._show_headers(sheet)
        for (row, column), generation in sheet.cells.items():
            self._put(row, column, generation)

    def show_thumbnail(self, loaded: Loaded) -> None:
        """Take a thumbnail, or a preview, of one that is shown."""
        if loaded.generation in self._shown:
            ratio = self.devicePixelRatioF()
            self._pixmaps[loaded.generation] = QPixmap.fromImage(covering(loaded.image, round(EDGE * ratio)))
            self._pixmaps[loaded.generation].setDevicePixelRatio(ratio)
            self.viewport().update()

    def thumbnail(self, generation: Generation) -> QPixmap | None:
        """The picture of a cell; one that is lacking is asked for, once."""
        if generation.file is not None and generation.id not in self._asked:
            self._asked.add(generation.id)
            self.missed.emit(generation.id)
        return self._pixmaps.get(generation.id)

    def held(self, row: int, column: int) -> Generation | None:
        """The generation in a cell."""
        item = self.item(row, column)
        found = item.data(_HELD) if item is not None else None
        return found if isinstance(found, Generation) else None

    def _show_headers(self, sheet: Sheet) -> None:
        for labels, put in ((sheet.rows, self.setVerticalHeaderItem), (sheet.columns, self.setHorizontalHeaderItem)):
            for place, words in enumerate(labels):
                put(place, _header(words))

    def _put(self, row: int, column: int, generation: Generation) -> None:
        if self.held(row, column) == generation:
            return
        if generation.file is None:
            self._asked.discard(generation.id)
        item = self.item(row, column) or QTableWidgetItem()
        item.setData(_HELD, generation)
        state = library_words.state_line(generation, time.time(), brief=True)[0]
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{generation.request.prompt}, {state}")
        item.setToolTip(f"{generation.request.prompt}\n{state}")
        if self.item(row, column) is None:
            self.setItem(row, column, item)

    def _open(self, item: QTableWidgetItem) -> None:
        found = item.data(_HELD)
        if isinstance(found, Generation):
            self.opened.emit(found.id)


class _Cell(QStyledItemDelegate):
    """The picture or the state, and a line of words below."""

    def __init__(self, table: SheetTable) -> None:
        super().__init__(table)
        self._table = table

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """All cells are as large."""
        return QSize(EDGE + _GAP, EDGE + _TEXT + _GAP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One cell."""
        generation = index.data(_HELD)
        if not isinstance(generation, Generation):
            return
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        frame = QRectF(option.rect.x() + _GAP / 2, option.rect.y() + _GAP / 2, EDGE, EDGE)
        self._picture(painter, frame, generation)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(theme.colour("acctext"))
            for inset in (0.5, 1.5):
                painter.drawRoundedRect(frame.adjusted(inset, inset, -inset, -inset), 4, 4)
        self._words(painter, QRectF(frame.x(), frame.bottom() + 2, EDGE, _TEXT - 4), generation)
        painter.restore()

    def _picture(self, painter: QPainter, frame: QRectF, generation: Generation) -> None:
        pixmap = self._table.thumbnail(generation)
        if pixmap is not None:
            painter.drawPixmap(frame.topLeft(), pixmap)
        else:
            self._empty(painter, frame, generation)
        if generation.state in (State.ACCEPTED, State.RUNNING):
            controls.draw_ring(painter, controls.centre(frame, 44), generation.percent, str(generation.percent))

    def _empty(self, painter: QPainter, frame: QRectF, generation: Generation) -> None:
        painter.setPen(theme.colour("bad" if generation.state is State.FAILED else "line"))
        painter.setBrush(theme.colour("cell"))
        painter.drawRoundedRect(frame.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        if generation.state in _GLYPHS:
            token = "bad" if generation.state is State.FAILED else "faint"
            icons.paint(painter, _GLYPHS[generation.state], theme.colour(token), controls.centre(frame, 20), 1.75)

    def _words(self, painter: QPainter, box: QRectF, generation: Generation) -> None:
        state, token = library_words.state_line(generation, time.time(), brief=True)
        stored = generation.state is State.STORED
        words = value(generation) if self._table.flows and value(generation) else "" if stored else state
        painter.setFont(theme.font(11))
        painter.setPen(theme.colour("text" if stored else token))
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(box.width()))
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)


def _header(words: str) -> QTableWidgetItem:
    made = QTableWidgetItem(words or "–")
    made.setToolTip(words)
    where = Qt.AlignmentFlag.AlignLeft.value | Qt.AlignmentFlag.AlignVCenter.value | Qt.TextFlag.TextWordWrap.value
    made.setData(Qt.ItemDataRole.TextAlignmentRole, where)
    return made
