"""The editor's view: right on screens of any pixel ratio, and never lost out of sight."""

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage

from mj_desktop.core.viewport import Viewport
from mj_desktop.mask.brush import Brush
from mj_desktop.mask.mask import Mask
from mj_desktop.ui.mask_editor.panel_words import percent, sentence
from mj_desktop.ui.mask_editor.view import Copy, View, within_reach
from tests.engine import environment
from tests.ui.mask_editor_stage import picture

GREY = QColor(30, 30, 30)


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_at_full_size_a_pixel_of_the_picture_is_a_pixel_of_the_screen(ratio: float) -> None:
    source = picture(60, 40)
    view = View(source, GREY)
    view.look(Mask(60, 40), Viewport(1 / ratio, 12 / ratio, 6 / ratio), QSize(100, 80), ratio)
    shown = view.image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
    shown.setDevicePixelRatio(1)
    assert shown.width() == 100 * ratio
    assert shown.copy(12, 6, 60, 40) == source
    assert shown.pixelColor(5, 5) == GREY


_ON_A_FINE_SCREEN = """
from PySide6.QtWidgets import QApplication
from mj_desktop.ui.mask_editor.editor import MaskEditor
from tests.bench.stroke_stage import generation
from tests.ui.mask_editor_stage import drag, picture, wheel
app, source = QApplication([]), picture(400, 300)
editor = MaskEditor()
editor.resize(1000, 700)
editor.show()
editor.open(generation(), source, None)
editor.do("actual")
shown, viewport = editor.canvas.grab().toImage(), editor.canvas.viewport
ratio = shown.devicePixelRatio()
shown.setDevicePixelRatio(1)
there = shown.copy(round(viewport.x * ratio), round(viewport.y * ratio), 400, 300)
assert ratio == 2 and viewport.scale == 0.5
assert there.convertToFormat(source.format()) == source
drag(editor.canvas, [viewport.to_widget(200.5, 100.5)])
rows, columns = editor.painted.pixels.nonzero()
assert (columns.min() + columns.max(), rows.min() + rows.max()) == (400, 200)
for way, limit in ((1, 32.0), (-1, 0.05)):
    wheel(editor.canvas, (300, 200), way * 48000)
    assert abs(editor.canvas.viewport.scale * ratio / limit - 1) < 1e-6
"""


def test_on_a_screen_of_ratio_2_the_editor_shows_pixels_one_to_one_and_paints_under_the_pointer() -> None:
    how = environment(QT_SCALE_FACTOR="2", QT_QPA_PLATFORM="offscreen")
    subprocess.run([sys.executable, "-c", _ON_A_FINE_SCREEN], env=how, check=True, timeout=60)


def test_a_pictures_pixels_outlive_it_where_a_thread_still_looks_at_them() -> None:
    pixels = Copy(picture(64, 64)).pixels
    others = [QImage(64, 64, QImage.Format.Format_ARGB32_Premultiplied) for _ in range(50)]
    for other in others:
        other.fill(QColor(1, 2, 3))
    assert np.array_equal(pixels, Copy(picture(64, 64)).pixels)


@pytest.mark.parametrize("ratio", [1.0, 1.25, 2.0])
def test_the_points_to_be_repainted_hold_every_pixel_that_changes(ratio: float) -> None:
    mask, view = Mask(200, 200), View(picture(200, 200), GREY)
    view.look(mask, Viewport(0.7, 3.3, 8.1), QSize(150, 160), ratio)
    before = view.image.copy()
    points = view.touch(mask.begin(90.2, 70.7, Brush(17)).united(mask.extend(120.1, 99.9)))
    view.freshen(mask)
    after = view.image.copy()
    for each in (before, after):
        each.setDevicePixelRatio(1)
    changed = [
        (x / ratio, y / ratio)
        for x in range(after.width())
        for y in range(after.height())
        if before.pixel(x, y) != after.pixel(x, y)
    ]
    assert len(changed) > 500
    assert all(points.left <= x < points.right and points.top <= y < points.bottom for x, y in changed)


@given(st.floats(0.05, 32), st.floats(-1e5, 1e5), st.floats(-1e5, 1e5), st.integers(1, 4096), st.integers(1, 4096))
def test_a_corner_of_the_picture_always_stays_in_the_view(scale: float, x: float, y: float, w: int, h: int) -> None:
    kept = within_reach(Viewport(scale, x, y), (w, h), (900, 600))
    assert kept.x <= 900 - 64 and kept.x + w * scale >= 64 - 1e-6
    assert kept.y <= 600 - 64 and kept.y + h * scale >= 64 - 1e-6


@pytest.mark.parametrize(
    ("share", "figures", "words"),
    [
        (0.0, "0.0 %", "Nothing is painted yet."),
        (0.000001, "0.1 %", "A small spot will change."),
        (0.187, "18.7 %", "About a fifth of the picture will change."),
        (0.5, "50.0 %", "About half of the picture will change."),
        (0.99999, "99.9 %", "The whole picture will change."),
        (1.0, "100.0 %", "The whole picture will change."),
    ],
)
def test_the_painted_share_is_said_in_figures_and_words(share: float, figures: str, words: str) -> None:
    assert percent(share) == figures
    assert sentence(share) == words


def test_every_share_has_a_sentence() -> None:
    assert all(sentence(float(share)) for share in np.linspace(0, 1, 501))
