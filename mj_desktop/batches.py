"""Batches while the program runs: which of their generations wait, and letting them go at the service's pace."""

import asyncio
from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from mj_desktop.core.batch import Place
from mj_desktop.core.errors import LEFT_OVER, Failure
from mj_desktop.core.generation import DEMO, Generation, State
from mj_desktop.core.messages import Message
from mj_desktop.core.request import Imagine
from mj_desktop.core.sheet import progress
from mj_desktop.jobs import Jobs
from mj_desktop.library.library import Library
from mj_desktop.queue import IN_FLIGHT
from mj_desktop.studio import Studio

EVERY = 1.1
"""Seconds from one submission to the next: the service takes one a second (contract 1.7)."""
_DRAWN = (State.ACCEPTED, State.RUNNING)
_CUT_OFF = ("unreachable", "unknown_host", "no_safe_connection")
# What would refuse all the others too: it is for a person to mend.
_FOR_ALL = (
    "used_up", "no_token", "invalid_token", "token_expired", "token_mismatched", "disabled", "not_applied", *_CUT_OFF,
)  # fmt: skip
_AT_ONCE = 10  # generations begun before the window has its turn
Order = tuple[Imagine, Place]


class Batches(QObject):
    """Journals batches as waiting generations and lets one after the other go; nothing goes at a start by itself.

    `paused` carries the batches that wait for a person by id, each with the Failure that is the reason, or None where a
    person paused it; `listed` what `Library.batches` tells, `opened` a batch's generations, `said` a Message.
    """

    paused = Signal(object)
    listed = Signal(object)
    opened = Signal(object)
    said = Signal(object)

    def __init__(self, studio: Studio, library: Library, jobs: Jobs, every: float = EVERY) -> None:
        super().__init__()
        self._studio, self._library, self._jobs, self._every = studio, library, jobs, every
        self._members: dict[str, dict[str, Generation]] = {}
        self._going: set[str] = set()
        self._beginning: set[str] = set()
        self._unwritten: dict[str, int] = {}
        self._why: dict[str, Failure] = {}
        self._running = 0
        self._news = asyncio.Event()
        studio.added.connect(self.see)
        studio.changed.connect(self.see)
        studio.removed.connect(self._forget)
        studio.counted.connect(self._count)

    # -- what a person asks for

    def start(self, origin: str, orders: Sequence[Order]) -> None:
        """Journal a batch, whole, and let it go."""
        self._jobs.start(_writing(orders[0][1].batch), self._begin(origin, orders))

    def pause(self, batch: str, why: Failure | None = None) -> None:
        """Let nothing more of it go, `why` unless a person wants it so; what is being drawn is drawn."""
        self._going.discard(batch)
        self._beginning.discard(batch)
        self._why.pop(batch, None)
        if why is not None:
            self._why[batch] = why
        self._tell()

    def resume(self, *batches: str) -> None:
        """Let these go on, or all that wait."""
        self._going |= set(batches or self._members) & set(self._members)
        self._why = {batch: why for batch, why in self._why.items() if batch not in self._going}
        self._tell()
        self._news.set()
        for origin in {self._origin(batch) for batch in self._going}:
            if not self._jobs.runs(f"batches {origin}"):
                self._jobs.start(f"batches {origin}", self._go(origin))

    def stop(self, batch: str) -> None:
        """Forget what of it is not sent yet."""
        self.pause(batch)
        self._jobs.cancel(_writing(batch))
        waiting = self._waiting(batch)
        count = len(waiting) + self._unwritten.pop(batch, 0)
        if count:
            what = "The rest is canceled: {count} that were not sent."
            self.said.emit(Message(what, "Nothing was charged for them.", values={"count": str(count)}))
        for each in waiting:
            self._studio.stop_waiting(each.id)

    def want_list(self) -> None:
        """Tell which batches there are; `listed` follows."""
        self._jobs.start("list of batches", self._list())

    def want(self, batch: str) -> None:
        """Tell a batch's generations; `opened` follows."""
        self._jobs.start("open batch", self._open(batch))

    # -- what happens

    def see(self, generation: Generation) -> None:
        """A generation was added or changed."""
        place = generation.place
        if place is None:
            return
        new = place.batch not in self._members
        held = self._members.setdefault(place.batch, {})
        before, held[generation.id] = held.get(generation.id), generation
        failure, was_open = generation.failure, before is None or before.state.is_open
        self._news.set()
        if new:
            self._tell()
        if failure is not None and failure.code == LEFT_OVER and place.batch not in self._going:
            self.pause(place.batch, failure)
        if generation.state is State.FAILED and was_open and failure is not None and failure.code in _FOR_ALL:
            self.pause(place.batch, failure)
        if before is not None and before.state.is_open and not generation.state.is_open:
            self._end(place.batch)

    def _forget(self, generation_id: str) -> None:
        for batch, held in list(self._members.items()):
            if held.pop(generation_id, None) is not None:
                self._end(batch)
        self._news.set()

    def _count(self, running: int, waiting: int) -> None:
        self._running = running
        self._news.set()

    def _end(self, batch: str) -> None:
        """Let go of a batch of which nothing is open any more, and say what came of it."""
        if any(each.state.is_open for each in self._members[batch].values()):
            return
        del self._members[batch]
        self._going.discard(batch)
        self._why.pop(batch, None)
        self._tell()
        self._jobs.start(f"end of {batch}", self._sum_up(batch))

    def _tell(self) -> None:
        rest = (batch for batch in self._members if batch not in self._going | self._beginning)
        self.paused.emit({batch: self._why.get(batch) for batch in rest})

    def _waiting(self, batch: str) -> list[Generation]:
        held = [each for each in self._members.get(batch, {}).values() if each.state is State.WAITING]
        return sorted(held, key=lambda each: each.place.number if each.place is not None else 0)

    # -- the work

    async def _begin(self, origin: str, orders: Sequence[Order]) -> None:
        batch = orders[0][1].batch
        self._beginning.add(batch)
        for number, (request, place) in enumerate(orders, 1):
            self._studio.submit(origin, request, place=place)
            self._unwritten[batch] = len(orders) - number
            if number % _AT_ONCE == 0:
                await asyncio.sleep(0)
        del self._unwritten[batch]
        if batch in self._beginning:  # a person may have paused it meanwhile: then it is only written down
            self._beginning.discard(batch)
            self.resume(batch)

    async def _go(self, origin: str) -> None:
        """Let an origin's next one go once there is room, then rest for as long as the service asks between two."""
        is_told = False
        while any(self._origin(batch) == origin for batch in self._going):
            is_told = self._tell_cut_off(origin, is_told)
            found = self._next(origin)
            if found is not None:
                self._studio.send_now(found.id)
            while found is not None and self._is_leaving(found.id):
                await self._hear()
            await (self._hear() if found is None else asyncio.sleep(self._every))

    def _tell_cut_off(self, origin: str, is_told: bool) -> bool:
        """Say once why nothing more goes; whether that is said. The demo engine's end is said elsewhere."""
        is_cut_off = self._is_cut_off(origin)
        if is_cut_off and not is_told and origin != DEMO:
            what, todo = "The batch waits: {origin} cannot be reached.", "It goes on by itself."
            self.said.emit(Message(what, todo, values={"origin": origin}))
        return is_cut_off

    async def _hear(self) -> None:
        self._news.clear()
        await self._news.wait()

    def _origin(self, batch: str) -> str:
        """Who draws a batch that is held."""
        return next((each.origin for each in self._members.get(batch, {}).values()), "")

    def _next(self, origin: str) -> Generation | None:
        """An origin's next to go; None while there is no room, or no connection to it."""
        if self._running - self._in_flight_elsewhere(origin) >= IN_FLIGHT or self._is_cut_off(origin):
            return None
        going = sorted(batch for batch in self._going if self._origin(batch) == origin)
        waiting = (each for batch in going for each in self._waiting(batch))
        return next((each for each in waiting if each.not_before is None), None)

    def _in_flight_elsewhere(self, origin: str) -> int:
        """Each origin has room of its own."""
        held = (each for members in self._members.values() for each in members.values() if each.origin != origin)
        return sum(each.state in (State.SENT, *_DRAWN) and not each.waits_for_person for each in held)

    def _is_leaving(self, let_go: str) -> bool:
        """One that was let go has not left yet: while its origin cannot be reached, nothing follows it there."""
        held = (members.get(let_go) for members in self._members.values())
        return any(each is not None and each.state is State.WAITING and each.not_before is None for each in held)

    def _is_cut_off(self, origin: str) -> bool:
        """One at that service asks in vain, and asks again: that passes, while what is sent meanwhile would fail."""
        held = (each for members in self._members.values() for each in members.values())
        drawn = (each.failure for each in held if each.origin == origin and each.state in _DRAWN)
        return any(failure is not None and failure.code in _CUT_OFF for failure in drawn)

    async def _sum_up(self, batch: str) -> None:
        """An earlier start may have drawn some of it: the library knows all of them."""
        far = progress(await self._jobs.in_turn(self._library.batch, batch))
        if far.count:
            values = {"done": str(far.done), "count": str(far.count)}
            self.said.emit(Message("The batch is over: {done} of {count} are drawn.", values=values))

    async def _list(self) -> None:
        self.listed.emit(await self._jobs.in_thread(self._library.batches))

    async def _open(self, batch: str) -> None:
        found = await self._jobs.in_turn(self._library.batch, batch)
        live = self._members.get(batch, {})
        self.opened.emit([live.get(each.id, each) for each in found])


def _writing(batch: str) -> str:
    return f"batch {batch}"
