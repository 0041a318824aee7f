"""Recordings: how a mask looked before a step under way, and the patch that the step comes to."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import cv2
import numpy as np

from mj_desktop.mask.patch import Flips, Patch
from mj_desktop.mask.pixels import Pixels, as_pixels, has_greys
from mj_desktop.mask.rect import NOTHING, Rect
from mj_desktop.mask.views import AREAS, Views, seen, squares, taken

_STROKES = 8
"""Small enough to copy while a stroke passes, 64 KB each."""


class _Change(NamedTuple):
    """The exact rectangle that differs in a square: before, after, and their difference by exclusive or."""

    rect: Rect
    before: Pixels
    after: Pixels
    difference: Pixels


class Recording:
    """The before-image of a stroke under way: squares, copied before they are first touched."""

    def __init__(self, pixels: Pixels) -> None:
        self._pixels = pixels
        self._kept: dict[Rect, Pixels] = {}
        self._last: tuple[int, int, int, int] | None = None

    def keep(self, rect: Rect) -> None:
        """Copy the squares under `rect` (inside the mask) that are not kept yet."""
        left, top, right, bottom = rect
        span = left >> _STROKES, top >> _STROKES, (right - 1) >> _STROKES, (bottom - 1) >> _STROKES
        if span == self._last:
            return
        self._last = span
        for square in squares(rect, _STROKES, self._pixels.shape):
            if square not in self._kept:
                self._kept[square] = self._pixels[square.slices].copy()

    def restore(self) -> Rect:
        """Make everything as it was when it was kept; the rectangle that changed."""
        changed = NOTHING
        for change in self._changes():
            self._pixels[change.rect.slices] = change.before
            changed = changed.united(change.rect)
        return changed

    def patch(self) -> Patch | None:
        """What has changed since, or None where nothing has."""
        changes = list(self._changes())
        return _patch(changes) if changes else None

    def _changes(self) -> Iterator[_Change]:
        for square, before in self._kept.items():
            after = self._pixels[square.slices]
            difference = as_pixels(cv2.bitwise_xor(before, after))
            x, y, width, height = cv2.boundingRect(difference)
            if width:
                inner = Rect(x, y, x + width, y + height)
                cut = inner.slices
                yield _Change(inner.moved(square.left, square.top), before[cut], after[cut], difference[cut])


class AreaRecording:
    """The before-image of an area: squares as they are taken, a bit for a pixel; fewer copies, a third of the time."""

    def __init__(self, pixels: Pixels) -> None:
        self._pixels = pixels
        self._kept: dict[Rect, Pixels] = {}
        self._under = NOTHING

    def keep(self, rect: Rect) -> None:
        """Take the squares under `rect` (inside the mask) that are not kept yet."""
        self._under = self._under.united(rect)
        for square in squares(rect, AREAS, self._pixels.shape):
            if square not in self._kept:
                self._kept[square] = taken(self._pixels[square.slices])

    def restore(self) -> Rect:
        """Make everything as it was when it was kept; the rectangle that may have changed."""
        for square, before in self._kept.items():
            self._pixels[square.slices] = seen(before, square)
        return self._under

    def patch(self) -> Patch | None:
        """What has changed since, or None where nothing has."""
        flips, greys = dict[Rect, Pixels](), dict[Rect, tuple[Pixels, Pixels]]()
        for square, before in self._kept.items():
            after = taken(self._pixels[square.slices])
            if before.ndim == after.ndim == 1:
                flips[square] = before ^ after
            elif not np.array_equal(before, after):
                greys[square] = before, after
        flips = {square: bits for square, bits in flips.items() if bits.any()}
        if not flips and not greys:
            return None
        turned = Flips((), [*flips], _joined(flips.values()))
        before_views, after_views = (Views([*greys], [pair[at] for pair in greys.values()]) for at in (0, 1))
        return Patch(self._under, turned, before_views, after_views)


def _patch(changes: list[_Change]) -> Patch:
    grey = [change for change in changes if has_greys(change.difference)]
    greys = {change.rect for change in grey}
    flips = [change for change in changes if change.rect not in greys]
    whole = NOTHING
    for change in changes:
        whole = whole.united(change.rect)
    rects = [change.rect for change in grey]
    before = Views(rects, (taken(change.before) for change in grey))
    return Patch(whole, _flips(flips), before, Views(rects, (taken(change.after) for change in grey)))


def _flips(changes: list[_Change]) -> Flips:
    parts = [change for change in changes if cv2.countNonZero(change.difference) < change.difference.size]
    whole = {change.rect for change in changes} - {change.rect for change in parts}
    bits = _joined(np.packbits(change.difference) for change in parts)
    return Flips(tuple(whole), tuple(change.rect for change in parts), bits)


def _joined(bits: Iterable[Pixels]) -> Pixels:
    return np.concatenate([np.empty(0, np.uint8), *bits])
