"""The projector: plays the clips of the video on view, mute, again and again; frames are read in a thread."""

import asyncio
import time
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from mj_desktop.clips import Reel
from mj_desktop.core.generation import Generation
from mj_desktop.jobs import Jobs
from mj_desktop.library.library import Library

_KEY = "projector"


@dataclass(frozen=True, slots=True)
class Frames:
    """One frame of each clip of a video, in the clips' order."""

    generation: str
    images: tuple[QImage, ...]


class Projector(QObject):
    """Plays one video at a time. `shown` carries Frames."""

    shown = Signal(object)

    def __init__(self, library: Library, jobs: Jobs) -> None:
        super().__init__()
        self._library, self._jobs = library, jobs
        self._going = asyncio.Event()
        self._edge = 640

    def play(self, generation: Generation) -> None:
        """Play its clips from their beginning, in place of what is played."""
        self._going.set()
        self._jobs.start(_KEY, self._play(generation))

    def pause(self, paused: bool) -> None:
        """Stand still, or go on."""
        (self._going.clear if paused else self._going.set)()

    def show_size(self, edge: int) -> None:
        """Frames need to be at most so many pixels long."""
        self._edge = edge

    def stop(self) -> None:
        """Play nothing."""
        self._jobs.cancel(_KEY)

    async def _play(self, generation: Generation) -> None:
        reel = await self._jobs.in_background(Reel, self._library.clip_paths(generation))
        due = time.monotonic()
        try:
            while True:
                images = await self._jobs.in_background(reel.frames, self._edge)
                self.shown.emit(Frames(generation.id, images))
                due = max(due + 1 / reel.rate, time.monotonic())
                await asyncio.sleep(due - time.monotonic())
                await self._going.wait()
        finally:
            self._jobs.post(_KEY, reel.close)  # a thread may still read
