"""The studio: the one live object. Starts generations, keeps their state, announces changes."""

import asyncio
import logging
import time
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from mj_desktop import bugs
from mj_desktop.api.client import Client
from mj_desktop.api.fetch import Fetcher
from mj_desktop.core import generation
from mj_desktop.core.errors import Failure, LibraryError
from mj_desktop.core.generation import (
    DEMO,
    Event,
    Failed,
    Generation,
    Hurried,
    Sent,
    SetAside,
    State,
    TakenUp,
    Troubled,
)
from mj_desktop.core.intentions import Trigger
from mj_desktop.core.messages import Message, Remedy, Tone, explain, left_behind
from mj_desktop.core.request import REGION, Imagine
from mj_desktop.course import Course, Pauses
from mj_desktop.jobs import Jobs
from mj_desktop.library.library import Library
from mj_desktop.mask.encoding import encode
from mj_desktop.mask.region import RegionEdit
from mj_desktop.pace import Pace

IN_FLIGHT = 5
"""How many generations the service lets one token have in flight (contract 1.7)."""
HOLD = 2.0
"""Seconds for which what a key started can be taken back."""
LEFT_OVER = "left_over"
"""The code that a waiting generation of an earlier start carries until a person sends it."""
_TWICE = 1.0  # the same wish again within this many seconds is a double click
_AT_SERVICE = (State.SENT, State.ACCEPTED, State.RUNNING)

log = logging.getLogger(__name__)


class Studio(QObject):
    """Generations from wish to picture. `added`, `changed` carry a Generation, `removed` an id, `said` a Message."""

    added = Signal(object)
    changed = Signal(object)
    removed = Signal(str)
    journalled = Signal(object)
    said = Signal(object)
    counted = Signal(int, int)  # running, waiting

    def __init__(
        self,
        library: Library,
        fetcher: Fetcher,
        now: Callable[[], float] = time.time,
        pauses: Pauses = Pauses(),  # noqa: B008 a frozen value
    ) -> None:
        super().__init__()
        self.jobs = Jobs(self._on_bug)
        self._library, self._now = library, now
        self._clients: dict[str, Client] = {}
        self._live: dict[str, Generation] = {}
        self._held: list[str] = []
        self._cleared: set[str] = set()
        self._stuck: set[str] = set()
        self._wished: dict[str, float] = {}
        self._pauses = pauses
        self._pace = Pace(self.changed.emit)
        self._away: set[str] = set()
        self._course = Course(library, self.jobs, fetcher, self._clients, self._live, self._apply, now, pauses)

    # -- origins

    def connect_origin(self, origin: str, client: Client) -> None:
        """Ask about `origin` through `client` from now on; what waited for it goes on."""
        self._clients[origin] = client
        self._away.discard(origin)
        self._dispatch()

    def lose_origin(self, origin: str) -> None:
        """`origin` cannot be reached until it is connected again: what was not sent yet waits for that."""
        self._away.add(origin)

    def drop_origin(self, origin: str) -> None:
        """Ask `origin` nothing more: what is drawn there goes on and is taken up when it is connected again."""
        self._clients.pop(origin, None)
        for found in self._live.values():
            if found.origin == origin:
                self.jobs.cancel(found.id)
        self._count()

    # -- intentions

    def submit(self, origin: str, request: Imagine, parent: str | None = None, held: bool = False) -> Generation:
        """Begin a generation: journalled before anything is sent. The same wish twice within a second is one."""
        twin = self._twin(origin, request, parent)
        if twin is not None:
            self._wished[twin.id] = time.monotonic()  # a key held down is one wish, however long
            return twin
        new = generation.new(origin, request, self._now(), parent)
        self._live[new.id] = new
        self._wished[new.id] = time.monotonic()
        self.jobs.start(f"journal {new.id}", self._journal(new, HOLD if held else 0.0))
        if held:
            self._held.append(new.id)
        self.added.emit(new)
        self._count()
        return new

    def trigger(self, wish: Trigger) -> Generation | None:
        """Begin a follow-up of a picture, at the picture's own origin; None when it cannot be acted on."""
        parent = self.find(wish.parent)
        if parent is None or parent.image_id is None or not parent.can_act or not self._reaches(parent):
            return None
        request = parent.request.follow_up(wish.action, parent.image_id)
        return self.submit(parent.origin, request, parent.id, wish.held)

    def repaint(self, edit: RegionEdit) -> None:
        """Begin a region edit; its mask is encoded in a thread."""
        self.jobs.start(f"region {edit.parent}", self._region(edit))

    def take_back(self) -> None:
        """Forget what a key started and what is not sent yet."""
        held, self._held = self._held, []
        for held_id in held:
            self._forget(held_id)

    def stop_waiting(self, generation_id: str) -> None:
        """Stop waiting for a generation: a waiting one is forgotten, a sent one set aside with its task id."""
        found = self._live.get(generation_id)
        if found is None:
            return
        if found.state is State.WAITING:
            self._forget(generation_id)
            return
        self.jobs.start(generation_id, self._settle(generation_id, SetAside()))

    def send_now(self, generation_id: str) -> None:
        """Send a refused generation without waiting for its time."""
        found = self._live.get(generation_id)
        if found is not None and found.state is State.WAITING:
            self._cleared.add(found.id)
            self.jobs.start(f"wake {found.id}", self._hurry(found.id))

    def take_up(self, generation_id: str) -> None:
        """Wait again for one that was set aside."""
        found = self.find(generation_id)
        if found is not None and found.state is State.SET_ASIDE and self._reaches(found):
            self._live[found.id] = found
            self.jobs.start(found.id, self._settle(found.id, TakenUp(), go_on=True))

    def try_again(self, generation_id: str) -> Generation | None:
        """Begin a failed generation anew: a new request, and paid for."""
        found = self.find(generation_id)
        if found is None or found.state is not State.FAILED or not self._reaches(found):
            return None
        return self.submit(found.origin, found.request, found.parent)

    def fetch(self, generation_id: str) -> None:
        """Try again to fetch the picture of a finished generation."""
        found = self.find(generation_id)
        if found is not None and found.state is State.FINISHED and self._reaches(found):
            self._live[found.id] = found
            self._stuck.discard(found.id)
            self._run(found)

    def resume(self) -> None:
        """Take up all that is open; what was never sent is shown, and sent only by `send_waiting`."""
        for found in self._library.open_ones():
            left = Failure(code=LEFT_OVER) if found.state is State.WAITING else None
            self._live[found.id] = generation.advance(found, Troubled(left))
            self.changed.emit(self._live[found.id])
        self._dispatch()
        waiting = len(self._waiting())
        for message in left_behind(len(self._live) - waiting, waiting):
            self.said.emit(message)
        self._count()

    def send_waiting(self) -> None:
        """Send what waits from an earlier start."""
        for found in self._waiting():
            if self._reaches(found):
                self.send_now(found.id)

    def find(self, generation_id: str) -> Generation | None:
        """A generation by id, live or out of the library."""
        return self._live.get(generation_id) or self._library.get(generation_id)

    async def look_up(self, generation_id: str) -> Generation | None:
        """A generation by id, as `find`, where there is time to wait for the disk."""
        return self._live.get(generation_id) or await self.jobs.in_thread(self._library.get, generation_id)

    async def close(self) -> None:
        """End every job; what is drawn goes on at the service and is taken up at the next start."""
        await self.jobs.close()

    # -- the work behind

    def _twin(self, origin: str, request: Imagine, parent: str | None) -> Generation | None:
        since = time.monotonic() - _TWICE
        wish = origin, request, parent
        alike = (found for found in self._live.values() if (found.origin, found.request, found.parent) == wish)
        return next((found for found in alike if found.id in self._held or self._wished.get(found.id, 0) > since), None)

    async def _journal(self, new: Generation, hold: float) -> None:
        """Write it down, wait while it can be taken back, and let it go."""
        await self.jobs.in_turn(self._library.add, new)
        self.journalled.emit(new)
        await asyncio.sleep(hold)
        if new.id in self._held:
            self._held.remove(new.id)
        self._cleared.add(new.id)
        self._dispatch()

    async def _region(self, edit: RegionEdit) -> None:
        parent = self.find(edit.parent)
        if parent is None or parent.image_id is None or not self._reaches(parent):
            return
        mask = await self.jobs.in_thread(encode, edit.mask)
        request = parent.request.follow_up(REGION, parent.image_id, prompt=edit.prompt or None, mask=mask)
        self.submit(parent.origin, request, parent.id)

    async def _hurry(self, generation_id: str) -> None:
        await self._apply(generation_id, Hurried())
        self._dispatch()

    async def _wake(self, found: Generation) -> None:
        """Wait until a refused generation may be sent again; Qt's timers may fire 5 % early."""
        while (left := (found.not_before or 0) - self._now()) > 0:  # noqa: ASYNC110 it is time that is waited for
            await asyncio.sleep(left)
        while _is_starting(self._live.get(found.id, found), self.jobs):  # noqa: ASYNC110 the refused job is nearly over
            await asyncio.sleep(0.01)
        self._dispatch()

    async def _settle(self, generation_id: str, event: Event, go_on: bool = False) -> None:
        """Apply a person's event and, when the generation is to be waited for again, go on with it."""
        if generation_id not in self._live:  # it ended in the same moment
            return
        settled = await self._apply(generation_id, event)
        if settled.state is State.SET_ASIDE:
            demo = settled.origin == DEMO
            goes_on = "The demo engine goes on drawing." if demo else "The service goes on drawing and charging."
            said = f"You stopped waiting. {goes_on}"
            self.said.emit(Message(said, about=generation_id))
        if go_on and settled.origin in self._clients:
            await self._go(settled)

    def _forget(self, generation_id: str) -> None:
        """Drop a generation of which nothing was sent."""
        for key in (f"journal {generation_id}", f"wake {generation_id}", generation_id):
            self.jobs.cancel(key)
        if generation_id in self._held:
            self._held.remove(generation_id)
        self._live.pop(generation_id, None)
        self._pace.drop(generation_id)
        self.jobs.post(f"forget {generation_id}", partial(self._library.remove, generation_id))
        self.removed.emit(generation_id)
        self._count()

    def _reaches(self, parent: Generation) -> bool:
        """False, and said, for a picture of a service that is not connected: only its own origin can act on it."""
        if parent.origin in self._clients or parent.origin == DEMO:
            return True
        what, todo = "This picture was made at {origin}, which is not connected.", "Connect its account first."
        self.said.emit(Message(what, todo, Remedy.CONNECT, Tone.WARN, {"origin": parent.origin}, parent.id))
        return False

    def _waiting(self) -> list[Generation]:
        return [found for found in self._live.values() if found.state is State.WAITING and found.id not in self._held]

    def _dispatch(self) -> None:
        """Start what may run: everything at the service, and of the waiting as many as the service allows."""
        for found in list(self._live.values()):
            if found.origin in self._clients and not self.jobs.runs(found.id) and self._may_run(found):
                self._run(found)
        self._count()

    def _may_run(self, found: Generation) -> bool:
        if found.id in self._stuck:
            return False
        if found.state is not State.WAITING:
            return found.state is not State.FINISHED or found.failure is None
        here = found.id in self._cleared and found.origin not in self._away
        return here and (found.not_before or 0) <= self._now() and self._in_flight(found.origin) < IN_FLIGHT

    def _in_flight(self, origin: str) -> int:
        mine = (found for found in self._live.values() if found.origin == origin)
        return sum(found.state in _AT_SERVICE or _is_starting(found, self.jobs) for found in mine)

    def _run(self, found: Generation) -> None:
        self.jobs.start(found.id, self._go(found))

    async def _go(self, found: Generation) -> None:
        """Run its course; a picture that could not be fetched is said, and kept for another try."""
        await self._course.run(found)
        left = self._live.get(found.id)
        if left is not None and left.state is State.FINISHED and left.failure is not None:
            self.said.emit(explain(left.failure, left.id))

    async def _apply(self, generation_id: str, event: Event) -> Generation:
        """Advance a generation; on disk when this returns, wherever more than its percentage changed."""
        before = self._live[generation_id]
        after = generation.advance(before, event)
        if after == before:
            return before
        self._live[generation_id] = after
        if generation.is_drawn_on(before, after):
            self._pace.take(after)
            return after
        try:
            await self.jobs.in_turn(self._library.save, after)
        except asyncio.CancelledError:  # it is saved all the same, so it is told all the same
            self._tell(before, after)
            raise
        except LibraryError:
            if isinstance(event, Sent) and self._live.get(generation_id) is after:
                self._live[generation_id] = before  # what is not on disk as sent is not sent
            raise
        self._tell(before, after)
        return after

    def _tell(self, before: Generation, after: Generation) -> None:
        self._pace.hurry(after)
        if before.state is not after.state:
            self._arrived(after)

    def _arrived(self, found: Generation) -> None:
        """What a new state brings with it: room for the next, a message, an end."""
        if not found.state.is_open:
            self._live.pop(found.id, None)
            self._wished.pop(found.id, None)
        if found.state is State.WAITING and found.not_before is not None:
            self.jobs.start(f"wake {found.id}", self._wake(found))
        if found.state is State.FAILED and found.failure is not None:
            self.said.emit(explain(found.failure, found.id))
        self._dispatch()

    def _count(self) -> None:
        waiting = sum(found.state is State.WAITING for found in self._live.values())
        self.counted.emit(len(self._live) - waiting, waiting)

    def _on_bug(self, key: str, error: BaseException) -> None:
        """A job ended with an error. Only a generation's own job says something about the generation."""
        found = self._live.get(key.removeprefix("journal "))
        about = found.id if found else None
        if isinstance(error, LibraryError):
            self.said.emit(explain(error.failure(), about))
            if found is not None:
                self._hold_on(found, error)
        else:
            log.error("job %s failed", key, exc_info=error)
            self.said.emit(bugs.message(error, about))
            if found is not None:
                self._give_up(found, bugs.failure(error))
        self._dispatch()

    def _hold_on(self, found: Generation, error: LibraryError) -> None:
        """The disk refused: what was never sent ends here, anything else is kept in memory and tried again."""
        if found.state is State.WAITING:
            self._give_up(found, error.failure())
            return
        self._stuck.add(found.id)
        self._live[found.id] = generation.advance(found, Troubled(error.failure()))
        self.changed.emit(self._live[found.id])
        self.jobs.start(f"retry {found.id}", self._retry(found.id))

    async def _retry(self, generation_id: str) -> None:
        """Write down what could not be written, until the disk takes it, and go on."""
        while generation_id in self._live:
            await asyncio.sleep(self._pauses.last)
            try:
                await self.jobs.in_turn(self._library.save, self._live[generation_id])
                break
            except LibraryError:
                continue
        self._stuck.discard(generation_id)
        found = self._live.get(generation_id)
        if found is not None:
            self._live[generation_id] = generation.advance(found, Troubled(None))
            self._arrived(self._live[generation_id])

    def _give_up(self, found: Generation, failure: Failure) -> None:
        """End it in this window; the library keeps its last good state, from which the next start goes on."""
        self._live.pop(found.id, None)
        failed = generation.advance(found, Failed(failure))
        self.changed.emit(failed if failed != found else generation.advance(found, Troubled(failure)))


def _is_starting(found: Generation, jobs: Jobs) -> bool:
    return found.state is State.WAITING and jobs.runs(found.id)
