"""Batches: one prompt with `{a, b}` groups, ranges and lines of CSV becomes every combination of them."""

import csv
import itertools
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

MOST = 100
"""How many pictures a batch may have."""
# A group in braces; a backslash before a brace, comma or backslash makes it a plain sign.
_TOKEN = re.compile(r"\\.|\{((?:\\.|[^{}\\])*)\}", re.DOTALL)
_OPTION = re.compile(r"((?:\\.|[^,\\])*),", re.DOTALL)
_ESCAPED = re.compile(r"\\([{},\\])")
_NUMBER = r"-?\d+(?:\.\d+)?"
_RANGE = re.compile(rf"({_NUMBER})\.\.({_NUMBER})(?:\.\.({_NUMBER}))?")
_FLAG_BEFORE = re.compile(r"(--[A-Za-z]+)\s*$")
_SPACES = re.compile(r"[ \t]{2,}")


class NotABatch(ValueError):
    """Why a prompt cannot be spread out, as a sentence."""


@dataclass(frozen=True, slots=True)
class Axis:
    """What varies: its name and the values it takes. A line of CSV has several `cells`, anything else one."""

    name: str
    values: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class _Slot:
    """A place of the prompt that a cell of an axis fills."""

    axis: int
    cell: int = 0


@dataclass(frozen=True, slots=True)
class Variant:
    """One prompt, and the value of each axis in it."""

    prompt: str
    at: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Batch:
    """A prompt taken apart: plain text and slots, and the axes that fill them, the first turning slowest.

    `written` are its prompts where they are to be other than that makes them, as after a mending.
    """

    text: str
    pieces: tuple[str | _Slot, ...]
    axes: tuple[Axis, ...]
    written: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """How many prompts there are: the product of the axes' lengths; none without words."""
        return math.prod(len(axis.values) for axis in self.axes) if self.text.strip() or self.axes else 0

    def variants(self) -> Iterator[Variant]:
        """Every prompt, in order."""
        if self.count:
            every = itertools.product(*(range(len(axis.values)) for axis in self.axes))
            for number, places in enumerate(every):
                at = tuple(axis.values[place] for axis, place in zip(self.axes, places, strict=True))
                yield Variant(self.written[number] if self.written else self._filled(places), at)

    def _filled(self, places: Sequence[int]) -> str:
        parts = (
            piece if isinstance(piece, str) else self.axes[piece.axis].cells[places[piece.axis]][piece.cell]
            for piece in self.pieces
        )
        return _SPACES.sub(" ", "".join(parts)).strip()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a generation stands in its batch: kept with it, so that the sheet can be laid out again at any time."""

    batch: str
    number: int
    title: str
    axes: tuple[str, ...] = ()
    at: tuple[str, ...] = ()


def parse(text: str, lines: str = "") -> Batch:
    """A batch of a prompt and lines of CSV; raises NotABatch.

    Where the prompt names a column of the first line as `{column}`, each further line fills those in. Else every line
    is a prompt of its own, followed by the text.
    """
    rows = _rows(lines)
    columns = _columns(text, rows)
    axes: list[Axis] = []
    pieces: list[str | _Slot] = []
    if rows:
        axes.append(_line_axis(rows[1:] if columns else rows))
        if not columns:
            pieces += [_Slot(0), " "]
    end = 0
    for group in _groups(text):
        pieces.append(_plain(text[end : group.start()]))
        end = group.end()
        name = _plain(group[1]).strip()
        if name in columns:
            pieces.append(_Slot(0, columns[name]))
        else:
            pieces.append(_Slot(len(axes)))
            axes.append(_group_axis(group[1], text[: group.start()], len(axes)))
    pieces.append(_plain(text[end:]))
    return Batch(text, tuple(pieces), tuple(axes))


def groups(text: str) -> tuple[tuple[int, int], ...]:
    """Where the groups stand in a text, braces included."""
    return tuple(group.span() for group in _groups(text))


def loose(text: str) -> tuple[tuple[int, int], ...]:
    """Where braces stand that belong to no group: one that is not closed, or closes none."""
    rest = _TOKEN.sub(lambda token: " " * len(token[0]), text)
    return tuple((at, at + 1) for at, sign in enumerate(rest) if sign in "{}")


def _groups(text: str) -> list[re.Match[str]]:
    return [token for token in _TOKEN.finditer(text) if token[1] is not None]


def _rows(lines: str) -> list[tuple[str, ...]]:
    try:
        found = list(csv.reader(lines.splitlines(), delimiter=_sign(lines), skipinitialspace=True, strict=True))
    except csv.Error as error:
        raise NotABatch(f"The lines are no CSV: {error}.") from error
    return [tuple(cell.strip() for cell in row) for row in found if any(cell.strip() for cell in row)]


def _sign(lines: str) -> str:
    """What parts the cells: commas, or what programs for tables write where the first line has none."""
    first = lines.strip().partition("\n")[0]
    return next((sign for sign in (",", "\t", ";") if sign in first), ",")


def _columns(text: str, rows: Sequence[tuple[str, ...]]) -> dict[str, int]:
    """The columns of the first line by name, when the prompt has one of them in braces."""
    named = {name: place for place, name in enumerate(rows[0]) if name} if rows else {}
    used = {_plain(group[1]).strip() for group in _groups(text)}
    return named if used & set(named) else {}


def _line_axis(rows: Sequence[tuple[str, ...]]) -> Axis:
    wide = max((len(row) for row in rows), default=0)
    cells = tuple(row + ("",) * (wide - len(row)) for row in rows)
    return Axis("Line", tuple(next((cell for cell in row if cell), "") for row in cells), cells)


def _group_axis(inside: str, before: str, place: int) -> Axis:
    """The values of a group; it is named by the flag that it belongs to, else by its place."""
    values = tuple(value for option in _OPTION.findall(f"{inside},") for value in _spread(_plain(option).strip()))
    flag = _FLAG_BEFORE.search(before)
    return Axis(flag[1] if flag else f"Group {place + 1}", values, tuple((value,) for value in values))


def _spread(option: str) -> tuple[str, ...]:
    """`1..4` and `0..100..25` are ranges, both ends included; anything else is itself."""
    found = _RANGE.fullmatch(option)
    if found is None:
        return (option,)
    first, last = float(found[1]), float(found[2])
    step = abs(float(found[3] or 1))
    if not step:
        raise NotABatch(f"The step of {option} is 0.")
    count = math.floor(abs(last - first) / step + 1e-9) + 1
    if count > MOST:
        raise NotABatch(f"{option} has {count:,} steps; at most {MOST} are taken.")
    digits = max(len(number.partition(".")[2]) for number in found.groups("1"))
    sign = 1 if last >= first else -1
    return tuple(f"{first + sign * step * turn:.{digits}f}" for turn in range(count))


def _plain(text: str) -> str:
    return _ESCAPED.sub(r"\1", text)
