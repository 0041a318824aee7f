"""Opening a folder's library, or beginning one: a damaged database is set aside and rebuilt."""

from pathlib import Path

from mj_desktop.core.errors import LibraryError
from mj_desktop.core.generation import Generation
from mj_desktop.core.messages import Message, Remedy, Tone
from mj_desktop.library import DATABASE, rebuilding
from mj_desktop.library.database import mark_of
from mj_desktop.library.library import Library
from mj_desktop.library.store import try_to_write


def begin(folder: Path) -> None:
    """Begin an empty library in `folder`, unless there is one; raises LibraryError where none can be kept."""
    if folder.is_file():
        raise LibraryError(f"{folder} is a file, not a folder.")
    library = Library(folder)
    library.close()
    try_to_write(folder)


def open_in(folder: Path, is_chosen: bool) -> "Library":
    """The library of a folder; raises LibraryError. In one that a person chose it was begun then: where none is now,
    its disk is missing, and an empty one in its place would look like a loss."""
    if is_chosen and not (folder / DATABASE).exists():
        raise LibraryError(f"There is none in {folder}.", code="library_gone")
    return Library(folder)


def opened(folder: Path, is_chosen: bool = False) -> tuple[Library, list[Generation], Message | None]:
    """The library of `folder`, its newest page and what is to be said, if anything; raises LibraryError.

    Call it in a thread, as a database may have to be brought to a newer format.
    """
    library = None
    try:
        if not mark_of(folder / DATABASE).exists():
            library = open_in(folder, is_chosen)
            library.open_ones()  # what a start reads next: damage there is mended now, too
            return library, library.page(), None
    except LibraryError as refusal:
        if library is not None:
            library.close()
        if refusal.code != "library_damaged":
            raise
    library, aside, count = renewed(folder)
    what = "The library's database was damaged; {count} pictures are back."
    if count == 1:
        what = "The library's database was damaged; one picture is back."
    values = {"name": aside.name, "count": str(count)}
    todo = "The account's tasks have the rest. It is set aside as {name}."
    said = Message(what, todo, Remedy.TASKS, Tone.WARN, values)
    return library, library.page(), said


def renewed(folder: Path) -> tuple[Library, Path, int]:
    """The library of a folder whose database is damaged: that is set aside, and a new one rebuilt; one that was begun
    before a crash is gone on with.

    Returns it, where the damaged one is now, and how many generations came back.
    """
    mark = mark_of(folder / DATABASE)
    aside = rebuilding.set_aside(folder / DATABASE, mark)
    library = None
    try:
        library = Library(folder)
        count = library.rebuild(aside)
    except LibraryError as refusal:
        if library is not None:
            library.close()
        if refusal.code == "library_damaged":  # the new one is, too: it is set aside the next time
            mark.write_bytes(b"")
        raise
    mark.unlink(missing_ok=True)
    return library, aside, count
