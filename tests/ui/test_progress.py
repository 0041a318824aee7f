"""Progress on the picture: words, the clock, "Stop waiting"."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from mj_desktop.core.errors import Failure
from mj_desktop.core.generation import Generation, State
from mj_desktop.pictures import Kind, Loaded
from mj_desktop.ui.viewer import progress_words
from mj_desktop.ui.viewer.tile_pill import InfoPill
from mj_desktop.ui.viewer.viewer import Viewer
from tests.ui.conftest import Made

SENT_AT = 1_700_000_000.0


class Clock:
    now = SENT_AT + 14

    def __call__(self) -> float:
        return self.now


def showing(qtbot: QtBot, generation: Generation, clock: Clock, preview: bool = True) -> Viewer:
    viewer = Viewer(clock=clock)
    qtbot.addWidget(viewer)
    viewer.resize(710, 640)
    viewer.show()
    viewer.show_generation(generation)
    if preview:
        picture = QImage(64, 64, QImage.Format.Format_ARGB32_Premultiplied)
        picture.fill(QColor(200, 120, 60))
        viewer.show_picture(Loaded(generation.id, picture, Kind.PREVIEW))
    return viewer


def pill(viewer: Viewer) -> InfoPill:
    found = viewer.findChild(InfoPill, "progress_pill")
    assert found is not None
    return found


def stop(viewer: Viewer) -> QPushButton:
    found = viewer.findChild(QPushButton, "stop_waiting")
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("seconds", "words"), [(0, "0:00"), (14.9, "0:14"), (75, "1:15"), (3671, "1:01:11"), (-5, "0:00")]
)
def test_time_is_told_as_on_a_clock(seconds: float, words: str) -> None:
    assert progress_words.elapsed(seconds) == words


def test_the_pill_ticks(made: Made, qtbot: QtBot) -> None:
    clock = Clock()
    viewer = showing(qtbot, made(state=State.RUNNING, percent=35), clock)
    assert pill(viewer).words() == "Drawing  ·  0:14"
    clock.now += 61
    qtbot.waitUntil(lambda: pill(viewer).words() == "Drawing  ·  1:15")


def test_ring_and_bar_lie_on_the_picture_while_it_is_drawn(made: Made, qtbot: QtBot) -> None:
    viewer = showing(qtbot, made(state=State.RUNNING, percent=50), Clock())
    rect = viewer.picture_rect()
    seen = viewer.grab().toImage()
    y = round(rect.bottom()) - 2
    assert seen.pixelColor(round(rect.x()) + 20, y) == QColor("#7fb0ff")
    assert seen.pixelColor(round(rect.right()) - 20, y).lightness() < 80
    assert seen.pixelColor(round(rect.center().x()), round(rect.center().y()) - 25).lightness() < 80


def test_another_percentage_alone_is_painted_too(made: Made, qtbot: QtBot) -> None:
    running = made(state=State.RUNNING, percent=50)
    viewer = showing(qtbot, running, Clock())
    before, whole = viewer.grab().toImage(), viewer.picture_rect()
    viewer.show_generation(replace(running, percent=90))
    after = viewer.grab().toImage()
    at = round(whole.left() + 0.7 * whole.width()), round(whole.bottom()) - 2
    assert before.pixelColor(*at) != after.pixelColor(*at)
    assert viewer.picture_rect() == whole


def test_what_is_not_sent_can_be_cancelled_and_what_is_sent_can_be_waited_for_no_more(made: Made, qtbot: QtBot) -> None:
    viewer = showing(qtbot, made("run", State.RUNNING), Clock())
    with qtbot.waitSignal(viewer.stop_requested) as told:
        QTest.mouseClick(stop(viewer), Qt.MouseButton.LeftButton)
    assert told.args == ["run"]
    offered = {State.WAITING: "Cancel", State.SENT: "Stop waiting", State.ACCEPTED: "Stop waiting", State.FINISHED: ""}
    for state, words in offered.items():
        viewer.show_generation(made(f"in {state}", state))
        assert stop(viewer).isVisible() is bool(words), state
        assert stop(viewer).accessibleName() == words or not words


def test_a_passing_trouble_is_said_in_the_pill(made: Made, qtbot: QtBot) -> None:
    viewer = showing(qtbot, made(state=State.RUNNING, failure=Failure(code="unreachable")), Clock())
    assert pill(viewer).words() == "The service cannot be reached  ·  0:14"


def test_one_that_is_searched_for_says_so_and_not_that_it_is_sent(made: Made, qtbot: QtBot) -> None:
    for trouble in (None, Failure(code="connection_lost")):
        searched = made(state=State.SENT, stream_lost=True, failure=trouble)
        phase = progress_words.phase(searched)
        assert phase is not None
        assert (phase.title, phase.stop) == ("Looking for it in your tasks", "Stop waiting")
        viewer = showing(qtbot, searched, Clock())
        assert pill(viewer).words() == "Looking for it in your tasks  ·  0:14"


def test_a_question_that_breaks_off_is_not_called_a_task_without_a_name(made: Made, qtbot: QtBot) -> None:
    asked = made(state=State.RUNNING, task_id="t", failure=Failure(code="connection_lost"))
    assert progress_words.trouble(asked) == "The connection broke"


def test_without_a_picture_the_words_stand_in_its_place_and_the_pill_has_the_time(made: Made, qtbot: QtBot) -> None:
    viewer = showing(qtbot, made(state=State.ACCEPTED), Clock(), preview=False)
    assert pill(viewer).words() == "0:14"


def test_a_stored_picture_has_no_progress(made: Made, qtbot: QtBot) -> None:
    viewer = showing(qtbot, made(), Clock())
    assert not pill(viewer).isVisible()
    assert not stop(viewer).isVisible()


@pytest.mark.parametrize(
    ("lost", "asked", "words"),
    [
        (True, SENT_AT + 10, "Stream lost, still being drawn, asked 4 s ago"),
        (True, None, "Stream lost, still being drawn"),
        (False, SENT_AT - 106, "Being drawn, asked 2 min ago"),
    ],
)
def test_one_that_is_asked_for_says_when_the_service_last_answered(
    qtbot: QtBot, made: Made, lost: bool, asked: float | None, words: str
) -> None:
    running = replace(made("a", State.RUNNING), sent_at=SENT_AT, stream_lost=lost, asked_at=asked)
    assert pill(showing(qtbot, running, Clock())).words() == f"{words}  ·  0:14"
