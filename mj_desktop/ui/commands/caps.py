"""Key caps: keys in small outlines, painted from the right."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen

from mj_desktop.ui import theme

_HIGH = 20
_PAD = 6
_GAP = 4
_ROUND = 4.0


def width(caps: Sequence[str]) -> int:
    """Points that they need side by side."""
    return sum(_width(cap) for cap in caps) + _GAP * max(0, len(caps) - 1)


def paint(painter: QPainter, right: float, middle: float, caps: Sequence[str], ink: QColor, edge: QColor) -> None:
    """Paint them so that the last one ends at `right`, about the height `middle`."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setFont(theme.font(11, 500, tabular=True))
    left = right - width(caps)
    for cap in caps:
        box = QRectF(QPointF(left, middle - _HIGH / 2), QPointF(left + _width(cap), middle + _HIGH / 2))
        painter.setPen(QPen(edge, 1))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), _ROUND, _ROUND)
        painter.setPen(ink)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, cap)
        left += _width(cap) + _GAP


def _width(cap: str) -> int:
    metrics = QFontMetrics(theme.font(11, 500, tabular=True))
    return max(_HIGH, metrics.horizontalAdvance(cap) + 2 * _PAD)
