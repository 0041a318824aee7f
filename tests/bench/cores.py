"""Cores: a benchmark that talks with the X server at each step keeps itself and the server on one of them.

Else the scheduler puts the two on one core or on two as it likes, and changes that in the middle of a run: waking a
server on a core that sleeps took 0.1 ms a move here, more than the rest of a move, and met now one widget, now another.
"""

import os
import socket
import struct
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from Xlib import display

_ALL = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else set[int]()


def all_of_them() -> None:
    """This thread may run on every core that the process began with."""
    if _ALL:
        os.sched_setaffinity(0, _ALL)


@contextmanager
def one() -> Iterator[None]:
    """Keep this thread, those it starts, and the X server on one core; a server of another person stays where it is."""
    server = _server()
    before = os.sched_getaffinity(server)
    core = _idlest()
    with suppress(PermissionError):
        os.sched_setaffinity(server, {core})
    os.sched_setaffinity(0, {core})
    try:
        yield
    finally:
        all_of_them()
        with suppress(PermissionError):
            os.sched_setaffinity(server, before)


def _idlest(seconds: float = 0.5) -> int:
    """The core that others use least just now."""
    before = _busy()
    time.sleep(seconds)
    after = _busy()
    return min(_ALL, key=lambda core: after[core] - before[core])


def _busy() -> dict[int, int]:
    """Ticks of each core since the start but for those without work (man 5 proc: user nice system idle iowait ...)."""
    lines = [line.split() for line in Path("/proc/stat").read_text().splitlines()]
    ticks = {words[0]: [int(word) for word in words[1:9]] for words in lines if words[0].startswith("cpu")}
    return {core: sum(ticks[f"cpu{core}"]) - sum(ticks[f"cpu{core}"][3:5]) for core in _ALL}


def _server() -> int:
    """The process of the X server (SO_PEERCRED, man 7 unix)."""
    opened = display.Display()
    peer = opened.display.socket.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
    opened.close()
    return int(struct.unpack("3i", peer)[0])
