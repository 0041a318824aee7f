"""Views: what squares of a mask looked like, in little memory."""

import zlib
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from mj_desktop.mask.pixels import Pixels, has_greys
from mj_desktop.mask.rect import Rect

AREAS = 9
"""Squares of this power of two are taken of areas: small enough for the processor's own memory."""
_BITS, _BYTES = b"\0", b"\1"


class Views:
    """What rectangles looked like, as it was `taken`; then packed."""

    def __init__(self, rects: Sequence[Rect], kept: Iterable[Pixels]) -> None:
        self._rects = rects
        self._kept: tuple[Pixels | bytes, ...] = tuple(kept)

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
            pixels[rect.slices] = seen(kept if isinstance(kept, np.ndarray) else _unpacked(kept, rect), rect)

    def pack(self) -> None:
        """Compress them; who puts them meanwhile has them whole, packed or not."""
        self._kept = tuple(_packed(kept) if isinstance(kept, np.ndarray) else kept for kept in self._kept)


def squares(rect: Rect, shift: int, shape: tuple[int, ...]) -> Iterator[Rect]:
    """The squares of 2 to the power of `shift` that lie under `rect`, inside a mask of that shape (height, width)."""
    edge = 1 << shift
    for row in range(rect.top >> shift, ((rect.bottom - 1) >> shift) + 1):
        for column in range(rect.left >> shift, ((rect.right - 1) >> shift) + 1):
            x, y = column * edge, row * edge
            yield Rect(x, y, x + edge, y + edge).clipped(shape[1], shape[0])


def from_bits(bits: Pixels, rect: Rect) -> Pixels:
    """The pixels of a rectangle of which `bits` says which are white."""
    flat = np.negative(np.unpackbits(bits, count=rect.width * rect.height))
    return flat.reshape(rect.height, rect.width)


def taken(array: Pixels) -> Pixels:
    """What is kept of pixels: a row of bits where that says all, else a copy."""
    return array.copy() if has_greys(array) else np.packbits(array)


def seen(kept: Pixels, rect: Rect) -> Pixels:
    """The pixels of a rectangle that were `taken`."""
    return from_bits(kept, rect) if kept.ndim == 1 else kept


def _packed(kept: Pixels) -> bytes:
    return (_BITS if kept.ndim == 1 else _BYTES) + zlib.compress(kept.tobytes(), 1)


def _unpacked(packed: bytes, rect: Rect) -> Pixels:
    data = np.frombuffer(zlib.decompress(packed[1:]), np.uint8)
    return data if packed[:1] == _BITS else data.reshape(rect.height, rect.width)
