"""Jobs: the owner of running coroutines by key, and of work in threads."""

import asyncio
import os
import sys
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

_CORES = os.cpu_count() or 2
_FEW = max(2, min(4, _CORES - 1))  # threads in the background
_STEP = 5  # niceness
_CLOSING = 2.0  # seconds for jobs to end by themselves


class Jobs:
    """Starts, cancels and closes coroutines; a job that ends with an error hands it to `on_bug` (key, error)."""

    def __init__(self, on_bug: Callable[[str, BaseException], None]) -> None:
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._all: set[asyncio.Task[None]] = set()
        self._on_bug = on_bug
        self._closed = False
        self._turns = ThreadPoolExecutor(max_workers=1, thread_name_prefix="in-turn")
        self._background = ThreadPoolExecutor(_FEW, thread_name_prefix="background", initializer=_step_back)

    def get_ready(self) -> None:
        """Start all threads now, in a thread: who starts one waits until it runs, and that is not to be the window."""
        self.run("threads", self._start_threads, lambda _: None)

    def start(self, key: str, work: Coroutine[object, object, None]) -> None:
        """Run `work` under `key`; a job that already runs under it is cancelled first. Nothing begins once closed."""
        if self._closed:
            work.close()
            return
        self.cancel(key)
        task = asyncio.get_running_loop().create_task(work, name=key)
        self._tasks[key] = task
        self._all.add(task)
        task.add_done_callback(self._ended)

    def run(self, key: str, work: Callable[[], T], done: Callable[[T], None]) -> None:
        """Run `work` in a thread, then `done` with its result here; cancelled, or run anew, it is never told.

        A thread cannot be stopped: what takes long has to ask by itself whether it is still wanted.
        """
        self.start(key, self._run(work, done))

    def cancel(self, key: str) -> None:
        """Ask the job to end; without one nothing happens."""
        task = self._tasks.pop(key, None)
        if task is not None:
            task.cancel()

    def runs(self, key: str) -> bool:
        """True while a job runs under `key`."""
        return key in self._tasks

    async def close(self) -> None:
        """Cancel every job and wait until all have ended."""
        self._closed = True
        tasks = list(self._all)
        for task in tasks:
            if not task.cancelling():  # one that is just closing its connection is not disturbed in that
                task.cancel()
        if tasks:
            _, left = await asyncio.wait(tasks, timeout=_CLOSING)
            for task in left:
                task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await asyncio.to_thread(self._turns.shutdown)
        await asyncio.to_thread(self._background.shutdown, cancel_futures=True)

    async def in_thread(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """`work`'s result, run in a thread."""
        return await asyncio.to_thread(work, *args, **kwargs)

    async def in_background(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """`work`'s result, computed in one of few threads that step back, so that the window always finds a core."""
        return await asyncio.get_running_loop().run_in_executor(self._background, partial(work, *args, **kwargs))

    async def in_turn(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """`work`'s result, run in a thread after everything given before it; cancelling does not undo it."""
        return await asyncio.shield(self._turn(partial(work, *args, **kwargs)))

    def post(self, key: str, work: Callable[[], object]) -> None:
        """Have `work` done in its turn, also when everything is closed meanwhile; nobody waits for it."""

        def done(turn: "asyncio.Future[object]") -> None:
            if not turn.cancelled() and (error := turn.exception()) is not None:
                self._on_bug(key, error)

        self._turn(work).add_done_callback(done)

    async def _run(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        done(await self.in_thread(work))

    def _start_threads(self) -> None:
        """Each is kept until all are there, as an idle one would be given the next one's work."""
        together = threading.Barrier(_FEW)
        with suppress(RuntimeError):  # closed meanwhile
            self._turns.submit(_rest)
            for _ in range(_FEW):
                self._background.submit(together.wait, _CLOSING)

    def _turn(self, work: Callable[[], T]) -> "asyncio.Future[T]":
        return asyncio.get_running_loop().run_in_executor(self._turns, work)

    def _ended(self, task: "asyncio.Task[None]") -> None:
        key = task.get_name()
        self._all.discard(task)
        if self._tasks.get(key) is task:
            del self._tasks[key]
        if not task.cancelled() and (error := task.exception()) is not None:
            self._on_bug(key, error)


def _rest() -> None:
    """Nothing to do."""


def _step_back() -> None:
    """Give way to the GUI thread; only Linux has a niceness for each thread."""
    if sys.platform == "linux":
        thread = threading.get_native_id()
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, thread, os.getpriority(os.PRIO_PROCESS, thread) + _STEP)
