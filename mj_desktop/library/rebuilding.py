"""Rebuilding: generations out of the facts beside their pictures, and out of what a damaged database still tells."""

import sqlite3
import time
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path

from mj_desktop.core.errors import LibraryError
from mj_desktop.core.generation import Generation
from mj_desktop.library import record
from mj_desktop.library.receipts import COLUMNS, Row
from mj_desktop.library.store import SENT_MASKS, refused


def set_aside(database: Path) -> Path:
    """Give a damaged database another name, with what belongs to it, and return that; nothing is deleted."""
    stem, number = f"{database.stem}-damaged-{time.strftime('%Y%m%d-%H%M%S')}", 1
    aside = database.with_name(f"{stem}.sqlite")
    while aside.exists():
        number += 1
        aside = database.with_name(f"{stem}-{number}.sqlite")
    for end in ("-wal", "-shm", ""):
        part = database.with_name(database.name + end)
        with suppress(FileNotFoundError):
            try:
                part.replace(aside.with_name(aside.name + end))
            except OSError as error:
                if isinstance(error, FileNotFoundError):
                    raise
                raise refused(part, error) from error
    return aside


def salvaged(database: Path) -> tuple[list[Generation], set[str]]:
    """What can still be read of a damaged database, from both ends; and the ids of what lay in the trash."""
    rows: dict[str, bool] = {}
    with suppress(sqlite3.Error), closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        for order in ("ASC", "DESC"):
            query = f"SELECT facts, deleted_at IS NOT NULL FROM generations ORDER BY rowid {order}"
            with suppress(sqlite3.Error):
                for facts, deleted in connection.execute(query):
                    rows[str(facts)] = bool(deleted)
    found: dict[str, Generation] = {}
    trash = set[str]()
    for facts, deleted in rows.items():
        with suppress(LibraryError):
            generation = record.from_json(facts)
            found[generation.id] = generation
            trash |= {generation.id} if deleted else set()
    return list(found.values()), trash


def receipts(database: Path) -> list[Row]:
    """The receipts that can still be read of a damaged database."""
    with suppress(sqlite3.Error), closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        return connection.execute(f"SELECT {COLUMNS} FROM receipts").fetchall()
    return []


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
