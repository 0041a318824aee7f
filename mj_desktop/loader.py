"""The loader: brings previews, pictures and thumbnails to the window, decoded in threads; keeps the latest preview."""

from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from mj_desktop import pictures
from mj_desktop.api.fetch import Fetcher
from mj_desktop.core.errors import LibraryError, MJError
from mj_desktop.core.generation import Generation, State
from mj_desktop.core.messages import Message, Remedy, Tone
from mj_desktop.jobs import Jobs
from mj_desktop.library.library import Library
from mj_desktop.pictures import Kind, Loaded

THUMBNAIL = 256
"""Edge of a thumbnail in pixels: a library cell's at a device pixel ratio of 2."""


@dataclass(frozen=True, slots=True)
class _Early:
    """What is shown before the raw picture is here: the last address named, what is to be fetched, what came last."""

    url: str = ""
    wanted: Generation | None = None
    loaded: Loaded | None = None
    small: Loaded | None = None


class Loader(QObject):
    """Loads what is wanted and announces it; a stored picture that is not there any more is said."""

    picture_loaded = Signal(object)  # Loaded
    thumbnail_loaded = Signal(object)  # Loaded
    said = Signal(object)  # Message

    def __init__(self, library: Library, jobs: Jobs, fetcher: Fetcher) -> None:
        super().__init__()
        self._library, self._jobs, self._fetcher = library, jobs, fetcher
        self._early: dict[str, _Early] = {}
        self._fetching = set[str]()

    def want_picture(self, generation: Generation) -> None:
        """Load the best picture there is of it."""
        early = self._early.get(generation.id)
        if generation.file is not None:
            self._jobs.start(f"picture {generation.id}", self._picture(generation))
        elif early is not None and early.loaded is not None:
            self.picture_loaded.emit(early.loaded)
        else:
            self._want_kept(generation)

    def want_thumbnail(self, generation: Generation) -> None:
        """Load a square thumbnail of it."""
        early = self._early.get(generation.id)
        if generation.file is not None:
            self._jobs.start(f"thumbnail {generation.id}", self._thumbnail(generation))
        elif early is not None and early.small is not None:
            self.thumbnail_loaded.emit(early.small)
        else:
            self._want_kept(generation)

    def follow(self, generation: Generation) -> None:
        """Fetch what can be shown before the raw picture is here, when it is a new one; let go of it after that.

        One preview at a time, and each to its end: over a slow line none would ever be seen if the next one ended it.
        """
        if generation.file is not None or not generation.state.is_open:
            self._early.pop(generation.id, None)
            if generation.file is not None:  # of any other the preview is all that there is
                self._jobs.post(f"preview {generation.id}", partial(self._library.drop_preview, generation))
            return
        url, kind = _early_address(generation)
        former = self._early.get(generation.id)
        if url and (former is None or former.url != url):
            is_last = kind is Kind.THUMB
            self._early[generation.id] = replace(former or _Early(), url=url, wanted=None if is_last else generation)
            if is_last:
                self._jobs.start(f"thumb of {generation.id}", self._fetch_early(generation, url, kind))
            elif generation.id not in self._fetching:
                self._jobs.start(f"early {generation.id}", self._fetch_previews(generation.id))
        elif former is None:
            self._want_kept(generation)

    def _want_kept(self, generation: Generation) -> None:
        """The latest preview that was kept of one that is not here: nothing else of it is shown."""
        if generation.sent_at is not None and generation.id not in self._early:
            self._early[generation.id] = _Early()
            self._jobs.start(f"kept {generation.id}", self._kept_early(generation))

    async def _fetch_previews(self, generation_id: str) -> None:
        """Fetch what is wanted until nothing is; what was named meanwhile is skipped but for the last."""
        self._fetching.add(generation_id)
        try:
            while (early := self._early.get(generation_id)) is not None and early.wanted is not None:
                self._early[generation_id] = replace(early, wanted=None)
                await self._fetch_early(early.wanted, *_early_address(early.wanted))
        finally:
            self._fetching.discard(generation_id)

    async def _fetch_early(self, generation: Generation, url: str, kind: Kind) -> None:
        try:
            data = await self._fetcher.fetch(url, generation.origin)
            images = await self._jobs.in_background(_decoded, data)
        except MJError:  # previews die at the end of a task: the next line or the picture follows
            return
        if generation.id in self._early:
            self._show_early(generation.id, kind, images)
            if kind is Kind.PREVIEW:
                self._jobs.post(f"preview {generation.id}", partial(_keep, self._library, generation, data))

    async def _kept_early(self, generation: Generation) -> None:
        """The preview that an earlier start kept, until a newer one comes."""
        with suppress(OSError, MJError):
            data = await self._jobs.in_turn(self._library.preview(generation).read_bytes)
            images = await self._jobs.in_background(_decoded, data)
            early = self._early.get(generation.id)
            if early is not None and early.loaded is None:
                self._show_early(generation.id, Kind.PREVIEW, images)

    def _show_early(self, generation_id: str, kind: Kind, images: tuple[QImage, QImage]) -> None:
        early = self._early[generation_id]
        if kind is Kind.PREVIEW and early.loaded is not None and early.loaded.kind is Kind.THUMB:
            return  # it came late
        loaded, small = (Loaded(generation_id, image, kind) for image in images)
        self._early[generation_id] = replace(early, loaded=loaded, small=small)
        self.picture_loaded.emit(loaded)
        self.thumbnail_loaded.emit(small)

    async def _picture(self, generation: Generation) -> None:
        assert generation.file is not None
        try:
            image, halves = await self._jobs.in_background(_with_halves, self._library.path(generation.file))
        except MJError as missing:
            name = {"name": generation.file.name, "message": missing.message}
            what = "The file {name} is missing or damaged."
            todo = "Put it back from a copy, or have it fetched where its service still has it. {message}"
            self.said.emit(Message(what, todo, Remedy.REPAIR, Tone.BAD, name, generation.id))
            return
        self.picture_loaded.emit(Loaded(generation.id, image, Kind.RAW, halves))

    async def _thumbnail(self, generation: Generation) -> None:
        assert generation.file is not None
        try:
            path = self._library.path(generation.file)
            image = await self._jobs.in_background(pictures.thumbnail, path, THUMBNAIL)
        except MJError:
            return
        self.thumbnail_loaded.emit(Loaded(generation.id, image, Kind.THUMB))


def _keep(library: Library, generation: Generation, data: bytes) -> None:
    with suppress(LibraryError):  # the disk says so where it matters
        library.keep_preview(generation, data)


def _decoded(data: bytes) -> tuple[QImage, QImage]:
    """An encoded picture, and its thumbnail."""
    image = pictures.decode(data)
    return image, pictures.covering(image, THUMBNAIL)


def _with_halves(path: Path) -> tuple[QImage, tuple[QImage, ...]]:
    """A stored picture, and its halvings: made here, they cost the window nothing when it is painted."""
    image = pictures.load(path)
    return image, pictures.halvings(image)


def _early_address(generation: Generation) -> tuple[str, Kind]:
    """The preview of a running generation; the thumbnail of a finished one, where it is no copy of the raw picture.

    `image_url` names a picture of half the size beside `raw_image_url` (contract 1.1).
    """
    picture = generation.picture
    if picture is None:
        return "", Kind.PREVIEW
    if generation.state is not State.FINISHED:
        return picture.raw_url, Kind.PREVIEW
    return picture.thumb_url if picture.thumb_url != picture.raw_url else "", Kind.THUMB
