"""What the service does beside drawing grids, connected: asides, videos, edits and references."""

import asyncio
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices, QImage

from mj_desktop import exports
from mj_desktop.api.client import Terms
from mj_desktop.api.fetch import Fetcher
from mj_desktop.asides import Asker
from mj_desktop.connection import Connection
from mj_desktop.core import addressed, references
from mj_desktop.core.account import Kept
from mj_desktop.core.addresses import host_of
from mj_desktop.core.asides import AsideWish
from mj_desktop.core.errors import LibraryError
from mj_desktop.core.generation import Generation
from mj_desktop.core.local_picture import Endpoint, LocalPicture
from mj_desktop.core.messages import Message, Tone
from mj_desktop.core.origin import DEMO
from mj_desktop.core.references import Reference, Role
from mj_desktop.core.request import Imagine
from mj_desktop.library.library import Library
from mj_desktop.library.pasted import Pasted
from mj_desktop.library.tokens import Tokens
from mj_desktop.loop import TURN
from mj_desktop.office import Office
from mj_desktop.outsider import Outsider
from mj_desktop.projector import Frames, Projector
from mj_desktop.references import Collector
from mj_desktop.studio import Studio
from mj_desktop.ui.strip import words as library_words
from mj_desktop.ui.window.aside_place import AsidePlace
from mj_desktop.ui.window.library_acts import LibraryActs
from mj_desktop.ui.window.office_place import OfficePlace
from mj_desktop.ui.window.outside_place import OutsidePlace
from mj_desktop.ui.window.reference_place import ReferencePlace
from mj_desktop.ui.window.source_place import SourcePlace
from mj_desktop.ui.window.video_place import VideoPlace
from mj_desktop.ui.window.window import Window
from mj_desktop.uploader import Given, Uploader

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

_TITLE = 40  # characters of a prompt that are a picture's name


class Further(QObject):
    """Builds these parts, with `open`, and connects them with the window and the studio."""

    def __init__(
        self, window: Window, library: Library, studio: Studio, fetcher: Fetcher, connection: Connection,
        acts: LibraryActs, terms: Callable[[], Terms], profile: Path, keyring: "KeyringBackend | None", office: Office,
    ) -> None:  # fmt: skip
        super().__init__()
        self._library, self._office = library, office
        self._window, self._studio, self._connection = window, studio, connection
        self._acts, self._credentials = acts, Tokens(profile / "upload", keyring, noted=True)
        self.uploader = Uploader(studio.jobs, terms, Pasted(profile), fetcher, studio.intake.readdress)

    async def open(self) -> None:
        """Build them one after the other, so that the window lives between them."""
        self._connect_sources()
        for part in (self._connect_asides, self._connect_videos, self._connect_outside, self._connect_references):
            part()
            await asyncio.sleep(TURN)

    def price_by(self, its: OfficePlace) -> None:
        """What is asked for here names its price, too; the references go with what the office sends."""
        self.asides.price_by(its.costs.of_aside)
        self.videos.price_by(its.costs.of_all)
        its.batches.refer_by(self._all_joined)
        self._office_place = its
        self.collector.changed.connect(self._count_references)
        self._count_references()

    def _all_joined(self, requests: list[Imagine]) -> list[Imagine]:
        return self.collector.all_joined(requests, self._connection.origin)

    def _count_references(self, *_: object) -> None:
        self._office_place.batches.show_references(len(self.collector.all), self.collector.billed)
        self._office_place.costs.bill_by(self.collector.billed)

    def take_demo(self, address: str, token: str) -> None:
        """Where the demo engine takes files now."""
        self.uploader.use(Endpoint(address, token), demo=True)

    def _connect_sources(self) -> None:
        uploader = self.uploader
        self.sources = SourcePlace(self._window, self._local_of, uploader.can_take, self._is_gone)
        self.sources.lifted.connect(uploader.lift)
        self.sources.dropped.connect(uploader.drop)
        uploader.progressed.connect(self.sources.show_progress)
        uploader.seen.connect(self.sources.show_look)
        uploader.addressed.connect(self.sources.show_address)
        uploader.refused.connect(self.sources.show_refusal)
        uploader.ready.connect(self.sources.go_on)

    def _is_gone(self, origin: str, address: str) -> bool:
        """True for an address of an earlier start's demo engine: today's listens at another port."""
        return origin == DEMO and host_of(address) != host_of(self.uploader.endpoint(DEMO).address)

    def _local_of(self, generation: Generation, tile: int | None) -> LocalPicture:
        """The file of a picture of the library, called after its prompt."""
        assert generation.file is not None
        title = library_words.title(generation, self._window.library.lineage)[:_TITLE].strip()
        name = f"{title}, {self.tr('tile {tile}').format(tile=tile)}" if tile is not None else title
        former = addressed.address(generation) if generation.is_outside else ""
        return LocalPicture(name, str(self._library.path(generation.file)), tile, generation.id, former)

    def _connect_asides(self) -> None:
        self.asker = Asker(self._studio.jobs, self._studio.client, self._library.receipts)
        self.asides = AsidePlace(self._window, self._acts, self.sources)
        self.asides.asked.connect(self._ask)
        self.asides.code_wanted.connect(self._code)
        self.asides.dropped.connect(self.asker.drop)
        self._office.costs.asking.connect(self.asides.show_limit)
        self.asker.asking.connect(self.asides.show_asking)
        self.asker.booked.connect(self._office.costs.count)
        self.asker.answered.connect(self.asides.show_answer)
        self.asker.failed.connect(self.asides.show_failure)

    def _connect_videos(self) -> None:
        self.projector = Projector(self._library, self._studio.jobs)
        self.videos = VideoPlace(self._window, self._window.showing, self._acts, self.sources)
        self.videos.wished.connect(self._make_video)
        self.videos.playing.connect(self._play)
        self.videos.paused.connect(self.projector.pause)
        self.videos.sized.connect(self.projector.show_size)
        self.videos.opened.connect(self._open_clip)
        self.videos.saved.connect(self._save_clip)
        self.projector.shown.connect(self._show_frames)

    def _connect_outside(self) -> None:
        self.outsider = Outsider(self._library, self._studio.jobs, self.uploader)
        self._office.fresh = self.outsider.fresh
        self.outside = OutsidePlace(self._window)
        self.outside.given.connect(self._take)
        self.outside.dropped.connect(self.outsider.drop)
        self.outsider.going.connect(self.outside.show_progress)
        self.outsider.said.connect(self.outside.show_refusal)
        self.outsider.taken.connect(self.outside.edit)

    def _code(self, wish: AsideWish) -> None:
        self._office.code_aside(wish, wish.origin or self._connection.origin)

    def _ask(self, wish: AsideWish) -> None:
        origin = wish.origin or self._connection.origin
        deed = self.asides.unless_taken_back(partial(self.asker.ask, wish, origin))
        self._office.ask(origin, wish.aside, deed)

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

    def _take(self, given: Given) -> None:
        self.outsider.take(given, self._connection.origin, self._window.desk.modes.value())

    def _connect_references(self) -> None:
        self.collector = Collector(self._studio.jobs, self.uploader)
        self.references = ReferencePlace(self._window, self._acts, self.sources)
        place, panel, collector = self.references, self.references.panel, self.collector
        place.address_given.connect(self._add_address)
        place.local_given.connect(self._add_local)
        place.again.connect(collector.add_again)
        place.sent_as_is.connect(collector.send_as_is)
        self._window.showing.leavers.insert(0, collector.drop_unsent)  # before any page: it may be paid for
        place.upload_given.connect(self._use_upload)
        panel.removed.connect(collector.remove)
        panel.moved.connect(collector.move)
        panel.role_taken.connect(self._take_role)
        panel.weighed.connect(self._weigh)
        collector.changed.connect(place.show_references)
        collector.seen.connect(panel.show_picture)
        collector.said.connect(self._window.show_message)
        collector.said.connect(place.show_said)
        collector.looked.connect(self._window.status.clear)
        collector.restore(*references.read(self._window.desk.references))
        self._studio.jobs.start("upload", self._find_upload())

    def _add_address(self, address: str, of: Generation | None, tile: int | None) -> None:
        """One at an address; a picture of the library's has its file for the time when the address is gone."""
        local = self._local_of(of, tile) if of is not None and of.file is not None else None
        name = local.name if local is not None else address.rpartition("/")[2] or address
        dies = addressed.expires(of) if of is not None else 0.0
        self.collector.add_address(
            Reference(0, address, name, origin=self._connection.origin, local=local, expires=dies)
        )

    def _add_local(self, given: LocalPicture | QImage) -> None:
        self.collector.add_local(given, self._connection.origin)

    def _take_role(self, key: int, role: str) -> None:
        self.collector.take_role(key, Role(role))

    def _weigh(self, role: str, weight: float) -> None:
        self.collector.weigh(Role(role), weight)

    async def _find_upload(self) -> None:
        """The endpoint and its credential are kept together, as one secret."""
        try:
            kept, _ = await self._studio.jobs.in_thread(self._credentials.find)
        except LibraryError:
            return
        address, _, credential = kept.partition(" ")
        if credential:
            self.uploader.use(Endpoint(address, credential))
            self.references.upload_address = address

    def _use_upload(self, address: str, credential: str) -> None:
        self.uploader.use(Endpoint(address, credential))
        self.references.upload_address = address
        self._studio.jobs.start("upload", self._keep_upload(f"{address} {credential}"))

    async def _keep_upload(self, secret: str) -> None:
        kept = await self._studio.jobs.in_thread(self._credentials.keep, secret)
        todo = "It is kept in the keyring." if kept is Kept.KEYRING else "It is kept until you close the window."
        self._window.show_message(Message("Local files can be uploaded now.", todo))
