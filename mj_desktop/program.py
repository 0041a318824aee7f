"""The program behind the window: library, studio, demo engine, and how they are connected."""

import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject

from mj_desktop.api.addresses import is_loopback, is_web
from mj_desktop.api.client import SERVICE_ADDRESS, Client
from mj_desktop.api.fetch import Fetcher
from mj_desktop.core.errors import InputError, LibraryError
from mj_desktop.core.generation import DEMO, Generation, is_first
from mj_desktop.core.intentions import Remedied
from mj_desktop.core.messages import Message, Remedy, Tone, explain
from mj_desktop.core.request import Imagine
from mj_desktop.course import Pauses
from mj_desktop.engine import Engine
from mj_desktop.keeper import Keeper
from mj_desktop.library.library import Library
from mj_desktop.loader import Loader
from mj_desktop.mask import lossless
from mj_desktop.mask.region import Draft
from mj_desktop.studio import Studio
from mj_desktop.ui.mask_editor import MaskEditor
from mj_desktop.ui.notifier import Notifier
from mj_desktop.ui.window.library_acts import LibraryActs
from mj_desktop.ui.window.window import Window

TOKEN = "ACEDATACLOUD_API_TOKEN"
ADDRESS = "ACEDATACLOUD_API_BASE_URL"


class Program(QObject):
    """Builds each object once and connects signals. `open()` may be awaited once, `close()` always.

    `environment` may hold the service's token and address; `engine_options` are further words for the demo engine;
    `sent` is told path and body of every request.
    """

    def __init__(
        self,
        window: Window,
        profile: Path,
        environment: Mapping[str, str],
        engine_options: Sequence[str] = (),
        pauses: Pauses = Pauses(),  # noqa: B008 a frozen value
        sent: Callable[[str, Mapping[str, Any]], None] | None = None,
    ) -> None:
        super().__init__()
        self._window, self._profile, self._sent, self._pauses = window, profile, sent, pauses
        self._environment = environment
        self._engine = Engine(profile / "demo", engine_options)
        self._notifier = Notifier(window)
        self._clients: list[Client] = []
        self.origin = DEMO

    async def open(self) -> bool:
        """Open the library, take up what is open, start the engine; False, and said, when the library refuses."""
        try:
            self.library = Library(self._profile)
            newest = self.library.page()
        except LibraryError as refusal:
            self._window.show_message(explain(refusal.failure()))
            return False
        self._fetcher = Fetcher()
        self.studio = Studio(self.library, self._fetcher, time.time, self._pauses)
        self.loader = Loader(self.library, self.studio.jobs, self._fetcher)
        self.keeper = Keeper(self.library, self.studio.jobs)
        self.acts = LibraryActs(self._window)
        self._window.set_editor(MaskEditor())
        self._connect()
        self._connect_keeper()
        self._window.restore_layout(self.library.layout())
        self._window.show_library(newest)
        self.keeper.load_older(newest[-1] if newest else None)
        self._window.show_history(self.library.prompts())
        self._connect_service()
        self._window.show_origin(self.origin)
        self._engine.start()
        self.studio.resume()
        return True

    async def close(self) -> None:
        """Close everything in reverse order."""
        self._engine.close()
        if not hasattr(self, "studio"):
            return
        await self.studio.close()
        self.keeper.close()
        for client in self._clients:
            await client.close()
        await self._fetcher.close()
        with suppress(LibraryError):  # a layout is no work
            self.library.save_layout(self._window.layout_state())
        self.library.close()

    @property
    def engine_pid(self) -> int:
        """The demo engine's process id; 0 when it does not run."""
        return self._engine.pid

    def submit(self, request: Imagine) -> None:
        """Begin a generation with a prompt, at the origin that is connected."""
        self.studio.submit(self.origin, request)

    # -- origins

    def _connect_service(self) -> None:
        """Connect the service when the environment names a token; it wins over the demo engine."""
        token, address = self._environment.get(TOKEN), self._environment.get(ADDRESS) or SERVICE_ADDRESS
        if not token:
            return
        try:
            if is_web(address) and not address.startswith("https://") and not is_loopback(address):
                raise InputError(f"{ADDRESS} is not an https address, so the token is not sent there.")
            client = self._client(address.strip(), token)
        except InputError as refusal:
            self._window.show_message(explain(refusal.failure()))
            return
        self.origin = client.address
        self.studio.connect_origin(self.origin, client)

    def _connect_engine(self, address: str) -> None:
        self.studio.connect_origin(DEMO, self._client(address, self._engine.token))

    def _client(self, address: str, token: str) -> Client:
        client = Client(address, token, self._sent)
        self._clients.append(client)
        return client

    def _lose_engine(self) -> None:
        self.studio.lose_origin(DEMO)
        self._window.show_message(Message("The demo engine stopped and is started again.", tone=Tone.WARN))

    def _say_engine_failed(self, printed: str) -> None:
        what = "The demo engine does not start."
        todo = "Start MJ Desktop again. If it stays so, copy the details into a report."
        self._window.show_message(Message(what, todo, Remedy.COPY_DETAILS, Tone.BAD, details=printed))

    # -- connections

    def _connect(self) -> None:
        window, studio, loader = self._window, self.studio, self.loader
        self._engine.listening.connect(self._connect_engine)
        self._engine.died.connect(self._lose_engine)
        self._engine.failed.connect(self._say_engine_failed)
        studio.added.connect(window.show_generation)
        studio.journalled.connect(self._recall)
        loader.said.connect(window.show_message)
        studio.changed.connect(self._changed)
        studio.removed.connect(window.remove_generation)
        studio.said.connect(window.show_message)
        studio.counted.connect(window.show_counts)
        loader.picture_loaded.connect(window.show_picture)
        loader.thumbnail_loaded.connect(window.show_thumbnail)
        window.submitted.connect(self.submit)
        window.triggered.connect(studio.trigger)
        window.region_submitted.connect(studio.repaint)
        window.taken_back.connect(studio.take_back)
        window.stop_requested.connect(studio.stop_waiting)
        window.taken_up.connect(studio.take_up)
        window.remedied.connect(self._remedy)
        window.picture_wanted.connect(self._want_picture)
        window.thumbnail_wanted.connect(self._want_thumbnail)
        window.draft_changed.connect(self._keep_draft)

    def _connect_keeper(self) -> None:
        keeper, acts, strip = self.keeper, self.acts, self._window.library
        acts.asked.connect(keeper.ask)
        keeper.said.connect(self._window.show_message)
        keeper.older.connect(strip.show_older)
        keeper.found.connect(strip.show_found)
        keeper.trash_opened.connect(strip.show_trash)
        keeper.deleted.connect(acts.take_out)
        keeper.restored.connect(acts.put_back)
        keeper.exported.connect(acts.finish)
        keeper.copied.connect(acts.copy)

    def _changed(self, generation: Generation) -> None:
        self._window.show_generation(generation)
        self.loader.follow(generation)
        self._notifier.see(generation)

    def _recall(self, generation: Generation) -> None:
        if is_first(generation):
            self._window.show_history(self.library.prompts())

    def _want_picture(self, generation_id: str) -> None:
        if (found := self.studio.find(generation_id)) is not None:
            self.studio.jobs.start(f"draft of {generation_id}", self._load(found))

    async def _load(self, found: Generation) -> None:
        """Load a picture; a draft of a mask on it comes first, so that it is there when the editor opens."""
        jobs = self.studio.jobs
        png = await jobs.in_turn(self.library.draft, found.id) if found.can_repaint else None
        if png is not None:
            with suppress(InputError):  # a draft that cannot be read is as good as none
                self._window.show_draft(Draft(found.id, await jobs.in_thread(lossless.from_png, png)))
        self.loader.want_picture(found)

    def _want_thumbnail(self, generation_id: str) -> None:
        if (found := self.studio.find(generation_id)) is not None:
            self.loader.want_thumbnail(found)

    # -- remedies and drafts

    def _keep_draft(self, draft: Draft) -> None:
        self.studio.jobs.post(f"draft {draft.generation}", partial(_save_draft, self.library, draft))

    def _remedy(self, chosen: Remedied) -> None:
        about = chosen.about or ""
        remedies: dict[Remedy, Callable[[], object]] = {
            Remedy.TRY_AGAIN: lambda: self.studio.try_again(about),
            Remedy.FETCH: lambda: self.studio.fetch(about),
            Remedy.SEND_WAITING: self.studio.send_waiting,
            Remedy.SEND_NOW: lambda: self.studio.send_now(about),
            Remedy.CANCEL: lambda: self.studio.stop_waiting(about),
        }
        if chosen.remedy in remedies:
            remedies[chosen.remedy]()


def _save_draft(library: Library, draft: Draft) -> None:
    library.save_draft(draft.generation, lossless.to_png(draft.mask) if draft.mask.any() else None)
