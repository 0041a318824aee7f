"""The desk's fields: every parameter has one; it follows the text, edits it, and rests with a reason."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from mj_desktop.core.request import Imagine
from mj_desktop.ui.desk.desk import PromptDesk
from mj_desktop.ui.desk.fields import ChoiceField, LineField, SliderField, Toggle
from mj_desktop.ui.desk.parameters import Field

NUMBERS = [("seed", "7", "--seed 7"), ("iw", "1.5", "--iw 1.5"), ("stop", "50", "--stop 50"),
           ("repeat", "3", "--repeat 3"),
           ("no", "dogs, cats", "--no dogs, cats"), ("sref", "123", "--sref 123"), ("sw", "5", "--sw 5"),
           ("cref", "https://a.de/b.png", "--cref https://a.de/b.png"), ("cw", "0", "--cw 0"),
           ("oref", "https://a.de/b.png", "--oref https://a.de/b.png"), ("ow", "1000", "--ow 1000")]  # fmt: skip
TAKES = {"iw": "7", "stop": "6", "cref": "6", "cw": "6", "oref": "7", "ow": "7"}


def field(desk: PromptDesk, name: str) -> Field:
    assert desk.options.panel is not None
    return desk.options.panel.fields[name]


def line(desk: PromptDesk, name: str) -> LineField:
    found = field(desk, name)
    assert isinstance(found, LineField)
    return found


def slider(desk: PromptDesk, name: str) -> SliderField:
    return next(each for each in desk.options.sliders if each.name == name)


@pytest.mark.parametrize(("name", "typed", "flag"), NUMBERS)
def test_a_line_writes_its_flag_and_follows_it(desk: PromptDesk, name: str, typed: str, flag: str) -> None:
    desk.edit.show_text(f"a cat --v {TAKES.get(name, '7')}")
    before = desk.edit.toPlainText()
    QTest.keyClicks(line(desk, name), typed)
    assert desk.edit.toPlainText() == f"{before} {flag}"
    line(desk, name).selectAll()
    QTest.keyClick(line(desk, name), Qt.Key.Key_Delete)
    assert desk.edit.toPlainText() == before
    desk.edit.show_text(f"{before} {flag}")
    assert line(desk, name).text() == typed


@pytest.mark.parametrize(("name", "start"), [("stylize", 100), ("chaos", 0), ("weird", 0)])
def test_a_slider_writes_its_flag_and_a_double_click_takes_it_back(desk: PromptDesk, name: str, start: int) -> None:
    desk.edit.show_text("a cat")
    assert slider(desk, name).slider.value() == start
    QTest.keyClick(slider(desk, name).slider, Qt.Key.Key_PageUp)
    value = slider(desk, name).slider.value()
    assert value > start
    assert desk.edit.toPlainText() == f"a cat --{name} {value}"
    assert slider(desk, name).number.text() == str(value)
    QTest.keyClicks(slider(desk, name).number, "0")
    desk.edit.undo()
    QTest.mouseDClick(slider(desk, name).slider, Qt.MouseButton.LeftButton)
    assert desk.edit.toPlainText() == "a cat"


def test_sliding_is_undone_in_one_step(desk: PromptDesk) -> None:
    desk.edit.show_text("a cat")
    for _ in range(3):
        QTest.keyClick(slider(desk, "chaos").slider, Qt.Key.Key_Right)
    assert desk.edit.toPlainText() == "a cat --chaos 3"
    desk.edit.undo()
    assert desk.edit.toPlainText() == "a cat"


def test_switches_and_choices_write_their_flags(desk: PromptDesk) -> None:
    desk.edit.show_text("a cat")
    for name in ("tile", "hd"):
        QTest.mouseClick(field(desk, name), Qt.MouseButton.LeftButton)
    choose(desk, "style", "raw")
    choose(desk, "quality", "2")
    assert desk.edit.toPlainText() == "a cat --tile --hd --raw --quality 2"
    for name in ("tile", "hd"):
        QTest.mouseClick(field(desk, name), Qt.MouseButton.LeftButton)
    choose(desk, "style", "")
    choose(desk, "quality", "1")
    assert desk.edit.toPlainText() == "a cat"


def choose(desk: PromptDesk, name: str, value: str) -> None:
    found = field(desk, name)
    assert isinstance(found, ChoiceField)
    row = found.findData(value)
    found.setCurrentIndex(row)
    found.activated.emit(row)


def test_what_stands_beside_the_text_is_sent(desk: PromptDesk) -> None:
    sent: list[Imagine] = []
    desk.submitted.connect(sent.append)
    desk.edit.show_text("eine Katze --repeat 2")
    for name in ("translation", "split_images"):
        QTest.mouseClick(field(desk, name), Qt.MouseButton.LeftButton)
    QTest.keyClicks(line(desk, "timeout"), "90")
    assert desk.generate.text() == "Generate 2 times"
    QTest.mouseClick(desk.generate, Qt.MouseButton.LeftButton)
    said = {(r.prompt, r.translation, r.split_images, r.timeout) for r in sent}
    assert (said, len(sent)) == ({("eine Katze --v 8.2", True, True, 90)}, 2)


def test_what_a_version_does_not_take_rests_and_says_why(desk: PromptDesk) -> None:
    desk.edit.show_text("a cat --v 8.2")
    resting = {name for name in desk.options.panel.fields if not field(desk, name).isEnabled()}  # type: ignore[union-attr]
    assert resting == {"stop", "iw", "cref", "cw", "oref", "ow"}
    assert field(desk, "oref").toolTip() == "Version 8.2 does not take --oref. It goes with 8.1, 7."
    assert line(desk, "stop").placeholderText() == "not in 8.2"
    desk.edit.show_text("a cat --v 8.1")
    assert not field(desk, "quality").isEnabled()
    assert not desk.modes.segment("turbo").isEnabled()
    assert "Version 8.1 does not take --turbo" in desk.modes.segment("turbo").toolTip()
    desk.edit.show_text("a cat --v 4")
    assert not slider(desk, "weird").isEnabled()
    desk.edit.show_text("a cat --v 9")
    assert all(field(desk, name).isEnabled() for name in desk.options.panel.fields)  # type: ignore[union-attr]


def test_a_wrong_value_is_marked_said_and_not_written(desk: PromptDesk) -> None:
    desk.edit.show_text("a cat --seed 7")
    found = line(desk, "seed")
    found.setFocus()
    QTest.keyClicks(found, "x")
    assert desk.edit.toPlainText() == "a cat --seed 7"
    assert found.property("wrong") is True
    assert found.toolTip() == "--seed takes 0 to 4294967295."
    desk.focus_prompt()
    assert (found.text(), found.property("wrong")) == ("7", False)


def test_reset_takes_all_flags_and_can_be_undone(desk: PromptDesk) -> None:
    desk.edit.show_text("a cat --seed 7 --tile on a wall --v 7")
    QTest.mouseClick(desk.options.reset, Qt.MouseButton.LeftButton)
    assert desk.edit.toPlainText() == "a cat on a wall"
    desk.edit.undo()
    assert desk.edit.toPlainText() == "a cat --seed 7 --tile on a wall --v 7"


def test_tab_goes_through_the_desk_in_reading_order_and_back(desk: PromptDesk) -> None:
    desk.edit.show_text("a cat --v 9 --choas 5 --chaos 500")
    desk.focus_prompt()
    way: list[QWidget] = []
    while len(way) < 60 and QApplication.focusWidget() is not desk.generate:
        here = QApplication.focusWidget()
        assert here is not None
        way.append(here)
        QTest.keyClick(here, Qt.Key.Key_Tab)
    names = [here.objectName() for here in way]
    assert names[:5] == ["prompt", "mend-unknown", "mend-value", "mend-all", "ratio-1-1"]
    assert names[5:9] == ["versions", "modes-fast", "slider-stylize", "field-stylize"]
    more = names.index("more-parameters")
    assert names[more : more + 4] == ["more-parameters", "reset-parameters", "field-style", "field-quality"]
    assert names[-1] == "field-split_images"
    for here, before in zip([desk.generate, *reversed(way)], reversed(way), strict=False):
        QTest.keyClick(here, Qt.Key.Key_Backtab)
        assert QApplication.focusWidget() is before
    QTest.keyClick(desk.edit, Qt.Key.Key_Backtab)
    assert QApplication.focusWidget() is desk.presets


def test_every_field_is_reached_by_tab_alone(desk: PromptDesk) -> None:
    desk.edit.show_text("a cat --v 9")
    desk.focus_prompt()
    assert desk.options.panel is not None
    wanted: set[QWidget] = {*desk.options.panel.fields.values(), *(each.slider for each in desk.options.sliders)}
    seen = set()
    for _ in range(60):
        here = QApplication.focusWidget()
        assert here is not None
        QTest.keyClick(here, Qt.Key.Key_Tab)
        seen.add(here)
    assert wanted <= seen


@pytest.mark.parametrize("width", [280, 304])
def test_what_an_empty_line_says_is_never_cut_off(desk: PromptDesk, width: int) -> None:
    desk.resize(width, 620)  # so low that a scroll bar takes some of the width
    for version in ("8.2", "7", "6", "4"):
        desk.edit.show_text(f"a cat --v {version}")
        lines = [each for each in desk.findChildren(LineField) if each.isVisible()]
        QApplication.processEvents()
        for each in lines:
            said = each.placeholderText()
            assert each.fontMetrics().horizontalAdvance(said) <= each.room(), (each.name, said)


@pytest.mark.parametrize("width", [280, 304, 344])
def test_nothing_is_cut_off_and_all_fits_into_a_window_of_800(desk: PromptDesk, qtbot: QtBot, width: int) -> None:
    desk.resize(width, 728)
    desk.edit.show_text("a cat --sref 123")
    area = desk.edit.parentWidget()
    assert area is not None
    qtbot.waitUntil(lambda: area.width() == width)
    assert area.height() <= desk.generate.mapTo(desk, desk.generate.rect().topLeft()).y()
    for part in (*desk.findChildren(Toggle), *desk.findChildren(LineField), *desk.findChildren(ChoiceField)):
        right = part.mapTo(desk, part.rect().topRight()).x()
        assert right <= width - 16, part.objectName()
        if isinstance(part, Toggle):
            assert part.width() >= part.fontMetrics().horizontalAdvance(part.text()) + 16
