"""What Esc takes back in the window, and when it means something else."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from mj_desktop.core.generation import State
from mj_desktop.core.intentions import Trigger
from mj_desktop.core.keeping import Trash
from mj_desktop.ui.window.window import Window
from tests.ui.conftest import Made, picture
from tests.ui.finders import gather, message


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
    assert window.focusWidget() is not before


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
