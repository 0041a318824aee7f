"""Pictures by address: known names only, in ranges, with headers that let clients keep them."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response

from . import addresses
from .engine import Engine
from .errors import Refusal

_TYPES = {".png": "image/png", ".webp": "image/webp", ".mp4": "video/mp4"}

_FOREVER = {"cache-control": "public, max-age=31536000, immutable"}
_NEVER = {"cache-control": "no-store"}


async def serve(request: Request, engine: Engine) -> Response:
    """The file, or a Refusal with status 404: also for a preview whose task is finished."""
    asked: str = request.path_params["name"]
    task_id = addresses.task_of(asked)
    if task_id is None:
        raise missing()
    name = addresses.file_of(asked, request.scope["query_string"].decode("latin-1"))
    file = engine.files / name
    if "_grid_" in name:
        return await _preview(file, engine.is_running(task_id))
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
