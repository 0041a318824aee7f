"""Keeping: what a person asks of the library, as widgets report it, and what comes back."""

from dataclasses import dataclass
from enum import StrEnum

from mj_desktop.core.generation import Generation


@dataclass(frozen=True, slots=True)
class Search:
    """Words were typed into the library's search field; "" shows everything."""

    words: str


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found; `words` are those it was asked with."""

    words: str
    ids: frozenset[str]


@dataclass(frozen=True, slots=True)
class Delete:
    """Move these generations to the trash."""

    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DeleteOrigin:
    """Move everything that came from an origin to the trash."""

    origin: str


@dataclass(frozen=True, slots=True)
class UndoDelete:
    """Take back the last move to the trash."""


@dataclass(frozen=True, slots=True)
class Restore:
    """Take these generations out of the trash."""

    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OpenTrash:
    """Show what lies in the trash."""


@dataclass(frozen=True, slots=True)
class EmptyTrash:
    """Remove what lies in the trash for good; it was confirmed."""


class How(StrEnum):
    """What is to be done with a picture outside this program."""

    SAVE = "save"  # as the file `target`
    SAVE_TILES = "save tiles"  # all four, into the folder `target`
    COPY_PICTURE = "copy picture"
    COPY_FILE = "copy file"
    DRAG = "drag"
    SHOW = "show"  # its place on the disk


@dataclass(frozen=True, slots=True)
class Export:
    """A generation's picture, or tile 1..4 of it, is wanted outside; of a video its `clip` (from 0), not the cover."""

    generation: str
    how: How
    tile: int | None = None
    target: str = ""
    clip: int | None = None


@dataclass(frozen=True, slots=True)
class Exported:
    """What was wanted outside lies at `path`."""

    wish: Export
    path: str


@dataclass(frozen=True, slots=True)
class Trash:
    """What lies in the trash, the last deleted first."""

    generations: tuple[Generation, ...]


Wish = Search | Delete | DeleteOrigin | UndoDelete | Restore | OpenTrash | EmptyTrash | Export
