"""How the marks of a comparison are painted: divider, labels, the heat map's legend. Pure painting, no state."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QImage, QPainter, QPen

from mj_desktop.mask.compared import legend
from mj_desktop.ui import controls, theme

KNOB = 34.0
_PILL = 28.0
_PAD = 10.0
_MARGIN = 12.0
_GLOW = QColor(0, 0, 0, 80)
_WHITE = QColor(255, 255, 255)
_INK = QColor("#1c1c1c")
_RING = QColor("#7fb0ff")
_STRIP = 96.0
_LEGEND = 20.0


def knob_rect(x: float, seen: QRectF) -> QRectF:
    """Where the divider's knob lies; `seen` is the part of the picture in sight."""
    return QRectF(x - KNOB / 2, seen.top() + seen.height() * 0.72 - KNOB / 2, KNOB, KNOB)


def divider(painter: QPainter, x: float, seen: QRectF) -> None:
    """Two white points in a dark glow over the whole height, and the knob."""
    painter.fillRect(QRectF(x - 3, seen.top(), 6, seen.height()), _GLOW)
    painter.fillRect(QRectF(x - 1, seen.top(), 2, seen.height()), _WHITE)
    knob = knob_rect(x, seen)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_GLOW)
    painter.drawEllipse(knob.adjusted(-1.5, -1.5, 1.5, 1.5))
    painter.setBrush(_WHITE)
    painter.drawEllipse(knob)
    _arrows(painter, knob.center())
    painter.restore()


def _arrows(painter: QPainter, middle: QPointF) -> None:
    pen = QPen(_INK, 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.drawLine(middle + QPointF(0, -6), middle + QPointF(0, 6))
    for side in (-1, 1):
        tip = middle + QPointF(side * 9.5, 0)
        painter.drawLine(middle + QPointF(side * 4, 0), tip)
        for up in (-1, 1):
            painter.drawLine(tip, tip + QPointF(-side * 3, up * 3))


def label(painter: QPainter, seen: QRectF, words: str, right: bool = False) -> None:
    """Words on a dark ground in a top corner of `seen`; left out where they have no room."""
    font = theme.font(13, 600)
    width = QFontMetrics(font).horizontalAdvance(words) + 2 * _PAD
    if width + 2 * _MARGIN > seen.width() or seen.height() < 2 * _PILL:
        return
    x = seen.right() - _MARGIN - width if right else seen.left() + _MARGIN
    _pill(painter, QRectF(x, seen.top() + _MARGIN, width, _PILL), words, 600)


def chosen(painter: QPainter, seen: QRectF) -> None:
    """A frame just inside the candidate that is looked at, parted from it by a dark line."""
    ring(painter, seen, 2.0, _RING)


def ring(painter: QPainter, rect: QRectF, width: float, colour: QColor) -> None:
    """A frame of `width` just inside `rect`, seen on any picture."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for line, ink in ((width + 1, _GLOW), (width, colour)):
        pen = QPen(ink, line)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.setPen(pen)
        painter.drawRect(rect.adjusted(line / 2, line / 2, -line / 2, -line / 2))


def foot(painter: QPainter, seen: QRectF, words: str, with_legend: bool = False) -> None:
    """Words on a dark ground at the foot of `seen`, over two lines where one has no room; a legend above them."""
    font, flags = theme.font(13, tabular=True), int(Qt.TextFlag.TextWordWrap)
    room = int(seen.width() - 2 * _MARGIN - 2 * _PAD)
    words_box = QFontMetrics(font).boundingRect(0, 0, max(1, room), 200, flags, words)
    above = _LEGEND if with_legend else 0.0
    width = max(words_box.width() + 4.0, _STRIP + 60 if with_legend else 0.0) + 2 * _PAD
    height = words_box.height() + 12 + above
    if room < 80 or height + 2 * _MARGIN > seen.height():
        return
    box = QRectF(seen.left() + _MARGIN, seen.bottom() - _MARGIN - height, width, height)
    controls.draw_pill(painter, box)
    if with_legend:
        _legend(painter, box.topLeft() + QPointF(_PAD, 9))
    painter.setPen(_WHITE)
    painter.setFont(font)
    painter.drawText(box.adjusted(_PAD, 6 + above, 4 - _PAD, -6), flags, words)


def _legend(painter: QPainter, at: QPointF) -> None:
    """From no change to the hottest, with the levels that these stand for."""
    row = legend()
    strip = QImage(row.data, row.shape[1], 1, row.strides[0], QImage.Format.Format_ARGB32)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(QRectF(at.x() + 14, at.y() + 1, _STRIP, 8), strip)
    painter.restore()
    painter.setPen(_WHITE)
    painter.setFont(theme.font(11, tabular=True))
    centre = Qt.AlignmentFlag.AlignVCenter
    painter.drawText(QRectF(at.x(), at.y() - 2, 12, 14), centre, "0")
    painter.drawText(QRectF(at.x() + 20 + _STRIP, at.y() - 2, 40, 14), centre, "64+")


def _pill(painter: QPainter, rect: QRectF, words: str, weight: int) -> None:
    controls.draw_pill(painter, rect)
    painter.setPen(_WHITE)
    painter.setFont(theme.font(13, weight))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, words)
