"""The mask editor's tools of areas and what changes the whole mask, driven by real events."""

from collections.abc import Callable

import cv2
import numpy as np
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mj_desktop.core.commands import COMMANDS
from mj_desktop.core.generation import Generation, StoredPicture
from mj_desktop.core.where import Where
from mj_desktop.mask import morphology, shape
from mj_desktop.mask.area import Area
from mj_desktop.mask.encoding import Encoding
from mj_desktop.mask.kit import Tool
from mj_desktop.mask.mask import Mask
from mj_desktop.mask.pixels import Pixels
from mj_desktop.ui.mask_editor.editor import MaskEditor
from mj_desktop.ui.mask_editor.proposals import Adjustment
from mj_desktop.ui.mask_editor.slider import Slider
from mj_desktop.ui.mask_editor.tool_words import ICONS
from tests.ui.mask_editor_stage import Point, button, drag, hover, mouse, opened, painted

Made = Callable[..., Generation]
ALT, SHIFT = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier
CONTROL, NONE = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier
START, END = (300.0, 200.0), (420.0, 290.0)
DISC = (320, 240, 90)


def scenery() -> QImage:
    """A red disc on a blue ground, both with some grain; 640 x 480."""
    rng = np.random.default_rng(4)
    pixels = np.full((480, 640, 4), (170, 90, 40, 255), np.uint8)
    cv2.circle(pixels, DISC[:2], DISC[2], (40, 50, 210, 255), cv2.FILLED)
    pixels[..., :3] += rng.integers(0, 9, (480, 640, 3), np.uint8)
    return QImage(pixels.data, 640, 480, 2560, QImage.Format.Format_ARGB32_Premultiplied).copy()


@pytest.fixture
def editor(qtbot: QtBot, made: Made) -> MaskEditor:
    """Open on the disc, in a window of 1000 x 700."""
    return opened(qtbot, made("single", action="upscale1", size=640), scenery())


def disc() -> Pixels:
    found = np.zeros((480, 640), np.uint8)
    cv2.circle(found, DISC[:2], DISC[2], 255, cv2.FILLED)
    return found


def at(editor: MaskEditor, x: float, y: float) -> Point:
    """Where a pixel of the picture lies on the canvas."""
    return editor.canvas.viewport.to_widget(x, y)


def click(editor: MaskEditor, place: Point, keys: Qt.KeyboardModifier = NONE) -> None:
    drag(editor.canvas, [place], keys=keys)


def press(editor: MaskEditor, key: Qt.Key, keys: Qt.KeyboardModifier = NONE) -> None:
    QTest.keyClick(editor.canvas, key, keys)


def take(editor: MaskEditor, letters: str) -> None:
    """Press letters; a capital one with Shift, as a keyboard does."""
    for letter in letters:
        press(editor, Qt.Key[f"Key_{letter.upper()}"], SHIFT if letter.isupper() else NONE)


def corners(editor: MaskEditor) -> tuple[Point, Point]:
    return editor.canvas.viewport.to_picture(*START), editor.canvas.viewport.to_picture(*END)


def same(one: Pixels, other: Pixels) -> float:
    """How much two masks have in common, 0 to 1."""
    both, either = np.logical_and(one >= 128, other >= 128).sum(), np.logical_or(one >= 128, other >= 128).sum()
    return float(both / either)


@pytest.mark.parametrize(("keys", "make"), [("m", shape.rectangle), ("mM", shape.ellipse)])
def test_a_shape_is_the_area_between_two_corners_and_one_step(
    editor: MaskEditor, keys: str, make: Callable[..., object]
) -> None:
    take(editor, keys)
    drag(editor.canvas, [START, (350, 250), END])
    expected = Mask(640, 480)
    expected.combine(make(*corners(editor), 640, 480), editor.kit.how)  # type: ignore[arg-type]
    assert painted(expected.pixels) > 5000
    assert np.array_equal(editor.painted.pixels, expected.pixels)
    editor.do("undo")
    assert editor.painted.is_empty


def test_areas_add_by_shift_subtract_by_alt_and_replace_where_that_is_chosen(editor: MaskEditor) -> None:
    QTest.keyClicks(editor.canvas, "m")
    drag(editor.canvas, [START, END])
    first = painted(editor.painted.pixels)
    drag(editor.canvas, [(330, 220), (360, 250)], keys=ALT)
    holed = painted(editor.painted.pixels)
    assert holed < first
    QTest.mouseClick(button(editor, "mask-how-replace"), Qt.MouseButton.LeftButton)
    drag(editor.canvas, [(500, 300), (530, 330)], keys=SHIFT)
    assert painted(editor.painted.pixels) > holed
    drag(editor.canvas, [(500, 300), (530, 330)])
    assert 0 < painted(editor.painted.pixels) < holed


def test_shift_pressed_on_the_way_makes_a_shape_even_and_alt_grows_it_from_its_middle(editor: MaskEditor) -> None:
    QTest.keyClicks(editor.canvas, "m")
    mouse(editor.canvas, QEvent.Type.MouseButtonPress, START)
    mouse(editor.canvas, QEvent.Type.MouseMove, (340, 260), keys=SHIFT | ALT)
    mouse(editor.canvas, QEvent.Type.MouseButtonRelease, (340, 260))
    rows, columns = np.nonzero(editor.painted.pixels)
    assert np.ptp(rows) == np.ptp(columns)
    middle = editor.canvas.viewport.to_picture(*START)
    assert (columns.mean(), rows.mean()) == pytest.approx(middle, abs=1)


def test_a_shape_can_be_broken_off(editor: MaskEditor, qtbot: QtBot) -> None:
    QTest.keyClicks(editor.canvas, "m")
    mouse(editor.canvas, QEvent.Type.MouseButtonPress, START)
    mouse(editor.canvas, QEvent.Type.MouseMove, END)
    with qtbot.assertNotEmitted(editor.closed):
        press(editor, Qt.Key.Key_Escape)
    mouse(editor.canvas, QEvent.Type.MouseButtonRelease, END)
    assert editor.painted.is_empty and not editor.painted.history.can_undo


def test_the_lasso_takes_what_it_was_drawn_round(editor: MaskEditor) -> None:
    way = [(300.0 + 80 * np.cos(turn), 250.0 + 60 * np.sin(turn)) for turn in np.linspace(0, 6, 40)]
    QTest.keyClicks(editor.canvas, "l")
    drag(editor.canvas, way)
    expected = shape.polygon([editor.canvas.viewport.to_picture(*each) for each in way], 640, 480).on(640, 480)
    assert np.array_equal(editor.painted.pixels, expected)


@pytest.mark.parametrize("how", ["enter", "double click", "first corner"])
def test_a_polygon_is_clicked_corner_by_corner_and_closed(editor: MaskEditor, how: str) -> None:
    way = [(300.0, 200.0), (420.0, 210.0), (400.0, 320.0)]
    take(editor, "lL")
    for each in (*way, (100.0, 100.0)):
        click(editor, each)
        hover(editor.canvas, (each[0] + 20, each[1] + 20))
    press(editor, Qt.Key.Key_Backspace)
    assert editor.painted.is_empty
    if how == "enter":
        press(editor, Qt.Key.Key_Return)
    elif how == "double click":
        mouse(editor.canvas, QEvent.Type.MouseButtonDblClick, way[-1])
    else:
        click(editor, (way[0][0] + 2, way[0][1] - 2))
    expected = shape.polygon([editor.canvas.viewport.to_picture(*each) for each in way], 640, 480).on(640, 480)
    assert np.array_equal(editor.painted.pixels, expected)


def test_a_polygon_goes_on_while_the_view_is_moved_and_zoomed(editor: MaskEditor) -> None:
    take(editor, "lL")
    click(editor, (300.0, 200.0))
    click(editor, (420.0, 210.0))
    corner = editor.canvas.viewport.to_picture(420, 210)
    QTest.keyPress(editor.canvas, Qt.Key.Key_Space)
    drag(editor.canvas, [(300, 300), (340, 330)])
    QTest.keyRelease(editor.canvas, Qt.Key.Key_Space)
    assert editor.canvas.viewport.to_widget(*corner) == pytest.approx((460, 240))
    click(editor, (440.0, 350.0))
    press(editor, Qt.Key.Key_Return)
    assert painted(editor.painted.pixels) > 1000


def test_escape_gives_a_polygon_up_before_it_leaves(editor: MaskEditor, qtbot: QtBot) -> None:
    take(editor, "lL")
    for each in ((300.0, 200.0), (420.0, 210.0), (400.0, 320.0)):
        click(editor, each)
    assert button(editor, "mask-done").isVisible()
    with qtbot.assertNotEmitted(editor.closed):
        press(editor, Qt.Key.Key_Escape)
    assert not button(editor, "mask-done").isVisible()
    press(editor, Qt.Key.Key_Return)
    assert editor.painted.is_empty


def test_the_magnetic_lasso_clings_to_an_edge_of_which_only_a_few_points_are_clicked(editor: MaskEditor) -> None:
    take(editor, "lLL")
    x, y, radius = DISC
    for turn in np.linspace(0, 2 * np.pi, 6, endpoint=False):
        place = at(editor, x + (radius + 2) * np.cos(turn), y + (radius + 2) * np.sin(turn))
        hover(editor.canvas, place)
        click(editor, place)
    press(editor, Qt.Key.Key_Return)
    assert same(editor.painted.pixels, disc()) > 0.95


def test_the_wand_takes_a_colour_and_alt_takes_it_away(editor: MaskEditor) -> None:
    QTest.keyClicks(editor.canvas, "w")
    click(editor, at(editor, *DISC[:2]))
    assert same(editor.painted.pixels, disc()) > 0.98
    assert editor.painted.history.can_undo
    click(editor, at(editor, *DISC[:2]), ALT)
    assert editor.painted.is_empty
    click(editor, at(editor, 20, 20))
    assert same(editor.painted.pixels, 255 - disc()) > 0.98


def test_the_wands_tolerance_is_slid(editor: MaskEditor) -> None:
    QTest.keyClicks(editor.canvas, "w")
    slider = editor.findChild(Slider, "mask-tolerance")
    assert slider is not None and slider.isVisible()
    slider.setValue(0)
    click(editor, at(editor, *DISC[:2]))
    assert 0 < painted(editor.painted.pixels) < painted(disc()) / 4
    slider.setValue(255)
    click(editor, at(editor, *DISC[:2]))
    assert editor.painted.coverage == 1


def test_smart_select_finds_what_a_box_is_dragged_round_and_enter_keeps_it(editor: MaskEditor) -> None:
    take(editor, "wW")
    drag(editor.canvas, [at(editor, 200, 120), at(editor, 300, 300), at(editor, 440, 360)])
    assert same(editor.painted.pixels, disc()) > 0.95
    assert not editor.painted.history.can_undo
    press(editor, Qt.Key.Key_Return)
    assert editor.painted.history.can_undo
    editor.do("undo")
    assert editor.painted.is_empty


def test_smart_select_says_when_nothing_stands_out(editor: MaskEditor) -> None:
    said: list[str] = []
    editor.hinted.connect(said.append)
    take(editor, "wW")
    drag(editor.canvas, [at(editor, 20, 20), at(editor, 60, 60), at(editor, 120, 100)])
    assert "stroke" in said[-1] and editor.painted.is_empty
    drag(editor.canvas, [at(editor, 40, 50), at(editor, 60, 50)])
    assert not editor.painted.is_empty


def test_smart_select_leaves_out_what_is_struck_with_alt_and_escape_leaves_the_mask_as_it_was(
    editor: MaskEditor,
) -> None:
    take(editor, "wW")
    drag(editor.canvas, [at(editor, 200, 120), at(editor, 440, 360)])
    before = painted(editor.painted.pixels)
    drag(editor.canvas, [at(editor, 250, 200), at(editor, 260, 260), at(editor, 270, 290)], keys=ALT)
    assert editor.painted.pixels[240, 256] == 0 and painted(editor.painted.pixels) < before
    press(editor, Qt.Key.Key_Backspace)
    assert painted(editor.painted.pixels) == before
    press(editor, Qt.Key.Key_Escape)
    assert editor.painted.is_empty and not editor.painted.history.can_undo


@pytest.mark.parametrize(
    ("key", "keys", "make"),
    [
        (Qt.Key.Key_G, NONE, morphology.grown), (Qt.Key.Key_S, NONE, morphology.shrunk),
        (Qt.Key.Key_T, NONE, morphology.smoothed), (Qt.Key.Key_F6, SHIFT, morphology.feathered),
    ],
)  # fmt: skip
def test_a_change_by_a_radius_is_seen_before_it_is_applied(
    editor: MaskEditor, key: Qt.Key, keys: Qt.KeyboardModifier, make: Callable[[Pixels, int], Area]
) -> None:
    QTest.keyClicks(editor.canvas, "m")
    drag(editor.canvas, [START, END])
    before = editor.painted.pixels.copy()
    press(editor, key, keys)
    slider = editor.findChild(Slider, "mask-proposal-radius")
    assert slider is not None and slider.isVisible() and slider.hasFocus()
    slider.setValue(13)
    expected = make(before, 13).on(640, 480)
    assert np.array_equal(editor.painted.pixels, expected) and not np.array_equal(expected, before)
    press(editor, Qt.Key.Key_Escape)
    assert np.array_equal(editor.painted.pixels, before)
    press(editor, key, keys)
    assert editor.proposing.proposal == Adjustment(editor.proposing.proposal.change)  # type: ignore[union-attr]
    slider.setValue(13)
    QTest.keyClick(slider, Qt.Key.Key_Return)
    assert np.array_equal(editor.painted.pixels, expected)
    assert not slider.isVisible() and editor.canvas.hasFocus()
    editor.do("undo")
    assert np.array_equal(editor.painted.pixels, before)


def test_feathering_says_where_it_is_in_vain(editor: MaskEditor) -> None:
    editor.do("all")
    for command, is_soft, in_vain in (("feather", False, True), ("grow", False, False), ("feather", True, False)):
        editor.show_encoding(Encoding(is_soft=is_soft))
        editor.do(command)
        assert button(editor, "mask-feather-note").isVisible() is in_vain


def test_fill_closes_holes_and_control_a_paints_everything(editor: MaskEditor) -> None:
    QTest.keyClicks(editor.canvas, "m")
    drag(editor.canvas, [START, END])
    whole = editor.painted.pixels.copy()
    drag(editor.canvas, [(330, 220), (360, 250)], keys=ALT)
    QTest.keyClicks(editor.canvas, "f")
    assert np.array_equal(editor.painted.pixels, whole)
    press(editor, Qt.Key.Key_A, CONTROL)
    assert editor.painted.coverage == 1
    editor.do("undo")
    assert np.array_equal(editor.painted.pixels, whole)


@pytest.mark.parametrize("command", [each.id for each in COMMANDS if each.where is Where.MASK])
def test_every_command_of_the_table_can_be_run(editor: MaskEditor, command: str, qtbot: QtBot) -> None:
    drag(editor.canvas, [START, END])
    name = command.removeprefix("mask:")
    if name not in ("import", "export"):  # they ask for a file
        editor.do(name)
    assert name in editor._deeds.table


def test_each_tool_wears_an_icon_of_its_own_and_the_wand_a_wand() -> None:
    assert len(set(ICONS.values())) == len(ICONS) == len(Tool)
    assert ICONS[Tool.WAND].startswith("wand")
    named = {command.id: command.icon for command in COMMANDS}
    assert (named["mask:wand"], named["mask:next_wand"]) == (ICONS[Tool.WAND], ICONS[Tool.SUBJECT])


def test_each_tool_says_in_the_status_line_what_is_done_with_it(editor: MaskEditor) -> None:
    said: list[str] = []
    editor.hinted.connect(said.append)
    take(editor, "bemlLLwWh")
    assert len(said) == 9 and len(set(said)) == 9


RING, CROSS, HAND = Qt.CursorShape.BlankCursor, Qt.CursorShape.CrossCursor, Qt.CursorShape.OpenHandCursor


@pytest.mark.parametrize(
    ("letters", "tool", "shape"),
    [
        ("b", "brush", RING), ("e", "eraser", RING), ("m", "rectangle", CROSS), ("mM", "ellipse", CROSS),
        ("l", "lasso", CROSS), ("lL", "polygon", CROSS), ("lLL", "magnetic", CROSS), ("w", "wand", CROSS),
        ("wW", "subject", CROSS), ("h", "hand", HAND),
    ],
)  # fmt: skip
def test_each_tool_has_its_key_its_cursor_and_is_marked(
    editor: MaskEditor, letters: str, tool: str, shape: Qt.CursorShape
) -> None:
    take(editor, letters)
    assert button(editor, f"mask-{tool}").isChecked() and editor.canvas.cursor().shape() is shape


def test_a_picture_of_which_only_a_small_copy_is_here_takes_strokes_at_its_own_size(
    editor: MaskEditor, made: Made
) -> None:
    whole = scenery()
    small = whole.scaled(160, 120)
    editor.open(made("large", size=640, file=_file(640, 480)), small, None)
    assert editor.painted.pixels.shape == (480, 640)
    assert not editor.canvas.is_whole
    drag(editor.canvas, [START, END])
    mark = painted(editor.painted.pixels)
    assert mark > 0
    QTest.keyClicks(editor.canvas, "w")
    click(editor, at(editor, 20, 20))
    assert painted(editor.painted.pixels) == mark
    editor.show_picture("large", whole)
    assert editor.canvas.is_whole
    click(editor, at(editor, 20, 20))
    assert painted(editor.painted.pixels) > mark


def _file(width: int, height: int) -> StoredPicture:
    return StoredPicture(name="large.png", width=width, height=height, size=1, sha256="")
