"""How the viewer's parts are painted: seam, dimmed tiles, frames, placeholder, progress. Pure painting, no state."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPen, QRegion

from mj_desktop.ui import controls, icons, theme

SEAM = 2.0
RING = 80.0
BAR = 4.0
_SCRIM = 84.0
_DIM = QColor(0, 0, 0, 46)
_DARK = QColor(16, 16, 16)
_BAR_GROUND = QColor(0, 0, 0, 140)
_BAR_FILL = QColor("#7fb0ff")


def whole(rect: QRectF, ratio: float) -> QRectF:
    """`rect` moved to whole device pixels, so that lines beside it are sharp."""
    left, top = round(rect.left() * ratio), round(rect.top() * ratio)
    right, bottom = round(rect.right() * ratio), round(rect.bottom() * ratio)
    return QRectF(left / ratio, top / ratio, (right - left) / ratio, (bottom - top) / ratio)


def seam(painter: QPainter, picture: QRectF, tile: QRectF) -> None:
    """The two lines between tiles; `tile` is tile 1. The ground shows through, so it is the viewer's colour."""
    ground = theme.colour("viewer")
    x, y = tile.right() - SEAM / 2, tile.bottom() - SEAM / 2
    painter.fillRect(QRectF(x, picture.top(), SEAM, picture.height()), ground)
    painter.fillRect(QRectF(picture.left(), y, picture.width(), SEAM), ground)


def dim_others(painter: QPainter, picture: QRectF, tile: QRectF) -> None:
    """Darken all of the picture but `tile`."""
    painter.save()
    outside = QRegion(picture.toAlignedRect()) - QRegion(tile.toAlignedRect())
    painter.setClipRegion(outside)
    painter.fillRect(picture, _DIM)
    painter.restore()


def scrim(painter: QPainter, rect: QRectF) -> None:
    """The darkening under buttons at the foot of `rect`."""
    top = max(rect.top(), rect.bottom() - _SCRIM)
    fade = QLinearGradient(0, top, 0, rect.bottom())
    fade.setColorAt(0, QColor(0, 0, 0, 0))
    fade.setColorAt(1, QColor(0, 0, 0, 150))
    painter.fillRect(QRectF(rect.left(), top, rect.width(), rect.bottom() - top), fade)


def tile_frame(painter: QPainter, rect: QRectF) -> None:
    """Two white points inside a dark line inside and outside: seen on any picture and on a light ground."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    for inset, width, colour in ((-1.0, 1.0, _DARK), (0.0, 2.0, QColor(Qt.GlobalColor.white)), (2.0, 1.0, _DARK)):
        _hollow(painter, rect.adjusted(inset, inset, -inset, -inset), width, colour)


def focus_frame(painter: QPainter, rect: QRectF) -> None:
    """Where the keyboard is: a frame in the accent's colour around the picture."""
    _hollow(painter, rect.adjusted(-5, -5, 5, 5), 2.0, theme.colour("acctext"))


def _hollow(painter: QPainter, rect: QRectF, width: float, colour: QColor) -> None:
    """A frame of `width` points just inside `rect`, of four bars: no half pixels."""
    painter.fillRect(QRectF(rect.left(), rect.top(), rect.width(), width), colour)
    painter.fillRect(QRectF(rect.left(), rect.bottom() - width, rect.width(), width), colour)
    inner = rect.height() - 2 * width
    painter.fillRect(QRectF(rect.left(), rect.top() + width, width, inner), colour)
    painter.fillRect(QRectF(rect.right() - width, rect.top() + width, width, inner), colour)


def progress(painter: QPainter, rect: QRectF, percent: int, text: str) -> None:
    """The ring in the middle of `rect` and the bar at its foot."""
    bar, *rings = progress_parts(rect)
    painter.fillRect(bar, _BAR_GROUND)
    painter.fillRect(QRectF(bar.left(), bar.top(), bar.width() * percent / 100, BAR), _BAR_FILL)
    for ring in rings:
        controls.draw_ring(painter, ring, percent, text)


def progress_parts(rect: QRectF) -> list[QRectF]:
    """Where the bar and, where there is room for it, the ring lie in `rect`: all that another percentage changes."""
    bar = QRectF(rect.left(), rect.bottom() - BAR, rect.width(), BAR)
    return [bar, controls.centre(rect, RING)] if min(rect.width(), rect.height()) >= RING else [bar]


def placeholder(painter: QPainter, rect: QRectF, waiting: bool) -> None:
    """Where a picture will be: an empty cell; dashed while nothing has been sent."""
    painter.fillRect(rect, theme.colour("cell"))
    pen = QPen(theme.colour("ctl" if waiting else "line"), 1)
    if waiting:
        pen.setDashPattern([4, 4])
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(rect.adjusted(0.5, 0.5, -0.5, -0.5))


def words(painter: QPainter, rect: QRectF, icon: str, title: str, hint: str) -> None:
    """An icon, a line in semi-bold and a hint, together in the middle of `rect`."""
    top = rect.center().y() - 36
    icons.paint(painter, icon, theme.colour("muted"), QRectF(rect.left(), top, rect.width(), 20), 1.75)
    room = max(1.0, min(420.0, rect.width() - 32))
    left = rect.center().x() - room / 2
    lines = ((title, theme.font(weight=600), "text", 32.0), (hint, theme.font(), "faint", 54.0))
    for text, font, token, below in lines:
        painter.setFont(font)
        painter.setPen(theme.colour(token))
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        painter.drawText(QRectF(left, top + below, room, 60), flags, text)


def shade(painter: QPainter, rect: QRectF) -> None:
    """Darken a picture that is not going on."""
    painter.fillRect(rect, QColor(0, 0, 0, 90))
