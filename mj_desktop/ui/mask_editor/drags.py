"""Drags: what happens between pressing and letting go of a pointer's button on the canvas."""

from collections.abc import Callable
from typing import Protocol

from mj_desktop.core.viewport import Viewport
from mj_desktop.mask.brush import Brush
from mj_desktop.mask.rect import Rect
from mj_desktop.mask.shape import straightened
from mj_desktop.ui.mask_editor.scene import Keys, Point, Scene

_NO_KEY, _SHIFT = Keys.NoModifier, Keys.ShiftModifier


class Drag(Protocol):
    """Something under way while a button is held; points are the widget's."""

    def move(self, x: float, y: float, keys: Keys) -> None:
        """The pointer is at another point."""


class PanDrag:
    """The picture moves with the pointer."""

    def __init__(self, start: Point, viewport: Callable[[], Viewport], panned: Callable[[Viewport], None]) -> None:
        self._at = start
        self._viewport = viewport
        self._panned = panned

    def move(self, x: float, y: float, keys: Keys) -> None:
        """Move the picture as far as the pointer went."""
        before, self._at = self._at, (x, y)
        self._panned(self._viewport().panned(x - before[0], y - before[1]))


class SizeDrag:
    """The brush grows to the right and shrinks to the left: its edge keeps up with the pointer."""

    def __init__(self, start: Point, radius: int, scale: float, wished: Callable[[float], None]) -> None:
        self._start = start
        self._radius = radius
        self._scale = scale
        self._wished = wished

    def move(self, x: float, y: float, keys: Keys) -> None:
        """Wish for the radius that the way to the right means."""
        self._wished(self._radius + (x - self._start[0]) / self._scale)


class StrokeDrag:
    """A stroke of the brush or eraser, from `begin` on; a straight line first where it goes on from `since`."""

    def __init__(self, scene: Scene, brush: Brush, pressure: float | None = None) -> None:
        self._scene, self._mask = scene, scene.mask
        self._brush, self._pressure = brush, pressure
        self._start: Point = (0.0, 0.0)
        self.at: Point = (0.0, 0.0)

    def begin(self, x: float, y: float, since: Point | None) -> None:
        """The first dab, or the first line from `since` (a point of the picture)."""
        self._start = self.at = self._scene.viewport.to_picture(x, y)
        self._scene.changed(self._mask.begin(*(since or self.at), self._pressed(self._pressure)))
        if since:
            self._scene.changed(self._mask.extend(*self.at))

    def move(self, x: float, y: float, keys: Keys) -> None:
        """Draw on and tell of it."""
        self._scene.changed(self.extend(x, y, keys))

    def extend(self, x: float, y: float, keys: Keys, pressure: float | None = None) -> Rect:
        """Draw on, with Shift level, upright or at 45 degrees from where it began; what it changed."""
        viewport = self._scene.viewport
        scale = viewport.scale
        px, py = (x - viewport.x) / scale, (y - viewport.y) / scale
        # Flags of an enumeration take their time: most strokes go without a key.
        if keys is not _NO_KEY and keys & _SHIFT:
            px, py = straightened(self._start, (px, py))
        self.at = px, py
        return self._mask.extend(px, py, None if pressure is None else self._pressed(pressure))

    def finish(self) -> Rect:
        """From now on it is one step; what it changed."""
        return self._mask.end()

    def _pressed(self, pressure: float | None) -> Brush:
        return self._brush if pressure is None else self._brush.sized(self._brush.radius * pressure)
