"""Masks from elsewhere are offered and never taken silently; what is sent is shown with its size and its hints."""

import json
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from mj_desktop.core.generation import Generation
from mj_desktop.mask.encoding import DEFAULT, Encoding, Format, encode
from mj_desktop.mask.imported import read
from mj_desktop.mask.lossless import to_png
from mj_desktop.mask.pixels import Pixels
from mj_desktop.mask.region import Draft, RegionEdit
from mj_desktop.ui.controls import Elided
from mj_desktop.ui.mask_editor.editor import MaskEditor
from mj_desktop.ui.mask_editor.masks import MaskFile
from mj_desktop.ui.window.editor_place import EditorPlace
from tests.ui.mask_editor_stage import button, drag, label, opened, painted, picture

Made = Callable[..., Generation]
WAY = [(300.0, 200.0), (420.0, 260.0)]
ENTER, ESCAPE = Qt.Key.Key_Return, Qt.Key.Key_Escape


@pytest.fixture
def editor(qtbot: QtBot, made: Made) -> MaskEditor:
    return opened(qtbot, made("single", action="upscale1", size=640), picture(640, 480))


def mask(width: int, height: int) -> Pixels:
    """A block in the upper left quarter."""
    made = np.zeros((height, width), np.uint8)
    made[height // 8 : height // 4, width // 8 : width // 4] = 255
    return made


def test_a_mask_of_this_size_is_seen_and_kept_by_enter_as_one_step(editor: MaskEditor) -> None:
    drag(editor.canvas, WAY)
    before = editor.painted.pixels.copy()
    editor.masks.offer(read(to_png(mask(640, 480))))
    assert np.array_equal(editor.painted.pixels, mask(640, 480))
    assert not button(editor, "mask-fit-how-stretch").isVisible()
    QTest.keyClick(editor.canvas, ESCAPE)
    assert np.array_equal(editor.painted.pixels, before)
    editor.masks.offer(read(to_png(mask(640, 480))))
    QTest.keyClick(editor.canvas, ENTER)
    assert np.array_equal(editor.painted.pixels, mask(640, 480))
    editor.do("undo")
    assert np.array_equal(editor.painted.pixels, before)


def test_a_mask_of_another_size_is_offered_a_fit_that_is_seen(editor: MaskEditor) -> None:
    editor.masks.offer(read(to_png(mask(400, 400))))
    stretched = editor.painted.pixels.copy()
    notes = [found.words() for found in editor.options.proposal.findChildren(Elided) if found.isVisible()]
    assert any("400 × 400" in note and "640 × 480" in note for note in notes)
    QTest.mouseClick(button(editor, "mask-fit-how-inside"), Qt.MouseButton.LeftButton)
    inside = editor.painted.pixels.copy()
    assert 0 < painted(inside) < painted(stretched)
    QTest.mouseClick(button(editor, "mask-apply"), Qt.MouseButton.LeftButton)
    assert np.array_equal(editor.painted.pixels, inside)
    assert not button(editor, "mask-apply").isVisible()


def test_black_on_white_is_offered_the_other_way_round(editor: MaskEditor) -> None:
    editor.masks.offer(read(to_png(255 - mask(640, 480))))
    assert np.array_equal(editor.painted.pixels, mask(640, 480))
    assert button(editor, "mask-import-invert").isChecked()
    QTest.mouseClick(button(editor, "mask-import-invert"), Qt.MouseButton.LeftButton)
    assert np.array_equal(editor.painted.pixels, 255 - mask(640, 480))


def test_a_dropped_file_is_asked_for_and_a_pasted_picture_is_offered(editor: MaskEditor, tmp_path: Path) -> None:
    wanted: list[str] = []
    editor.mask_wanted.connect(wanted.append)
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(tmp_path / "mask.png"))])
    editor.masks.take(dropped)
    assert wanted == [str(tmp_path / "mask.png")]
    pasted, source = QMimeData(), mask(640, 480)
    pasted.setImageData(QImage(source.data, 640, 480, 640, QImage.Format.Format_Grayscale8).copy())
    editor.masks.take(pasted)
    assert np.array_equal(editor.painted.pixels, source)
    editor.break_off()
    editor.masks.take(QMimeData())
    assert label(editor, "mask-notice").text() == "There is no picture to paste."


def test_what_is_saved_is_what_would_be_sent(editor: MaskEditor, qtbot: QtBot, tmp_path: Path) -> None:
    QTest.keyClicks(editor.canvas, "{{")
    drag(editor.canvas, WAY)
    with qtbot.waitSignal(editor.mask_saved) as caught:
        editor.masks.save_as(str(tmp_path / "mask.png"))
    file = caught.args[0]
    assert isinstance(file, MaskFile) and file.path == tmp_path / "mask.png"
    assert set(np.unique(file.mask)) == {0, 255}
    assert np.array_equal(file.mask >= 128, editor.painted.pixels >= 128)


def test_an_empty_mask_is_not_saved(editor: MaskEditor, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(editor.mask_saved):
        editor.do("export")
    assert label(editor, "mask-notice").text() == "Nothing is painted yet."


def test_the_last_mask_can_be_used_again_on_another_picture(editor: MaskEditor, made: Made, qtbot: QtBot) -> None:
    with qtbot.waitSignal(editor.last_mask_wanted):
        editor.do("reuse")
    drag(editor.canvas, WAY)
    sent = editor.painted.pixels.copy()
    editor.submit()
    editor.open(made("other", action="upscale2"), picture(640, 480), None)
    assert editor.painted.is_empty
    editor.do("reuse")
    QTest.keyClick(editor.canvas, ENTER)
    assert np.array_equal(editor.painted.pixels, sent)


def test_a_mask_begun_on_one_tile_is_carried_over_to_its_sibling(qtbot: QtBot, made: Made) -> None:
    place, editor = EditorPlace(QWidget()), MaskEditor()
    qtbot.addWidget(place)
    place.resize(1000, 700)
    place.set_editor(editor)
    with qtbot.waitExposed(place):
        place.show()
    for name, parent in (("cousin", "other grid"), ("first", "grid")):
        place.open(made(name, action="upscale1", parent=parent), picture(640, 480), ())
        drag(editor.canvas, WAY)
        mine = editor.painted.pixels.copy()
        editor.leave()
    place.open(made("second", action="upscale2", parent="grid"), picture(640, 480), ())
    assert editor.painted.is_empty
    QTest.mouseClick(button(editor, "panel-carry"), Qt.MouseButton.LeftButton)
    QTest.keyClick(editor.canvas, ENTER)
    assert np.array_equal(editor.painted.pixels, mine)
    editor.leave()
    place.open(made("stranger", action="upscale2", parent="third grid"), picture(640, 480), ())
    editor.do("carry")
    assert not button(editor, "panel-carry").isVisible()
    assert editor.painted.is_empty and "mask" in label(editor, "mask-notice").text()


def test_a_draft_that_comes_late_is_taken_only_where_nothing_was_done(editor: MaskEditor) -> None:
    editor.take_draft(Draft("another", mask(640, 480)))
    assert editor.painted.is_empty
    editor.take_draft(Draft("single", mask(640, 480)))
    assert np.array_equal(editor.painted.pixels, mask(640, 480))
    editor.do("clear")
    editor.take_draft(Draft("single", mask(640, 480)))
    assert editor.painted.is_empty


def test_what_is_sent_is_told_with_format_and_bytes_as_the_settings_have_it(editor: MaskEditor, qtbot: QtBot) -> None:
    drag(editor.canvas, WAY)
    sent = label(editor, "mask-sent-as")
    for how in (DEFAULT, Encoding(Format.PNG), Encoding(Format.PNG, is_soft=True)):
        editor.show_encoding(how)
        size = len(encode(editor.painted.pixels, how))
        expected = f"{how.format.upper()} · {max(1, round(size / 1024))} KB"
        qtbot.waitUntil(lambda expected=expected: sent.text() == expected)  # type: ignore[misc]
    with qtbot.waitSignal(editor.submitted) as caught:
        editor.submit()
    edit = caught.args[0]
    assert isinstance(edit, RegionEdit) and edit.how == Encoding(Format.PNG, is_soft=True)


def test_hints_are_said_and_block_nothing(editor: MaskEditor, qtbot: QtBot) -> None:
    hints = label(editor, "mask-hints")
    drag(editor.canvas, WAY)
    qtbot.waitUntil(lambda: editor.telling.facts.coverage > 0)
    assert hints.text() == ""
    place = hints.geometry()
    drag(editor.canvas, [(500.0, 400.0), (510.0, 400.0)])
    qtbot.waitUntil(lambda: "2 separate islands" in hints.text())
    assert hints.geometry() == place
    editor.do("invert")
    qtbot.waitUntil(lambda: "very large" in hints.text() and "edge" in hints.text())
    with qtbot.waitSignal(editor.submitted):
        editor.submit()


def test_the_card_shows_what_is_sent_and_comes_and_goes_by_its_key(editor: MaskEditor, qtbot: QtBot) -> None:
    drag(editor.canvas, WAY)
    qtbot.waitUntil(lambda: editor.telling.facts.coverage > 0)
    card = editor.telling.card
    before = card.isVisible()
    QTest.keyClicks(editor.canvas, "v")
    assert card.isVisible() is not before
    QTest.keyClicks(editor.canvas, "v")
    assert card.isVisible() is before
    bytes_sent = max(1, round(len(encode(editor.painted.pixels)) / 1024))
    assert card.lines == (("640 × 480", label(editor, "mask-coverage").text()), ("JPEG", f"{bytes_sent} KB"))
    small = editor.telling.facts.small
    assert small is not None
    expected = cv2.resize(np.where(editor.painted.pixels >= 128, 255, 0).astype(np.uint8), small.shape[::-1],
                          interpolation=cv2.INTER_AREA)  # fmt: skip
    assert np.array_equal(small, expected)


def test_overlay_colour_hatch_and_opacity_are_seen_at_once(editor: MaskEditor) -> None:
    editor.do("all")
    shown = editor.canvas.grab().toImage()
    QTest.mouseClick(button(editor, "mask-colour-blue"), Qt.MouseButton.LeftButton)
    blue = editor.canvas.grab().toImage()
    assert blue.pixelColor(320, 250).blue() > shown.pixelColor(320, 250).blue()
    QTest.mouseClick(button(editor, "mask-pattern-hatch"), Qt.MouseButton.LeftButton)
    assert editor.canvas.grab().toImage() != blue


def test_how_the_overlay_looks_is_remembered_and_nonsense_changes_nothing(
    editor: MaskEditor, made: Made, qtbot: QtBot
) -> None:
    for name in ("mask-colour-green", "mask-pattern-hatch"):
        QTest.mouseClick(button(editor, name), Qt.MouseButton.LeftButton)
    other = opened(qtbot, made(), picture(640, 480))
    other.restore(json.loads(json.dumps(editor.state())))
    nonsense: list[object] = [None, [], {"colour": "red", "opacity": "much", "is_hatched": 1.5}, {"colour": [1, 2]}]
    for each in nonsense:
        other.restore(each)
    for name in ("mask-colour-green", "mask-pattern-hatch"):
        assert button(other, name).isChecked()
