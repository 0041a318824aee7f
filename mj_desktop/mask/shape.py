"""Shapes: rectangle, ellipse and polygon, from points of the picture to areas of its mask.

Points are (x, y) in the picture's pixels, anywhere; a polygon's line belongs to it.
"""

import math
from collections.abc import Sequence

import cv2
import numpy as np

from mj_desktop.mask.area import NOWHERE, Area, trimmed, whole
from mj_desktop.mask.pixels import blank
from mj_desktop.mask.rect import Rect

Point = tuple[float, float]

# Sixteenths of a pixel: `cv2.fillPoly` counts in them.
_SHIFT = 4
# A polygon's points further out than this are drawn in: fillPoly counts in 32 bits.
_FAR = 1 << 20
# Where the array's border cuts a polygon's edge, fillPoly paints a pixel or two too many.
_MARGIN = 2
_CORNERS = 8


def rectangle(start: Point, end: Point, width: int, height: int) -> Area:
    """Everything between two corners, in a picture of `width` x `height`."""
    (left, right), (top, bottom) = sorted((start[0], end[0])), sorted((start[1], end[1]))
    rect = Rect(round(left), round(top), round(right), round(bottom)).clipped(width, height)
    return NOWHERE if rect.is_empty else whole(rect)


def ellipse(start: Point, end: Point, width: int, height: int) -> Area:
    """The ellipse that touches the sides of the rectangle between two corners; nothing when that is no pixel wide."""
    across, down = abs(end[0] - start[0]) / 2, abs(end[1] - start[1]) / 2
    if min(across, down) < 0.5:
        return NOWHERE
    x, y = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
    count = _CORNERS * math.ceil(math.sqrt(max(across, down, 1)))
    turns = np.linspace(0, 2 * math.pi, count, endpoint=False)
    return polygon(list(zip(x + across * np.cos(turns), y + down * np.sin(turns), strict=True)), width, height)


def polygon(points: Sequence[Point], width: int, height: int) -> Area:
    """What a closed line through `points` runs round, with the line; what it runs round twice is out again."""
    if len(points) < 3:
        return NOWHERE
    corners = np.clip(np.asarray(points, np.float64) - 0.5, -_FAR, _FAR)
    low, high = np.floor(corners.min(axis=0)), np.ceil(corners.max(axis=0))
    rect = Rect(int(low[0]), int(low[1]), int(high[0]) + 1, int(high[1]) + 1).clipped(width, height)
    if rect.is_empty:
        return NOWHERE
    room = rect.grown(_MARGIN)
    pixels = blank(room.width, room.height)
    moved = np.rint((corners - (room.left, room.top)) * (1 << _SHIFT)).astype(np.int32)
    cv2.fillPoly(pixels, [moved], 255, shift=_SHIFT)
    return trimmed(pixels[rect.seen_from(room).slices], rect)


def squared(start: Point, end: Point) -> Point:
    """The corner that makes a square, or a circle, of the shape from `start` towards `end`."""
    edge = max(abs(end[0] - start[0]), abs(end[1] - start[1]))
    return start[0] + math.copysign(edge, end[0] - start[0]), start[1] + math.copysign(edge, end[1] - start[1])


def straightened(start: Point, end: Point) -> Point:
    """The point nearest to `end` from which the line to `start` runs level, upright or at 45 degrees."""
    across, down = end[0] - start[0], end[1] - start[1]
    turn = round(math.atan2(down, across) / (math.pi / 4)) * (math.pi / 4)
    along = across * math.cos(turn) + down * math.sin(turn)
    return start[0] + along * math.cos(turn), start[1] + along * math.sin(turn)
