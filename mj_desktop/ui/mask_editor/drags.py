"""Drags: what happens between pressing and letting go of a pointer's button on the canvas."""

from collections.abc import Callable
from typing import Protocol

from mj_desktop.core.viewport import Viewport
from mj_desktop.mask.brush import Brush
from mj_desktop.mask.mask import Mask
from mj_desktop.mask.rect import Rect

Point = tuple[float, float]


class Drag(Protocol):
    """Something under way while a button is held; points are the widget's."""

    def move(self, x: float, y: float) -> None:
        """The pointer is at another point."""

    def end(self) -> None:
        """The button was let go."""


class PanDrag:
    """The picture moves with the pointer."""

    def __init__(self, start: Point, viewport: Callable[[], Viewport], panned: Callable[[Viewport], None]) -> None:
        self._at = start
        self._viewport = viewport
        self._panned = panned

    def move(self, x: float, y: float) -> None:
        """Move the picture as far as the pointer went."""
        before, self._at = self._at, (x, y)
        self._panned(self._viewport().panned(x - before[0], y - before[1]))

    def end(self) -> None:
        """The picture stays where it is."""


class SizeDrag:
    """The brush grows to the right and shrinks to the left: its edge keeps up with the pointer."""

    def __init__(self, start: Point, radius: int, scale: float, wished: Callable[[float], None]) -> None:
        self._start = start
        self._radius = radius
        self._scale = scale
        self._wished = wished

    def move(self, x: float, y: float) -> None:
        """Wish for the radius that the way to the right means."""
        self._wished(self._radius + (x - self._start[0]) / self._scale)

    def end(self) -> None:
        """The size stays."""


class StrokeDrag:
    """A stroke of the brush or eraser, from `begin` on; a straight line first where it goes on from `since`."""

    def __init__(
        self, mask: Mask, to_picture: Callable[[float, float], Point], changed: Callable[[Rect], None]
    ) -> None:
        self._mask = mask
        self._to_picture = to_picture
        self._changed = changed
        self.at: Point = (0.0, 0.0)

    def begin(self, x: float, y: float, brush: Brush, since: Point | None) -> None:
        """The first dab, or the first line from `since` (a point of the picture)."""
        self.at = self._to_picture(x, y)
        self._changed(self._mask.begin(*(since or self.at), brush))
        if since:
            self._changed(self._mask.extend(*self.at))

    def move(self, x: float, y: float) -> None:
        """Draw on."""
        self.at = self._to_picture(x, y)
        self._changed(self._mask.extend(*self.at))

    def end(self) -> None:
        """From now on it is one step."""
        self._mask.end()
