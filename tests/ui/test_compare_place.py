"""A comparison in the window: how it is opened and left, what keys mean meanwhile, and what becomes of a composite."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from mj_desktop.core import generation
from mj_desktop.core.comparison import Comparison, Part
from mj_desktop.core.generation import Generation, State, Stored, StoredPicture, advance
from mj_desktop.core.intentions import Trigger
from mj_desktop.core.messages import Message, Remedy
from mj_desktop.core.request import REGION
from mj_desktop.mask.compared import Compared, examine
from mj_desktop.mask.pixels import blank
from mj_desktop.ui.strip import words as library_words
from mj_desktop.ui.viewer import header_words
from mj_desktop.ui.window.window import Window
from tests.ui.conftest import GRID_ACTIONS, make, picture
from tests.ui.finders import button, gather
from tests.ui.test_compare import flat

OF = Comparison(Part("single"), tuple(Part("edit", tile) for tile in (1, 2, 3, 4)), "edit")


def family() -> list[Generation]:
    """A grid, an upscale of it, and a region edit of that, newest last."""
    return [
        make("grid", created_at=1.0, size=128),
        make("single", created_at=2.0, action="upscale1", parent="grid", size=64),
        make("edit", created_at=3.0, action=REGION, parent="single", size=128, actions=GRID_ACTIONS),
    ]


def compared() -> Compared:
    mask = blank(64, 64)
    mask[:32] = 255
    return Compared(OF, flat(10), (flat(20), flat(30), flat(40), flat(50)), mask)


def composed(edit: Generation) -> Generation:
    file = StoredPicture(name="c.png", width=64, height=64, size=1, sha256="")
    return advance(generation.composite(edit, 2, 4.0), Stored(file))


def press(widget: QWidget, key: str) -> None:
    QTest.keySequence(widget, QKeySequence(key))


@pytest.fixture
def window(window: Window) -> Window:
    window.show_library(family())
    window.show_picture(picture("edit", edge=128))
    return window


@pytest.fixture
def comparing(window: Window) -> Window:
    """The window with a comparison open."""
    press(window.viewer, "C")
    window.comparing.show_compared(compared())
    return window


def focus(window: Window) -> QWidget:
    assert window.comparing.view is not None
    return window.comparing.view.canvas


def test_the_headers_button_or_c_asks_for_the_pictures_and_the_comparison_takes_the_viewers_place(
    window: Window,
) -> None:
    wanted = gather(window.comparing.wanted)
    QTest.mouseClick(button(window, "compare_shown"), Qt.MouseButton.LeftButton)
    assert wanted == [OF]
    assert not window.comparing.is_open
    window.comparing.show_compared(compared())
    assert window.comparing.is_open
    assert window.pages.currentWidget() is window.comparing.view
    assert button(window, "compare_shown").isChecked()
    assert focus(window).hasFocus()


def test_a_region_edit_that_has_just_come_offers_to_be_compared(window: Window) -> None:
    wanted = gather(window.comparing.wanted)
    window.show_generation(make("new", State.FINISHED, created_at=4.0, action=REGION, parent="single", size=128))
    window.library.chosen.emit("new")
    assert window.status.message.remedy is Remedy.NONE
    window.show_generation(make("new", created_at=4.0, action=REGION, parent="single", size=128))
    assert window.status.message.what == "The region is repainted."
    window.status.remedy.click()
    assert [each.shown for each in wanted if isinstance(each, Comparison)] == ["new"]


def test_a_picture_without_one_before_it_cannot_be_compared(window: Window) -> None:
    window.library.chosen.emit("grid")
    wanted = gather(window.comparing.wanted)
    assert not button(window, "compare_shown").isVisible()
    press(window.viewer, "C")
    assert wanted == []


@pytest.mark.parametrize("key", ["C", "Esc"])
def test_a_key_leads_back_to_the_picture_as_it_was(comparing: Window, key: str) -> None:
    press(focus(comparing), "Ctrl+2")
    press(focus(comparing), key)
    assert not comparing.comparing.is_open
    assert comparing.pages.currentWidget() is comparing.viewer
    assert comparing.viewer.hasFocus()
    assert comparing.viewer.tile is None
    assert not button(comparing, "compare_shown").isChecked()
    zoom = comparing.header.findChild(QLabel, "zoom")
    assert isinstance(zoom, QLabel)
    assert zoom.text() == f"{comparing.viewer.zoom * 100:.0f} %"


def test_a_candidate_that_was_looked_at_is_the_tile_chosen_afterwards(comparing: Window) -> None:
    press(focus(comparing), "3")
    press(focus(comparing), "C")
    assert comparing.viewer.tile == 3
    press(comparing.viewer, "C")
    comparing.comparing.show_compared(compared())
    view = comparing.comparing.view
    assert view is not None
    assert view.place == 2


def test_what_is_chosen_meanwhile_is_shown_and_the_pictures_are_let_go_of(comparing: Window) -> None:
    comparing.library.chosen.emit("single")
    assert comparing.pages.currentWidget() is comparing.viewer
    view = comparing.comparing.view
    assert view is not None
    assert view.canvas.compared is None


def test_pictures_that_come_when_something_else_is_on_view_are_not_shown(window: Window) -> None:
    press(window.viewer, "C")
    window.library.chosen.emit("single")
    window.comparing.show_compared(compared())
    assert not window.comparing.is_open


def test_candidate_and_tile_are_one_and_its_actions_keep_their_keys(comparing: Window) -> None:
    triggered = gather(comparing.triggered)
    press(focus(comparing), "3")
    press(focus(comparing), "U")
    assert comparing.viewer.tile == 3
    assert triggered == [Trigger("edit", "upscale3", held=True)]
    taken_back: list[bool] = []
    comparing.taken_back.connect(lambda: taken_back.append(True))
    child = make("child", State.WAITING, action="upscale3", parent="edit", created_at=5.0)
    comparing.show_generation(child)
    press(focus(comparing), "Esc")
    assert taken_back == [True]
    assert comparing.comparing.is_open


def test_a_right_click_wants_the_pictures_menu(comparing: Window) -> None:
    wanted = gather(comparing.viewer.menu_wanted)
    canvas = focus(comparing)
    click = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(40, 40), canvas.mapToGlobal(QPoint(40, 40)))
    QApplication.sendEvent(canvas, click)
    assert wanted == [canvas.mapToGlobal(QPoint(40, 40))]


def test_commands_of_the_picture_that_the_comparison_has_too_are_its_own(comparing: Window) -> None:
    comparing.commands.run(next(each for each in comparing.commands.every() if each.id == "double"))
    view = comparing.comparing.view
    assert view is not None
    assert view.canvas.zoom == 2
    QTest.mouseClick(button(comparing, "fit"), Qt.MouseButton.LeftButton)
    assert view.canvas.is_fitted
    now = comparing.commands.situation()
    assert (now.comparing, now.has_candidates, now.compares_masked) == (True, True, True)


def test_the_drift_of_what_is_looked_at_is_said(comparing: Window) -> None:
    comparing.comparing.show_examined(examine(compared(), 0))
    assert comparing.status.message.what == "Outside the mask 100 % changed visibly, by 10 of 255 levels at most."
    comparing.show_message(Message("One waits", remedy=Remedy.SEND_WAITING))
    comparing.comparing.show_examined(examine(compared(), 0))
    assert comparing.status.message.what == "One waits"


def test_what_was_said_of_a_comparison_goes_with_it(comparing: Window) -> None:
    comparing.comparing.show_examined(examine(compared(), 0))
    assert comparing.status.message.what.startswith("Outside the mask")
    comparing.comparing.leave()
    assert comparing.status.message.what == "Ready"


def test_keeping_the_rest_exact_is_asked_for_the_candidate_on_view_and_shows_the_composite(comparing: Window) -> None:
    asked: list[int] = []
    comparing.comparing.keep_wanted.connect(lambda _, place: asked.append(place))
    press(focus(comparing), "2")
    QTest.mouseClick(button(comparing, "compare-keep"), Qt.MouseButton.LeftButton)
    assert asked == [1]
    made = composed(family()[2])
    comparing.comparing.show_composed(made)
    assert comparing.shown == made.id
    assert comparing.pages.currentWidget() is comparing.viewer
    assert comparing.status.message.what == "The rest is kept exact."
    assert (library_words.kind(made), header_words.deed(made)) == ("Composite 2", "Composite of candidate 2")


def test_what_is_asked_of_a_composite_is_asked_of_the_services_picture_and_the_bar_says_so(window: Window) -> None:
    made = composed(family()[2])
    window.comparing.show_composed(made)
    window.show_picture(picture(made.id))
    triggered = gather(window.triggered)
    note = window.action_bar.findChild(QLabel, "composite_note")
    assert isinstance(note, QLabel)
    assert note.isVisible()
    assert window.findChild(QAbstractButton, "repaint_region") is None
    QTest.mouseClick(button(window, "action_upscale2"), Qt.MouseButton.LeftButton)
    press(window.viewer, "V")
    assert triggered == [Trigger("edit", "upscale2"), Trigger("edit", "variation2", held=True)]
    window.library.chosen.emit("edit")
    assert not note.isVisible()


def test_a_composite_is_compared_too_and_has_nothing_left_to_keep(window: Window) -> None:
    made = composed(family()[2])
    window.comparing.show_composed(made)
    wanted = gather(window.comparing.wanted)
    press(window.viewer, "C")
    of = Comparison(Part("single"), (Part(made.id),), "edit")
    assert wanted == [of]
    window.comparing.show_compared(Compared(of, flat(10), (flat(20),), blank(64, 64)))
    assert window.comparing.is_open
    assert not button(window, "compare-keep").isVisible()
