"""The account's tasks: lists them as the service does, says which of them are here, and has missing ones fetched."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from mj_desktop.api.wire import TaskRecord
from mj_desktop.core.errors import MJError
from mj_desktop.core.generation import DEMO, Generation
from mj_desktop.core.messages import Message, explain
from mj_desktop.core.pauses import Pauses
from mj_desktop.core.tasks import (
    Here,
    Holding,
    Look,
    Older,
    Progress,
    Recover,
    Stage,
    StopRecovery,
    Task,
    TaskList,
    Wish,
)
from mj_desktop.library.library import Library
from mj_desktop.poller import BATCH, Poller
from mj_desktop.recovering import Recovery
from mj_desktop.searching import is_of
from mj_desktop.studio import Studio

PAGE = 50
"""So many tasks are listed at once."""


class Tasks(QObject):
    """Owns the `TaskList` value. `changed` carries it, `said` a Message.

    An account is asked only while the list is open, and by the same poller that asks for open generations.
    """

    changed = Signal(object)
    said = Signal(object)

    def __init__(
        self,
        studio: Studio,
        library: Library,
        pauses: Pauses = Pauses(),  # noqa: B008 a frozen value
        page: int = PAGE,
    ) -> None:
        super().__init__()
        self._page = page
        self._studio, self._library, self._pauses = studio, library, pauses
        self._jobs = studio.jobs
        self._records: dict[str, TaskRecord] = {}
        self._tasks: tuple[Task, ...] = ()
        self._held: dict[str, Holding] = {}
        self._read, self._origin = 0, DEMO  # how many are listed; of whose account all are fetched
        self._open = self._stopped = False
        self.list = TaskList()
        for signal in (studio.added, studio.changed, studio.adopted):
            signal.connect(self._note)

    def settle(self, origin: str) -> None:
        """Who draws from now on: the account's tasks are the ones to look at first."""
        service = origin if origin != DEMO else ""
        if service != self.list.service:
            self._show(service=service)
            self._look(Look(origin))

    def meet(self, origin: str) -> None:
        """An origin can be asked now."""
        if self._open and origin == self.list.look.origin and not self.list.is_connected:
            self._look(self.list.look)

    def watch(self, seen: bool) -> None:
        """Somebody looks: list them anew, and follow those that are not over. Else what is being fetched goes on."""
        if seen and not self._open:
            self._open = True
            self._look(self.list.look)
        elif not seen:
            self._open = False
            self._jobs.cancel("tasks")

    def ask(self, wish: Wish) -> None:
        """Do what a person asks."""
        deeds: dict[type, Callable[..., None]] = {
            Look: self._look, Older: self._older, Recover: self._recover, StopRecovery: self._stop
        }  # fmt: skip
        deeds[type(wish)](wish)

    def look_again(self, _: object = None) -> None:
        """What is in the library changed, for many at once."""
        if self._open:
            self._jobs.start("tasks held", self._hold())

    # -- the list

    def _look(self, look: Look) -> None:
        if look != self.list.look:
            self._take({})
        self._show(look=look, trouble=None, busy=self._open)
        if self._open:
            self._jobs.start("tasks", self._follow(look))

    def _older(self, wish: Older) -> None:
        if self._open and self.list.has_older and not self.list.busy:
            self._show(busy=True)
            self._jobs.start("tasks", self._follow(self.list.look, older=True))

    async def _follow(self, look: Look, older: bool = False) -> None:
        """List them, then ask again and again for those that are not over."""
        await self._guarded(self._listed(look, older))
        tries = 0
        while open_ones := [task.id for task in self.list.tasks if task.stage is Stage.DRAWING][:BATCH]:
            await asyncio.sleep(self._pauses.after(tries))
            await self._guarded(self._renewed(look.origin, open_ones))
            tries += 1

    async def _guarded(self, work: Awaitable[None]) -> None:
        """Whatever goes wrong is shown in the list's place, or above it."""
        try:
            await work
            self._show(busy=False, trouble=None)
        except MJError as trouble:
            self._show(busy=False, trouble=explain(trouble.failure()))

    async def _listed(self, look: Look, older: bool) -> None:
        poller = self._studio.poller(look.origin)
        if poller is None:
            self._take({})
            return
        if not older:
            self._held = await self._jobs.in_thread(self._library.holdings, look.origin)
            self._read = 0
        page = await self._asked(poller, look)
        fresh = [record for record in page if record.id not in self._records]
        self._take({**(self._records if older else {}), **{record.id: record for record in page}})
        self._read += len(page)
        # A page without anything new is from a service that does not turn pages.
        self._show(has_older=not look.ids and len(page) >= self._page and (bool(fresh) or not older))

    async def _asked(self, poller: Poller, look: Look) -> list[TaskRecord]:
        """What the service lists; ids that are no task's may be trace ids."""
        if not look.ids:
            return await poller.page(self._read, self._page, look.type)
        found = await self._named(poller, look.ids)
        unknown = sorted({*look.ids} - {record.id for record in found})
        known = {record.id: record for record in [*found, *(await poller.traced(unknown) if unknown else [])]}
        return list(known.values())

    async def _named(self, poller: Poller, task_ids: tuple[str, ...]) -> list[TaskRecord]:
        """One task by itself is asked for alone, several at once."""
        if len(task_ids) > 1:
            return await poller.named(task_ids)
        found = await poller.alone(task_ids[0])
        return [found] if found is not None else []

    async def _renewed(self, origin: str, task_ids: list[str]) -> None:
        poller = self._studio.poller(origin)
        found = await poller.named(task_ids) if poller is not None else []
        self._take(self._records | {record.id: record for record in found if record.id in self._records})

    async def _hold(self) -> None:
        self._held = await self._jobs.in_thread(self._library.holdings, self.list.look.origin)
        self._show()

    # -- recovering

    def _recover(self, wish: Recover) -> None:
        held = [self._held[each] for each in wish.ids if each in self._held]
        for each in held:
            if each.here is Here.UNFETCHED:
                self._studio.fetch(each.generation)
        if (not wish.ids or len(held) < len(wish.ids)) and self.list.progress is None:
            self._stopped, self._origin = False, self.list.look.origin
            self._show(progress=Progress())
            self._jobs.start("recovery", self._recovered(self.list.look.origin, wish.ids))

    def _stop(self, wish: StopRecovery) -> None:
        self._stopped = True

    def _goes_on(self) -> bool:
        """Until a person stops it, or the account is disconnected."""
        return not self._stopped and self._studio.poller(self._origin) is not None

    async def _recovered(self, origin: str, task_ids: tuple[str, ...]) -> None:
        """Fetch these, or all that are missing, and say what came of it."""
        try:
            poller = self._studio.poller(origin)
            if poller is None:
                return
            named = [self._records[each] for each in task_ids if each in self._records]
            records = named if task_ids else await self._all(poller)
            wanted = await self._missing(records, origin)
            self._show(progress=Progress(0, len(wanted), len(records)))
            recovery = Recovery(self._studio, self._library, origin, poller.ahead)
            await recovery.recover(wanted, self._count, self._goes_on)
            await self._tell(wanted, origin, left_to_search=bool(task_ids) and not wanted)
        except MJError as trouble:
            self.said.emit(explain(trouble.failure()))
        finally:
            self._show(progress=None)

    async def _all(self, poller: Poller) -> list[TaskRecord]:
        """Every task of the account, page by page, while it is told how many there are so far."""
        found: dict[str, TaskRecord] = {}
        read = 0
        while self._goes_on():
            page = await poller.page(read, self._page)
            fresh = {record.id: record for record in page if record.id not in found}
            found |= fresh
            read += len(page)
            self._show(progress=Progress(read=len(found)))
            if len(page) < self._page or not fresh:
                break
        return list(found.values())

    async def _missing(self, records: Iterable[TaskRecord], origin: str) -> list[TaskRecord]:
        """Those that can be fetched and are not here; what could be one that is being looked for is left to it."""
        held = await self._jobs.in_thread(self._library.holdings, origin)
        lost = self._studio.intake.unnamed(origin)
        free = (record for record in records if record.id not in held and told(record).can_be_fetched)
        return [record for record in free if not any(is_of(record, each) for each in lost)]

    def _count(self) -> None:
        now = self.list.progress
        if now is not None:
            self._show(progress=replace(now, done=now.done + 1))

    async def _tell(self, wanted: list[TaskRecord], origin: str, left_to_search: bool) -> None:
        held = await self._jobs.in_thread(self._library.holdings, origin)
        here = [held[record.id].here for record in wanted if record.id in held]
        left = here.count(Here.UNFETCHED)
        what = {0: "No task was missing.", 1: "One task is in the library now."}
        said = what.get(len(here), "{count} tasks are in the library now.")
        todo = "The pictures of {left} could not be fetched: try them again later." if left else ""
        if left_to_search:
            said, todo = "It may be one that was sent and is still being looked for.", "It is left to that search."
        self.said.emit(Message(said, todo, values={"count": str(len(here)), "left": str(left)}))

    # -- what there is to show

    def _note(self, generation: Generation) -> None:
        """A generation was begun or changed: its task stands elsewhere now."""
        if generation.task_id is None or generation.origin != self.list.look.origin:
            return
        held = Holding.of(generation)
        if self._held.get(generation.task_id) != held:
            self._held[generation.task_id] = held
            if self._open and generation.task_id in self._records:
                self._show()

    def _take(self, records: dict[str, TaskRecord]) -> None:
        """These are the records now, in this order."""
        self._records = records
        self._tasks = tuple(told(record) for record in records.values())

    def _show(self, **facts: object) -> None:
        """Announce the list with these facts changed, and with what is known of its tasks now."""
        look = facts.get("look", self.list.look)
        assert isinstance(look, Look)
        connected = self._studio.poller(look.origin) is not None
        held = {each: self._held[each] for each in self._records if each in self._held}
        known = {"is_connected": connected, "tasks": self._tasks, "holdings": held}
        self.list = replace(self.list, **{**known, **facts})  # type: ignore[arg-type]
        self.changed.emit(self.list)


def told(record: TaskRecord) -> Task:
    """What a record tells of its task."""
    result, error = record.result, record.error
    finished = result is not None and result.is_finished
    return Task(
        id=record.id,
        stage=_stage(record),
        trace_id=record.trace_id,
        type=record.type,
        action=record.action,
        prompt=record.prompt or "",
        image_id=result.image_id if result is not None and finished else None,
        made_from=record.image_id or record.request.video_id or record.request.image_url,
        created_at=record.created_at,
        started_at=record.started_at,
        finished_at=record.finished_at,
        percent=result.percent if result is not None else 0,
        failure=error.failure() if error is not None else None,
        has_picture=finished,
    )


def _stage(record: TaskRecord) -> Stage:
    """A task is over when it has an end, a whole picture or an error (contract 1.5)."""
    if record.error is not None:
        return Stage.FAILED
    done = record.result is not None and (record.result.is_finished or bool(record.result.videos))
    if done or (record.type == "describe" and record.finished_at is not None):
        return Stage.FINISHED
    return Stage.DRAWING if record.finished_at is None else Stage.EMPTY
