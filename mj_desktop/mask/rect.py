"""Rectangles of pixels: half open, whole numbers."""

from typing import NamedTuple


class Rect(NamedTuple):
    """Pixels from `left`, `top` up to but without `right`, `bottom`; empty where it has no width or height."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        """Columns; 0 when empty."""
        return max(0, self.right - self.left)

    @property
    def height(self) -> int:
        """Rows; 0 when empty."""
        return max(0, self.bottom - self.top)

    @property
    def is_empty(self) -> bool:
        """True when no pixel lies in it."""
        return self.right <= self.left or self.bottom <= self.top

    @property
    def slices(self) -> tuple[slice, slice]:
        """What cuts this rectangle out of an array of height x width; it must lie inside."""
        return slice(self.top, self.bottom), slice(self.left, self.right)

    def clipped(self, width: int, height: int) -> "Rect":
        """The part that lies inside a picture of `width` x `height`."""
        return Rect(max(0, self.left), max(0, self.top), min(width, self.right), min(height, self.bottom))

    def united(self, other: "Rect") -> "Rect":
        """The smallest rectangle that holds both; an empty one adds nothing."""
        left, top, right, bottom = self
        x, y, across, down = other
        # Asked at each move of a stroke, where each call costs.
        if across <= x or down <= y:
            return self
        if right <= left or bottom <= top:
            return other
        return Rect(
            left if left < x else x, top if top < y else y,
            right if right > across else across, bottom if bottom > down else down,
        )  # fmt: skip

    def grown(self, by: int) -> "Rect":
        """With `by` pixels more on each side."""
        return Rect(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def seen_from(self, other: "Rect") -> "Rect":
        """The same pixels, counted from the top left corner of `other`."""
        return self.moved(-other.left, -other.top)

    def moved(self, x: int, y: int) -> "Rect":
        """As large, `x` columns and `y` rows on."""
        return Rect(self.left + x, self.top + y, self.right + x, self.bottom + y)

    def meets(self, other: "Rect") -> bool:
        """True when both have a pixel in common."""
        return max(self.left, other.left) < min(self.right, other.right) and max(self.top, other.top) < min(
            self.bottom, other.bottom
        )

    def holds(self, other: "Rect") -> bool:
        """True when `other` lies wholly inside."""
        return (
            self.left <= other.left and self.top <= other.top
            and other.right <= self.right and other.bottom <= self.bottom
        )  # fmt: skip


NOTHING = Rect(0, 0, 0, 0)
"""The rectangle of an operation that changed no pixel."""
