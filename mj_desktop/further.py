"""What the service does beside drawing grids, connected: asides, videos, edits and references."""

import asyncio
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from mj_desktop import exports
from mj_desktop.api.client import Client, Terms
from mj_desktop.api.fetch import Fetcher
from mj_desktop.asides import Asker
from mj_desktop.connection import Connection
from mj_desktop.core.account import Kept
from mj_desktop.core.errors import LibraryError
from mj_desktop.core.generation import Generation
from mj_desktop.core.messages import Message, Tone
from mj_desktop.core.origin import DEMO
from mj_desktop.core.references import Reference, Role
from mj_desktop.core.request import Imagine
from mj_desktop.library.library import Library
from mj_desktop.library.tokens import Tokens
from mj_desktop.loop import TURN
from mj_desktop.office import Office
from mj_desktop.outsider import Outsider
from mj_desktop.projector import Frames, Projector
from mj_desktop.references import Collector
from mj_desktop.studio import Studio
from mj_desktop.ui.window.aside_place import AsidePlace
from mj_desktop.ui.window.library_acts import LibraryActs
from mj_desktop.ui.window.outside_place import OutsidePlace
from mj_desktop.ui.window.reference_place import ReferencePlace
from mj_desktop.ui.window.video_place import VideoPlace
from mj_desktop.ui.window.window import Window


class Further(QObject):
    """Builds these parts, with `open`, and connects them with the window and the studio."""

    def __init__(
        self, window: Window, library: Library, studio: Studio, fetcher: Fetcher, connection: Connection,
        acts: LibraryActs, terms: Callable[[], Terms], credentials: Tokens,
        office: Office,
    ) -> None:  # fmt: skip
        super().__init__()
        self._library, self._fetcher, self._office = library, fetcher, office
        self._window, self._studio, self._connection = window, studio, connection
        self._acts, self._terms, self._credentials = acts, terms, credentials

    async def open(self) -> None:
        """Build them one after the other, so that the window lives between them."""
        for part in (self._connect_asides, self._connect_videos, self._connect_outside, self._connect_references):
            part()
            await asyncio.sleep(TURN)

    def _connect_asides(self) -> None:
        self.asker = Asker(self._studio.jobs, self._client_of, self._comes_back)
        self.asides = AsidePlace(self._window, self._acts)
        self.asides.asked.connect(self.asker.ask)
        self.asides.dropped.connect(self.asker.drop)
        self.asker.answered.connect(self.asides.show_answer)
        self.asker.failed.connect(self.asides.show_failure)

    def _connect_videos(self) -> None:
        self.projector = Projector(self._library, self._studio.jobs)
        self.videos = VideoPlace(self._window, self._window.showing, self._acts)
        self.videos.wished.connect(self._make_video)
        self.videos.playing.connect(self._play)
        self.videos.paused.connect(self.projector.pause)
        self.videos.sized.connect(self.projector.show_size)
        self.videos.opened.connect(self._open_clip)
        self.videos.saved.connect(self._save_clip)
        self.projector.shown.connect(self._show_frames)

    def _connect_outside(self) -> None:
        self.outsider = Outsider(self._library, self._studio.jobs, self._fetcher)
        self.outsider.said.connect(self._window.show_message)
        self.outside = OutsidePlace(self._window)
        self.outside.address_given.connect(self._take)
        self.outsider.taken.connect(self.outside.edit)

    def _make_video(self, request: Imagine, of: Generation) -> None:
        self._office.submit(of.origin, request, of.id)

    def _play(self, generation: Generation | None) -> None:
        if generation is None:
            self.projector.stop()
        else:
            self.projector.play(generation)

    def _show_frames(self, frames: Frames) -> None:
        self.videos.show_frames(frames.generation, frames.images)

    def _open_clip(self, generation: Generation, place: int) -> None:
        path = self._library.clip_paths(generation)[place]
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            what, todo = "No program of the system opens videos.", "The clip lies at {place}."
            self._window.show_message(Message(what, todo, tone=Tone.WARN, values={"place": str(path)}))

    def _save_clip(self, generation: Generation, place: int, target: str) -> None:
        self._studio.jobs.start(f"save {target}", self._copy(self._library.clip_paths(generation)[place], target))

    async def _copy(self, source: Path, target: str) -> None:
        try:
            await self._studio.jobs.in_thread(exports.copy, source, Path(target))
        except LibraryError as refusal:
            what = "The clip could not be saved: {message}"
            self._window.show_message(Message(what, tone=Tone.BAD, values={"message": refusal.message}))
        else:
            self._window.show_message(Message("Saved to {place}.", values={"place": target}))

    def _take(self, address: str) -> None:
        self.outsider.take(address, self._connection.origin, self._window.desk.modes.value())

    def _connect_references(self) -> None:
        self.collector = Collector(self._studio.jobs, self._fetcher, self._terms)
        self.references = ReferencePlace(self._window, self._acts)
        place, panel, collector = self.references, self.references.panel, self.collector
        place.address_given.connect(self._add_address)
        place.file_given.connect(self._add_file)
        place.stored_given.connect(self._add_stored)
        place.upload_given.connect(self._use_upload)
        panel.removed.connect(collector.remove)
        panel.moved.connect(collector.move)
        panel.role_taken.connect(self._take_role)
        panel.weighed.connect(self._weigh)
        collector.changed.connect(self._show_references)
        collector.seen.connect(panel.show_picture)
        collector.said.connect(self._window.show_message)
        self._studio.jobs.start("upload", self._find_upload())

    def _add_address(self, address: str, name: str) -> None:
        self.collector.add_address(address, self._connection.origin, name)

    def _add_file(self, path: str) -> None:
        self.collector.add_file(Path(path), self._connection.origin)

    def _add_stored(self, generation: Generation) -> None:
        assert generation.file is not None
        self.collector.add_file(self._library.path(generation.file), self._connection.origin)

    def _take_role(self, key: int, role: str) -> None:
        self.collector.take_role(key, Role(role))

    def _weigh(self, role: str, weight: float) -> None:
        self.collector.weigh(Role(role), weight)

    def _show_references(self, found: tuple[Reference, ...], weights: dict[Role, float]) -> None:
        self.references.panel.show_references(found, weights)
        self._window.desk.take_references(sum(each.role is Role.CONTENT for each in found))

    async def _find_upload(self) -> None:
        """The endpoint and its credential are kept together, as one secret."""
        try:
            kept, _ = await self._studio.jobs.in_thread(self._credentials.find)
        except LibraryError:
            return
        address, _, credential = kept.partition(" ")
        if credential:
            self.collector.upload = address, credential
            self.references.upload_address = address

    def _use_upload(self, address: str, credential: str) -> None:
        self.collector.upload = address, credential
        self.references.upload_address = address
        self._studio.jobs.start("upload", self._keep_upload(f"{address} {credential}"))

    async def _keep_upload(self, secret: str) -> None:
        kept = await self._studio.jobs.in_thread(self._credentials.keep, secret)
        todo = "It is kept in the keyring." if kept is Kept.KEYRING else "It is kept until you close the window."
        self._window.show_message(Message("Local files can be uploaded now.", todo))

    def _comes_back(self, origin: str) -> bool:
        return (origin or self._connection.origin) == DEMO

    def _client_of(self, origin: str) -> Client | None:
        return self._studio.client(origin or self._connection.origin)
