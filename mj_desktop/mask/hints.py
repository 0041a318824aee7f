"""Hints: what may be unintended in a mask; they never keep it from being sent."""

from dataclasses import dataclass
from enum import StrEnum

import cv2
import numpy as np

from mj_desktop.mask.area import bounds
from mj_desktop.mask.encoding import binary
from mj_desktop.mask.pixels import Pixels, as_pixels
from mj_desktop.mask.rect import Rect

SMALL, LARGE = 0.01, 0.7
"""Shares of the picture under and over which a mask is called very small and very large."""
NARROW = 8
"""Pixels: what is thinner is called a sliver."""

# Corners, which a disc does not reach, leave up to 28 pixels; a sliver that is longer than wide leaves more.
_CORNER = 40


class Kind(StrEnum):
    """What a hint is about."""

    SMALL = "small"
    LARGE = "large"
    ISLANDS = "islands"
    SLIVERS = "slivers"
    BORDER = "border"


@dataclass(frozen=True, slots=True)
class Hint:
    """What was noticed, in which rectangles of the mask; each island and each sliver has its own."""

    kind: Kind
    where: tuple[Rect, ...]


def hints(mask: Pixels) -> tuple[Hint, ...]:
    """What may be unintended in a mask as it is sent; nothing for an empty one. In a thread: 50 ms for 2048 x 2048."""
    height, width = mask.shape
    painted = binary(mask)
    whole = bounds(painted)
    if whole.is_empty:
        return ()
    around = whole.grown(NARROW).clipped(width, height)
    part = painted[around.slices]
    islands = _pieces(part, around)
    share = sum(area for area, _ in islands) / mask.size
    found = {
        Kind.SMALL: (whole,) if share < SMALL else (),
        Kind.LARGE: (whole,) if share > LARGE else (),
        Kind.ISLANDS: tuple(rect for _, rect in islands) if len(islands) > 1 else (),
        Kind.SLIVERS: _slivers(part, around, islands),
        Kind.BORDER: (whole,) if whole.grown(1).clipped(width, height) != whole.grown(1) else (),
    }
    return tuple(Hint(kind, where) for kind, where in found.items() if where)


def _pieces(part: Pixels, around: Rect) -> list[tuple[int, Rect]]:
    """The pixels and the rectangle of everything that hangs together, corners included."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(part, connectivity=8)
    return [
        (area, Rect(x, y, x + width, y + height).moved(around.left, around.top))
        for x, y, width, height, area in stats[1:].tolist()
    ]


def _slivers(part: Pixels, around: Rect, islands: list[tuple[int, Rect]]) -> tuple[Rect, ...]:
    """What no disc of eight pixels across covers, but for corners; and islands too small for one."""
    # An even disc has no middle pixel: what is eaten away to one side is given back to the other.
    middle = NARROW // 2
    eaten = cv2.erode(part, _DISC, anchor=(middle - 1, middle - 1))
    left = as_pixels(cv2.subtract(part, cv2.dilate(eaten, _DISC, anchor=(middle, middle))))
    thin = [rect for area, rect in _pieces(left, around) if area >= _CORNER]
    return (*thin, *(rect for area, rect in islands if area < _CORNER))


def _disc() -> Pixels:
    away = np.square(np.arange(NARROW) - (NARROW - 1) / 2)
    return as_pixels((np.add.outer(away, away) <= (NARROW / 2) ** 2 + 0.5).astype(np.uint8))


_DISC = _disc()
