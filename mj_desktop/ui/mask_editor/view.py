"""The view: a picture and a mask under it, composed in device pixels as an image that Qt can blit."""

import math

import numpy as np
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QImage

from mj_desktop.core.viewport import Viewport
from mj_desktop.mask.compose import Composition, Sight
from mj_desktop.mask.mask import Mask
from mj_desktop.mask.overlay import Shown
from mj_desktop.mask.pixels import Pixels
from mj_desktop.mask.rect import NOTHING, Rect

_CORNER = 64
"""Points of the picture that always stay in view."""


class View:
    """Owns the composed image of one picture; what changed in the mask is composed once, when it is painted."""

    def __init__(self, image: QImage, ground: QColor) -> None:
        self._source = image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
        self._composition = Composition(_pixels(self._source), _parts(ground))
        self._sight = Sight(1, 0, 0, 0, 0)
        self._ratio = 1.0
        self._stale = NOTHING
        self.image = QImage()

    def look(self, mask: Mask, viewport: Viewport, size: QSize, ratio: float) -> None:
        """Compose everything for a viewport of a widget of `size` points with `ratio` device pixels to a point."""
        self._ratio = ratio
        width, height = max(1, math.ceil(size.width() * ratio)), max(1, math.ceil(size.height() * ratio))
        self._sight = Sight(
            viewport.scale * ratio, viewport.x * ratio, viewport.y * ratio, width, height, max(1, round(ratio))
        )
        self._composition.look(mask.pixels, self._sight)
        self._stale = NOTHING
        pixels = self._composition.pixels
        self.image = QImage(pixels.data, width, height, pixels.strides[0], QImage.Format.Format_RGB32)
        self.image.setDevicePixelRatio(ratio)

    def set_ground(self, ground: QColor) -> None:
        """Surround the picture with another colour; seen after the next `look`."""
        self._composition.set_ground(_parts(ground))

    def set_overlay(self, mask: Mask, shown: bool) -> None:
        """Show or hide the overlay."""
        self._composition.show(mask.pixels, Shown.OVERLAY if shown else Shown.PICTURE)

    def touch(self, part: Rect) -> QRect:
        """Remember that `part` of the mask has changed; the widget's points that show it."""
        self._stale = self._stale.united(part)
        left, top, right, bottom = self._sight.rect(part)
        if self._ratio != 1:
            left, top = math.floor(left / self._ratio), math.floor(top / self._ratio)
            right, bottom = math.ceil(right / self._ratio), math.ceil(bottom / self._ratio)
        return QRect(left, top, right - left, bottom - top)

    def freshen(self, mask: Mask) -> None:
        """Compose what was touched since the last time."""
        if not self._stale.is_empty:
            self._composition.refresh(mask.pixels, self._stale)
            self._stale = NOTHING


def _pixels(image: QImage) -> Pixels:
    """The image's memory, read only, as height x width x 4; the image must be kept alive."""
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : 4 * image.width()].reshape(image.height(), image.width(), 4)


def _parts(colour: QColor) -> tuple[int, int, int]:
    return colour.red(), colour.green(), colour.blue()


def within_reach(viewport: Viewport, picture: tuple[float, float], view: tuple[float, float]) -> Viewport:
    """Moved so that at least a corner of the picture stays in the view: its border can be painted in the middle."""
    width, height = picture[0] * viewport.scale, picture[1] * viewport.scale
    x = min(max(viewport.x, min(_CORNER, view[0] / 2) - width), view[0] - min(_CORNER, view[0] / 2))
    y = min(max(viewport.y, min(_CORNER, view[1] / 2) - height), view[1] - min(_CORNER, view[1] / 2))
    return Viewport(viewport.scale, x, y)
