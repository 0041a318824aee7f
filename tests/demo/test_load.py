"""Many at once: connections that say nothing, and streams."""

import contextlib
import socket
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.engine import Engine

LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
HALF_OPEN = 1000
# What people are promised; a machine that does other things beside gets time on top.
_WITHIN = 0.1


@contextlib.contextmanager
def few_files() -> Iterator[Callable[[], None]]:
    """As few open files as some systems allow at first; what it gives allows this process more."""
    import resource

    former = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (256, former[1]))
    try:
        yield lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (min(4096, former[1]), former[1]))
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, former)


def open_files(engine: Engine) -> int:
    """How many files and sockets the engine's process has open."""
    assert engine.process is not None
    return len([*Path(f"/proc/{engine.process.pid}/fd").iterdir()])


def memory(engine: Engine) -> int:
    """The engine's own memory in kB."""
    assert engine.process is not None
    status = Path(f"/proc/{engine.process.pid}/status").read_text()
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS")))


def asked(engine: Engine, times: int) -> list[float]:
    """How long `tasks` takes, sorted, each on a connection of its own."""
    found = []
    for _ in range(times):
        begun = time.perf_counter()
        assert engine.post("/midjourney/tasks", {"action": "retrieve_batch"}).status_code == 200
        found.append(time.perf_counter() - begun)
    return sorted(found)


@LINUX
def test_a_thousand_half_open_connections_hinder_nobody_and_leave_nothing_behind() -> None:
    beginnings = [b"", b"POST /midj", b"POST /midjourney/tasks HTTP/1.1\r\nhost: x\r\n", b"\x16\x03\x01"]
    beginnings.append(b"POST /midjourney/tasks HTTP/1.1\r\nhost: x\r\ncontent-length: 1000\r\n\r\n{")
    with few_files() as allow_more, Engine(pixels=64) as engine:
        allow_more()
        asked(engine, 5)
        before, size = open_files(engine), memory(engine)
        with contextlib.ExitStack() as stack:
            for number in range(HALF_OPEN):
                connection = stack.enter_context(socket.create_connection(("127.0.0.1", engine.port)))
                connection.sendall(beginnings[number % len(beginnings)])
            times = asked(engine, 40)
            assert open_files(engine) - before >= HALF_OPEN * 3 // 5  # those that said nonsense were sent away
            assert engine.imagine("a cat")["progress"] == 100
        limit = time.monotonic() + 20
        while open_files(engine) > before + 5:
            assert time.monotonic() < limit, "connections stay open"
            asked(engine, 1)
        assert times[len(times) // 2] < _WITHIN
        assert memory(engine) - size < 50_000
        assert "Traceback" not in engine.log
