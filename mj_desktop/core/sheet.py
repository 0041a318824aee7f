"""The sheet: a batch's generations laid out along its axes, and how far the batch is."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from mj_desktop.core.generation import Generation, State

_ACROSS = 6  # cells side by side where only one axis, or none, varies


@dataclass(frozen=True, slots=True)
class Sheet:
    """Generations by (row, column). `rows` and `columns` are the axes' values; both are empty where one axis flows."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    names: tuple[str, str]
    cells: dict[tuple[int, int], Generation]

    @property
    def size(self) -> tuple[int, int]:
        """How many rows and columns there are."""
        high = max((row for row, _ in self.cells), default=-1) + 1
        wide = max((column for _, column in self.cells), default=-1) + 1
        return max(high, len(self.rows)), max(wide, len(self.columns))


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of a batch are stored, failed or given up, on the way, and waiting."""

    done: int
    failed: int
    running: int
    waiting: int

    @property
    def count(self) -> int:
        """All of them."""
        return self.done + self.failed + self.running + self.waiting


def laid_out(generations: Iterable[Generation]) -> Sheet:
    """The last axis goes across, all others go down; a single axis flows in rows.

    What has the same values as another stands in a row of its own below it: everything drawn is shown.
    """
    held = sorted((each for each in generations if each.place is not None), key=_number)
    names = held[0].place.axes if held and held[0].place is not None else ()
    if len(names) < 2:
        cells = {divmod(number, _ACROSS): each for number, each in enumerate(held)}
        return Sheet((), (), ("", names[0] if names else ""), cells)
    columns = list(dict.fromkeys(_across(each) for each in held))
    seen: Counter[tuple[str, str]] = Counter()
    placed = {}
    for each in held:
        twins = seen[_down(each), _across(each)]
        seen[_down(each), _across(each)] += 1
        placed[(_down(each), twins), columns.index(_across(each))] = each
    rows = list(dict.fromkeys(row for row, _ in placed))
    cells = {(rows.index(row), column): each for (row, column), each in placed.items()}
    return Sheet(tuple(words for words, _ in rows), tuple(columns), (" · ".join(names[:-1]), names[-1]), cells)


def progress(generations: Iterable[Generation]) -> Progress:
    """How far they are."""
    held = [each.state for each in generations]
    done, waiting = held.count(State.STORED), held.count(State.WAITING)
    failed = held.count(State.FAILED) + held.count(State.SET_ASIDE)
    return Progress(done, failed, len(held) - done - failed - waiting, waiting)


def value(generation: Generation) -> str:
    """What tells it from its neighbours where one axis flows."""
    place = generation.place
    return place.at[-1] if place is not None and place.at else ""


def _number(generation: Generation) -> int:
    return generation.place.number if generation.place is not None else 0


def _down(generation: Generation) -> str:
    return " · ".join(generation.place.at[:-1]) if generation.place is not None else ""


def _across(generation: Generation) -> str:
    return value(generation)
