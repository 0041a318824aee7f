"""How many pixels a picture has."""

from __future__ import annotations

from typing import NamedTuple

# The exponent for which a 16:9 grid has the documented 2912 x 1632 where a square one has 2048 x 2048 (contract 1.1);
# it also gives the 2464 x 1856 known of 4:3. Keeping the area would give 2736 x 1536.
_WIDENING = 0.6205

# No edge gets longer: a file of 4096 x 4096 already has over 20 MB, and decoding it takes a client a quarter second.
LONGEST_EDGE = 4096


class Size(NamedTuple):
    """Width and height in pixels."""

    width: int
    height: int

    def over(self, divisor: int) -> Size:
        """The size divided by a whole number, at least one pixel each way."""
        return Size(max(1, self.width // divisor), max(1, self.height // divisor))

    def times(self, factor: int) -> Size:
        """The size multiplied."""
        return Size(self.width * factor, self.height * factor)


def tile(ratio: float, edge: int) -> Size:
    """The size of a tile of `ratio` (width / height) where a square one has `edge` pixels.

    Multiples of 8, so that a preview at a quarter has a thumbnail of exactly half its own size; of 16 for large tiles.
    """
    if ratio < 1:
        return Size(*reversed(tile(1 / ratio, edge)))
    step = 16 if edge >= 512 else 8
    width = _rounded(edge * ratio**_WIDENING, step)
    return Size(width, _rounded(width / ratio, step))


def enlarged(size: Size, factor: int) -> Size:
    """An upscale's size, at most `LONGEST_EDGE`; never smaller than `size`."""
    share = max(1.0, min(factor, LONGEST_EDGE / max(size)))
    if share == factor:
        return size.times(factor)
    return Size(_rounded(size.width * share, 8), _rounded(size.height * share, 8))


def _rounded(length: float, step: int) -> int:
    return max(step, int(length / step + 0.5) * step)
