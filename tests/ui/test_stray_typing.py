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
from tests.ui.finders import message
from tests.ui.keys_stage import Seen, staged

TAKEN_BACK = "Taken back, as you were typing. Nothing was sent."


class Typist:
    """Types letters into a widget, with so many seconds between them by a clock of its own."""

    def __init__(self, window: Window) -> None:
        self._window, self._now = window, 0.0
        window.viewer.typing.clock = lambda: self._now

    def type(self, words: str, gap: float = 0.1) -> None:
        """Where the keyboard's focus is."""
        for sign in words:
            QTest.keyClicks(self._window.focusWidget() or self._window.viewer, sign)
            self._now += gap


def at_work(qtbot: QtBot, stage: str = "grid") -> Seen:
    """A window on a picture whose triggers are held as the studio holds them, until they are taken back."""
    seen = staged(qtbot, stage)
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
    Typist(seen.window).type("a tall red oak tree under such videos")
    assert (seen.told, seen.asked) == ([], [])
    assert (target.hasFocus(), seen.window.shown) == (True, "b")


@pytest.mark.parametrize("place", ["library", "picture"])
def test_the_first_letter_of_a_word_is_taken_back_by_its_second(qtbot: QtBot, place: str) -> None:
    seen = at_work(qtbot)
    target = places(seen.window)[place]
    target.setFocus()
    Typist(seen.window).type("red oak")
    assert [type(told) for told in seen.told] == [Trigger, str]
    assert seen.told[1] == "taken back"
    assert message(seen.window) == TAKEN_BACK


def test_a_letter_that_means_nothing_here_takes_back_however_slowly_it_comes(qtbot: QtBot) -> None:
    seen = at_work(qtbot)
    Typist(seen.window).type("rz", WORD + 0.1)
    assert seen.told[1:] == ["taken back"]


def test_keys_that_mean_something_each_come_one_by_one(qtbot: QtBot) -> None:
    seen = at_work(qtbot)
    Typist(seen.window).type("2uv", WORD)
    assert seen.told == [Trigger("b", "upscale2", held=True), Trigger("b", "variation2", held=True)]


def test_tile_after_tile_is_upscaled_as_quickly_as_the_keys_come(qtbot: QtBot) -> None:
    seen = at_work(qtbot)
    Typist(seen.window).type("1u3u", 0.05)
    assert seen.told == [Trigger("b", "upscale1", held=True), Trigger("b", "upscale3", held=True)]


@pytest.mark.parametrize("stage", ["grid", "single"])
@pytest.mark.parametrize("words", ["red oak", "under water", "tall video", "a car", "the wolf runs"])
@pytest.mark.parametrize("gap", [0.28, 0.45])
def test_who_types_slowly_leaves_nothing_standing(qtbot: QtBot, stage: str, words: str, gap: float) -> None:
    seen = at_work(qtbot, stage)
    seen.window.viewer.setFocus()
    Typist(seen.window).type(words, gap)
    triggers = [told for told in seen.told if isinstance(told, Trigger)]
    assert seen.told == [each for trigger in triggers for each in (trigger, "taken back")]
    assert not seen.asked


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


def test_a_word_is_letters_that_come_soon_after_each_other_also_past_a_space() -> None:
    now = [0.0]
    typing = Typing(lambda: now[0])
    pressed = []
    for key, at in (
        ("A", 1.0), ("Shift+B", 1.4), ("Space", 1.8), ("C", 2.2), ("D", 2.2 + WORD), ("Left", 2.8), ("E", 2.9),
        ("2", 3.0), ("F", 3.1), ("Space", 5.0), ("G", 5.1),
    ):  # fmt: skip
        now[0] = at
        pressed.append(typing.goes_on(key))
    assert pressed == [False, True, False, True, False, False, True, False, True, False, False]
    typing.end()
    assert not typing.goes_on("H")
