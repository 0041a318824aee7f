"""The bound on what an engine keeps: what was not used for longest is forgotten, with its files."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import Iterable
from pathlib import Path

from .order import files_folder, masks_folder
from .tasks import Task, Tasks


class Keeping:
    """Keeps finished tasks, their requests and their files within some bytes."""

    def __init__(self, tasks: Tasks, folder: Path, limit: int) -> None:
        self._tasks = tasks
        self._folder = folder
        self._limit = limit
        self._alone = asyncio.Lock()

    async def tidy(self) -> None:
        """Weigh what is new, then forget what is too much."""
        async with self._alone:
            for task in self._tasks.unweighed():
                self._tasks.weigh(task.id, await asyncio.to_thread(self._size, task))
            for task in self._tasks.beyond(self._limit):
                self._tasks.forget(task)
                unneeded = [file for file in self._given(task) if not self._tasks.mentions(file.name)]
                await asyncio.to_thread(self._remove, task, unneeded)

    def _size(self, task: Task) -> int:
        """Its row and its files; what it shares with others counts for each."""
        files = sum(_size(file) for file in (*self._own(task), *self._given(task)))
        return len(json.dumps(task.request)) + len(json.dumps(task.response)) + files

    def _remove(self, task: Task, more: Iterable[Path]) -> None:
        """One that is still open on Windows stays."""
        for file in (*self._own(task), *more):
            with contextlib.suppress(OSError):
                file.unlink()

    def _own(self, task: Task) -> list[Path]:
        """The files that are named after a task."""
        return [*files_folder(self._folder).glob(f"{task.id}*")]

    def _given(self, task: Task) -> list[Path]:
        """The files that were made for its request: named after what is in them, so others may need them too."""
        names = [name for name in task.kept.values() if not name.startswith("files/")]  # those are other tasks' own
        folders = (masks_folder(self._folder), files_folder(self._folder), self._folder)
        return [folder / name for name in names for folder in folders if (folder / name).is_file()]


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0
