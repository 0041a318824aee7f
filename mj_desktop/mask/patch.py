"""Patches: what one step changed, compressed; the same patch takes it back and does it again."""

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

import cv2
import numpy as np

from mj_desktop.mask.pixels import Pixels, as_pixels
from mj_desktop.mask.rect import NOTHING, Rect

_SHIFT = 8
TILE = 1 << _SHIFT
"""Edge of the squares in which a before-image is kept: small enough to copy while a stroke passes, 64 KB each."""


class Step(Protocol):
    """Something that can be undone: `toggle` a second time takes back what it did."""

    @property
    def rect(self) -> Rect:
        """The pixels that it may change."""

    @property
    def size(self) -> int:
        """Bytes that it keeps."""

    def toggle(self, pixels: Pixels) -> None:
        """Do it, or take it back, in place."""


@dataclass(frozen=True, slots=True)
class Inversion:
    """The whole mask turned round: it keeps nothing."""

    rect: Rect
    size: int = 0

    def toggle(self, pixels: Pixels) -> None:
        """Turn every pixel round."""
        cv2.bitwise_not(pixels, dst=pixels)


@dataclass(frozen=True, slots=True)
class Patch:
    """The difference (exclusive or) of before and after in some squares, as bits where it is black and white."""

    rect: Rect
    squares: tuple[Rect, ...]
    packed: bytes
    as_bits: bool

    @property
    def size(self) -> int:
        """Bytes that it keeps."""
        return len(self.packed)

    def toggle(self, pixels: Pixels) -> None:
        """Change each square from before to after, or back."""
        for square, difference in zip(self.squares, self._differences(), strict=True):
            part = pixels[square.slices]
            cv2.bitwise_xor(part, difference, dst=part)

    def _differences(self) -> Iterator[Pixels]:
        data = np.frombuffer(zlib.decompress(self.packed), np.uint8)
        at = 0
        for square in self.squares:
            count = square.width * square.height
            length = (count + 7) // 8 if self.as_bits else count
            piece = data[at : at + length]
            at += length
            flat = np.negative(np.unpackbits(piece, count=count)) if self.as_bits else piece
            yield flat.reshape(square.height, square.width)


class Recording:
    """The before-image of a step under way: squares of the mask, copied before they are first touched."""

    def __init__(self, pixels: Pixels) -> None:
        self._pixels = pixels
        self._kept: dict[Rect, Pixels] = {}
        self._last: tuple[int, int, int, int] | None = None

    def keep(self, rect: Rect) -> None:
        """Copy the squares under `rect` (inside the mask) that are not kept yet."""
        span = rect.left >> _SHIFT, rect.top >> _SHIFT, (rect.right - 1) >> _SHIFT, (rect.bottom - 1) >> _SHIFT
        if span == self._last:
            return
        self._last = span
        for square in self._squares(*span):
            if square not in self._kept:
                self._kept[square] = self._pixels[square.slices].copy()

    def patch(self) -> Patch | None:
        """What has changed since, or None where nothing has."""
        changed = [
            (square, difference)
            for square, before in self._kept.items()
            if cv2.hasNonZero(difference := as_pixels(cv2.bitwise_xor(before, self._pixels[square.slices])))
        ]
        return _packed(changed) if changed else None

    def _squares(self, left: int, top: int, right: int, bottom: int) -> Iterator[Rect]:
        height, width = self._pixels.shape
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                x, y = column << _SHIFT, row << _SHIFT
                yield Rect(x, y, x + TILE, y + TILE).clipped(width, height)


def _packed(changed: list[tuple[Rect, Pixels]]) -> Patch:
    differences = [difference for _, difference in changed]
    as_bits = not any(_has_greys(difference) for difference in differences)
    rows = (np.packbits(difference) if as_bits else difference for difference in differences)
    blob = zlib.compress(b"".join(row.tobytes() for row in rows), 1)
    return Patch(_exact(changed), tuple(square for square, _ in changed), blob, as_bits)


def _has_greys(difference: Pixels) -> bool:
    return cv2.hasNonZero(cv2.inRange(difference, 1, 254))


def _exact(changed: Iterable[tuple[Rect, Pixels]]) -> Rect:
    """The smallest rectangle round everything that differs."""
    whole = NOTHING
    for square, difference in changed:
        x, y, width, height = cv2.boundingRect(difference)
        left, top = square.left + x, square.top + y
        whole = whole.united(Rect(left, top, left + width, top + height))
    return whole
