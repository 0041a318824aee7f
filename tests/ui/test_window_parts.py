"""The window's parts that can be looked at alone: following, panels, held pictures."""

import subprocess
import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mj_desktop.core.generation import State
from mj_desktop.pictures import Kind, Loaded
from mj_desktop.ui.window.follow import Asked, Following
from mj_desktop.ui.window.layout import Panels, read_panels, widths
from mj_desktop.ui.window.pictures import HeldPictures
from mj_desktop.ui.window.window import Window
from tests.ui.conftest import Made


def loaded(name: str, kind: Kind) -> Loaded:
    return Loaded(name, QImage(4, 4, QImage.Format.Format_ARGB32_Premultiplied), kind)


def test_the_follow_up_asked_for_is_shown_once(made: Made) -> None:
    following = Following()
    following.ask(Asked("p", "upscale1"))
    following.meet(made("other", State.WAITING, action="upscale2", parent="p"))
    following.meet(made("child", State.WAITING, action="upscale1", parent="p"))
    assert not following.shows("other")
    assert following.shows("child")
    assert not following.shows("child")


def test_choosing_something_else_ends_the_following(made: Made) -> None:
    following = Following()
    following.ask(Asked("p", "upscale1"))
    following.meet(made("child", State.WAITING, action="upscale1", parent="p"))
    following.drop()
    assert not following.shows("child")


def test_only_the_last_action_asked_for_is_followed(made: Made) -> None:
    following = Following()
    for action, name in (("upscale1", "first"), ("upscale2", "second")):
        following.ask(Asked("p", action))
        following.meet(made(name, State.WAITING, action=action, parent="p"))
    assert not following.shows("first")
    assert following.shows("second")


def test_what_a_key_began_can_be_taken_back_until_it_leaves(made: Made) -> None:
    following = Following()
    following.ask(Asked("p", "upscale1", held=True))
    assert not following.is_sending()
    waiting = made("child", State.WAITING, action="upscale1", parent="p")
    following.meet(waiting)
    assert not following.see(waiting)
    assert following.is_sending()
    assert following.is_sending("child")
    assert not following.is_sending("other")
    assert following.see(made("child", State.SENT, action="upscale1", parent="p"))
    assert not following.is_sending()


def test_the_editor_opens_once_on_what_was_upscaled_for_it(made: Made) -> None:
    following = Following()
    following.ask(Asked("p", "upscale1", then_repaint=True))
    running = made("child", State.RUNNING, action="upscale1", parent="p")
    following.meet(running)
    assert not following.repaints(running)
    stored = made("child", action="upscale1", parent="p")
    assert following.repaints(stored)
    assert not following.repaints(stored)


@pytest.mark.parametrize(
    ("window", "panels"),
    [(900, (304, 104)), (1024, (304, 104)), (1280, (304, 264)), (1920, (344, 440)), (3840, (344, 440))],
)
def test_the_windows_width_decides_the_panels(window: int, panels: tuple[int, int]) -> None:
    assert widths(window) == panels


@pytest.mark.parametrize("wrong", [{}, {"desk": "wide", "library": None}, {"desk": True, "by_hand": 1}])
def test_what_was_remembered_wrongly_is_the_default(wrong: dict[str, object]) -> None:
    assert read_panels(wrong) == Panels()


def test_remembered_widths_stay_in_bounds() -> None:
    assert read_panels({"desk": 5, "library": 9000, "by_hand": True}) == Panels(280, 720, by_hand=True)


def test_a_raw_picture_is_better_than_a_preview_and_few_are_held() -> None:
    held = HeldPictures()
    held.hold(loaded("a", Kind.PREVIEW))
    assert held.raw("a") is None
    raw = loaded("a", Kind.RAW)
    held.hold(raw)
    assert held.best("a") is raw
    for name in "bcde":
        held.hold(loaded(name, Kind.RAW))
    assert held.best("a") is None
    assert held.raw("e") is not None


def test_a_window_that_is_not_complete_yet_is_closed_by_its_key(qtbot: QtBot) -> None:
    window = Window(whole=False)
    qtbot.addWidget(window)
    window.show()
    with qtbot.waitSignal(window.closing):
        QTest.keyClick(window.desk.edit, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    assert not window.isVisible()


def test_the_window_is_painted_before_anything_heavy_is_imported() -> None:
    heavy = "('cv2', 'numpy', 'httpx', 'keyring', 'uvicorn', 'mj_desktop.ui.mask_editor')"
    look = f"import sys, mj_desktop.ui.window.window; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "[]"
