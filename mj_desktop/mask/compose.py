"""Composing: what the editor's view shows, as an array: the picture through the viewport and the mask's overlay on it.

All of it is made once for a viewport; after that a change of the mask costs only its own rectangle.
"""

import math
from dataclasses import dataclass, replace
from functools import cached_property

import cv2
import numpy as np
import numpy.typing as npt

from mj_desktop.mask.overlay import Overlay, Shown, hatch
from mj_desktop.mask.pixels import HALF, Pixels, blank
from mj_desktop.mask.pyramid import Pyramid, refresh, shrunk
from mj_desktop.mask.rect import NOTHING, Rect

# Averaged to less than a pixel a sliver is still shown from a third of a pixel on.
_SHOWN = 85
_DASH = 4
# A map for `cv2.remap` counts in 16 bits; no mask is so large.
_FARTHEST = 2**15 - 1


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
        """The view's pixels that show `part` of the mask, with what the overlay's smoothing and line reach and see."""
        scale, reach = self.scale, 2 + 2 * self.line
        left, top = math.floor(self.x + part[0] * scale) - reach, math.floor(self.y + part[1] * scale) - reach
        right, bottom = math.ceil(self.x + part[2] * scale) + reach, math.ceil(self.y + part[3] * scale) + reach
        # Asked at each move of a stroke, where each call costs.
        return Rect(
            left if left > 0 else 0, top if top > 0 else 0,
            right if right < self.width else self.width, bottom if bottom < self.height else self.height,
        )  # fmt: skip

    def inside(self, view: Rect) -> Rect:
        """What of a rectangle is drawn: its border, as thick as a line, is only seen, but where the view ends."""
        left, top, right, bottom = view
        line = self.line
        return Rect(
            left + line if left > 0 else 0, top + line if top > 0 else 0,
            right - line if right < self.width else right, bottom - line if bottom < self.height else bottom,
        )  # fmt: skip


class Lens:
    """From the view's pixels to those of the level looked at, for `cv2.warpAffine`: made once, needed at each move."""

    def __init__(self, sight: Sight) -> None:
        self.factor: int = 2**sight.level
        self.threshold = (HALF if sight.is_crisp else _SHOWN) - 1
        self._step = 1 / (sight.scale * self.factor)
        self._x, self._y = 0.5 - sight.x, 0.5 - sight.y
        self._transform = np.array([[self._step, 0, 0], [0, self._step, 0]])
        self._size = sight.width, sight.height

    def transform(self, left: int = 0, top: int = 0) -> npt.NDArray[np.float64]:
        """The matrix for pixels counted from (`left`, `top`); valid until it is asked for again."""
        self._transform[0, 2] = (left + self._x) * self._step - 0.5
        self._transform[1, 2] = (top + self._y) * self._step - 0.5
        return self._transform

    @cached_property
    def places(self) -> npt.NDArray[np.int16]:
        """For each pixel of the view the nearest one of the mask (column, row): a map for `cv2.remap`."""
        width, height = self._size
        found = np.empty((height, width, 2), np.int16)
        for channel, (count, offset) in enumerate(((width, self._x), (height, self._y))):
            at = np.floor((np.arange(count) + offset) * self._step * self.factor)
            found[..., channel] = np.clip(at, -1, _FARTHEST).reshape((1, -1) if channel == 0 else (-1, 1))
        return found


class Composition:
    """Owns the composed view (`pixels`, height x width x 4, blue first, opaque), its picture and its overlay."""

    def __init__(self, picture: Pixels, ground: tuple[int, int, int], width: int = 0) -> None:
        """`picture` may be a smaller copy of one that is `width` pixels wide, as the mask is."""
        self.set_picture(Pyramid(picture), width or picture.shape[1])
        self._ground = ground
        self._sight = Sight(1, 0, 0, 0, 0)
        self._lens = Lens(self._sight)
        # What is shown of the mask, and of that what is no edge.
        self._level = self._shown = self._inner = blank(0, 0)
        self._picture = self._tinted = self._dashes = self.pixels = np.zeros((0, 0, 4), np.uint8)
        self._what, self._overlay = Shown.OVERLAY, Overlay()
        self._table = self._overlay.table()

    def set_picture(self, pyramid: Pyramid, width: int) -> None:
        """Show another copy of the picture, which is `width` pixels wide; seen after the next `look`."""
        self._pyramid, self._width = pyramid, width

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
        if self._sight.inside(view).is_empty or part.is_empty:
            return NOTHING
        if self._level is not mask:
            refresh(self._level, mask, part, self._lens.factor)
        self._show(view)
        return view

    def follow(self, mask: Pixels, view: Rect, grows: bool) -> None:
        """Show a stroke under way in `view`, what the sight has of the part it changed: its pixels are picked, not
        averaged, until they are shown by `refresh`.

        `grows` where nothing is taken away: then what is shown already needs not be laid again.
        """
        left, top, right, bottom = self._sight.inside(view)
        if right <= left or bottom <= top:
            return
        cut, inner = view.slices, (slice(top, bottom), slice(left, right))
        if not grows:
            np.copyto(self.pixels[inner], self._picture[inner])
        shown = self._shown[cut]
        self._pick(mask, shown, cut)
        cv2.threshold(shown, HALF - 1, 255, cv2.THRESH_BINARY, shown)
        self._lay_overlay(shown, cut, inner)

    def _lay(self) -> None:
        """What is seen where the mask is not painted, and where it is."""
        if self._what is Shown.MASK:
            self._lay_black_and_white()
            return
        sight, own = self._sight, self._pyramid.level(0).shape[1]
        ground = (*reversed(self._ground), 255)
        if sight.is_crisp and own == self._width:
            self._pick(self._pyramid.level(0), self._picture, (slice(None), slice(None)), ground)
        else:
            sight = replace(sight, scale=sight.scale * self._width / own)
            cv2.warpAffine(
                self._pyramid.level(sight.level), Lens(sight).transform(), (sight.width, sight.height),
                dst=self._picture, flags=_SMOOTH, borderMode=cv2.BORDER_CONSTANT, borderValue=ground,
            )  # fmt: skip
        cv2.LUT(self._picture, self._table, dst=self._tinted)
        if self._overlay.is_hatched:
            light, dark = hatch(sight.width, sight.height, sight.line)
            self._tinted[light > 0], self._tinted[dark > 0] = _WHITE, _BLACK

    def _lay_black_and_white(self) -> None:
        sight, width = self._sight, self._width
        rows, columns = self._pyramid.level(0).shape[:2]
        height = round(rows * width / columns)
        self._picture[:] = (*reversed(self._ground), 255)
        left, top, right, bottom = (
            round(at) for at in (sight.x, sight.y, sight.x + width * sight.scale, sight.y + height * sight.scale)
        )
        self._picture[Rect(left, top, right, bottom).clipped(sight.width, sight.height).slices] = _BLACK
        self._tinted[:] = _WHITE

    def _make_room(self, sight: Sight) -> None:
        shape = sight.height, sight.width, 4
        self._picture, self._tinted, self.pixels = (np.zeros(shape, np.uint8) for _ in range(3))
        self._shown, self._inner = (blank(sight.width, sight.height) for _ in range(2))
        self._dashes = _dashes(sight)

    def _show(self, view: Rect) -> None:
        cut, inner = view.slices, self._sight.inside(view).slices
        np.copyto(self.pixels[inner], self._picture[inner])
        if self._what is Shown.PICTURE:
            return
        shown, lens, size = self._shown[cut], self._lens, (view.width, view.height)
        if self._sight.is_crisp:
            self._pick(self._level, shown, cut)
        else:
            cv2.warpAffine(self._level, lens.transform(view.left, view.top), size, dst=shown, flags=_SMOOTH)
        cv2.threshold(shown, lens.threshold, 255, cv2.THRESH_BINARY, dst=shown)
        self._lay_overlay(shown, cut, inner)

    def _pick(
        self, source: Pixels, target: Pixels, cut: tuple[slice, slice], outside: tuple[int, ...] = (0, 0, 0, 0)
    ) -> None:
        """Crisp pixels: picture, mask and strokes under way have to agree where each of them ends."""
        how = cv2.INTER_NEAREST
        cv2.remap(source, self._lens.places[cut], _NO_FRACTIONS, how, target, cv2.BORDER_CONSTANT, outside)

    def _lay_overlay(self, shown: Pixels, cut: tuple[slice, slice], inner: tuple[slice, slice]) -> None:
        """The overlay on what is `shown`, with a dashed line along its inner edge: dashes all over, then the rest."""
        target = self.pixels[inner]
        if self._what is not Shown.OVERLAY:
            cv2.copyTo(self._tinted[inner], self._shown[inner], target)
            return
        cv2.erode(shown, _CROSSES[self._sight.line], self._inner[cut])
        cv2.copyTo(self._dashes[inner], self._shown[inner], target)
        cv2.copyTo(self._tinted[inner], self._inner[inner], target)


def _dashes(sight: Sight) -> Pixels:
    """Black and white stripes over the whole view: along an edge they are dashes that stand still."""
    count = np.arange(sight.height + sight.width)
    stripes = np.where(count // (_DASH * sight.line) % 2, 0xFFFFFFFF, 0xFF000000).astype("<u4")
    # Each row is the one above, one pixel on.
    rows = np.lib.stride_tricks.sliding_window_view(stripes, sight.width)[: sight.height]
    return np.ascontiguousarray(rows).view(np.uint8).reshape(sight.height, sight.width, 4)


# For `cv2.remap` the same as None, which its types do not know.
_NO_FRACTIONS = np.zeros(0, np.int16)
_SMOOTH = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
_WHITE, _BLACK = (255, 255, 255, 255), (0, 0, 0, 255)
# By how thick the line is: a diamond, what a cross reaches in so many steps.
_CROSSES = [
    (np.add.outer(abs(np.arange(-line, line + 1)), abs(np.arange(-line, line + 1))) <= line).astype(np.uint8)
    for line in range(9)
]
