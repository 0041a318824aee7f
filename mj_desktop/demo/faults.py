"""Faults on demand: one table of what can go wrong, where it strikes and what it then does."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from starlette.responses import Response

from . import mishaps, tables
from .errors import Refusal
from .mishaps import Pieces
from .running import Running


class Place(StrEnum):
    """Where a fault can strike."""

    SUBMISSION = "a submission"
    LOOKUP = "a question for tasks"
    FILE = "a picture file"


_SUBMITTED = (Place.SUBMISSION,)
_CALLED = (Place.SUBMISSION, Place.LOOKUP)
_FETCHED = (Place.FILE,)


@dataclass(frozen=True)
class Arg:
    """A fault's argument: what is taken when none is given (None: it takes none), and how text becomes a value.

    `read` raises ValueError for text that is no such argument; `wants` says in words what would be.
    """

    default: str | None
    read: Callable[[str], Any]
    wants: str


def _none(text: str) -> str:
    if text:
        raise ValueError
    return text


def _number(least: int, most: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not (text.isascii() and text.isdigit() and len(text) < 10 and least <= int(text) <= most):
            raise ValueError
        return int(text)

    return read


def _seconds(text: str) -> float:
    number = float(text)
    if not math.isfinite(number) or not 0 <= number <= 3600:
        raise ValueError
    return number


def _status(text: str) -> int:
    """Those between come without a body or lead elsewhere."""
    return 200 if text == "200" else _number(400, 599)(text)


def _code(text: str) -> str:
    if text not in tables.statuses():
        raise ValueError
    return text


def _answered_code(text: str) -> str:
    """Codes without a status only occur inside a failed task."""
    if tables.statuses().get(text) is None:
        raise ValueError
    return text


def _line(text: str) -> str:
    if not text.strip() or "\n" in text:
        raise ValueError
    return text


_NOTHING = Arg(None, _none, "takes no argument")
_PERCENT = Arg("50", _number(0, 100), "takes a whole number of percent from 0 to 100")


def _duration(default: str) -> Arg:
    return Arg(default, _seconds, "takes seconds from 0 to 3600")


def _whole(default: str, least: int, most: int, of: str) -> Arg:
    return Arg(default, _number(least, most), f"takes a whole number of {of} from {least} to {most}")


@dataclass(frozen=True, kw_only=True)
class Row:
    """One fault: `says` is its help; of the six hooks it has the ones that it needs.

    `wait`: the seconds that pass before anything else. `answer`: what is answered instead, before anything is made.
    `doom`: how its task fails. `lines`: what becomes of the lines of its answer or, where there is a callback address,
    of the POSTs. `posts`: what becomes of the POSTs only. `file`: what becomes of a picture.
    """

    says: str
    places: tuple[Place, ...]
    arg: Arg = _NOTHING
    wait: Callable[[Any], float] | None = None
    answer: Callable[[Any, str], Response] | None = None
    doom: Callable[[Any], Refusal] | None = None
    lines: Callable[[Pieces, Any], Pieces] | None = None
    posts: Callable[[Pieces, Any], Pieces] | None = None
    file: Callable[[bytes, str, Any], Response] | None = None


TABLE: dict[str, Row] = {
    "too-many-requests": Row(
        says="429, Retry-After ARG seconds",
        places=_SUBMITTED,
        arg=_whole("1", 0, 3600, "seconds"),
        answer=mishaps.refusing("too_many_requests", "You have exceeded the rate limit."),
    ),
    "used-up": Row(
        says="403 used_up: the account is empty",
        places=_SUBMITTED,
        answer=mishaps.refusing("used_up", "Your balance is used up."),
    ),
    "forbidden": Row(
        says="403 forbidden: moderation refuses the prompt",
        places=_SUBMITTED,
        answer=mishaps.refusing("forbidden", "The prompt was refused by moderation."),
    ),
    "server-error": Row(
        says="500 api_error",
        places=_CALLED,
        answer=mishaps.refusing("api_error", "Internal server error."),
    ),
    "gateway-timeout": Row(
        says="504 timeout",
        places=_CALLED,
        answer=mishaps.refusing("timeout", "The gateway waited too long."),
    ),
    "error-code": Row(
        says="the error code ARG with its documented status",
        places=_CALLED,
        arg=Arg("busy", _answered_code, "takes an error code of the service that has a status"),
        answer=mishaps.coded,
    ),
    "html": Row(
        says="a page of HTML with status ARG",
        places=_CALLED,
        arg=Arg("200", _status, "takes the HTTP status 200, or one from 400 to 599"),
        answer=mishaps.page,
    ),
    "slow-first-byte": Row(
        says="ARG seconds pass before anything is done or answered",
        places=(*_CALLED, Place.FILE),
        arg=_duration("5"),
        wait=float,
    ),
    "drop-before-line": Row(
        says="the connection ends before line ARG of the answer, after its headers; its task goes on",
        places=_SUBMITTED,
        arg=_whole("1", 1, 1000, "lines"),
        lines=mishaps.dropped_before,
    ),
    "drop-after-percent": Row(
        says="once ARG percent are shown, the connection ends in the middle of the next line; its task goes on",
        places=_SUBMITTED,
        arg=_PERCENT,
        lines=mishaps.dropped_after,
    ),
    "stall": Row(
        says="after the first line nothing comes for ARG seconds",
        places=_SUBMITTED,
        arg=_duration("3600"),
        lines=mishaps.stalled,
    ),
    "split-line": Row(
        says="lines come in pieces of ARG bytes",
        places=_SUBMITTED,
        arg=_whole("16", 1, 4096, "bytes"),
        lines=mishaps.split,
    ),
    "garbage-line": Row(
        says="after the first line comes the line ARG, no result object",
        places=_SUBMITTED,
        arg=Arg("%% no JSON %%", _line, "takes one line of text"),
        lines=mishaps.garbled,
    ),
    "failure-line": Row(
        says="after its first progress the task fails with the code ARG; a stream says so in its last line",
        places=_SUBMITTED,
        arg=Arg("task_failed", _code, "takes an error code of the service"),
        doom=lambda code: Refusal(code, "The service could not draw this."),
    ),
    "callback-twice": Row(
        says="every POST to a callback address comes twice", places=_SUBMITTED, posts=mishaps.doubled
    ),
    "callback-unordered": Row(
        says="the POSTs to a callback address come in the wrong order, the last one first",
        places=_SUBMITTED,
        posts=mishaps.last_first,
    ),
    "picture-expired": Row(says="404", places=_FETCHED, file=mishaps.expired),
    "picture-truncated": Row(
        says="only the first ARG percent of its bytes", places=_FETCHED, arg=_PERCENT, file=mishaps.truncated
    ),
    "picture-wrong-type": Row(says="a page of HTML with status 200", places=_FETCHED, file=mishaps.mistyped),
    "picture-huge": Row(
        says="a PNG of ARG x ARG pixels in few bytes",
        places=_FETCHED,
        arg=_whole("30000", 1, 65535, "pixels"),
        file=mishaps.huge,
    ),
}


@dataclass(frozen=True)
class Fault:
    """One fault as it was asked for; `times`: how often it strikes yet, None for always.

    It strikes only requests whose path contains `path` and, if `action` is set, only submissions of that action.
    """

    name: str
    arg: Any
    times: int | None = None
    path: str = ""
    action: str | None = None

    @property
    def row(self) -> Row:
        """What it does."""
        return TABLE[self.name]

    def hits(self, place: Place, path: str, action: str | None) -> bool:
        """Whether it strikes such a request."""
        named = self.action is None or self.action == action
        return place in self.row.places and self.path in path and named and self.times != 0


def fault(name: str, arg: str | None = None, **limits: Any) -> Fault:
    """A fault by name with its argument as text; raises ValueError with a sentence for a wrong one."""
    row = TABLE.get(name)
    if row is None:
        raise ValueError(f"{name!r} is no fault: the faults are {', '.join(TABLE)}")
    try:
        return Fault(name, row.arg.read(row.arg.default or "" if arg is None else arg), **limits)
    except ValueError:
        raise ValueError(f"{arg!r} does not fit: {name} {row.arg.wants}") from None


def from_option(text: str) -> Fault:
    """A fault out of `NAME` or `NAME=ARG`; raises ValueError with a sentence."""
    name, equals, arg = text.partition("=")
    return fault(name, arg if equals else None)


def from_body(body: dict[str, Any]) -> Fault:
    """A fault out of `{"fault", "arg", "times", "path", "action"}`; raises ValueError with a sentence."""
    given = {name: value for name, value in body.items() if value is not None}
    strangers = given.keys() - {"fault", "arg", "times", "path", "action"}
    if strangers:
        raise ValueError(f"unknown fields: {', '.join(sorted(strangers))}")
    for name in ("fault", "path", "action"):
        if not isinstance(given.get(name, ""), str):
            raise ValueError(f"{name} must be a string")
    times, arg = given.get("times"), given.get("arg")
    if times is not None and (isinstance(times, bool) or not isinstance(times, int) or times < 1):
        raise ValueError("times must be a whole number from 1 on")
    if isinstance(arg, bool) or not isinstance(arg, str | int | float | None):
        raise ValueError("arg must be a string or a number")
    text = None if arg is None else str(arg)
    return fault(given.get("fault", ""), text, times=times, path=given.get("path", ""), action=given.get("action"))


@dataclass(frozen=True)
class Strike:
    """What goes wrong with one request: nothing, when it holds no faults."""

    faults: tuple[Fault, ...] = ()

    async def instead(self, trace_id: str) -> Response | None:
        """Let the time pass that is to pass; then what is answered in place of everything else, if anything is."""
        for each in self.faults:
            if each.row.wait is not None:
                await asyncio.sleep(each.row.wait(each.arg))
        answers = (each.row.answer(each.arg, trace_id) for each in self.faults if each.row.answer is not None)
        return next(answers, None)

    def doom(self, running: Running) -> None:
        """Have the task fail after its first progress, if it is to."""
        for each in self.faults:
            if each.row.doom is not None:
                running.doom(each.row.doom(each.arg))

    @property
    def breaks_lines(self) -> bool:
        """Whether the pieces of an answer have to go through `through`."""
        return any(each.row.lines is not None for each in self.faults)

    def through(self, pieces: Pieces) -> Pieces:
        """The pieces of an answer as they go out; `mishaps.Cut` where the connection ends."""
        for each in self.faults:
            if each.row.lines is not None:
                pieces = each.row.lines(pieces, each.arg)
        return pieces

    def posted(self, pieces: Pieces) -> Pieces:
        """The lines that are posted to a callback address, as they go out; `mishaps.Cut` where the connection ends."""
        for each in self.faults:
            for hook in (each.row.lines, each.row.posts):
                if hook is not None:
                    pieces = hook(pieces, each.arg)
        return pieces

    async def picture(self, given: Response) -> Response:
        """A picture's answer as it goes out."""
        for each in self.faults:
            if each.row.file is not None:
                data, kind = await mishaps.content(given)
                given = await asyncio.to_thread(each.row.file, data, kind, each.arg)
        return given


class Faults:
    """The faults that are set; later ones strike after earlier ones."""

    def __init__(self, given: Iterable[Fault] = ()) -> None:
        self._set = list(given)

    def add(self, given: Fault) -> None:
        """Set one more."""
        self._set.append(given)

    def clear(self) -> None:
        """Set none."""
        self._set.clear()

    def strike(self, place: Place, path: str, action: str | None = None) -> Strike:
        """What strikes this request, and is counted as having struck; after one that answers nothing else does."""
        found: list[Fault] = []
        for number, each in enumerate(self._set):
            if each.hits(place, path, action):
                found.append(each)
                self._set[number] = replace(each, times=None if each.times is None else each.times - 1)
                if each.row.answer is not None:
                    break
        self._set = [each for each in self._set if each.times != 0]
        return Strike(tuple(found))

    def listed(self) -> list[dict[str, Any]]:
        """The faults that are set, as JSON."""
        return [
            {"fault": each.name, "arg": each.arg, "times": each.times, "path": each.path, "action": each.action}
            for each in self._set
        ]
