"""Process of a benchmark: the program's window on a profile, as a start from a terminal makes it.

Prints when it was painted, in ms since the time it is handed; how many heavy modules were imported by then; and the
longest gap of a 5 ms timer in the GUI thread from then on until all is there, in ms.
"""

import sys
import time
from typing import TYPE_CHECKING

from mj_desktop.__main__ import main

if TYPE_CHECKING:
    from mj_desktop.ui.window.window import Window

_HEAVY = ("cv2", "httpx", "keyring", "numpy", "uvicorn")
_TICK = 5  # ms
_QUIET = 1.0  # seconds without a new module or a new row: all is there
_PATIENCE = 60.0


class Watch:
    """Follows one start; closes the window when all is there."""

    def __init__(self, begun: int) -> None:
        self._begun = begun
        self.painted = self.gap = 0.0
        self.heavy = -1

    def follow(self, window: "Window") -> None:
        """Begin before the window is shown; what this imports is imported already."""
        from PySide6.QtCore import Qt, QTimer

        self._window = window
        self._timer = QTimer(interval=_TICK, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        window.painted.connect(self._note_painted)

    def _note_painted(self) -> None:
        now = time.monotonic_ns()
        self.painted = (now - self._begun) / 1e6
        self.heavy = sum(name in sys.modules for name in _HEAVY)
        self._first = self._last = self._changed = now
        self._state = (0, 0)
        self._timer.start()

    def _tick(self) -> None:
        now = time.monotonic_ns()
        self.gap = max(self.gap, (now - self._last) / 1e6)
        self._last = now
        state = len(sys.modules), self._rows()
        if state != self._state:
            self._state, self._changed = state, now
        elif (now - self._changed) / 1e9 > _QUIET and "cv2" in sys.modules:
            self._timer.stop()
            self._window.close()
        if (now - self._first) / 1e9 > _PATIENCE:
            raise SystemExit("It is not there after a minute.")

    def _rows(self) -> int:
        library = getattr(self._window, "library", None)
        return library.model.rowCount() if library is not None else 0


if __name__ == "__main__":
    watch = Watch(int(sys.argv[1]))
    code = main(["--profile", sys.argv[2]], watch.follow)
    print(f'{{"painted": {watch.painted}, "heavy": {watch.heavy}, "gap": {watch.gap}}}')
    sys.exit(code)
