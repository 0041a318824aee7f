"""The ways a task's results reach the client: one answer, a stream of lines, or a task id to ask by (contract 1.6)."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from . import wire
from .errors import Refusal
from .faults import Strike
from .mishaps import Lines, Pieces
from .running import Running

NDJSON = "application/x-ndjson"


def wants_stream(request: Request) -> bool:
    """Whether the client accepts a line for each progress change."""
    return NDJSON in request.headers.get("accept", "").lower()


def answer(value: Any, status: int = 200) -> Response:
    """One JSON document."""
    return Response(wire.encoded(value), status, media_type="application/json")


async def deliver(request: Request, running: Running, asynchronous: bool, strike: Strike) -> Response:
    """Answer in the way that was asked for; raises the task's Refusal where an HTTP error is still possible."""
    base = wire.base(request)
    if asynchronous:
        return await _held(_named(running), strike)
    if not wants_stream(request):
        return await _held(_whole(running, base), strike)
    results = running.results()
    # The status line goes out with the first result, so a task that fails before it is an ordinary HTTP error.
    first = await anext(results)
    return Lines(_bytes(strike.through(_lines(first, results, running, base))), media_type=NDJSON)


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
    yield 0, wire.encoded({"task_id": running.task.id})


async def _whole(running: Running, base: str) -> Pieces:
    """Nothing until the task's last result."""
    result: dict[str, Any] = {}
    async for result in running.results():
        if result["progress"] < 100:
            yield result["progress"], b""
    yield 100, wire.encoded(wire.addressed(result, base))


async def _lines(first: dict[str, Any], results: AsyncIterator[dict[str, Any]], running: Running, base: str) -> Pieces:
    yield first["progress"], _line(first, base)
    try:
        async for result in results:
            yield result["progress"], _line(result, base)
    except Refusal as refusal:
        yield 100, _line(refusal.failure(running.task.id, running.task.trace_id), base)


def _line(result: dict[str, Any], base: str) -> bytes:
    return wire.encoded(wire.addressed(result, base)) + b"\n"
