"""The failed card: what it says, which words it marks, which ways on it offers."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel
from pytestqt.qtbot import QtBot

from mj_desktop.core.errors import Failure
from mj_desktop.core.generation import DEMO, Generation, State
from mj_desktop.core.intentions import Remedied
from mj_desktop.core.messages import Remedy
from mj_desktop.ui import theme
from mj_desktop.ui.viewer import failed_card_words as words
from mj_desktop.ui.viewer.failed_card import FailedCard
from tests.ui.conftest import Made

PROMPT = "portrait of a fox in a woollen coat, studio light --c x --v 8.2"
REFUSED = Failure(code="bad_request", status=400, message="Unrecognized argument(s): `--c x`", trace_id="7f2c9b1e")


def card_of(qtbot: QtBot, generation: Generation) -> FailedCard:
    card = FailedCard()
    qtbot.addWidget(card)
    card.show_failure(generation)
    card.show()
    return card


def remedies(card: FailedCard) -> list[str]:
    seen = (b for b in card.findChildren(QAbstractButton) if b.objectName().startswith("remedy_") and b.isVisible())
    return [button.text() for button in seen]


def press(card: FailedCard, name: str) -> None:
    found = card.findChild(QAbstractButton, name)
    assert found is not None
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)


def test_it_says_what_happened_its_cause_and_that_nothing_was_charged(made: Made, qtbot: QtBot) -> None:
    card = card_of(qtbot, made(state=State.FAILED, prompt=PROMPT, failure=REFUSED))
    assert card.accessibleName() == "The service refused this request"
    assert card.accessibleDescription() == "It said: Unrecognized argument(s): --c x. You were not charged."
    assert any(label.text() == "bad_request  ·  HTTP 400" for label in card.findChildren(QLabel))


@pytest.mark.parametrize(
    ("message", "guilty"),
    [
        ("Unrecognized argument(s): `--c x`", "--c x"),
        ("The word `Woollen Coat` is not allowed", "woollen coat"),
        ("Invalid value for --c", "--c"),
        ("Something else broke", None),
        ("`` is empty and `elephant` is not in it", None),
    ],
)
def test_the_words_to_blame_are_found_in_the_prompt(message: str, guilty: str | None) -> None:
    found = [PROMPT[start:end] for start, end in words.guilty(message, PROMPT)]
    assert found == ([guilty] if guilty else [])


def test_the_excerpt_keeps_a_little_before_and_after() -> None:
    start = PROMPT.index("--c x")
    assert words.excerpt(PROMPT, (start, start + 5)) == ("…a woollen coat, studio light", "--c x", "--v 8.2")


def test_a_prompt_that_looks_like_markup_is_shown_as_it_is(made: Made, qtbot: QtBot) -> None:
    failure = Failure(code="bad_request", message="`<b>bold` and <i>this</i> are refused")
    card = card_of(qtbot, made(state=State.FAILED, prompt="a <b>bold fox & friends", failure=failure))
    shown = " ".join(label.text() for label in card.findChildren(QLabel))
    assert "&lt;b&gt;bold" in shown
    assert "&lt;i&gt;this" in shown
    assert "<i>" not in shown


def test_the_best_remedy_comes_first_and_a_follow_up_has_no_prompt_to_edit(made: Made, qtbot: QtBot) -> None:
    assert remedies(card_of(qtbot, made(state=State.FAILED, prompt=PROMPT, failure=REFUSED))) == [
        "Edit prompt",
        "Try again",
    ]
    busy = made(state=State.FAILED, failure=Failure(code="too_many_requests", status=429))
    assert remedies(card_of(qtbot, busy)) == ["Try again", "Edit prompt"]
    bug = made(state=State.FAILED, failure=Failure(code="bug"))
    assert remedies(card_of(qtbot, bug)) == ["Try again", "Edit prompt"]
    follow_up = made(state=State.FAILED, prompt="", action="upscale1", failure=REFUSED)
    assert remedies(card_of(qtbot, follow_up)) == ["Try again"]


@pytest.mark.parametrize(("origin", "paid"), [("https://api.example.com", True), (DEMO, False)])
def test_trying_again_says_that_it_is_paid_for_where_it_is(made: Made, qtbot: QtBot, origin: str, paid: bool) -> None:
    card = card_of(qtbot, made(state=State.FAILED, failure=REFUSED, origin=origin))
    words = card.findChild(QLabel, "paid")
    assert isinstance(words, QLabel)
    assert words.isVisibleTo(card) is paid
    assert "new request, and paid for" in words.text()


def test_a_remedy_is_reported_with_its_generation(made: Made, qtbot: QtBot) -> None:
    card = card_of(qtbot, made("fox", State.FAILED, prompt=PROMPT, failure=REFUSED))
    with qtbot.waitSignal(card.remedied) as told:
        press(card, "remedy_edit_prompt")
    assert told.args == [Remedied(Remedy.EDIT_PROMPT, "fox")]


def test_the_trace_id_and_the_details_can_be_copied(made: Made, qtbot: QtBot) -> None:
    card = card_of(qtbot, made(state=State.FAILED, prompt=PROMPT, failure=REFUSED))
    press(card, "copy_trace")
    assert QGuiApplication.clipboard().text() == "7f2c9b1e"
    press(card, "copy_details")
    assert "HTTP 400" in QGuiApplication.clipboard().text()


def test_without_a_trace_id_there_is_none_to_copy(made: Made, qtbot: QtBot) -> None:
    card = card_of(qtbot, made(state=State.FAILED, failure=Failure(code="unreachable")))
    button = card.findChild(QAbstractButton, "copy_trace")
    assert button is not None
    assert not button.isVisible()


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("timeout", "It may have been charged."),
        ("connection_lost", "It may have been charged."),
        ("new_code", "You were not charged."),
    ],
)
def test_whether_it_was_charged_is_said(code: str, sentence: str) -> None:
    assert words.body(Failure(code=code, message="No.")).endswith(sentence)


def test_a_message_without_end_is_cut_between_words() -> None:
    said = words.body(Failure(code="api_error", message="very " * 500))
    assert len(said) < 560
    assert "very …" in said


def test_a_change_of_theme_marks_the_words_in_its_own_red(made: Made, qtbot: QtBot) -> None:
    card = card_of(qtbot, made(state=State.FAILED, prompt=PROMPT, failure=REFUSED))
    theme.set_scheme(theme.LIGHT)
    assert any("#b3261e" in label.text() for label in card.findChildren(QLabel))
