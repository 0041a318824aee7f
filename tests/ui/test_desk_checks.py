"""What the checks find is underlined where it stands, listed, and mended by a click, by the menu or by a key."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QTextCharFormat, QTextLayout
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from mj_desktop.core.request import Imagine
from mj_desktop.ui.controls_words import Wrapped
from mj_desktop.ui.desk.desk import PromptDesk

WAVE = QTextCharFormat.UnderlineStyle.WaveUnderline


def waved(desk: PromptDesk) -> list[str]:
    """The parts of the text that are underlined."""
    found, text, block = [], desk.edit.toPlainText(), desk.edit.document().begin()
    while block.isValid():
        for each in block.layout().formats():
            if each.format.underlineStyle() == WAVE:
                start = block.position() + each.start
                found.append(text.encode("utf-16-le")[2 * start : 2 * (start + each.length)].decode("utf-16-le"))
        block = block.next()
    return found


def button(desk: PromptDesk, name: str) -> QPushButton:
    found = desk.checker.list.findChild(QPushButton, name)
    assert isinstance(found, QPushButton)
    return found


def test_each_finding_is_underlined_and_one_click_mends_it(desk: PromptDesk) -> None:
    desk.edit.show_text("😀 cat\non a wall —ar 16:9 --c 500")
    assert waved(desk) == ["—", "500"]
    assert desk.checker.list.isVisible()
    QTest.mouseClick(button(desk, "mend-value"), Qt.MouseButton.LeftButton)
    assert desk.edit.toPlainText() == "😀 cat\non a wall —ar 16:9 --c 100"
    QTest.mouseClick(button(desk, "mend-dash"), Qt.MouseButton.LeftButton)
    assert desk.edit.toPlainText() == "😀 cat\non a wall --ar 16:9 --c 100"
    assert (waved(desk), desk.checker.list.isVisible()) == ([], False)
    desk.edit.undo()
    assert waved(desk) == ["—"]


def test_a_ratio_of_three_numbers_is_mended_to_two_and_no_tile_wears_it(desk: PromptDesk) -> None:
    desk.edit.show_text("a cat --ar 16:9:9")
    other = desk.ratios.findChild(QAbstractButton, "ratio-other")
    assert isinstance(other, QAbstractButton)
    assert (other.text(), desk.ratios.value()) == ("Other", "1:1")
    QTest.mouseClick(button(desk, "mend-value"), Qt.MouseButton.LeftButton)
    assert (desk.edit.toPlainText(), desk.ratios.value()) == ("a cat --ar 16:9", "16:9")


def test_no_line_of_a_warning_ends_within_a_flag(desk: PromptDesk) -> None:
    desk.edit.show_text("a fox --choas 5")
    (warning,) = desk.checker.list.findChildren(Wrapped)
    told = warning.text()
    layout = QTextLayout(told, warning.font())
    for width in range(20, 260, 4):
        layout.beginLayout()
        ends = []
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            ends.append(line.textStart() + line.textLength())
        layout.endLayout()
        assert not [end for end in ends if told[:end].rstrip("\u2060").endswith("-")], width
    assert told.replace("\u2060", "") == "The service does not know --choas."


def test_all_are_mended_at_once(desk: PromptDesk) -> None:
    desk.edit.show_text("--ar １６：９ a cat --tile --tile --stylise 50 --v 8.1 --q 2")
    assert len(desk.edit.findings) == 5
    QTest.mouseClick(button(desk, "mend-all"), Qt.MouseButton.LeftButton)
    assert desk.edit.toPlainText() == "a cat --ar 16:9 --tile --stylize 50 --v 8.1"


def test_warnings_never_keep_a_prompt_from_being_sent(desk: PromptDesk) -> None:
    sent: list[Imagine] = []
    desk.submitted.connect(sent.append)
    desk.edit.show_text("a cat --oops 3")
    QTest.keyClick(desk.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert [request.prompt for request in sent] == ["a cat --oops 3 --v 8.2"]


def test_the_word_being_typed_is_judged_after_a_pause(desk: PromptDesk, qtbot: QtBot) -> None:
    QTest.keyClicks(desk.edit, "a cat --chao")
    assert waved(desk) == []
    qtbot.waitUntil(lambda: waved(desk) == ["--chao"])
    QTest.keyClicks(desk.edit, "s 5 on")
    assert waved(desk) == []


@pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing)")  # of a menu, offscreen
def test_the_menu_on_a_finding_mends_it(desk: PromptDesk, qtbot: QtBot) -> None:
    desk.edit.show_text("—ar 16:9")
    spot = desk.edit.cursorRect(desk.edit.textCursor()).center()
    at = QPoint(8, spot.y())
    QApplication.sendEvent(
        desk.edit.viewport(),
        QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, desk.edit.viewport().mapToGlobal(at)),
    )
    (menu,) = desk.edit.findChildren(QMenu)
    assert menu.actions()[0].text() == "Write --ar"
    menu.actions()[0].trigger()
    menu.close()
    assert desk.edit.toPlainText() == "--ar 16:9"


def test_turbo_with_a_version_that_has_none_is_said_and_mended(desk: PromptDesk) -> None:
    QTest.mouseClick(desk.modes.segment("turbo"), Qt.MouseButton.LeftButton)
    desk.edit.show_text("a cat --v 8.1")
    assert waved(desk) == ["--v 8.1"]
    QTest.mouseClick(button(desk, "mend-version"), Qt.MouseButton.LeftButton)
    assert (desk.modes.value(), desk.edit.toPlainText(), waved(desk)) == ("fast", "a cat --v 8.1", [])


def test_braces_are_warned_of_once_and_are_sent_and_left_alone_by_every_mending(desk: PromptDesk) -> None:
    sent: list[Imagine] = []
    desk.submitted.connect(sent.append)
    desk.edit.show_text("a {red, blue} {fox, owl} --s 5000 --choas 3")
    assert waved(desk) == ["{red, blue}", "{fox, owl}", "5000", "--choas"]
    told = [label.text() for label in desk.checker.list.findChildren(QLabel) if label.text().startswith("Braces")]
    assert told == ["Braces are sent as they stand; Ctrl+Shift+B makes a batch of 4 prompts of it."]
    QTest.mouseClick(button(desk, "mend-all"), Qt.MouseButton.LeftButton)
    assert desk.edit.toPlainText() == "a {red, blue} {fox, owl} --s 1000 --chaos 3"
    assert [each.objectName() for each in desk.checker.list.findChildren(QPushButton) if each.isVisible()] == []
    desk.checker.mend()
    QTest.keyClick(desk.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert [request.prompt for request in sent] == ["a {red, blue} {fox, owl} --s 1000 --chaos 3 --v 8.2"]
