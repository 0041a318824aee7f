"""The prompt desk: what is typed and chosen becomes a request, once."""

import gc
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from mj_desktop.core.request import Imagine
from mj_desktop.ui.desk.desk import PromptDesk
from mj_desktop.ui.desk.fields import Wish

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[PromptDesk]:
    made = PromptDesk()
    qtbot.addWidget(made)
    made.resize(304, 700)
    made.show()
    made.focus_prompt()
    yield made


@pytest.fixture
def sent(desk: PromptDesk) -> list[Imagine]:
    requests: list[Imagine] = []
    desk.submitted.connect(requests.append)
    return requests


def chip(desk: PromptDesk, ratio: str) -> QAbstractButton:
    found = desk.findChild(QAbstractButton, f"ratio-{ratio}")
    assert isinstance(found, QAbstractButton)
    return found


def field(desk: PromptDesk) -> QLineEdit:
    found = desk.findChild(QLineEdit, "ratio-field")
    assert isinstance(found, QLineEdit)
    return found


def click(button: QAbstractButton) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_ctrl_enter_sends_the_prompt_with_version_and_mode(desk: PromptDesk, sent: list[Imagine]) -> None:
    QTest.keyClicks(desk.edit, "a cat")
    QTest.keyClick(desk.edit, Qt.Key.Key_Return, CTRL)
    assert sent == [Imagine(prompt="a cat --v 8.2", mode="fast", version="8.2")]
    assert desk.edit.toPlainText() == "a cat"


def test_the_keypads_enter_sends_too(desk: PromptDesk, sent: list[Imagine]) -> None:
    QTest.keyClicks(desk.edit, "a cat")
    QTest.keyClick(desk.edit, Qt.Key.Key_Enter, CTRL | Qt.KeyboardModifier.KeypadModifier)
    assert len(sent) == 1


def test_holding_the_keys_sends_once(desk: PromptDesk, sent: list[Imagine]) -> None:
    QTest.keyClicks(desk.edit, "a cat")
    for repeated in (False, True, True):
        press = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, CTRL, "", repeated)
        QApplication.sendEvent(desk.edit, press)
    assert len(sent) == 1


def test_enter_makes_a_new_line(desk: PromptDesk, sent: list[Imagine]) -> None:
    QTest.keyClicks(desk.edit, "a cat")
    QTest.keyClick(desk.edit, Qt.Key.Key_Return)
    QTest.keyClicks(desk.edit, "asleep")
    QTest.keyClick(desk.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert desk.edit.toPlainText() == "a cat\nasleep\n"
    assert sent == []


def test_without_words_nothing_can_be_sent(desk: PromptDesk, sent: list[Imagine]) -> None:
    for text in ("", "   ", "--ar 3:2"):
        desk.edit.show_text(text)
        assert not desk.generate.isEnabled()
        QTest.keyClick(desk.edit, Qt.Key.Key_Return, CTRL)
        click(desk.generate)
    assert sent == []
    desk.edit.show_text("a cat")
    click(desk.generate)
    assert len(sent) == 1


def test_the_chosen_ratio_version_and_mode_are_sent(desk: PromptDesk, sent: list[Imagine]) -> None:
    desk.edit.show_text("a cat")
    click(chip(desk, "16-9"))
    desk.versions.setCurrentIndex(desk.versions.findData("7"))
    click(desk.modes.segment("relax"))
    click(desk.generate)
    assert sent == [Imagine(prompt="a cat --ar 16:9 --v 7", mode="relax", version="7")]


def test_any_other_ratio_is_written_in_its_field(desk: PromptDesk, sent: list[Imagine]) -> None:
    desk.edit.show_text("a cat")
    assert not field(desk).isVisible()
    click(chip(desk, "other"))
    assert field(desk).isVisible()
    assert field(desk).hasFocus()
    QTest.keyClicks(field(desk), "7:5")
    QTest.keyClick(field(desk), Qt.Key.Key_Return, CTRL)
    assert [request.prompt for request in sent] == ["a cat --ar 7:5 --v 8.2"]


@pytest.mark.parametrize("wrong", ["wide", "0:1", "3:2:1", ""])
def test_a_ratio_that_is_none_is_refused_with_a_sentence(desk: PromptDesk, sent: list[Imagine], wrong: str) -> None:
    desk.edit.show_text("a cat")
    click(chip(desk, "other"))
    field(desk).setText(wrong)
    desk.focus_prompt()
    click(desk.generate)
    assert sent == []
    assert field(desk).hasFocus()
    said = [label.text() for label in desk.findChildren(QLabel) if label.isVisible()]
    assert "Write whole numbers as width:height, such as 3:2." in said


def test_typing_a_flag_moves_the_fields_and_moving_a_field_edits_the_text(
    desk: PromptDesk, sent: list[Imagine]
) -> None:
    QTest.keyClicks(desk.edit, "a cat --ar 3:4 --v 6.1")
    assert chip(desk, "3-4").isChecked()
    assert desk.versions.currentData() == "6.1"
    click(chip(desk, "16-9"))
    assert desk.edit.toPlainText() == "a cat --ar 16:9 --v 6.1"
    desk.versions.setCurrentIndex(desk.versions.findData("niji 6"))
    assert desk.edit.toPlainText() == "a cat --ar 16:9 --niji 6"
    click(desk.generate)
    assert sent == [Imagine(prompt="a cat --ar 16:9 --niji 6", mode="fast")]
    desk.versions.setCurrentIndex(desk.versions.findData("8.2"))
    click(chip(desk, "1-1"))
    assert desk.edit.toPlainText() == "a cat"
    desk.edit.undo()
    assert chip(desk, "16-9").isChecked()


def test_what_a_field_adds_comes_after_the_caret_so_that_writing_goes_on(desk: PromptDesk) -> None:
    click(chip(desk, "16-9"))
    desk.edit.insertPlainText("a 😀")
    desk.take(Wish("chaos", "5"))
    QTest.keyClicks(desk.edit, " cat")
    assert desk.edit.toPlainText() == "a 😀 cat --ar 16:9 --chaos 5"


def test_a_ratio_without_a_chip_is_shown_on_the_last_one(desk: PromptDesk) -> None:
    desk.edit.show_text("a cat --ar 7:5")
    assert chip(desk, "other").isChecked()
    assert chip(desk, "other").text() == "7:5"
    assert not field(desk).isVisible()
    click(chip(desk, "other"))
    assert field(desk).text() == "7:5"
    desk.edit.show_text("a cat")
    assert chip(desk, "other").text() == "Other"
    assert chip(desk, "1-1").isChecked()


def test_a_version_that_is_new_to_the_program_is_shown_and_sent(desk: PromptDesk, sent: list[Imagine]) -> None:
    desk.edit.show_text("a cat --v 9.5")
    assert desk.versions.currentText() == "Version 9.5"
    click(desk.generate)
    assert sent == [Imagine(prompt="a cat --v 9.5", mode="fast", version="9.5")]


def test_a_mode_typed_as_a_flag_wins_and_is_sent_as_the_mode(desk: PromptDesk, sent: list[Imagine]) -> None:
    desk.edit.show_text("a cat --relax")
    assert desk.modes.value() == "relax"
    click(desk.generate)
    click(desk.modes.segment("turbo"))
    assert desk.edit.toPlainText() == "a cat"
    click(desk.generate)
    assert [(request.prompt, request.mode) for request in sent] == [
        ("a cat --v 8.2", "relax"), ("a cat --v 8.2", "turbo")]  # fmt: skip


def test_alt_up_and_down_recall_former_prompts_and_give_the_draft_back(desk: PromptDesk) -> None:
    desk.show_history(["newest", "older", "newest"])
    QTest.keyClicks(desk.edit, "draft")
    seen = []
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down):
        QTest.keyClick(desk.edit, key, ALT)
        seen.append(desk.edit.toPlainText())
    assert seen == ["newest", "older", "older", "newest", "draft", "draft"]


def test_a_recalled_prompt_that_is_changed_is_the_new_draft(desk: PromptDesk) -> None:
    desk.show_history(["one", "two"])
    QTest.keyClick(desk.edit, Qt.Key.Key_Up, ALT)
    QTest.keyClicks(desk.edit, "!")
    QTest.keyClick(desk.edit, Qt.Key.Key_Up, ALT)
    assert desk.edit.toPlainText() == "one"
    QTest.keyClick(desk.edit, Qt.Key.Key_Down, ALT)
    assert desk.edit.toPlainText() == "one!"


def test_a_recalled_prompt_moves_the_fields(desk: PromptDesk) -> None:
    desk.show_history(["a meadow --ar 16:9 --v 7"])
    QTest.keyClick(desk.edit, Qt.Key.Key_Up, ALT)
    assert desk.edit.toPlainText() == "a meadow --ar 16:9 --v 7"
    assert (desk.ratios.value(), desk.versions.currentData()) == ("16:9", "7")


def test_what_stood_on_the_desk_can_be_put_back(desk: PromptDesk, qtbot: QtBot) -> None:
    desk.show_prompt("half a thought --ar 3:2 --v 7")
    click(desk.modes.segment("turbo"))
    desk.take(Wish("timeout", "90"))
    other = PromptDesk()
    qtbot.addWidget(other)
    other.restore(desk.state())
    assert other.state() == {"prompt": "half a thought --ar 3:2 --v 7", "more": False, "mode": "turbo", "timeout": 90,
                             "translation": False, "split_images": False}  # fmt: skip
    other.restore({"prompt": 3, "ratio": "x", "more": "yes", "mode": "hover", "timeout": 1, "translation": 1})
    assert other.state() == desk.state()


def test_recalling_can_be_undone(desk: PromptDesk) -> None:
    desk.show_history(["former"])
    QTest.keyClicks(desk.edit, "draft")
    QTest.keyClick(desk.edit, Qt.Key.Key_Up, ALT)
    desk.edit.undo()
    assert desk.edit.toPlainText() == "draft"


def test_tab_goes_on_to_the_next_control(desk: PromptDesk) -> None:
    QTest.keyClick(desk.edit, Qt.Key.Key_Tab)
    assert chip(desk, "1-1").hasFocus()
    assert desk.edit.toPlainText() == ""


@pytest.mark.parametrize(
    ("shown", "text"),
    [
        ("a cat --ar 16:9 --v 7", "a cat --ar 16:9 --v 7"),
        ("a cat --v 8.2", "a cat"),
        ("a cat --ar 7:5 --v 8.2", "a cat --ar 7:5"),
        ("a cat --v 8.2 --ar 16:9", "a cat --v 8.2 --ar 16:9"),
    ],
)
def test_a_sent_prompt_comes_back_and_is_sent_as_it_was(
    desk: PromptDesk, sent: list[Imagine], shown: str, text: str
) -> None:
    desk.show_prompt(shown)
    assert desk.edit.toPlainText() == text
    click(desk.generate)
    assert sent[0].prompt == shown


def test_the_line_under_the_button_says_what_it_costs(desk: PromptDesk) -> None:
    def said() -> list[str]:
        return [label.text() for label in desk.findChildren(QLabel)]

    assert "Free with the demo engine" in said()
    desk.show_origin("https://api.example.com")
    assert "Free with the demo engine" not in said()
    assert "Charged when it succeeds" in said()


def test_nothing_is_cut_off_in_the_narrowest_panel(desk: PromptDesk) -> None:
    desk.resize(280, 563)
    for part in desk.findChildren(QAbstractButton):
        if part.isVisible() and part.objectName() != "prompt-desk":
            assert part.width() >= min(part.minimumSizeHint().width(), 36), part.objectName()
    assert desk.generate.mapTo(desk, desk.generate.rect().bottomLeft()).y() < desk.height()


@pytest.mark.parametrize("size", [(304, 530), (304, 730), (400, 1000)])
def test_the_text_stays_where_it_is_when_the_rest_of_the_desk_comes(qtbot: QtBot, size: tuple[int, int]) -> None:
    made = PromptDesk(whole=False)
    qtbot.addWidget(made)
    made.resize(*size)
    made.show()
    before = made.edit.geometry()
    made.furnish()
    QApplication.processEvents()
    assert made.generate.isVisible()
    assert made.edit.geometry() == before


def test_what_is_remembered_before_the_desk_is_whole_is_there_when_it_is(qtbot: QtBot) -> None:
    made = PromptDesk(whole=False)
    qtbot.addWidget(made)
    made.restore({"prompt": "a fox", "ratio": "3:2", "mode": "turbo", "more": True})  # as a former version kept it
    made.furnish()
    assert (made.edit.toPlainText(), made.modes.value()) == ("a fox --ar 3:2", "turbo")
    assert made.options.more.isChecked()
    assert made.generate.isEnabled()


def test_a_desk_that_nobody_holds_any_more_is_collected(qapp: QApplication) -> None:
    made = PromptDesk()
    made.edit.show_text("a cat —ar 16:9")
    made.options.open_more(True)
    gone = weakref.ref(made)
    del made
    gc.collect()
    assert gone() is None
