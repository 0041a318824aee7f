"""A generation: one request and what became of it. A change is a new value, made only by `advance`."""

import uuid
from dataclasses import dataclass, replace
from enum import StrEnum

from mj_desktop.core import actions as grammar
from mj_desktop.core.batch import Place
from mj_desktop.core.errors import AWAY, OWN_GONE, SEVERAL, Failure
from mj_desktop.core.origin import DEMO as DEMO
from mj_desktop.core.request import COMPOSITE, EDIT, GENERATE, OUTSIDE, REGION, Imagine


class State(StrEnum):
    """Where a generation stands; kept in the library from the first migration on."""

    WAITING = "waiting"  # certainly not sent
    SENT = "sent"  # committed before the first byte
    ACCEPTED = "accepted"  # task id known
    RUNNING = "running"
    FINISHED = "finished"  # at the service
    STORED = "stored"  # raw picture here and decodes
    FAILED = "failed"
    SET_ASIDE = "set_aside"  # a person stopped waiting; can be taken up

    @property
    def is_open(self) -> bool:
        """True while something is still to come without a person's doing."""
        return self in _OPEN


_OPEN = frozenset({State.WAITING, State.SENT, State.ACCEPTED, State.RUNNING, State.FINISHED})


@dataclass(frozen=True, slots=True, kw_only=True)
class RemotePicture:
    """A picture's addresses and pixel sizes as the service names them; unknown sizes are 0."""

    raw_url: str
    raw_width: int = 0
    raw_height: int = 0
    thumb_url: str = ""
    thumb_width: int = 0
    thumb_height: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredPicture:
    """A picture file in the store: `name` is relative to the pictures folder, sizes are pixels and bytes."""

    name: str
    width: int
    height: int
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Generation:
    """One request and what became of it. Times are seconds since the epoch, ids are strings (beyond 2^53)."""

    id: str
    origin: str
    request: Imagine
    created_at: float
    parent: str | None = None
    state: State = State.WAITING
    percent: int = 0
    task_id: str | None = None
    trace_id: str | None = None
    image_id: str | None = None
    sent_at: float | None = None
    finished_at: float | None = None
    picture: RemotePicture | None = None
    actions: tuple[str, ...] = ()
    sub_images: tuple[str, ...] = ()
    video_id: str | None = None
    clips: tuple[str, ...] = ()  # addresses
    clip_files: tuple[str, ...] = ()  # names as a StoredPicture's
    clip_sums: tuple[str, ...] = ()  # of each its bytes and SHA-256: "123 ab4f..."
    file: StoredPicture | None = None
    failure: Failure | None = None
    not_before: float | None = None  # a refused one is sent again then, not earlier
    refusals: int = 0
    cost: float | None = None  # credits, where the service named them
    place: Place | None = None  # in the batch that it belongs to
    stream_lost: bool = False  # its stream ended, stalled or broke off; its task is asked for instead
    asked_at: float | None = None  # when the service last answered a question for its task
    name: str = ""  # of a picture from elsewhere: its file's

    @property
    def is_grid(self) -> bool:
        """True for a 2x2 picture: its actions hold `upscale1`, or its action yields a grid."""
        if self.is_composite:
            return False
        return "upscale1" in self.actions or grammar.parse(self.request.action).yields == grammar.GRID

    @property
    def is_composite(self) -> bool:
        """True for what was made on this computer of its parent; the service does not know it."""
        return self.request.action.startswith(COMPOSITE)

    @property
    def is_outside(self) -> bool:
        """True for a picture from elsewhere: the service knows its address, and no id of it."""
        return self.request.action == OUTSIDE

    @property
    def stem(self) -> str:
        """What a picture from elsewhere is called, without the ending of its file."""
        return self.name.rpartition(".")[0] or self.name

    @property
    def is_video(self) -> bool:
        """True for four clips; its picture is their cover."""
        return grammar.parse(self.request.action).yields == grammar.VIDEO

    @property
    def can_extend(self) -> bool:
        """True for a finished video that the service has named."""
        return self.is_video and self.video_id is not None and self.state in (State.FINISHED, State.STORED)

    @property
    def region_action(self) -> str:
        """What a region of it is repainted by: pictures from elsewhere have an endpoint of their own."""
        return EDIT if self.is_outside else REGION

    @property
    def acted_on(self) -> str:
        """The id of the generation that the service's actions act on: a composite's are those of its parent."""
        return self.parent if self.is_composite and self.parent is not None else self.id

    @property
    def is_parked(self) -> bool:
        """True for a waiting one that waits for more than a free place: refused for now, or left from last time."""
        return self.state is State.WAITING and (self.not_before is not None or self.failure is not None)

    @property
    def is_searched(self) -> bool:
        """True for one that was sent and never named: it is looked for in the account's tasks."""
        return self.state is State.SENT and self.stream_lost

    @property
    def is_away(self) -> bool:
        """True for one whose account is not connected."""
        return self.failure is not None and self.failure.code == AWAY

    @property
    def waits_for_person(self) -> bool:
        """True for an open one with which nothing goes on until a person connects its account, names its task or
        brings its file back."""
        return self.state.is_open and self.failure is not None and self.failure.code in (AWAY, SEVERAL, OWN_GONE)

    @property
    def can_act(self) -> bool:
        """True when follow-ups can be asked for: the service has finished and named the picture."""
        return self.state in (State.FINISHED, State.STORED) and self.image_id is not None

    @property
    def can_repaint(self) -> bool:
        """True for a finished single picture that is here: where "Repaint region" is offered (a local rule)."""
        single = not self.is_grid and not self.is_composite and not self.is_video
        known = self.image_id is not None or self.is_outside
        return self.state is State.STORED and known and single

    def region_request(self, prompt: str | None, mask: bytes) -> Imagine | None:
        """The request that repaints the mask's region of it, or None where the service knows no such picture."""
        if self.is_outside:
            return replace(self.request, action=EDIT, prompt=prompt, mask=mask)
        if self.image_id is None:
            return None
        return self.request.follow_up(REGION, self.image_id, prompt=prompt, mask=mask)

    def is_sibling_of(self, other: "Generation") -> bool:
        """True for another one of the same parent."""
        return self.parent is not None and self.parent == other.parent and self.id != other.id


def new(origin: str, request: Imagine, now: float, parent: str | None = None, place: Place | None = None) -> Generation:
    """A fresh generation, waiting."""
    return Generation(id=uuid.uuid4().hex, origin=origin, request=request, created_at=now, parent=parent, place=place)


def composite(candidate: Generation, tile: int | None, now: float) -> Generation:
    """A composite of a region edit, or of tile 1..4 of it, as yet without its file: a child made on this computer.

    It holds the service's own picture's id and those of its actions that mean this tile: they are what can go on.
    """
    action = COMPOSITE if tile is None else f"{COMPOSITE}{tile}"
    request = replace(candidate.request, action=action, image_id=candidate.image_id, mask=None)
    return Generation(
        id=uuid.uuid4().hex, origin=candidate.origin, request=request, created_at=now, parent=candidate.id,
        state=State.FINISHED, percent=100, image_id=candidate.image_id, finished_at=now,
        actions=tuple(each for each in candidate.actions if grammar.parse(each).tile == tile),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sent:
    """The first byte is about to leave, at `at`."""

    at: float


@dataclass(frozen=True, slots=True)
class Accepted:
    """The service named the task."""

    task_id: str
    trace_id: str | None = None


@dataclass(frozen=True, slots=True)
class Progressed:
    """A line of the stream or a poll: percent 0..99 and, when there is one, a preview."""

    percent: int
    picture: RemotePicture | None = None


@dataclass(frozen=True, slots=True)
class StreamLost:
    """Its answer is over before the picture is, by what went wrong if anything did; the task goes on."""

    failure: Failure | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """The service answered a question for its task, at `at`: passing trouble is over."""

    at: float


@dataclass(frozen=True, slots=True)
class Finished:
    """The service has drawn it."""

    at: float
    picture: RemotePicture
    image_id: str | None
    actions: tuple[str, ...] = ()
    sub_images: tuple[str, ...] = ()
    video_id: str | None = None
    clips: tuple[str, ...] = ()
    cost: float | None = None


@dataclass(frozen=True, slots=True)
class Stored:
    """The raw picture, and of a video its clips, are on disk and decode."""

    file: StoredPicture
    clip_files: tuple[str, ...] = ()
    clip_sums: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Failed:
    """The service refused or failed, or it was certainly not sent."""

    failure: Failure


@dataclass(frozen=True, slots=True)
class Troubled:
    """A passing trouble: said beside the state, which stays as it is. None: it is over."""

    failure: Failure | None


@dataclass(frozen=True, slots=True)
class Deferred:
    """The service refused it before anything was drawn or charged (429): it waits and is sent again at `until`."""

    failure: Failure
    until: float


@dataclass(frozen=True, slots=True)
class Hurried:
    """A person wants it sent now."""


@dataclass(frozen=True, slots=True)
class Missed:
    """Its file is missing or damaged: its picture is fetched again."""


@dataclass(frozen=True, slots=True)
class Related:
    """What it was made from came into the library after it."""

    parent: str


@dataclass(frozen=True, slots=True)
class Readdressed:
    """A picture from elsewhere lies at another address now."""

    address: str


@dataclass(frozen=True, slots=True)
class SetAside:
    """A person stopped waiting; the service goes on."""


@dataclass(frozen=True, slots=True)
class TakenUp:
    """A person waits for it again."""


Event = (
    Sent | Accepted | Progressed | StreamLost | Asked | Finished | Stored | Failed | Troubled | Deferred | Hurried
    | Missed | Related | Readdressed | SetAside | TakenUp
)  # fmt: skip

_W, _S, _A, _R, _F = State.WAITING, State.SENT, State.ACCEPTED, State.RUNNING, State.FINISHED

# Which event leads where from which states; an event that is not listed for a state came late and changes nothing.
_TRANSITIONS: dict[type, dict[State, State]] = {
    Sent: {_W: _S},
    Accepted: {_S: _A, _A: _A, _R: _R},
    Progressed: {_A: _R, _R: _R},
    StreamLost: {_S: _S, _A: _A, _R: _R},
    Asked: {_A: _A, _R: _R},
    Finished: {_S: _F, _A: _F, _R: _F, _F: _F, State.SET_ASIDE: _F},
    Stored: {_F: State.STORED},
    Failed: {_W: State.FAILED, _S: State.FAILED, _A: State.FAILED, _R: State.FAILED, State.SET_ASIDE: State.FAILED},
    Deferred: {_S: _W},
    Hurried: {_W: _W},
    Troubled: {state: state for state in _OPEN},
    SetAside: {_S: State.SET_ASIDE, _A: State.SET_ASIDE, _R: State.SET_ASIDE, _F: State.SET_ASIDE},
    TakenUp: {State.SET_ASIDE: _A},
    Missed: {State.STORED: _F, _F: _F},
    Related: {state: state for state in State},
    Readdressed: {State.STORED: State.STORED},
}


def advance(generation: Generation, event: Event) -> Generation:
    """The generation after `event`; the same value when the event has nothing to say in its state."""
    target = _TRANSITIONS[type(event)].get(generation.state)
    if target is None:
        return generation
    if isinstance(event, Deferred) and generation.task_id is not None:
        return generation  # a named task is being drawn: nothing may send it again
    if isinstance(event, TakenUp) and generation.task_id is None:
        target = State.SENT  # its task is still to be found in the account's list
    return _changed(generation if target is generation.state else replace(generation, state=target), event)


def _changed(generation: Generation, event: Event) -> Generation:
    """The fields that an event brings, apart from the state."""
    match event:
        case Sent(at):
            return replace(generation, sent_at=at, not_before=None, failure=None)
        case Accepted(task_id, trace_id):
            return replace(generation, task_id=task_id, trace_id=trace_id or generation.trace_id)
        case Progressed(percent, picture):
            percent = max(generation.percent, min(99, percent))
            return replace(generation, percent=percent, picture=picture or generation.picture, failure=None)
        case StreamLost(failure):
            return replace(generation, stream_lost=True, failure=failure or generation.failure)
        case Asked(at):
            return replace(generation, asked_at=at, failure=None)
        case Finished(at, picture, image_id, actions, sub_images, video_id, clips, cost):
            return replace(
                generation, finished_at=generation.finished_at or at, picture=picture, image_id=image_id,
                actions=actions, sub_images=sub_images, video_id=video_id, clips=clips, percent=100, failure=None,
                cost=generation.cost if cost is None else cost,
            )  # fmt: skip
        case Stored(file, clip_files, clip_sums):
            return replace(generation, file=file, clip_files=clip_files, clip_sums=clip_sums, failure=None)
        case Failed(failure):
            trace_id = failure.trace_id or generation.trace_id
            return replace(generation, failure=replace(failure, trace_id=trace_id), trace_id=trace_id)
        case Troubled(failure):
            return replace(generation, failure=failure)
        case Deferred(failure, until):
            refusals = generation.refusals + 1
            return replace(generation, failure=failure, not_before=until, refusals=refusals, sent_at=None)
        case Hurried():
            return replace(generation, not_before=None, failure=None)
        case Missed():
            return replace(generation, file=None, clip_files=(), clip_sums=(), failure=None)
        case Related(parent):
            return replace(generation, parent=parent)
        case Readdressed(address):
            asked = replace(generation.request, image_url=address)
            return replace(generation, picture=RemotePicture(raw_url=address), request=asked)
        case SetAside() | TakenUp():
            return generation


def is_first(generation: Generation) -> bool:
    """True for one that began with a prompt, False for a follow-up."""
    return generation.request.action == GENERATE
