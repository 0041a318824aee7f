"""Gestures of the mask editor's tools that go on for a while: drawn along an edge, moved on the way, right button."""

import json
from collections.abc import Callable
from typing import TypeVar

import cv2
import numpy as np
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mj_desktop.core.generation import Generation
from mj_desktop.mask.kit import Tool
from mj_desktop.mask.pixels import Pixels
from mj_desktop.ui.mask_editor.editor import MaskEditor
from mj_desktop.ui.mask_editor.keyboard import HELD
from mj_desktop.ui.mask_editor.slider import SizeSlider
from tests.ui.mask_editor_stage import Point, drag, hover, mouse, opened, painted, picture, wheel

Made = Callable[..., Generation]
T = TypeVar("T")
RIGHT = Qt.MouseButton.RightButton
EDGE, DISC = 1600, (800, 800, 600)


def disc() -> Pixels:
    """255 in a disc of 1200 pixels across."""
    found = np.zeros((EDGE, EDGE), np.uint8)
    cv2.circle(found, DISC[:2], DISC[2], 255, cv2.FILLED)
    return found


def scenery() -> QImage:
    """The disc, little lighter than its ground and striped, as soft edges beside hard ones are what goes wrong."""
    pixels = np.full((EDGE, EDGE, 4), (170, 150, 210, 255), np.uint8)
    pixels[disc() > 0] = (190, 190, 225, 255)
    stripes = (np.arange(EDGE) // 150 % 2 == 1)[:, None] & (disc() > 0)
    pixels[stripes] = (40, 50, 190, 255)
    return QImage(pixels.data, EDGE, EDGE, 4 * EDGE, QImage.Format.Format_ARGB32_Premultiplied).copy()


@pytest.fixture
def editor(qtbot: QtBot, made: Made) -> MaskEditor:
    """Open on the disc, of which about every third pixel is seen."""
    return opened(qtbot, made("single", action="upscale1", size=EDGE), scenery())


class Later:
    """Does work when it is told to."""

    def __init__(self) -> None:
        self._due: dict[str, Callable[[], None]] = {}

    def run(self, key: str, work: Callable[[], T], done: Callable[[T], None]) -> None:
        self._due[key] = lambda: done(work())

    def cancel(self, key: str) -> None:
        self._due.pop(key, None)

    def do_it(self) -> None:
        while self._due:
            self._due.popitem()[1]()


def at(editor: MaskEditor, x: float, y: float) -> Point:
    return editor.canvas.viewport.to_widget(x, y)


def rim(editor: MaskEditor, turns: list[float]) -> list[Point]:
    """Places on the disc's edge, almost."""
    x, y, radius = DISC
    return [at(editor, x + (radius + 5) * np.cos(turn), y + (radius + 5) * np.sin(turn)) for turn in turns]


def take_magnet(editor: MaskEditor) -> None:
    QTest.keyClick(editor.canvas, Qt.Key.Key_L)
    for _ in range(2):
        QTest.keyClick(editor.canvas, Qt.Key.Key_L, Qt.KeyboardModifier.ShiftModifier)


def likeness(mask: Pixels) -> float:
    both, either = np.logical_and(mask, disc()).sum(), np.logical_or(mask, disc()).sum()
    return float(both / either)


def test_the_magnetic_lasso_reaches_as_far_as_one_sees_where_a_picture_is_seen_small(editor: MaskEditor) -> None:
    take_magnet(editor)
    for place in rim(editor, list(np.linspace(0, 2 * np.pi, 10)[:-1])):
        hover(editor.canvas, place)
        drag(editor.canvas, [place])
    QTest.keyClick(editor.canvas, Qt.Key.Key_Return)
    assert likeness(editor.painted.pixels) > 0.98


def test_drawn_along_an_edge_the_magnetic_lasso_anchors_itself_and_closes_where_it_began(editor: MaskEditor) -> None:
    take_magnet(editor)
    drag(editor.canvas, rim(editor, list(np.linspace(0, 2 * np.pi, 60))))
    assert editor.canvas.hand.tool is None
    assert likeness(editor.painted.pixels) > 0.98
    assert editor.painted.history.can_undo


def test_the_magnetic_lasso_is_closed_as_soon_as_its_last_map_is_made(qtbot: QtBot, made: Made) -> None:
    later = Later()
    editor = MaskEditor(later)
    qtbot.addWidget(editor)
    editor.resize(1000, 700)
    editor.show()
    editor.open(made("single", action="upscale1", size=EDGE), scenery(), None)
    later.do_it()
    take_magnet(editor)
    for place in rim(editor, list(np.linspace(0, 2 * np.pi, 10)[:-1])):
        later.do_it()
        drag(editor.canvas, [place])
    QTest.keyClick(editor.canvas, Qt.Key.Key_Return)
    assert editor.painted.is_empty
    later.do_it()
    assert likeness(editor.painted.pixels) > 0.98


@pytest.mark.parametrize("letters", ["m", "l"])
def test_begun_with_the_right_button_an_area_is_taken_away(editor: MaskEditor, letters: str) -> None:
    editor.do("all")
    QTest.keyClicks(editor.canvas, letters)
    drag(editor.canvas, [(300, 200), (420, 210), (400, 320)], RIGHT)
    removed = EDGE * EDGE - painted(editor.painted.pixels)
    editor.do("clear")
    drag(editor.canvas, [(300, 200), (420, 210), (400, 320)])
    assert painted(editor.painted.pixels) == pytest.approx(removed, abs=4)


def test_the_right_button_takes_away_with_wand_and_smart_select(editor: MaskEditor) -> None:
    editor.do("all")
    QTest.keyClick(editor.canvas, Qt.Key.Key_W)
    drag(editor.canvas, [at(editor, 20, 20)], RIGHT)
    assert editor.painted.pixels[20, 20] == 0 and editor.painted.pixels[800, 800] == 255
    QTest.keyClick(editor.canvas, Qt.Key.Key_W, Qt.KeyboardModifier.ShiftModifier)
    before = painted(editor.painted.pixels)
    drag(editor.canvas, [at(editor, 100, 100), at(editor, 1500, 1500)], RIGHT)
    QTest.keyClick(editor.canvas, Qt.Key.Key_Return)
    assert painted(editor.painted.pixels) < before


@pytest.mark.parametrize("letter", ["l", "m"])
def test_space_on_the_way_moves_the_view_and_what_is_drawn_with_it(editor: MaskEditor, letter: str) -> None:
    way: list[Point] = [(300, 200), (420, 210), (400, 320)]
    QTest.keyClicks(editor.canvas, letter)
    drag(editor.canvas, way)
    expected = editor.painted.pixels.copy()
    editor.do("undo")
    mouse(editor.canvas, QEvent.Type.MouseButtonPress, way[0])
    mouse(editor.canvas, QEvent.Type.MouseMove, way[1])
    before = editor.canvas.viewport
    QTest.keyPress(editor.canvas, Qt.Key.Key_Space)
    mouse(editor.canvas, QEvent.Type.MouseMove, (way[1][0] + 60, way[1][1] + 40))
    QTest.keyRelease(editor.canvas, Qt.Key.Key_Space)
    assert (editor.canvas.viewport.x, editor.canvas.viewport.y) == pytest.approx((before.x + 60, before.y + 40))
    for kind in (QEvent.Type.MouseMove, QEvent.Type.MouseButtonRelease):
        mouse(editor.canvas, kind, (way[2][0] + 60, way[2][1] + 40))
    assert np.array_equal(editor.painted.pixels, expected) and painted(expected) > 1000


def test_a_shape_that_is_drawn_while_one_zooms_leaves_no_trace(editor: MaskEditor) -> None:
    QTest.keyClicks(editor.canvas, "m")
    mouse(editor.canvas, QEvent.Type.MouseButtonPress, (300, 200))
    mouse(editor.canvas, QEvent.Type.MouseMove, (320, 210))
    wheel(editor.canvas, (300, 200), 480)
    editor.canvas.grab()
    large = editor.canvas._sketch_rect
    assert large.contains(300, 200) and large.width() > 40


def test_a_tool_whose_key_is_held_while_it_is_used_is_in_hand_only_as_long(editor: MaskEditor) -> None:
    tool, now = editor.kit.kit.tool, [0.0]
    editor.keyboard.clock = lambda: now[0]
    QTest.keyPress(editor.canvas, Qt.Key.Key_E)
    drag(editor.canvas, [(300, 200), (330, 210)])
    now[0] += HELD - 0.01
    QTest.keyRelease(editor.canvas, Qt.Key.Key_E)
    assert editor.kit.kit.tool is Tool.ERASER  # a tap is for good
    QTest.keyClick(editor.canvas, Qt.Key.Key_B)
    QTest.keyPress(editor.canvas, Qt.Key.Key_E)
    mouse(editor.canvas, QEvent.Type.MouseButtonPress, (300, 200))
    now[0] += HELD + 0.01
    QTest.keyRelease(editor.canvas, Qt.Key.Key_E)
    assert editor.kit.kit.tool is Tool.ERASER  # its stroke goes on
    mouse(editor.canvas, QEvent.Type.MouseButtonRelease, (300, 200))
    assert editor.kit.kit.tool is tool
    QTest.keyPress(editor.canvas, Qt.Key.Key_H)
    drag(editor.canvas, [(300, 200), (330, 210)])
    now[0] += HELD + 0.01
    QApplication.sendEvent(editor, QEvent(QEvent.Type.WindowDeactivate))
    assert editor.kit.kit.tool is tool


def test_where_it_is_set_control_and_the_wheel_size_the_brush_and_alt_zooms(editor: MaskEditor) -> None:
    control, alt = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
    editor.size_by(control)
    radius, scale = editor.kit.kit.brush.radius, editor.canvas.viewport.scale
    wheel(editor.canvas, (300, 200), 120, control)
    assert editor.kit.kit.brush.radius > radius and editor.canvas.viewport.scale == scale
    wheel(editor.canvas, (300, 200), 120, alt)
    assert editor.canvas.viewport.scale > scale
    slider = editor.findChild(SizeSlider)
    assert slider is not None and "Ctrl+wheel" in slider.toolTip()


def test_sizes_hardness_and_wand_are_remembered_where_a_person_set_them(
    editor: MaskEditor, made: Made, qtbot: QtBot
) -> None:
    editor.open(made("other", action="upscale1", size=300), picture(300, 300), None)
    assert editor.state()["kit"] == {}
    editor.kit.size(21)
    editor.kit.harden(0.75)
    editor.kit.take(Tool.ERASER)
    editor.kit.size(7)
    editor.kit.tolerate(80)
    editor.kit.join(False)
    other = MaskEditor()
    qtbot.addWidget(other)
    other.restore(json.loads(json.dumps(editor.state())))
    nonsense: list[object] = [3, {"brushes": [1, 2]}, {"brushes": [{"radius": "x", "hardness": True}, {}], "wand": []}]
    for each in nonsense:
        other.restore({"kit": each})
    other.open(made("single", action="upscale1", size=EDGE), scenery(), None)
    assert (other.kit.kit.brushes, other.kit.kit.wand) == (editor.kit.kit.brushes, editor.kit.kit.wand)


def test_a_key_whose_repeats_come_as_releases_and_presses_is_held_until_it_is_let_go(
    editor: MaskEditor, qtbot: QtBot
) -> None:
    now = [0.0]
    editor.keyboard.repeats_split, editor.keyboard.clock = True, lambda: now[0]
    canvas, space = editor.canvas, Qt.Key.Key_Space
    QTest.keyClick(canvas, Qt.Key.Key_Right)
    QTest.keyPress(canvas, space)
    now[0] += HELD + 0.01
    for _ in range(3):
        QTest.keyRelease(canvas, space)
        QTest.keyPress(canvas, space)
        QTest.keyClick(canvas, Qt.Key.Key_Down)
    QTest.keyRelease(canvas, space)
    assert editor.painted.is_painting
    qtbot.waitUntil(lambda: not editor.painted.is_painting)
    editor.do("undo")
    assert editor.painted.is_empty and not editor.painted.history.can_undo
    hover(canvas, (300, 200))
    for deed in (QTest.keyPress, QTest.keyRelease):
        deed(canvas, space)
        deed(canvas, Qt.Key.Key_O)
    assert not canvas.hand.pans
    QTest.keyClick(canvas, Qt.Key.Key_L)
    for tool in (Tool.POLYGON, Tool.MAGNETIC):
        QTest.keyClick(canvas, Qt.Key.Key_L, Qt.KeyboardModifier.ShiftModifier)
        assert editor.kit.kit.tool is tool
