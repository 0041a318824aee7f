"""The window: what is on view when, and what is forwarded."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mj_desktop.core.errors import LEFT_OVER, Failure
from mj_desktop.core.generation import State
from mj_desktop.core.intentions import Remedied, Trigger
from mj_desktop.core.messages import Message, Remedy, explain
from mj_desktop.core.request import Imagine
from mj_desktop.pictures import Kind
from mj_desktop.ui.window.window import Window
from tests.ui.conftest import Made, make, picture
from tests.ui.finders import button, click, gather, message
from tests.ui.keys_stage import staged


def test_the_empty_window_invites_and_an_example_is_drawn_at_once(window: Window) -> None:
    window.show_library([])
    assert window.first_run.isVisible()
    assert not window.action_bar.isVisible()
    assert window.desk.edit.hasFocus()
    sent = gather(window.submitted)
    window.first_run.example_chosen.emit("a lighthouse at dusk")
    assert sent == [Imagine(prompt="a lighthouse at dusk --v 8.2", mode="fast", version="8.2")]


def test_with_a_service_an_example_only_fills_the_desk(window: Window) -> None:
    window.show_library([])
    window.show_origin("https://api.example.com")
    sent = gather(window.submitted)
    window.first_run.example_chosen.emit("a lighthouse at dusk")
    assert sent == []
    assert window.desk.edit.toPlainText() == "a lighthouse at dusk"


def test_the_newest_is_on_view_and_its_picture_wanted(window: Window, made: Made) -> None:
    wanted = gather(window.picture_wanted)
    window.show_library([made("old", created_at=1.0), made("new", created_at=2.0)])
    assert window.shown == "new"
    assert window.library.selected() == "new"
    assert wanted == ["new"]
    window.show_picture(picture("new"))
    assert window.viewer.picture is not None


def test_choosing_shows_it_and_asks_for_its_picture_only_once(window: Window, made: Made) -> None:
    window.show_library([made("a", created_at=1.0), made("b", created_at=2.0)])
    window.show_picture(picture("b"))
    wanted, chosen = gather(window.picture_wanted), gather(window.chosen)
    window.library.chosen.emit("a")
    window.show_picture(picture("a"))
    window.library.chosen.emit("b")
    window.library.chosen.emit("a")
    assert wanted == ["a"]
    assert chosen == ["a", "b", "a"]
    assert window.shown == "a"
    assert window.viewer.picture is not None


def test_a_generation_just_begun_is_shown_at_once(window: Window, made: Made) -> None:
    window.show_library([made("a")])
    window.show_generation(made("b", State.WAITING))
    assert window.shown == "b"
    window.show_generation(made("b", State.RUNNING, percent=10))
    window.show_picture(picture("b", Kind.PREVIEW))
    assert window.viewer.picture is not None


def test_a_follow_up_is_shown_when_it_first_has_a_picture(window: Window, made: Made) -> None:
    window.show_library([made("a")])
    window.show_picture(picture("a"))
    triggers = gather(window.triggered)
    click(button(window.action_bar, "action_reroll"))
    assert triggers == [Trigger("a", "reroll")]
    window.show_generation(made("b", State.WAITING, action="reroll", parent="a"))
    window.show_generation(made("b", State.RUNNING, action="reroll", parent="a"))
    assert window.shown == "a"
    assert message(window) == "Reroll is on its way. It is shown here once there is something to see."
    window.show_picture(picture("b", Kind.PREVIEW))
    assert window.shown == "b"
    assert message(window) == "Ready"


def test_a_follow_up_without_previews_is_shown_when_it_is_stored(window: Window, made: Made) -> None:
    window.show_library([made("a")])
    window.viewer.triggered.emit(Trigger("a", "upscale2"))
    window.show_generation(made("b", State.SENT, action="upscale2", parent="a"))
    assert window.shown == "a"
    window.show_generation(made("b", action="upscale2", parent="a"))
    assert window.shown == "b"


def test_who_looks_at_something_else_meanwhile_is_left_alone(window: Window, made: Made) -> None:
    window.show_library([made("a", created_at=2.0), made("c", created_at=1.0)])
    window.viewer.triggered.emit(Trigger("a", "upscale2"))
    window.show_generation(made("b", State.RUNNING, action="upscale2", parent="a"))
    window.library.chosen.emit("c")
    window.show_picture(picture("b", Kind.PREVIEW))
    window.show_generation(made("b", action="upscale2", parent="a"))
    assert window.shown == "c"


def test_edit_prompt_puts_the_failed_prompt_back_on_the_desk(window: Window, made: Made) -> None:
    failure = Failure(code="bad_request", message="no")
    window.show_library([made("a", State.FAILED, prompt="a fox --c x --v 7", failure=failure)])
    window.show_message(explain(failure, "a"))
    told = gather(window.remedied)
    click(window.status.remedy)
    assert told == [Remedied(Remedy.EDIT_PROMPT, "a")]
    assert window.desk.edit.toPlainText() == "a fox --c x --v 7"
    assert window.desk.edit.hasFocus()


def test_removing_what_is_on_view_shows_what_it_came_from(window: Window, made: Made) -> None:
    window.show_library([made("a", created_at=1.0), made("b", action="reroll", parent="a", created_at=2.0)])
    assert window.shown == "b"
    window.remove_generation("b")
    assert window.shown == "a"
    window.remove_generation("a")
    assert window.shown is None
    assert window.first_run.isVisible()


def test_ctrl_q_closes_and_says_so(qtbot: QtBot, window: Window) -> None:
    with qtbot.waitSignal(window.closing):
        QTest.keyClick(window, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    assert not window.isVisible()


def test_what_was_said_of_a_failure_goes_with_it(window: Window, made: Made) -> None:
    window.show_library([made("a", State.FAILED, failure=Failure(code="api_error")), made("b", State.RUNNING)])
    reading = window.status.findChild(QTimer, "reading")
    assert isinstance(reading, QTimer)
    ends: tuple[Callable[[], object], ...] = (
        lambda: window.viewer.remedied.emit(Remedied(Remedy.TRY_AGAIN, "a")),
        lambda: window.remove_generation("a"),
        lambda: window.show_generation(made("b")),
    )
    for settle in ends:
        window.show_message(explain(Failure(code="api_error"), "a"))
        reading.stop()  # it was read
        assert message(window) != "Ready"
        settle()
        assert message(window) == "Ready"


def test_a_page_opened_since_something_was_asked_for_stays_and_what_came_is_shown_once_it_is_left(
    qtbot: QtBot,
) -> None:
    seen = staged(qtbot, "single")
    window, asides = seen.window, seen.parts[0]
    window.showing.follow("b", "variation_subtle")
    child = make("child", State.RUNNING, created_at=3.0, action="variation_subtle", parent="b", percent=20)
    window.show_generation(child)
    QTest.keyClick(window.viewer, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert asides.is_open
    window.show_picture(picture("child", Kind.PREVIEW))
    window.show_generation(replace(child, state=State.STORED))
    assert asides.is_open
    assert window.shown == "b"
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not asides.is_open
    assert window.shown == "child"


def test_what_came_behind_a_page_and_was_deleted_there_leaves_the_view_as_it_is(qtbot: QtBot) -> None:
    seen = staged(qtbot, "single")
    window = seen.window
    window.showing.follow("b", "variation_subtle")
    window.show_generation(make("child", State.RUNNING, created_at=3.0, action="variation_subtle", parent="b"))
    QTest.keyClick(window.viewer, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    window.show_picture(picture("child", Kind.PREVIEW))
    window.remove_generation("child")
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert (window.shown, window.pages.currentWidget()) == ("b", window.viewer)


def test_what_is_chosen_on_the_page_of_something_that_came_is_what_is_shown(qtbot: QtBot) -> None:
    seen = staged(qtbot, "single")
    window = seen.window
    window.showing.follow("b", "variation_subtle")
    window.show_generation(make("child", State.RUNNING, created_at=3.0, action="variation_subtle", parent="b"))
    QTest.keyClick(window.viewer, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    window.show_picture(picture("child", Kind.PREVIEW))
    window.library.chosen.emit("a")
    assert (window.shown, seen.parts[0].is_open) == ("a", False)


def test_the_offer_of_what_was_never_sent_is_found_again_at_its_number(window: Window, made: Made) -> None:
    left = Failure(code=LEFT_OVER)
    window.show_library([made(name, State.WAITING, failure=left, created_at=2.0) for name in ("a", "b")])
    window.show_counts(0, 2)
    chosen = gather(window.remedied)
    window.show_message(Message("Something else"))
    click(button(window, "waiting"))
    assert message(window) == "2 from last time not sent yet. Nothing was charged."
    click(window.status.remedy)
    assert chosen == [Remedied(Remedy.SEND_WAITING)]


def test_what_waits_its_turn_is_said_to_go_by_itself(window: Window, made: Made) -> None:
    window.show_library([made("a", State.WAITING), made("b")])
    window.show_counts(5, 1)
    click(button(window, "waiting"))
    assert message(window).startswith("1 waits its turn. It is sent by itself")
    assert not window.status.remedy.isVisible()
