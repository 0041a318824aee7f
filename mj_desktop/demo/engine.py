"""The engine: takes requests, runs tasks, takes them up again after a restart. Knows nothing of HTTP."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import random
import time
import uuid
from collections.abc import Coroutine
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import log
from .drawing import Drawing
from .errors import Refusal, Stopped, bad_request
from .keeping import Keeping
from .order import files_folder, half_name, masks_folder, preview_name, preview_steps
from .running import Running
from .settings import Settings
from .task_type import Asked, Workshop
from .task_types import task_types
from .tasks import Task, Tasks


@dataclass(frozen=True)
class Sent:
    """How a request came: its trace id, whether its client accepts a stream, the server's address as it wrote it."""

    trace_id: str
    streamed: bool
    base: str


class Engine:
    """Owns tasks, pictures and workers; one per server."""

    def __init__(self, settings: Settings, folder: Path) -> None:
        self.files = files_folder(folder)
        for each in (self.files, masks_folder(folder)):
            each.mkdir(parents=True, exist_ok=True)
        self.tasks = Tasks(folder / "tasks.sqlite3")
        self._settings = settings
        self._drawing = Drawing()
        self.types = task_types(Workshop(settings, folder, self.tasks, self._drawing))
        self._keeping = Keeping(self.tasks, folder, settings.keep)
        self._running: dict[str, Running] = {}
        self._jobs: set[asyncio.Task[None]] = set()
        self._closed = False

    def open(self) -> None:
        """Take up what an earlier engine left unfinished, and wake a worker."""
        for leftover in [*self.files.glob("*_grid_*"), *self.files.glob("*.part")]:
            with contextlib.suppress(OSError):
                leftover.unlink()
        for task in self.tasks.unfinished():
            self._start(task)
        self.keep(self._warm())
        self.keep(self._keeping.tidy())

    async def close(self) -> None:
        """Stop drawing; unfinished tasks go on at the next start. Whoever waits is left without an answer."""
        self._closed = True
        for job in self._jobs:
            job.cancel()
        self._drawing.close()
        await asyncio.gather(*self._jobs, return_exceptions=True)
        self.tasks.close()

    async def submit(self, name: str, body: dict[str, Any], sent: Sent) -> tuple[Asked, Running]:
        """Check a request for a type of task and start it; raises a Refusal before anything is made."""
        try:
            return await self._submitted(name, body, sent)
        except Refusal:
            raise
        except Exception:
            if self._closed:
                raise Stopped from None
            raise

    async def _submitted(self, name: str, body: dict[str, Any], sent: Sent) -> tuple[Asked, Running]:
        self._check_room()
        request = self.types[name].read(body)
        prepared = await self.types[name].prepare(request)
        self._check_room()  # preparing takes a moment, in which others may have come
        task = Task(
            id=str(uuid.uuid4()),
            trace_id=sent.trace_id,
            type=name,
            request=body,
            seed=self._seed() if prepared.seed is None else prepared.seed,
            streamed=sent.streamed,
            created_at=time.time(),
            kept=prepared.kept,
            base=sent.base,
            owed=request.callback_url,
        )
        self.tasks.add(task)
        for name in ("image_id", "video_id"):
            self.tasks.use(str(body.get(name) or ""), task.created_at)
        return request, self._start(task)

    async def take_in(self, data: bytes) -> str:
        """Keep an uploaded picture; the name of its file."""
        name: str = await self._drawing.quickly("outside.take", data, self.files)
        return name

    def live(self, task: Task) -> Task:
        """The task as it stands now, if it is being worked on."""
        running = self._running.get(task.id)
        return task if running is None else running.task

    def owing(self) -> list[Running]:
        """The tasks of an earlier engine whose results are still to be posted."""
        return [self._running.get(task.id) or Running.ended(task) for task in self.tasks.owing()]

    def keep(self, work: Coroutine[Any, Any, None]) -> None:
        """Do something beside everything else, until it is done or the engine is closed."""
        job = asyncio.create_task(work)
        self._jobs.add(job)
        job.add_done_callback(self._jobs.discard)

    def is_running(self, task_id: str) -> bool:
        """Whether a task is being worked on, so that its previews may be seen."""
        return task_id in self._running

    def _check_room(self) -> None:
        limit = self._settings.in_flight
        if 0 < limit <= len(self._running):
            raise Refusal("too_many_requests", f"You have exceeded the rate limit: {limit} tasks are running.")

    def _seed(self) -> int:
        """With --seed the n-th task of a data folder always has the same number."""
        if self._settings.seed is None:
            return random.SystemRandom().randrange(2**32)
        text = f"{self._settings.seed}:{self.tasks.count()}"
        return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big")

    def _start(self, task: Task) -> Running:
        running = Running(task)
        self._running[task.id] = running
        self.keep(self._work(running))
        return running

    async def _warm(self) -> None:
        """A worker takes half a second to import what it needs: better now than when the first prompt comes."""
        with contextlib.suppress(Exception):  # if it cannot work, the first task says why
            await self._drawing.quickly("painting.warm")

    async def _work(self, running: Running) -> None:
        """One task from start to end, whatever happens."""
        try:
            await self._within_time(running)
        except asyncio.CancelledError:
            running.abandon(Stopped())
            raise
        except Refusal as refusal:
            self._fail(running, refusal)
        except FileNotFoundError:
            self._fail(running, bad_request("A picture that this one would be made from is no longer kept."))
        except Exception as error:
            log.trouble(error)
            self._fail(running, Refusal("api_error", "Internal server error."))
        finally:
            self._running.pop(running.task.id, None)
            running.close()
            self._forget_previews(running.task.id)
        await self._keeping.tidy()

    async def _within_time(self, running: Running) -> None:
        its_type = self.types[running.task.type]
        request = its_type.read(running.task.request)
        try:
            async with asyncio.timeout(request.timeout):
                await its_type.carry_out(running, request)
        except TimeoutError:
            raise Refusal("timeout", "Timeout to generate the image.") from None

    def _fail(self, running: Running, refusal: Refusal) -> None:
        task = running.task
        running.abandon(refusal)
        self.tasks.finish(running.end(refusal.failure(task.id, task.trace_id)))

    def _forget_previews(self, stem: str) -> None:
        """Previews die with the end of their task; one that is still open on Windows goes at the next start."""
        for step in preview_steps():
            name = preview_name(stem, step)
            for each in (name, half_name(name)):
                with contextlib.suppress(OSError):
                    (self.files / each).unlink()
