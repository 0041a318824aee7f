"""Painting: what the mask editor needs of the program: drafts kept, masks read from files and written, how they go."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from mj_desktop import pictures
from mj_desktop.core.errors import InputError, LibraryError, MJError
from mj_desktop.core.generation import Generation
from mj_desktop.core.messages import Message, Tone, explain
from mj_desktop.core.settings import Settings
from mj_desktop.jobs import Jobs
from mj_desktop.library.library import Library
from mj_desktop.library.store import refused, write_whole
from mj_desktop.mask import imported, lossless
from mj_desktop.mask.encoding import Encoding, Format
from mj_desktop.mask.pixels import Pixels
from mj_desktop.mask.region import Draft


class File(Protocol):
    """A mask to be written to a path."""

    @property
    def path(self) -> Path:
        """Where to."""

    @property
    def mask(self) -> Pixels:
        """What."""


class Painting(QObject):
    """Brings drafts and masks from disk to the editor, and back."""

    said = Signal(object)  # Message
    draft_read = Signal(object)  # Draft
    draft_kept = Signal(str)  # whose
    mask_read = Signal(object)  # Imported

    def __init__(self, library: Library, jobs: Jobs) -> None:
        super().__init__()
        self._library, self._jobs = library, jobs

    def keep_draft(self, draft: Draft) -> None:
        """Save a draft in its turn, also when everything is closed meanwhile; then it is told, or why not."""
        self._jobs.post(f"draft {draft.generation}", partial(self._keep, draft))

    async def read_draft(self, generation: Generation) -> None:
        """Announce the draft of a picture, if there is one; one that cannot be read is as good as none."""
        png = await self._jobs.in_turn(self._library.draft, generation.id)
        if png is not None:
            with suppress(InputError):
                mask = await self._jobs.in_thread(lossless.from_png, png)
                words = await self._jobs.in_turn(self._library.draft_words, generation.id)
                self.draft_read.emit(Draft(generation.id, mask, generation.parent, words))

    def _keep(self, draft: Draft) -> None:
        """In a thread; signals find their way to the window's."""
        try:
            _save_draft(self._library, draft)
        except LibraryError as refusal:
            self.said.emit(explain(refusal.failure()))
        else:
            self.draft_kept.emit(draft.generation)

    def read_mask(self, path: str) -> None:
        """Read a file that may hold a mask and announce it; what it is not is said."""
        self._jobs.start("mask file", self._told(lambda: _read(Path(path)), self.mask_read.emit))

    def read_last(self) -> None:
        """Read the last mask that was sent and announce it, or say that there is none."""
        self._jobs.start("mask file", self._told(lambda: _last(self._library), self.mask_read.emit))

    def write_mask(self, file: File) -> None:
        """Write a mask, lossless."""
        saved = Message("The mask is saved as {name}.", values={"name": file.path.name})
        self._jobs.start("mask file", self._told(lambda: _write(file), lambda _: self.said.emit(saved)))

    async def _told(self, work: Callable[[], object], done: Callable[[object], None]) -> None:
        try:
            found = await self._jobs.in_thread(work)
        except MJError as error:
            self.said.emit(Message(error.message, tone=Tone.BAD))
            return
        done(found)


def encoding(settings: Settings) -> Encoding:
    """How masks are sent."""
    return Encoding(Format(settings.mask_format), settings.mask_edges == "soft")


def _read(path: Path) -> imported.Imported:
    """The mask in a file; raises MJError for one that is no whole picture of a size that can be shown."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path.name} cannot be read: {error.strerror}.") from error
    pictures.verify(data)
    return imported.read(data)


def _last(library: Library) -> imported.Imported:
    png = library.last_mask()
    if png is None:
        raise InputError("No mask was sent yet.")
    return imported.Imported(lossless.from_png(png), imported.Source.BRIGHTNESS, looks_inverted=False)


def _write(file: File) -> None:
    try:
        write_whole(file.path, lossless.to_png(file.mask))
    except OSError as error:
        raise refused(file.path, error) from error


def _save_draft(library: Library, draft: Draft) -> None:
    is_there = draft.prompt or draft.mask.any()
    library.save_draft(draft.generation, lossless.to_png(draft.mask) if is_there else None, draft.prompt)
