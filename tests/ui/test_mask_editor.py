"""The mask editor, driven by real events: painting, undo, drafts, and what it reports."""

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QScrollArea, QStackedWidget, QWidget
from pytestqt.qtbot import QtBot

from mj_desktop.core.generation import Generation
from mj_desktop.core.outside import outside
from mj_desktop.mask.brush import Brush
from mj_desktop.mask.kit import Tool
from mj_desktop.mask.mask import Mask
from mj_desktop.mask.region import Draft, RegionEdit
from mj_desktop.ui.mask_editor.editor import MaskEditor
from tests.ui.mask_editor_stage import button, bytes_of, drag, label, mouse, opened, painted, picture, wheel

Made = Callable[..., Generation]
WAY = [(300.0, 200.0), (320.5, 215.25), (352.0, 240.0), (400.75, 260.5)]


@pytest.fixture
def single(made: Made) -> Generation:
    return made("single", action="upscale2", parent="grid", size=640)


@pytest.fixture
def image() -> QImage:
    return picture(640, 480)


@pytest.fixture
def editor(qtbot: QtBot, single: Generation, image: QImage) -> MaskEditor:
    """Open on a picture of 640 x 480, in a window of 1000 x 700, with the keyboard's focus."""
    return opened(qtbot, single, image)


def stroke_through(editor: MaskEditor, way: list[tuple[float, float]], brush: Brush) -> Mask:
    """A mask of the picture's size with the same stroke, painted without the widget."""
    mask = Mask(640, 480)
    first, *others = [editor.canvas.viewport.to_picture(*at) for at in way]
    mask.begin(*first, brush=brush)
    for at in others:
        mask.extend(*at)
    mask.end()
    return mask


def test_a_stroke_ends_in_the_mask_pixel_for_pixel(editor: MaskEditor) -> None:
    drag(editor.canvas, WAY)
    expected = stroke_through(editor, WAY, Brush(30))
    assert painted(expected.pixels) > 2000
    assert np.array_equal(editor.painted.pixels, expected.pixels)


def test_a_stroke_is_seen_where_it_was_painted_and_the_picture_stays_as_it_is(
    editor: MaskEditor, image: QImage
) -> None:
    before = bytes_of(image)
    plain = editor.canvas.grab().toImage()
    drag(editor.canvas, WAY)
    shown = editor.canvas.grab().toImage()
    spot = QPoint(352, 262)
    assert shown.pixelColor(spot).red() > plain.pixelColor(spot).red()
    away = QRect(0, 400, 200, 100)
    assert shown.copy(away) == plain.copy(away)
    assert bytes_of(image) == before


def test_undo_takes_back_one_stroke_and_redo_brings_it_again(editor: MaskEditor) -> None:
    drag(editor.canvas, WAY)
    first = editor.painted.pixels.copy()
    drag(editor.canvas, [(500, 300), (520, 320)])
    second = editor.painted.pixels.copy()
    control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    for key, keys, expected in (
        (Qt.Key.Key_Z, control, first),
        (Qt.Key.Key_Z, control, np.zeros_like(first)),
        (Qt.Key.Key_Z, control, np.zeros_like(first)),
        (Qt.Key.Key_Z, control | shift, first),
        (Qt.Key.Key_Y, control, second),
    ):
        QTest.keyClick(editor.canvas, key, keys)
        assert np.array_equal(editor.painted.pixels, expected)


def test_what_steps_keep_is_compressed_as_soon_as_they_are_done(editor: MaskEditor) -> None:
    drag(editor.canvas, WAY)
    editor.kit.harden(0.5)
    drag(editor.canvas, [(300, 300), (420, 330)])
    editor.do("all")
    assert editor.painted.history.size > 0 and editor.painted.history.loose == 0


def test_the_undo_buttons_follow_what_can_be_undone(editor: MaskEditor) -> None:
    undo, redo = button(editor, "mask-undo"), button(editor, "mask-redo")
    assert not undo.isEnabled() and not redo.isEnabled()
    drag(editor.canvas, WAY)
    assert undo.isEnabled()
    QTest.mouseClick(undo, Qt.MouseButton.LeftButton)
    assert editor.painted.is_empty and redo.isEnabled() and not undo.isEnabled()


def test_what_is_submitted_is_the_mask_the_prompt_and_the_parent(editor: MaskEditor, qtbot: QtBot) -> None:
    drag(editor.canvas, WAY)
    editor.panel.edit.setFocus()
    QTest.keyClicks(editor.panel.edit, "three balloons ")
    with qtbot.waitSignal(editor.submitted) as caught:
        QTest.keyClick(editor.panel.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    edit = caught.args[0]
    assert isinstance(edit, RegionEdit)
    assert (edit.parent, edit.prompt) == ("single", "three balloons")
    assert np.array_equal(edit.mask, editor.painted.pixels)
    drag(editor.canvas, [(500, 300), (520, 320)])
    assert not np.array_equal(edit.mask, editor.painted.pixels)


def test_an_empty_mask_is_refused_with_a_sentence_until_something_is_painted(editor: MaskEditor, qtbot: QtBot) -> None:
    repaint = button(editor, "repaint")
    with qtbot.assertNotEmitted(editor.submitted):
        QTest.mouseClick(repaint, Qt.MouseButton.LeftButton)
    notice = label(editor, "mask-notice")
    assert notice.isVisible() and notice.text() == "Paint where the picture should change."
    drag(editor.canvas, WAY)
    assert not notice.isVisible()
    with qtbot.waitSignal(editor.submitted):
        QTest.mouseClick(repaint, Qt.MouseButton.LeftButton)


def test_the_button_that_repaints_stands_out_once_there_is_something_to_repaint(
    editor: MaskEditor, qtbot: QtBot
) -> None:
    repaint = button(editor, "repaint")
    assert repaint.property("variant") == "unready"
    drag(editor.canvas, WAY)
    qtbot.waitUntil(lambda: repaint.property("variant") == "main")
    editor.do("clear")
    qtbot.waitUntil(lambda: repaint.property("variant") == "unready")


def test_a_second_submit_within_a_second_sends_nothing_more(editor: MaskEditor) -> None:
    sent: list[object] = []
    editor.submitted.connect(sent.append)
    drag(editor.canvas, WAY)
    QTest.mouseDClick(button(editor, "repaint"), Qt.MouseButton.LeftButton)
    QTest.mouseClick(button(editor, "repaint"), Qt.MouseButton.LeftButton)
    QTest.keyClick(editor.canvas, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert len(sent) == 1


def test_nothing_is_sent_when_the_button_of_the_mouse_is_let_go(editor: MaskEditor, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(editor.submitted, wait=50):
        drag(editor.canvas, WAY)
        drag(editor.canvas, WAY, Qt.MouseButton.RightButton)


def test_a_draft_is_told_some_time_after_a_stroke(editor: MaskEditor, qtbot: QtBot) -> None:
    with qtbot.waitSignal(editor.draft_changed) as caught:
        drag(editor.canvas, WAY)
    draft = caught.args[0]
    assert isinstance(draft, Draft) and draft.generation == "single"
    assert np.array_equal(draft.mask, editor.painted.pixels)


def test_words_for_the_region_are_part_of_the_draft_and_come_back_with_it(
    editor: MaskEditor, image: QImage, single: Generation, made: Made, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(editor.draft_changed) as caught:
        QTest.keyClicks(editor.panel.edit, "a red boat")
    draft = caught.args[0]
    assert (draft.prompt, draft.mask.any()) == ("a red boat", False)
    with qtbot.assertNotEmitted(editor.draft_changed):
        editor.open(made("other"), image, None)
        assert not editor.panel.prompt()
        editor.open(single, image, draft.mask, (), draft.prompt)
        editor.open(made("other"), image, None)
        editor.take_draft(Draft("other", draft.mask, None, "a late boat"))
        editor.leave()
    assert editor.panel.prompt() == "a late boat"


def test_a_picture_from_elsewhere_is_repainted_with_words_only(editor: MaskEditor, image: QImage, qtbot: QtBot) -> None:
    hint = label(editor, "region-prompt-hint")
    assert "Leave it empty" in hint.text()
    editor.open(outside("https://api.example", "https://pictures.example/mine.png", "fast", 0.0), image, None)
    assert "Needed" in hint.text()
    drag(editor.canvas, WAY)
    with qtbot.assertNotEmitted(editor.submitted), qtbot.assertNotEmitted(editor.closed):
        QTest.mouseClick(button(editor, "repaint"), Qt.MouseButton.LeftButton)
    assert "Write what is to be there" in editor.panel.notice() and editor.panel.edit.hasFocus()
    QTest.keyClicks(editor.panel.edit, "a red boat")
    assert not editor.panel.notice()
    with qtbot.waitSignal(editor.submitted) as sent:
        QTest.keyClick(editor.panel.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert sent.args[0].prompt == "a red boat"


def test_drafts_are_told_while_one_stroke_follows_the_other(editor: MaskEditor, qtbot: QtBot) -> None:
    again = QTimer(editor, interval=100)
    again.timeout.connect(lambda: drag(editor.canvas, WAY))
    again.start()
    with qtbot.waitSignal(editor.draft_changed, timeout=2000):
        pass


def test_the_header_says_when_all_that_is_painted_is_saved(editor: MaskEditor, qtbot: QtBot) -> None:
    saved = label(editor, "mask-saved")
    with qtbot.waitSignal(editor.draft_changed) as told:
        drag(editor.canvas, WAY)
        assert not saved.isVisible()
    editor.show_saved("another")
    assert not saved.isVisible()
    editor.show_saved(told.args[0].generation)
    assert saved.isVisible()
    drag(editor.canvas, WAY[:2])
    assert not saved.isVisible()
    editor.show_saved(told.args[0].generation)
    assert not saved.isVisible()


def test_leaving_tells_the_draft_at_once_and_only_once(editor: MaskEditor, qtbot: QtBot) -> None:
    drafts: list[Draft] = []
    editor.draft_changed.connect(drafts.append)
    drag(editor.canvas, WAY)
    with qtbot.waitSignal(editor.closed):
        QTest.keyClick(editor.canvas, Qt.Key.Key_Escape)
    editor.hide()
    assert [painted(draft.mask) for draft in drafts] == [painted(editor.painted.pixels)]


def test_hiding_the_editor_tells_the_draft_too(editor: MaskEditor) -> None:
    drafts: list[Draft] = []
    editor.draft_changed.connect(drafts.append)
    drag(editor.canvas, WAY)
    editor.hide()
    assert len(drafts) == 1


def test_a_draft_of_another_picture_is_told_before_the_next_one_is_opened(
    editor: MaskEditor, image: QImage, made: Made
) -> None:
    drafts: list[Draft] = []
    editor.draft_changed.connect(drafts.append)
    drag(editor.canvas, WAY)
    editor.open(made("other"), image, None)
    assert [draft.generation for draft in drafts] == ["single"]
    assert painted(drafts[0].mask) > 0 and editor.painted.is_empty


def test_a_draft_is_taken_up_where_it_was_left(editor: MaskEditor, made: Made, image: QImage) -> None:
    draft = np.zeros((480, 640), np.uint8)
    draft[100:200, 50:300] = 255
    editor.open(made("other"), image, draft)
    assert np.array_equal(editor.painted.pixels, draft)
    drag(editor.canvas, WAY)
    assert painted(draft) == 100 * 250


def test_a_draft_of_another_size_is_left_out_and_that_is_said(editor: MaskEditor, made: Made, image: QImage) -> None:
    editor.open(made("other"), image, np.full((640, 480), 255, np.uint8))
    assert editor.painted.is_empty
    assert editor.painted.pixels.shape == (480, 640)
    assert "another size" in editor.panel.notice()


def test_opened_again_on_the_same_picture_the_mask_can_still_be_undone(
    editor: MaskEditor, single: Generation, image: QImage
) -> None:
    drag(editor.canvas, WAY)
    editor.leave()
    editor.open(single, image, None)
    assert not editor.painted.is_empty
    editor.painted.undo()
    assert editor.painted.is_empty


def test_the_coverage_is_told_in_figures_and_words(editor: MaskEditor, qtbot: QtBot) -> None:
    coverage = label(editor, "mask-coverage")
    assert coverage.text() == "0.0 %"
    QTest.mouseClick(button(editor, "panel-invert"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: coverage.text() == "100.0 %")
    QTest.mouseClick(button(editor, "mask-clear"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: coverage.text() == "0.0 %")
    assert label(editor, "mask-pixels").text() == "640 × 480"


def test_a_price_is_named_only_where_it_is_known(editor: MaskEditor, made: Made, image: QImage) -> None:
    assert "Free with the demo engine" in [label.text() for label in editor.panel.findChildren(QLabel)]
    editor.open(made("paid", origin="https://api.example"), image, None)
    assert "Free with the demo engine" not in [label.text() for label in editor.panel.findChildren(QLabel)]


def test_in_the_smallest_window_everything_can_be_reached_and_the_button_that_sends_is_in_sight(
    editor: MaskEditor,
) -> None:
    editor.panel.show_sibling(True)
    smallest = 900, 600 - 36 - 33  # without banner and status line
    editor.resize(*smallest)
    for tool in Tool:
        editor.kit.take(tool)
        assert (editor.width(), editor.height()) == smallest and editor.minimumSizeHint().width() <= smallest[0]
    area = editor.panel.findChild(QScrollArea)
    assert area is not None and area.verticalScrollBar().maximum() > 0
    inside = area.widget()
    assert inside is not None and inside.width() <= area.viewport().width()
    area.ensureWidgetVisible(button(editor, "panel-carry"))
    for name in ("panel-carry", "repaint"):
        found = button(editor, name)
        assert not found.visibleRegion().isEmpty()
        assert editor.rect().contains(found.mapTo(editor, found.rect().bottomRight()))


def test_every_button_has_a_name_and_says_what_it_does(editor: MaskEditor) -> None:
    for each in editor.findChildren(QAbstractButton):
        assert each.objectName(), each
        assert each.text() or (each.accessibleName() and each.toolTip()), each.objectName()
    assert editor.canvas.accessibleName() and "px" in editor.canvas.accessibleDescription()


def test_a_stroke_goes_on_while_the_view_is_zoomed_under_it(editor: MaskEditor) -> None:
    mouse(editor.canvas, QEvent.Type.MouseButtonPress, (300, 200))
    wheel(editor.canvas, (300, 200), 240)
    mouse(editor.canvas, QEvent.Type.MouseMove, (380, 200))
    end = editor.canvas.viewport.to_picture(380, 200)
    mouse(editor.canvas, QEvent.Type.MouseButtonRelease, (380, 200))
    assert editor.painted.pixels[int(end[1]), int(end[0])] == 255
    assert editor.painted.history.can_undo


def test_while_another_page_is_shown_only_the_mask_is_held(single: Generation, image: QImage, qtbot: QtBot) -> None:
    pages, editor = QStackedWidget(), MaskEditor()
    qtbot.addWidget(pages)
    pages.resize(1000, 700)
    for page in (QWidget(), editor):
        pages.addWidget(page)
    pages.setCurrentWidget(editor)
    with qtbot.waitExposed(pages):
        pages.show()
    editor.open(single, image, None)
    drag(editor.canvas, WAY)
    before = editor.painted.pixels.copy()
    pages.setCurrentIndex(0)
    assert editor.canvas.painted.rect.width == 1
    pages.setCurrentWidget(editor)
    editor.open(single, image, None)
    assert np.array_equal(editor.canvas.painted.pixels, before)
    assert not editor.painted.is_empty
