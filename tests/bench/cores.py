"""Cores: a benchmark that talks with the X server at each step keeps itself and the server on one of them.

Else the scheduler puts the two on one core or on two as it likes, and changes that in the middle of a run: waking a
server on a core that sleeps took 0.1 ms a move here, more than the rest of a move, and met now one widget, now another.
"""

import os
import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager, suppress

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
    with suppress(PermissionError):
        os.sched_setaffinity(server, {max(_ALL)})
    os.sched_setaffinity(0, {max(_ALL)})
    try:
        yield
    finally:
        all_of_them()
        with suppress(PermissionError):
            os.sched_setaffinity(server, before)


def _server() -> int:
    """The process of the X server (SO_PEERCRED, man 7 unix)."""
    opened = display.Display()
    peer = opened.display.socket.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
    opened.close()
    return int(struct.unpack("3i", peer)[0])
