"""The ring cursor: the brush's outline in two tones, seen on any ground, with a cross and, as it changes, its size."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPixmap

from mj_desktop.mask.rect import NOTHING, Rect
from mj_desktop.ui import controls, theme

_DARK, _LIGHT = QColor(0, 0, 0), QColor(255, 255, 255)
_DARK_WIDTH, _LIGHT_WIDTH = 3.0, 1.4
_CROSS = 4.5
# Below this radius the cross would fill the ring: it stands round it instead.
_TIGHT = 9.0
# Up to this radius the ring is kept as a pixmap; a larger one is drawn each time, as keeping it would cost megabytes.
_KEPT = 260.0
# A smaller inner ring would only blur the cross.
_INNER = 6.0
_PILL_GAP, _PILL_HEIGHT, _PILL_PAD = 8.0, 24.0, 10.0


class Ring:
    """Where the ring is and how large, in points; `rect()` is what it covers."""

    def __init__(self) -> None:
        self.x = self.y = 0.0
        self.words = ""
        self.is_shown = False
        self._radius, self._hardness = 10.0, 1.0
        self._drawn, self._ratio = QPixmap(), 0.0  # drawn for a screen of this ratio, 0 for none yet
        self._measure()

    def resize(self, radius: float, hardness: float = 1.0) -> None:
        """Be so large from now on; a soft brush has an inner ring where softness begins."""
        if (radius, hardness) != (self._radius, self._hardness):
            self._radius, self._hardness = radius, hardness
            self._measure()

    def rect(self) -> Rect:
        """The points that it covers now, with its size's pill; empty while it is not shown."""
        if not self.is_shown:
            return NOTHING
        left, top = int(self.x - self._reach) - 1, int(self.y - self._reach) - 1
        ring = Rect(left, top, left + self._edge, top + self._edge)
        return ring.united(_around(self._pill())) if self.words else ring

    def draw(self, painter: QPainter, ratio: float) -> None:
        """Paint it, if it is shown, on a device of `ratio` pixels to a point."""
        if not self.is_shown:
            return
        if self._radius > _KEPT:
            _draw(painter, QPointF(self.x, self.y), self._radius, self._hardness)
        else:
            if self._ratio != ratio:
                self._drawn, self._ratio = _kept(self._radius, self._hardness, self._reach, ratio), ratio
            painter.drawPixmap(QPointF(self.x - self._reach, self.y - self._reach), self._drawn)
        if self.words:
            self._draw_pill(painter)

    def _measure(self) -> None:
        self._reach = _reach(self._radius)
        self._edge = int(2 * self._reach) + 3
        self._ratio = 0.0

    def _pill(self) -> QRectF:
        width = QFontMetricsF(theme.font(11, 600, tabular=True)).horizontalAdvance(self.words) + 2 * _PILL_PAD
        top = self.y + max(self._radius, _CROSS) + _PILL_GAP
        return QRectF(self.x - width / 2, top, width, _PILL_HEIGHT)

    def _draw_pill(self, painter: QPainter) -> None:
        pill = self._pill()
        controls.draw_pill(painter, pill)
        painter.setPen(_LIGHT)
        painter.setFont(theme.font(11, 600, tabular=True))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, self.words)


def _around(area: QRectF) -> Rect:
    whole = area.toAlignedRect()
    return Rect(whole.left(), whole.top(), whole.right() + 1, whole.bottom() + 1)


def _reach(radius: float) -> float:
    tight = radius < _TIGHT
    return radius + (2 * _CROSS + 2 if tight else 0) + _DARK_WIDTH


def _kept(radius: float, hardness: float, reach: float, ratio: float) -> QPixmap:
    edge = int((2 * reach + 2) * ratio)
    made = QPixmap(edge, edge)
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    _draw(painter, QPointF(reach, reach), radius, hardness)
    painter.end()
    return made


def _draw(painter: QPainter, middle: QPointF, radius: float, hardness: float) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for colour, width in ((_DARK, _DARK_WIDTH), (_LIGHT, _LIGHT_WIDTH)):
        painter.setPen(QPen(colour, width))
        painter.drawEllipse(middle, radius, radius)
        for start, end in _cross(middle, radius):
            painter.drawLine(start, end)
    inner = radius * hardness
    if hardness < 1 and inner > _INNER:
        for colour, pattern in ((_DARK, []), (_LIGHT, [3.0, 3.0])):
            pen = QPen(colour, 1)
            if pattern:
                pen.setDashPattern(pattern)
            painter.setPen(pen)
            painter.drawEllipse(middle, inner, inner)
    painter.restore()


def _cross(middle: QPointF, radius: float) -> list[tuple[QPointF, QPointF]]:
    """Two crossed lines, or, where the ring is too small for them, four ticks round it."""
    if radius >= _TIGHT:
        across, down = QPointF(_CROSS, 0), QPointF(0, _CROSS)
        return [(middle - across, middle + across), (middle - down, middle + down)]
    near, far = radius + _CROSS - 1, radius + 2 * _CROSS
    ways = (QPointF(1, 0), QPointF(-1, 0), QPointF(0, 1), QPointF(0, -1))
    return [(middle + way * near, middle + way * far) for way in ways]
