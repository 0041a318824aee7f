"""Callbacks: results posted to the addresses that clients gave (contract 1.6)."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from typing import Any
from urllib.parse import urlsplit

from . import addresses, log, mishaps
from .delivery import posts
from .errors import Stopped
from .faults import Strike
from .fetching import PLAINLY, loaded
from .running import Running


class Callbacks:
    """Posts to this computer, and to the hosts that are allowed besides; each POST once, as nothing says otherwise."""

    def __init__(self, hosts: Sequence[str]) -> None:
        self._hosts = frozenset(host.lower() for host in hosts)

    async def deliver(self, running: Running, address: str, strike: Strike) -> None:
        """Post what comes of a task: its last result or, if it was submitted as a stream, every one."""
        host = (urlsplit(address).hostname or "").lower()
        near = addresses.is_loopback(host)
        if not near and host not in self._hosts:
            log.say(f"No callback to {host}: start with `--callback-host {host}` to allow it.")
            return
        client = (await loaded()).AsyncClient(**PLAINLY, verify=not near)
        async with client:
            await self._deliver(_Mailbox(client, address, running.task.id), strike.posted(posts(running)))

    async def _deliver(self, mailbox: _Mailbox, pieces: mishaps.Pieces) -> None:
        """One POST for each line, its body in the pieces that the line came in."""
        body: list[bytes] = []
        try:
            async for _, data in pieces:
                body += [data] if data else []
                if data.endswith(b"\n"):
                    await mailbox.post(body)
                    body = []
        except (mishaps.Cut, Stopped):
            if body:
                await mailbox.post([*body, _CUT])


_CUT = b""
"""Stands in a body where the connection ends."""


class _Mailbox:
    """One task's callback address."""

    def __init__(self, client: Any, address: str, task_id: str) -> None:
        self._client = client
        self._address = address
        self._task_id = task_id

    async def post(self, body: Sequence[bytes]) -> None:
        """Post a body and log what came of it; an address that does not answer is the client's affair."""
        httpx = await loaded()
        begun = time.monotonic()
        content = body[0] if len(body) == 1 else _pieces(body)
        try:
            headers = {"content-type": "application/json"}
            answer = await self._client.post(self._address, content=content, headers=headers)
            status = str(answer.status_code)
        except mishaps.Cut:
            status = "cut"
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
            status = str(error) or type(error).__name__
        self._log(status, time.monotonic() - begun)

    def _log(self, status: str, seconds: float) -> None:
        parts = urlsplit(self._address)
        # Without the query and a password: they are where clients put secrets.
        where = f"{parts.hostname}:{parts.port}{parts.path}".encode("unicode_escape").decode("ascii")[:200]
        log.say(f"{time.strftime('%H:%M:%S')} callback {where} {status} {seconds:.2f} s {self._task_id}")


async def _pieces(body: Sequence[bytes]) -> AsyncIterator[bytes]:
    for data in body:
        if data == _CUT:
            raise mishaps.Cut
        yield data
        await asyncio.sleep(mishaps.BREATH)
