"""The studio: the one live object. Starts generations, keeps their state, announces changes."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from mj_desktop.api.client import Client
from mj_desktop.api.fetch import Fetcher
from mj_desktop.core import fleeting, generation
from mj_desktop.core.batch import Place
from mj_desktop.core.candidates import Claim
from mj_desktop.core.errors import AWAY, LEFT_OVER, UNKEPT, Failure, LibraryError
from mj_desktop.core.generation import (
    DEMO,
    Accepted,
    Event,
    Failed,
    Generation,
    Sent,
    SetAside,
    State,
    TakenUp,
    Troubled,
)
from mj_desktop.core.intentions import Trigger
from mj_desktop.core.messages import away, explain, left_behind, not_connected, stopped_waiting, went_on
from mj_desktop.core.pauses import Pauses
from mj_desktop.core.request import Imagine
from mj_desktop.course import Course
from mj_desktop.failing import Failing, still
from mj_desktop.intake import Intake
from mj_desktop.jobs import Jobs
from mj_desktop.library.library import Library
from mj_desktop.mask.region import RegionEdit
from mj_desktop.mask.sent import send
from mj_desktop.pace import Pace
from mj_desktop.poller import Poller
from mj_desktop.queue import Queue
from mj_desktop.searching import not_found

HOLD = 2.0
"""Seconds for which what a key started can be taken back."""


class Studio(QObject):
    """Generations from wish to picture. `added`, `changed` carry a Generation, `removed` an id, `said` a Message."""

    added = Signal(object)
    changed = Signal(object)
    removed = Signal(str)
    journalled = Signal(object)
    said = Signal(object)
    counted = Signal(int, int)  # running, waiting
    several = Signal(object)  # Candidates
    adopted = Signal(object)

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
        self.callback: Callable[[str], str | None] = lambda origin: None
        """Where the service at an origin is to post what comes of a new generation."""
        self._clients: dict[str, Client] = {}
        self._queue = Queue(now, self.jobs.runs)
        self._live, self._left = self._queue.live, list[Generation]()
        self._pace = Pace(self.changed.emit)
        hurry, last = self._pace.hurry, pauses.last
        self._failing = Failing(library, self.jobs, self._queue, last, self.said.emit, hurry, self._arrived)
        self._course = Course(library, self.jobs, fetcher, self._clients, self._live, self._apply, self._draw,
                              self.several.emit, now, pauses)  # fmt: skip
        self.intake = Intake(library, self.jobs, self._course, self._live, self._apply, self._run,
                             self.adopted.emit, self.changed.emit)  # fmt: skip

    def connect_origin(self, origin: str, client: Client) -> None:
        """Ask about `origin` through `client` from now on; what waited for it goes on."""
        self._clients[origin] = client
        self._queue.away.discard(origin)
        for found in self._of(lambda found: found.origin == origin and found.is_away):
            self._trouble(found, None)
        self._dispatch()

    def lose_origin(self, origin: str) -> None:
        """`origin` cannot be reached until it is connected again: what was not sent yet waits for that."""
        self._queue.away.add(origin)

    def drop_origin(self, origin: str) -> None:
        """Ask `origin` nothing more: what is drawn there goes on and is taken up when it is connected again."""
        self._clients.pop(origin, None)
        for found in self._live.values():
            if found.origin == origin:
                self.jobs.cancel(found.id)
        self._count()

    def client(self, origin: str) -> Client | None:
        """Who answers for an origin now."""
        return self._clients.get(origin)

    # -- intentions

    def submit(
        self, origin: str, request: Imagine, parent: str | None = None, held: bool = False, place: Place | None = None
    ) -> Generation:
        """Journal a generation, then send it; one with a `place` waits for `send_now`. The same wish twice is one."""
        twin = self._queue.twin(origin, request, parent) if place is None else None
        if twin is not None:
            self._queue.wish_again(twin.id)  # a key held down is one wish, however long
            return twin
        request = replace(request, callback_url=self.callback(origin))
        new = generation.new(origin, request, self._now(), parent, place)
        self._queue.begin(new, held)
        self.jobs.start(f"journal {new.id}", self._journal(new, HOLD if held else 0.0))
        self.added.emit(new)
        self._count()
        return new

    def trigger(self, wish: Trigger) -> Generation | None:
        """Begin a follow-up of a picture, at the picture's own origin; None when it cannot be acted on."""
        parent = self.find(wish.parent)
        if parent is None or parent.image_id is None or not parent.can_act or not self._reaches(parent):
            return None
        request = parent.request.follow_up(wish.action, parent.image_id)
        return self.submit(parent.origin, request, parent.acted_on, wish.held)

    def repaint(self, edit: RegionEdit) -> None:
        """Begin a region edit; its mask is encoded in a thread, each by itself."""
        self.jobs.start(f"region {id(edit)}", self._region(edit))

    def take_back(self) -> None:
        """Forget what a key started and what is not sent yet."""
        for held_id in list(self._queue.held):
            self._forget(held_id)

    def stop_waiting(self, generation_id: str) -> None:
        """Stop waiting for a generation: a waiting one is forgotten, a sent one set aside with its task id."""
        found = self._live.get(generation_id)
        if found is not None and found.state is State.WAITING:
            self._forget(generation_id)
        elif found is not None:
            self.jobs.start(generation_id, self._settle(generation_id, SetAside()))

    def send_now(self, generation_id: str) -> None:
        """Send a refused generation without waiting for its time."""
        found = self._live.get(generation_id)
        if found is not None and found.state is State.WAITING and self._reaches(found):
            self._queue.cleared.add(found.id)
            self.jobs.start(f"wake {found.id}", self._hurry(found.id))

    def take_up(self, generation_id: str) -> None:
        """Wait again for one that was set aside."""
        found = self.find(generation_id)
        if found is not None and found.state is State.SET_ASIDE and self._reaches(found):
            self._live[found.id] = found
            self.jobs.start(found.id, self._settle(found.id, TakenUp(), go_on=True))

    def claim(self, chosen: Claim) -> None:
        """A person says which task a lost one is; that none is makes it one that was not found."""
        found = self._live.get(chosen.about)
        if found is not None and found.state is State.SENT and found.task_id is None:
            event = Accepted(chosen.task_id) if chosen.task_id is not None else Failed(not_found())
            self.jobs.start(found.id, self._settle(found.id, event, go_on=True))

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
            self._queue.stuck.discard(found.id)
            self._run(found)

    async def fetch_again(self, generation_id: str) -> bool:
        """Fetch the picture of a finished or stored generation anew; False when its origin cannot be asked now."""
        found = await self.look_up(generation_id)
        reachable = found is not None and found.origin in self._clients and found.picture is not None
        if found is None or not reachable or self.jobs.runs(found.id):
            return False
        self._live[found.id] = found
        self._queue.stuck.discard(found.id)
        await self._apply(found.id, generation.Missed())
        self._dispatch()
        return True

    def resume(self, known: bool = True) -> None:
        """Take up all that is open; what was never sent is shown, and sent only by `send_waiting`.

        `known`: which account is connected will not change by itself; until then nothing is said of it.
        """
        self._left = self._library.open_ones()
        for found in self._left:
            left = Failure(code=LEFT_OVER) if found.state is State.WAITING else still(found)
            self._trouble(found, left)
        self._dispatch()
        if known:
            self.say_away()
        if waiting := self._queue.waiting():
            self.said.emit(left_behind(len(waiting)))
        self._count()

    def say_away(self) -> None:
        """It is known who is connected: what is open elsewhere goes on when that is connected again, and says so."""
        gone, self._left = [each for each in self._left if self._goes_on(each.origin)], []
        for message in went_on(gone):
            self.said.emit(message)
        left = self._of(lambda found: not self._goes_on(found.origin) and not found.is_away)
        gone = [found for found in left if found.failure is None or found.failure.code != LEFT_OVER]
        for found in gone:
            self._trouble(found, Failure(code=AWAY))
        if gone:
            self.said.emit(away(len(gone)))
            self._count()

    def send_waiting(self) -> None:
        """Send what waits from an earlier start, but for batches, which go on at their own pace."""
        for found in self._queue.waiting():
            if found.place is None and self._reaches(found):
                self.send_now(found.id)

    def find(self, generation_id: str) -> Generation | None:
        """A generation by id, live or out of the library."""
        return self._live.get(generation_id) or self._library.get(generation_id)

    def poller(self, origin: str) -> Poller | None:
        """Who asks the service at an origin; None while it is not connected."""
        return self._course.poller(origin) if origin in self._clients else None

    async def look_up(self, generation_id: str) -> Generation | None:
        """A generation by id, as `find`, where there is time to wait for the disk."""
        return self._live.get(generation_id) or await self.jobs.in_thread(self._library.get, generation_id)

    @property
    def is_busy(self) -> bool:
        """True while something is open that still goes on by itself."""
        return any(self.jobs.runs(key) for key in (k for each in self._live for k in (each, f"journal {each}")))

    async def close(self) -> None:
        """End every job; what is drawn goes on at the service and is taken up at the next start."""
        await self.jobs.close()
        self._pace.close()

    # -- the work behind

    async def _journal(self, new: Generation, hold: float) -> None:
        """Write it down, wait while it can be taken back, and let it go."""
        await self.jobs.in_turn(self._library.add, new)
        self.journalled.emit(new)
        await asyncio.sleep(hold)
        self._queue.let_go(new.id)
        if new.place is None:
            self._queue.cleared.add(new.id)
        self._dispatch()

    async def _region(self, edit: RegionEdit) -> None:
        parent = self.find(edit.parent)
        if parent is None or not parent.can_repaint or not self._reaches(parent):
            return
        sent = await self.jobs.in_thread(send, edit.mask, edit.how)
        request = parent.region_request(edit.prompt or None, sent.data)
        assert request is not None
        new = self.submit(parent.origin, request, parent.id)
        await self.jobs.in_turn(self._library.keep_mask, new, sent.lossless)

    async def _hurry(self, generation_id: str) -> None:
        await self._apply(generation_id, generation.Hurried())
        self._dispatch()

    async def _wake(self, found: Generation) -> None:
        """Wait until a refused one may be sent again and its job has ended; coarse timers are up to 5 % early."""
        while (left := (found.not_before or 0) - self._now()) > 0 or self.jobs.runs(found.id):
            await asyncio.sleep(max(0.01, left))
            if self._live.get(found.id) != found:  # a person hurried it
                return
        self._dispatch()

    async def _settle(self, generation_id: str, event: Event, go_on: bool = False) -> None:
        """Apply a person's event and, when the generation is to be waited for again, go on with it."""
        if generation_id not in self._live:  # it ended in the same moment
            return
        settled = await self._apply(generation_id, event)
        if settled.state is State.SET_ASIDE:
            self.said.emit(stopped_waiting(generation_id, demo=settled.origin == DEMO))
        if go_on and settled.origin in self._clients:
            await self._go(settled)

    def _forget(self, generation_id: str) -> None:
        """Drop a generation of which nothing was sent."""
        for key in (f"journal {generation_id}", f"wake {generation_id}", generation_id):
            self.jobs.cancel(key)
        self._queue.let_go(generation_id)
        self._queue.drop(generation_id)
        self._pace.drop(generation_id)
        self.jobs.post(f"forget {generation_id}", partial(self._library.remove, generation_id))
        self.removed.emit(generation_id)
        self._count()

    def _reaches(self, parent: Generation) -> bool:
        """False, and said, for a picture of a service that is not connected: only its own origin can act on it."""
        if self._goes_on(parent.origin):
            return True
        self.said.emit(not_connected(parent.origin, parent.id))
        return False

    def _goes_on(self, origin: str) -> bool:
        """True for one that is connected, and for the demo engine, which always comes back."""
        return origin in self._clients or origin == DEMO

    def _of(self, condition: Callable[[Generation], bool]) -> list[Generation]:
        return [found for found in self._live.values() if condition(found)]

    def _trouble(self, found: Generation, failure: Failure | None) -> None:
        """Say beside its state what it waits for, or that this is over; the next start sees for itself."""
        self._live[found.id] = generation.advance(found, Troubled(failure))
        self._pace.hurry(self._live[found.id])

    def _dispatch(self) -> None:
        """Start what may run: everything at the service, and of the waiting as many as the service allows."""
        for found in list(self._live.values()):
            if found.origin in self._clients and not self.jobs.runs(found.id) and self._queue.may_run(found):
                self._run(found)
        self._count()

    def _run(self, found: Generation) -> None:
        self.jobs.start(found.id, self._go(found))

    async def _go(self, found: Generation) -> None:
        """Run its course; a picture that could not be fetched is said, and kept for another try."""
        await self._course.run(found)
        if (left := self._live.get(found.id)) is not None and left.state is State.FINISHED and left.failure is not None:
            self.said.emit(explain(left.failure, left.id))
            self._count()

    def _draw(self, generation_id: str, event: Event) -> bool:
        """Advance a generation at once; False, and nothing done, where something is to be kept."""
        before = self._live[generation_id]
        after = fleeting.drawn(before, event)
        if after is not None and after != before:
            self._live[generation_id] = after
            self._pace.take(after)
        return after is not None

    async def _apply(self, generation_id: str, event: Event) -> Generation:
        """Advance a generation; on disk when this returns, wherever more than its percentage changed."""
        if self._draw(generation_id, event):
            return self._live[generation_id]
        before = self._live[generation_id]
        after = self._live[generation_id] = generation.advance(before, event)
        try:
            await self.jobs.in_turn(self._library.save, after)
        except asyncio.CancelledError:  # it is saved all the same, so it is told all the same
            self._tell(before, self._live.get(generation_id, after))
            raise
        except LibraryError:
            if isinstance(event, Troubled):  # it is so, on disk or not
                self._tell(before, after)
            if isinstance(event, Sent) and self._live.get(generation_id) is after:
                self._live[generation_id] = before  # what is not on disk as sent is not sent
            raise
        self._tell(before, after)
        return after

    def _tell(self, before: Generation, after: Generation) -> None:
        self._pace.hurry(after)
        if after.failure is not None and after.failure.code == UNKEPT and after.failure != before.failure:
            self.said.emit(explain(after.failure, after.id))  # its job goes on until the disk takes it
        if before.state is not after.state:
            self._arrived(after)

    def _arrived(self, found: Generation) -> None:
        """What a new state brings with it: room for the next, a message, an end."""
        if not found.state.is_open:
            self._queue.drop(found.id)
        if found.state is State.WAITING and found.not_before is not None:
            self.jobs.start(f"wake {found.id}", self._wake(found))
        if found.state is State.FAILED and found.failure is not None:
            self.said.emit(explain(found.failure, found.id))
        self._dispatch()

    def _count(self) -> None:
        going = self._of(lambda found: not found.waits_for_person)
        waiting = sum(found.state is State.WAITING for found in going)
        self.counted.emit(len(going) - waiting, waiting)

    def _on_bug(self, key: str, error: BaseException) -> None:
        self._failing.heed(key, error)
        self._dispatch()
