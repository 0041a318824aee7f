"""Which words fit into the action bar: a plain rule over widths, no widgets."""

from collections.abc import Sequence
from dataclasses import dataclass

MENU = -1
"""The face of a piece that does not fit and is reached by the "more" menu."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A piece's widths from its wordiest face to its tersest, in points.

    `sheds` says for each step to a terser face when it is taken: lower first. A pinned piece never goes to the menu.
    """

    widths: tuple[int, ...]
    sheds: tuple[int, ...] = ()
    pinned: bool = False


def faces(shapes: Sequence[Shape], room: int, gap: int, more: int) -> list[int]:
    """The face of each piece so that all fit into `room` with `gap` between, or MENU.

    First words are shed in the pieces' order of shedding, then pieces go to the menu, the last first; a menu needs
    `more` points itself.
    """
    chosen = [0] * len(shapes)
    for index, face in _steps(shapes):
        if _width(shapes, chosen, gap, more) <= room:
            return chosen
        chosen[index] = face
    return chosen


def _steps(shapes: Sequence[Shape]) -> list[tuple[int, int]]:
    words = sorted((when, i, face + 1) for i, shape in enumerate(shapes) for face, when in enumerate(shape.sheds))
    fallen = [(i, MENU) for i in reversed(range(len(shapes))) if not shapes[i].pinned]
    return [(i, face) for _, i, face in words] + fallen


def _width(shapes: Sequence[Shape], chosen: Sequence[int], gap: int, more: int) -> int:
    shown = [shape.widths[face] for shape, face in zip(shapes, chosen, strict=True) if face != MENU]
    if len(shown) < len(chosen):
        shown.append(more)
    return sum(shown) + gap * max(0, len(shown) - 1)
