"""The mask editor's pen, touchpad and keyboard: what paints without a mouse, and what a screen reader hears of it."""

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import (
    QAccessible,
    QImage,
    QInputDevice,
    QMouseEvent,
    QNativeGestureEvent,
    QPaintEvent,
    QPointingDevice,
    QTabletEvent,
    QWheelEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from mj_desktop.core.generation import Generation
from mj_desktop.mask.brush import Brush
from mj_desktop.mask.encoding import DEFAULT, Encoding
from mj_desktop.mask.mask import Mask
from mj_desktop.ui.mask_editor.canvas import Canvas
from mj_desktop.ui.mask_editor.editor import MaskEditor
from tests.ui.mask_editor_stage import Point, button, drag, opened, painted, picture, wheel

Made = Callable[..., Generation]
NONE = Qt.KeyboardModifier.NoModifier
LEFT, NO_BUTTON = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
WAY = [(300.0, 200.0), (330.25, 230.5), (360.5, 240.75), (420.0, 300.0)]


@pytest.fixture
def editor(qtbot: QtBot, made: Made) -> MaskEditor:
    return opened(qtbot, made("single", action="upscale1"), picture(640, 480))


def pen(kind: QPointingDevice.PointerType = QPointingDevice.PointerType.Pen) -> QPointingDevice:
    pressed = QInputDevice.Capability.Pressure | QInputDevice.Capability.Position
    return QPointingDevice("pen", 7, QInputDevice.DeviceType.Stylus, kind, pressed, 1, 2)


def tablet(widget: QWidget, device: QPointingDevice, kind: QEvent.Type, at: Point, pressure: float = 0.5) -> None:
    place = QPointF(*at)
    held = NO_BUTTON if kind == QEvent.Type.TabletRelease else LEFT
    event = QTabletEvent(
        kind, device, place, QPointF(widget.mapToGlobal(QPoint(0, 0))) + place, pressure, 0, 0, 0, 0, 0, NONE,
        NO_BUTTON if kind == QEvent.Type.TabletMove else LEFT, held,
    )  # fmt: skip
    QApplication.sendEvent(widget, event)


def strike(widget: QWidget, device: QPointingDevice, pressure: float = 0.5) -> None:
    """One stroke of a pen."""
    tablet(widget, device, QEvent.Type.TabletPress, WAY[0], pressure)
    for at in WAY[1:]:
        tablet(widget, device, QEvent.Type.TabletMove, at, pressure)
    tablet(widget, device, QEvent.Type.TabletRelease, WAY[-1], 0.0)


def stroke_of(editor: MaskEditor, brush: Brush) -> Mask:
    mask = Mask(640, 480)
    first, *others = [editor.canvas.viewport.to_picture(*at) for at in WAY]
    mask.begin(*first, brush=brush)
    for at in others:
        mask.extend(*at)
    mask.end()
    return mask


def test_a_pen_paints_and_its_pressure_does_nothing_until_it_is_asked_for(editor: MaskEditor) -> None:
    device, brush = pen(), editor.kit.kit.brush
    strike(editor.canvas, device, 0.2)
    assert np.array_equal(editor.painted.pixels, stroke_of(editor, brush).pixels)
    editor.do("clear")
    QTest.keyClicks(editor.canvas, "p")
    strike(editor.canvas, device, 0.5)
    assert np.array_equal(editor.painted.pixels, stroke_of(editor, brush.sized(brush.radius * 0.5)).pixels)


def test_the_pens_other_end_erases_whatever_is_in_hand(editor: MaskEditor) -> None:
    editor.do("all")
    strike(editor.canvas, pen(QPointingDevice.PointerType.Eraser))
    assert np.array_equal(editor.painted.pixels, 255 - stroke_of(editor, editor.kit.kit.brush).pixels)
    assert editor.kit.kit.brush.adds


def test_mouse_events_that_come_while_a_pen_is_down_are_left_out(editor: MaskEditor) -> None:
    device, brush = pen(), editor.kit.kit.brush
    tablet(editor.canvas, device, QEvent.Type.TabletPress, WAY[0])
    for kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.MouseButtonRelease):
        place = QPointF(100, 600)
        made = QMouseEvent(kind, place, place, LEFT if kind != QEvent.Type.MouseMove else NO_BUTTON, LEFT, NONE)
        QApplication.sendEvent(editor.canvas, made)
    for at in WAY[1:]:
        tablet(editor.canvas, device, QEvent.Type.TabletMove, at)
    tablet(editor.canvas, device, QEvent.Type.TabletRelease, WAY[-1])
    assert np.array_equal(editor.painted.pixels, stroke_of(editor, brush).pixels)
    assert editor.painted.history.can_undo
    editor.do("undo")
    assert editor.painted.is_empty


class Counted(Canvas):
    """Counts its repaints."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def paintEvent(self, event: QPaintEvent) -> None:
        self.count += 1
        super().paintEvent(event)


def test_however_many_events_come_between_two_frames_there_is_one_repaint(qtbot: QtBot) -> None:
    canvas, device = Counted(), pen()
    qtbot.addWidget(canvas)
    canvas.resize(800, 600)
    with qtbot.waitExposed(canvas):
        canvas.show()
    canvas.open(picture(640, 480), Mask(640, 480))
    tablet(canvas, device, QEvent.Type.TabletPress, (200, 200))
    qtbot.wait(50)
    canvas.count = 0
    for step in range(200):
        tablet(canvas, device, QEvent.Type.TabletMove, (200 + step, 200 + step % 40))
    qtbot.waitUntil(lambda: canvas.count > 0)
    assert canvas.count == 1
    tablet(canvas, device, QEvent.Type.TabletRelease, (400, 200))


def scroll(widget: QWidget, x: int, y: int) -> None:
    """Two fingers on a touchpad."""
    place = QPointF(300, 200)
    event = QWheelEvent(
        place, place, QPoint(x, y), QPoint(2 * x, 2 * y), NO_BUTTON, NONE, Qt.ScrollPhase.ScrollUpdate, False
    )
    QApplication.sendEvent(widget, event)


def test_two_fingers_move_the_picture_and_pinching_zooms_where_they_are(editor: MaskEditor) -> None:
    before = editor.canvas.viewport
    scroll(editor.canvas, 12, -30)
    after = editor.canvas.viewport
    assert (after.scale, after.x, after.y) == pytest.approx((before.scale, before.x + 12, before.y - 30))
    device = QPointingDevice.primaryPointingDevice()
    place = QPointF(editor.canvas.mapToGlobal(QPoint(300, 200)))
    local = QPointF(editor.mapFromGlobal(place.toPoint()))
    gesture = Qt.NativeGestureType.ZoomNativeGesture
    QApplication.sendEvent(editor, QNativeGestureEvent(gesture, device, 2, local, local, place, 0.5, QPointF()))
    zoomed = editor.canvas.viewport
    assert zoomed.scale == pytest.approx(1.5 * after.scale)
    assert zoomed.to_picture(300, 200) == pytest.approx(after.to_picture(300, 200), abs=0.5)


def test_the_zoom_goes_from_5_to_3200_percent(editor: MaskEditor) -> None:
    for turned, limit in ((24000, 32.0), (-48000, 0.05)):
        wheel(editor.canvas, (300, 200), turned)
        assert editor.canvas.viewport.scale == pytest.approx(limit)


def test_from_800_percent_on_lines_tell_pixels_apart(editor: MaskEditor) -> None:
    editor.canvas.zoom_to(7.9)
    plain = editor.canvas.grab().toImage()
    editor.canvas.zoom_to(8.0)
    gridded = editor.canvas.grab().toImage()
    assert colours(gridded) > 1.5 * colours(plain)


def colours(image: QImage) -> int:
    """How many colours a row through the middle has: a line between two pixels has one of its own."""
    return len({image.pixel(x, image.height() // 2) for x in range(image.width())})


def test_the_keyboard_alone_can_paint(editor: MaskEditor) -> None:
    brush = editor.kit.kit.brush
    for _ in range(4):
        QTest.keyClick(editor.canvas, Qt.Key.Key_Right)
    QTest.keyClick(editor.canvas, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(editor.canvas, Qt.Key.Key_Space)
    place = editor.canvas.pointer
    assert place is not None
    expected = Mask(640, 480)
    expected.begin(*editor.canvas.viewport.to_picture(place.x(), place.y()), brush=brush)
    assert np.array_equal(editor.painted.pixels, expected.pixels) and painted(expected.pixels) > 100
    QTest.keyPress(editor.canvas, Qt.Key.Key_Space)
    for _ in range(6):
        QTest.keyClick(editor.canvas, Qt.Key.Key_Down)
    QTest.keyRelease(editor.canvas, Qt.Key.Key_Space)
    assert painted(editor.painted.pixels) > 1.5 * painted(expected.pixels)
    editor.do("undo")
    assert np.array_equal(editor.painted.pixels, expected.pixels)


def test_the_keyboard_alone_can_draw_a_rectangle(editor: MaskEditor) -> None:
    QTest.keyClicks(editor.canvas, "m")
    QTest.keyClick(editor.canvas, Qt.Key.Key_Left)
    QTest.keyPress(editor.canvas, Qt.Key.Key_Space)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Down):
        QTest.keyClick(editor.canvas, key)
    QTest.keyRelease(editor.canvas, Qt.Key.Key_Space)
    assert painted(editor.painted.pixels) > 300


def test_holding_o_shows_the_original_and_is_let_go_with_the_focus(editor: MaskEditor) -> None:
    QTest.keyClick(editor.canvas, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    plain = editor.canvas.grab().toImage()
    drag(editor.canvas, WAY)
    QApplication.sendEvent(editor.canvas, QEvent(QEvent.Type.Leave))
    tinted = editor.canvas.grab().toImage()
    QTest.keyPress(editor.canvas, Qt.Key.Key_O)
    peek = editor.canvas.grab().toImage()
    assert peek.pixel(330, 230) == plain.pixel(330, 230) != tinted.pixel(330, 230)
    QTest.keyRelease(editor.canvas, Qt.Key.Key_O)
    assert editor.canvas.grab().toImage().pixel(330, 230) == tinted.pixel(330, 230)
    QTest.keyPress(editor.canvas, Qt.Key.Key_O)
    QApplication.sendEvent(editor, QEvent(QEvent.Type.WindowDeactivate))
    assert editor.canvas.grab().toImage().pixel(330, 230) == tinted.pixel(330, 230)


def test_braces_and_their_twins_make_the_brush_softer_and_harder(editor: MaskEditor) -> None:
    control_alt = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    QTest.keyClicks(editor.canvas, "{{")
    assert editor.kit.kit.brush.hardness == 0.5
    QTest.keyClick(editor.canvas, Qt.Key.Key_Period, control_alt)
    assert editor.kit.kit.brush.hardness == 0.75
    QTest.keyClick(editor.canvas, Qt.Key.Key_Comma, control_alt)
    note = button(editor, "mask-hardness-note")
    assert note.isVisible() and "hard" in note.text()
    editor.show_encoding(Encoding(is_soft=True))
    assert not note.isVisible()
    editor.show_encoding(DEFAULT)
    assert note.isVisible()
    QTest.keyClicks(editor.canvas, "}}}")
    assert editor.kit.kit.brush.hardness == 1 and not note.isVisible()
    assert editor.kit.kit.brushes[1].hardness == 1


def test_a_screen_reader_hears_a_canvas_its_name_and_its_state(editor: MaskEditor, qtbot: QtBot) -> None:
    drag(editor.canvas, WAY)
    qtbot.waitUntil(lambda: editor.telling.facts.coverage > 0)
    heard = QAccessible.queryAccessibleInterface(editor.canvas)
    assert heard is not None
    assert heard.role() == QAccessible.Role.Canvas
    assert heard.text(QAccessible.Text.Name) == "Picture to paint on"
    state = heard.text(QAccessible.Text.Value)
    assert "Brush, " in state and "Mask 640 × 480" in state and "%" in state and "0.0 %" not in state
