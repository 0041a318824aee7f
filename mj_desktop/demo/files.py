"""Pictures by address: known names only, in ranges, with headers that let clients keep them."""

from __future__ import annotations

import asyncio
import os
import re
from pathlib import Path
from urllib.parse import unquote

from starlette.requests import Request
from starlette.responses import FileResponse, Response

from .engine import Engine
from .errors import Refusal
from .order import half_name

# A task's id, then nothing (the picture), the number of a tile or video, or a preview's.
_NAME = re.compile(r"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(_[0-3]\.(?:png|mp4)|\.png|_grid_\d\.webp)", re.ASCII)
_TYPES = {".png": "image/png", ".webp": "image/webp", ".mp4": "video/mp4"}
# Parameters of the picture service that the real addresses point at; this one asks for half the size.
_HALF = "imageMogr2/thumbnail/!50p"

_FOREVER = {"cache-control": "public, max-age=31536000, immutable"}
_NEVER = {"cache-control": "no-store"}


async def serve(request: Request, engine: Engine) -> Response:
    """The file, or a Refusal with status 404: also for a preview whose task is finished."""
    match = _NAME.fullmatch(request.path_params["name"])
    if match is None:
        raise missing()
    name = (
        half_name(match[0]) if unquote(request.scope["query_string"].decode("latin-1")).startswith(_HALF) else match[0]
    )
    file = engine.files / name
    if "_grid_" in name:
        return await _preview(file, engine.is_running(match[1]))
    return await _picture(file, request)


async def _preview(file: Path, alive: bool) -> Response:
    """Read whole: it may be gone any moment."""
    try:
        data = await asyncio.to_thread(file.read_bytes) if alive else None
    except OSError:
        data = None
    if data is None:
        raise missing()
    return Response(data, media_type=_TYPES[file.suffix], headers=_NEVER)


async def _picture(file: Path, request: Request) -> Response:
    try:
        facts = await asyncio.to_thread(os.stat, file)
    except OSError:
        raise missing() from None
    response = FileResponse(file, media_type=_TYPES[file.suffix], headers=_FOREVER, stat_result=facts)
    if request.headers.get("if-none-match") == response.headers["etag"]:
        kept = {name: response.headers[name] for name in ("cache-control", "etag", "last-modified")}
        return Response(status_code=304, headers=kept)
    return response


def missing() -> Refusal:
    """Nothing is at this address."""
    return Refusal("no_api", "There is nothing at this address.")
