"""Patches: what one step changed, compressed; the same patch takes it back and does it again."""

import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

import cv2
import numpy as np

from mj_desktop.mask.pixels import Pixels, as_pixels, has_greys
from mj_desktop.mask.rect import NOTHING, Rect

# Edges of the squares in which a before-image is kept, as powers of two: small enough to copy while a stroke passes, 64
# KB each; larger ones for areas, of which fewer take half the time.
_STROKES, _AREAS = 8, 9


class Step(Protocol):
    """Something that can be undone and done again, in place."""

    @property
    def rect(self) -> Rect:
        """The pixels that it may change."""

    @property
    def size(self) -> int:
        """Bytes that it keeps."""

    @property
    def loose(self) -> int:
        """How many of them `pack` would make fewer."""

    def undo(self, pixels: Pixels) -> None:
        """Take it back."""

    def redo(self, pixels: Pixels) -> None:
        """Do it again."""

    def pack(self) -> None:
        """Compress what is loose; may run in another thread than the rest."""


@dataclass(frozen=True, slots=True)
class Inversion:
    """The whole mask turned round: it keeps nothing."""

    rect: Rect
    size: int = 0
    loose: int = 0

    def redo(self, pixels: Pixels) -> None:
        """Turn every pixel round."""
        cv2.bitwise_not(pixels, dst=pixels)

    undo = redo

    def pack(self) -> None:
        """There is nothing to compress."""


class Flips:
    """Rectangles in which black and white changed places: bits say where; in a whole one, everywhere."""

    def __init__(self, whole: Sequence[Rect], parts: Sequence[Rect], bits: Pixels) -> None:
        self._whole, self._parts = whole, parts
        self._bits: Pixels | bytes = bits

    @property
    def size(self) -> int:
        """Bytes kept."""
        return self._bits.nbytes if isinstance(self._bits, np.ndarray) else len(self._bits)

    @property
    def loose(self) -> int:
        """Bytes that are not compressed."""
        return self._bits.nbytes if isinstance(self._bits, np.ndarray) else 0

    def toggle(self, pixels: Pixels) -> None:
        """Turn them from before to after, or back."""
        for rect in self._whole:
            part = pixels[rect.slices]
            cv2.bitwise_not(part, dst=part)
        bits, at = self._bits, 0
        data = bits if isinstance(bits, np.ndarray) else np.frombuffer(zlib.decompress(bits), np.uint8)
        for rect in self._parts:
            length = (rect.width * rect.height + 7) // 8
            part = pixels[rect.slices]
            cv2.bitwise_xor(part, _from_bits(data[at : at + length], rect), dst=part)
            at += length

    def pack(self) -> None:
        """Compress them: 50 ms where a mask of 4096 x 4096 is mottled all over."""
        bits = self._bits
        self._bits = zlib.compress(bits.tobytes(), 1) if isinstance(bits, np.ndarray) else bits


class Views:
    """What rectangles looked like: plain pixels, or a bit for each where all are black and white, until packed."""

    def __init__(self, rects: Sequence[Rect], arrays: Iterable[Pixels]) -> None:
        self._rects = rects
        self._kept: tuple[Pixels | bytes, ...] = tuple(_taken(array) for array in arrays)

    @property
    def size(self) -> int:
        """Bytes kept."""
        return sum(kept.nbytes if isinstance(kept, np.ndarray) else len(kept) for kept in self._kept)

    @property
    def loose(self) -> int:
        """Bytes that are not compressed."""
        return sum(kept.nbytes for kept in self._kept if isinstance(kept, np.ndarray))

    def put(self, pixels: Pixels) -> None:
        """Make the rectangles look so again."""
        for rect, kept in zip(self._rects, self._kept, strict=True):
            pixels[rect.slices] = _seen(kept if isinstance(kept, np.ndarray) else _unpacked(kept, rect), rect)

    def pack(self) -> None:
        """Compress them; who puts them meanwhile has them whole, packed or not."""
        self._kept = tuple(_packed(kept) if isinstance(kept, np.ndarray) else kept for kept in self._kept)


class Patch:
    """One step: flips where all is black and white, else how it looked before and after. Both ways go quickly."""

    def __init__(self, rect: Rect, flips: Flips, before: Views, after: Views) -> None:
        self.rect = rect
        self._flips = flips
        self._before, self._after = before, after

    @property
    def size(self) -> int:
        """Bytes that it keeps."""
        return self._flips.size + self._before.size + self._after.size

    @property
    def loose(self) -> int:
        """Bytes not packed yet."""
        return self._flips.loose + self._before.loose + self._after.loose

    def undo(self, pixels: Pixels) -> None:
        """Make everything as it was before."""
        self._flips.toggle(pixels)
        self._before.put(pixels)

    def redo(self, pixels: Pixels) -> None:
        """Make everything as it was after."""
        self._flips.toggle(pixels)
        self._after.put(pixels)

    def pack(self) -> None:
        """Compress it: about 4 ms for a megabyte of greys."""
        self._flips.pack()
        self._before.pack()
        self._after.pack()


class Covering:
    """A rectangle covered with one value: how it looked before, taken as a whole.

    Squares like a stroke's, and what differs in each, would take 15 to 36 ms at 4096 x 4096.
    """

    def __init__(self, pixels: Pixels, rect: Rect, value: int) -> None:
        self.rect, self._value = rect, value
        self._before = Views([rect], [pixels[rect.slices]])
        self.redo(pixels)

    @property
    def size(self) -> int:
        """Bytes that it keeps."""
        return self._before.size

    @property
    def loose(self) -> int:
        """Bytes not packed yet."""
        return self._before.loose

    def undo(self, pixels: Pixels) -> None:
        """Make everything as it was before."""
        self._before.put(pixels)

    def redo(self, pixels: Pixels) -> None:
        """Cover it."""
        pixels[self.rect.slices] = self._value

    def pack(self) -> None:
        """Compress what it keeps."""
        self._before.pack()


class _Change(NamedTuple):
    """The exact rectangle that differs in a square: before, after, and their difference by exclusive or."""

    rect: Rect
    before: Pixels
    after: Pixels
    difference: Pixels


class Recording:
    """The before-image of a step under way, a stroke or an area: squares, copied before they are first touched."""

    def __init__(self, pixels: Pixels, is_area: bool = False) -> None:
        self._pixels = pixels
        self._shift = _AREAS if is_area else _STROKES
        self._kept: dict[Rect, Pixels] = {}
        self._last: tuple[int, int, int, int] | None = None

    def keep(self, rect: Rect) -> None:
        """Copy the squares under `rect` (inside the mask) that are not kept yet."""
        (left, top, right, bottom), shift = rect, self._shift
        span = left >> shift, top >> shift, (right - 1) >> shift, (bottom - 1) >> shift
        if span == self._last:
            return
        self._last = span
        for square in self._squares(*span):
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

    def _squares(self, left: int, top: int, right: int, bottom: int) -> Iterator[Rect]:
        (height, width), edge = self._pixels.shape, 1 << self._shift
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                x, y = column * edge, row * edge
                yield Rect(x, y, x + edge, y + edge).clipped(width, height)


def _patch(changes: list[_Change]) -> Patch:
    grey = [change for change in changes if has_greys(change.difference)]
    greys = {change.rect for change in grey}
    flips = [change for change in changes if change.rect not in greys]
    whole = NOTHING
    for change in changes:
        whole = whole.united(change.rect)
    rects = [change.rect for change in grey]
    before = Views(rects, (change.before for change in grey))
    return Patch(whole, _flips(flips), before, Views(rects, (change.after for change in grey)))


def _flips(changes: list[_Change]) -> Flips:
    parts = [change for change in changes if cv2.countNonZero(change.difference) < change.difference.size]
    whole = {change.rect for change in changes} - {change.rect for change in parts}
    bits = [np.packbits(change.difference) for change in parts]
    return Flips(tuple(whole), tuple(change.rect for change in parts), np.concatenate([np.empty(0, np.uint8), *bits]))


def _from_bits(bits: Pixels, rect: Rect) -> Pixels:
    flat = np.negative(np.unpackbits(bits, count=rect.width * rect.height))
    return flat.reshape(rect.height, rect.width)


_BITS, _BYTES = b"\0", b"\1"


def _taken(array: Pixels) -> Pixels:
    """What is kept of pixels: a row of bits where that says all, else a copy."""
    return array.copy() if has_greys(array) else np.packbits(array)


def _seen(kept: Pixels, rect: Rect) -> Pixels:
    return _from_bits(kept, rect) if kept.ndim == 1 else kept


def _packed(kept: Pixels) -> bytes:
    return (_BITS if kept.ndim == 1 else _BYTES) + zlib.compress(kept.tobytes(), 1)


def _unpacked(packed: bytes, rect: Rect) -> Pixels:
    data = np.frombuffer(zlib.decompress(packed[1:]), np.uint8)
    return data if packed[:1] == _BITS else data.reshape(rect.height, rect.width)
