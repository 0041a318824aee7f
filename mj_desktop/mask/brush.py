"""The brush: a disc of whole pixels, drawn along segments with round caps."""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

import cv2

from mj_desktop.mask.pixels import Pixels, blank
from mj_desktop.mask.rect import NOTHING, Rect

MIN_RADIUS = 1
MAX_RADIUS = 1024
PAINTED = 255
KEPT = 0

Spot = tuple[int, int]
"""A pixel: column, row."""

# A segment is cut this far outside the picture, so that a line drawn from far away needs no giant scratch array.
_OUTSIDE = 1024


@dataclass(frozen=True, slots=True)
class Brush:
    """A disc of `radius` pixels round a pixel's middle (2 * radius + 1 pixels across); it adds or takes away."""

    radius: int = 32
    adds: bool = True

    @property
    def value(self) -> int:
        """What its pixels become."""
        return PAINTED if self.adds else KEPT

    def sized(self, radius: float) -> "Brush":
        """With another radius, whole and within bounds."""
        return replace(self, radius=min(MAX_RADIUS, max(MIN_RADIUS, round(radius))))

    def larger(self) -> "Brush":
        """One step larger: by an eighth, at least by one pixel."""
        return self.sized(self.radius + max(1, self.radius // 8))

    def smaller(self) -> "Brush":
        """One step smaller: a ninth, so that it takes back exactly what a step larger did."""
        return self.sized(self.radius - max(1, self.radius // 9))


def spot(x: float, y: float) -> Spot:
    """The pixel that the point (x, y) of a picture lies in."""
    return math.floor(x), math.floor(y)


def touched(start: Spot, end: Spot, radius: int) -> Rect:
    """The pixels that a segment may change, not yet clipped to a picture."""
    reach = radius + 1
    (x0, y0), (x1, y1) = start, end
    if x0 > x1:
        x0, x1 = x1, x0
    if y0 > y1:
        y0, y1 = y1, y0
    return Rect(x0 - reach, y0 - reach, x1 + reach + 1, y1 + reach + 1)


def _unasked(rect: Rect) -> None:
    """Nobody wants to see what was there before."""


def draw(pixels: Pixels, start: Spot, end: Spot, brush: Brush, before: Callable[[Rect], None] = _unasked) -> Rect:
    """Draw a segment into `pixels` (uint8, height x width, changed in place); the rectangle that may have changed.

    `before` is told that rectangle while it is still untouched. The segment is `cv2.line` with a thickness of two
    radii: discs at both ends, straight sides, the same pixels wherever the picture's border runs.
    """
    height, width = pixels.shape
    whole = touched(start, end, brush.radius)
    inside = whole.clipped(width, height)
    if inside == whole:
        before(whole)
        cv2.line(pixels, start, end, brush.value, 2 * brush.radius)
        return whole
    if inside.is_empty:
        return NOTHING
    return _draw_across_border(pixels, start, end, brush, before)


def _draw_across_border(pixels: Pixels, start: Spot, end: Spot, brush: Brush, before: Callable[[Rect], None]) -> Rect:
    """By way of a scratch array: `cv2.line` bends a thick line that its array's border cuts."""
    height, width = pixels.shape
    room = Rect(0, 0, width, height).grown(brush.radius + _OUTSIDE)
    reaches, first, last = cv2.clipLine((room.left, room.top, room.width, room.height), start, end)
    start, end = (first[0], first[1]), (last[0], last[1])
    whole = touched(start, end, brush.radius)
    inside = whole.clipped(width, height)
    if not reaches or inside.is_empty:
        return NOTHING
    scratch = blank(whole.width, whole.height)
    cv2.line(scratch, _seen_from(whole, start), _seen_from(whole, end), PAINTED, 2 * brush.radius)
    rows, columns = inside.slices
    drawn = scratch[
        rows.start - whole.top : rows.stop - whole.top, columns.start - whole.left : columns.stop - whole.left
    ]
    before(inside)
    part = pixels[inside.slices]
    (cv2.bitwise_or if brush.adds else cv2.subtract)(part, drawn, dst=part)
    return inside


def _seen_from(rect: Rect, at: Spot) -> Spot:
    return at[0] - rect.left, at[1] - rect.top
