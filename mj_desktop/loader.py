"""The loader: brings previews, pictures and thumbnails to the window, decoded in threads."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from mj_desktop import pictures
from mj_desktop.api.fetch import Fetcher
from mj_desktop.core.errors import MJError
from mj_desktop.core.generation import Generation
from mj_desktop.core.messages import Message, Tone
from mj_desktop.jobs import Jobs
from mj_desktop.library.library import Library
from mj_desktop.pictures import Kind, Loaded

THUMBNAIL = 256
"""Edge of a thumbnail in pixels: a library cell's at a device pixel ratio of 2."""


class Loader(QObject):
    """Loads what is wanted and announces it; a stored picture that is not there any more is said."""

    picture_loaded = Signal(object)  # Loaded
    thumbnail_loaded = Signal(object)  # Loaded
    said = Signal(object)  # Message

    def __init__(self, library: Library, jobs: Jobs, fetcher: Fetcher) -> None:
        super().__init__()
        self._library, self._jobs, self._fetcher = library, jobs, fetcher
        self._previews: dict[str, tuple[str, QImage | None]] = {}

    def want_picture(self, generation: Generation) -> None:
        """Load the best picture there is of it."""
        preview = self._previews.get(generation.id, ("", None))[1]
        if generation.file is not None:
            self._jobs.start(f"picture {generation.id}", self._picture(generation))
        elif preview is not None:
            self.picture_loaded.emit(Loaded(generation.id, preview, Kind.PREVIEW))

    def want_thumbnail(self, generation: Generation) -> None:
        """Load a square thumbnail of it."""
        preview = self._previews.get(generation.id, ("", None))[1]
        if generation.file is not None:
            self._jobs.start(f"thumbnail {generation.id}", self._thumbnail(generation))
        elif preview is not None:
            self._show_small(generation.id, preview, Kind.PREVIEW)

    def follow(self, generation: Generation) -> None:
        """Fetch the preview of a running generation when it is a new one; forget it once the picture is here."""
        if generation.file is not None or not generation.state.is_open:
            self._previews.pop(generation.id, None)
            return
        url = generation.picture.raw_url if generation.picture and generation.percent < 100 else ""
        if url and self._previews.get(generation.id, ("", None))[0] != url:
            former = self._previews.get(generation.id, ("", None))[1]
            self._previews[generation.id] = (url, former)
            self._jobs.start(f"preview {generation.id}", self._preview(generation.id, url))

    async def _preview(self, generation_id: str, url: str) -> None:
        try:
            image = await self._jobs.in_thread(pictures.decode, await self._fetcher.fetch(url))
        except MJError:  # previews die at the end of a task: the next line or the picture follows
            return
        if generation_id in self._previews:
            self._previews[generation_id] = (url, image)
            self.picture_loaded.emit(Loaded(generation_id, image, Kind.PREVIEW))
            self._show_small(generation_id, image, Kind.PREVIEW)

    async def _picture(self, generation: Generation) -> None:
        assert generation.file is not None
        try:
            image = await self._jobs.in_thread(pictures.load, self._library.path(generation.file))
        except MJError as missing:
            name = {"name": generation.file.name, "message": missing.message}
            what, todo = "The file {name} is missing or damaged.", "Put it back from a copy. {message}"
            self.said.emit(Message(what, todo, tone=Tone.BAD, values=name, about=generation.id))
            return
        self.picture_loaded.emit(Loaded(generation.id, image, Kind.RAW))

    async def _thumbnail(self, generation: Generation) -> None:
        assert generation.file is not None
        try:
            image = await self._jobs.in_thread(pictures.thumbnail, self._library.path(generation.file), THUMBNAIL)
        except MJError:
            return
        self.thumbnail_loaded.emit(Loaded(generation.id, image, Kind.RAW))

    def _show_small(self, generation_id: str, image: QImage, kind: Kind) -> None:
        self.thumbnail_loaded.emit(Loaded(generation_id, pictures.covering(image, THUMBNAIL), kind))
