"""Failing: what becomes of a generation whose job ended with an error, by a disk that refused or by a bug."""

import asyncio
import logging
from collections.abc import Callable

from mj_desktop import bugs, pictures
from mj_desktop.core.errors import OWN_GONE, Failure, LibraryError
from mj_desktop.core.generation import Failed, Generation, State, Troubled, advance
from mj_desktop.core.messages import Message, explain
from mj_desktop.jobs import Jobs
from mj_desktop.library.library import Library
from mj_desktop.queue import Queue

log = logging.getLogger(__name__)


class Failing:
    """Says it, and ends the generation or holds on to it; `pause` is in seconds."""

    def __init__(
        self,
        library: Library,
        jobs: Jobs,
        queue: Queue,
        pause: float,
        said: Callable[[Message], None],
        changed: Callable[[Generation], None],
        arrived: Callable[[Generation], None],
    ) -> None:
        self._library, self._jobs, self._queue, self._pause = library, jobs, queue, pause
        self._said, self._changed, self._arrived = said, changed, arrived

    def heed(self, key: str, error: BaseException) -> None:
        """A job ended with an error. Only a generation's own job says something about the generation."""
        found = self._queue.live.get(key.removeprefix("journal "))
        about = found.id if found else None
        if isinstance(error, LibraryError):
            self._said(explain(error.failure(), about))
            if found is not None:
                self._hold_on(found, error)
            return
        log.error("job %s failed", key, exc_info=error)
        self._said(bugs.message(error, about))
        if found is not None:
            self._give_up(found, bugs.failure(error))

    def _hold_on(self, found: Generation, error: LibraryError) -> None:
        """The disk refused: what was never sent ends here, anything else is kept in memory and tried again."""
        if found.state is State.WAITING:
            self._give_up(found, error.failure())
            return
        self._queue.stuck.add(found.id)
        self._queue.live[found.id] = advance(found, Troubled(error.failure()))
        self._changed(self._queue.live[found.id])
        self._jobs.start(f"retry {found.id}", self._retry(found.id))

    async def _retry(self, generation_id: str) -> None:
        """Write down what could not be written, until the disk takes it, and go on."""
        while generation_id in self._queue.live:
            await asyncio.sleep(self._pause)
            try:
                await self._jobs.in_turn(self._library.save, self._queue.live[generation_id])
                break
            except LibraryError:
                continue
        self._queue.stuck.discard(generation_id)
        found = self._queue.live.get(generation_id)
        if found is not None:
            self._queue.live[generation_id] = advance(found, Troubled(None))
            self._arrived(self._queue.live[generation_id])

    def _give_up(self, found: Generation, failure: Failure) -> None:
        """End it in this window; the library keeps its last good state, from which the next start goes on."""
        self._queue.live.pop(found.id, None)
        failed = advance(found, Failed(failure))
        self._changed(failed if failed != found else advance(found, Troubled(failure)))


def still(found: Generation) -> Failure | None:
    """What is still wrong with one at the next start: what is too large gets no smaller, what is gone stays gone."""
    kept = found.failure is not None and found.failure.code in (pictures.TOO_LARGE, OWN_GONE)
    return found.failure if kept else None
