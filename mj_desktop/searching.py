"""The search: finds in the account's task list what was sent and never named; what is not certain is a person's."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from mj_desktop.api.client import Client
from mj_desktop.api.wire import TaskRecord
from mj_desktop.core.candidates import Candidate, Candidates
from mj_desktop.core.errors import SEVERAL, AnswerError, ConnectionLost, Failure, MJError
from mj_desktop.core.generation import Accepted, Event, Failed, Generation, State, StreamLost, Troubled
from mj_desktop.core.pauses import Pauses
from mj_desktop.core.request import Imagine
from mj_desktop.jobs import Jobs
from mj_desktop.library.library import Library
from mj_desktop.poller import Poller

SLACK = 120.0
"""The task list is searched from this long before the sending on, by the service's clock (seconds)."""
_PAGE = 50


@dataclass(frozen=True, slots=True)
class Claimed:
    """What the list says about a lost one: its task, or the tasks of which any could be it, or neither."""

    task: TaskRecord | None = None
    several: tuple[TaskRecord, ...] = ()
    must_wait: bool = False  # one just like it is being sent, and its task is about to be named


class Search:
    """Searches for generations of any origin. Silence of the service never counts as an answer."""

    def __init__(
        self,
        library: Library,
        jobs: Jobs,
        live: Mapping[str, Generation],
        apply: Callable[[str, Event], Awaitable[Generation]],
        announce: Callable[[Candidates], None],
        now: Callable[[], float],
        pauses: Pauses,
    ) -> None:
        self._library, self._jobs, self._live = library, jobs, live
        self._apply, self._announce, self._now, self._pauses = apply, announce, now, pauses
        self._searching: set[str] = set()

    async def find(self, generation: Generation, client: Client, poller: Poller) -> Generation:
        """Look until its task is found or, for `pauses.search` seconds of answers, is not there."""
        self._searching.add(generation.id)
        try:
            lost = await self._apply(generation.id, StreamLost())
            return await self._look(lost, client, poller)
        finally:
            self._searching.discard(generation.id)

    async def _look(self, generation: Generation, client: Client, poller: Poller) -> Generation:
        tries, answered, announced = 0, 0.0, frozenset[str]()
        while True:
            asked = self._now()
            claimed = await self._claimed(generation, client, poller)
            if claimed is not None and claimed.task is not None:
                return await self._apply(generation.id, Accepted(claimed.task.id, claimed.task.trace_id))
            if claimed is not None and claimed.several:
                announced = await self._show(generation, claimed.several, announced)
            elif claimed is not None and not claimed.must_wait and answered >= self._pauses.search:
                return await self._apply(generation.id, Failed(_reason(self._live[generation.id].failure)))
            await asyncio.sleep(self._pauses.after(tries))
            waits = claimed is None or claimed.must_wait or bool(claimed.several)
            answered = 0.0 if claimed is None else answered + (0.0 if waits else self._now() - asked)
            tries += 1

    async def _claimed(self, generation: Generation, client: Client, poller: Poller) -> Claimed | None:
        """What the list says now; None, and said beside the state, when it could not be had."""
        try:
            listing = await self._listing(generation, client, poller)
        except MJError as trouble:
            await self._apply(generation.id, Troubled(trouble.failure()))
            return None
        known = await self._jobs.in_turn(self._library.claimed)
        return self._claim(generation, listing, known)

    async def _listing(self, generation: Generation, client: Client, poller: Poller) -> list[TaskRecord]:
        """The account's tasks since it was sent, on the service's clock. Pages are read until older ones come."""
        found: dict[str, TaskRecord] = {}
        read = 0
        while True:
            page = await poller.page(read, _PAGE)
            since = (generation.sent_at or generation.created_at) + client.ahead - SLACK
            fresh = [task for task in page if task.id not in found]
            found |= {task.id: task for task in fresh}
            read += len(page)
            # A page without anything new is from a service that does not turn pages.
            if not fresh or len(page) < _PAGE or any(_is_before(task, since) for task in page):
                return [task for task in found.values() if not _is_before(task, since)]

    def _claim(self, generation: Generation, listing: list[TaskRecord], known: set[str]) -> Claimed:
        """Which task is this generation's.

        As many alike as were lost together are shared out, oldest first: equal requests are one as good as the other.
        Those with different masks only look alike, and a task more than was lost came from elsewhere.
        """
        rivals = sorted((each for each in self._lost() if _are_alike(each, generation)), key=_by_sending)
        claimed = known | {each.task_id for each in self._live.values() if each.task_id is not None}
        alike = [task for task in listing if task.id not in claimed and is_of(task, generation)]
        alike = [task for task in alike if _carries_its_path(task, generation)] or alike
        alike.sort(key=lambda task: task.created_at or 0.0)
        if any(rival.id not in self._searching for rival in rivals):
            return Claimed(must_wait=bool(alike))
        same = all(rival.request == generation.request for rival in rivals)
        if alike and (len(alike) > len(rivals) or not same):
            return Claimed(several=tuple(alike))
        place = [rival.id for rival in rivals].index(generation.id)
        return Claimed(task=alike[place]) if place < len(alike) else Claimed()

    async def _show(
        self, generation: Generation, several: tuple[TaskRecord, ...], announced: frozenset[str]
    ) -> frozenset[str]:
        """Announce the candidates, once for each set of them."""
        ids = frozenset(task.id for task in several)
        await self._apply(generation.id, Troubled(Failure(code=SEVERAL, message=str(len(several)))))
        if ids != announced:
            told = (Candidate(task.id, task.created_at, task.prompt or "", task.action) for task in several)
            self._announce(Candidates(generation.id, tuple(told)))
        return ids

    def _lost(self) -> list[Generation]:
        return [found for found in self._live.values() if found.state is State.SENT and found.task_id is None]


def not_found() -> Failure:
    """Why one failed whose task is in no list: what is said when a person says that no candidate is it, too."""
    return Failure(code=ConnectionLost.code)


def _reason(trouble: Failure | None) -> Failure:
    """Why a sent one that is in no list failed: what came instead of its task's name, if that is known."""
    known = trouble is not None and trouble.code in (AnswerError.code, ConnectionLost.code)
    return trouble if known and trouble is not None else not_found()


def _by_sending(generation: Generation) -> tuple[float, str]:
    return generation.sent_at or generation.created_at, generation.id


def _is_before(task: TaskRecord, since: float) -> bool:
    return task.created_at is not None and task.created_at < since


def _are_alike(one: Generation, other: Generation) -> bool:
    return one.origin == other.origin and one.request.without_mask() == other.request.without_mask()


def _carries_its_path(task: TaskRecord, generation: Generation) -> bool:
    """A callback address is matched by itself, whatever else there is without one."""
    return generation.request.callback_url is not None and task.callback_url == generation.request.callback_url


def is_of(task: TaskRecord, generation: Generation) -> bool:
    """True where a task could be a generation: same prompt, action, pictures and video.

    A record repeats the request's body (contract 1.5): a callback address in it that is not this request's, or that
    this request had none of, is somebody else's. A record without one tells nothing.
    """
    request = generation.request
    if task.callback_url is not None and task.callback_url != request.callback_url:
        return False
    return _subject(task.request) == _subject(request)


def _subject(request: Imagine) -> tuple[str | int | None, ...]:
    """What the service's records certainly repeat; the first clip may go without saying (contract 1.3)."""
    pictures = request.image_id, request.image_url, request.video_id, request.video_index or 0
    return (request.prompt or None, request.action, *pictures)
