"""Recovering: brings tasks of an account into the library, journalled and fetched as if they had been begun here."""

import asyncio
import time
from collections.abc import Callable, Iterable

from mj_desktop.api import wire
from mj_desktop.api.wire import TaskRecord
from mj_desktop.core.generation import Accepted, Generation, Sent, State, advance, new
from mj_desktop.core.lineage import Lineage
from mj_desktop.course import finished
from mj_desktop.library.library import Library
from mj_desktop.studio import Studio

_AT_ONCE = 4
"""So many pictures are fetched at the same time."""
_UNSURE = 2.0  # seconds: the service's clock is only known to the second, and parents must stay before children
_MOMENT = 0.02  # seconds between looks whether one is done


class Recovery:
    """Recovers tasks of one origin, whose clock is `ahead` of this computer's by some seconds."""

    def __init__(
        self, studio: Studio, library: Library, origin: str, ahead: float, now: Callable[[], float] = time.time
    ) -> None:
        self._studio, self._library, self._origin = studio, library, origin
        self._ahead, self._now = ahead, now

    async def recover(
        self, records: Iterable[TaskRecord], done: Callable[[], object], goes_on: Callable[[], bool]
    ) -> None:
        """Bring in those that are not here yet, oldest first, so that parents come before what was made of them.

        `done` is called for each that needs nothing more: its picture is here, could not be fetched, or is still drawn.
        Once it no longer `goes_on`, only what is on its way is waited for.
        """
        held = await self._studio.jobs.in_thread(self._library.holdings, self._origin)
        lineage = await self._studio.jobs.in_thread(self._library.lineage, self._origin)
        await self._reunite(lineage)
        waiting = sorted(records, key=lambda record: record.created_at or 0.0)
        under_way: set[str] = set()
        for record in waiting:
            while len(under_way) >= _AT_ONCE:
                await self._settle(under_way, done)
            if not goes_on():
                break
            if record.id in held:
                done()
            else:
                under_way.add(await self._adopt(record, lineage))
        while under_way:
            await self._settle(under_way, done)

    async def _adopt(self, record: TaskRecord, lineage: Lineage) -> str:
        """Begin with one; returns its generation's id."""
        made = recovered(record, self._origin, self._ahead, self._now(), lineage)
        await self._studio.intake.adopt(made)
        lineage.take(made, seeks=made.parent is None)
        await self._reunite(lineage)
        return made.id

    async def _reunite(self, lineage: Lineage) -> None:
        """What was here before that which it was made of has its parent now."""
        for child, parent in lineage.met():
            await self._studio.intake.relate(child, parent)

    async def _settle(self, under_way: set[str], done: Callable[[], object]) -> None:
        """Wait until one of them needs nothing more."""
        ended = {each for each in under_way if self._is_over(await self._studio.look_up(each))}
        under_way -= ended
        for _ in ended:
            done()
        if not ended:
            await asyncio.sleep(_MOMENT)

    def _is_over(self, found: Generation | None) -> bool:
        """True where no picture is being fetched; one that is still drawn is not waited for."""
        drawn = found is not None and found.state in (State.ACCEPTED, State.RUNNING)
        return found is None or drawn or not self._studio.jobs.runs(found.id)


def recovered(record: TaskRecord, origin: str, ahead: float, now: float, lineage: Lineage) -> Generation:
    """The generation that a task would be had it been begun here; what it was made from is known by its name."""
    ahead = ahead if abs(ahead) >= _UNSURE else 0.0
    begun = min(now, record.created_at - ahead) if record.created_at is not None else now
    made = new(origin, wire.asked(record).without_callback(), begun, lineage.parent(record.request))
    made = advance(advance(made, Sent(begun)), Accepted(record.id, record.trace_id))
    result = record.result
    if result is None or not result.is_finished or result.picture is None:
        return made
    at = min(now, record.finished_at - ahead) if record.finished_at is not None else now
    return advance(made, finished(result, result.picture, at))
