"""The sketch: the lines that a tool has drawn so far, in two tones over whatever picture."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from mj_desktop.core.viewport import Viewport
from mj_desktop.ui.mask_editor.trail import Box, Point, Trail, box

_DARK, _LIGHT = QColor(0, 0, 0), QColor(255, 255, 255)
_INCLUDES, _EXCLUDES = QColor(98, 196, 141, 170), QColor(255, 138, 128, 170)
_KNOB, _WIDTH = 3.0, 1.5
_REACH = 6


@dataclass(slots=True)
class Sketch:
    """Points are the picture's: one line, or a rectangle or ellipse between two corners; anchors; scribbles."""

    line: list[Point] = field(default_factory=list)
    loose: list[Point] = field(default_factory=list)
    corners: tuple[Point, Point] | None = None
    is_round: bool = False
    anchors: list[Point] = field(default_factory=list)
    scribbles: list[tuple[list[Point], float, bool]] = field(default_factory=list)
    _trail: Trail = field(default_factory=Trail)
    _told: int = 0

    def latest(self, viewport: Viewport) -> QRect | None:
        """The widget's points of what was drawn since this was asked last and of what may change yet; None for all."""
        told, self._told = self._told, len(self.line)
        if self._told < told:
            return None
        points = [*self.line[max(0, told - 1) :], *self.loose, *(self.corners or ())]
        for scribble, radius, _ in self.scribbles:
            points += [(x + side * radius, y + side * radius) for x, y in scribble for side in (-1, 1)]
        if not points:
            return QRect()
        (left, top), (right, bottom) = (viewport.to_widget(*corner) for corner in _corners(box(points)))
        around = QRectF(left, top, right - left, bottom - top).toAlignedRect()
        return around.adjusted(-_REACH, -_REACH, _REACH, _REACH)

    def draw(self, painter: QPainter, viewport: Viewport, part: QRect) -> None:
        """Draw what of it lies in `part` of the widget, through a viewport."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_scribbles(painter, viewport)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        seen = part.adjusted(-_REACH, -_REACH, _REACH, _REACH)
        pieces = list(self._pieces(viewport, seen))
        for pen in (QPen(_DARK, _WIDTH), _dashes()):
            painter.setPen(pen)
            if self.corners is not None:
                around = QRectF(*(QPointF(*viewport.to_widget(*corner)) for corner in self.corners)).normalized()
                (painter.drawEllipse if self.is_round else painter.drawRect)(around)
            for piece, begins in pieces:
                pen.setDashOffset(begins * viewport.scale / _WIDTH)
                painter.setPen(pen)
                painter.drawPolyline(piece)
        self._draw_anchors(painter, viewport, seen)
        painter.restore()

    def _pieces(self, viewport: Viewport, seen: QRect) -> Iterator[tuple[QPolygonF, float]]:
        corners = viewport.to_picture(seen.left(), seen.top()), viewport.to_picture(seen.right(), seen.bottom())
        *pieces, (end, begins) = self._trail.among(self.line, box(corners))
        for points, at in (*pieces, ([*end, *self.loose], begins)):
            yield _polygon(points, viewport), at

    def _draw_anchors(self, painter: QPainter, viewport: Viewport, seen: QRect) -> None:
        painter.setPen(QPen(_DARK, 1))
        painter.setBrush(_LIGHT)
        for anchor in self.anchors:
            at = QPointF(*viewport.to_widget(*anchor))
            if seen.contains(at.toPoint()):
                painter.drawEllipse(at, _KNOB, _KNOB)

    def _draw_scribbles(self, painter: QPainter, viewport: Viewport) -> None:
        for points, radius, includes in self.scribbles:
            pen = QPen(_INCLUDES if includes else _EXCLUDES, max(2.0, 2 * radius * viewport.scale))
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            painter.drawPolyline(_polygon(points if len(points) > 1 else points * 2, viewport))


def _polygon(points: Sequence[Point], viewport: Viewport) -> QPolygonF:
    return QPolygonF([QPointF(*viewport.to_widget(*point)) for point in points])


def _corners(around: Box) -> tuple[Point, Point]:
    return (around[0], around[1]), (around[2], around[3])


def _dashes() -> QPen:
    pen = QPen(_LIGHT, _WIDTH)
    pen.setDashPattern([3, 3])
    return pen
