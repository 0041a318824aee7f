"""The tip of a soft brush: how strong one dab is at each of its pixels, and dabs along a segment."""

import math
from functools import lru_cache

import cv2
import numpy as np

from mj_desktop.mask.pixels import HALF, Pixels, Spot, as_pixels
from mj_desktop.mask.rect import Rect

CORE = HALF
"""The least that every pixel of the hard disc gets."""

# So much inside the disc a dab stays below the core, as dabs lie on whole pixels and the disc's line does not.
_RIM = 2
# Dabs so far apart, in radii, leave ridges of less than half a pixel up to a radius of 256.
_SPACING = 8
# A larger tip is smooth enough to be made small and blown up: 4 ms instead of 100.
_LARGEST = 256


def soft_edge(radius: int, hardness: float) -> int:
    """How many pixels a soft edge reaches outside the disc, and begins inside it; 0 for a hard one."""
    return round((1 - hardness) * radius)


# The one in hand and the one before: brush and eraser.
@lru_cache(maxsize=2)
def tip(radius: int, hardness: float) -> Pixels:
    """One dab: square, the brush's reach to each side of its middle; 255 inside, 127 and less outside the disc."""
    edge = soft_edge(radius, hardness)
    reach = radius + edge
    shrink = math.ceil(reach / _LARGEST)
    made = _profile(radius / shrink, edge / shrink, math.ceil(reach / shrink))
    if shrink > 1:
        made = as_pixels(cv2.resize(made, (2 * reach + 1, 2 * reach + 1), interpolation=cv2.INTER_LINEAR))
    cap = np.full_like(made, CORE - 1)
    if radius > _RIM:
        cv2.circle(cap, (reach, reach), radius - _RIM, 255, cv2.FILLED)
    return as_pixels(cv2.min(made, cap))


def dabs(pixels: Pixels, start: Spot, end: Spot, dab: Pixels, radius: int, adds: bool) -> None:
    """Lay dabs of a brush of `radius` from `start` to `end`, so near each other that they look like one."""
    reach = dab.shape[0] // 2
    (x, y), (across, down) = start, (end[0] - start[0], end[1] - start[1])
    steps = max(1, math.ceil(math.hypot(across, down) / max(2, radius // _SPACING)))
    for step in range(steps + 1) if across or down else (0,):
        at = x + round(across * step / steps), y + round(down * step / steps)
        lay(pixels, dab, (at[0] - reach, at[1] - reach), adds)


def lay(pixels: Pixels, cover: Pixels, at: Spot, adds: bool) -> None:
    """Cover pixels (in place), `cover`'s top left corner lying at `at`: adding never lessens, taking never adds."""
    height, width = pixels.shape
    whole = Rect(at[0], at[1], at[0] + cover.shape[1], at[1] + cover.shape[0])
    inside = whole.clipped(width, height)
    if inside.is_empty:
        return
    part, laid = pixels[inside.slices], cover[inside.seen_from(whole).slices]
    if adds:
        cv2.max(part, laid, dst=part)
    else:
        cv2.min(part, cv2.bitwise_not(laid), dst=part)


def _profile(radius: float, edge: float, reach: int) -> Pixels:
    """255 in the middle, half at the radius, 0 from the reach on, with a smooth slope between."""
    away = np.square(np.arange(-reach, reach + 1, dtype=np.float32))
    distance = cv2.sqrt(np.add.outer(away, away))
    slope = np.clip((radius + edge - distance) / (2 * edge), 0, 1)
    return as_pixels(np.rint(slope * slope * (3 - 2 * slope) * 255).astype(np.uint8))
