"""The worker processes that draw: at lower priority than answering, and never longer alive than the server."""

from __future__ import annotations

import asyncio
import contextlib
import importlib
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

_NICENESS = 10
_SESSION_NICENESS = 5
# A few kilobytes can unpack to gigabytes; no mask or picture here comes near 67 million pixels.
_MOST_PIXELS = 2**26


def _prepare() -> None:
    """First thing in a worker: step back, and go when the server goes, however it goes."""
    threading.Thread(target=_leave_with_parent, daemon=True).start()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a terminal's Ctrl+C reaches workers too; the server ends them
    os.environ["OPENCV_IO_MAX_IMAGE_PIXELS"] = str(_MOST_PIXELS)
    os.environ["OPENBLAS_NUM_THREADS"] = "1"  # as for cv2 below; numpy's begin with the import
    _step_back()
    # Late, so that the server itself, which imports this module too, stays without OpenCV.
    import cv2

    cv2.setNumThreads(1)


def _step_back() -> None:
    """Take less than whatever answers a person.

    Linux shares the cores out by session before it looks at niceness (man 7 sched, "The autogroup feature"): in the
    session of the window a worker would use up the window's share, and the window would wait for its turn.
    """
    with contextlib.suppress(AttributeError, OSError):  # Windows has no niceness
        os.nice(_NICENESS)
    if sys.platform == "linux":
        with contextlib.suppress(OSError):  # a kernel without autogroups
            os.setsid()
            Path("/proc/self/autogroup").write_text(str(_SESSION_NICENESS), encoding="ascii")


def _leave_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(0)


def _call(module: str, function: str, arguments: tuple[Any, ...]) -> Any:
    """Run a function that is named, not given: to pickle one the server would have to import OpenCV."""
    return getattr(importlib.import_module(f".{module}", __package__), function)(*arguments)


@contextlib.contextmanager
def _interrupts_held() -> Iterator[None]:
    """A worker that is started in here never gets SIGINT, not even before it could ask not to; this process later."""
    if sys.platform == "win32":
        yield
        return
    former = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, former)


class Drawing:
    """A pool of workers of which one is always kept free of long jobs, so that masks and first previews never queue."""

    def __init__(self) -> None:
        self._workers = max(2, min(4, os.cpu_count() or 2))
        self._long = asyncio.Semaphore(self._workers - 1)
        self._pool: ProcessPoolExecutor | None = None
        self._closed = False

    async def quickly(self, function: str, *arguments: Any) -> Any:
        """Call `module.function` in a worker, before any long job."""
        return await self._ask(function, arguments)

    async def thoroughly(self, function: str, *arguments: Any) -> Any:
        """Call `module.function` in a worker once one is free for a long job.

        Who stops waiting stops no worker, so the worker counts as taken until it is done.
        """
        await self._long.acquire()
        job = asyncio.ensure_future(self._ask(function, arguments))
        job.add_done_callback(self._ended)
        return await asyncio.shield(job)

    def _ended(self, job: asyncio.Future[Any]) -> None:
        self._long.release()
        if not job.cancelled():
            job.exception()  # told to whoever still waits; nobody may

    async def _ask(self, function: str, arguments: tuple[Any, ...]) -> Any:
        """Once more in a new pool if a worker was killed, by a person or for want of memory: that breaks its pool."""
        try:
            return await self._submit(function, arguments)
        except BrokenProcessPool:
            if self._closed:
                raise
            return await self._submit(function, arguments)

    async def _submit(self, function: str, arguments: tuple[Any, ...]) -> Any:
        pool = self._opened()
        module, _, name = function.partition(".")
        loop = asyncio.get_running_loop()
        try:
            try:
                with _interrupts_held():
                    call = loop.run_in_executor(pool, _call, module, name, arguments)
            except OSError as error:  # its pipes are gone: a worker was killed just now, and the pool does not know yet
                raise BrokenProcessPool("a worker was killed") from error
            return await call
        except BrokenProcessPool:
            if self._pool is pool:
                self._pool = None
            raise

    def _opened(self) -> ProcessPoolExecutor:
        if self._pool is None:
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(self._workers, context, _prepare)
        return self._pool

    def close(self) -> None:
        """Stop at once; a half-drawn picture is drawn again at the next start."""
        self._closed = True
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
        for worker in multiprocessing.active_children():
            worker.terminate()
