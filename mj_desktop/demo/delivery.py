"""The ways a task's results reach the client: one answer, a stream of lines, or a task id to ask by (contract 1.6)."""

from __future__ import annotations

from collections.abc import AsyncIterator
from enum import Enum
from typing import Any, TypeAlias

from starlette.requests import Request
from starlette.responses import Response

from . import wire
from .errors import Refusal
from .faults import Strike
from .mishaps import Lines, Pieces
from .running import Running

NDJSON = "application/x-ndjson"

Results: TypeAlias = AsyncIterator[dict[str, Any]]


class Way(Enum):
    """How a client wants the results of its task."""

    WHOLE = "one answer, held until it is finished"
    LINES = "a line for each progress change"
    NAMED = "the task's id alone, at once"
    POSTED = "the task's id alone, at once, and POSTs to an address of its own"


def wants(request: Request) -> Way:
    """What the client accepts; that it wants the id alone stands in its body."""
    return Way.LINES if NDJSON in request.headers.get("accept", "").lower() else Way.WHOLE


def answer(value: Any, status: int = 200) -> Response:
    """One JSON document."""
    return Response(wire.encoded(value), status, media_type="application/json")


async def deliver(running: Running, way: Way, strike: Strike) -> Response:
    """Answer in the way that was asked for; raises the task's Refusal where an HTTP error is still possible."""
    if way is Way.NAMED:
        return await _held(_named(running), strike)
    if way is Way.POSTED:
        return answer(_name(running))
    if way is Way.WHOLE:
        return await _held(_whole(running), strike)
    results = running.results()
    # The status line goes out with the first result, so a task that fails before it is an ordinary HTTP error.
    first = await anext(results)
    return Lines(_bytes(strike.through(_lines(first, results, running))), media_type=NDJSON)


async def held(value: Any, strike: Strike) -> Response:
    """One JSON document to which what befalls a task's answer happens too."""

    async def alone() -> Pieces:
        yield 100, wire.encoded(value)

    return await _held(alone(), strike)


async def _held(pieces: Pieces, strike: Strike) -> Response:
    """One JSON document, whole; in pieces only if something is to happen to them."""
    if strike.breaks_lines:
        return Lines(_bytes(strike.through(pieces)), media_type="application/json")
    return Response(b"".join([data async for _, data in pieces]), media_type="application/json")


async def _bytes(pieces: Pieces) -> AsyncIterator[bytes]:
    async for _, data in pieces:
        if data:
            yield data


async def _named(running: Running) -> Pieces:
    yield 0, wire.encoded(_name(running))


def _name(running: Running) -> dict[str, Any]:
    return {"task_id": running.task.id}


async def _whole(running: Running) -> Pieces:
    """Nothing until the task's last result."""
    result: dict[str, Any] = {}
    async for result in running.results():
        if _percent(result) < 100:
            yield _percent(result), b""
    yield 100, wire.encoded(wire.addressed(result, running.task.base))


async def _lines(first: dict[str, Any], results: Results, running: Running) -> Pieces:
    yield _percent(first), _line(first, running)
    async for piece in _rest(results, running):
        yield piece


async def _rest(results: Results, running: Running) -> Pieces:
    """A line for each result; a failure is one too."""
    try:
        async for result in results:
            yield _percent(result), _line(result, running)
    except Refusal as refusal:
        yield 100, _line(refusal.failure(running.task.id, running.task.trace_id), running)


async def posts(running: Running) -> Pieces:
    """What goes to a callback address, as lines: every result of a stream, else nothing but the last."""
    async for percent, line in _rest(running.results(), running):
        yield percent, line if running.task.streamed or percent == 100 else b""


def _percent(result: dict[str, Any]) -> int:
    """A result that tells no progress is a whole one."""
    return int(result.get("progress", 100))


def _line(result: dict[str, Any], running: Running) -> bytes:
    return wire.encoded(wire.addressed(result, running.task.base)) + b"\n"
