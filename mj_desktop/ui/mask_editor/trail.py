"""The trail: a line of thousands of points, known by pieces, so that only those in sight of a change are drawn."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import dist

Point = tuple[float, float]
Box = tuple[float, float, float, float]

_PIECE = 64


@dataclass(frozen=True, slots=True)
class Piece:
    """Points `first` to `first` + 64 of a line: the box round them, how far along the line they begin and end."""

    first: int
    end: Point
    box: Box
    begins: float
    ends: float


class Trail:
    """Knows the whole pieces of a line that grows at its end; one that has become shorter is measured anew there."""

    def __init__(self) -> None:
        self._pieces: list[Piece] = []

    def among(self, line: Sequence[Point], part: Box) -> Iterator[tuple[Sequence[Point], float]]:
        """The pieces of `line` that meet a box, at last its unfinished end, each with how far along it begins."""
        self._measure(line)
        for piece in self._pieces:
            if _meet(piece.box, part):
                yield line[piece.first : piece.first + _PIECE + 1], piece.begins
        yield line[len(self._pieces) * _PIECE :], self._pieces[-1].ends if self._pieces else 0.0

    def _measure(self, line: Sequence[Point]) -> None:
        pieces = self._pieces
        while pieces and (pieces[-1].first + _PIECE >= len(line) or line[pieces[-1].first + _PIECE] != pieces[-1].end):
            pieces.pop()
        while len(line) > (len(pieces) + 1) * _PIECE:
            first = len(pieces) * _PIECE
            points = line[first : first + _PIECE + 1]
            begins = pieces[-1].ends if pieces else 0.0
            length = sum(dist(*pair) for pair in pairwise(points))
            pieces.append(Piece(first, points[-1], box(points), begins, begins + length))


def box(points: Sequence[Point]) -> Box:
    """Left, top, right and bottom of some points, at least one."""
    across, down = zip(*points, strict=True)
    return min(across), min(down), max(across), max(down)


def _meet(one: Box, other: Box) -> bool:
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]
