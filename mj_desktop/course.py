"""The course of a generation: from its journal entry to the picture on disk, one step per state."""

from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import suppress
from functools import partial
from typing import TypeVar

from mj_desktop.api.client import Client, Receive
from mj_desktop.api.fetch import Fetcher
from mj_desktop.api.wire import Result, TaskRecord
from mj_desktop.core.candidates import Candidates
from mj_desktop.core.errors import (
    AnswerError,
    ConnectionLost,
    Failure,
    InputError,
    MJError,
    NoAnswer,
    ServiceError,
    TooManyRequests,
)
from mj_desktop.core.generation import (
    Accepted,
    Asked,
    Deferred,
    Event,
    Failed,
    Finished,
    Generation,
    Progressed,
    RemotePicture,
    Sent,
    State,
    StreamLost,
    Troubled,
)
from mj_desktop.core.pauses import Pauses
from mj_desktop.fetching import Fetching
from mj_desktop.jobs import Jobs
from mj_desktop.library.library import Library
from mj_desktop.poller import Poller
from mj_desktop.searching import Search
from mj_desktop.stream import Stream

__all__ = ["Course", "Pauses"]

T = TypeVar("T")

# A task that is over without a picture is looked at so often again before it is given up.
_EMPTY_LOOKS = 2
# A Retry-After beyond this is taken for a mistake (seconds).
_LONGEST_ASKED = 3600.0


class Course:
    """Runs generations of every origin; `apply` advances one by an event and has it on disk when it returns; `draw`
    does so at once, or says False, where something is to be kept.

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
        draw: Callable[[str, Event], bool],
        announce: Callable[[Candidates], None],
        now: Callable[[], float],
        pauses: Pauses,
    ) -> None:
        self._jobs, self._draw = jobs, draw
        self._clients, self._apply, self._now, self._pauses = clients, apply, now, pauses
        self._pollers: dict[str, Poller] = {}
        self._search = Search(library, jobs, live, apply, announce, now, pauses)
        self._fetching = Fetching(library, jobs, fetcher, apply, pauses)
        self._steps: dict[State, Callable[[Generation], Awaitable[Generation | None]]] = {
            State.WAITING: self._send,
            State.SENT: self._find,
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

    async def heed(self, generation: Generation, result: Result | ServiceError) -> Generation:
        """Advance it by what the service posted of it."""
        if isinstance(result, ServiceError):
            return await self._apply(generation.id, Failed(result.failure()))
        return await self._take(generation, result)

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
        way = client.way(request.mode) if request.callback_url is None else Receive.POLLING
        try:
            current = await self._receive(current, client.imagine(request, way))
        except TooManyRequests as busy:
            refused = await self._apply(generation.id, self._deferred(generation, busy))
            return None if refused.state is State.WAITING else refused
        except (ConnectionLost, AnswerError) as broken:
            return await self._apply(generation.id, StreamLost(broken.failure()))
        except NoAnswer as unreachable:
            return await self._apply(generation.id, Failed(unreachable.failure()))
        return current if way is Receive.POLLING else await self._apply(generation.id, StreamLost())

    async def _receive(self, generation: Generation, answer: AsyncGenerator[Result, None]) -> Generation:
        """Advance it by what comes until the answer ends, or stands still after it named the task.

        A preview that comes while nothing else does is shown by `_draws`.
        """
        current, stream = generation, Stream(answer, partial(self._draws, generation.id))
        key = f"stream {generation.id}"
        self._jobs.start(key, stream.listen())
        try:
            with suppress(TimeoutError):
                while (line := await stream.next(self._pauses.stall if current.task_id else None)) is not None:
                    if isinstance(line, Exception):
                        raise line
                    current = await self._take(current, line)
        finally:
            self._jobs.cancel(key)
        return current

    def _draws(self, generation_id: str, result: Result) -> bool:
        """True for a preview that was shown: nothing else is new, and it is not kept."""
        is_preview = not result.is_finished and (result.picture is not None or bool(result.percent))
        return is_preview and self._draw(generation_id, Progressed(result.percent, result.picture))

    async def _take(self, generation: Generation, result: Result) -> Generation:
        """Advance it by one result object."""
        current = generation
        if result.task_id and current.task_id is None:
            current = await self._apply(current.id, Accepted(result.task_id, result.trace_id))
        if result.is_finished and result.picture is not None:
            return await self._apply(current.id, finished(result, result.picture, self._now()))
        if result.picture is not None or result.percent:
            return await self._apply(current.id, Progressed(result.percent, result.picture))
        return current

    def _deferred(self, generation: Generation, busy: TooManyRequests) -> Deferred:
        pause = min(self._pauses.longest_refusal, self._pauses.refusal * 2 ** min(generation.refusals, 10))
        asked = min(busy.retry_after or 0.0, _LONGEST_ASKED)
        return Deferred(busy.failure(), self._now() + (asked or pause))

    async def _find(self, generation: Generation) -> Generation:
        """Find in the account's task list what was sent but never named."""
        return await self._search.find(generation, self._client(generation), self.poller(generation.origin))

    async def _poll(self, generation: Generation) -> Generation:
        """Ask for its task until it is finished or failed: nothing of ours ends it but ten minutes of `{}`."""
        current, tries, unknown_from, empty = generation, 0, None, 0
        while current.state in (State.ACCEPTED, State.RUNNING):
            try:
                record = await self._asked(current, self._pauses.after(tries - 1) if tries else 0.0)
            except MJError as trouble:
                current, unknown_from = await self._apply(current.id, Troubled(trouble.failure())), None
            else:
                current = await self._heed(current, record)
                unknown_from = None if record is not None else unknown_from or self._now()
                empty += record is not None and record.finished_at is not None
            if unknown_from is not None and self._now() - unknown_from > self._pauses.unknown:
                return await self._apply(current.id, Failed(Failure(code="task_unknown")))
            if empty > _EMPTY_LOOKS and current.state in (State.ACCEPTED, State.RUNNING):
                return await self._apply(current.id, Failed(Failure(code="task_failed", message="It has no picture.")))
            tries += 1
        return current

    async def _asked(self, generation: Generation, pause: float) -> TaskRecord | None:
        """Its task's record; None only when the service, asked for this task alone, does not know it."""
        assert generation.task_id is not None
        poller = self.poller(generation.origin)
        return await poller.record(generation.task_id, pause) or await poller.alone(generation.task_id)

    async def _heed(self, generation: Generation, record: TaskRecord | None) -> Generation:
        """Advance it by what was answered; the service's refusal of the task is raised."""
        current = await self._apply(generation.id, Asked(self._now()))
        if record is not None and record.error is not None:
            raise record.error
        return current if record is None or record.result is None else await self._take(current, record.result)

    async def _fetch(self, generation: Generation) -> Generation | None:
        return await self._fetching.fetch(generation, self._renewed)

    async def _renewed(self, generation: Generation) -> Generation:
        """It with the links that its task has now, asked for again and again while the service is in trouble."""
        tries = 0
        while generation.task_id is not None:
            try:
                record = await self._asked(generation, self._pauses.after(tries - 1) if tries else 0.0)
            except MJError as trouble:
                await self._apply(generation.id, Troubled(trouble.failure()))
                tries += 1
                continue
            result = record.result if record is not None else None
            if result is None or not result.is_finished or result.picture is None:
                return generation
            return await self._apply(generation.id, finished(result, result.picture, self._now()))
        return generation

    def poller(self, origin: str) -> Poller:
        """Who asks the service at an origin."""
        if origin not in self._pollers:
            self._pollers[origin] = Poller(origin, lambda: self._clients[origin], self._jobs, self._pauses)
        return self._pollers[origin]

    def _client(self, generation: Generation) -> Client:
        return self._clients[generation.origin]


def finished(result: Result, picture: RemotePicture, at: float) -> Finished:
    """What a finished result, whose `picture` this is, brings to its generation, at `at`."""
    return Finished(
        at, picture, result.image_id, result.actions, result.sub_images, result.video_id, result.videos, result.cost
    )
