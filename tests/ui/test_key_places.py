"""Where keys hold: in the library as on the picture, not in text, and only the window's own while painting."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mj_desktop.core.intentions import Trigger
from mj_desktop.core.messages import Message, Remedy
from tests.ui.conftest import GRID_ACTIONS, make
from tests.ui.keys_stage import held, overlay, panels, press, staged, tile


@pytest.mark.parametrize(("key", "expected"), [
    ("2, U", [Trigger("b", "upscale2", held=True)]), ("R", [Trigger("b", "reroll", held=True)]),
])  # fmt: skip
def test_keys_of_the_picture_hold_in_the_library_too(qtbot: QtBot, key: str, expected: list[object]) -> None:
    seen = staged(qtbot, "grid")
    view = seen.window.library.view
    view.setFocus()
    QTest.keySequence(view, QKeySequence(key))
    assert seen.told == expected
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert (view.hasFocus(), seen.window.shown) == (True, "a")


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_a_tiles_actions_are_its_digit_and_the_verbs_key(qtbot: QtBot, number: int) -> None:
    for verb in ("upscale", "variation"):
        seen = staged(qtbot, "grid")
        (command,) = [c for c in seen.window.commands.every() if c.id == f"action:{verb}{number}"]
        for key in command.keys[0].split(", "):
            press(seen, key)
        assert seen.told == held(f"{verb}{number}")


def test_an_action_this_program_has_never_heard_of_has_a_function_key(qtbot: QtBot) -> None:
    seen = staged(qtbot, "grid")
    seen.window.show_generation(make("b", created_at=2.0, actions=(*GRID_ACTIONS, "one_new", "two_new")))
    press(seen, "F3")
    assert seen.told == held("two_new")


@pytest.mark.parametrize("key", ["F", "?", "U", "1", "B", "P"])
def test_a_lone_sign_typed_into_text_is_only_text(qtbot: QtBot, key: str) -> None:
    seen = staged(qtbot, "grid")
    press(seen, "2")
    seen.window.desk.focus_prompt()
    QTest.keyClicks(seen.window.desk.edit, key)
    assert seen.window.desk.edit.toPlainText() == key
    assert (seen.told, overlay(seen), panels(seen), tile(seen)) == ([], "", (True, True), 2)


def test_a_shortcut_that_cannot_run_says_why_but_never_in_place_of_a_button(qtbot: QtBot) -> None:
    seen = staged(qtbot, "grid")
    press(seen, "Ctrl+T")
    assert seen.window.status.message.what == "Nothing on view can be tried again."
    seen.window.show_message(Message("One waits", remedy=Remedy.SEND_WAITING))
    press(seen, "Ctrl+.")
    assert seen.window.status.message.what == "One waits"


def test_while_painting_only_the_windows_own_shortcuts_hold(qtbot: QtBot) -> None:
    seen = staged(qtbot, "single")
    seen.window.open_editor("b")
    editor = seen.window.editor
    assert editor is not None
    QTest.keySequence(editor.canvas, QKeySequence("Ctrl+P"))
    assert seen.window.status.message.what == "Close the mask editor first."
    assert not editor.isHidden()
    assert editor.canvas.hasFocus()
    QTest.keySequence(editor.canvas, QKeySequence("Ctrl+K"))
    assert overlay(seen) == "palette"
