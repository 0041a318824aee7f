"""The words of library cells."""

from datetime import date, datetime

import pytest
from PySide6.QtGui import QFontMetrics, QFontMetricsF

from mj_desktop.core.errors import Failure
from mj_desktop.core.generation import State
from mj_desktop.core.outside import outside
from mj_desktop.ui import theme
from mj_desktop.ui.strip import words as library_words
from mj_desktop.ui.strip.cell import cells, fitted
from tests.ui.conftest import Made


def test_a_follow_up_is_called_by_the_prompt_it_came_from(made: Made) -> None:
    root = made("root", prompt="a lighthouse --v 8.2")
    child = made("child", action="upscale2", parent="root", prompt=None)
    grandchild = made("grandchild", action="zoom_out_2x", parent="child", prompt=None)
    known = {each.id: each for each in (root, child, grandchild)}
    assert library_words.title(grandchild, known) == "a lighthouse"
    assert library_words.prompt_of(grandchild, known) == "a lighthouse --v 8.2"


def test_without_a_prompt_anywhere_it_is_called_by_what_it_is(made: Made) -> None:
    assert library_words.title(made("x", action="upscale2", parent="gone", prompt=None), {}) == "Upscale of 2"


def test_a_circle_of_parents_comes_to_an_end(made: Made) -> None:
    one = made("one", action="upscale1", parent="two", prompt=None)
    two = made("two", action="upscale1", parent="one", prompt=None)
    assert library_words.title(one, {"one": one, "two": two}) == "Upscale of 1"


@pytest.mark.parametrize(
    ("action", "said"),
    [
        ("generate", "Grid"),
        ("upscale3", "Upscale of 3"),
        ("variation1", "Vary of 1"),
        ("variation_strong", "Vary Strong"),
        ("zoom_out_2x", "Zoom out 2x"),
        ("variation_region", "Region edit"),
        ("sparkle_magic", "Sparkle magic"),
    ],
)
def test_every_kind_has_its_words(made: Made, action: str, said: str) -> None:
    kind = library_words.kind(made(action=action))
    assert kind.casefold() == said.casefold()


def test_a_running_one_counts_percent_and_seconds(made: Made) -> None:
    running = made(state=State.RUNNING, percent=62, created_at=1000.0)
    assert library_words.state_line(running, 1081.9) == ("62 % · 1:21", "acctext")
    assert library_words.state_line(running, 1081.9, brief=True) == ("62 %", "acctext")


def test_a_failed_one_says_whether_it_was_charged(made: Made) -> None:
    failed = made(state=State.FAILED, failure=Failure(code="bad_request"))
    assert library_words.state_line(failed, 0) == ("Failed · not charged", "bad")


def test_passing_trouble_is_said_and_not_called_a_failure(made: Made) -> None:
    troubled = made(state=State.RUNNING, failure=Failure(code="unreachable"))
    assert library_words.state_line(troubled, 0) == ("Trouble · trying again", "warn")


@pytest.mark.parametrize(
    ("state", "code", "said"),
    [
        (State.WAITING, "left_over", "Not sent yet"),
        (State.WAITING, "too_many_requests", "Service busy · waits"),
        (State.SENT, "connection_lost", "Searching · in tasks"),
        (State.SENT, "several_tasks", "Which task? · choose"),
        (State.RUNNING, "not_connected", "Connect to go on"),
    ],
)
def test_what_waits_for_something_says_for_what(made: Made, state: State, code: str, said: str) -> None:
    found = made(state=state, failure=Failure(code=code), stream_lost=state is State.SENT)
    assert library_words.state_line(found, 1_700_000_100.0)[0] == said


@pytest.mark.parametrize("code", ["bad_request", "connection_lost", "left_over", "several_tasks", "not_connected"])
@pytest.mark.parametrize("state", [State.FAILED, State.SENT, State.WAITING, State.RUNNING])
def test_the_words_on_charging_and_waiting_are_never_cut_off(made: Made, state: State, code: str) -> None:
    found = made(state=state, failure=Failure(code=code), stream_lost=state is State.SENT)
    line, _ = library_words.state_line(found, 0)
    narrowest = min(cells(width).edge for width in range(144, 600))
    assert QFontMetricsF(theme.font(11)).horizontalAdvance(line) <= narrowest


def test_a_drawn_one_that_is_not_here_does_not_promise_to_be_tried_again(made: Made) -> None:
    drawn = made(state=State.FINISHED, failure=Failure(code="bad_picture"))
    assert library_words.state_line(drawn, 0) == ("Drawn · not here yet", "warn")


@pytest.mark.parametrize("state", list(State))
def test_every_state_has_words(made: Made, state: State) -> None:
    words, token = library_words.state_line(made(state=state), 0)
    assert words
    assert token


def test_days_are_named_as_people_name_them() -> None:
    today = date(2026, 11, 21)
    assert library_words.day_words(today, today) == "Today"
    assert library_words.day_words(date(2026, 11, 20), today) == "Yesterday"
    assert "2026" in library_words.day_words(date(2026, 11, 1), today)


@pytest.mark.parametrize("action", ["generate", "upscale4", "local:composite", "local:composite4", "local:outside"])
def test_a_time_stands_below_the_narrowest_cells_too(made: Made, action: str) -> None:
    found = made(action=action, created_at=datetime(2026, 11, 21, 23, 58).timestamp())
    line, token = library_words.state_line(found, 0)
    assert line.endswith(" · 23:58")
    narrowest = min(cells(width).edge for width in range(144, 600))
    assert fitted(line, QFontMetrics(theme.font(11, tabular=True)), narrowest, token) == line


def test_a_picture_from_elsewhere_is_called_as_its_file_is() -> None:
    for name, title in (("hill.jpg", "hill.jpg"), ("", "From outside")):
        assert library_words.title(outside("demo", "https://a.de/x1f", "fast", 0.0, name), {}) == title


@pytest.mark.parametrize(
    "action", ["local:composite2", "local:outside", "variation_subtle", "videos:extend", "zoom_out_1_5x"]
)
def test_a_time_that_has_no_room_is_left_out_whole_and_the_kind_never_cut_off(made: Made, action: str) -> None:
    found = made(action=action, state=State.STORED)
    line, token = library_words.state_line(found, 0)
    metrics = QFontMetrics(theme.font(11, tabular=True))
    narrowest = min(cells(width).edge for width in range(144, 600))
    assert fitted(line, metrics, 300, token) == line
    assert fitted(line, metrics, narrowest, token) in (line, library_words.kind(found))
