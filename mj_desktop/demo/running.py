"""A task that is being worked on: its results as they come, for whoever waits."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

from .errors import Refusal
from .tasks import STORED_ONLY, Task


class Running:
    """The live side of a task. Every result is a whole result object; the last one has progress 100."""

    def __init__(self, task: Task) -> None:
        self._task = task
        self._results: list[dict[str, Any]] = []
        self._failure: Exception | None = None
        self._doom: Refusal | None = None
        self._ended = False
        self._changed = asyncio.Event()

    @staticmethod
    def ended(task: Task) -> Running:
        """A task that an earlier engine finished: its only result is the last one, as it was given out then."""
        running = Running(task)
        running._results = [{name: value for name, value in (task.response or {}).items() if name not in STORED_ONLY}]
        running._ended = True
        return running

    @property
    def task(self) -> Task:
        """The task as a record shows it now: a partial response only if it was submitted as a stream (contract 1.6)."""
        if self._task.streamed and self._results and self._task.response is None:
            return replace(self._task, response=self._results[-1])
        return self._task

    def start(self) -> None:
        """Drawing begins."""
        self._task = replace(self._task, started_at=time.time())

    def doom(self, refusal: Refusal) -> None:
        """Have it fail after its first result, as tasks sometimes do; before it where it is the only one."""
        self._doom = refusal

    def befall(self) -> None:
        """Raise the Refusal that it is doomed to, if it is."""
        if self._doom is not None:
            raise self._doom

    def show(self, result: dict[str, Any]) -> None:
        """One more result; raises the Refusal that it is doomed to."""
        if self._results:
            self.befall()
        self._results.append(result)
        self._announce()

    def end(self, response: dict[str, Any]) -> Task:
        """The task is over; returns it as it is to be kept."""
        self._task = replace(self._task, finished_at=time.time(), response=response)
        return self._task

    def abandon(self, failure: Exception) -> None:
        """There will be no final result; who waits gets a Refusal or Stopped instead, once the task is closed."""
        self._failure = failure

    def close(self) -> None:
        """Everything that is to be kept is kept: let everybody go."""
        self._ended = True
        self._announce()

    def _announce(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()

    async def results(self) -> AsyncIterator[dict[str, Any]]:
        """Every result from the first on; raises the Refusal if the task fails, Stopped if it goes on later."""
        given = 0
        while True:
            changed = self._changed
            while given < len(self._results):
                given += 1
                yield self._results[given - 1]
            if self._ended:
                break
            await changed.wait()
        if self._failure is not None:
            raise self._failure
