"""Rebuilding: generations out of the facts beside their pictures, and out of what a damaged database still tells."""

import sqlite3
import time
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from mj_desktop.core.errors import LibraryError
from mj_desktop.core.generation import Generation
from mj_desktop.library import record
from mj_desktop.library.receipts import COLUMNS, Row
from mj_desktop.library.store import SENT_MASKS, refused, write_whole


def set_aside(database: Path, mark: Path) -> Path:
    """Give a damaged database another name, with what belongs to it, and return that; nothing is deleted.

    The `mark` holds that name from before the first move on, so that a start after a crash goes on with it.
    """
    try:
        begun = mark.read_text(encoding="utf-8") if mark.exists() else ""
        aside = database.with_name(begun or _free_name(database))
        write_whole(mark, aside.name.encode())
        for end in ("-wal", "-shm", ""):
            part = database.with_name(database.name + end)
            if not aside.exists() and part.exists():
                part.replace(aside.with_name(aside.name + end))
    except OSError as error:
        raise refused(database, error) from error
    return aside


def _free_name(database: Path) -> str:
    stem, number = f"{database.stem}-damaged-{time.strftime('%Y%m%d-%H%M%S')}", 1
    name = f"{stem}.sqlite"
    while database.with_name(name).exists():
        number += 1
        name = f"{stem}-{number}.sqlite"
    return name


@dataclass(frozen=True, slots=True)
class Salvage:
    """What a damaged database still tells: generations by id, which lay in the trash, drafts of masks, receipts."""

    generations: dict[str, Generation] = field(default_factory=dict)
    trash: frozenset[str] = frozenset()
    drafts: dict[str, bytes] = field(default_factory=dict)
    draft_words: dict[str, str] = field(default_factory=dict)
    receipts: tuple[Row, ...] = ()


def salvaged(database: Path) -> Salvage:
    """What can still be read of a damaged database, around what cannot."""
    found: dict[str, dict[int, tuple[Any, ...]]] = {name: {} for name in _COLUMNS}
    with suppress(sqlite3.Error), closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        for name, rows in found.items():
            _read_around(connection, name, rows)
    masks = dict(found["masks"].values())
    made, trash = dict[str, Generation](), set[str]()
    for facts, deleted in found["generations"].values():
        with suppress(LibraryError):
            each = record.from_json(str(facts))
            made[each.id] = replace(each, request=replace(each.request, mask=masks.get(each.id)))
            trash |= {each.id} if deleted else set()
    drafts, words = dict(found["drafts"].values()), dict(found["draft_words"].values())
    return Salvage(made, frozenset(trash), drafts, words, tuple(found["receipts"].values()))


# What is read of each table.
_COLUMNS = {"generations": "facts, deleted_at IS NOT NULL", "masks": "generation, picture",
            "drafts": "generation, picture", "draft_words": "generation, words", "receipts": COLUMNS}  # fmt: skip
_FAR = 10_000  # rows after the first damage, where the end is damaged, too


def _read_around(connection: sqlite3.Connection, table: str, rows: dict[int, tuple[Any, ...]]) -> None:
    """Read a table from both ends, and row by row between the first and the last damage."""

    def read(clause: str) -> int:
        row = 0
        with suppress(sqlite3.Error):
            for row, *facts in connection.execute(f"SELECT rowid, {_COLUMNS[table]} FROM {table} {clause}"):
                rows[row] = tuple(facts)
        return row

    first, last = read("ORDER BY rowid"), read("ORDER BY rowid DESC")
    end = last or (first + _FAR if first else 0)
    for row in range(first + 1, end):
        read(f"WHERE rowid = {row}")


def from_pictures(folder: Path) -> list[Generation]:
    """The generations whose facts lie beside their pictures, with their masks; facts that cannot be read are none."""
    found = (_beside(path) for path in sorted(folder.glob("*/*.json")))
    return [generation for generation in found if generation is not None]


def _beside(path: Path) -> Generation | None:
    try:
        generation = record.from_json(path.read_text(encoding="utf-8"))
        masks = (path.with_name(f"{generation.id}{end}") for end in SENT_MASKS)
        mask = next((each for each in masks if each.exists()), None)
        if path.stem != generation.id or mask is None:
            return generation if path.stem == generation.id else None
        return replace(generation, request=replace(generation.request, mask=mask.read_bytes()))
    except (OSError, ValueError, LibraryError):
        return None
