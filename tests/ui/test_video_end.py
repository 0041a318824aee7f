"""A video's last frame: what the form names is what is sent, or it is said why not."""

import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox

from mj_desktop.core.generation import Generation, RemotePicture
from mj_desktop.core.request import Imagine
from mj_desktop.ui.window.library_acts import LibraryActs
from mj_desktop.ui.window.source_place import SourcePlace
from mj_desktop.ui.window.video_place import VideoPlace
from mj_desktop.ui.window.window import Window
from tests.ui.conftest import GRID_ACTIONS, make, picture
from tests.ui.finders import button, field, message, read
from tests.ui.keys_stage import local_of

SERVICE = "https://service.example"
FIRST, SECOND = f"{SERVICE}/A.png", f"{SERVICE}/B.png"
CTRL = Qt.KeyboardModifier.ControlModifier


class Asked:
    """The form that asks for a video of a picture of the service, in a window; uploads are not set up."""

    def __init__(self, window: Window, *others: Generation) -> None:
        self.window, self.sent = window, list[str | None]()
        of = make("a", created_at=time.time(), origin=SERVICE, picture=RemotePicture(raw_url=f"{SERVICE}/a.png"))
        window.show_library([*others, of])
        window.show_origin(SERVICE)
        window.show_picture(picture("a"))
        acts = LibraryActs(window)
        self.endpoints = set[str]()
        self.sources = SourcePlace(window, local_of, self.endpoints.__contains__, lambda *_: False)
        self.lifted = list[str]()
        self.sources.lifted.connect(lambda key, given, origin: self.lifted.append(key))
        self.videos = VideoPlace(window, window.showing, acts, self.sources)
        self.videos.wished.connect(self._note)
        self.videos.compose(of)
        self.end = field(window, "video_end")

    def _note(self, request: Imagine, of: Generation) -> None:
        self.sent.append(request.end_image_url)

    def choose_other(self) -> None:
        others = self.window.findChild(QComboBox, "video_others")
        assert isinstance(others, QComboBox)
        others.setCurrentIndex(1)
        others.activated.emit(1)

    def press(self) -> None:
        button(self.window, "video_send").click()

    def answer(self, address: str) -> None:
        """A picture lies there."""
        self.sources.show_address("last frame", address)


@pytest.mark.parametrize("instead", ["", SECOND])
def test_a_last_frame_that_is_taken_out_after_the_button_was_pressed_is_not_sent(window: Window, instead: str) -> None:
    asked = Asked(window)
    QTest.keyClicks(asked.end, FIRST)
    asked.press()
    asked.end.selectAll()
    QTest.keyClicks(asked.end, instead) if instead else QTest.keyClick(asked.end, Qt.Key.Key_Delete)
    asked.answer(FIRST)
    assert (asked.sent, asked.end.text()) == ([], instead)
    asked.press()
    if instead:
        asked.answer(instead)
    assert asked.sent == [instead or None]


def test_a_last_frame_that_is_looked_at_gives_way_to_one_that_is_chosen(window: Window) -> None:
    asked = Asked(window, make("z", created_at=time.time(), origin=SERVICE, picture=RemotePicture(raw_url=SECOND)))
    QTest.keyClicks(asked.end, FIRST)
    asked.press()
    asked.choose_other()
    asked.answer(FIRST)
    assert asked.sent == []
    asked.press()
    assert asked.sent == [SECOND]


DEAD = make("z", created_at=1.0, origin=SERVICE, picture=None)
GRID = make("z", created_at=time.time(), origin=SERVICE, actions=GRID_ACTIONS, picture=RemotePicture(raw_url=SECOND))


@pytest.mark.parametrize(("other", "tile"), [(DEAD, ""), (GRID, "2")])
def test_a_chosen_last_frame_without_an_address_is_not_left_out_unsaid(
    window: Window, other: Generation, tile: str
) -> None:
    asked = Asked(window, other)
    asked.choose_other()
    if tile:
        button(window, f"video_end_tile-{tile}").click()
        QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_Escape)
    asked.press()
    assert asked.sent == []
    assert "was not taken" in read(window, "video_problem")
    asked.press()
    assert asked.sent == [None]


def test_a_last_frame_that_waits_for_uploads_and_was_taken_out_is_not_uploaded_later(window: Window) -> None:
    asked = Asked(window, DEAD)
    asked.choose_other()
    assert "no address" in message(window)
    QTest.keyClicks(asked.end, FIRST)
    asked.endpoints.add(SERVICE)
    asked.sources.go_on()
    assert asked.lifted == []
