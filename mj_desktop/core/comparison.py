"""Comparisons: which pictures are held against each other, before and after; rules over values only."""

from collections.abc import Sequence
from dataclasses import dataclass

from mj_desktop.core import actions
from mj_desktop.core.generation import Generation
from mj_desktop.core.request import EDIT, REGION

TILES = (1, 2, 3, 4)
# Sizes of one proportion may be a pixel off by rounding.
_SAME_PROPORTION = 0.01


@dataclass(frozen=True, slots=True)
class Part:
    """A generation's picture, or tile 1..4 of it."""

    generation: str
    tile: int | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """The picture `before` and what came of it: `after`, a grid's four tiles or one picture.

    `edit` is the region edit whose mask says where it was to change, or "". Sizes that `differ` (an upscale's) are
    evened out for looking only: then nothing is measured and nothing is kept.
    """

    before: Part
    after: tuple[Part, ...]
    edit: str = ""
    differ: bool = False

    @property
    def has_candidates(self) -> bool:
        """True for a grid's tiles."""
        return len(self.after) > 1

    @property
    def shown(self) -> str:
        """The id of the generation whose results are looked at."""
        return self.after[0].generation


def comparison(generation: Generation | None, ancestors: Sequence[Generation]) -> Comparison | None:
    """What `generation` can be compared with, or None; `ancestors` are nearest first.

    That is the picture that it was made of, when both are here and of one proportion. A composite stands beside what
    its region edit was made of.
    """
    line = [generation, *ancestors][1 if generation is not None and generation.is_composite else 0 :][:2]
    made, origin = line if len(line) == 2 else (None, None)
    if generation is None or made is None or origin is None:
        return None
    before, after = _before(made, origin), _after(generation)
    if origin.is_grid and before.tile is None:
        return None  # made of all four, as a reroll is
    former, now = _size(origin, before), _size(generation, after[0])
    if former is None or now is None or abs(former[0] * now[1] / (former[1] * now[0]) - 1) > _SAME_PROPORTION:
        return None
    edit = made.id if made.request.action in (REGION, EDIT) else ""
    return Comparison(before, after, edit, differ=former != now)


def _before(made: Generation, origin: Generation) -> Part:
    """The picture, or of a grid the tile, that an action was asked of."""
    return Part(origin.id, actions.parse(made.request.action).tile if origin.is_grid else None)


def _after(generation: Generation) -> tuple[Part, ...]:
    tiles = TILES if generation.is_grid else (None,)
    return tuple(Part(generation.id, tile) for tile in tiles)


def _size(generation: Generation, part: Part) -> tuple[int, int] | None:
    """Width and height in pixels; None where the picture is not here, or its tiles differ."""
    file = generation.file
    if file is None or (part.tile is not None and (file.width % 2 or file.height % 2)):
        return None
    return (file.width, file.height) if part.tile is None else (file.width // 2, file.height // 2)
