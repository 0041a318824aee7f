"""Morphology: a mask grown, shrunk, smoothed, its holes filled, as areas that take its place.

All work on the rectangle round what is painted, on any thread. What comes is black and white, as what is sent.
"""

import cv2
import numpy as np

from mj_desktop.mask.area import NOWHERE, Area, bounds, trimmed
from mj_desktop.mask.encoding import binary
from mj_desktop.mask.pixels import Pixels, as_pixels
from mj_desktop.mask.rect import Rect

MAX_RADIUS = 200
"""Pixels."""

# Exact distances cost three times as much as those of 5 x 5 chamfers, which are up to 2 % off: 28 ms up to here.
_EXACT = 1 << 21


def grown(mask: Pixels, radius: int) -> Area:
    """Everything within `radius` pixels of what is painted."""
    around = _around(mask, radius)
    if around.is_empty:
        return NOWHERE
    distance = _distance(as_pixels(cv2.bitwise_not(binary(mask[around.slices]))))
    return trimmed(_where(distance <= radius), around)


def shrunk(mask: Pixels, radius: int) -> Area:
    """What is further than `radius` pixels from everything unpainted; the picture's border takes nothing away."""
    around = _around(mask, 1)
    if around.is_empty:
        return NOWHERE
    return trimmed(_where(_distance(binary(mask[around.slices])) > radius), around)


def smoothed(mask: Pixels, radius: int) -> Area:
    """With corners rounded, and specks and notches up to about `radius` pixels gone: the middle of three blurs."""
    around = _around(mask, 3 * radius)
    if around.is_empty:
        return NOWHERE
    return trimmed(binary(blurred(binary(mask[around.slices]), radius)), around)


def filled(mask: Pixels) -> Area:
    """With every hole filled: what is unpainted and cut off from the picture's border by what is painted."""
    around = bounds(mask)
    if around.is_empty:
        return NOWHERE
    pixels = binary(mask[around.slices])
    outlines, _ = cv2.findContours(pixels, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    cv2.drawContours(pixels, outlines, -1, 255, cv2.FILLED)
    return trimmed(pixels, around)


def feathered(mask: Pixels, radius: int) -> Area:
    """With edges that run out over about `radius` pixels to both sides, by three box blurs."""
    around = _around(mask, 3 * _box(radius))
    if around.is_empty:
        return NOWHERE
    return trimmed(blurred(mask[around.slices], radius), around)


def blurred(pixels: Pixels, radius: int) -> Pixels:
    """Three box blurs, which together come near to a Gaussian of half that radius; the border goes on outside."""
    edge = 2 * _box(radius) + 1
    for _ in range(3):
        pixels = as_pixels(cv2.blur(pixels, (edge, edge), borderType=cv2.BORDER_REPLICATE))
    return pixels


def _box(radius: int) -> int:
    """Three boxes of this radius have a standard deviation of about half of `radius`, each at least one pixel."""
    return max(1, round(radius / 2))


def _around(mask: Pixels, by: int) -> Rect:
    painted = bounds(mask)
    height, width = mask.shape
    return painted if painted.is_empty else painted.grown(by).clipped(width, height)


def _distance(pixels: Pixels) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    how = cv2.DIST_MASK_PRECISE if pixels.size <= _EXACT else cv2.DIST_MASK_5
    return np.asarray(cv2.distanceTransform(pixels, cv2.DIST_L2, how), np.float32)


def _where(condition: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> Pixels:
    return as_pixels(np.negative(condition.view(np.uint8)))
