"""The view: a picture and a mask under it, composed in device pixels as an image that Qt can blit."""

import math

import numpy as np
from PySide6.QtCore import QPointF, QRect, QSize
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from mj_desktop.core.viewport import Viewport
from mj_desktop.mask.compose import Composition, Sight
from mj_desktop.mask.mask import Mask
from mj_desktop.mask.overlay import Overlay, Shown
from mj_desktop.mask.pixels import Pixels, as_pixels
from mj_desktop.mask.pyramid import Pyramid
from mj_desktop.mask.rect import NOTHING, Rect

GRID_FROM = 8.0
"""Device pixels to a picture's pixel from which its pixels are told apart by lines: 800 %."""

_PICKED = 2.0
"""Device pixels: a stroke of a thinner brush would have gaps where its pixels are picked."""

_CORNER = 64
"""Points of the picture that always stay in view."""
_GRID = QColor(128, 128, 128, 72)


class Copy:
    """A decoded picture, or a smaller copy of it, with its halvings; made in a thread where it is large."""

    def __init__(self, image: QImage) -> None:
        self._image = image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
        self.pixels = _pixels(self._image)
        self.pyramid = Pyramid(self.pixels)

    def halved(self, times: int = 2) -> "Copy":
        """Itself, with so many halvings made now."""
        self.pyramid.level(times)
        return self


class View:
    """Owns the composed image of one picture; what changed in the mask is composed once, when it is painted."""

    def __init__(self, image: QImage, ground: QColor, width: int = 0) -> None:
        self._copy = Copy(image)
        self._width = width or image.width()
        self._composition = Composition(self._copy.pixels, _parts(ground), self._width)
        self._sight = Sight(1, 0, 0, 0, 0)
        self.ratio = 1.0
        self.has_grid = False
        # What changed since it was composed last: in the mask, and what the view has of it; what was only picked.
        self._stale = self._seen = self._picked = NOTHING
        self._what = Shown.OVERLAY
        self.image = QImage()

    @property
    def picture(self) -> Pixels:
        """The picture, as large as it is here (height x width x 4, blue first); not to be changed."""
        return self._copy.pixels

    @property
    def is_whole(self) -> bool:
        """True when it is the picture itself, not a smaller copy."""
        return bool(self._copy.pixels.shape[1] == self._width)

    def set_picture(self, copy: Copy) -> None:
        """Show another copy of the same picture; seen after the next `look`."""
        self._copy = copy
        self._composition.set_picture(copy.pyramid, self._width)

    def look(self, mask: Mask, viewport: Viewport, size: QSize, ratio: float) -> None:
        """Compose everything for a viewport of a widget of `size` points with `ratio` device pixels to a point."""
        self.ratio = ratio
        width, height = max(1, math.ceil(size.width() * ratio)), max(1, math.ceil(size.height() * ratio))
        self._sight = Sight(
            viewport.scale * ratio, viewport.x * ratio, viewport.y * ratio, width, height, max(1, round(ratio))
        )
        self.has_grid = self._sight.scale >= GRID_FROM
        self._composition.look(mask.pixels, self._sight)
        self._stale = NOTHING
        pixels = self._composition.pixels
        self.image = QImage(pixels.data, width, height, pixels.strides[0], QImage.Format.Format_RGB32)
        self.image.setDevicePixelRatio(ratio)

    def set_ground(self, ground: QColor) -> None:
        """Surround the picture with another colour; seen after the next `look`."""
        self._composition.set_ground(_parts(ground))

    def show(self, mask: Mask, what: Shown, overlay: Overlay) -> None:
        """Show the overlay, the mask alone or the picture alone."""
        self._what = what
        self._composition.show(mask.pixels, what, overlay)
        self._stale = NOTHING

    def touch(self, part: Rect) -> Rect:
        """Remember that `part` of the mask has changed; the widget's points that show it."""
        seen = self._sight.rect(part)
        if self._stale[2] <= self._stale[0]:
            self._stale, self._seen = part, seen
        else:
            self._stale, self._seen = self._stale.united(part), self._seen.united(seen)
        if self.ratio == 1:
            return seen
        left, top = math.floor(seen.left / self.ratio), math.floor(seen.top / self.ratio)
        return Rect(left, top, math.ceil(seen.right / self.ratio), math.ceil(seen.bottom / self.ratio))

    def freshen(self, mask: Mask) -> None:
        """Compose what was touched since the last time."""
        stale = self._stale
        if stale[2] <= stale[0]:
            return
        brush = mask.stroke
        if brush is None or brush.radius * self._sight.scale < _PICKED or self._what is Shown.PICTURE:
            self._composition.refresh(mask.pixels, stale)
        else:
            self._composition.follow(mask.pixels, self._seen, brush.adds)
            self._picked = self._picked.united(stale)
        self._stale = NOTHING

    def settle(self) -> Rect:
        """A stroke is done: what was picked is to be averaged; the widget's points that show it."""
        picked, self._picked = self._picked, NOTHING
        return self.touch(picked) if not picked.is_empty else NOTHING

    def draw_grid(self, painter: QPainter, part: QRect) -> None:
        """The lines between pixels that are shown large, in `part` of the widget."""
        sight, ratio = self._sight, self.ratio
        painter.setPen(QPen(_GRID, 1 / ratio))
        height = self.picture.shape[0] * self._width // self.picture.shape[1]
        for x in _lines(self._width, sight.x, sight.scale, part.left() * ratio, (part.right() + 1) * ratio):
            painter.drawLine(QPointF(x / ratio, part.top()), QPointF(x / ratio, part.bottom() + 1))
        for y in _lines(height, sight.y, sight.scale, part.top() * ratio, (part.bottom() + 1) * ratio):
            painter.drawLine(QPointF(part.left(), y / ratio), QPointF(part.right() + 1, y / ratio))


def _lines(count: int, offset: float, scale: float, low: float, high: float) -> list[float]:
    """Where the borders of `count` pixels lie between `low` and `high`, in device pixels."""
    first, last = max(0, math.ceil((low - offset) / scale)), min(count, math.floor((high - offset) / scale))
    return [math.floor(offset + line * scale) + 0.5 for line in range(first, last + 1)]


class _Memory:
    """An image's memory for numpy: an array of it keeps the image, be it that a thread alone still looks at it."""

    def __init__(self, image: QImage) -> None:
        self._image = image
        address = np.frombuffer(image.constBits(), np.uint8).__array_interface__["data"][0]
        self.__array_interface__ = {
            "version": 3, "typestr": "|u1", "data": (address, True), "strides": (image.bytesPerLine(), 4, 1),
            "shape": (image.height(), image.width(), 4),
        }  # fmt: skip


def _pixels(image: QImage) -> Pixels:
    """The image's memory, read only, as height x width x 4."""
    return as_pixels(np.asarray(_Memory(image)))


def _parts(colour: QColor) -> tuple[int, int, int]:
    return colour.red(), colour.green(), colour.blue()


def within_reach(viewport: Viewport, picture: tuple[float, float], view: tuple[float, float]) -> Viewport:
    """Moved so that at least a corner of the picture stays in the view: its border can be painted in the middle."""
    width, height = picture[0] * viewport.scale, picture[1] * viewport.scale
    x = min(max(viewport.x, min(_CORNER, view[0] / 2) - width), view[0] - min(_CORNER, view[0] / 2))
    y = min(max(viewport.y, min(_CORNER, view[1] / 2) - height), view[1] - min(_CORNER, view[1] / 2))
    return Viewport(viewport.scale, x, y)
