"""The picture as it is painted: scaled once per viewport and device ratio, kept, and cross-faded to the next."""

from PySide6.QtCore import QObject, QPoint, QRect, QRectF, QSize, Qt, QVariantAnimation, Signal
from PySide6.QtGui import QImage, QPainter, QPixmap

from mj_desktop.pictures import crop_tile, halved, tile_rect
from mj_desktop.ui import theme

FADE_MS = 120
# From here on single pixels are meant to be seen.
CRISP_FROM = 2.0
# A whole picture is scaled when it is at most this many times the view's area, else only what is in sight.
WHOLE_UP_TO = 2.0

_SMOOTH = Qt.TransformationMode.SmoothTransformation
_IGNORE = Qt.AspectRatioMode.IgnoreAspectRatio


def _doubled(image: QImage, tiled: bool) -> QImage:
    """Twice as large, softly; of a grid each tile by itself, or their colours would bleed into one another."""
    if not tiled:
        return image.scaled(image.size() * 2, _IGNORE, _SMOOTH)
    large = QImage(image.size() * 2, image.format())
    painter = QPainter(large)
    for tile in (1, 2, 3, 4):
        part = crop_tile(image, tile)
        x, y, _, _ = tile_rect(image.width(), image.height(), tile)
        painter.drawImage(QPoint(2 * x, 2 * y), part.scaled(part.size() * 2, _IGNORE, _SMOOTH))
    painter.end()
    return large


class ScaledPicture:
    """One image and its latest scaled pixmap; rectangles and sizes are in device pixels.

    A `crisp` one shows its pixels when enlarged, another (a preview) is blown up softly, a grid's tile by tile.
    `halves` are the image's halvings as far as they are made already.
    """

    def __init__(self, image: QImage, crisp: bool, tiled: bool = False, halves: tuple[QImage, ...] = ()) -> None:
        self.image = image
        self._crisp = crisp
        self._tiled = tiled
        self._levels = [image, *halves]
        self._key: tuple[QSize, QRect] | None = None
        self._pixmap = QPixmap()
        self.scalings = 0

    def draw(self, painter: QPainter, target: QRect, view: QSize, ratio: float) -> None:
        """Paint what is inside `view` of `target`, where the whole image lies; `ratio` is device pixels per point."""
        visible = target.intersected(QRect(QPoint(), view))
        if visible.isEmpty():
            return
        part = self._part(target, visible, view)
        key = target.size(), part
        if self._key != key:
            self._key, self._pixmap = key, self._scaled(target.size(), part)
            self.scalings += 1
        self._pixmap.setDevicePixelRatio(ratio)
        corner = target.topLeft() + part.topLeft()
        painter.drawPixmap(QRectF(corner.x() / ratio, corner.y() / ratio, part.width() / ratio, part.height() / ratio),
                           self._pixmap, QRectF(self._pixmap.rect()))  # fmt: skip

    @staticmethod
    def _part(target: QRect, visible: QRect, view: QSize) -> QRect:
        """What to scale, seen from the target's corner: all of it, or what is in sight of a much larger one."""
        if target.width() * target.height() <= WHOLE_UP_TO * view.width() * view.height():
            return QRect(QPoint(), target.size())
        return visible.translated(-target.topLeft())

    def _scaled(self, size: QSize, part: QRect) -> QPixmap:
        source = self._level(size)
        if part.size() == size and size.width() <= source.width():
            return QPixmap.fromImage(source.scaled(size, _IGNORE, _SMOOTH))
        return self._cut(source, size, part)

    def _cut(self, source: QImage, size: QSize, part: QRect) -> QPixmap:
        across, down = source.width() / size.width(), source.height() / size.height()
        pixmap = QPixmap(part.size())
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        crisp = self._crisp and size.width() >= CRISP_FROM * source.width()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, not crisp)
        cut = QRectF(part.x() * across, part.y() * down, part.width() * across, part.height() * down)
        painter.drawImage(QRectF(pixmap.rect()), source, cut)
        painter.end()
        return pixmap

    def _level(self, size: QSize) -> QImage:
        """The smallest halving that is not smaller than `size`; a small preview is blown up softly instead."""
        level = 0
        while self._image_at(level).width() >= 2 * size.width() and self._image_at(level).height() > 1:
            level += 1
        source = self._image_at(level)
        while not self._crisp and 2 * source.width() <= size.width():
            source = _doubled(source, self._tiled)
        return source

    def _image_at(self, level: int) -> QImage:
        while len(self._levels) <= level:
            self._levels.append(halved(self._levels[-1]))
        return self._levels[level]


class CrossFade(QObject):
    """Owns the picture on view and, for 120 ms, the one before it."""

    moved = Signal(float)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.current: ScaledPicture | None = None
        self._former: ScaledPicture | None = None
        self._motion = QVariantAnimation(self, startValue=0.0, endValue=1.0, duration=FADE_MS)
        self._motion.valueChanged.connect(self._tell)
        self._motion.finished.connect(self._forget)

    @property
    def is_still(self) -> bool:
        """True while nothing is fading."""
        return self._former is None

    def clear(self) -> None:
        """Nothing is on view."""
        self._motion.stop()
        self.current = self._former = None

    def show(self, picture: ScaledPicture) -> None:
        """Put `picture` in the place of the one on view, fading where motion is welcome."""
        self._motion.stop()
        self._former = self.current if theme.motion(FADE_MS) else None
        self.current = picture
        if self._former is not None:
            self._motion.start()

    def draw(self, painter: QPainter, target: QRect, view: QSize, ratio: float) -> None:
        """Paint what is on view into `target` (device pixels)."""
        if self.current is None:
            return
        if self._former is not None:
            self._former.draw(painter, target, view, ratio)
            painter.setOpacity(float(self._motion.currentValue()))
        self.current.draw(painter, target, view, ratio)
        painter.setOpacity(1.0)

    def _tell(self, value: object) -> None:
        self.moved.emit(float(str(value)))

    def _forget(self) -> None:
        self._former = None
        self.moved.emit(1.0)
