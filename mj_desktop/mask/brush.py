"""The brush: a disc of whole pixels, hard or soft, drawn along segments with round caps."""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

import cv2

from mj_desktop.mask.pixels import Pixels, Spot, blank
from mj_desktop.mask.rect import NOTHING, Rect
from mj_desktop.mask.tip import CORE, dabs, lay, soft_edge, tip

MIN_RADIUS = 1
MAX_RADIUS = 1024
HARDNESS_STEP = 0.25
PAINTED = 255
KEPT = 0

# A segment is cut this far outside the picture, so that a line drawn from far away needs no giant scratch array.
_OUTSIDE = 1024


@dataclass(frozen=True, slots=True)
class Brush:
    """A disc of `radius` pixels round a pixel's middle (2 * radius + 1 pixels across); it adds or takes away.

    A `hardness` below 1 gives soft edges: they run out as far outside the disc as they begin inside it, so that what
    is sent in black and white (from 128 on) is the same disc whatever the hardness.
    """

    radius: int = 32
    adds: bool = True
    hardness: float = 1.0

    @property
    def value(self) -> int:
        """What its pixels become."""
        return PAINTED if self.adds else KEPT

    @property
    def reach(self) -> int:
        """How many pixels from its middle it still changes something."""
        return self.radius + soft_edge(self.radius, self.hardness)

    def sized(self, radius: float) -> "Brush":
        """With another radius, whole and within bounds."""
        return replace(self, radius=min(MAX_RADIUS, max(MIN_RADIUS, round(radius))))

    def larger(self) -> "Brush":
        """One step larger: by an eighth, at least by one pixel."""
        return self.sized(self.radius + max(1, self.radius // 8))

    def smaller(self) -> "Brush":
        """One step smaller: a ninth, so that it takes back exactly what a step larger did."""
        return self.sized(self.radius - max(1, self.radius // 9))

    def hardened(self, hardness: float) -> "Brush":
        """With another hardness, 0 (soft from the middle on) to 1."""
        return replace(self, hardness=min(1.0, max(0.0, hardness)))

    def harder(self) -> "Brush":
        """One step harder: by a quarter."""
        return self.hardened(self.hardness + HARDNESS_STEP)

    def softer(self) -> "Brush":
        """One step softer: by a quarter."""
        return self.hardened(self.hardness - HARDNESS_STEP)


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


def ahead(start: Spot, end: Spot, radius: int) -> Rect:
    """The pixels that a segment may change where a disc lies at its start already, not yet clipped to a picture:
    what it adds begins at the line across its start."""
    (x0, y0), (x1, y1) = start, end
    across, down = x1 - x0, y1 - y0
    length = math.hypot(across, down)
    wide, high = math.ceil(radius * abs(down) / length), math.ceil(radius * abs(across) / length)
    reach = radius + 1
    left, right = (wide + 2, reach) if across >= 0 else (reach, wide + 2)
    top, bottom = (high + 2, reach) if down >= 0 else (reach, high + 2)
    if x0 > x1:
        x0, x1 = x1, x0
    if y0 > y1:
        y0, y1 = y1, y0
    return Rect(x0 - left, y0 - top, x1 + right + 1, y1 + bottom + 1)


def _unasked(rect: Rect) -> None:
    """Nobody wants to see what was there before."""


def draw(pixels: Pixels, start: Spot, end: Spot, brush: Brush, before: Callable[[Rect], None] = _unasked) -> Rect:
    """Draw a segment into `pixels` (uint8, height x width, changed in place); the rectangle that may have changed.

    `before` is told that rectangle while it is still untouched. The segment is `cv2.line` with a thickness of two
    radii: discs at both ends, straight sides, the same pixels wherever the picture's border runs. A soft brush adds
    dabs along it, which leave alone on which side of 128 a pixel is.
    """
    height, width = pixels.shape
    is_hard = brush.hardness == 1
    reach = brush.radius if is_hard else brush.reach
    whole = left, top, right, bottom = touched(start, end, reach)
    if is_hard and left >= 0 and top >= 0 and right <= width and bottom <= height:
        before(whole)
        cv2.line(pixels, start, end, brush.value, 2 * brush.radius)
        return whole
    inside = whole.clipped(width, height)
    if inside.is_empty:
        return NOTHING
    ends = _cut(start, end, brush.radius, pixels) if inside != whole else (start, end)
    inside = touched(*ends, reach).clipped(width, height) if ends else NOTHING
    if ends is None or inside.is_empty:
        return NOTHING
    before(inside)
    _draw_between(pixels, *ends, brush)
    return inside


def _cut(start: Spot, end: Spot, radius: int, pixels: Pixels) -> tuple[Spot, Spot] | None:
    """The part of a segment that lies near enough to be seen."""
    height, width = pixels.shape
    room = Rect(0, 0, width, height).grown(radius + _OUTSIDE)
    reaches, first, last = cv2.clipLine((room.left, room.top, room.width, room.height), start, end)
    return ((first[0], first[1]), (last[0], last[1])) if reaches else None


def _draw_between(pixels: Pixels, start: Spot, end: Spot, brush: Brush) -> None:
    """By way of a scratch array: `cv2.line` bends a thick line that its array's border cuts."""
    is_soft = brush.reach > brush.radius
    if is_soft:
        dabs(pixels, start, end, tip(brush.radius, brush.hardness), brush.radius, brush.adds)
    whole = touched(start, end, brush.radius)
    scratch = blank(whole.width, whole.height)
    cv2.line(scratch, _seen_from(whole, start), _seen_from(whole, end), CORE if is_soft else PAINTED, 2 * brush.radius)
    lay(pixels, scratch, (whole.left, whole.top), brush.adds)


def _seen_from(rect: Rect, at: Spot) -> Spot:
    return at[0] - rect.left, at[1] - rect.top
