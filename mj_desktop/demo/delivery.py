"""The ways a task's results reach the client: one answer, a stream of lines, or a task id to ask by (contract 1.6)."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from . import wire
from .errors import Refusal
from .running import Running

NDJSON = "application/x-ndjson"


def wants_stream(request: Request) -> bool:
    """Whether the client accepts a line for each progress change."""
    return NDJSON in request.headers.get("accept", "").lower()


def answer(value: Any, status: int = 200) -> Response:
    """One JSON document."""
    return Response(wire.encoded(value), status, media_type="application/json")


async def deliver(request: Request, running: Running, asynchronous: bool) -> Response:
    """Answer in the way that was asked for; raises the task's Refusal where an HTTP error is still possible."""
    if asynchronous:
        return answer({"task_id": running.task.id})
    base = wire.base(request)
    if not wants_stream(request):
        return answer(wire.addressed(await running.last(), base))
    results = running.results()
    # The status line goes out with the first result, so a task that fails before it is an ordinary HTTP error.
    first = await anext(results)
    return StreamingResponse(_lines(first, results, running, base), media_type=NDJSON)


async def _lines(
    first: dict[str, Any], results: AsyncIterator[dict[str, Any]], running: Running, base: str
) -> AsyncIterator[bytes]:
    yield _line(first, base)
    try:
        async for result in results:
            yield _line(result, base)
    except Refusal as refusal:
        yield _line(refusal.failure(running.task.id, running.task.trace_id), base)


def _line(result: dict[str, Any], base: str) -> bytes:
    return wire.encoded(wire.addressed(result, base)) + b"\n"
