"""Checking: compares the rows of a library with the files of its picture store, and changes nothing."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from mj_desktop.core.generation import Generation, State, StoredPicture
from mj_desktop.core.health import Health

_PIECE = 2**20


def check(folder: Path, generations: Iterable[Generation], *, full: bool, database: str = "") -> Health:
    """The health of a picture store and the rows that belong to it; `full` reads every byte. Call it in a thread."""
    known, missing, damaged, unfetched = set[str](), list[str](), list[str](), list[str]()
    pictures = 0
    for generation in generations:
        known.add(generation.id)
        if generation.file is not None:
            pictures += 1
            wrong = _wrong(folder / generation.file.name, generation.file, full)
            if wrong is not None:
                (missing if wrong == "missing" else damaged).append(generation.id)
        elif generation.state is State.FINISHED and generation.failure is not None:
            unfetched.append(generation.id)
    return Health(
        full=full, pictures=pictures, missing=tuple(missing), damaged=tuple(damaged), unfetched=tuple(unfetched),
        orphaned=tuple(_orphans(folder, known)), database=database,
    )  # fmt: skip


def _wrong(path: Path, file: StoredPicture, full: bool) -> str | None:
    try:
        if path.stat().st_size != file.size:
            return "damaged"
        return "damaged" if full and _hash(path) != file.sha256 else None
    except FileNotFoundError:
        return "missing"
    except OSError:
        return "damaged"


def _hash(path: Path) -> str:
    found = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            found.update(piece)
    return found.hexdigest()


def _orphans(folder: Path, known: set[str]) -> list[str]:
    """Files that belong to no row. What a killed start left half written, under a name of its own, is none of them."""
    files = (path for path in folder.glob("*/*") if not path.name.startswith(".") and path.is_file())
    return sorted(str(path.relative_to(folder)) for path in files if path.name.partition(".")[0] not in known)
