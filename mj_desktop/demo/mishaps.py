"""Mishaps: what the faults do to an answer, to its lines and to a picture file."""

from __future__ import annotations

import asyncio
import functools
import struct
import zlib
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

from starlette.responses import FileResponse, Response, StreamingResponse
from starlette.types import Send

from . import wire
from .errors import Refusal, Stopped

Pieces = AsyncIterator[tuple[int, bytes]]
"""An answer on its way out: the percentage that has been reached and the bytes that say so.

A stream has a piece for each line; an answer held until the end has empty ones until its body.
"""

_PAGE = b"<!DOCTYPE html><html><head><title>Gateway</title></head><body><h1>Something else</h1></body></html>\n"
BREATH = 0.001  # between pieces of a line, so that they travel apart (seconds)


class Cut(Exception):
    """The connection ends here."""


class Lines(StreamingResponse):
    """A stream whose lines may end in a Cut, in a Refusal that comes too late to be answered, or as the engine goes.

    Then it is left without its end, and the server closes the connection.
    """

    async def stream_response(self, send: Send) -> None:
        try:
            await super().stream_response(send)
        except (Cut, Refusal, Stopped):
            return


# -- answers


def refusing(code: str, message: str) -> Callable[[Any, str], Response]:
    """An answer that refuses with one of the service's codes; an argument is the seconds of Retry-After."""
    refusal = Refusal(code, message)

    def refuse(arg: Any, trace_id: str) -> Response:
        headers = {"retry-after": str(arg)} if arg != "" else {}
        body = wire.encoded(refusal.envelope(trace_id))
        return Response(body, refusal.status, headers=headers, media_type="application/json")

    return refuse


def coded(code: str, trace_id: str) -> Response:
    """A refusal with one of the service's codes."""
    return refusing(code, "This was asked for by a fault.")("", trace_id)


def page(status: int, trace_id: str) -> Response:
    """A page of HTML, as something between client and service sends it."""
    return Response(_PAGE, status, media_type="text/html")


# -- lines


async def dropped_before(pieces: Pieces, line: int) -> Pieces:
    """Nothing from line `line` (from 1) on."""
    given = 1
    async for piece in pieces:
        if given == line:
            raise Cut
        given += 1
        yield piece


async def dropped_after(pieces: Pieces, percent: int) -> Pieces:
    """Half of what comes after the first piece that has reached `percent`, then nothing."""
    reached = False
    async for shown, data in pieces:
        if reached and data:
            yield shown, data[: len(data) // 2]
            raise Cut
        yield shown, data
        reached = shown >= percent
    raise Cut


async def stalled(pieces: Pieces, seconds: float) -> Pieces:
    """A long silence after the first piece."""
    waited = False
    async for piece in pieces:
        yield piece
        if not waited:
            waited = True
            await asyncio.sleep(seconds)


async def split(pieces: Pieces, size: int) -> Pieces:
    """Each piece in smaller ones."""
    async for percent, data in pieces:
        for start in range(0, len(data), size):
            yield percent, data[start : start + size]
            await asyncio.sleep(BREATH)


async def garbled(pieces: Pieces, line: str) -> Pieces:
    """A strange line after the first piece."""
    done = False
    async for percent, data in pieces:
        yield percent, data
        if not done:
            done = True
            yield percent, line.encode() + b"\n"


# -- callbacks


async def doubled(pieces: Pieces, arg: Any) -> Pieces:
    """Each line twice."""
    async for percent, data in pieces:
        yield percent, data
        if data:
            yield percent, data


async def last_first(pieces: Pieces, arg: Any) -> Pieces:
    """Nothing until the last line, then all, the last one first."""
    for piece in reversed([piece async for piece in pieces]):
        yield piece


# -- picture files


async def content(given: Response) -> tuple[bytes, str]:
    """The bytes and the type of a picture's answer."""
    kind = given.headers.get("content-type", "")
    if isinstance(given, FileResponse):
        return await asyncio.to_thread(Path(given.path).read_bytes), kind
    return bytes(given.body), kind


def expired(data: bytes, kind: str, arg: Any) -> Response:
    """What object storage answers for an address whose time is over."""
    return Response(b"<Error><Code>NoSuchKey</Code></Error>", 404, media_type="application/xml")


def truncated(data: bytes, kind: str, percent: int) -> Response:
    """The first `percent` of the bytes, as if that were all."""
    return Response(data[: len(data) * percent // 100], media_type=kind)


def mistyped(data: bytes, kind: str, arg: Any) -> Response:
    """A page where a picture should be."""
    return Response(_PAGE, media_type="text/html")


def huge(data: bytes, kind: str, edge: int) -> Response:
    """A whole PNG of `edge` x `edge` black pixels."""
    return Response(_black(edge), media_type="image/png")


@functools.lru_cache(maxsize=1)
def _black(edge: int) -> bytes:
    """One bit for a pixel, so that 30000 x 30000 are 110 KB in the file and 112 MB unpacked."""
    packer, row = zlib.compressobj(1), bytes(1 + (edge + 7) // 8)
    packed = b"".join([packer.compress(row) for _ in range(edge)]) + packer.flush()
    head = struct.pack(">IIBBBBB", edge, edge, 1, 0, 0, 0, 0)
    chunks = (_chunk(b"IHDR", head), _chunk(b"IDAT", packed), _chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
