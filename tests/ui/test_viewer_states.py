"""The viewer's faces that are no picture: set aside, a picture that could not be fetched, failed."""

import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from mj_desktop.core.errors import Failure
from mj_desktop.core.generation import Generation, State
from mj_desktop.core.intentions import Remedied
from mj_desktop.core.messages import Remedy
from mj_desktop.ui.viewer.failed_card import FailedCard
from mj_desktop.ui.viewer.notice import Notice
from mj_desktop.ui.viewer.tile_pill import InfoPill
from mj_desktop.ui.viewer.viewer import Viewer
from tests.ui.conftest import Made


def showing(qtbot: QtBot, generation: Generation) -> Viewer:
    viewer = Viewer()
    qtbot.addWidget(viewer)
    viewer.resize(710, 640)
    viewer.show()
    viewer.show_generation(generation)
    return viewer


def part(viewer: Viewer, kind: type[Notice] | type[FailedCard]) -> Notice | FailedCard:
    found = viewer.findChild(kind)
    assert found is not None
    return found


def press(viewer: Viewer, name: str) -> None:
    found = viewer.findChild(QPushButton, name)
    assert found is not None
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)


def test_a_generation_set_aside_can_be_waited_for_again(made: Made, qtbot: QtBot) -> None:
    viewer = showing(qtbot, made("aside", State.SET_ASIDE))
    assert part(viewer, Notice).accessibleName() == "You stopped waiting."
    with qtbot.waitSignal(viewer.taken_up) as told:
        press(viewer, "notice_button")
    assert told.args == ["aside"]


def test_a_picture_that_could_not_be_fetched_can_be_fetched_again(made: Made, qtbot: QtBot) -> None:
    viewer = showing(qtbot, made("drawn", State.FINISHED, failure=Failure(code="bad_picture", message="Gone.")))
    with qtbot.waitSignal(viewer.remedied) as told:
        press(viewer, "notice_button")
    assert told.args == [Remedied(Remedy.FETCH, "drawn")]


@pytest.mark.parametrize("code", ["unreachable", "library"])
def test_whatever_kept_a_drawn_picture_away_it_can_be_fetched(made: Made, qtbot: QtBot, code: str) -> None:
    viewer = showing(qtbot, made("drawn", State.FINISHED, failure=Failure(code=code, message="No.")))
    assert part(viewer, Notice).isVisible()


def test_a_picture_that_the_disk_refuses_is_said_to_be_held_in_memory(made: Made, qtbot: QtBot) -> None:
    viewer = showing(qtbot, made("drawn", State.FINISHED, failure=Failure(code="picture_unkept", message="Full.")))
    assert "held in memory" in " ".join(label.text() for label in part(viewer, Notice).findChildren(QLabel))


def test_a_refused_one_counts_down_and_can_be_sent_now_or_cancelled(made: Made, qtbot: QtBot) -> None:
    viewer = showing(qtbot, made("busy", State.WAITING, not_before=time.time() + 8.5, refusals=1))
    notice = part(viewer, Notice)
    assert notice.isVisible()
    assert "0:08" in " ".join(label.text() for label in notice.findChildren(QLabel))
    for name, remedy in (("notice_button", Remedy.SEND_NOW), ("notice_second", Remedy.CANCEL)):
        with qtbot.waitSignal(viewer.remedied) as told:
            press(viewer, name)
        assert told.args == [Remedied(remedy, "busy")]
    viewer.show_generation(made("busy", State.SENT))
    assert not notice.isVisible()


def test_one_left_from_last_time_can_be_sent_or_cancelled_where_it_stands(made: Made, qtbot: QtBot) -> None:
    viewer = showing(qtbot, made("left", State.WAITING, failure=Failure(code="left_over")))
    assert part(viewer, Notice).accessibleName() == "Not sent yet."
    with qtbot.waitSignal(viewer.remedied) as told:
        press(viewer, "notice_button")
    assert told.args == [Remedied(Remedy.SEND_NOW, "left")]


@pytest.mark.parametrize(
    ("code", "title", "remedy"),
    [
        ("not_connected", "Its account is not connected.", Remedy.CONNECT),
        ("several_tasks", "Several tasks of your account could be this one.", Remedy.CHOOSE_TASK),
    ],
)
def test_one_that_waits_for_a_person_counts_no_seconds_and_leads_on(
    made: Made, qtbot: QtBot, code: str, title: str, remedy: Remedy
) -> None:
    viewer = showing(qtbot, made("open", State.SENT, failure=Failure(code=code)))
    assert part(viewer, Notice).accessibleName() == title
    pill = viewer.findChild(InfoPill, "progress_pill")
    assert pill is not None
    assert not pill.isVisible()
    for name, wanted in (("notice_button", remedy), ("notice_second", Remedy.CANCEL)):
        with qtbot.waitSignal(viewer.remedied) as told:
            press(viewer, name)
        assert told.args == [Remedied(wanted, "open")]


def test_the_demo_engine_charges_nothing_and_says_nothing_of_it(made: Made, qtbot: QtBot) -> None:
    viewer = showing(qtbot, made("aside", State.SET_ASIDE))
    words = " ".join(label.text() for label in part(viewer, Notice).findChildren(QLabel))
    assert "charging" not in words
    viewer.show_generation(made("theirs", State.SET_ASIDE, origin="https://api.acedata.cloud"))
    assert "charging" in " ".join(label.text() for label in part(viewer, Notice).findChildren(QLabel))


def test_the_cards_stand_in_the_middle_and_go_with_their_state(made: Made, qtbot: QtBot) -> None:
    viewer = showing(qtbot, made("one", State.FAILED, failure=Failure(code="timeout", status=504)))
    card = part(viewer, FailedCard)
    qtbot.waitUntil(lambda: abs(card.geometry().center().y() - viewer.rect().center().y()) <= 1)
    assert abs(card.geometry().center().x() - viewer.rect().center().x()) <= 1
    assert card.isVisible()
    viewer.show_generation(made("two"))
    assert not card.isVisible()
    assert not part(viewer, Notice).isVisible()


def test_a_narrow_viewer_has_a_narrow_card_and_all_its_words(made: Made, qtbot: QtBot) -> None:
    viewer = showing(qtbot, made("one", State.FAILED, failure=Failure(code="connection_lost", message="Reset.")))
    card = part(viewer, FailedCard)
    viewer.resize(320, 500)
    qtbot.waitUntil(lambda: card.width() == 288 and card.height() == card.heightForWidth(288))
    assert viewer.rect().contains(card.geometry())
