"""How a library cell is painted: picture, ring or mark, badge, caption and state line; and how large cells are."""

import time
from collections import OrderedDict
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QObject, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QImage, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from mj_desktop.core import actions
from mj_desktop.core.generation import DEMO, Generation, State, is_first
from mj_desktop.pictures import Kind, Loaded, covering
from mj_desktop.ui import controls, icons, theme
from mj_desktop.ui.strip import words as library_words
from mj_desktop.ui.strip.model import Index, LibraryModel

GAP = 8
_SMALLEST = 112
_CAPTION = 26
_TEXT = 44
_SMALL_TEXT = 40
_LINE = 14
_ROUND = 4.0
_RING = 44.0
_KEPT = 120
_HINTS = QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
_AT_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


Lines = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Cells:
    """`columns` of square pictures of `edge` points, with `padding` at the panel's sides."""

    columns: int
    edge: int
    padding: int

    @property
    def pitch(self) -> QSize:
        """From one cell to the next: half a gap at each side, words and a gap below."""
        return QSize(self.edge + GAP, self.edge + (_SMALL_TEXT if self.is_small else _TEXT))

    @property
    def is_small(self) -> bool:
        """One column of small cells: words are short and badges fall."""
        return self.edge < 100


def cells(width: int) -> Cells:
    """How a panel of `width` points is filled: 104 gives 1 cell of 80, 264 gives 2 of 112, 440 gives 3 of 130."""
    padding = 12 if width < 144 else 16
    room = max(48, width - 2 * padding)
    columns = max(1, (room + GAP) // (_SMALLEST + GAP))
    return Cells(columns, (room - GAP * (columns - 1)) // columns, padding)


class CellPainter(QStyledItemDelegate):
    """Paints captions and cells; says which generations it had no picture for (`missed`)."""

    missed = Signal(str)

    def __init__(self, model: LibraryModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.fit(cells(264))
        self._ratio = 1.0
        self._ready: OrderedDict[tuple[str, int], QPixmap] = OrderedDict()
        self._still: OrderedDict[str, tuple[object, QPixmap]] = OrderedDict()

    def fit(self, fitting: Cells) -> None:
        """Cells of that size from now on."""
        self.cells, pitch = fitting, fitting.pitch
        self._sizes = pitch, QSize(pitch.width() * fitting.columns, _CAPTION)  # the view asks for each of all rows

    def fitted(self, loaded: Loaded) -> Loaded:
        """A picture scaled to the cell, once, and not while it is painted; what was made of a former one is let go."""
        for key in [key for key in self._ready if key[0] == loaded.generation]:
            del self._ready[key]
        pixels = round(self.cells.edge * self._ratio)
        return Loaded(loaded.generation, covering(loaded.image, pixels), loaded.kind)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """A caption fills a row."""
        return self._sizes[self._model.is_caption(index.row())]

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One row."""
        entry = self._model.entry(index)
        painter.save()
        painter.setRenderHints(_HINTS)
        if isinstance(entry, Generation):
            self._cell(painter, option, entry)
        elif entry is not None:
            self._caption(painter, option.rect, entry)
        painter.restore()

    def _caption(self, painter: QPainter, rect: QRect, day: date) -> None:
        painter.setFont(theme.font(11))
        painter.setPen(theme.colour("muted"))
        words = library_words.day_words(day, date.today())
        room = rect.adjusted(GAP // 2, 0, -GAP // 2, 0)
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, _AT_LEFT, shown)

    def _cell(self, painter: QPainter, option: QStyleOptionViewItem, generation: Generation) -> None:
        edge = self.cells.edge
        frame = QRectF(option.rect.x() + GAP / 2, option.rect.y(), edge, edge)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        focused = chosen and bool(option.state & QStyle.StateFlag.State_HasFocus)
        self._ratio = ratio = painter.device().devicePixelRatioF()
        loaded = self._loaded(generation, round(edge * ratio))
        if loaded is not None and generation.state is State.STORED and not chosen:
            self._paint_still(painter, option.rect, generation, loaded)
        else:
            inner = frame.adjusted(4, 4, -4, -4) if chosen else frame
            ready = self._pixmap(loaded, round(inner.width() * ratio)) if loaded is not None else None
            self._picture(painter, inner, generation, ready)
            self._words(painter, frame, self._lines(generation), 600 if chosen else 500)
        if generation.state is State.FAILED and not chosen:
            _outline(painter, frame, theme.colour("bad"), 1, _ROUND)
        if chosen:
            width = 3.0 if focused else 2.0
            _outline(painter, frame, theme.colour("acctext"), width, 6)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            _outline(painter, frame, theme.colour("muted"), 1, _ROUND)

    def _paint_still(self, painter: QPainter, place: QRect, generation: Generation, loaded: Loaded) -> None:
        """A cell that stands still is painted once and kept, on its ground; its words tell when it is another."""
        lines, scheme = self._lines(generation), theme.notifier().scheme
        stamp = lines, scheme, loaded.image.cacheKey(), self.cells.edge, self._ratio
        held = self._still.pop(generation.id, None)
        if held is None or held[0] != stamp:
            held = stamp, self._painted(generation, loaded, lines)
        self._still[generation.id] = held
        if len(self._still) > _KEPT:
            self._still.popitem(last=False)
        painter.drawPixmap(place.topLeft(), held[1])

    def _painted(self, generation: Generation, loaded: Loaded, lines: Lines) -> QPixmap:
        edge, ratio = self.cells.edge, self._ratio
        made = QPixmap(self.cells.pitch * ratio)
        made.setDevicePixelRatio(ratio)
        made.fill(theme.colour("panel"))
        frame = QRectF(GAP / 2, 0, edge, edge)
        painter = QPainter(made)
        painter.setRenderHints(_HINTS)
        self._picture(painter, frame, generation, self._cut(loaded, round(edge * ratio)))
        self._words(painter, frame, lines, 500)
        painter.end()
        return made

    def _picture(self, painter: QPainter, rect: QRectF, generation: Generation, ready: QPixmap | None) -> None:
        if generation.state is State.FAILED:
            _mark(painter, rect, "triangle-alert", "bad")
        elif ready is not None:
            painter.drawPixmap(rect.topLeft(), ready)
            if generation.is_grid:
                _cross(painter, rect)
        elif generation.state is State.STORED:
            _well(painter, rect)
        else:
            mark = "" if generation.state is State.RUNNING else "clock"
            _mark(painter, rect, mark, "muted")
            _outline(painter, rect, theme.colour("ctl"), 1, _ROUND, Qt.PenStyle.DashLine)
        if generation.state is State.RUNNING or (generation.state is State.FINISHED and generation.failure is None):
            ring = controls.centre(rect, _RING)
            controls.draw_ring(painter, ring, generation.percent, str(generation.percent))
        elif not is_first(generation) and not self.cells.is_small and generation.state is State.STORED:
            self._badge(painter, rect, generation)
        if generation.origin == DEMO and generation.file is not None:
            self._demo_mark(painter, rect)

    def _loaded(self, generation: Generation, pixels: int) -> Loaded | None:
        """The picture held; one that is not here, or too small for the cell, is told of (`missed`).

        Of what was set aside the latest preview is all that there may be.
        """
        loaded = self._model.thumbnail(generation.id)
        fits = loaded is not None and loaded.kind is not Kind.PREVIEW and loaded.image.width() >= pixels
        previewed = generation.state is State.SET_ASIDE and loaded is None
        if previewed or (generation.file is not None and not fits):
            self.missed.emit(generation.id)
        return loaded

    def _pixmap(self, loaded: Loaded, pixels: int) -> QPixmap:
        """The picture with round corners, kept."""
        key = loaded.generation, pixels
        made = self._ready.pop(key, None) or self._cut(loaded, pixels)
        self._ready[key] = made
        if len(self._ready) > _KEPT:
            self._ready.popitem(last=False)
        return made

    def _cut(self, loaded: Loaded, pixels: int) -> QPixmap:
        made = _rounded(_exactly(loaded.image, pixels), _ROUND * pixels / self.cells.edge)
        made.setDevicePixelRatio(self._ratio)
        return made

    def _badge(self, painter: QPainter, rect: QRectF, generation: Generation) -> None:
        box = QRectF(rect.x() + 6, rect.y() + 6, 22, 22)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(controls.SCRIM)
        painter.drawRoundedRect(box, _ROUND, _ROUND)
        glyph = actions.parse(generation.request.action).icon
        icons.paint(painter, glyph, QColor(Qt.GlobalColor.white), controls.centre(box, 14))

    def _demo_mark(self, painter: QPainter, rect: QRectF) -> None:
        """A small flask at the foot: drawn on this computer, not by the service."""
        box = QRectF(rect.right() - 22, rect.bottom() - 22, 18, 18)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(controls.SCRIM)
        painter.drawRoundedRect(box, _ROUND, _ROUND)
        icons.paint(painter, "flask-conical", QColor(theme.TOKENS["warn"][0]), controls.centre(box, 12))

    def _lines(self, generation: Generation) -> Lines:
        """Title, state, and the state's colour."""
        title = library_words.title(generation, self._model.lineage)
        return (title, *library_words.state_line(generation, time.time(), self.cells.is_small))

    def _words(self, painter: QPainter, frame: QRectF, lines: Lines, weight: int) -> None:
        title, state, token = lines
        room = QRectF(frame.x(), frame.bottom() + 4, frame.width(), _LINE)
        for words, colour, heavy in ((title, "text", weight), (state, token, 400)):
            painter.setFont(theme.font(11, heavy, tabular=True))
            painter.setPen(theme.colour(colour))
            shown = fitted(words, painter.fontMetrics(), int(room.width()), colour)
            painter.drawText(room, _AT_LEFT, shown)
            room.translate(0, _LINE)


def fitted(words: str, metrics: QFontMetrics, wide: int, token: str) -> str:
    """As much of the words as fits; of a quiet line, what stands after the dot is left out whole: it is in the tip."""
    shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, wide)
    if token == "faint" and shown != words:
        shown = metrics.elidedText(words.partition(" · ")[0], Qt.TextElideMode.ElideRight, wide)
    return shown


def _exactly(image: QImage, pixels: int) -> QImage:
    return image if image.width() == pixels else covering(image, pixels)


def _rounded(image: QImage, radius: float) -> QPixmap:
    made = QPixmap(image.size())
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(image))
    painter.drawRoundedRect(QRectF(image.rect()), radius, radius)
    painter.end()
    return made


def _well(painter: QPainter, rect: QRectF) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("cell"))
    painter.drawRoundedRect(rect, _ROUND, _ROUND)


def _mark(painter: QPainter, rect: QRectF, glyph: str, token: str) -> None:
    """An empty cell with a glyph of 20 points in its middle."""
    _well(painter, rect)
    if glyph:
        icons.paint(painter, glyph, theme.colour(token), controls.centre(rect, 20), 1.75)


def _outline(
    painter: QPainter,
    rect: QRectF,
    colour: QColor,
    width: float,
    radius: float,
    line: Qt.PenStyle = Qt.PenStyle.SolidLine,
) -> None:
    pen = QPen(colour, width, line)
    if line is Qt.PenStyle.DashLine:
        pen.setDashPattern([3, 3])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    inset = width / 2
    painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius - inset, radius - inset)


def _cross(painter: QPainter, rect: QRectF) -> None:
    """The gap between a grid's tiles, so that a thumbnail reads as four."""
    painter.setPen(QPen(theme.colour("panel"), 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
    middle = rect.center()
    painter.drawLine(QPointF(middle.x(), rect.top()), QPointF(middle.x(), rect.bottom()))
    painter.drawLine(QPointF(rect.left(), middle.y()), QPointF(rect.right(), middle.y()))
