"""A video on view: its buttons stand in the action bar; and the form that asks for one."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from mj_desktop.ui.videos.composer import VideoComposer
from tests.ui.conftest import make
from tests.ui.finders import button
from tests.ui.keys_stage import staged

CLIPS = ("video_pause", "clip_open", "clip_save", "video_extend")


@pytest.mark.parametrize(("width", "worded"), [(1280, True), (900, False)])
def test_a_videos_buttons_stand_in_the_action_bar_and_shed_their_words_where_it_is_narrow(
    qtbot: QtBot, width: int, worded: bool
) -> None:
    seen = staged(qtbot, "video")
    window, bar = seen.window, seen.window.action_bar
    window.resize(width, 600)
    qtbot.waitUntil(lambda: window.width() == width)
    more = button(bar, "more_actions").geometry()
    for name in CLIPS:
        found = button(bar, name)
        assert found.isVisible()
        assert bool(found.text()) is worded
        assert found.accessibleName()
        place = found.rect().translated(found.mapTo(bar, found.rect().topLeft()))
        assert bar.rect().contains(place)
        assert place.right() < more.left()
        assert abs(place.center().y() - more.center().y()) <= 1
    window.library.chosen.emit("a")
    assert not button(bar, "clip_save").isVisible()


def test_the_form_prints_its_key_and_has_the_only_main_button_while_it_is_open(qtbot: QtBot) -> None:
    seen = staged(qtbot, "addressed")
    window = seen.window
    QTest.keyClicks(window.viewer, "m")
    form = window.findChild(VideoComposer)
    assert isinstance(form, VideoComposer)
    assert "Ctrl+Enter" in [label.text() for label in form.findChildren(QLabel) if label.isVisible()]
    assert mains(window) == ["video_send"]
    assert [label.text() for label in form.findChildren(QLabel)].count("Loop") == 0
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert mains(window) == ["generate"]


def test_no_row_of_the_form_is_squeezed_in_the_smallest_window(qtbot: QtBot) -> None:
    seen = staged(qtbot, "addressed")
    seen.window.resize(900, 600)
    QTest.keyClicks(seen.window.viewer, "m")
    form = seen.window.findChild(VideoComposer)
    assert isinstance(form, VideoComposer)
    QApplication.processEvents()
    names = ("video_words", "video_end", "video_others", "video_size", "video_mode", "video_send")
    parts = [part for name in names if (part := form.findChild(QWidget, name)) is not None]
    assert len(parts) == len(names)
    assert [part.objectName() for part in parts if part.height() < part.sizeHint().height()] == []


def mains(window: QWidget) -> list[str]:
    """The names of what looks like a main button."""
    found = window.findChildren(QWidget)
    return [each.objectName() for each in found if each.property("variant") == "main" and each.isVisible()]


def test_it_is_the_newest_of_the_library_that_a_video_makes_room_for(qtbot: QtBot) -> None:
    seen = staged(qtbot, "video")
    assert seen.videos.face is not None
    seen.window.show_generation(make("c", created_at=9.0))
    assert not button(seen.window.action_bar, "video_pause").isVisible()
