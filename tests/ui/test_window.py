"""The window: what is on view when, what is forwarded, how it folds, and what Esc does."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from mj_desktop.core.errors import Failure
from mj_desktop.core.generation import State
from mj_desktop.core.intentions import Remedied, Trigger
from mj_desktop.core.keeping import Trash
from mj_desktop.core.messages import Remedy, explain
from mj_desktop.core.request import Imagine
from mj_desktop.pictures import Kind
from mj_desktop.ui.mask_editor.editor import MaskEditor
from mj_desktop.ui.window.window import Window
from tests.ui.conftest import Made, picture
from tests.ui.finders import button, click, gather, message

CTRL = Qt.KeyboardModifier.ControlModifier


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


def test_esc_takes_back_what_a_key_began(window: Window, made: Made) -> None:
    window.show_library([made("a")])
    window.show_picture(picture("a"))
    triggers = gather(window.triggered)
    window.taken_back.connect(lambda: window.remove_generation("b"))
    window.viewer.setFocus()
    QTest.keyClick(window.viewer, Qt.Key.Key_2)
    QTest.keyClick(window.viewer, Qt.Key.Key_U)
    assert triggers == [Trigger("a", "upscale2", held=True)]
    assert message(window) == "Upscale 2: sending, Esc takes it back."
    window.show_generation(made("b", State.WAITING, action="upscale2", parent="a"))
    QTest.keyClick(window.viewer, Qt.Key.Key_Escape)
    assert window.viewer.tile == 2
    assert message(window) == "Taken back. Nothing was sent."
    assert window.shown == "a"


@pytest.mark.parametrize("place", ["settings", "palette", "trash", "search", "prompt"])
def test_the_first_esc_takes_back_what_is_held_wherever_the_keyboard_is(window: Window, made: Made, place: str) -> None:
    window.show_library([made("a")])
    window.show_picture(picture("a"))
    window.taken_back.connect(lambda: window.remove_generation("b"))
    QTest.keyClick(window.viewer, Qt.Key.Key_R)
    window.show_generation(made("b", State.WAITING, action="reroll", parent="a"))
    ways = {"settings": window.settings.open, "palette": window.commands.open_palette,
            "trash": lambda: window.library.show_trash(Trash(())), "search": window.library.head.open_search,
            "prompt": window.desk.focus_prompt}  # fmt: skip
    ways[place]()
    before = window.focusWidget()
    QTest.keyClick(before, Qt.Key.Key_Escape)
    assert message(window) == "Taken back. Nothing was sent."
    assert window.focusWidget() is before
    QTest.keyClick(before, Qt.Key.Key_Escape)
    assert place == "prompt" or window.focusWidget() is not before


def test_what_waits_its_turn_and_cannot_be_taken_back_lets_esc_through(window: Window, made: Made) -> None:
    window.show_library([made("a")])
    window.show_picture(picture("a"))
    QTest.keyClick(window.viewer, Qt.Key.Key_R)
    window.show_generation(made("b", State.WAITING, action="reroll", parent="a"))
    QTest.keyClick(window.viewer, Qt.Key.Key_3)
    QTest.keyClick(window.viewer, Qt.Key.Key_Escape)
    assert window.viewer.tile is None


def test_esc_with_nothing_being_sent_leaves_the_tile(window: Window, made: Made) -> None:
    window.show_library([made("a")])
    window.show_picture(picture("a"))
    window.viewer.setFocus()
    QTest.keyClick(window.viewer, Qt.Key.Key_3)
    assert window.viewer.tile == 3
    QTest.keyClick(window.viewer, Qt.Key.Key_Escape)
    assert window.viewer.tile is None


def test_f_folds_both_panels_and_the_header_each(window: Window, made: Made) -> None:
    window.show_library([made("a")])
    window.viewer.setFocus()
    QTest.keyClick(window.viewer, Qt.Key.Key_F)
    assert not window.desk.isVisible()
    assert not window.library.isVisible()
    QTest.keyClick(window.viewer, Qt.Key.Key_F)
    assert window.desk.isVisible()
    assert window.library.isVisible()
    click(button(window, "fold_left"))
    assert not window.desk.isVisible()
    assert window.library.isVisible()


def test_f_in_the_prompt_is_a_letter(window: Window) -> None:
    window.desk.focus_prompt()
    QTest.keyClicks(window.desk.edit, "fjord")
    assert window.desk.edit.toPlainText() == "fjord"
    assert window.desk.isVisible()


@pytest.mark.parametrize(("size", "sizes"), [((1280, 800), [304, 710, 264]), ((1920, 1080), [344, 1134, 440]),
                                             ((1024, 700), [304, 614, 104])])  # fmt: skip
def test_the_panels_have_the_designs_widths(
    window: Window, made: Made, size: tuple[int, int], sizes: list[int]
) -> None:
    window.show_library([made("a")])
    window.resize(*size)
    assert [part.width() for part in (window.desk, window.viewer, window.library)] == sizes


def test_nothing_is_cut_off_in_the_smallest_window(window: Window, made: Made) -> None:
    window.show_library([made("a")])
    window.resize(window.minimumSize())
    for part in (window.desk.generate, window.action_bar, window.status, window.library, window.header):
        corner = part.mapTo(window, QPoint(part.width(), part.height()))
        assert corner.x() <= window.width()
        assert corner.y() <= window.height()


def test_the_top_rows_of_all_three_panels_read_as_one_line(window: Window, made: Made) -> None:
    window.show_library([made("a")])
    titles = [
        label
        for label in window.findChildren(QLabel)
        if label.text() in ("Prompt", "Library") or label.objectName() == "title"
    ]
    middles = {label.mapTo(window, label.rect().center()).y() for label in titles if label.isVisible()}
    assert len(titles) >= 3
    assert max(middles) - min(middles) <= 1


def test_sizes_and_folds_are_remembered(qtbot: QtBot, window: Window) -> None:
    window.resize(900, 740)
    click(button(window, "fold_right"))
    window.library.head.hide_demo(True)
    state = window.layout_state()
    other = Window()
    qtbot.addWidget(other)
    other.show()
    other.restore_layout(state)
    assert (other.width(), other.height()) == (900, 740)
    assert other.desk.isVisible()
    assert not other.library.isVisible()
    assert other.library.head.demo_is_hidden


def test_a_screen_that_is_too_small_is_filled(window: Window) -> None:
    room = window.screen().availableSize()
    window.setMinimumSize(100, 100)
    window.resize(room.width() - 10, room.height() - 100)
    window.fit_screen()
    assert not window.isMaximized()
    window.resize(room.width() - 10, room.height() - 10)
    window.fit_screen()
    assert window.isMaximized()


def test_a_remembered_layout_of_nonsense_changes_nothing(window: Window) -> None:
    before = window.layout_state()
    window.restore_layout({"width": "wide", "height": None, "desk": [], "maximized": "yes"})
    assert window.layout_state() == before


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
        QTest.keyClick(window, Qt.Key.Key_Q, CTRL)
    assert not window.isVisible()


def test_the_editor_opens_on_a_stored_single_picture_and_leads_back(window: Window, made: Made) -> None:
    editor = MaskEditor()
    window.set_editor(editor)
    window.show_library([made("a", action="upscale1", parent="x", size=64)])
    window.show_picture(picture("a"))
    window.open_editor("a")
    assert editor.isVisible()
    assert not window.viewer.isVisible()
    QTest.keyClick(editor.canvas, Qt.Key.Key_Escape)
    assert not editor.isVisible()
    assert window.viewer.isVisible()
    assert window.viewer.hasFocus()


def test_the_settings_give_the_mask_editor_back_with_its_picture_and_what_was_painted(
    window: Window, made: Made
) -> None:
    editor = MaskEditor()
    window.set_editor(editor)
    window.show_library([made("a", action="upscale1", size=64)])
    window.show_picture(picture("a"))
    window.open_editor("a")
    editor.painted.invert()
    click(button(window, "open-settings"))
    assert not editor.isVisible()
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Escape)
    assert editor.isVisible()
    assert editor.canvas.painted is editor.painted
    assert editor.painted.pixels.all()
    assert window.focusWidget() is editor.canvas
    QTest.keyClick(editor.canvas, Qt.Key.Key_Escape)
    assert not editor.isVisible()
    assert window.viewer.isVisible()


def test_the_editor_waits_for_itself_and_for_the_picture(window: Window, made: Made) -> None:
    window.show_library([made("a", action="upscale1", parent="x", size=64)])
    window.open_editor("a")
    window.show_picture(picture("a"))
    assert window.viewer.isVisible()
    editor = MaskEditor()
    window.set_editor(editor)
    assert editor.isVisible()


def test_no_editor_opens_on_a_grid(window: Window, made: Made) -> None:
    editor = MaskEditor()
    window.set_editor(editor)
    window.show_library([made("a")])
    window.show_picture(picture("a"))
    window.open_editor("a")
    assert not editor.isVisible()


def test_upscale_and_repaint_opens_the_editor_on_the_result(window: Window, made: Made) -> None:
    editor = MaskEditor()
    window.set_editor(editor)
    window.show_library([made("a")])
    window.viewer.triggered.emit(Trigger("a", "upscale2", then_repaint=True))
    window.show_generation(made("b", State.RUNNING, action="upscale2", parent="a"))
    window.show_picture(picture("b", Kind.PREVIEW))
    assert window.shown == "b"
    assert not editor.isVisible()
    window.show_generation(made("b", action="upscale2", parent="a", size=64))
    window.show_picture(picture("b"))
    assert editor.isVisible()


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
