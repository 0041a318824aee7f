"""What is typed where nothing takes text starts nothing that costs, and takes back what its first letter began."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from mj_desktop.core.generation import Generation, State
from mj_desktop.core.intentions import Trigger
from mj_desktop.ui.viewer.typing import WORD, Typing
from mj_desktop.ui.window.window import Window
from tests.ui.conftest import make
from tests.ui.finders import message, pause
from tests.ui.keys_stage import Seen, staged

TAKEN_BACK = "Taken back, as you were typing. Nothing was sent."


def at_work(qtbot: QtBot) -> Seen:
    """A window on a grid whose triggers are held as the studio holds them, until they are taken back."""
    seen = staged(qtbot, "grid")
    window = seen.window
    window.triggered.connect(lambda wish: window.show_generation(_held(wish)))
    window.taken_back.connect(lambda: window.remove_generation("c"))
    return seen


def _held(wish: Trigger) -> Generation:
    return make("c", State.WAITING, created_at=3.0, parent=wish.parent, action=wish.action)


def places(window: Window) -> dict[str, QWidget]:
    return {"library": window.library.view, "picture": window.viewer}


@pytest.mark.parametrize("place", ["library", "picture"])
def test_a_prompt_typed_into_the_library_or_the_picture_asks_and_draws_nothing(qtbot: QtBot, place: str) -> None:
    seen = at_work(qtbot)
    target = places(seen.window)[place]
    target.setFocus()
    QTest.keyClicks(target, "a tall red oak tree under such videos")
    assert (seen.told, seen.asked) == ([], [])
    assert (target.hasFocus(), seen.window.shown) == (True, "b")


@pytest.mark.parametrize("place", ["library", "picture"])
def test_the_first_letter_of_a_word_is_taken_back_by_its_second(qtbot: QtBot, place: str) -> None:
    seen = at_work(qtbot)
    target = places(seen.window)[place]
    target.setFocus()
    QTest.keyClicks(target, "red oak")
    assert [type(told) for told in seen.told] == [Trigger, str]
    assert seen.told[1] == "taken back"
    assert message(seen.window) == TAKEN_BACK


def test_a_letter_that_means_nothing_here_takes_back_however_slowly_it_comes(qtbot: QtBot) -> None:
    seen = at_work(qtbot)
    QTest.keyClicks(seen.window.viewer, "rz", delay=int(WORD * 1000) + 50)
    assert seen.told[1:] == ["taken back"]


def test_keys_that_mean_something_each_come_one_by_one(qtbot: QtBot) -> None:
    seen = at_work(qtbot)
    QTest.keyClick(seen.window.viewer, Qt.Key.Key_2)
    QTest.keyClick(seen.window.viewer, Qt.Key.Key_U)
    pause()
    QTest.keyClick(seen.window.viewer, Qt.Key.Key_V)
    assert seen.told == [Trigger("b", "upscale2", held=True), Trigger("b", "variation2", held=True)]


def test_a_question_is_taken_back_by_the_letter_after_it(qtbot: QtBot) -> None:
    seen = staged(qtbot, "addressed")
    QTest.keyClick(seen.window.viewer, Qt.Key.Key_D)
    page = seen.window.focusWidget()
    assert seen.parts[0].is_open
    assert page is not None
    QTest.keyClicks(page, "o")
    assert not seen.parts[0].is_open
    assert message(seen.window) == "Taken back, as you were typing."
    QTest.keyClicks(seen.window.viewer, "r")
    assert seen.told == []


@pytest.mark.parametrize(("stage", "key", "reason"), [
    ("running", "C", "There is no picture of the same shape before it."),
    ("running", "D", "Only a finished picture can be shown to the service."),
    ("grid", "B", "Only a finished single picture can be repainted; a tile is upscaled for it first, by Shift+B."),
    ("grid", "U", "Choose a tile first, by the keys 1 to 4."), ("single", "2", "Only a finished grid has tiles."),
])  # fmt: skip
@pytest.mark.parametrize("place", ["library", "picture"])
def test_a_key_that_means_nothing_now_says_why(qtbot: QtBot, place: str, stage: str, key: str, reason: str) -> None:
    seen = staged(qtbot, stage)
    target = places(seen.window)[place]
    target.setFocus()
    QTest.keyClicks(target, key.lower())
    assert message(seen.window) == reason
    assert seen.told == []


def test_a_word_is_letters_that_come_soon_after_each_other_and_no_digits() -> None:
    now = [0.0]
    typing = Typing(lambda: now[0])
    pressed = []
    for key, at in (("A", 1.0), ("Shift+B", 1.1), ("2", 1.15), ("C", 1.2), ("D", 1.2 + WORD), ("Left", 1.5)):
        now[0] = at
        pressed.append(typing.goes_on(key))
    assert pressed == [False, True, False, True, False, False]
