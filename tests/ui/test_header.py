"""The viewer's header: title, facts, the way to the parent, zoom."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel
from pytestqt.qtbot import QtBot

from mj_desktop.core.errors import Failure
from mj_desktop.core.generation import State
from mj_desktop.ui.viewer import header_words
from mj_desktop.ui.viewer.header import Header
from tests.ui.conftest import Made
from tests.ui.finders import button

LONG = "a lighthouse on a basalt cliff at dusk, storm clearing, soft light --v 8.2"


@pytest.fixture
def header(qtbot: QtBot) -> Header:
    header = Header()
    qtbot.addWidget(header)
    header.resize(710, header.height())
    header.show()
    return header


def label(header: Header, name: str) -> QLabel:
    found = header.findChild(QLabel, name)
    assert found is not None
    return found


def test_a_title_is_the_prompts_first_clause(made: Made) -> None:
    assert header_words.title(made(prompt=LONG)) == "A lighthouse on a basalt cliff at dusk"
    assert header_words.title(made(prompt="fox, red, studio light")) == "Fox, red, studio light"


def test_one_that_is_searched_for_or_waits_for_a_person_is_not_called_sending_or_drawing(made: Made) -> None:
    assert header_words.meta(made(state=State.SENT, stream_lost=True)).endswith("searching")
    away = made(state=State.RUNNING, failure=Failure(code="not_connected"))
    assert header_words.meta(away).endswith("waiting for you")


def test_a_follow_up_has_its_ancestors_title_and_says_what_was_done(made: Made, header: Header) -> None:
    child = made("child", prompt="", action="upscale2", parent="one", size=1024)
    header.show_generation(child, [made(prompt=LONG)])
    assert header_words.title(child, [made(prompt=LONG)]) == "A lighthouse on a basalt cliff at dusk"
    assert label(header, "meta").text() == "upscale of tile 2  ·  1024 × 1024"


@pytest.mark.parametrize(
    ("action", "words"),
    [("variation3", "Variation of tile 3"), ("variation_region", "Region edit"), ("zoom_out_1_5x", "Zoom out 1.5x"),
     ("magic_brush", "Magic brush")],
)  # fmt: skip
def test_what_was_done_is_said_in_words(made: Made, action: str, words: str) -> None:
    assert header_words.deed(made(prompt="", action=action)) == words


def test_the_facts_of_a_first_one_are_version_mode_and_size_or_state(made: Made) -> None:
    assert header_words.meta(made()) == "v8.2  ·  fast  ·  2048 × 2048"
    assert header_words.meta(made(state=State.RUNNING)) == "v8.2  ·  fast  ·  drawing"
    assert header_words.meta(made(prompt="a fox --niji 6", state=State.FAILED)) == "niji 6  ·  fast  ·  failed"


def test_a_long_title_is_cut_before_the_facts_go(made: Made, header: Header) -> None:
    header.show_generation(made(prompt="a lighthouse on a basalt cliff at dusk with gulls and a fishing boat " * 2))
    for width, facts in ((710, True), (560, True), (360, False)):
        header.resize(width, header.height())
        QTest.qWait(0)
        assert label(header, "meta").isVisible() is facts
        assert label(header, "title").text().endswith("…")
        meta, fit = label(header, "meta").geometry(), button(header, "fit").geometry()
        assert not facts or label(header, "title").geometry().right() < meta.left() <= meta.right() < fit.left()


def test_zoom_is_told_once_the_pictures_pixels_are_known(made: Made, header: Header) -> None:
    header.show_generation(made())
    header.show_zoom(0.301)
    assert label(header, "zoom").text() == "30 %"
    header.show_generation(made(state=State.RUNNING))
    assert not label(header, "zoom").isVisible()


def test_the_way_to_the_parent_is_there_when_there_is_one(made: Made, header: Header, qtbot: QtBot) -> None:
    header.show_generation(made())
    assert not button(header, "show_parent").isVisible()
    header.show_generation(made("child", parent="one", prompt="", action="upscale1"))
    with qtbot.waitSignal(header.parent_requested) as told:
        QTest.mouseClick(button(header, "show_parent"), Qt.MouseButton.LeftButton)
    assert told.args == ["one"]


@pytest.mark.parametrize(
    ("name", "signal"), [("fold_left", "folded_left"), ("fold_right", "folded_right"), ("fit", "fit_requested")]
)
def test_the_buttons_report(made: Made, header: Header, qtbot: QtBot, name: str, signal: str) -> None:
    header.show_generation(made())
    with qtbot.waitSignal(getattr(header, signal)):
        QTest.mouseClick(button(header, name), Qt.MouseButton.LeftButton)
    assert button(header, name).toolTip()


def test_with_nothing_on_view_only_the_folds_are_there(made: Made, header: Header) -> None:
    header.show_generation(made())
    header.show_generation(None)
    assert [b.objectName() for b in header.findChildren(QAbstractButton) if b.isVisible()] == [
        "fold_left",
        "fold_right",
    ]
