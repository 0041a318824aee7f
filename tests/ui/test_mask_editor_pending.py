"""The mask editor's tools that wait for more: a polygon or a smart selection, and what else is done meanwhile."""

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mj_desktop.core.generation import Generation
from mj_desktop.mask import shape
from mj_desktop.mask.pixels import Pixels
from mj_desktop.ui.mask_editor.editor import MaskEditor
from tests.ui.mask_editor_stage import button, drag, hover, opened, painted, picture
from tests.ui.test_mask_editor_gestures import Later
from tests.ui.test_mask_editor_tools import scenery

Made = Callable[..., Generation]
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
WAY = [(300.0, 200.0), (420.0, 210.0), (400.0, 320.0), (310.0, 330.0)]


@pytest.fixture
def editor(qtbot: QtBot, made: Made) -> MaskEditor:
    """Open on a picture of 640 x 480, with the polygon lasso in hand."""
    found = opened(qtbot, made("single", action="upscale1", size=640), picture(640, 480))
    QTest.keyClick(found.canvas, Qt.Key.Key_L)
    QTest.keyClick(found.canvas, Qt.Key.Key_L, SHIFT)
    return found


def outline(editor: MaskEditor, count: int) -> None:
    """Set so many corners and leave the line open."""
    for each in WAY[:count]:
        drag(editor.canvas, [each])
        hover(editor.canvas, (each[0] + 9, each[1] + 9))


def enclosed(editor: MaskEditor, count: int) -> Pixels:
    points = [editor.canvas.viewport.to_picture(*each) for each in WAY[:count]]
    return shape.polygon(points, 640, 480).on(640, 480)


def undo(editor: MaskEditor) -> None:
    QTest.keyClick(editor.canvas, Qt.Key.Key_Z, CONTROL)


@pytest.mark.parametrize("by_key", [True, False])
def test_an_open_polygon_is_closed_and_used_by_repaint(editor: MaskEditor, qtbot: QtBot, by_key: bool) -> None:
    outline(editor, 3)
    with qtbot.waitSignal(editor.submitted) as sent:
        if by_key:
            QTest.keyClick(editor.canvas, Qt.Key.Key_Return, CONTROL)
        else:
            QTest.mouseClick(button(editor, "repaint"), Qt.MouseButton.LeftButton)
    assert np.array_equal(sent.args[0].mask, enclosed(editor, 3)) and painted(sent.args[0].mask) > 1000


def test_repaint_refuses_a_line_of_two_corners_which_goes_on(editor: MaskEditor, qtbot: QtBot) -> None:
    outline(editor, 2)
    with qtbot.assertNotEmitted(editor.submitted):
        QTest.mouseClick(button(editor, "repaint"), Qt.MouseButton.LeftButton)
    assert "three corners" in editor.panel.notice()
    drag(editor.canvas, [WAY[2]])
    with qtbot.waitSignal(editor.submitted) as sent:
        QTest.mouseClick(button(editor, "repaint"), Qt.MouseButton.LeftButton)
    assert np.array_equal(sent.args[0].mask, enclosed(editor, 3))
    assert not editor.panel.notice()


@pytest.mark.parametrize("magnetic", [False, True])
def test_another_tool_closes_an_open_line_as_a_step_of_its_own(editor: MaskEditor, magnetic: bool) -> None:
    if magnetic:
        QTest.keyClick(editor.canvas, Qt.Key.Key_L, SHIFT)
    outline(editor, 4)
    assert editor.painted.is_empty
    QTest.mouseClick(button(editor, "mask-brush"), Qt.MouseButton.LeftButton)
    assert painted(editor.painted.pixels) > 1000
    undo(editor)
    assert editor.painted.is_empty


def test_another_tool_drops_a_line_of_two_corners_and_says_why(editor: MaskEditor) -> None:
    outline(editor, 2)
    QTest.keyClick(editor.canvas, Qt.Key.Key_B)
    assert editor.painted.is_empty and "three corners" in editor.panel.notice()


def test_undo_takes_back_corner_by_corner_before_any_step(editor: MaskEditor) -> None:
    outline(editor, 3)
    QTest.keyClick(editor.canvas, Qt.Key.Key_Return)
    before = editor.painted.pixels.copy()
    outline(editor, 4)
    undo(editor)
    QTest.keyClick(editor.canvas, Qt.Key.Key_Return)
    assert np.array_equal(editor.painted.pixels, before) and editor.painted.history.can_undo
    outline(editor, 2)
    QTest.mouseClick(button(editor, "mask-undo"), Qt.MouseButton.LeftButton)
    undo(editor)
    assert np.array_equal(editor.painted.pixels, before) and not button(editor, "mask-done").isVisible()
    undo(editor)
    assert editor.painted.is_empty


def test_the_button_that_undoes_can_be_pressed_for_the_first_corner(editor: MaskEditor) -> None:
    assert not button(editor, "mask-undo").isEnabled()
    outline(editor, 1)
    QTest.mouseClick(button(editor, "mask-undo"), Qt.MouseButton.LeftButton)
    assert not button(editor, "mask-done").isVisible() and not button(editor, "mask-undo").isEnabled()


def test_leaving_keeps_an_open_line_and_inverting_turns_it_round(editor: MaskEditor, qtbot: QtBot) -> None:
    outline(editor, 3)
    with qtbot.waitSignal(editor.closed):
        QTest.mouseClick(button(editor, "mask-back"), Qt.MouseButton.LeftButton)
    assert np.array_equal(editor.painted.pixels, enclosed(editor, 3))
    outline(editor, 3)
    QTest.keyClick(editor.canvas, Qt.Key.Key_I)
    assert np.array_equal(editor.painted.pixels, 255 - enclosed(editor, 3))


def waiting(qtbot: QtBot, made: Made, tool: str) -> tuple[MaskEditor, Later]:
    """An editor open on a red disc, with a tool in hand whose looking is done when it is told to."""
    found, later = opened(qtbot, made("single", action="upscale1", size=640), scenery()), Later()
    QTest.mouseClick(button(found, tool), Qt.MouseButton.LeftButton)
    found.canvas.scene.background = later
    return found, later


def test_a_magnetic_line_is_used_also_while_the_map_for_its_last_part_is_made(qtbot: QtBot, made: Made) -> None:
    editor, later = waiting(qtbot, made, "mask-magnetic")
    outline(editor, 4)
    with qtbot.waitSignal(editor.submitted) as sent:
        QTest.keyClick(editor.canvas, Qt.Key.Key_Return, CONTROL)
    later.do_it()
    assert np.array_equal(sent.args[0].mask, enclosed(editor, 4))
    assert np.array_equal(editor.painted.pixels, sent.args[0].mask)


def test_what_smart_select_has_found_is_used_by_repaint_and_what_it_looks_for_is_waited_for(
    qtbot: QtBot, made: Made
) -> None:
    editor, later = waiting(qtbot, made, "mask-subject")
    box = [editor.canvas.viewport.to_widget(*each) for each in ((200, 120), (300, 300), (440, 360))]
    drag(editor.canvas, box)
    with qtbot.assertNotEmitted(editor.submitted):
        QTest.keyClick(editor.canvas, Qt.Key.Key_Return, CONTROL)
    assert "still being looked for" in editor.panel.notice()
    later.do_it()
    with qtbot.waitSignal(editor.submitted) as sent:
        QTest.keyClick(editor.canvas, Qt.Key.Key_Return, CONTROL)
    assert painted(sent.args[0].mask) > 10_000 and editor.painted.history.can_undo
    drag(editor.canvas, box)
    undo(editor)
    assert np.array_equal(editor.painted.pixels, sent.args[0].mask) and not button(editor, "mask-done").isVisible()
