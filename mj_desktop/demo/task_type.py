"""What a type of task is to the engine: how its requests are read, prepared and carried out."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol, TypeVar

from .drawing import Drawing
from .fetching import fetch
from .ids import Ids
from .order import files_folder
from .running import Running
from .settings import Settings
from .tasks import Tasks


class Asked(Protocol):
    """What the engine and its deliveries have to know of any checked request."""

    @property
    def action(self) -> str:
        """What is to be done, for the log and for faults that strike one action only."""

    @property
    def timeout(self) -> float:
        """Seconds after which the task is given up."""

    @property
    def asynchronous(self) -> bool:
        """Whether the answer is the task id alone; so it is with `async` and with a callback (contract 1.6)."""

    @property
    def callback_url(self) -> str:
        """Where results are posted; "" for nowhere."""


R = TypeVar("R", bound=Asked)


@dataclass(frozen=True)
class Prepared:
    """What came of a request's preparation, journalled with its task.

    `seed`: the number it is drawn from, None for one of the engine's choice. `kept`: names of files made for it.
    """

    seed: int | None = None
    kept: dict[str, str] = field(default_factory=dict)


class TaskType(Protocol[R]):
    """One type of task; its name in records is that of its address, `/midjourney/<name>`."""

    @property
    def delivers(self) -> bool:
        """Whether streams, callbacks and `async` are served; if not, there is one JSON answer only (contract 1.4)."""

    def read(self, body: Mapping[str, Any]) -> R:
        """The checked request; raises a Refusal with one sentence."""

    async def prepare(self, request: R) -> Prepared:
        """Check the request against what the engine has, and keep files for it; raises a Refusal."""

    async def carry_out(self, running: Running, request: R) -> None:
        """Do the whole task: `running.start()`, `show()` for each result, `tasks.finish(running.end(...))`.

        May raise a Refusal, which fails the task. Is called again from the start after the engine was killed.
        """


@dataclass(frozen=True)
class Workshop:
    """What all types of task share; the engine owns it."""

    settings: Settings
    folder: Path
    tasks: Tasks
    drawing: Drawing
    ids: Ids = field(default_factory=Ids)

    async def fetch(self, field: str, address: str) -> bytes:
        """The file at an address in a request's field; bad_request if it is not one of this engine or computer."""
        return await fetch(field, address, files_folder(self.folder))

    async def due(self, begun: float, percent: float) -> None:
        """Wait until a task that began at a moment of the loop's clock should be so far, at the engine's pace."""
        moment = begun + self.settings.pace * percent / 100
        await asyncio.sleep(max(0.0, moment - asyncio.get_running_loop().time()))
