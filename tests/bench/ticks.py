"""A timer in the GUI thread: the gaps between its ticks are what a person can feel."""

from time import perf_counter

from PySide6.QtCore import Qt, QTimer

_EVERY = 5  # milliseconds


class Ticks:
    """Ticks every 5 ms and keeps the gaps between the ticks in milliseconds."""

    def __init__(self) -> None:
        self.gaps: list[float] = []
        self._last = perf_counter()
        self._timer = QTimer(interval=_EVERY, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)

    def start(self) -> None:
        """Begin anew."""
        self.gaps, self._last = [], perf_counter()
        self._timer.start()

    def stop(self) -> dict[str, float]:
        """The gap that 99 of 100 are below, and the worst."""
        self._timer.stop()
        ordered = sorted(self.gaps)
        return {"p99": ordered[len(ordered) * 99 // 100], "worst": ordered[-1]}

    def _tick(self) -> None:
        now = perf_counter()
        self.gaps.append((now - self._last) * 1000)
        self._last = now
