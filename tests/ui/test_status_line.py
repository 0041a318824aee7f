"""The status line: one sentence, its remedy, and the counts."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from mj_desktop.core.errors import Failure
from mj_desktop.core.intentions import Remedied
from mj_desktop.core.messages import ENGINE_BACK, ENGINE_STOPPED, Message, Remedy, Tone, explain, left_behind
from mj_desktop.ui.status_line import StatusLine, sentence


@pytest.fixture
def line(qtbot: QtBot) -> StatusLine:
    made = StatusLine()
    qtbot.addWidget(made)
    made.resize(1280, 32)
    made.show()
    return made


def text(line: StatusLine, name: str) -> str:
    found = line.findChild(QLabel, name)
    assert isinstance(found, QLabel)
    return found.text()


def test_it_begins_ready_without_a_button(line: StatusLine) -> None:
    assert text(line, "message") == "Ready"
    assert text(line, "counts") == "Nothing running"
    assert not line.remedy.isVisible()


def test_a_failure_is_one_sentence_with_its_remedy(qtbot: QtBot, line: StatusLine) -> None:
    failure = Failure(code="bad_request", message="`--c x` is no {number}")
    line.show_message(explain(failure, "g1"))
    assert text(line, "message") == "The service refused this request. It said: --c x is no {number}"
    assert line.remedy.text() == "Edit prompt"
    with qtbot.waitSignal(line.remedied) as told:
        QTest.mouseClick(line.remedy, Qt.MouseButton.LeftButton)
    assert told.args == [Remedied(Remedy.EDIT_PROMPT, "g1")]


def test_the_next_message_takes_the_button_away(line: StatusLine) -> None:
    line.show_message(explain(Failure(code="api_error", message="oops"), "g1"))
    assert line.remedy.isVisible()
    line.show_message(Message("Taken back"))
    assert text(line, "message") == "Taken back"
    assert not line.remedy.isVisible()


BROKEN = explain(Failure(code="api_error", message="oops"), "g1")


@pytest.fixture
def quick(qtbot: QtBot) -> StatusLine:
    """A line whose reader takes a tenth of a second."""
    made = StatusLine(reads=100)
    qtbot.addWidget(made)
    made.resize(1280, 32)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.mark.parametrize("about", ["g1", None])
def test_trouble_goes_when_its_matter_is_settled_or_something_succeeds_but_not_before_it_was_read(
    qtbot: QtBot, quick: StatusLine, about: str | None
) -> None:
    quick.show_message(BROKEN)
    quick.settle("another")
    quick.settle(about)
    assert quick.message == BROKEN
    qtbot.waitUntil(lambda: text(quick, "message") == "Ready")
    quick.show_message(BROKEN)
    QTest.qWait(150)
    assert quick.message == BROKEN  # nothing settled it
    quick.settle(about)
    assert text(quick, "message") == "Ready"


def test_news_is_said_at_once_and_trouble_that_could_not_be_read_after_it(qtbot: QtBot, quick: StatusLine) -> None:
    quick.show_message(BROKEN)
    quick.show_message(Message("Copied."))
    assert text(quick, "message") == "Copied."
    quick.clear()
    assert quick.message == BROKEN
    quick.show_message(Message("Copied."))
    quick.settle("g1")
    quick.clear()
    assert text(quick, "message") == "Ready"


def test_a_success_leaves_a_warning_and_news_alone(quick: StatusLine) -> None:
    for message in (
        Message("3 wait", remedy=Remedy.SEND_WAITING, tone=Tone.WARN),
        Message("Moved", remedy=Remedy.UNDO),
    ):
        quick.show_message(message)
        quick.settle()
        assert quick.message == message


def test_a_warning_that_asks_for_nothing_goes_with_the_next_success_once_it_could_be_read(
    qtbot: QtBot, quick: StatusLine
) -> None:
    quick.show_message(Message("text.jpg is no picture.", tone=Tone.WARN))
    quick.settle()
    assert quick.message.what == "text.jpg is no picture."
    qtbot.waitUntil(lambda: text(quick, "message") == "Ready")


def test_news_of_the_same_matter_takes_the_place_of_its_trouble_for_good(quick: StatusLine) -> None:
    for between in ((), (Message("Copied."),)):
        for message in (ENGINE_STOPPED, *between, ENGINE_BACK):
            quick.show_message(message)
        assert quick.message == ENGINE_BACK
        quick.clear()
        assert text(quick, "message") == "Ready"


def test_the_button_says_how_many_it_sends(line: StatusLine) -> None:
    line.show_message(left_behind(3))
    assert line.remedy.text() == "Send 3 waiting"


def test_copy_details_copies_them(line: StatusLine) -> None:
    line.show_message(Message("Something went wrong", remedy=Remedy.COPY_DETAILS, details="bug · trace 7"))
    QTest.mouseClick(line.remedy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "bug · trace 7"


def test_values_fill_their_names_once_and_unknown_names_stay() -> None:
    message = Message("{what} is on its way", "See {where}.", values={"what": "{where} 2"})
    assert sentence(message) == "{where} 2 is on its way. See {where}."


@pytest.mark.parametrize(
    ("running", "waiting", "said"),
    [(2, 1, "2 running 1 waiting"), (0, 3, "3 waiting"), (1, 0, "1 running"), (0, 0, "Nothing running")],
)
def test_the_counts_say_what_goes_on(line: StatusLine, running: int, waiting: int, said: str) -> None:
    line.show_counts(running, waiting)
    label, link = line.findChild(QLabel, "counts"), line.findChild(QPushButton, "waiting")
    assert isinstance(label, QLabel)
    assert isinstance(link, QPushButton)
    assert " ".join(part.text() for part in (label, link) if part.isVisible()) == said


def test_a_long_message_leaves_room_for_its_button_and_the_counts(line: StatusLine) -> None:
    line.resize(900, 32)
    line.show_message(explain(Failure(code="api_error", message="words " * 60), "g1"))
    line.show_counts(5, 12)
    assert text(line, "message").endswith("…")
    counts = line.findChild(QLabel, "counts")
    assert isinstance(counts, QLabel)
    assert line.remedy.geometry().right() < counts.geometry().left()
    assert counts.geometry().right() < line.width()


def test_trouble_with_another_button_does_not_cover_what_was_not_read_for_good(line: StatusLine) -> None:
    line.show_message(Message("Rebuilt.", remedy=Remedy.TASKS, tone=Tone.WARN))
    line.show_message(Message("It lacks some.", remedy=Remedy.REPAIR, tone=Tone.WARN))
    assert line.message.what == "It lacks some."
    QTest.mouseClick(line.remedy, Qt.MouseButton.LeftButton)
    assert line.message.what == "Rebuilt."
