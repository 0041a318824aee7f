"""The queue: the open generations, and which of them may run now."""

import time
from collections.abc import Callable

from mj_desktop.core.generation import Generation, State
from mj_desktop.core.request import Imagine

IN_FLIGHT = 5
"""How many generations the service lets one token have in flight (contract 1.7)."""
_TWICE = 1.0  # the same wish again within this many seconds is a double click
_AT_SERVICE = (State.SENT, State.ACCEPTED, State.RUNNING)


class Queue:
    """Owns the open generations by id; `runs` tells whether a job works on one."""

    def __init__(self, now: Callable[[], float], runs: Callable[[str], bool]) -> None:
        self.live: dict[str, Generation] = {}
        self.held: list[str] = []  # they can be taken back
        self.cleared: set[str] = set()  # a person, or the time to take it back, let them go
        self.stuck: set[str] = set()  # the disk refused them
        self.away: set[str] = set()  # origins that cannot be reached
        self._wished: dict[str, float] = {}
        self._now, self._runs = now, runs

    def begin(self, new: Generation, held: bool) -> None:
        """Take in a new one."""
        self.live[new.id] = new
        self._wished[new.id] = time.monotonic()
        if held:
            self.held.append(new.id)

    def wish_again(self, generation_id: str) -> None:
        """The same wish came once more, now."""
        self._wished[generation_id] = time.monotonic()

    def let_go(self, generation_id: str) -> None:
        """It cannot be taken back any more."""
        if generation_id in self.held:
            self.held.remove(generation_id)

    def drop(self, generation_id: str) -> None:
        """It is not open any more."""
        self.live.pop(generation_id, None)
        self._wished.pop(generation_id, None)

    def twin(self, origin: str, request: Imagine, parent: str | None) -> Generation | None:
        """One that was wished for a moment ago, or can still be taken back, and is the same."""
        since = time.monotonic() - _TWICE
        wish = origin, request.without_callback(), parent
        alike = (
            each for each in self.live.values() if (each.origin, each.request.without_callback(), each.parent) == wish
        )
        return next((found for found in alike if found.id in self.held or self._wished.get(found.id, 0) > since), None)

    def waiting(self) -> list[Generation]:
        """Those that are certainly not sent and cannot be taken back any more."""
        return [found for found in self.live.values() if found.state is State.WAITING and found.id not in self.held]

    def may_run(self, found: Generation) -> bool:
        """Everything at the service may, and of the waiting as many as the service allows."""
        if found.id in self.stuck:
            return False
        if found.state is not State.WAITING:
            return found.state is not State.FINISHED or found.failure is None
        here = found.id in self.cleared and found.origin not in self.away
        return here and (found.not_before or 0) <= self._now() and self._in_flight(found.origin) < IN_FLIGHT

    def _in_flight(self, origin: str) -> int:
        """One that is searched for counts: it was sent, and is drawn as far as anybody knows; a sixth would only be
        refused. Not while it waits for a person, who may be away for days: that would hold up all others.
        """
        mine = (found for found in self.live.values() if found.origin == origin and not found.waits_for_person)
        return sum(found.state in _AT_SERVICE or self._is_starting(found) for found in mine)

    def _is_starting(self, found: Generation) -> bool:
        return found.state is State.WAITING and self._runs(found.id)
