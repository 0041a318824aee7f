"""Composing: what the editor's view shows, as an array: the picture through the viewport and the mask's overlay on it.

All of it is made once for a viewport; after that a change of the mask costs only its own rectangle.
"""

import math
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from mj_desktop.mask.overlay import Overlay, Shown, hatch
from mj_desktop.mask.pixels import HALF, Pixels, as_pixels, blank
from mj_desktop.mask.pyramid import Pyramid, refresh, shrunk
from mj_desktop.mask.rect import NOTHING, Rect

# Averaged to less than a pixel a sliver is still shown from a third of a pixel on.
_SHOWN = 85
_DASH = 4


@dataclass(frozen=True, slots=True)
class Sight:
    """Where the picture lies in a view, all in device pixels: its scale, its top left corner, the view's size."""

    scale: float
    x: float
    y: float
    width: int
    height: int
    line: int = 1

    @property
    def level(self) -> int:
        """Which halving of the picture is looked at: the smallest that is not blown up."""
        return max(0, math.floor(math.log2(1 / self.scale)))

    @property
    def is_crisp(self) -> bool:
        """True where pixels are shown as they are, at full size or larger."""
        return self.scale >= 1

    def rect(self, part: Rect) -> Rect:
        """The view's pixels that show `part` of the mask, with what the overlay's smoothing and line reach."""
        reach = 2 + self.line
        return Rect(
            math.floor(self.x + part.left * self.scale) - reach,
            math.floor(self.y + part.top * self.scale) - reach,
            math.ceil(self.x + part.right * self.scale) + reach,
            math.ceil(self.y + part.bottom * self.scale) + reach,
        ).clipped(self.width, self.height)

    @property
    def sampling(self) -> int:
        """How `cv2.warpAffine` is to pick pixels: crisp when enlarged, smooth when shrunk."""
        return (cv2.INTER_NEAREST if self.is_crisp else cv2.INTER_LINEAR) | cv2.WARP_INVERSE_MAP


class Lens:
    """From the view's pixels to those of the level looked at, for `cv2.warpAffine`: made once, needed at each move."""

    def __init__(self, sight: Sight) -> None:
        self.factor: int = 2**sight.level
        self.sampling = sight.sampling
        self.threshold = (HALF if sight.is_crisp else _SHOWN) - 1
        self._step = 1 / (sight.scale * self.factor)
        self._x, self._y = 0.5 - sight.x, 0.5 - sight.y
        self._transform = np.array([[self._step, 0, 0], [0, self._step, 0]])

    def transform(self, left: int = 0, top: int = 0) -> npt.NDArray[np.float64]:
        """The matrix for pixels counted from (`left`, `top`); valid until it is asked for again."""
        self._transform[0, 2] = (left + self._x) * self._step - 0.5
        self._transform[1, 2] = (top + self._y) * self._step - 0.5
        return self._transform


class Composition:
    """Owns the composed view (`pixels`, height x width x 4, blue first, opaque), its picture and its overlay."""

    def __init__(self, picture: Pixels, ground: tuple[int, int, int]) -> None:
        self._pyramid = Pyramid(picture)
        self._ground = ground
        self._sight = Sight(1, 0, 0, 0, 0)
        self._lens = Lens(self._sight)
        self._shown = blank(0, 0)
        self._level = self._shown
        self._picture = self._tinted = self._dashes = self.pixels = np.zeros((0, 0, 4), np.uint8)
        self._what, self._overlay = Shown.OVERLAY, Overlay()
        self._table = self._overlay.table()

    def set_ground(self, ground: tuple[int, int, int]) -> None:
        """Surround the picture with another colour (red, green, blue); seen after the next `look`."""
        self._ground = ground

    def look(self, mask: Pixels, sight: Sight) -> None:
        """Make everything anew for a sight of the picture and `mask` (height x width of the picture)."""
        if (sight.width, sight.height, sight.line) != (self._sight.width, self._sight.height, self._sight.line):
            self._make_room(sight)
        self._sight, self._lens = sight, Lens(sight)
        self._lay()
        self.see(mask)

    def show(self, mask: Pixels, what: Shown, overlay: Overlay | None = None) -> None:
        """Look at something else of the same picture and mask, or at another overlay."""
        self._what, self._overlay = what, overlay or self._overlay
        self._table = self._overlay.table()
        if self._sight.width:
            self._lay()
            self.see(mask)

    def see(self, mask: Pixels) -> None:
        """Show the whole mask anew; nothing before the first `look`."""
        if not self._sight.width:
            return
        self._level = mask if self._lens.factor == 1 else shrunk(mask, self._lens.factor)
        self._show(Rect(0, 0, self._sight.width, self._sight.height))

    def refresh(self, mask: Pixels, part: Rect) -> Rect:
        """Show `part` of the mask anew; the view's rectangle that may have changed."""
        view = self._sight.rect(part)
        if view.is_empty or part.is_empty:
            return NOTHING
        if self._level is not mask:
            refresh(self._level, mask, part, self._lens.factor)
        self._show(view)
        return view

    def _lay(self) -> None:
        """What is seen where the mask is not painted, and where it is."""
        if self._what is Shown.MASK:
            self._lay_black_and_white()
            return
        sight, lens = self._sight, self._lens
        cv2.warpAffine(
            self._pyramid.level(sight.level), lens.transform(), (sight.width, sight.height), dst=self._picture,
            flags=lens.sampling, borderMode=cv2.BORDER_CONSTANT, borderValue=(*reversed(self._ground), 255),
        )  # fmt: skip
        cv2.LUT(self._picture, self._table, dst=self._tinted)
        if self._overlay.is_hatched:
            light, dark = hatch(sight.width, sight.height, sight.line)
            self._tinted[light > 0], self._tinted[dark > 0] = _WHITE, _BLACK

    def _lay_black_and_white(self) -> None:
        height, width = self._pyramid.level(0).shape[:2]
        sight = self._sight
        self._picture[:] = (*reversed(self._ground), 255)
        left, top, right, bottom = (
            round(at) for at in (sight.x, sight.y, sight.x + width * sight.scale, sight.y + height * sight.scale)
        )
        self._picture[Rect(left, top, right, bottom).clipped(sight.width, sight.height).slices] = _BLACK
        self._tinted[:] = _WHITE

    def _make_room(self, sight: Sight) -> None:
        shape = sight.height, sight.width, 4
        self._picture, self._tinted, self.pixels = (np.zeros(shape, np.uint8) for _ in range(3))
        self._shown = blank(sight.width, sight.height)
        self._dashes = _dashes(sight)

    def _show(self, view: Rect) -> None:
        cut = view.slices
        target = self.pixels[cut]
        np.copyto(target, self._picture[cut])
        if self._what is Shown.PICTURE:
            return
        shown, lens = self._shown[cut], self._lens
        moved = lens.transform(view.left, view.top)
        cv2.warpAffine(self._level, moved, (view.width, view.height), dst=shown, flags=lens.sampling)
        cv2.threshold(shown, lens.threshold, 255, cv2.THRESH_BINARY, dst=shown)
        cv2.copyTo(self._tinted[cut], shown, target)
        if self._what is Shown.OVERLAY:
            self._outline(view)

    def _outline(self, view: Rect) -> None:
        """A dashed line along the inner edge of the overlay, which needs to see what lies round `view`."""
        line = self._sight.line
        around = view.grown(line).clipped(self._sight.width, self._sight.height)
        cut = around.slices
        shown = self._shown[cut]
        edge = as_pixels(cv2.subtract(shown, cv2.erode(shown, _CROSS, iterations=line)))
        # What lies round `view` has the same edge as before: to draw it again changes nothing.
        cv2.copyTo(self._dashes[cut], edge, self.pixels[cut])


def _dashes(sight: Sight) -> Pixels:
    """Black and white stripes over the whole view: along an edge they are dashes that stand still."""
    stripes = np.add.outer(np.arange(sight.height), np.arange(sight.width)) // (_DASH * sight.line) % 2 * 255
    opaque = np.full_like(stripes, 255)
    return np.stack([stripes, stripes, stripes, opaque], axis=2).astype(np.uint8)


_WHITE, _BLACK = (255, 255, 255, 255), (0, 0, 0, 255)
_CROSS = cv2.getStructuringElement(cv2.MORPH_CROSS, (3, 3))
