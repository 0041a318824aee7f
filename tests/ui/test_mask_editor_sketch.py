"""The sketch of a tool: a line of thousands of points of which only what is new is drawn looks as if all were."""

import numpy as np
import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter

from mj_desktop.core.viewport import Viewport
from mj_desktop.ui.mask_editor.sketch import Sketch
from mj_desktop.ui.mask_editor.trail import Point, Trail, box
from tests.ui.mask_editor_stage import bytes_of

WHOLE, GROUND = QRect(0, 0, 400, 300), QColor(90, 120, 150)
VIEWPORT = Viewport(0.4, 20, 10)


def hand(seed: int, count: int) -> list[Point]:
    """Where a hand goes that wanders over all of the view."""
    rng, turns = np.random.default_rng(seed), np.linspace(0, 9, count)
    x, y = 450 + 400 * np.cos(turns * 3.1), 350 + 300 * np.sin(turns * 2.3)
    return list(zip((x + rng.normal(0, 2, count)).tolist(), (y + rng.normal(0, 2, count)).tolist(), strict=True))


def paint(image: QImage, sketch: Sketch, part: QRect) -> None:
    painter = QPainter(image)
    painter.setClipRect(part)
    painter.fillRect(part, GROUND)
    sketch.draw(painter, VIEWPORT, part)
    painter.end()


@pytest.mark.parametrize("seed", range(4))
def test_what_is_drawn_step_by_step_looks_like_all_at_once(seed: int) -> None:
    shown, whole = (QImage(WHOLE.size(), QImage.Format.Format_RGB32) for _ in range(2))
    shown.fill(GROUND)
    sketch, was, rng = Sketch(), QRect(), np.random.default_rng(seed)
    for number, point in enumerate(hand(seed, 450)):
        if number % 97 == 96:
            del sketch.line[-60:]
        sketch.line.append(point)
        sketch.loose = [(point[0] + rng.uniform(-30, 30), point[1] + 25)] if seed % 2 else []
        if number % 50 == 0:
            sketch.anchors.append(point)
        latest = sketch.latest(VIEWPORT)
        part = WHOLE if latest is None else was.united(latest)
        was = latest or QRect()
        paint(shown, sketch, part)
    paint(whole, sketch, WHOLE)
    assert bytes_of(shown) == bytes_of(whole)
    assert was.width() < WHOLE.width() / 2


def test_of_a_long_line_only_the_pieces_in_sight_are_handed_out_and_together_they_are_the_line() -> None:
    line, trail = hand(3, 5000), Trail()
    everything = [list(points) for points, _ in trail.among(line, box(line))]
    joined = [point for points in everything[:-1] for point in points[:-1]] + everything[-1]
    assert joined == line
    x, y = line[1000]
    near = list(trail.among(line, (x - 1, y - 1, x + 1, y + 1)))
    assert any(line[1000] in points for points, _ in near) and len(near) < len(everything) / 3
    assert list(trail.among(line[:10], box(line))) == [(line[:10], 0.0)]
