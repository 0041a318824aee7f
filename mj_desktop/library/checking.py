"""Checking: compares the rows of a library with the files of its picture store, and changes nothing."""

import hashlib
import json
import os
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from mj_desktop.core.errors import LibraryError
from mj_desktop.core.health import Health
from mj_desktop.library import record
from mj_desktop.library.store import SENT_MASKS

COUNT = 200
"""Rows and files that are looked at in one go."""
_BREATH = 0.002  # seconds between two of these, in which the interpreter is the window's
_PIECE = 2**20

ROWS = """
SELECT rowid, id,
    json_extract(facts, '$.file.name'), json_extract(facts, '$.file.size'), json_extract(facts, '$.file.sha256'),
    state = 'finished' AND json_type(facts, '$.failure') = 'object',
    json_extract(facts, '$.clip_files'), json_extract(facts, '$.clip_sums'), iif(?, facts, NULL)
FROM (SELECT rowid, id, state, iif(json_valid(facts), facts, '{}') AS facts FROM generations WHERE rowid > ?
    ORDER BY rowid LIMIT ?)
"""
"""What is checked of each row, with its facts where they are wanted; so many after one."""


class Row(NamedTuple):
    """What a check needs to know of a generation; `is_unfetched`: drawn, and its picture was given up for now."""

    id: str
    name: str | None
    size: int | None
    sha256: str | None
    is_unfetched: bool
    clips: str | None = None
    sums: str | None = None
    facts: str | None = None

    @property
    def clip_files(self) -> list[tuple[str, int | None, str | None]]:
        """Name, bytes and SHA-256 of a video's clips; of older ones only the names are known."""
        if self.clips in (None, "[]"):
            return []
        sums = [str(each).partition(" ") for each in json.loads(self.sums or "[]")]
        known: list[tuple[int | None, str | None]] = [(int(size), hashed) for size, _, hashed in sums]
        names = [str(name) for name in json.loads(self.clips or "[]")]
        known += [(None, None)] * (len(names) - len(known))
        return [(name, *each) for name, each in zip(names, known, strict=False)]


def check(
    folder: Path,
    pages: Iterable[list[Row]],
    unknown: Callable[[set[str]], set[str]],
    *,
    full: bool,
    database: str = "",
) -> Health:
    """The health of a picture store and the rows that belong to it; `full` reads every byte. Call it in a thread.

    `unknown` tells which of some ids no row has.
    """
    found: dict[str, list[str]] = {"missing": [], "damaged": [], "unfetched": [], "untold": []}
    pictures = 0
    for page in pages:
        for row in page:
            pictures += row.name is not None
            wrong = _wrong(folder, row, full)
            if wrong is not None:
                found[wrong].append(row.id)
            if _is_untold(folder, row):
                found["untold"].append(row.id)
        time.sleep(_BREATH)
    ids = {name: tuple(wrong) for name, wrong in found.items()}
    orphaned = tuple(sorted(_orphans(folder, unknown)))
    return Health(full=full, pictures=pictures, orphaned=orphaned, database=database, **ids)


def _wrong(folder: Path, row: Row, full: bool) -> str | None:
    if row.name is None:
        return "unfetched" if row.is_unfetched else None
    files = [(row.name, row.size, row.sha256), *row.clip_files]
    found = (_wrong_file(folder / name, size, known, full) for name, size, known in files)
    return next((wrong for wrong in found if wrong is not None), None)


def _wrong_file(path: Path, size: int | None, known: str | None, full: bool) -> str | None:
    try:
        here = path.stat().st_size
        if here == 0 or (size is not None and here != size):
            return "damaged"
        return "damaged" if full and known is not None and _hash(path) != known else None
    except FileNotFoundError:
        return "missing"
    except OSError:
        return "damaged"


def _is_untold(folder: Path, row: Row) -> bool:
    """True where what lies beside a picture would not bring its row back: its facts, and the mask that was sent."""
    if row.name is None or row.facts is None:
        return False
    beside = (folder / row.name).with_name(f"{row.id}.json")
    try:
        told = beside.read_text(encoding="utf-8")
        mask = json.loads(told).get("mask")
        return record.from_json(told) != record.from_json(row.facts) or not (mask is None or _lies(beside, **mask))
    except (OSError, ValueError, TypeError, AttributeError, LibraryError):
        return True


def _lies(beside: Path, size: int, sha256: str) -> bool:
    """Whether the mask that facts name lies beside them."""
    masks = (beside.with_name(f"{beside.stem}{end}") for end in SENT_MASKS)
    return any(_wrong_file(mask, size, sha256, full=True) is None for mask in masks)


def _hash(path: Path) -> str:
    found = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            found.update(piece)
    return found.hexdigest()


def _orphans(folder: Path, unknown: Callable[[set[str]], set[str]]) -> Iterator[str]:
    """Files that belong to no row. What a killed start left half written, under a name of its own, is none of them."""
    for page in _files(folder):
        strangers = unknown({name.partition(".")[0] for _, name in page})
        yield from (f"{month}/{name}" for month, name in page if name.partition(".")[0] in strangers)
        time.sleep(_BREATH)


def _files(folder: Path) -> Iterator[list[tuple[str, str]]]:
    """Month and name of every file, some at a time."""
    if not folder.is_dir():
        return
    page: list[tuple[str, str]] = []
    for month in sorted(each.name for each in folder.iterdir() if each.is_dir()):
        with os.scandir(folder / month) as entries:
            for entry in entries:
                if not entry.name.startswith(".") and entry.is_file():
                    page.append((month, entry.name))
                if len(page) >= COUNT:
                    yield page
                    page = []
    yield page
