"""The changelog: resources/changelog.md, for the About dialog and every installer's own format."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime

_VERSION = re.compile(r"[0-9]{1,6}(\.[0-9]{1,6}){0,3}")
_HEAD = re.compile(r"## (\d+\.\d+\.\d+) \((\d{4}-\d\d-\d\d)\)")


@dataclass(frozen=True, slots=True)
class Entry:
    """A version, the day it was made on, and what is new in it."""

    version: str
    day: date
    lines: tuple[str, ...]

    @property
    def seconds(self) -> int:
        """Midnight of that day in UTC, as seconds since 1970."""
        return int(datetime(self.day.year, self.day.month, self.day.day, tzinfo=UTC).timestamp())


def read(text: str) -> tuple[Entry, ...]:
    """The entries, the newest first; a line that goes on in the next is one. Raises ValueError for anything else."""
    found: list[tuple[str, date, list[str]]] = []
    for line in text.splitlines()[1:]:
        if head := _HEAD.fullmatch(line):
            found.append((head[1], date.fromisoformat(head[2]), []))
        elif line.startswith("- ") and found:
            found[-1][2].append(line[2:])
        elif line.startswith("  ") and found and found[-1][2]:
            found[-1][2][-1] += " " + line.strip()
        elif line:
            raise ValueError(f"no line of a changelog: {line}")
    return tuple(Entry(version, day, tuple(lines)) for version, day, lines in found)


def is_newer(version: str, than: str) -> bool:
    """Whether a version such as 1.10.0 came after another; False where either is none."""
    parts = _parts(version), _parts(than)
    return bool(parts[0] and parts[1]) and parts[0] > parts[1]


def is_version(value: object) -> bool:
    """Whether it is a version such as 1.10.0."""
    return isinstance(value, str) and _VERSION.fullmatch(value) is not None


def _parts(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split("."))) if _VERSION.fullmatch(version) else ()
