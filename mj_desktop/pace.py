"""The pace at which news reaches the window: a burst becomes one repaint per frame."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer

from mj_desktop.core.generation import Generation

FRAME = 16
"""Milliseconds in which a window is painted at most once."""


class Pace(QObject):
    """Passes generations on: the first after a quiet frame at once, of later ones the latest when the frame ends."""

    def __init__(self, pass_on: Callable[[Generation], None]) -> None:
        super().__init__()
        self._pass_on = pass_on
        self._lately: set[str] = set()
        self._held: dict[str, Generation] = {}
        self._frame = QTimer(self, interval=FRAME, timerType=Qt.TimerType.PreciseTimer)
        self._frame.timeout.connect(self._end_frame)

    @property
    def is_busy(self) -> bool:
        """True until a frame has ended in which nothing came."""
        return self._frame.isActive()

    def take(self, found: Generation) -> None:
        """Pass it on at once, or hold it until the frame ends where another value of it was passed on lately."""
        if found.id in self._lately:
            self._held[found.id] = found
            return
        self._lately.add(found.id)
        try:
            self._pass_on(found)
        finally:
            if not self._frame.isActive():
                self._frame.start()

    def hurry(self, found: Generation) -> None:
        """Pass it on at once; what is held of it is older, and dropped."""
        self._held.pop(found.id, None)
        self._pass_on(found)

    def drop(self, generation_id: str) -> None:
        """Pass on nothing more of what is held of it."""
        self._held.pop(generation_id, None)

    def close(self) -> None:
        """Pass on what is held now, and nothing by itself any more: the window goes next."""
        self._frame.stop()
        self._end_frame()

    def _end_frame(self) -> None:
        held, self._held = self._held, {}
        self._lately = set(held)
        if not held:
            self._frame.stop()
        for found in held.values():
            self._pass_on(found)
