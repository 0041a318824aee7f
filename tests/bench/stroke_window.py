"""Process of a benchmark: strokes on real windows, ours and the references taking turns.

For each picture and brush it prints p50, p95, p99 and the worst time of a move in ms: from the event's delivery until
the X server has the repaint.
"""

import sys
import time

import numpy as np
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from mj_desktop.ui import theme
from tests.bench import cores
from tests.bench.processes import tell
from tests.bench.stroke_references import Floor, PixmapItem, Sample
from tests.bench.stroke_stage import VIEW, Pool, Window, generation, picture

SIZES = ((1024, 1024), (2048, 2048), (2912, 1632), (4096, 4096))
RADII = (25, 100)
_MOVES = 500
# So few that a load that comes and goes, which lasts some milliseconds, meets all alike.
_TURN = 20
_LEFT, _NO_KEY = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def ours(image: QImage, radius: int) -> Window:
    """The whole editor: overlay, outline, ring, and what it tells of the mask."""
    made = Window(_pool)
    made.editor.open(generation(), image, None)
    made.editor.kit.size(radius)
    return made


def way(moves: int = _MOVES) -> list[QPointF]:
    """Points of a stroke that winds through the middle of the view, some 6 points apart."""
    turns = np.linspace(0, 8 * np.pi, moves)
    reach = np.linspace(20, 320, moves)
    return [QPointF(600 + r * np.cos(t), 400 + r * np.sin(t) * 0.9) for t, r in zip(turns, reach, strict=True)]


def send(widget: QWidget, kind: QEvent.Type, at: QPointF) -> None:
    """One event of a pointer with the left button."""
    button = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else _LEFT
    held = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseButtonRelease else _LEFT
    QApplication.sendEvent(widget, QMouseEvent(kind, at, widget.mapToGlobal(at), button, held, _NO_KEY))


def shown(widget: QWidget) -> QWidget:
    """The widget, once it is on the screen and rests; what of it gets the pointer."""
    widget.move(0, 0)
    widget.show()
    deadline = time.monotonic() + 0.5
    while time.monotonic() < deadline:
        QGuiApplication.sync()
    if isinstance(widget, Window):
        canvas = widget.editor.canvas
        assert (canvas.width(), canvas.height()) == VIEW
        return canvas
    return widget.viewport() if isinstance(widget, PixmapItem) else widget


def stroke(widgets: dict[str, QWidget]) -> dict[str, list[float]]:
    """Times of all moves in ms; the widgets take turns, there and back: none comes always after what empties caches."""
    times: dict[str, list[float]] = {name: [] for name in widgets}
    points = way()
    order = list(widgets.items())
    for begin in range(0, len(points), _TURN):
        order.reverse()
        for name, widget in order:
            widget.window().raise_()
            QGuiApplication.sync()
            send(widget, QEvent.Type.MouseButtonPress, points[begin])
            QGuiApplication.sync()
            times[name] += [_move(widget, at) for at in points[begin : begin + _TURN]]
            send(widget, QEvent.Type.MouseButtonRelease, points[begin + _TURN - 1])
            QGuiApplication.sync()
    return times


def _move(widget: QWidget, at: QPointF) -> float:
    begun = time.perf_counter_ns()
    send(widget, QEvent.Type.MouseMove, at)
    QGuiApplication.sync()
    return (time.perf_counter_ns() - begun) / 1e6


def figures(names: tuple[str, ...]) -> dict[str, float]:
    """All figures, named `WIDGET WxH RADIUS FIGURE`."""
    found: dict[str, float] = {}
    for width, height in SIZES:
        image = picture(width, height)
        for radius in RADII:
            made = {name: _MADE[name](image, radius) for name in names}
            times = stroke({name: shown(widget) for name, widget in made.items()})
            for name, each in times.items():
                low, middle, most = np.percentile(each, (50, 95, 99))
                case = f"{name} {width}x{height} {radius}"
                found |= {f"{case} p50": low, f"{case} p95": middle, f"{case} p99": most, f"{case} max": max(each)}
            for widget in made.values():
                widget.close()
    return found


_MADE = {"ours": ours, "floor": Floor, "sample": Sample, "pixmap": PixmapItem}

if __name__ == "__main__":
    with cores.one():
        application = QApplication(sys.argv[:1])
        theme.apply(application)
        _pool = Pool()
        tell(figures(tuple(sys.argv[1:]) or tuple(_MADE)))
        _pool.close()
