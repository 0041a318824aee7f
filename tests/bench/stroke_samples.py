"""Process of a benchmark: 1000 pointer samples a second for 5 s, from outside, on a picture of 4096 x 4096.

It prints how many samples are not in the mask, and the longest time from sending one to handing its repaint to the X
server, in ms.
"""

import sys
import time

from PySide6.QtCore import QEvent, QProcess
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from mj_desktop.ui import theme
from mj_desktop.ui.mask_editor.canvas import Canvas
from tests.bench.processes import tell
from tests.bench.stroke_hand import places
from tests.bench.stroke_stage import Pool, Window, generation, picture

_SECONDS, _PACE = 5, 1000
_EDGE = (20, 20)


class Log:
    """When samples came, and when a repaint that had them was through."""

    def __init__(self) -> None:
        self.came = 0
        self.seen: list[int] = []

    def note_sample(self) -> None:
        """One more."""
        self.came += 1

    def note_repaint(self) -> None:
        """All that came are on the screen."""
        now = time.monotonic_ns()
        self.seen += [now] * (self.came - len(self.seen))


def watch(log: Log) -> None:
    """Note samples as the canvas gets them, and repaints as the window has handed them on."""
    move = Canvas.mouseMoveEvent

    def moved(canvas: Canvas, sample: QMouseEvent) -> None:
        move(canvas, sample)
        if canvas.hand.stroke is not None:
            log.note_sample()

    Canvas.mouseMoveEvent = moved  # type: ignore[method-assign,assignment]


class Watched(Window):
    """Notes when a repaint was handed to the X server."""

    def __init__(self, pool: Pool, log: Log) -> None:
        super().__init__(pool)
        self._log = log

    def event(self, event: QEvent) -> bool:
        """After the window has done it."""
        done = super().event(event)
        if event.type() == QEvent.Type.UpdateRequest:
            self._log.note_repaint()
        return done


def main() -> None:
    """Open, draw, count."""
    application = QApplication(sys.argv[:1])
    theme.apply(application)
    log, pool = Log(), Pool()
    watch(log)
    top = Watched(pool, log)
    window = top.editor
    top.move(0, 0)
    top.show()
    window.open(generation(), picture(4096, 4096), None)
    window.kit.size(1)
    window.canvas.zoom_to(1.0)
    deadline = time.monotonic() + 1.0
    while time.monotonic() < deadline:
        application.processEvents()
    corner = window.canvas.mapToGlobal(window.canvas.rect().topLeft())
    left, above = corner.x() + _EDGE[0], corner.y() + _EDGE[1]
    samples = _SECONDS * _PACE
    hand = QProcess()
    hand.finished.connect(application.quit)
    hand.start(sys.executable, ["-m", "tests.bench.stroke_hand", str(left), str(above), str(samples), str(_PACE)])
    application.exec()
    log.note_repaint()
    sent = [int(word) for word in bytes(hand.readAllStandardOutput().data()).split()]
    viewport, pixels = window.canvas.viewport, window.painted.pixels
    spots = [viewport.to_picture(_EDGE[0] + x, _EDGE[1] + y) for x, y in places(samples)]
    missing = sum(pixels[int(y), int(x)] != 255 for x, y in spots)
    # The first sample lies where the button was pressed and moves nothing.
    lags = [(seen - when) / 1e6 for seen, when in zip(log.seen[::-1], sent[::-1], strict=False)]
    worst = sorted(range(len(lags)), key=lambda at: -lags[at])[:5]
    print([(len(lags) - at, round(lags[at], 1)) for at in worst], sum(lag > 20 for lag in lags), file=sys.stderr)
    tell({"missing": float(missing), "came": float(log.came), "lag": max(lags, default=0.0)})
    top.close()
    pool.close()


if __name__ == "__main__":
    main()
