"""The command `serve`: the demo engine as a process of its own."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import errno
import os
import re
import secrets
import signal
import socket
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import log
from .addresses import is_loopback

if TYPE_CHECKING:
    import uvicorn

    from .faults import Fault
    from .settings import Settings

_TOKEN_VARIABLE = "MJ_DEMO_TOKEN"
_PIXELS_VARIABLE = "MJ_DEMO_PIXELS"
_SMALLEST, _LARGEST, _STEP = 64, 4096, 16
_OPEN_FILES = 8192
# How long answers that are being written may take after a stop was asked for.
_GRACE = 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `serve`."""
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    parser.add_argument("--port", type=_port, default=8765, help="0 takes a free one (default: %(default)s)")
    parser.add_argument("--token", type=_token, help=f"accepted token (default: {_TOKEN_VARIABLE}, else a random one)")
    parser.add_argument(
        "--pace", type=_pace, default=6.0, metavar="SECONDS", help="from submission to 100 %% (default: 6)"
    )
    parser.add_argument(
        "--pixels", type=_pixels, default=os.environ.get(_PIXELS_VARIABLE) or "2048", metavar="N",
        help=f"raw grid edge (default: {_PIXELS_VARIABLE}, else 2048)",
    )  # fmt: skip
    parser.add_argument("--data", type=Path, metavar="DIR", help="keep tasks and pictures here (default: nowhere)")
    parser.add_argument(
        "--keep",
        type=_megabytes,
        default=2048,
        metavar="MB",
        help="forget what was not used for longest once tasks and pictures take more (default: %(default)s)",
    )
    parser.add_argument("--seed", type=_seed, metavar="N", help="makes every picture repeatable")
    parser.add_argument(
        "--in-flight", type=_count, default=5, metavar="N", help="most tasks at once, 0 = no limit (default: 5)"
    )
    parser.add_argument(
        "--offer", type=_name, action="append", default=[], metavar="NAME", help="an action more on every picture"
    )
    parser.add_argument(
        "--fault", type=_fault, action="append", default=[], metavar="NAME[=ARG]", help="go wrong on purpose"
    )
    parser.add_argument(
        "--callback-host",
        type=_host,
        action="append",
        default=[],
        metavar="HOST",
        help="callbacks may go to this host too (default: loopback addresses only)",
    )
    parser.add_argument("--watch-stdin", action="store_true", help="end when standard input is closed")


def _whole(text: str, least: int, most: int, what: str) -> int:
    if not re.fullmatch(r"\d{1,12}", text, re.ASCII) or not least <= int(text) <= most:
        raise argparse.ArgumentTypeError(f"{text!r} is not {what}")
    return int(text)


def _port(text: str) -> int:
    return _whole(text, 0, 65535, "a port: give a whole number from 0 to 65535")


def _pixels(text: str) -> int:
    number = _whole(text, _SMALLEST, _LARGEST, f"a grid edge: give a whole number from {_SMALLEST} to {_LARGEST}")
    if number % _STEP:
        raise argparse.ArgumentTypeError(f"{text!r} is not a grid edge: give a multiple of {_STEP}")
    return number


def _megabytes(text: str) -> int:
    return _whole(text, 1, 10**7, "an amount to keep: give a whole number of megabytes from 1 on")


def _seed(text: str) -> int:
    return _whole(text, 0, 2**32 - 1, "a seed: give a whole number from 0 to 4294967295")


def _count(text: str) -> int:
    return _whole(text, 0, 10**9, "a number of tasks: give a whole number, 0 for no limit")


def _pace(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds <= 3600:
        raise argparse.ArgumentTypeError(f"{text!r} is not a pace: give seconds from 0 to 3600")
    return seconds


def _name(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9_.-]{1,80}", text):
        raise argparse.ArgumentTypeError(f"{text!r} is not an action: use letters, digits, _ . and -")
    return text


def _host(text: str) -> str:
    """As it stands in an address, without a port; an IPv6 address may have its brackets."""
    if not re.fullmatch(r"[A-Za-z0-9_.:-]{1,253}", text.strip("[]")):
        raise argparse.ArgumentTypeError(f"{text!r} is not a host: give a name or an IP address without a port")
    return text.strip("[]")


def _fault(text: str) -> Fault:
    from .faults import from_option

    try:
        return from_option(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _token(text: str) -> str:
    """Headers carry visible ASCII only."""
    if not re.fullmatch(r"[!-~]{1,200}", text):
        raise argparse.ArgumentTypeError("a token has 1 to 200 visible ASCII characters without blanks")
    return text


def run(options: argparse.Namespace) -> int:
    """Serve until stopped by SIGINT or SIGTERM or, with --watch-stdin, by the end of standard input.

    Returns the exit code: 0 after a clean stop, 1 if it cannot serve, 2 for a bad token in the environment.
    """
    try:
        token = _chosen_token(options.token)
    except argparse.ArgumentTypeError as error:
        return _complain(f"{_TOKEN_VARIABLE}: {error}", 2)
    try:
        listener = _listener(options.host, options.port)
    except OSError as error:
        remedy = "--port 0 takes a free one" if error.errno == errno.EADDRINUSE else "give another --host or --port"
        return _complain(f"cannot listen on {options.host}:{options.port}: {error.strerror}; {remedy}.", 1)
    _allow_connections()
    with listener, contextlib.ExitStack() as stack:
        try:
            folder = _folder(options.data, stack)
        except OSError as error:
            return _complain(f"cannot use {options.data} to keep tasks and pictures: {error.strerror or error}.", 1)
        return _serve(options, token, listener, folder)


def _complain(sentence: str, code: int) -> int:
    log.say(f"mj-desktop serve: {sentence}")
    return code


def _chosen_token(given: str | None) -> str:
    """The token to accept; "" if nobody has set one."""
    if given:
        return given
    inherited = os.environ.get(_TOKEN_VARIABLE, "")
    return _token(inherited) if inherited else ""


def _listener(host: str, port: int) -> socket.socket:
    """A bound socket, so that a taken port is known before anything else is done."""
    family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    if not is_loopback(str(address[0])):
        log.say(f"Warning: {host} can be reached by other computers; whoever knows the token can use this engine.")
    listener = socket.socket(family, kind, protocol)
    try:
        if os.name == "posix":  # on Windows this option lets two servers share a port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(2048)
    except OSError:
        listener.close()
        raise
    return listener


def _allow_connections() -> None:
    """As many at once as the system lets this process have; at first it often is no more than 256."""
    if os.name == "posix":
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        with contextlib.suppress(ValueError, OSError):  # macOS calls its limit infinite and still has one
            resource.setrlimit(resource.RLIMIT_NOFILE, (min(most, _OPEN_FILES), most))


def _folder(data: Path | None, stack: contextlib.ExitStack) -> Path:
    if data is None:
        return Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="mj-demo-", ignore_cleanup_errors=True)))
    data.mkdir(parents=True, exist_ok=True)
    return data.resolve()


def _settings(options: argparse.Namespace) -> Settings:
    from .settings import Settings

    keep = options.keep * 1024 * 1024
    return Settings(options.pace, options.pixels, options.seed, options.in_flight, tuple(options.offer), keep)


def _serve(options: argparse.Namespace, token: str, listener: socket.socket, folder: Path) -> int:
    # Here, since the window and the workers import this module too and need none of it.
    import sqlite3

    import uvicorn

    from .application import application
    from .callbacks import Callbacks
    from .engine import Engine
    from .faults import Faults

    if not token:
        token = secrets.token_urlsafe(24)
        log.say(f"Token: {token}")
    try:
        engine = Engine(_settings(options), folder)
    except (OSError, sqlite3.Error) as error:
        return _complain(f"cannot use {folder} to keep tasks and pictures: {error}.", 1)
    config = uvicorn.Config(
        application(engine, token, Faults(options.fault), Callbacks(options.callback_host)),
        log_level="critical",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=_GRACE,
        lifespan="on",
        ws="none",
    )
    server = _server(config, engine, _address(options.host, listener))
    if options.watch_stdin:
        threading.Thread(target=_watch, args=(server,), daemon=True).start()
    asyncio.run(server.serve(sockets=[listener]))
    return 0


def _address(host: str, listener: socket.socket) -> str:
    port = listener.getsockname()[1]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _server(config: uvicorn.Config, engine: Any, address: str) -> uvicorn.Server:
    import uvicorn

    class Server(uvicorn.Server):
        """uvicorn's server that says when it is ready, and stops cleanly on signals with streams open."""

        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            print(f"Listening on {address}", flush=True)

        async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
            # First, so that held answers and streams end by themselves.
            await engine.close()
            await super().shutdown(sockets)

        @contextlib.contextmanager
        def capture_signals(self) -> Iterator[None]:
            """uvicorn's own would raise the signal again at the end, and the process die of it."""
            names = [name for name in ("SIGINT", "SIGTERM", "SIGBREAK") if hasattr(signal, name)]
            former = {name: signal.signal(getattr(signal, name), self.handle_exit) for name in names}
            try:
                yield
            finally:
                for name, handler in former.items():
                    signal.signal(getattr(signal, name), handler)

    return Server(config)


def _watch(server: uvicorn.Server) -> None:
    """Wait for the end of standard input; it comes too when the parent is killed.

    Not through sys.stdin: its lock, held by a thread that reads, would stop the interpreter from ending.
    """
    with contextlib.suppress(OSError):
        while os.read(0, 4096):
            pass
    server.should_exit = True


def main() -> int:
    """The engine without the rest of the program."""
    parser = argparse.ArgumentParser(prog="mj-desktop serve", description="The demo engine as a server of its own.")
    add_arguments(parser)
    return run(parser.parse_args())


if __name__ == "__main__":
    sys.exit(main())
