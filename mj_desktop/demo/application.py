"""The server's addresses, and what holds for each request: token, trace id, a line in the log, errors in one shape."""

from __future__ import annotations

import contextlib
import re
import time
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable

from starlette.applications import Starlette
from starlette.background import BackgroundTask
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from . import accounts, files, log, uploading, wire
from .answers import ANSWERS
from .callbacks import Callbacks
from .delivery import Way, answer, deliver, held, wants
from .engine import Engine, Sent
from .errors import Refusal, Stopped, bad_request
from .faults import Faults, Place, Strike, from_body
from .lookup import look_up
from .mishaps import Lines
from .running import Running

_SLASHES = re.compile(r"/{2,}")


def application(engine: Engine, token: str, faults: Faults, callbacks: Callbacks) -> ASGIApp:
    """The whole server for one engine; `token` is the only one that is accepted."""
    door = _Door(engine, token, faults, callbacks)
    routes = [
        *(Route(f"/midjourney/{name}", door.submission(name), methods=["POST"]) for name in engine.types),
        *(Route(f"/midjourney/{name}", door.question(name), methods=["POST"]) for name in ANSWERS),
        Route("/midjourney/tasks", door.tasks, methods=["POST"]),
        Route("/files/upload", door.upload, methods=["POST"]),
        Route("/files/{name}", door.file, methods=["GET"]),
        Route("/demo/faults", door.add_fault, methods=["POST"]),
        Route("/demo/faults", door.clear_faults, methods=["DELETE"]),
    ]

    @contextlib.asynccontextmanager
    async def opened(app: Starlette) -> AsyncIterator[None]:
        engine.open()
        await door.post_on()
        yield

    handlers: dict[int | type[Exception], Callable[..., Awaitable[Response]]] = {
        Refusal: _refused,
        Stopped: _left,
        HTTPException: _no_such_address,
    }
    return _Frame(Starlette(routes=routes, exception_handlers=handlers, lifespan=opened))


class _Door:
    """One method for each address."""

    def __init__(self, engine: Engine, token: str, faults: Faults, callbacks: Callbacks) -> None:
        self._engine = engine
        self._faults = faults
        self._callbacks = callbacks
        self._token = token

    def submission(self, name: str) -> Callable[[Request], Awaitable[Response]]:
        """Takes requests for one type of task."""

        async def submitted(request: Request) -> Response:
            return await self._submitted(request, name)

        return submitted

    async def _submitted(self, request: Request, name: str) -> Response:
        self._check_token(request, costs=True)
        body = await wire.body(request)
        strike = self._faults.strike(Place.SUBMISSION, request.url.path, str(body.get("action") or "generate"))
        instead = await strike.instead(request.state.trace_id)
        if instead is not None:
            return instead
        way = wants(request) if self._engine.types[name].delivers else Way.WHOLE
        sent = Sent(request.state.trace_id, way is Way.LINES, wire.base(request))
        asked, running = await self._engine.submit(name, body, sent)
        request.state.note = f"{asked.action} {running.task.id}"
        strike.doom(running)
        if asked.callback_url:
            response = await deliver(running, Way.POSTED, strike)
            # After the answer, so that nobody hears of a task before its id.
            response.background = BackgroundTask(self._post, running, strike)
            return response
        return await deliver(running, Way.NAMED if asked.asynchronous else way, strike)

    async def _post(self, running: Running, strike: Strike) -> None:
        self._engine.keep(self._posted(running, strike))

    async def _posted(self, running: Running, strike: Strike) -> None:
        """Post what comes of a task; what was not all posted when the engine ended is so at the next start."""
        await self._callbacks.deliver(running, running.task.owed, strike)
        task = running.task
        if task.finished_at is not None or self._engine.is_running(task.id):  # else the engine is going
            self._engine.tasks.posted(task.id)

    async def post_on(self) -> None:
        """Go on with the callbacks that an earlier engine left undone."""
        for running in self._engine.owing():
            await self._post(running, Strike())

    def question(self, name: str) -> Callable[[Request], Awaitable[Response]]:
        """Takes requests that are answered at once."""

        async def asked(request: Request) -> Response:
            self._check_token(request, costs=True)
            body = await wire.body(request)
            strike = self._faults.strike(Place.SUBMISSION, request.url.path)
            instead = await strike.instead(request.state.trace_id)
            return instead or await held(await ANSWERS[name](self._engine.tasks, body), strike)

        return asked

    async def tasks(self, request: Request) -> Response:
        self._check_token(request)
        body = await wire.body(request)
        strike = self._faults.strike(Place.LOOKUP, request.url.path)
        instead = await strike.instead(request.state.trace_id)
        if instead is not None:
            return instead
        return answer(wire.addressed(look_up(self._engine, body), wire.base(request)))

    async def upload(self, request: Request) -> Response:
        """Takes a picture in; answers with its address (contract 1.9)."""
        self._check_token(request)
        name = await self._engine.take_in(await uploading.read(request))
        return answer({"success": True, "url": f"{wire.base(request)}files/{name}"})

    async def file(self, request: Request) -> Response:
        strike = self._faults.strike(Place.FILE, request.url.path)
        await strike.instead(request.state.trace_id)
        return await strike.picture(await files.serve(request, self._engine))

    async def add_fault(self, request: Request) -> Response:
        """Set a fault; answers with all that are set."""
        self._check_token(request)
        try:
            self._faults.add(from_body(await wire.body(request)))
        except ValueError as error:
            raise bad_request(f"{error}.") from None
        return answer({"faults": self._faults.listed()})

    async def clear_faults(self, request: Request) -> Response:
        """Set none any more."""
        self._check_token(request)
        self._faults.clear()
        return answer({"faults": []})

    def _check_token(self, request: Request, costs: bool = False) -> None:
        accounts.check(request.headers.get("authorization", ""), self._token, costs)


async def _refused(request: Request, refusal: Refusal) -> Response:
    request.state.note = f"{refusal.code}: {refusal.message}"
    return answer(refusal.envelope(request.state.trace_id), refusal.status)


async def _left(request: Request, stopped: Stopped) -> Response:
    """A connection that ends in the middle says what is true: nobody knows yet what becomes of the request."""
    request.state.note = "left as the engine stops"
    return Lines(_nothing(stopped), media_type="application/json")


async def _nothing(stopped: Stopped) -> AsyncIterator[bytes]:
    raise stopped
    yield b""


async def _no_such_address(request: Request, error: HTTPException) -> Response:
    """Unknown paths, and known ones asked in another way: every call is a POST (contract 1.0)."""
    if error.status_code == 405:
        allowed = (error.headers or {}).get("Allow", "")
        return await _refused(request, Refusal("no_api", f"Only {allowed} is served at this address."))
    return await _refused(request, files.missing())


class _Frame:
    """What is put around every request."""

    def __init__(self, inner: ASGIApp) -> None:
        self._inner = inner

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._inner(scope, receive, send)
            return
        # Clients put a base address with a closing slash before the path (contract 6.1).
        scope["path"] = _SLASHES.sub("/", scope["path"])
        scope["state"] = {**scope.get("state", {}), "trace_id": str(uuid.uuid4()), "note": ""}
        answered = _Answered(scope, send)
        try:
            await self._inner(scope, receive, answered.send)
        except ClientDisconnect:
            answered.status = 0
        except Exception as error:
            log.trouble(error)
            await answered.apologise(scope, receive)
        answered.log()


class _Answered:
    """One request's answer on its way out: marks it with the trace id, remembers its status."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self._scope = scope
        self._send = send
        self._begun = time.monotonic()
        self.status = 0

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            trace = (b"x-trace-id", self._scope["state"]["trace_id"].encode())
            message = {**message, "headers": [*message["headers"], trace]}
        await self._send(message)

    async def apologise(self, scope: Scope, receive: Receive) -> None:
        """A mistake of ours: the documented envelope if nothing was sent yet."""
        if self.status:
            return
        refusal = Refusal("api_error", "Internal server error.")
        await answer(refusal.envelope(scope["state"]["trace_id"]), refusal.status)(scope, receive, self.send)

    def log(self) -> None:
        """One line without anything secret: headers and bodies are not in it."""
        method, path = self._scope["method"], self._scope["path"].encode("unicode_escape").decode("ascii")
        note = self._scope["state"]["note"].encode("unicode_escape").decode("ascii")[:200]
        status = self.status or "gone"
        seconds = time.monotonic() - self._begun
        clock = time.strftime("%H:%M:%S")
        log.say(f"{clock} {method} {path[:200]} {status} {seconds:.2f} s {note}".rstrip())
