"""Pictures that requests name by their addresses: the engine's own from disk, others from this computer only."""

from __future__ import annotations

import asyncio
import importlib
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any
from urllib.parse import SplitResult

from . import addresses
from .errors import Refusal, bad_request

if TYPE_CHECKING:
    import httpx

LARGEST = 32 * 1024 * 1024
_WITHIN = 10.0
PLAINLY: dict[str, Any] = {"trust_env": False, "timeout": _WITHIN}
"""How httpx asks here: past the proxies of the surroundings, and not for ever."""


async def fetch(field: str, address: str, files: Path) -> bytes:
    """The file at an address; bad_request, naming the request's field, if there is none to be had.

    Nothing beyond this computer is asked: a demonstration calls nobody.
    """
    parts = addresses.split(field, address)
    name = parts.path.rpartition("/")[2]
    if addresses.task_of(name):
        return await _own(field, files / addresses.file_of(name, parts.query))
    if not addresses.is_loopback(parts.hostname or ""):
        raise bad_request(
            f"{field} must be an address of this engine or of this computer: the demo engine asks no other"
        )
    return await _from_this_computer(field, parts)


async def _own(field: str, file: Path) -> bytes:
    try:
        return await asyncio.to_thread(file.read_bytes)
    except OSError:
        raise bad_request(f"{field} names no picture of this engine") from None


async def _from_this_computer(field: str, parts: SplitResult) -> bytes:
    httpx = await loaded()
    try:
        # What this computer's own servers show as certificates proves nothing.
        async with httpx.AsyncClient(**PLAINLY, verify=False) as client, asyncio.timeout(_WITHIN):
            return await _read(client, parts.geturl())
    except Refusal as refusal:
        raise bad_request(f"{field}: {refusal.message}") from None
    except (httpx.HTTPError, httpx.InvalidURL, TimeoutError, ValueError) as error:
        reason = str(error) or type(error).__name__
        raise bad_request(f"{field} cannot be fetched: {reason}") from None


async def _read(client: httpx.AsyncClient, address: str) -> bytes:
    data = bytearray()
    async with client.stream("GET", address) as answer:
        if answer.status_code != 200:
            raise bad_request(f"its address answers with status {answer.status_code}")
        async for part in answer.aiter_bytes():
            data += part
            if len(data) > LARGEST:
                raise bad_request(f"what is there is larger than {LARGEST // 1024 // 1024} MB")
    return bytes(data)


async def loaded() -> ModuleType:
    """httpx, imported late and in a thread: few requests need it, and it takes a tenth of a second."""
    return await asyncio.to_thread(importlib.import_module, "httpx")
