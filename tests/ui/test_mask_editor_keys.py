"""The mask editor's keys, wheel and gestures."""

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QColor, QImage, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mj_desktop.core.generation import Generation
from mj_desktop.ui.mask_editor.editor import MaskEditor
from tests.ui.mask_editor_stage import button, drag, hover, label, mouse, opened, painted, picture, size_field, wheel

Made = Callable[..., Generation]
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ALT, NONE = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.NoModifier
WAY = [(300.0, 200.0), (320.0, 215.0), (400.0, 260.0)]


@pytest.fixture
def editor(qtbot: QtBot, made: Made) -> MaskEditor:
    """Open on a picture of 640 x 480, in a window of 1000 x 700, with the keyboard's focus."""
    return opened(qtbot, made("single", action="upscale1"), picture(640, 480))


def chosen(editor: MaskEditor) -> str:
    names = ("mask-brush", "mask-eraser", "mask-hand")
    return next(name for name in names if button(editor, name).isChecked())


def width(editor: MaskEditor) -> int:
    """The brush's width in pixels, as the row shows it."""
    return int(size_field(editor).text().split()[0])


def sign(editor: MaskEditor, text: str, keys: Qt.KeyboardModifier) -> None:
    """A key that gives `text` with whatever modifiers a layout needs for it, and a key code of its own."""
    QApplication.sendEvent(editor.canvas, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_8, keys, text))


def test_b_and_e_take_brush_and_eraser_and_x_swaps_them(editor: MaskEditor) -> None:
    for key, expected in (("e", "mask-eraser"), ("b", "mask-brush"), ("x", "mask-eraser"), ("x", "mask-brush")):
        QTest.keyClicks(editor.canvas, key)
        assert chosen(editor) == expected


def test_the_eraser_takes_away_what_the_brush_painted(editor: MaskEditor) -> None:
    drag(editor.canvas, WAY)
    before = painted(editor.painted.pixels)
    QTest.mouseClick(button(editor, "mask-eraser"), Qt.MouseButton.LeftButton)
    drag(editor.canvas, WAY[:2])
    assert 0 < painted(editor.painted.pixels) < before


def test_brackets_and_their_twins_size_the_brush(editor: MaskEditor) -> None:
    start = width(editor)
    QTest.keyClicks(editor.canvas, "]")
    larger = width(editor)
    assert larger > start
    QTest.keyClicks(editor.canvas, "[")
    assert width(editor) == start
    QTest.keyClick(editor.canvas, Qt.Key.Key_Plus, CONTROL | ALT)
    assert width(editor) == larger
    QTest.keyClick(editor.canvas, Qt.Key.Key_Minus, CONTROL | ALT)
    assert width(editor) == start


def test_a_bracket_typed_with_altgr_sizes_the_brush_too(editor: MaskEditor) -> None:
    start = width(editor)
    sign(editor, "]", CONTROL | ALT)
    sign(editor, "]", Qt.KeyboardModifier.GroupSwitchModifier)
    assert width(editor) > start


def test_the_size_stops_at_the_smallest_disc(editor: MaskEditor) -> None:
    QTest.keyClicks(editor.canvas, "[" * 80)
    assert width(editor) == 3
    QTest.keyClicks(editor.canvas, "]")
    assert width(editor) == 5


def test_brush_and_eraser_keep_their_own_sizes(editor: MaskEditor) -> None:
    start = width(editor)
    QTest.keyClicks(editor.canvas, "]]]")
    brush = width(editor)
    QTest.keyClicks(editor.canvas, "e")
    assert width(editor) == start
    QTest.keyClicks(editor.canvas, "b")
    assert width(editor) == brush


def test_alt_and_the_wheel_size_the_brush(editor: MaskEditor) -> None:
    start, viewport = width(editor), editor.canvas.viewport
    wheel(editor.canvas, (300, 200), 120, ALT)
    assert width(editor) > start
    wheel(editor.canvas, (300, 200), -120, ALT)
    assert width(editor) == start
    assert editor.canvas.viewport == viewport


@pytest.mark.parametrize("keys", [SHIFT, ALT])
def test_dragging_with_the_right_button_sizes_the_brush(editor: MaskEditor, keys: Qt.KeyboardModifier) -> None:
    start, scale = width(editor), editor.canvas.viewport.scale
    drag(editor.canvas, [(300, 200), (310, 200), (340, 230)], Qt.MouseButton.RightButton, keys)
    assert width(editor) == pytest.approx(start + 2 * 40 / scale, abs=1.5)
    drag(editor.canvas, [(300, 200), (0, 200)], Qt.MouseButton.RightButton, keys)
    assert width(editor) == 3
    assert editor.painted.is_empty


def test_a_size_can_be_typed(editor: MaskEditor) -> None:
    field = size_field(editor)
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "41 px")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert width(editor) == 41
    assert editor.canvas.hasFocus()
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "wide")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert width(editor) == 41


def test_the_wheel_zooms_at_the_cursor(editor: MaskEditor) -> None:
    at = (250.0, 170.0)
    before = editor.canvas.viewport
    wheel(editor.canvas, at, 360)
    after = editor.canvas.viewport
    assert after.scale > 1.5 * before.scale
    assert after.to_picture(*at) == pytest.approx(before.to_picture(*at))


def test_control_0_fits_and_control_1_shows_pixels_one_to_one(editor: MaskEditor) -> None:
    fitted = editor.canvas.viewport
    QTest.keyClick(editor.canvas, Qt.Key.Key_1, CONTROL)
    assert editor.canvas.viewport.scale * editor.canvas.devicePixelRatioF() == pytest.approx(1)
    assert label(editor, "mask-zoom").text() == "100 %"
    QTest.keyClick(editor.canvas, Qt.Key.Key_0, CONTROL)
    assert editor.canvas.viewport == fitted


def test_a_fitted_picture_stays_fitted_when_the_window_grows(editor: MaskEditor, qtbot: QtBot) -> None:
    before = editor.canvas.viewport.scale
    editor.resize(1400, 1000)
    qtbot.waitUntil(lambda: editor.canvas.viewport.scale > before)


@pytest.mark.parametrize("how", ["space", "middle", "hand"])
def test_the_view_is_moved_by_space_middle_button_and_hand(editor: MaskEditor, how: str) -> None:
    before = editor.canvas.viewport
    if how == "space":
        QTest.keyPress(editor.canvas, Qt.Key.Key_Space)
    if how == "hand":
        QTest.keyClicks(editor.canvas, "h")
    button = Qt.MouseButton.MiddleButton if how == "middle" else Qt.MouseButton.LeftButton
    drag(editor.canvas, [(300, 200), (320, 190), (330, 170)], button)
    assert (editor.canvas.viewport.x, editor.canvas.viewport.y) == pytest.approx((before.x + 30, before.y - 30))
    assert editor.painted.is_empty
    if how == "space":
        QTest.keyRelease(editor.canvas, Qt.Key.Key_Space)
        drag(editor.canvas, WAY)
        assert not editor.painted.is_empty


def test_a_held_space_is_let_go_when_the_window_loses_the_focus(editor: MaskEditor) -> None:
    QTest.keyPress(editor.canvas, Qt.Key.Key_Space)
    QApplication.sendEvent(editor, QEvent(QEvent.Type.WindowDeactivate))
    drag(editor.canvas, WAY)
    assert not editor.painted.is_empty


def test_a_stroke_ends_when_the_window_loses_the_focus(editor: MaskEditor) -> None:
    mouse(editor.canvas, QEvent.Type.MouseButtonPress, WAY[0])
    QApplication.sendEvent(editor, QEvent(QEvent.Type.WindowDeactivate))
    before = editor.painted.pixels.copy()
    mouse(editor.canvas, QEvent.Type.MouseMove, WAY[2])
    assert np.array_equal(editor.painted.pixels, before)
    assert editor.painted.history.can_undo


def test_shift_and_a_click_draw_a_straight_line_from_the_last_point(editor: MaskEditor) -> None:
    drag(editor.canvas, [(300, 200), (310, 200)])
    drag(editor.canvas, [(450, 320)], keys=SHIFT)
    x, y = editor.canvas.viewport.to_picture(380, 260)
    assert editor.painted.pixels[int(y), int(x)] == 255
    editor.painted.undo()
    assert editor.painted.pixels[int(y), int(x)] == 0
    assert not editor.painted.is_empty


@pytest.mark.parametrize(("key", "keys"), [(Qt.Key.Key_I, NONE), (Qt.Key.Key_I, CONTROL | SHIFT)])
def test_i_turns_the_mask_round(editor: MaskEditor, key: Qt.Key, keys: Qt.KeyboardModifier) -> None:
    drag(editor.canvas, WAY)
    before = editor.painted.pixels.copy()
    QTest.keyClick(editor.canvas, key, keys)
    assert np.array_equal(editor.painted.pixels, 255 - before)


def test_control_d_clears_and_can_be_undone(editor: MaskEditor) -> None:
    drag(editor.canvas, WAY)
    before = editor.painted.pixels.copy()
    QTest.keyClick(editor.canvas, Qt.Key.Key_D, CONTROL)
    assert editor.painted.is_empty
    QTest.keyClick(editor.canvas, Qt.Key.Key_Z, CONTROL)
    assert np.array_equal(editor.painted.pixels, before)


def seen(editor: MaskEditor) -> QImage:
    """What the middle of the canvas shows: the picture, without what stands in the gutter."""
    return editor.canvas.grab(QRect(100, 150, 300, 200)).toImage()


def test_q_goes_from_overlay_to_the_mask_alone_to_the_picture_alone(editor: MaskEditor) -> None:
    plain = seen(editor)
    QTest.keyClicks(editor.canvas, "i")
    tinted = seen(editor)
    QTest.keyClicks(editor.canvas, "q")
    alone = seen(editor)
    assert alone.pixelColor(150, 100).name() == "#ffffff" != tinted.pixelColor(150, 100).name()
    QTest.keyClicks(editor.canvas, "q")
    assert seen(editor) == plain
    QTest.keyClicks(editor.canvas, "q")
    assert seen(editor) == tinted != plain
    assert editor.painted.coverage == 1


def test_letters_rest_while_the_prompt_is_written(editor: MaskEditor) -> None:
    start = width(editor)
    editor.panel.edit.setFocus()
    QTest.keyClicks(editor.panel.edit, "xebi q[] hill")
    assert editor.panel.prompt() == "xebi q[] hill"
    assert chosen(editor) == "mask-brush" and width(editor) == start and editor.painted.is_empty
    drag(editor.canvas, WAY)
    assert not editor.painted.is_empty


def test_a_held_letter_acts_once(editor: MaskEditor) -> None:
    for repeated in (False, True, True):
        event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_I, NONE, "i", repeated)
        QApplication.sendEvent(editor.canvas, event)
    assert editor.painted.coverage == 1


def test_escape_breaks_a_stroke_off_and_only_then_leaves(editor: MaskEditor, qtbot: QtBot) -> None:
    mouse(editor.canvas, QEvent.Type.MouseButtonPress, WAY[0])
    mouse(editor.canvas, QEvent.Type.MouseMove, WAY[2])
    with qtbot.assertNotEmitted(editor.closed):
        QTest.keyClick(editor.canvas, Qt.Key.Key_Escape)
    assert editor.painted.is_empty
    mouse(editor.canvas, QEvent.Type.MouseButtonRelease, WAY[2])
    with qtbot.waitSignal(editor.closed):
        QTest.keyClick(editor.canvas, Qt.Key.Key_Escape)


def test_the_editors_keys_go_before_the_windows_shortcuts(editor: MaskEditor) -> None:
    taken: list[str] = []
    shortcuts = [QShortcut(QKeySequence(keys), editor) for keys in ("B", "E", "Esc", "Ctrl+0", "Ctrl+1")]
    for shortcut in shortcuts:
        shortcut.activated.connect(lambda: taken.append("taken"))
    QTest.keyClicks(editor.canvas, "e")
    QTest.keyClick(editor.canvas, Qt.Key.Key_1, CONTROL)
    assert chosen(editor) == "mask-eraser" and not taken


@pytest.mark.parametrize("ground", [0, 128, 255])
def test_the_ring_is_seen_on_any_ground(editor: MaskEditor, made: Made, ground: int) -> None:
    even = QImage(640, 480, QImage.Format.Format_ARGB32_Premultiplied)
    even.fill(QColor(ground, ground, ground))
    editor.open(made("even"), even, None)
    hover(editor.canvas, (250, 250))
    shown = seen(editor)
    values = [shown.pixelColor(x, y).lightness() for x in range(300) for y in range(200)]
    assert max(abs(value - ground) for value in values) > 90


def test_the_ring_comes_and_goes_with_the_pointer_and_follows_the_zoom(editor: MaskEditor) -> None:
    wheel(editor.canvas, (250, 250), 120)
    QApplication.sendEvent(editor.canvas, QEvent(QEvent.Type.Leave))
    plain = seen(editor)
    hover(editor.canvas, (250, 250))
    small = changed_columns(plain, seen(editor))
    QApplication.sendEvent(editor.canvas, QEvent(QEvent.Type.Leave))
    assert seen(editor) == plain
    QTest.keyClick(editor.canvas, Qt.Key.Key_0, CONTROL)
    wheel(editor.canvas, (250, 250), 480)
    QApplication.sendEvent(editor.canvas, QEvent(QEvent.Type.Leave))
    plain = seen(editor)
    hover(editor.canvas, (250, 250))
    assert changed_columns(plain, seen(editor)) > 1.5 * small > 0


def changed_columns(before: QImage, after: QImage) -> int:
    """How many columns of the row through the pointer lie between the first and the last that differ."""
    differing = [x for x in range(before.width()) if before.pixel(x, 100) != after.pixel(x, 100)]
    return max(differing) - min(differing)


def test_the_size_stands_beside_the_ring_while_it_changes(editor: MaskEditor, qtbot: QtBot) -> None:
    hover(editor.canvas, (250, 250))
    QTest.keyClicks(editor.canvas, "]")
    told = seen(editor)
    qtbot.waitUntil(lambda: seen(editor) != told)
