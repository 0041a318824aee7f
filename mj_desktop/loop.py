"""The event loop: Qt's and asyncio's as one."""

import ctypes
import gc
import sys
from contextlib import suppress

import qasync
from PySide6.QtCore import QTimer

TURN = 0.005
"""Seconds to sleep between steps of some milliseconds: at 0 the next would run before what is due by then."""

_M_ARENA_MAX = -8
_EVERY = 100  # milliseconds between looks at the garbage
_SWITCH = 0.0005  # seconds for which another thread that runs Python may keep this one waiting (the default is 5 ms)


class Loop(qasync.QEventLoop):  # type: ignore[misc]  # qasync has no types
    """qasync's loop with three cures.

    The hooks for async generators that 0.28 leaves out, so that a stream left early is closed. And garbage is collected
    in this thread only: a collection in another one may end Qt objects that live here, which kills the process. Other
    threads hand over the interpreter sooner than by default.
    And threads share the heap: where each has one of its own, decoding leaves tens of MB behind in all of them.
    """

    def run_forever(self) -> None:
        """Run until stopped."""
        share_heap()
        former, collects = sys.get_asyncgen_hooks(), gc.isenabled()
        sys.set_asyncgen_hooks(firstiter=self._asyncgen_firstiter_hook, finalizer=self._asyncgen_finalizer_hook)
        switch = sys.getswitchinterval()
        sys.setswitchinterval(_SWITCH)
        gc.disable()
        timer = QTimer()
        timer.timeout.connect(_collect)
        timer.start(_EVERY)
        try:
            super().run_forever()
        finally:
            timer.stop()
            sys.setswitchinterval(switch)
            sys.set_asyncgen_hooks(*former)
            if collects:
                gc.enable()


def share_heap() -> None:
    """One heap for all threads; only glibc makes more (mallopt(3))."""
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL("libc.so.6").mallopt(_M_ARENA_MAX, 1)


def _collect() -> None:
    """Collect the oldest generation that is due, as the interpreter would; but look at everything only once.

    What outlives a look at everything is the program itself and its library: at 10,000 pictures the next look would
    take 40 ms, and find nothing.
    """
    counts, limits = gc.get_count(), gc.get_threshold()
    due = [number for number in range(3) if counts[number] > limits[number]]
    if due:
        gc.collect(due[-1])
    if due and due[-1] == 2:
        gc.freeze()
