"""The sketch: the lines that a tool has drawn so far, in two tones over whatever picture."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from mj_desktop.core.viewport import Viewport

Point = tuple[float, float]

_DARK, _LIGHT = QColor(0, 0, 0), QColor(255, 255, 255)
_INCLUDES, _EXCLUDES = QColor(98, 196, 141, 170), QColor(255, 138, 128, 170)
_KNOB = 3.0
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

    def rect(self, viewport: Viewport) -> QRect:
        """The widget's points that it covers."""
        points = [*self.line, *self.loose, *(self.corners or ())]
        for scribble, radius, _ in self.scribbles:
            points += [(x + side * radius, y + side * radius) for x, y in scribble for side in (-1, 1)]
        if not points:
            return QRect()
        box = _polygon(points, viewport).boundingRect().toAlignedRect()
        return box.adjusted(-_REACH, -_REACH, _REACH, _REACH)

    def draw(self, painter: QPainter, viewport: Viewport) -> None:
        """Draw it through a viewport."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_scribbles(painter, viewport)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for pen in (QPen(_DARK, 1.5), _dashes()):
            painter.setPen(pen)
            if self.corners is not None:
                box = QRectF(*(QPointF(*viewport.to_widget(*corner)) for corner in self.corners)).normalized()
                (painter.drawEllipse if self.is_round else painter.drawRect)(box)
            painter.drawPolyline(_polygon([*self.line, *self.loose], viewport))
        painter.setPen(QPen(_DARK, 1))
        painter.setBrush(_LIGHT)
        for anchor in self.anchors:
            painter.drawEllipse(QPointF(*viewport.to_widget(*anchor)), _KNOB, _KNOB)
        painter.restore()

    def _draw_scribbles(self, painter: QPainter, viewport: Viewport) -> None:
        for points, radius, includes in self.scribbles:
            pen = QPen(_INCLUDES if includes else _EXCLUDES, max(2.0, 2 * radius * viewport.scale))
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            painter.drawPolyline(_polygon(points if len(points) > 1 else points * 2, viewport))


def _polygon(points: Sequence[Point], viewport: Viewport) -> QPolygonF:
    return QPolygonF([QPointF(*viewport.to_widget(*point)) for point in points])


def _dashes() -> QPen:
    pen = QPen(_LIGHT, 1.5)
    pen.setDashPattern([3, 3])
    return pen
