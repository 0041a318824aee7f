"""The failed card in the window: for every code of the contract its own sentence, its remedy, and what was charged."""

import json
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel
from pytestqt.qtbot import QtBot

from mj_desktop import paths
from mj_desktop.core.errors import Failure
from mj_desktop.core.generation import State
from mj_desktop.core.intentions import Remedied
from mj_desktop.core.messages import Message, Remedy, Tone
from mj_desktop.ui.viewer.failed_card import FailedCard
from mj_desktop.ui.window.window import Window
from tests.ui.conftest import make
from tests.ui.finders import gather

CONTRACT = json.loads((paths.resources() / "contract" / "error_codes.json").read_text(encoding="utf-8"))
EDIT, AGAIN, CONNECT = Remedy.EDIT_PROMPT, Remedy.TRY_AGAIN, Remedy.CONNECT
# code: what the card says first, and the button that comes first.
SAID = {
    "bad_request": ("The service refused this request", EDIT),
    "no_token": ("The service got no token", CONNECT),
    "token_mismatched": ("The token belongs to another service", CONNECT),
    "api_not_implemented": ("The service does not offer this", EDIT),
    "invalid_token": ("The service does not know this token", CONNECT),
    "token_expired": ("The token has expired", CONNECT),
    "used_up": ("The account's balance is used up", AGAIN),
    "disabled": ("The account is disabled", AGAIN),
    "forbidden": ("The service's moderation refused this", EDIT),
    "not_applied": ("The account has not applied for Midjourney", AGAIN),
    "no_api": ("There is no Midjourney at this address", AGAIN),
    "too_many_requests": ("The service is busy", AGAIN),
    "rate_limited": ("The account has too many tasks at once", AGAIN),
    "content_too_large": ("What was sent is too large for the service", EDIT),
    "api_error": ("The service had an error", AGAIN),
    "busy": ("The service is overloaded", AGAIN),
    "timeout": ("The service took too long and gave up", AGAIN),
    "gateway_timeout": ("The service's gateway gave up waiting", AGAIN),
    "task_failed": ("The service could not draw this", AGAIN),
    "duplication": ("The service has this request already", EDIT),
    "canceled": ("The drawing was canceled", AGAIN),
    "unknown": ("The service gave no reason", AGAIN),
}


@pytest.fixture(scope="module")
def only(qapp: QApplication) -> Iterator[Window]:
    """One window for all of them: making it takes longer than what is looked at."""
    made = Window()
    yield made
    made.deleteLater()


@pytest.fixture
def window(only: Window) -> Iterator[Window]:
    """The window, on view."""
    only.show()
    yield only
    only.hide()


def failed(qtbot: QtBot, window: Window, failure: Failure) -> FailedCard:
    """The card of a generation that failed so, put on view."""
    window.show_generation(make(f"f-{failure.code}", State.FAILED, prompt="a fox", failure=failure))
    (card,) = [each for each in window.findChildren(FailedCard) if each.isVisible()]
    qtbot.waitUntil(lambda: bool(remedies(card)))
    return card


def remedies(card: FailedCard) -> list[QAbstractButton]:
    """The buttons that mend it, in their order."""
    return [each for each in card.findChildren(QAbstractButton)
            if each.objectName().startswith("remedy_") and each.isVisible()]  # fmt: skip


def words(card: FailedCard) -> str:
    """All that can be read on it."""
    return unescape(" ".join(label.text() for label in card.findChildren(QLabel) if label.isVisible()))


def test_every_code_of_the_contract_has_its_row_here_and_no_two_the_same_words() -> None:
    assert {row["code"] for row in CONTRACT} == set(SAID)
    assert len({said for said, _ in SAID.values()}) == len(SAID)


@pytest.mark.parametrize("row", CONTRACT, ids=lambda row: row["code"])
def test_a_failed_picture_says_its_codes_own_sentence_and_the_first_button_is_the_remedy(
    qtbot: QtBot, window: Window, row: dict[str, Any]
) -> None:
    code, status = row["code"], row["http"]
    said, remedy = SAID[code]
    first = status[0] if isinstance(status, list) else status
    told = gather(window.remedied)
    failure = Failure(code=code, status=first, message="words of its own", trace_id=f"trace-{code}")
    card = failed(qtbot, window, failure)
    assert card.accessibleName() == said
    assert said in words(card)
    assert f"trace-{code}" in words(card)
    best = remedies(card)[0]
    assert best.text() == remedy.value
    best.click()
    assert told == [Remedied(remedy, f"f-{code}")]


def test_an_unknown_code_says_the_services_own_words_and_the_trace_id(qtbot: QtBot, window: Window) -> None:
    card = failed(qtbot, window, Failure(code="brand_new", status=418, message="No more paint.", trace_id="trace-7"))
    assert card.accessibleName() == "The service answered with an error"
    assert "It said: No more paint. Its trace id is trace-7. You were not charged." in words(card)
    assert "brand_new  ·  HTTP 418" in words(card)
    assert [each.text() for each in remedies(card)] == ["Try again", "Edit prompt"]


@pytest.mark.parametrize(("prompt", "stands"), [("a lighthouse", False), ("a fox", True)])
def test_what_was_said_of_a_failed_prompt_ends_once_the_same_is_sent_again(
    window: Window, qtbot: QtBot, prompt: str, stands: bool
) -> None:
    reading = window.status.findChild(QTimer, "reading")
    assert isinstance(reading, QTimer)
    window.show_generation(make("told", State.FAILED, prompt="a lighthouse", failure=Failure(code="busy", message="")))
    window.show_message(Message("It failed", remedy=Remedy.TRY_AGAIN, tone=Tone.BAD, about="told"))
    reading.stop()  # it was read
    window.show_generation(make("again", State.SENT, prompt=prompt, created_at=1.8e9))
    assert (window.status.message.remedy is Remedy.TRY_AGAIN) is stands
