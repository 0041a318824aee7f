"""The program behind the window: library, studio, demo engine, and how they are connected."""

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from mj_desktop import keeping_program, office_program
from mj_desktop.api.client import Client, Terms
from mj_desktop.api.fetch import Fetcher
from mj_desktop.batches import Batches
from mj_desktop.connection import Connection
from mj_desktop.core.account import ADDRESS, TOKEN
from mj_desktop.core.errors import LibraryError
from mj_desktop.core.generation import DEMO, Generation, is_first
from mj_desktop.core.intentions import Remedied
from mj_desktop.core.messages import ENGINE_BACK, ENGINE_STOPPED, Message, Remedy, engine_failed, explain
from mj_desktop.core.pauses import Pauses
from mj_desktop.core.request import Imagine
from mj_desktop.core.settings import Settings
from mj_desktop.costs import Costs
from mj_desktop.doctor import Doctor
from mj_desktop.editing import Editing
from mj_desktop.engine import Engine
from mj_desktop.further import Further
from mj_desktop.keeper import Keeper
from mj_desktop.library import layout
from mj_desktop.library.opening import opened
from mj_desktop.library.tokens import Tokens
from mj_desktop.loader import Loader
from mj_desktop.loop import TURN
from mj_desktop.office import Office
from mj_desktop.preferences import Preferences
from mj_desktop.receiving import Receiving
from mj_desktop.remembering import Remembering
from mj_desktop.studio import Studio
from mj_desktop.tasks import Tasks
from mj_desktop.ui import theme
from mj_desktop.ui.notifier import Notifier
from mj_desktop.ui.window.choose_task import TaskChoices
from mj_desktop.ui.window.library_acts import LibraryActs
from mj_desktop.ui.window.refused_place import RefusedPlace
from mj_desktop.ui.window.window import Window
from mj_desktop.updates import Updates

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

_HEAD_START = 0.3  # seconds

__all__ = ["ADDRESS", "TOKEN", "Program"]


class Program(QObject):
    """Builds each object once and connects signals. `open()` may be awaited once, `close()` always; prompts are heard
    from `listen()` on.

    `environment` may hold the service's token and address; `engine_options` are further words for the demo engine;
    `sent` is told path and body of every request; `keyring` stands in for the system's.
    """

    def __init__(
        self,
        window: Window,
        profile: Path,
        environment: Mapping[str, str],
        engine_options: Sequence[str] = (),
        pauses: Pauses = Pauses(),  # noqa: B008 a frozen value
        sent: Callable[[str, Mapping[str, Any]], None] | None = None,
        keyring: "KeyringBackend | None" = None,
    ) -> None:
        super().__init__()
        self._window, self._profile, self._sent, self._pauses = window, profile, sent, pauses
        self._environment, self._engine_address, self._engine_lost = environment, "", False
        self._engine = Engine(profile / "demo", engine_options)
        self._notifier = Notifier(window)
        self._clients: list[Client] = []
        self._early: list[Imagine] = []
        self._tokens, self._keyring = Tokens(profile, keyring), keyring
        self.preferences = Preferences(profile)

    @property
    def origin(self) -> str:
        """Who draws what is begun with a prompt: the demo engine, or the service's address."""
        return self.connection.origin

    async def open(self) -> bool:
        """Open the library, take up what is open, start the engine; False, and said, when the library refuses."""
        self._connect_settings()
        self._remembering = Remembering(self._profile, self.preferences.jobs, self._left)
        self._window.desk.changed.connect(self._remembering.note)
        return await self._begin()

    async def _begin(self) -> bool:
        preferences, is_chosen = self.preferences, bool(self.preferences.settings.library)
        try:
            self.library, newest, rebuilt = await preferences.jobs.in_thread(opened, preferences.library, is_chosen)
        except LibraryError as refusal:
            self._refused.show(explain(refusal.failure()), is_chosen)
            return False
        self._refused.leave()
        self._make()
        await asyncio.sleep(TURN)  # the window lives between what takes some milliseconds each
        if not self._window.is_restored:  # else it stands, and somebody may have begun to type
            self._window.restore_layout(layout.load(self._profile))
            self._window.desk.begin_with(self.preferences.settings.mode, self.preferences.settings.version)
        await self._connect_all()
        for _ in self._window.showing_library(newest):
            await asyncio.sleep(0)  # no longer: threads begin to decode what the cells lack
        self.studio.jobs.start("rest", self._read_rest(newest))
        self._start()
        if rebuilt is not None:
            self._window.show_message(rebuilt)
        return True

    def _make(self) -> None:
        """What works for the window, once the library is open."""
        self._fetcher = Fetcher(self._terms())
        self.studio = Studio(self.library, self._fetcher, time.time, self._pauses)
        self.studio.changed.connect(self._changed)  # before all others: the window comes first
        self.studio.jobs.get_ready()
        self.loader = Loader(self.library, self.studio.jobs, self._fetcher)
        keyring, client = self._tokens, self._service_client
        self.connection = Connection(self.studio, self.preferences, keyring, self._environment, client)
        self.updates = Updates(self._fetcher, self.preferences.jobs)
        self._editing = Editing(self._window, self.library, self.studio.jobs)
        self.keeper = Keeper(self.library, self.studio.jobs)
        self.receiving = Receiving(self.studio, self.library)
        self.tasks = Tasks(self.studio, self.library, self._pauses)
        costs = Costs(self.library, self.studio.jobs, self._profile)
        batches = Batches(self.studio, self.library, self.studio.jobs)
        self.office = Office(self.studio, costs, batches, self._terms, lambda: self._engine_address)
        self.doctor = Doctor(self.library, self.studio)
        self.acts = LibraryActs(self._window)
        self._choices = TaskChoices(self._window, self._window.show_message)
        self._name_files(self.preferences.settings)

    async def _connect_all(self) -> None:
        """Give each its place in the window."""
        self.further = Further(
            self._window, self.library, self.studio, self._fetcher, self.connection, self.acts, self._terms,
            self._profile, self._keyring, self.office,
        )  # fmt: skip
        await self.further.open()
        await self._editing.open(self.preferences)
        self._connect()
        self._connect_account()
        keeping_program.connect(self.keeper, self.tasks, self._window, self.acts, self.studio)
        await asyncio.sleep(TURN)
        its = office_program.connect(self.office, self._window, self.acts, self.connection, self.studio, self.loader)
        self.further.price_by(its)
        await asyncio.sleep(TURN)
        keeping_program.connect_doctor(self.doctor, self._window, self.acts, self.keeper, self.studio)
        self.studio.several.connect(self._choices.take)
        self._choices.chosen.connect(self.studio.claim)
        self.receiving.said.connect(self._window.show_message)
        self.preferences.changed.connect(self.receiving.use)

    def _start(self) -> None:
        """Begin to draw: the engine, the account, and what an earlier start left open."""
        self._engine.start()
        self.receiving.use(self.preferences.settings)
        self.connection.open()
        self.updates.open(self.preferences.settings)
        self.studio.resume(known=not self.connection.is_looking)
        self.preferences.begin()

    async def close(self) -> None:
        """Close everything in reverse order; the engine last, so that nothing it says as it goes is taken for news."""
        self._engine.blockSignals(True)
        if hasattr(self, "_remembering"):
            self._remembering.close()
        await self.preferences.jobs.close()
        if hasattr(self, "studio"):
            await self._close_studio()
        self._engine.close()

    async def _close_studio(self) -> None:
        await self.receiving.close()
        await self.studio.close()
        await self.connection.close()
        for client in self._clients:
            await client.close()
        await self._fetcher.close()
        self.library.close()

    @property
    def engine_pid(self) -> int:
        """The demo engine's process id; 0 when it does not run."""
        return self._engine.pid

    def listen(self, early: Sequence[Imagine] = ()) -> None:
        """Begin what was asked for `early`, and from now on whatever the window asks for."""
        self._window.submitted.connect(self.submit)
        for request in early:
            self.submit(request)

    def submit(self, request: Imagine) -> None:
        """Begin a generation with a prompt, at the origin that is connected."""
        if self.connection.is_looking:
            self._early.append(request)  # who draws it is not known before the token is found
            self._window.show_message(Message("Your prompt waits until the keyring has answered."))
            return
        self.further.collector.send(request, self.origin, self.office.submit)

    def _left(self) -> dict[str, object]:
        """How the window is left; whether there are pictures is known of a library that is open."""
        laid = self._window.layout_state() | {"library": str(self.preferences.library)}
        if not hasattr(self, "studio"):
            del laid["pictures"]
        return laid

    def _want_folder(self, folder: str | None) -> None:
        self.preferences.jobs.start("open", self._begin_in(folder))

    async def _begin_in(self, folder: str | None) -> None:
        """Begin in another folder, or try the same one again."""
        if folder is not None:
            if (refusal := await self.preferences.try_folder(folder)) is not None:
                self._refused.show(refusal, bool(self.preferences.settings.library))
                return
            self.preferences.move(folder)
        if await self._begin():
            self.listen()

    # -- origins

    def _settle(self, origin: str) -> None:
        """Who draws is known now: say it, and let go what waited for that."""
        self._window.show_origin(origin)
        self.studio.say_away()
        early, self._early = self._early, []
        for request in early:
            self.submit(request)

    def _connect_engine(self, address: str) -> None:
        self._engine_address = address
        client = Client(address, self._engine.token, self._sent, self._terms())
        self._clients.append(client)
        self.studio.connect_origin(DEMO, client)
        self.further.take_demo(f"{address}/files/upload", self._engine.token)
        self.tasks.meet(DEMO)
        if self._engine_lost:
            self._window.show_message(ENGINE_BACK)
        self._engine_lost = False

    def _service_client(self, address: str, token: str) -> Client:
        return Client(address, token, self._sent, self._terms())

    def _terms(self) -> Terms:
        return Terms.of(self.preferences.settings)

    def _lose_engine(self) -> None:
        self._engine_address, self._engine_lost = "", True
        self.studio.lose_origin(DEMO)
        self._window.show_message(ENGINE_STOPPED)

    def _say_engine_failed(self, printed: str) -> None:
        self._window.show_message(engine_failed(printed))

    # -- connections

    def _connect_settings(self) -> None:
        place, preferences = self._window.settings, self.preferences
        place.show_settings(preferences.settings)
        place.changed.connect(preferences.take)
        preferences.said.connect(self._window.show_message)
        self._use(preferences.settings)
        preferences.changed.connect(self._use)
        preferences.changed.connect(place.show_settings)
        preferences.tried.connect(place.show_verdict)
        self._refused = RefusedPlace(self._window)
        self._refused.wanted.connect(self._want_folder)

    def _connect_account(self) -> None:
        place, connection = self._window.settings, self.connection
        place.show_account(connection.account)
        connection.changed.connect(place.show_account)
        connection.settled.connect(self._settle)
        connection.settled.connect(self.tasks.settle)
        connection.said.connect(self._window.show_message)
        place.offered.connect(connection.offer)
        place.tested.connect(connection.test)
        place.disconnected.connect(connection.disconnect_account)
        place.file_agreed.connect(connection.keep_in_file)
        self._used = self._terms()
        self.preferences.changed.connect(self._renew)
        self.updates.said.connect(self._window.show_message)
        self.preferences.changed.connect(self.updates.take)
        self.preferences.changed.connect(self._name_files)

    def _name_files(self, settings: Settings) -> None:
        self.keeper.template = self.acts.template = settings.template

    def _use(self, settings: Settings) -> None:
        theme.set_scheme(None if settings.theme == "system" else settings.theme)
        self._window.desk.show_defaults(settings.mode, settings.version)

    def _renew(self, settings: Settings) -> None:
        """New terms: every client is made anew; what is on its way goes on by the old ones."""
        terms = Terms.of(settings)
        if terms == self._used:
            return
        self._used = terms
        self._fetcher.take(terms)
        self.connection.renew()
        if self._engine_address:
            self._connect_engine(self._engine_address)

    def _connect(self) -> None:
        window, studio, loader = self._window, self.studio, self.loader
        self._engine.listening.connect(self._connect_engine)
        self._engine.died.connect(self._lose_engine)
        self._engine.failed.connect(self._say_engine_failed)
        studio.added.connect(window.show_generation)
        studio.journalled.connect(self._recall)
        loader.said.connect(window.show_message)
        studio.removed.connect(window.remove_generation)
        studio.said.connect(window.show_message)
        studio.counted.connect(window.show_counts)
        loader.picture_loaded.connect(window.show_picture)
        loader.thumbnail_loaded.connect(window.show_thumbnail)
        window.triggered.connect(self.office.trigger)
        window.region_submitted.connect(self.office.repaint)
        window.taken_back.connect(studio.take_back)
        window.stop_requested.connect(studio.stop_waiting)
        window.taken_up.connect(studio.take_up)
        window.remedied.connect(self._remedy)
        window.picture_wanted.connect(self._want_picture)
        window.thumbnail_wanted.connect(self._want_thumbnail)
        keeping_program.connect_kept(self.preferences, window)

    def _changed(self, generation: Generation) -> None:
        self._window.show_generation(generation)
        self.loader.follow(generation)
        self._notifier.see(generation)

    def _recall(self, generation: Generation) -> None:
        if is_first(generation):
            self.studio.jobs.start("history", self._show_history())

    async def _read_rest(self, newest: list[Generation]) -> None:
        """Older pictures and former prompts, once the first screen has its pictures: reading takes core and turns."""
        if newest:
            await asyncio.sleep(_HEAD_START)
            self.keeper.load_older(newest[-1])
            self.keeper.take_back()
        self._window.library.remember(await self.studio.jobs.in_thread(self.library.ancestors_in_trash))
        self.doctor.check(full=False)
        self.studio.jobs.start("history", self._show_history())

    async def _show_history(self) -> None:
        self._window.show_history(await self.studio.jobs.in_thread(self.library.prompts))

    def _known(self, generation_id: str) -> Generation | None:
        """As the window knows it, which spares the disk."""
        shelves = self._window.library.model.known, self._window.library.trash.model.known
        return next((one for shelf in shelves if (one := shelf.get(generation_id))), None)

    def _want_picture(self, generation_id: str) -> None:
        self.studio.jobs.start(f"draft of {generation_id}", self._load(generation_id))

    async def _load(self, generation_id: str) -> None:
        """A draft of a mask is read before its picture, for the editor; its siblings' may be carried over."""
        found = self._known(generation_id) or await self.studio.look_up(generation_id)
        if found is None:
            return
        await self._editing.read_drafts([found])
        self.loader.want_picture(found)
        known = self._window.library.model.known.values()
        await self._editing.read_drafts([each for each in known if each.is_sibling_of(found)])

    def _want_thumbnail(self, generation_id: str) -> None:
        self.studio.jobs.start(f"look of {generation_id}", self._load_thumbnail(generation_id))

    async def _load_thumbnail(self, generation_id: str) -> None:
        if (found := self._known(generation_id) or await self.studio.look_up(generation_id)) is not None:
            self.loader.want_thumbnail(found)

    # -- remedies

    def _remedy(self, chosen: Remedied) -> None:
        about = chosen.about or ""
        remedies: dict[Remedy, Callable[[], object]] = {
            Remedy.TRY_AGAIN: lambda: self.office.try_again(about),
            Remedy.FETCH: lambda: self.studio.fetch(about),
            Remedy.SEND_WAITING: lambda: self.office.send_waiting(self.origin),
            Remedy.SEND_NOW: lambda: self.studio.send_now(about),
            Remedy.CANCEL: lambda: self.studio.stop_waiting(about),
            Remedy.SPEND: self.office.costs.spend,
            Remedy.CHOOSE_TASK: lambda: self._choices.choose(about),
            Remedy.REPAIR: self.doctor.repair,
            Remedy.CONNECT: self._window.settings.open_account,
        }
        if chosen.remedy in remedies:
            remedies[chosen.remedy]()
