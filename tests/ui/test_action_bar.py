"""The action bar: every action has a button, nothing else has, a click is reported once."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QMenu
from pytestqt.qtbot import QtBot

from mj_desktop.core.generation import State
from mj_desktop.core.intentions import Repaint, Trigger
from mj_desktop.ui.action_bar.bar import ActionBar
from tests.ui.conftest import GRID_ACTIONS, Made

TEN = ("upscale_2x", "upscale_4x", "variation_subtle", "variation_strong", "zoom_out_2x", "zoom_out_1_5x",
       "pan_left", "pan_right", "pan_up", "pan_down")  # fmt: skip
STRANGE = ("magic_brush", "animate_high", "Überraschung 7")
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def bar(qtbot: QtBot) -> ActionBar:
    bar = ActionBar()
    qtbot.addWidget(bar)
    bar.resize(710, bar.height())
    bar.show()
    return bar


def buttons(bar: ActionBar) -> dict[str, QAbstractButton]:
    """The buttons in sight, by the action's id."""
    seen = (b for b in bar.findChildren(QAbstractButton) if b.isVisible() and b.objectName().startswith("action_"))
    return {button.objectName().removeprefix("action_"): button for button in seen}


def entries(bar: ActionBar) -> dict[str, QAction]:
    """The entries of the menu, by the action's id."""
    menu = bar.findChild(QMenu)
    assert menu is not None
    return {str(entry.data()): entry for entry in menu.actions() if entry.data()}


def repaint(bar: ActionBar) -> QAbstractButton | None:
    return bar.findChild(QAbstractButton, "repaint_region")


@pytest.mark.parametrize("width", [1400, 710, 614, 480])
@pytest.mark.parametrize("ids", [GRID_ACTIONS, TEN, (*TEN, "square", "redo_upscale_subtle", *STRANGE)])
def test_every_action_returned_has_exactly_one_button(
    made: Made, bar: ActionBar, width: int, ids: tuple[str, ...]
) -> None:
    bar.resize(width, bar.height())
    bar.show_generation(made(actions=ids, action="generate" if "upscale1" in ids else "upscale1"))
    assert sorted([*buttons(bar), *entries(bar)]) == sorted(ids)
    assert all(bar.rect().contains(b.mapTo(bar, b.rect().bottomRight())) for b in buttons(bar).values())


def test_in_a_window_of_1280_repaint_has_its_word_beside_all_actions_of_an_upscale(made: Made, bar: ActionBar) -> None:
    bar.show_generation(made(actions=TEN, action="upscale1"))
    button = repaint(bar)
    assert button is not None and button.text() == "Repaint"
    assert len(buttons(bar)) == len(TEN)


@pytest.mark.parametrize("action", [*TEN, *STRANGE])
def test_a_click_sends_the_id_unchanged(made: Made, bar: ActionBar, qtbot: QtBot, action: str) -> None:
    bar.resize(1600, bar.height())
    bar.show_generation(made("pic", actions=(*TEN, *STRANGE), action="upscale1"))
    with qtbot.waitSignal(bar.triggered) as told:
        QTest.mouseClick(buttons(bar)[action], LEFT)
    assert told.args == [Trigger("pic", action)]


def test_a_menu_entry_sends_like_a_button(made: Made, bar: ActionBar, qtbot: QtBot) -> None:
    bar.show_generation(made("pic", actions=(*TEN, *STRANGE), action="upscale1"))
    with qtbot.waitSignal(bar.triggered) as told:
        entries(bar)["magic_brush"].trigger()
    assert told.args == [Trigger("pic", "magic_brush")]


def test_clicking_twice_sends_once_and_another_button_sends_too(made: Made, bar: ActionBar) -> None:
    asked: list[Trigger] = []
    bar.triggered.connect(asked.append)
    bar.show_generation(made("grid"))
    for action in ("upscale1", "upscale1", "upscale2"):
        QTest.mouseClick(buttons(bar)[action], LEFT)
    assert [trigger.action for trigger in asked] == ["upscale1", "upscale2"]


def test_tooltips_have_words_and_keys_and_an_unknown_action_shows_its_id(made: Made, bar: ActionBar) -> None:
    bar.resize(1600, bar.height())
    bar.show_generation(made(actions=(*GRID_ACTIONS, "magic_brush")))
    seen = buttons(bar)
    assert seen["upscale2"].toolTip() == "Upscale 2: Draw it larger, as a picture of its own [2, U]"
    assert seen["reroll"].toolTip().endswith("[R]")
    assert seen["upscale2"].accessibleName() == "Upscale 2"
    assert "(magic_brush)" in seen["magic_brush"].toolTip()


def test_while_it_is_drawn_the_actions_stand_disabled_where_they_will_be(
    made: Made, bar: ActionBar, qtbot: QtBot
) -> None:
    asked: list[Trigger] = []
    bar.triggered.connect(asked.append)
    bar.show_generation(made("grid", State.RUNNING, percent=30))
    before = {name: button.mapTo(bar, button.pos()) for name, button in buttons(bar).items()}
    QTest.mouseClick(buttons(bar)["reroll"], LEFT)
    assert asked == []
    assert not any(button.isEnabled() for button in buttons(bar).values())
    bar.show_generation(made("grid"))
    assert {name: button.mapTo(bar, button.pos()) for name, button in buttons(bar).items()} == before
    assert all(button.isEnabled() for button in buttons(bar).values())


def test_repaint_region_is_offered_on_a_stored_single_picture_only(made: Made, bar: ActionBar, qtbot: QtBot) -> None:
    bar.show_generation(made("grid"))
    assert repaint(bar) is None or not repaint(bar).isVisible()  # type: ignore[union-attr]
    bar.show_generation(made("pic", State.FINISHED, action="upscale1", actions=TEN))
    button = repaint(bar)
    assert button is not None
    assert not button.isEnabled()
    bar.show_generation(made("pic", action="upscale1", actions=TEN))
    with qtbot.waitSignal(bar.repaint_requested) as told:
        QTest.mouseClick(button, LEFT)
    assert told.args == [Repaint("pic")]


def test_with_nothing_on_view_the_bar_is_empty(made: Made, bar: ActionBar) -> None:
    bar.show_generation(made())
    bar.show_generation(None)
    assert buttons(bar) == {}
    assert entries(bar) == {}
