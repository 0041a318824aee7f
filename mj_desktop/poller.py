"""The poller: asks one origin about all of its open tasks at once, and keeps its questions apart."""

import asyncio
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from mj_desktop.api.client import Client
from mj_desktop.api.wire import TaskRecord
from mj_desktop.core.pauses import Pauses
from mj_desktop.jobs import Jobs

BATCH = 50
"""The most tasks that one question names."""


@dataclass(frozen=True, slots=True, eq=False)
class _Question:
    """Somebody waits for a task's record, until `due` (monotonic seconds) at the latest."""

    task_id: str
    due: float
    answer: "asyncio.Future[TaskRecord | None]" = field(
        default_factory=lambda: asyncio.get_running_loop().create_future()
    )


@dataclass(frozen=True, slots=True)
class _Page:
    """A page of the account's tasks as it was at a time (monotonic seconds)."""

    wanted: tuple[int, int, str]
    asked_at: float
    records: list[TaskRecord]


class Poller:
    """Asks for tasks of one origin through whatever client it has now.

    Whoever waits for a task is answered with all others as soon as the first of them is due: any number of open tasks
    costs one question at a time.
    """

    def __init__(self, origin: str, client: Callable[[], Client], jobs: Jobs, pauses: Pauses) -> None:
        self._key, self._client, self._jobs, self._pauses = f"poll {origin}", client, jobs, pauses
        self._open: list[_Question] = []
        self._news, self._turn = asyncio.Event(), asyncio.Lock()
        self._free_at, self._asks = 0.0, False
        self._page, self._readers = None, 0  # type: _Page | None, int

    async def record(self, task_id: str, pause: float) -> TaskRecord | None:
        """The task's record, asked for in `pause` seconds or sooner; None when the service does not know it.

        Raises what the question raised, for each that was in it.
        """
        question = _Question(task_id, time.monotonic() + pause)
        self._open.append(question)
        self._news.set()
        if not self._asks:
            self._asks = True
            self._jobs.start(self._key, self._ask())
        try:
            return await question.answer
        finally:
            self._open.remove(question)

    async def alone(self, task_id: str) -> TaskRecord | None:
        """The task's record by a question of its own, which the service answers by `{}` where it knows none."""
        async with self._turn:
            await self._wait()
            return await self._client().task(task_id)

    async def named(self, task_ids: Sequence[str]) -> list[TaskRecord]:
        """The records of some tasks, now; unknown ones are missing."""
        async with self._turn:
            await self._wait()
            return await self._client().tasks(task_ids)

    async def traced(self, trace_ids: Sequence[str]) -> list[TaskRecord]:
        """The records of some tasks by their trace ids, now; unknown ones are missing."""
        async with self._turn:
            await self._wait()
            return await self._client().traced(trace_ids)

    async def page(self, offset: int, limit: int, type: str = "") -> list[TaskRecord]:  # noqa: A002 the service's name
        """A page of the account's tasks, newest first, perhaps of one type only.

        Open tasks that are due come first: what was drawn of them may be waiting. Whoever wants the same page while it
        is waited for is answered with it.
        """
        wanted, since = (offset, limit, type), time.monotonic()
        self._readers += 1
        try:
            await asyncio.sleep(0)  # who begins in the same moment may have a task to ask for
            if due := [question.answer for question in self._open if question.due <= time.monotonic()]:
                await asyncio.wait(due)
            async with self._turn:
                if self._page is None or self._page.wanted != wanted or self._page.asked_at < since:
                    self._page = await self._read(wanted)
                return self._page.records
        finally:
            self._readers -= 1
            self._page = self._page if self._readers else None

    async def _read(self, wanted: tuple[int, int, str]) -> "_Page":
        await self._wait()
        (offset, limit, kind), now = wanted, time.monotonic()
        return _Page(wanted, now, await self._client().listing(offset=offset, limit=limit, type=kind))

    @property
    def ahead(self) -> float:
        """Seconds by which the service's clock is ahead of this computer's."""
        return self._client().ahead

    async def _ask(self) -> None:
        """Ask until nobody waits any more."""
        try:
            while self._open:
                await self._until_due()
                asked = self._open[:BATCH]
                if asked:
                    await self._answer(asked)
                await asyncio.sleep(0)  # whoever was answered goes on, and leaves the list
        finally:
            self._asks = False

    async def _until_due(self) -> None:
        while self._open and (left := min(question.due for question in self._open) - time.monotonic()) > 0:
            self._news.clear()
            with suppress(TimeoutError):
                async with asyncio.timeout(left):
                    await self._news.wait()

    async def _answer(self, asked: list[_Question]) -> None:
        """One question for all of them; whatever goes wrong goes wrong for each."""
        try:
            async with self._turn:
                await self._wait()
                records = await self._client().tasks(dict.fromkeys(question.task_id for question in asked))
        except Exception as trouble:
            for question in asked:
                if not question.answer.done():
                    question.answer.set_exception(trouble)
            return
        known = {record.id: record for record in records}
        for question in asked:
            if not question.answer.done():
                question.answer.set_result(known.get(question.task_id))

    async def _wait(self) -> None:
        await asyncio.sleep(max(0.0, self._free_at - time.monotonic()))
        self._free_at = time.monotonic() + self._pauses.apart
