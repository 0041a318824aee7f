"""The intake: what reaches the studio's generations by other ways than the jobs that run their courses."""

from collections.abc import Awaitable, Callable

from mj_desktop.api.wire import Result
from mj_desktop.core.errors import ServiceError
from mj_desktop.core.generation import Event, Generation, Readdressed, Related, State, advance
from mj_desktop.course import Course
from mj_desktop.jobs import Jobs
from mj_desktop.library.library import Library


class Intake:
    """Takes in results that are posted, generations that were begun elsewhere, and what they came from.

    `live` are the studio's open generations; `run` starts the job of one, in place of the one it has.
    """

    def __init__(
        self,
        library: Library,
        jobs: Jobs,
        course: Course,
        live: dict[str, Generation],
        apply: Callable[[str, Event], Awaitable[Generation]],
        run: Callable[[Generation], None],
        adopted: Callable[[Generation], None],
        changed: Callable[[Generation], None],
    ) -> None:
        self._library, self._jobs, self._course, self._live = library, jobs, course, live
        self._apply, self._run, self._adopted, self._changed = apply, run, adopted, changed

    async def heed(self, generation_id: str, result: Result | ServiceError) -> None:
        """Advance an open one by what was posted of it; where that leads on, its own job goes on from there."""
        before = self._live.get(generation_id)
        if before is None:  # it came late
            return
        await self._course.heed(before, result)
        after = self._live.get(generation_id)
        if after is None:
            self._jobs.cancel(generation_id)
        elif after.state is not before.state and (before.state is State.SENT or after.state is State.FINISHED):
            self._run(after)

    async def adopt(self, found: Generation) -> None:
        """Take in what the service drew without this library: journalled, and then fetched like any other."""
        await self._jobs.in_turn(self._library.add, found)
        self._live[found.id] = found
        self._adopted(found)
        self._run(found)

    async def relate(self, generation_id: str, parent: str) -> None:
        """What a generation was made from is in the library now."""
        await self._note(generation_id, Related(parent))

    async def readdress(self, generation_id: str, address: str) -> None:
        """A picture from elsewhere was uploaded anew, as its former address was dead."""
        await self._note(generation_id, Readdressed(address))

    async def _note(self, generation_id: str, event: Event) -> None:
        if generation_id in self._live:
            await self._apply(generation_id, event)
            return
        found = await self._jobs.in_thread(self._library.get, generation_id)
        if found is None:
            return
        found = advance(found, event)
        await self._jobs.in_turn(self._library.save, found)
        if found.file is not None:
            await self._jobs.in_turn(self._library.keep_facts, found)
        self._changed(found)

    def unnamed(self, origin: str) -> list[Generation]:
        """Those at an origin that were sent and whose tasks are still to be found."""
        lost = (found for found in self._live.values() if found.state is State.SENT and found.task_id is None)
        return [found for found in lost if found.origin == origin]
