"""The wand: everything of one colour, by tolerance."""

from dataclasses import dataclass, replace

import cv2
import numpy as np

from mj_desktop.mask.area import NOWHERE, Area, trimmed
from mj_desktop.mask.pixels import Pixels, Spot, as_pixels
from mj_desktop.mask.rect import Rect

MAX_TOLERANCE = 255


@dataclass(frozen=True, slots=True)
class Wand:
    """How far each of red, green and blue may lie from the colour pointed at, and whether only what is joined to it
    by its sides counts, or everything in the picture."""

    tolerance: int = 32
    is_contiguous: bool = True

    def tolerating(self, tolerance: float) -> "Wand":
        """With another tolerance, whole and within bounds."""
        return replace(self, tolerance=min(MAX_TOLERANCE, max(0, round(tolerance))))


def touch(picture: Pixels, at: Spot, wand: Wand) -> Area:
    """What the wand finds in `picture` (height x width x 4, blue first) from a pixel on; nothing from outside it.

    Best in a thread: up to 20 ms for 2048 x 2048, 80 for 4096 x 4096.
    """
    height, width = picture.shape[:2]
    x, y = at
    if not (0 <= x < width and 0 <= y < height):
        return NOWHERE
    colour = picture[y, x, :3].astype(int)
    low, high = np.clip(colour - wand.tolerance, 0, 255), np.clip(colour + wand.tolerance, 0, 255)
    alike = as_pixels(cv2.inRange(picture, (*low.tolist(), 0), (*high.tolist(), 255)))
    rect = Rect(0, 0, width, height)
    return _joined(alike, at) if wand.is_contiguous else trimmed(alike, rect)


def _joined(alike: Pixels, at: Spot) -> Area:
    """The part of `alike` that hangs together with a pixel in it."""
    height, width = alike.shape
    # The mask that cv2 fills has a rim of one pixel round it.
    found = np.zeros((height + 2, width + 2), np.uint8)
    flags = 4 | cv2.FLOODFILL_MASK_ONLY | (255 << 8)
    _, _, _, (left, top, across, down) = cv2.floodFill(alike, found, at, (0,), flags=flags)
    rect = Rect(left, top, left + across, top + down)
    return Area(rect, found[rect.moved(1, 1).slices].copy())
