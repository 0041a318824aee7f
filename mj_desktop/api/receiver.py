"""The receiver: takes the results that the service posts, on a loopback port to which a tunnel or server leads.

It imports starlette and uvicorn, so it is itself imported in a thread, and only where it is wanted.
"""

import asyncio
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass

import uvicorn
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from mj_desktop.api import wire
from mj_desktop.core.callbacks import MOST_BYTES
from mj_desktop.core.errors import AnswerError, ServiceError

_PATIENCE = 30.0  # seconds that one body may take
_AT_ONCE = 64  # connections
_FAR_TOO_LARGE = 16 * MOST_BYTES  # what is not even read to its end


@dataclass(frozen=True, slots=True)
class Posted:
    """What was posted to a generation's path: a result of its task, or why there is none."""

    secret: str
    task_id: str
    result: wire.Result | ServiceError


class Receiver:
    """Listens in a thread of its own, where `knows` (path, task id) and `take` are called, too.

    What is for no known path or task, is no result or is too large is answered by 404 and forgotten. Raises OSError
    when the port cannot be had. Close it with `close()`, which waits for the thread.
    """

    def __init__(self, port: int, knows: Callable[[str, str | None], bool], take: Callable[[Posted], object]) -> None:
        self._knows, self._take = knows, take
        self._socket = socket.create_server(("127.0.0.1", port))
        self.port = int(self._socket.getsockname()[1])
        config = uvicorn.Config(
            self._answer, interface="asgi3", loop="asyncio", http="h11", ws="none", lifespan="off", log_config=None,
            log_level="error", access_log=False, server_header=False, date_header=False, proxy_headers=False,
            limit_concurrency=_AT_ONCE, timeout_graceful_shutdown=1,
        )  # fmt: skip
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._serve, name="receiver", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Take nothing any more."""
        self._server.should_exit = True
        self._thread.join()
        self._socket.close()

    def _serve(self) -> None:
        asyncio.run(self._server.serve(sockets=[self._socket]))

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        posted = await self._posted(Request(scope, receive))
        if posted is not None:
            self._take(posted)
        await Response(status_code=404 if posted is None else 200)(scope, receive, send)

    async def _posted(self, request: Request) -> Posted | None:
        """What a request brings; its body is kept only where its path is known."""
        path = request.url.path.rpartition("/")[2]
        known = request.method == "POST" and self._knows(path, None)
        try:
            async with asyncio.timeout(_PATIENCE):
                found = wire.parse(await _body(request, MOST_BYTES if known else 0))
            posted = Posted(path, wire.named_task(found), _result(found))
        except (AnswerError, ClientDisconnect, TimeoutError):
            return None
        return posted if self._knows(path, posted.task_id) else None


async def _body(request: Request, most: int) -> bytes:
    """The body of a request; of a larger one nothing is kept.

    It is read to its end all the same: who closes before that cuts off his own answer.
    """
    body, read = b"", 0
    async for piece in request.stream():
        read += len(piece)
        if read > _FAR_TOO_LARGE:
            break
        body = body + piece if read <= most else b""
    return body


def _result(found: wire.Json) -> wire.Result | ServiceError:
    try:
        return wire.result(found)
    except ServiceError as refusal:
        return refusal
