"""Tasks as an account lists them, where each of them stands in the library, and what a person asks about them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from mj_desktop.core.errors import Failure
from mj_desktop.core.generation import Generation, State
from mj_desktop.core.messages import Message
from mj_desktop.core.origin import DEMO

TYPES = ("imagine", "edits", "videos", "describe")
"""The types of tasks that the service's documents name (contract 1.5)."""
DRAWN = ("imagine", "edits", "videos")
"""Those of which pictures come."""


class Stage(StrEnum):
    """How far the service is with a task: it has no such field, so this is read from what else it says."""

    DRAWING = "drawing"
    FINISHED = "finished"
    FAILED = "failed"
    EMPTY = "empty"  # over, without a picture and without a reason


class Here(StrEnum):
    """Where a task's picture stands in the library."""

    KEPT = "kept"
    TRASH = "trash"
    COMING = "coming"
    UNFETCHED = "unfetched"  # its generation is here, its picture could not be fetched
    MISSING = "missing"
    NOTHING = "nothing"  # there is nothing to be fetched


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A task of the account. Times are seconds since the epoch on the service's clock; `made_from` is what the
    request calls what it is made of: an image id, a video id or an address."""

    id: str
    stage: Stage
    trace_id: str | None = None
    type: str = ""
    action: str = ""
    prompt: str = ""
    image_id: str | None = None
    made_from: str | None = None
    created_at: float | None = None
    started_at: float | None = None
    finished_at: float | None = None
    percent: int = 0
    failure: Failure | None = None
    has_picture: bool = False

    @property
    def can_be_fetched(self) -> bool:
        """True where a picture, or a video's cover, is there or will be: words have no place in the library."""
        if self.stage is Stage.DRAWING:
            return self.type in (*DRAWN, "")
        return self.stage is Stage.FINISHED and self.has_picture

    @property
    def seconds(self) -> float | None:
        """How long it took."""
        begun = self.started_at or self.created_at
        return self.finished_at - begun if self.finished_at is not None and begun is not None else None


@dataclass(frozen=True, slots=True)
class Holding:
    """The generation that a task is in the library."""

    generation: str
    state: State
    failed: bool = False
    deleted: bool = False

    @classmethod
    def of(cls, generation: Generation) -> "Holding":
        """What a generation that is not in the trash holds."""
        return cls(generation.id, generation.state, generation.failure is not None)

    @property
    def here(self) -> Here:
        """Where its picture stands."""
        if self.deleted:
            return Here.TRASH
        if self.state is not State.FINISHED:
            return Here.KEPT
        return Here.UNFETCHED if self.failed else Here.COMING


@dataclass(frozen=True, slots=True)
class Progress:
    """How far fetching has come: of `total` tasks, 0 while the account is still being read, `done` need no more."""

    done: int = 0
    total: int = 0
    read: int = 0


@dataclass(frozen=True, slots=True)
class Look:
    """List the tasks of an origin: all, those of a type, or those of some `ids` (of tasks or traces)."""

    origin: str = DEMO
    type: str = ""
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Older:
    """List what is older than what is listed."""


@dataclass(frozen=True, slots=True)
class Recover:
    """Fetch tasks into the library; without ids all of the account that are missing there."""

    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StopRecovery:
    """Fetch no more than what is on its way."""


Wish = Look | Older | Recover | StopRecovery


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskList:
    """What the tasks page shows: the newest first. `service` is the connected account's origin, or "".

    `busy` is true while the service is asked; `trouble` is why it did not answer; `holdings` are by task id.
    """

    look: Look = Look()
    service: str = ""
    is_connected: bool = False
    tasks: tuple[Task, ...] = ()
    holdings: Mapping[str, Holding] = field(default_factory=dict)
    busy: bool = False
    has_older: bool = False
    trouble: Message | None = None
    progress: Progress | None = None

    def here(self, task: Task) -> Here:
        """Where a task of the list stands in the library."""
        held = self.holdings.get(task.id)
        if held is not None:
            return held.here
        return Here.MISSING if task.can_be_fetched else Here.NOTHING

    @property
    def missing(self) -> tuple[Task, ...]:
        """Those of the list that can be fetched and are not in the library."""
        return tuple(task for task in self.tasks if self.here(task) is Here.MISSING)
