"""The client: speaks HTTP to one service address with one token."""

import asyncio
import re
import socket
import ssl
import time
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterable, Mapping
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any

import anyio._backends._asyncio  # noqa: F401 else the first request imports it, while the window stands still
import httpx

from mj_desktop.api import wire
from mj_desktop.api.addresses import is_loopback, is_web
from mj_desktop.api.ndjson import LineCutter
from mj_desktop.api.submission import ASIDE, submission
from mj_desktop.api.submission import Receive as Receive
from mj_desktop.core.account import Finding
from mj_desktop.core.asides import Aside
from mj_desktop.core.errors import (
    AnswerError,
    ConnectionLost,
    InputError,
    MJError,
    NoAnswer,
    NoSafeConnection,
    ServiceError,
    TokenRefused,
    TooManyRequests,
    UnknownHost,
    Unreachable,
    service_error,
)
from mj_desktop.core.request import Imagine
from mj_desktop.core.settings import AUTOMATIC, CONNECT, DRAWING, TASKS, Settings

TRUST = httpx.create_ssl_context()
"""Whom to trust: every client of httpx would read the certificates again, 25 ms each time."""
IMPOSSIBLE = "00000000-0000-0000-0000-000000000000"
"""A task id that no task has."""
_JSON = "application/json"
_SUBMITTED = ("imagine", "edits", "videos")
_AT_ONCE = 32  # lines of a burst after which the window has its turn
TOKEN = re.compile(r"[!-~]+")
"""What every token, and every credential, consists of."""
# What a gateway answers by itself when the service behind it did not answer it.
_GATEWAY = (408, 500, 502, 503, 504, 520, 522, 524)
_NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError, httpx.UnsupportedProtocol)


def usual(mode: str) -> Receive:
    """The way to receive for a mode: relax is polled, since its stream names no task before drawing starts."""
    return Receive.POLLING if mode == "relax" else Receive.STREAM


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """How a service is spoken to: timeouts in seconds, a proxy ("" follows the system), how answers are received.

    `receive` None is the usual way of each mode.
    """

    connect: float = CONNECT
    tasks: float = TASKS
    drawing: float = DRAWING
    proxy: str = ""
    receive: Receive | None = None

    @classmethod
    def of(cls, settings: Settings) -> "Terms":
        """The terms that a person's settings name."""
        receive = None if settings.receive == AUTOMATIC else Receive(settings.receive)
        return cls(
            connect=settings.connect, tasks=settings.tasks, drawing=settings.drawing, proxy=settings.proxy,
            receive=receive,
        )  # fmt: skip


def connected(address: str, token: str, terms: Terms) -> httpx.AsyncClient:
    """What speaks to `address` with a token; raises InputError for what is no token, and for a proxy of no use."""
    if not TOKEN.fullmatch(token.strip()):
        raise InputError("The token has characters that no token has.")  # not quoted: it may be nearly right
    here = is_loopback(address)  # a proxy must not catch loopback traffic
    try:
        return httpx.AsyncClient(
            base_url=address,
            headers={"authorization": f"Bearer {token.strip()}"},
            follow_redirects=False,
            trust_env=not here,
            verify=TRUST,
            proxy=None if here else terms.proxy or None,
        )
    except (ImportError, ValueError) as error:
        raise InputError(f"The proxy setting cannot be used: {error}") from error


class Client:
    """A connection to one service address: the bearer token goes there and nowhere else; redirects are not followed.

    Raises the tree of `core.errors`; httpx's own errors do not leave it. `sent` is told the path and body of every
    request, never the token. Close it with `close()`.
    """

    def __init__(
        self,
        address: str,
        token: str,
        sent: Callable[[str, Mapping[str, Any]], None] | None = None,
        terms: Terms = Terms(),  # noqa: B008 a frozen value
    ) -> None:
        self.address = address.rstrip("/")
        self._sent, self._terms = sent, terms
        self.ahead = 0.0
        """Seconds by which the service's clock is ahead of this computer's, by the Date header of its last answer."""
        if not is_web(self.address) or "@" in self.address:
            raise InputError("The service's address is not a web address.")
        self._http = connected(self.address + "/midjourney/", token, terms)

    async def close(self) -> None:
        """Close its connections."""
        await self._http.aclose()

    def way(self, mode: str) -> Receive:
        """How answers to submissions in `mode` are received: as the terms say, else as usual."""
        return self._terms.receive or usual(mode)

    async def check(self) -> tuple[Finding, str]:
        """What asking for a task that cannot be finds of address and token, with the other side's own words."""
        try:
            record = await self.task(IMPOSSIBLE)
        except TokenRefused as refusal:
            other = refusal.code == "token_mismatched"
            return Finding.OTHER_SERVICE if other else Finding.REFUSED, refusal.message
        except NoAnswer as error:
            return Finding.UNREACHABLE, error.message
        except ServiceError as error:
            elsewhere = error.status in (404, 405) or error.code == "bad_address"
            return Finding.NOT_THE_SERVICE if elsewhere else Finding.TROUBLED, error.message
        except MJError as error:
            return Finding.NOT_THE_SERVICE, error.message
        return (Finding.GOOD, "") if record is None else (Finding.NOT_THE_SERVICE, "")

    async def imagine(self, request: Imagine, receive: Receive) -> AsyncGenerator[wire.Result, None]:
        """Submit `request` once and yield what comes: results up to the finished one, or only the task id (polling).

        A stream that ends before it is finished just ends; the caller goes on by asking for the task. Raises
        Unreachable when certainly nothing was sent, ConnectionLost when an answer broke off, ServiceError and
        AnswerError.
        """
        asynchronous = receive is Receive.POLLING
        terms, made = self._terms, submission(request, receive, self._terms.drawing)
        limits = httpx.Timeout(terms.connect, read=terms.tasks if asynchronous else made.seconds)
        posted = self._post(request.endpoint, made.body, {"accept": made.accept}, limits)
        async with posted as answer, aclosing(_objects(answer)) as objects:
            async for found in objects:
                yield _submitted(found) if asynchronous else wire.result(found)

    async def task(self, task_id: str) -> wire.TaskRecord | None:
        """The task's record, or None when the service does not know it."""
        return wire.task(await self._tasks({"action": "retrieve", "id": task_id}))

    async def tasks(self, task_ids: Iterable[str]) -> list[wire.TaskRecord]:
        """The records of several tasks in one request; unknown ones are missing."""
        ids = list(task_ids)
        return wire.tasks(await self._tasks({"action": "retrieve_batch", "ids": ids, "offset": 0, "limit": len(ids)}))

    async def traced(self, trace_ids: Iterable[str]) -> list[wire.TaskRecord]:
        """The records of tasks by their trace ids (contract 1.5); whoever knows no such question lists others."""
        ids = list(trace_ids)
        question = {"action": "retrieve_batch", "trace_ids": ids, "offset": 0, "limit": len(ids)}
        return [record for record in wire.tasks(await self._tasks(question)) if record.trace_id in ids]

    async def listing(
        self,
        *,
        since: float | None = None,
        offset: int = 0,
        limit: int = 12,
        type: str = "",  # noqa: A002 its name
    ) -> list[wire.TaskRecord]:
        """The account's tasks, newest first, created `since` then (seconds since the epoch; contract 1.5)."""
        question: dict[str, Any] = {"action": "retrieve_batch", "offset": offset, "limit": limit}
        filters = {"created_at_min": since, "type": type or None}
        return wire.tasks(await self._tasks(question | {n: value for n, value in filters.items() if value is not None}))

    async def ask(self, aside: Aside, subject: str) -> wire.Told:
        """What the service answers to an aside (contract 1.4)."""
        limits = httpx.Timeout(self._terms.connect, read=ASIDE)
        async with self._post(aside, wire.question(aside, subject), {"accept": _JSON}, limits) as answer:
            return wire.told(aside, wire.parse(await answer.aread()))

    async def _tasks(self, question: Mapping[str, Any]) -> wire.Json:
        limits = httpx.Timeout(self._terms.connect, read=self._terms.tasks)
        async with self._post("tasks", question, {"accept": _JSON}, limits) as answer:
            return wire.parse(await answer.aread())

    @asynccontextmanager
    async def _post(
        self, path: str, content: Mapping[str, Any], headers: Mapping[str, str], limits: httpx.Timeout
    ) -> AsyncIterator[httpx.Response]:
        if self._sent is not None:
            self._sent(f"/midjourney/{path}", content)
        trace_id = None
        try:
            async with self._http.stream("POST", path, json=content, headers=headers, timeout=limits) as answer:
                trace_id = answer.headers.get("x-trace-id")
                self.ahead = _ahead(answer.headers.get("date"), self.ahead)
                await _refuse(answer, submitted=path in _SUBMITTED)
                yield answer
        except httpx.HTTPError as error:
            raise no_answer(error, trace_id) from error
        except MJError as error:
            error.trace_id = error.trace_id or trace_id
            raise


async def _refuse(answer: httpx.Response, submitted: bool) -> None:
    """Raise what an answer that is no success says; a gateway's page leaves open what became of what was submitted."""
    status = answer.status_code
    if status >= 400:
        content = await answer.aread()
        if submitted and status in _GATEWAY and wire.enveloped(status, content) is None:
            raise ConnectionLost(f"HTTP {status}", status=status)
        error = wire.http_error(status, content, answer.headers.get("x-trace-id"))
        if isinstance(error, TooManyRequests):
            error.retry_after = _seconds(answer.headers.get("retry-after"))
        raise error
    if status >= 300:
        raise service_error("bad_address", f"It points elsewhere (HTTP {status}).", status)


def _ahead(date: str | None, known: float) -> float:
    """The seconds by which a Date header is ahead of this computer's clock; `known` where there is none to read."""
    try:
        return parsedate_to_datetime(date or "").timestamp() - time.time()
    except ValueError:
        return known


def _seconds(words: str | None) -> float | None:
    """A Retry-After of seconds; one that is a date, or nonsense, is none."""
    return float(words) if words is not None and words.isascii() and words.isdigit() else None


async def _objects(answer: httpx.Response) -> AsyncGenerator[wire.Json, None]:
    """The JSON objects of an answer, line by line as they come, whatever content type it names.

    An answer whose first line is no JSON by itself is one document over several lines.
    """
    lines, begun = _lines(answer), False
    async for line in lines:
        try:
            found = wire.parse(line)
        except AnswerError:
            if begun:
                raise
            found = wire.parse(b"\n".join([line, *[more async for more in lines]]))
        begun = True
        yield found
    if not begun:
        raise AnswerError("It is empty.")


async def _lines(answer: httpx.Response) -> AsyncIterator[bytes]:
    cutter, given = LineCutter(), 0
    async for piece in answer.aiter_bytes():
        for line in cutter.feed(piece):
            yield line
            given += 1
            if given % _AT_ONCE == 0:
                await asyncio.sleep(0)
    for line in cutter.close():
        yield line


def _submitted(found: wire.Json) -> wire.Result:
    trace_id = found.get("trace_id")
    return wire.Result(
        task_id=wire.task_id(found),
        trace_id=trace_id if isinstance(trace_id, str) else None,
        image_id=None,
        percent=0,
        picture=None,
    )


def no_answer(error: httpx.HTTPError, trace_id: str | None = None) -> NoAnswer:
    """Our error for httpx's: only a connection that was never made is certainly not sent."""
    words = str(error) or type(error).__name__
    if isinstance(error, httpx.LocalProtocolError):
        return Unreachable("The request could not be put together.")  # its own words may quote the token
    if isinstance(error, _NEVER_SENT):
        return _unreachable(error)(words)
    return ConnectionLost(words, trace_id=trace_id)


def _unreachable(error: BaseException) -> type[Unreachable]:
    """Which step of connecting failed: httpx keeps the reason in the chain of causes."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLError):
            return NoSafeConnection
        if isinstance(cause, socket.gaierror):
            return UnknownHost
        cause = cause.__cause__ or cause.__context__
    return Unreachable
