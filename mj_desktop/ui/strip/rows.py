"""Rows: ids newest first, with their times packed beside them, and the days that head them."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Set
from datetime import date, datetime

Pair = tuple[float, str]  # when it was begun, and its id
_Entry = str | date


class Rows:
    """`entries` are ids and, where captions were asked for, dates; a caption has the time of what follows it."""

    def __init__(self, entries: Iterable[_Entry] = (), ages: Iterable[float] = ()) -> None:
        self.entries: list[_Entry] = list(entries)
        self._ages = array("d", ages)  # negated times: they ascend

    @classmethod
    def sorted(cls, pairs: Iterable[Pair]) -> "Rows":
        """Without captions, newest first."""
        ordered = sorted(pairs, reverse=True)
        return cls((each for _, each in ordered), (-at for at, _ in ordered))

    def __len__(self) -> int:
        return len(self.entries)

    def pairs(self) -> Iterator[Pair]:
        """Times and ids, newest first."""
        for age, entry in zip(self._ages, self.entries, strict=True):
            if isinstance(entry, str):
                yield -age, entry

    def among(self, ids: Set[str]) -> list[Pair]:
        """Those of the pairs; for rows without captions."""
        return [(-age, str(each)) for age, each in zip(self._ages, self.entries, strict=True) if each in ids]

    def captioned(self, pairs: Iterable[Pair]) -> "Rows":
        """Those pairs as rows to be appended, with a caption wherever a day begins that does not stand here last."""
        made = Rows()
        day, midnight = self._last_day()
        for at, each in pairs:
            if at < midnight:  # a day is asked for once, not for each of its thousand pictures
                day, midnight = _day_and_midnight(at)
                made._push(day, at)
            made._push(each, at)
        return made

    def append(self, more: "Rows") -> None:
        """More rows at the end."""
        self.entries.extend(more.entries)
        self._ages.extend(more._ages)

    def extend(self, pairs: Iterable[Pair]) -> None:
        """More pairs at the end, without captions."""
        for at, each in pairs:
            self._push(each, at)

    def ends_before(self, pair: Pair) -> bool:
        """True when that pair is older than all here."""
        return not self.entries or (-self._ages[-1], str(self.entries[-1])) > pair

    def insert(self, at: float, each: str) -> None:
        """Put one in its place, without captions."""
        row = self._place(at, each)
        self.entries.insert(row, each)
        self._ages.insert(row, -at)

    def place(self, at: float, each: str) -> tuple[int, int]:
        """Where a new one begins and how many rows it takes: two with a caption of its own."""
        row, day = self._place(at, each), day_of(at)
        if row < len(self) and self.entries[row] == day:
            return row + 1, 1
        own = row > 0 and day_of(-self._ages[row - 1]) == day
        return row, 1 if own else 2

    def put(self, first: int, count: int, at: float, each: str) -> None:
        """Put a new one where `place` said."""
        rows: list[_Entry] = [day_of(at), each] if count == 2 else [each]
        self.entries[first:first] = rows
        self._ages[first:first] = array("d", [-at] * count)
        if count == 1 and first > 0 and isinstance(self.entries[first - 1], date):
            self._ages[first - 1] = -at

    def row(self, at: float, each: str) -> int | None:
        """Where an id stands."""
        row = bisect_left(self._ages, -at)
        while row < len(self.entries) and self._ages[row] == -at:
            if self.entries[row] == each:
                return row
            row += 1
        return None

    def stands_alone(self, row: int) -> bool:
        """True for the only one below its caption."""
        ends = row + 1 == len(self) or isinstance(self.entries[row + 1], date)
        return ends and row > 0 and isinstance(self.entries[row - 1], date)

    def cut(self, first: int, end: int) -> None:
        """Take rows out."""
        del self.entries[first:end]
        del self._ages[first:end]

    def without(self, ids: Set[str]) -> "Rows":
        """The same without some ids, without captions."""
        left = [(at, each) for at, each in self.pairs() if each not in ids]
        return Rows((each for _, each in left), (-at for at, _ in left))

    def _place(self, at: float, each: str) -> int:
        row = bisect_left(self._ages, -at)
        while row < len(self.entries) and self._ages[row] == -at and self._stays_before(row, each):
            row += 1
        return row

    def _stays_before(self, row: int, each: str) -> bool:
        """Of two begun in the same moment the greater id comes first; a caption comes before both."""
        entry = self.entries[row]
        return isinstance(entry, date) or entry > each

    def _push(self, entry: _Entry, at: float) -> None:
        self.entries.append(entry)
        self._ages.append(-at)

    def _last_day(self) -> tuple[date, float]:
        return _day_and_midnight(-self._ages[-1]) if self.entries else (date.max, float("inf"))


def day_of(at: float) -> date:
    """The local day of a time."""
    return datetime.fromtimestamp(at).date()


def _day_and_midnight(at: float) -> tuple[date, float]:
    day = day_of(at)
    return day, datetime(day.year, day.month, day.day).timestamp()
