"""Areas: what a tool found or made, to be combined with the mask."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import cv2
import numpy as np

from mj_desktop.mask.pixels import Pixels, blank
from mj_desktop.mask.rect import NOTHING, Rect


class Combining(StrEnum):
    """What an area does to the mask."""

    ADD = "add"
    SUBTRACT = "subtract"
    REPLACE = "replace"


@dataclass(frozen=True, slots=True, eq=False)
class Area:
    """Pixels (uint8, height x width of `rect`, 255 = in it) inside a mask; outside `rect` nothing is in it."""

    rect: Rect
    pixels: Pixels

    @property
    def is_empty(self) -> bool:
        """True when no pixel is in it."""
        return self.rect.is_empty or not cv2.hasNonZero(self.pixels)

    def on(self, width: int, height: int) -> Pixels:
        """The whole mask of `width` x `height` in which only this area is painted."""
        pixels = blank(width, height)
        if not self.rect.is_empty:
            pixels[self.rect.slices] = self.pixels
        return pixels


NOWHERE = Area(NOTHING, blank(0, 0))
"""The area with nothing in it."""


def whole(rect: Rect) -> Area:
    """Everything in a rectangle."""
    pixels = np.empty((rect.height, rect.width), np.uint8)
    pixels.fill(255)
    return Area(rect, pixels)


def bounds(pixels: Pixels) -> Rect:
    """The smallest rectangle round everything in a mask that is not 0."""
    x, y, width, height = cv2.boundingRect(pixels)
    return Rect(x, y, x + width, y + height)


def trimmed(pixels: Pixels, rect: Rect) -> Area:
    """The area of `pixels`, which lie at `rect`, without empty margins; the array is its own."""
    inner = bounds(pixels)
    if inner.is_empty:
        return NOWHERE
    return Area(inner.moved(rect.left, rect.top), pixels[inner.slices].copy())


def reach(pixels: Pixels, area: Area, how: Combining) -> Rect:
    """Which pixels of a mask an area may change."""
    return area.rect.united(bounds(pixels)) if how is Combining.REPLACE else area.rect


def combine(pixels: Pixels, area: Area, how: Combining) -> None:
    """Combine an area with a mask, in place; soft edges add and take away softly."""
    if how is Combining.REPLACE:
        pixels[bounds(pixels).slices] = 0
    if not area.rect.is_empty:
        part = pixels[area.rect.slices]
        _COMBINING[how](part, area.pixels)


def _add(part: Pixels, area: Pixels) -> None:
    cv2.max(part, area, dst=part)


def _subtract(part: Pixels, area: Pixels) -> None:
    cv2.min(part, cv2.bitwise_not(area), dst=part)


_COMBINING: dict[Combining, Callable[[Pixels, Pixels], None]] = {
    Combining.ADD: _add,
    Combining.SUBTRACT: _subtract,
    Combining.REPLACE: _add,
}
