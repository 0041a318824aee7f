"""Pyramids: an array at half, quarter, eighth size, so that what is shown small is averaged and not picked."""

import cv2

from mj_desktop.mask.pixels import Pixels, as_pixels
from mj_desktop.mask.rect import Rect


class Pyramid:
    """A picture and its halvings, each made when it is first needed."""

    def __init__(self, pixels: Pixels) -> None:
        self._levels = [pixels]

    def level(self, number: int) -> Pixels:
        """The array shrunk by 2 ** number."""
        while len(self._levels) <= number:
            self._levels.append(shrunk(self._levels[-1], 2))
        return self._levels[number]


def shrunk(pixels: Pixels, factor: int) -> Pixels:
    """Averaged over squares of `factor` pixels; what a last square lacks repeats the border."""
    height, width = pixels.shape[:2]
    right, below = -width % factor, -height % factor
    if right or below:
        pixels = as_pixels(cv2.copyMakeBorder(pixels, 0, below, 0, right, cv2.BORDER_REPLICATE))
    size = (width + right) // factor, (height + below) // factor
    return as_pixels(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA))


def refresh(level: Pixels, pixels: Pixels, rect: Rect, factor: int) -> None:
    """Bring `level`, made by `shrunk(pixels, factor)`, up to date where `rect` of `pixels` has changed."""
    left, top = rect.left // factor, rect.top // factor
    right, bottom = -(-rect.right // factor), -(-rect.bottom // factor)
    source = pixels[top * factor : bottom * factor, left * factor : right * factor]
    target = level[top:bottom, left:right]
    if source.shape[0] == (bottom - top) * factor and source.shape[1] == (right - left) * factor:
        cv2.resize(source, (right - left, bottom - top), dst=target, interpolation=cv2.INTER_AREA)
    else:
        target[:] = shrunk(source, factor)
