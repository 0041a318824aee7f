"""What strokes are held against: the way of the service's documents, that of a graphics view, and the least there is.

Each shows a picture (ARGB32, `size`) in a view of 1200 x 800 and paints into a mask of its size while the left button
is held.
"""

import cv2
import numpy as np
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QGraphicsPixmapItem, QGraphicsScene, QGraphicsView, QWidget

from mj_desktop.ui.mask_editor.ring import Ring

VIEW = (1200, 800)
_TINT = QColor(255, 45, 85, 117)
_SAMPLE_SHARE = 0.8
_KIND = QImage.Format.Format_ARGB32_Premultiplied


class Sample(QWidget):
    """(a): the whole picture and a whole ARGB overlay in every paint event; a window of 80 % of the picture."""

    def __init__(self, picture: QImage, radius: int) -> None:
        super().__init__()
        self.resize(picture.size() * _SAMPLE_SHARE)
        self.scale = _SAMPLE_SHARE
        self._picture, self._radius = picture, radius
        self._overlay = QImage(picture.size(), _KIND)
        self._overlay.fill(Qt.GlobalColor.transparent)
        self._at = QPointF()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A stroke begins here."""
        self._at = event.position() / self.scale

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw on, and all of it anew."""
        to = event.position() / self.scale
        _draw_on(self._overlay, self._at, to, self._radius)
        self._at = to
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Picture, then overlay."""
        painter = QPainter(self)
        painter.scale(self.scale, self.scale)
        painter.drawImage(0, 0, self._picture)
        painter.drawImage(0, 0, self._overlay)
        painter.end()


class PixmapItem(QGraphicsView):
    """(b): a graphics view whose overlay is a pixmap, made from an image anew on each move."""

    def __init__(self, picture: QImage, radius: int) -> None:
        super().__init__()
        self.resize(*VIEW)
        scene = QGraphicsScene(self)
        scene.addPixmap(QPixmap.fromImage(picture))
        self._overlay, self._radius = QImage(picture.size(), _KIND), radius
        self._overlay.fill(Qt.GlobalColor.transparent)
        self._item = QGraphicsPixmapItem(QPixmap.fromImage(self._overlay))
        scene.addItem(self._item)
        self.setScene(scene)
        self.fitInView(QRectF(picture.rect()), Qt.AspectRatioMode.KeepAspectRatio)
        self._at = QPointF()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A stroke begins here."""
        self._at = self.mapToScene(event.position().toPoint())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw on, and make the pixmap anew."""
        to = self.mapToScene(event.position().toPoint())
        _draw_on(self._overlay, self._at, to, self._radius)
        self._at = to
        self._item.setPixmap(QPixmap.fromImage(self._overlay))


class Floor(QWidget):
    """(c): `cv2.line` into a mask, the editor's ring, and a blit of the changed rectangle of a view that is kept."""

    def __init__(self, picture: QImage, radius: int) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.resize(*VIEW)
        self._radius = radius
        self._scale = min(VIEW[0] / picture.width(), VIEW[1] / picture.height())
        self._mask = np.full((picture.height(), picture.width()), 0, np.uint8)
        self._view = QImage(*VIEW, QImage.Format.Format_RGB32)
        self._view.fill(QColor(30, 30, 30))
        painter = QPainter(self._view)
        painter.scale(self._scale, self._scale)
        painter.drawImage(0, 0, picture)
        painter.end()
        self._pixels = np.frombuffer(self._view.bits(), np.uint8).reshape(VIEW[1], VIEW[0], 4)
        tint = np.array([_TINT.blue(), _TINT.green(), _TINT.red(), 255])
        self._tinted = (self._pixels * (1 - _TINT.alphaF()) + tint * _TINT.alphaF()).astype(np.uint8)
        self._ring, self._middle, self._at = _ring((radius + 0.5) * self._scale), QPointF(), (0, 0)
        self._reach = self._ring.width() / 2

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A stroke begins here."""
        self._middle = event.position()
        self._at = self._spot(self._middle)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw on; repaint what the segment and the ring cover."""
        before, self._middle = self._middle, event.position()
        start, self._at = self._at, self._spot(self._middle)
        cv2.line(self._mask, start, self._at, (255,), 2 * self._radius)
        dirty = self._around(before).united(self._around(self._middle))
        self._compose(dirty.intersected(self.rect()))
        self.update(dirty)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The changed rectangle, then the ring."""
        painter = QPainter(self)
        painter.drawImage(event.rect(), self._view, event.rect())
        painter.drawPixmap(self._middle - QPointF(self._reach, self._reach), self._ring)
        painter.end()

    def _compose(self, dirty: QRect) -> None:
        across, down = slice(dirty.left(), dirty.right() + 1), slice(dirty.top(), dirty.bottom() + 1)
        transform = np.array([[1 / self._scale, 0, dirty.left() / self._scale],
                              [0, 1 / self._scale, dirty.top() / self._scale]])  # fmt: skip
        how = cv2.INTER_NEAREST | cv2.WARP_INVERSE_MAP
        shown = cv2.warpAffine(self._mask, transform, (dirty.width(), dirty.height()), flags=how)
        cv2.copyTo(self._tinted[down, across], shown, self._pixels[down, across])

    def _spot(self, at: QPointF) -> tuple[int, int]:
        return int(at.x() / self._scale), int(at.y() / self._scale)

    def _around(self, at: QPointF) -> QRect:
        edge = self._ring.width() + 1
        return QRect(int(at.x() - self._reach), int(at.y() - self._reach), edge, edge)


def _draw_on(overlay: QImage, start: QPointF, end: QPointF, radius: int) -> None:
    painter = QPainter(overlay)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
    painter.setPen(QPen(_TINT, 2 * radius, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawLine(start, end)
    painter.end()


def _ring(radius: float) -> QPixmap:
    """The ring as the editor draws it, on a pixmap that it just fits."""
    ring = Ring()
    ring.resize(radius)
    ring.is_shown, ring.x, ring.y = True, 2 * radius, 2 * radius
    area = ring.rect()
    made = QPixmap(area.width, area.height)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.translate(-area.left, -area.top)
    ring.draw(painter, 1)
    painter.end()
    return made
