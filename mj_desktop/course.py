"""The course of a generation: from its journal entry to the picture on disk, one step per state."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import aclosing
from dataclasses import dataclass, replace
from typing import TypeVar

from mj_desktop import pictures
from mj_desktop.api.client import Client
from mj_desktop.api.fetch import Fetcher
from mj_desktop.api.wire import Result, TaskRecord
from mj_desktop.core.errors import (
    AnswerError,
    ConnectionLost,
    Failure,
    InputError,
    LibraryError,
    MJError,
    NoAnswer,
    PictureError,
    ServiceError,
    TooManyRequests,
)
from mj_desktop.core.generation import (
    Accepted,
    Deferred,
    Event,
    Failed,
    Finished,
    Generation,
    Progressed,
    Sent,
    State,
    Stored,
    Troubled,
    advance,
)
from mj_desktop.jobs import Jobs
from mj_desktop.library.library import Library

T = TypeVar("T")

_UNKEPT = "picture_unkept"  # it was fetched, and the disk refused it

# The task list is searched from this long before the sending on, as the two clocks may differ (seconds).
_CLOCK_SLACK = 120.0
# A task that the service answers by `{}` for this long is gone (seconds).
_UNKNOWN_FOR = 600.0
# A task that is over without a picture is looked at so often again before it is given up.
_EMPTY_LOOKS = 2
# A Retry-After beyond this is taken for a mistake (seconds).
_LONGEST_ASKED = 3600.0


@dataclass(frozen=True, slots=True)
class Pauses:
    """Seconds between questions, growing from `first` to `last`; a download is tried `fetches` times.

    A request that was sent and never named is searched for in the task list for `search` seconds of answered questions.

    A refused request is sent again after `refusal` seconds, doubling to `longest_refusal`, or when the service says.
    """

    first: float = 5.0
    last: float = 15.0
    fetches: int = 6
    search: float = 120.0
    refusal: float = 10.0
    longest_refusal: float = 120.0

    def after(self, tries: int) -> float:
        """The pause after so many tries."""
        return float(min(self.last, self.first * 1.3**tries))


class Course:
    """Runs generations of every origin; `apply` advances one by an event and has it on disk when it returns.

    Every generation is asked about at its own origin only.
    """

    def __init__(
        self,
        library: Library,
        jobs: Jobs,
        fetcher: Fetcher,
        clients: Mapping[str, Client],
        live: Mapping[str, Generation],
        apply: Callable[[str, Event], Awaitable[Generation]],
        now: Callable[[], float],
        pauses: Pauses,
    ) -> None:
        self._library, self._jobs, self._fetcher = library, jobs, fetcher
        self._live = live
        self._clients, self._apply, self._now, self._pauses = clients, apply, now, pauses
        self._steps: dict[State, Callable[[Generation], Awaitable[Generation | None]]] = {
            State.WAITING: self._send,
            State.SENT: self._search,
            State.ACCEPTED: self._poll,
            State.RUNNING: self._poll,
            State.FINISHED: self._fetch,
        }

    async def run(self, generation: Generation) -> None:
        """Do what its state asks for until nothing is left to do; LibraryError is the caller's."""
        current: Generation | None = generation
        while current is not None and current.state.is_open:
            try:
                current = await self._steps[current.state](current)
            except ServiceError as refusal:
                current = await self._apply(generation.id, Failed(refusal.failure()))

    async def _send(self, generation: Generation) -> Generation | None:
        """Submit it, once. What breaks off goes on by its state: polling with a task id, searching without.

        None after a refusal for now (429): it waits, and whoever runs courses sends it again when its time has come.
        """
        client, request = self._client(generation), generation.request
        if request.objection:
            return await self._apply(generation.id, Failed(InputError(request.objection).failure()))
        current = await self._apply(generation.id, Sent(self._now()))
        if current.state is not State.SENT:
            return current
        try:
            async with aclosing(client.imagine(request, client.way(request.mode))) as results:
                async for result in results:
                    current = await self._take(current, result)
        except TooManyRequests as busy:
            refused = await self._apply(generation.id, self._deferred(generation, busy))
            return None if refused.state is State.WAITING else refused
        except (ConnectionLost, AnswerError) as broken:
            return await self._apply(generation.id, Troubled(broken.failure()))
        except NoAnswer as unreachable:
            return await self._apply(generation.id, Failed(unreachable.failure()))
        return current

    async def _take(self, generation: Generation, result: Result) -> Generation:
        """Advance it by one result object."""
        current = generation
        if result.task_id and current.task_id is None:
            current = await self._apply(current.id, Accepted(result.task_id, result.trace_id))
        if result.is_finished and result.picture is not None:
            return await self._apply(current.id, self._finished(result))
        if result.picture is not None or result.percent:
            return await self._apply(current.id, Progressed(result.percent, result.picture))
        return current

    def _deferred(self, generation: Generation, busy: TooManyRequests) -> Deferred:
        pause = min(self._pauses.longest_refusal, self._pauses.refusal * 2 ** min(generation.refusals, 10))
        asked = min(busy.retry_after or 0.0, _LONGEST_ASKED)
        return Deferred(busy.failure(), self._now() + (asked or pause))

    def _finished(self, result: Result) -> Finished:
        assert result.picture is not None
        return Finished(self._now(), result.picture, result.image_id, result.actions, result.sub_images, result.cost)

    async def _search(self, generation: Generation) -> Generation:
        """Find in the account's task list what was sent but never named; silence of the service does not count."""
        tries, searched_from = 0, self._now()
        while True:
            try:
                listing = await self._listing(generation)
            except NoAnswer as silence:
                await self._apply(generation.id, Troubled(silence.failure()))
                listing, searched_from = [], self._now()
            known = await self._jobs.in_turn(self._library.claimed)
            found = self._claim(generation, listing, known)
            if found is not None:
                return await self._apply(generation.id, Accepted(found.id, found.trace_id))
            if self._now() - searched_from > self._pauses.search:
                return await self._apply(generation.id, Failed(_reason(generation.failure)))
            await asyncio.sleep(self._pauses.after(tries))
            tries += 1

    async def _listing(self, generation: Generation) -> list[TaskRecord]:
        """The account's tasks since it was sent. Older ones are left out here too: the filter is undocumented."""
        since = (generation.sent_at or generation.created_at) - _CLOCK_SLACK
        try:
            tasks = await self._client(generation).listing(since=since, limit=100)
        except (ServiceError, AnswerError) as trouble:
            await self._apply(generation.id, Troubled(trouble.failure()))
            return []
        return [task for task in tasks if task.created_at is None or task.created_at >= since]

    def _claim(self, generation: Generation, listing: list[TaskRecord], known: set[str]) -> TaskRecord | None:
        """The task that is this generation's, or None: never one that could be more than one wish's.

        As many alike as were lost together are shared out, oldest first; those with masks only look alike.
        """
        lost = [
            other for other in self._lost() if other.request == generation.request and other.origin == generation.origin
        ]
        claimed = known | self._named()
        alike = [task for task in listing if task.id not in claimed and _is_of(task, generation)]
        if len(alike) > max(1, len(lost)) or (len(lost) > 1 and generation.request.mask is not None):
            return None
        return min(alike, key=lambda task: task.created_at or 0.0, default=None)

    async def _poll(self, generation: Generation) -> Generation:
        """Ask for its task until it is finished or failed."""
        current, tries, unknown_from, empty = generation, 0, None, 0
        while current.state in (State.ACCEPTED, State.RUNNING):
            record = await self._record(current)
            if record is None:
                unknown_from = unknown_from or self._now()
                if self._now() - unknown_from > _UNKNOWN_FOR:
                    return await self._apply(current.id, Failed(Failure(code="task_unknown")))
            else:
                unknown_from, current = None, await self._heed(current, record)
                empty += record.finished_at is not None
            if empty > _EMPTY_LOOKS and current.state in (State.ACCEPTED, State.RUNNING):
                return await self._apply(current.id, Failed(Failure(code="task_failed", message="It has no picture.")))
            if current.state in (State.ACCEPTED, State.RUNNING):
                await asyncio.sleep(self._pauses.after(tries))
            tries += 1
        return current

    async def _heed(self, generation: Generation, record: TaskRecord) -> Generation:
        if record.error is not None:
            raise record.error
        return generation if record.result is None else await self._take(generation, record.result)

    async def _record(self, generation: Generation) -> TaskRecord | None:
        assert generation.task_id is not None
        return await self._insist(generation, lambda: self._client(generation).task(generation.task_id or ""))

    async def _insist(self, generation: Generation, question: Callable[[], Awaitable[T]]) -> T:
        """The answer to a free question, asked again with growing pauses for as long as the service is in trouble."""
        tries = 0
        while True:
            try:
                return await question()
            except MJError as trouble:
                await self._apply(generation.id, Troubled(trouble.failure()))
                await asyncio.sleep(self._pauses.after(tries))
                tries += 1

    async def _fetch(self, generation: Generation) -> Generation | None:
        """Download its picture; a dead link is renewed by asking for the task. None: given up for now."""
        current = generation
        for tries in range(self._pauses.fetches):
            if tries:
                await asyncio.sleep(self._pauses.after(tries - 1) if tries > 1 else 0)
                current = await self._renewed(current)
            try:
                return await self._store(current)
            except (PictureError, NoAnswer) as trouble:
                code = trouble.code if isinstance(trouble, PictureError) else PictureError.code
                failure = replace(trouble.failure(), code=code, trace_id=current.trace_id)
                await self._apply(current.id, Troubled(failure))
                if code == _UNKEPT:  # not downloaded again and again: a person makes room, and then fetches it
                    return None
        return None

    async def _store(self, generation: Generation) -> Generation:
        assert generation.picture is not None
        data = await self._fetcher.fetch(generation.picture.raw_url)
        facts = await self._jobs.in_background(pictures.verify, data)
        try:
            file = await self._jobs.in_turn(self._library.keep_picture, generation, data, facts)
            # The facts first: "stored" is said when everything that belongs to it is on disk.
            await self._jobs.in_turn(self._library.keep_facts, advance(generation, Stored(file)))
        except LibraryError as refusal:
            raise PictureError(refusal.message, code=_UNKEPT) from refusal
        return await self._apply(generation.id, Stored(file))

    async def _renewed(self, generation: Generation) -> Generation:
        record = await self._record(generation) if generation.task_id else None
        result = record.result if record else None
        if result is None or not result.is_finished:
            return generation
        return await self._apply(generation.id, self._finished(result))

    def _lost(self) -> list[Generation]:
        return [found for found in self._live.values() if found.state is State.SENT and found.task_id is None]

    def _named(self) -> set[str]:
        return {found.task_id for found in self._live.values() if found.task_id is not None}

    def _client(self, generation: Generation) -> Client:
        return self._clients[generation.origin]


def _reason(trouble: Failure | None) -> Failure:
    """Why a sent one that is in no list failed: what came instead of its task's name, if that is known."""
    known = trouble is not None and trouble.code in (AnswerError.code, ConnectionLost.code)
    return trouble if known and trouble is not None else Failure(code=ConnectionLost.code)


def _is_of(task: TaskRecord, generation: Generation) -> bool:
    request = generation.request
    same = (task.prompt or None, task.action, task.image_id)
    return same == (request.prompt or None, request.action, request.image_id)
