"""The program behind the window: library, studio, demo engine, and how they are connected."""

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from mj_desktop.api.client import Client, Terms
from mj_desktop.api.fetch import Fetcher
from mj_desktop.comparer import Comparer
from mj_desktop.connection import Connection
from mj_desktop.core.account import ADDRESS, TOKEN
from mj_desktop.core.candidates import Candidates
from mj_desktop.core.errors import SEVERAL, Failure, LibraryError
from mj_desktop.core.generation import DEMO, Generation, is_first
from mj_desktop.core.intentions import Remedied
from mj_desktop.core.messages import Message, Remedy, Tone, explain
from mj_desktop.core.pauses import Pauses
from mj_desktop.core.request import Imagine
from mj_desktop.core.settings import Settings
from mj_desktop.doctor import Doctor
from mj_desktop.engine import Engine
from mj_desktop.further import Further
from mj_desktop.keeper import Keeper
from mj_desktop.library import layout
from mj_desktop.library.opening import opened
from mj_desktop.library.tokens import Tokens
from mj_desktop.loader import Loader
from mj_desktop.loop import TURN
from mj_desktop.painting import Painting, encoding
from mj_desktop.preferences import Preferences
from mj_desktop.remembering import Remembering
from mj_desktop.studio import Studio
from mj_desktop.ui import theme
from mj_desktop.ui.mask_editor.editor import MaskEditor
from mj_desktop.ui.mask_editor.parts import making
from mj_desktop.ui.notifier import Notifier
from mj_desktop.ui.window.choose_task import ChooseTask
from mj_desktop.ui.window.library_acts import LibraryActs
from mj_desktop.ui.window.refused_place import RefusedPlace
from mj_desktop.ui.window.window import Window

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
        self._environment = environment
        self._engine = Engine(profile / "demo", engine_options)
        self._notifier = Notifier(window)
        self._clients: list[Client] = []
        self._early: list[Imagine] = []
        self._engine_address = ""
        self._candidates: dict[str, Candidates] = {}
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
        self._window.desk.edit.textChanged.connect(self._remembering.note)
        return await self._begin()

    async def _begin(self) -> bool:
        preferences, is_chosen = self.preferences, bool(self.preferences.settings.library)
        try:
            self.library, newest, rebuilt = await preferences.jobs.in_thread(opened, preferences.library, is_chosen)
        except LibraryError as refusal:
            self._refused.show(explain(refusal.failure()), is_chosen)
            return False
        self._refused.leave()
        self._fetcher = Fetcher(self._terms())
        self.studio = Studio(self.library, self._fetcher, time.time, self._pauses)
        self.loader = Loader(self.library, self.studio.jobs, self._fetcher)
        self.connection = Connection(
            self.studio, self.preferences, self._tokens, self._environment, self._service_client
        )
        self.painting = Painting(self.library, self.studio.jobs)
        self.keeper = Keeper(self.library, self.studio.jobs)
        self.doctor = Doctor(self.library, self.studio)
        self.comparer = Comparer(self.library, self.studio.jobs)
        self.acts = LibraryActs(self._window)
        self._name_files(self.preferences.settings)
        await asyncio.sleep(TURN)  # the window lives between what takes some milliseconds each
        self.further = Further(self._window, self.library, self.studio, self._fetcher, self.connection, self.acts,
            self._terms, Tokens(self._profile / "upload", self._keyring),
        )  # fmt: skip
        await asyncio.sleep(TURN)
        self.editor = await self._make_editor()
        await asyncio.sleep(TURN)
        self._window.set_editor(self.editor)
        await asyncio.sleep(TURN)
        self._connect()
        self._connect_painting()
        self._connect_account()
        self._connect_keeper()
        self._connect_doctor()
        self._connect_comparer()
        if not self._window.is_restored:  # else it stands, and somebody may have begun to type
            self._window.restore_layout(layout.load(self._profile))
            self._window.desk.begin_with(self.preferences.settings.mode, self.preferences.settings.version)
        for _ in self._window.showing_library(newest):
            await asyncio.sleep(0)  # no longer: threads begin to decode what the cells lack
        self.studio.jobs.start("rest", self._read_rest(newest))
        self._engine.start()
        self.connection.open()
        self.studio.resume(known=not self.connection.is_looking)
        self.preferences.say_trouble()
        if rebuilt is not None:
            self._window.show_message(rebuilt)
        return True

    async def _make_editor(self) -> MaskEditor:
        steps = making(self.studio.jobs)
        while True:
            try:
                next(steps)
            except StopIteration as done:
                await asyncio.sleep(TURN)
                return MaskEditor(self.studio.jobs, done.value)
            await asyncio.sleep(TURN)

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
        await self.studio.close()
        self.keeper.close()
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
        if (joined := self.further.collector.joined(request)) is not None:
            self.studio.submit(self.origin, joined)

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
        self.further.collector.demo_upload = f"{address}/files/upload", self._engine.token

    def _service_client(self, address: str, token: str) -> Client:
        return Client(address, token, self._sent, self._terms())

    def _terms(self) -> Terms:
        return Terms.of(self.preferences.settings)

    def _lose_engine(self) -> None:
        self._engine_address = ""
        self.studio.lose_origin(DEMO)
        self._window.show_message(Message("The demo engine stopped and is started again.", tone=Tone.WARN))

    def _say_engine_failed(self, printed: str) -> None:
        what = "The demo engine does not start."
        todo = "Start MJ Desktop again. If it stays so, copy the details into a report."
        self._window.show_message(Message(what, todo, Remedy.COPY_DETAILS, Tone.BAD, details=printed))

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
        connection.said.connect(self._window.show_message)
        place.offered.connect(connection.offer)
        place.tested.connect(connection.test)
        place.disconnected.connect(connection.disconnect_account)
        place.file_agreed.connect(connection.keep_in_file)
        self._used = self._terms()
        self.preferences.changed.connect(self._renew)
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
        studio.changed.connect(self._changed)
        studio.removed.connect(window.remove_generation)
        studio.said.connect(window.show_message)
        studio.counted.connect(window.show_counts)
        loader.picture_loaded.connect(window.show_picture)
        loader.thumbnail_loaded.connect(window.show_thumbnail)
        window.triggered.connect(studio.trigger)
        window.region_submitted.connect(studio.repaint)
        window.taken_back.connect(studio.take_back)
        window.stop_requested.connect(studio.stop_waiting)
        window.taken_up.connect(studio.take_up)
        window.remedied.connect(self._remedy)
        window.picture_wanted.connect(self._want_picture)
        window.thumbnail_wanted.connect(self._want_thumbnail)
        window.draft_changed.connect(self.painting.keep_draft)

    def _connect_painting(self) -> None:
        painting, editor = self.painting, self.editor
        painting.said.connect(self._window.show_message)
        painting.draft_read.connect(self._window.show_draft)
        painting.mask_read.connect(editor.masks.offer)
        painting.draft_kept.connect(editor.show_saved)
        editor.mask_wanted.connect(painting.read_mask)
        editor.mask_saved.connect(painting.write_mask)
        editor.last_mask_wanted.connect(painting.read_last)
        self._send_masks(self.preferences.settings)
        self.preferences.changed.connect(self._send_masks)

    def _send_masks(self, settings: Settings) -> None:
        self.editor.show_encoding(encoding(settings))

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

    def _connect_doctor(self) -> None:
        place, doctor = self._window.settings, self.doctor
        place.check_wanted.connect(doctor.check)
        place.repair_wanted.connect(doctor.repair)
        doctor.changed.connect(place.show_checkup)
        doctor.said.connect(self._window.show_message)
        doctor.restored.connect(self.acts.put_back)
        self.studio.several.connect(self._take_candidates)

    def _take_candidates(self, found: Candidates) -> None:
        """Several tasks could be one that was never named: say it, with the button that lets a person choose."""
        self._candidates[found.about] = found
        self._window.show_message(explain(Failure(code=SEVERAL, message=str(len(found.tasks))), found.about))

    def _choose_task(self, about: str) -> None:
        if about in self._candidates:
            dialog = ChooseTask(self._candidates[about], self._window)
            dialog.chosen.connect(self.studio.claim)
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()

    def _connect_comparer(self) -> None:
        comparer, place = self.comparer, self._window.comparing
        place.wanted.connect(comparer.load)
        place.examine_wanted.connect(comparer.examine)
        place.keep_wanted.connect(comparer.keep_exact)
        comparer.compared.connect(place.show_compared)
        comparer.examined.connect(place.show_examined)
        comparer.composed.connect(place.show_composed)
        comparer.said.connect(self._window.show_message)

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
        """Load a picture; a draft of a mask on it comes first, so that it is there when the editor opens.

        Drafts on its siblings follow, which may be carried over.
        """
        found = self._known(generation_id) or await self.studio.look_up(generation_id)
        if found is None:
            return
        if found.can_repaint:
            await self.painting.read_draft(found)
        self.loader.want_picture(found)
        if found.can_repaint:
            known = self._window.library.model.known.values()
            for sibling in [each for each in known if each.is_sibling_of(found) and each.can_repaint]:
                await self.painting.read_draft(sibling)

    def _want_thumbnail(self, generation_id: str) -> None:
        self.studio.jobs.start(f"look of {generation_id}", self._load_thumbnail(generation_id))

    async def _load_thumbnail(self, generation_id: str) -> None:
        if (found := self._known(generation_id) or await self.studio.look_up(generation_id)) is not None:
            self.loader.want_thumbnail(found)

    # -- remedies

    def _remedy(self, chosen: Remedied) -> None:
        about = chosen.about or ""
        remedies: dict[Remedy, Callable[[], object]] = {
            Remedy.TRY_AGAIN: lambda: self.studio.try_again(about),
            Remedy.FETCH: lambda: self.studio.fetch(about),
            Remedy.SEND_WAITING: self.studio.send_waiting,
            Remedy.SEND_NOW: lambda: self.studio.send_now(about),
            Remedy.CANCEL: lambda: self.studio.stop_waiting(about),
            Remedy.CHOOSE_TASK: lambda: self._choose_task(about),
            Remedy.REPAIR: self.doctor.repair,
            Remedy.CONNECT: self._window.settings.open_account,
        }
        if chosen.remedy in remedies:
            remedies[chosen.remedy]()
