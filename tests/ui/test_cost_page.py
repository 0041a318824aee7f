"""Costs in the window: on the page, on the buttons, in the status line."""

import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from mj_desktop.core.asides import Aside, AsideWish
from mj_desktop.core.generation import DEMO, RemotePicture
from mj_desktop.core.ledger import Ledger, Line
from mj_desktop.core.local_picture import LocalPicture
from mj_desktop.core.prices import LIMIT, Prices
from mj_desktop.ui.controls import Segments
from mj_desktop.ui.costs.page import CostPage
from mj_desktop.ui.mask_editor.editor import MaskEditor
from mj_desktop.ui.window.aside_place import AsidePlace
from mj_desktop.ui.window.cost_place import CostPlace
from mj_desktop.ui.window.library_acts import LibraryActs
from mj_desktop.ui.window.office_place import OfficePlace
from mj_desktop.ui.window.source_place import SourcePlace
from mj_desktop.ui.window.video_place import VideoPlace
from mj_desktop.ui.window.window import Window
from tests.ui.conftest import make, picture
from tests.ui.finders import read

SERVICE = "https://api.acedata.cloud"


@pytest.fixture
def window(window: Window) -> Window:
    window.show_library([make("a", created_at=1.0, origin=SERVICE)])
    window.viewer.setFocus()
    return window


def opened(window: Window, costs: CostPlace) -> CostPage:
    costs.button.click()
    assert costs.page is not None
    return costs.page


def words_of(window: Window, name: str) -> str:
    found = window.findChild(QWidget, name)
    assert found is not None
    return found.toolTip() or (found.text() if isinstance(found, QLabel) else "")


def test_prices_are_edited_by_the_keyboard_said_to_be_yours_and_an_emptied_field_is_an_estimate_again(
    window: Window,
) -> None:
    costs = OfficePlace(window).costs
    told: list[Prices] = []
    costs.changed.connect(told.append)
    costs.changed.connect(costs.show_prices)
    page = opened(window, costs)
    field = page.rows.fields["generate"]
    assert field.text() == "0.27"
    for typed, kept in (("0,5", {"generate": 0.5}), ("dear", None), ("", {})):
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, typed) if typed else QTest.keyClick(field, Qt.Key.Key_Delete)
        QTest.keyClick(field, Qt.Key.Key_Return)
        if kept is not None:
            assert told[-1] == Prices(kept)
    assert len(told) == 2
    page.rows.fields[LIMIT].setFocus()
    QTest.keyClicks(page.rows.fields[LIMIT], "5")
    QTest.keyClick(page.rows.fields[LIMIT], Qt.Key.Key_Return)
    assert told[-1].limit == 5.0
    QTest.keyClick(page.rows.fields[LIMIT], Qt.Key.Key_Escape)
    assert (page.isVisible(), window.viewer.isVisible()) == (False, True)


def test_the_ledger_says_what_is_billed_and_what_is_an_estimate(window: Window) -> None:
    costs = OfficePlace(window).costs
    page = opened(window, costs)
    assert (page.table.isVisible(), page.findChild(QLabel, "costs-summary") is not None) == (False, True)
    lines = (
        Line("2026-11-25", "Generate", 3, 2, 0.54, 0), Line("2026-11-25", "Upscale", 1, 1, 0.05, 1),
        Line("2026-11-24", "Reroll", 1, 0, 0.0, 0),
    )  # fmt: skip
    costs.show_ledger(Ledger(lines, 0.59, 0.27))
    rows = [[page.table.item(row, column).text() for column in range(5)] for row in range(3)]  # type: ignore[union-attr]
    assert rows == [
        ["2026-11-25", "Generate", "3", "2", "0.54 estimate"],
        ["", "Upscale", "1", "1", "0.05 billed"],
        ["2026-11-24", "Reroll", "1", "0", "not charged"],
    ]
    summary = page.findChild(QLabel, "costs-summary")
    assert isinstance(summary, QLabel)
    assert summary.text() == "Today 0.59 credits, about 0.06 dollars; 0.27 more on the way."


def test_buttons_name_what_they_cost_at_the_service_and_nothing_with_the_demo_engine(window: Window) -> None:
    costs = OfficePlace(window).costs
    costs.show_origin(SERVICE)
    costs.show_prices(Prices().put("turbo", 2.0).put("upscale", 0.07))
    costs.show_ledger(Ledger((), 1.5, 0.0))
    foot = [label.text() for label in window.desk.findChildren(QLabel)]
    assert "About 0.27 credits (estimate)" in foot
    window.desk.modes.segment("turbo").click()
    assert "About 0.54 credits (estimate)" in [label.text() for label in window.desk.findChildren(QLabel)]
    assert words_of(window, "action_upscale2").endswith("About 0.07 credits (estimate)")
    window.show_picture(picture("a"))
    QTest.keyClick(window.viewer, Qt.Key.Key_2)
    assert words_of(window, "tile_vary") == "Vary tile 2 [V]\nAbout 0.27 credits (estimate)"
    assert words_of(window, "costs-today") == "1.50 credits today"
    window.show_generation(make("b", created_at=2.0, origin=DEMO))
    assert "credits" not in words_of(window, "action_upscale2")
    costs.show_origin(DEMO)
    assert "Free with the demo engine" in [label.text() for label in window.desk.findChildren(QLabel)]
    assert words_of(window, "costs-today") == ""
    assert not window.findChild(QLabel, "costs-today").isVisible()  # type: ignore[union-attr]  # else a gap is left


def test_what_asking_and_a_video_cost_is_said_for_whoever_is_asked(window: Window) -> None:
    place, acts = OfficePlace(window), LibraryActs(window)
    sources = SourcePlace(window, lambda of, tile: LocalPicture(of.id, ""), lambda origin: True, lambda *_: False)
    asides, videos = AsidePlace(window, acts, sources), VideoPlace(window, window.showing, acts, sources)
    costs = place.costs
    acts.price_by(costs.of_aside)
    asides.price_by(costs.of_aside)
    videos.price_by(costs.of_all)
    costs.show_origin(SERVICE)
    costs.show_prices(Prices().put("shorten", 0.2).put("turbo", 3.0))
    menu = acts.menu_of("a")
    tips = {action.text().partition("\t")[0]: action.toolTip() for action in menu.actions()}
    assert tips["Describe the picture: four prompts"] == "About 0.05 credits (estimate)"
    assert tips["Look up the seed"] == "Counted as free by your price table"
    asides.show_asking(AsideWish(Aside.SHORTEN, "a cat"))
    assert words_of(window, "asides_cost") == "About 0.20 credits (estimate)"
    asides.show_asking(AsideWish(Aside.SHORTEN, "a cat", DEMO))
    assert words_of(window, "asides_cost") == "Free with the demo engine"
    seen = RemotePicture(raw_url="https://example.org/a.png", raw_width=64, raw_height=64)
    videos.compose(make("a", created_at=time.time(), origin=SERVICE, picture=seen))
    assert words_of(window, "video_cost") == "About 1.05 credits (estimate)"
    segment = window.findChild(Segments, "video_mode")
    assert isinstance(segment, Segments)
    segment.segment("turbo").click()
    assert words_of(window, "video_cost") == "About 3.15 credits (estimate)"


def test_a_repaint_names_what_it_costs_beside_its_button(window: Window) -> None:
    costs = OfficePlace(window).costs
    costs.show_prices(Prices().put("variation_region", 0.4))
    editor = MaskEditor()
    window.set_editor(editor)
    window.show_generation(make("s", created_at=3.0, action="upscale1", origin=SERVICE, parent="a", size=64))
    window.library.chosen.emit("s")
    window.show_picture(picture("s"))
    window.open_editor("s")
    assert editor.isVisible()
    assert "About 0.40 credits (estimate)" in [label.text() for label in editor.findChildren(QLabel)]
    costs.button.click()
    costs.button.click()
    assert editor.isVisible()


def _escape_from_outside(window: Window) -> None:
    """Press Esc with the keyboard on what stands beside the page."""
    outside = window.findChild(QAbstractButton, "connect-account")
    assert isinstance(outside, QAbstractButton)
    outside.setFocus()
    assert outside.hasFocus()
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Escape)


def test_esc_closes_a_page_wherever_the_keyboard_is(window: Window) -> None:
    page = opened(window, OfficePlace(window).costs)
    _escape_from_outside(window)
    assert (page.isVisible(), window.viewer.isVisible()) == (False, True)
    for place in (window.settings, window.tasks):
        place.open()
        assert place.is_open
        _escape_from_outside(window)
        assert not place.is_open


def test_a_page_that_is_left_gives_the_centre_to_the_page_that_it_covered(window: Window) -> None:
    costs = OfficePlace(window).costs
    page = opened(window, costs)
    window.settings.open()
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Escape)
    assert page.isVisible()
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert window.viewer.isVisible()


def test_counting_that_takes_longer_is_said_until_it_is_done(window: Window, qtbot: QtBot) -> None:
    costs = OfficePlace(window).costs
    page = opened(window, costs)
    qtbot.waitUntil(lambda: read(page, "costs-summary") == "Counting…")
    costs.show_ledger(Ledger())
    assert read(page, "costs-summary").startswith("Today 0.00 credits")


def test_days_actions_and_numbers_are_not_cut_in_the_smallest_window(window: Window) -> None:
    window.resize(900, 600)
    page = opened(window, CostPlace(window))
    page.show_ledger(Ledger((Line("2026-11-25", "Longer video", 12, 11, 123.45, 11),)))
    QApplication.processEvents()
    table = page.table
    assert [column for column in range(5) if table.sizeHintForColumn(column) > table.columnWidth(column)] == []
