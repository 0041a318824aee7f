"""Patches: what one step changed, compressed; the same patch takes it back and does it again."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import cv2
import numpy as np

from mj_desktop.mask.pixels import Pixels
from mj_desktop.mask.rect import Rect
from mj_desktop.mask.views import AREAS, Views, from_bits, squares, taken


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
            cv2.bitwise_xor(part, from_bits(data[at : at + length], rect), dst=part)
            at += length

    def pack(self) -> None:
        """Compress them: 50 ms where a mask of 4096 x 4096 is mottled all over."""
        bits = self._bits
        self._bits = zlib.compress(bits.tobytes(), 1) if isinstance(bits, np.ndarray) else bits


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
    """A rectangle covered with one value: how it looked before."""

    def __init__(self, pixels: Pixels, rect: Rect, value: int) -> None:
        self.rect, self._value = rect, value
        cut = [*squares(rect, AREAS, pixels.shape)]
        self._before = Views(cut, [taken(pixels[square.slices]) for square in cut])
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
