"""The buttons on a tile: what fits, what is offered."""

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from mj_desktop.ui.viewer.tile_overlay import TileOverlay
from mj_desktop.ui.viewer.tile_pill import Face, Pill, width_of
from tests.ui.conftest import Made

NAMES = ("tile_upscale", "tile_vary", "tile_repaint")


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(800, 800)
    page.show()
    return page


def pills(page: QWidget) -> dict[str, Pill]:
    return {pill.objectName(): pill for pill in page.findChildren(Pill)}


@pytest.mark.parametrize("edge", [616, 308, 256, 180, 140])
def test_the_buttons_fit_into_the_tile_without_touching(made: Made, page: QWidget, edge: int) -> None:
    overlay = TileOverlay(page)
    overlay.show_tile(made(), 2)
    tile = QRectF(50, 40, edge, edge)
    overlay.place(tile, seen_alone=False)
    boxes = [pills(page)[name].geometry() for name in NAMES]
    assert all(pills(page)[name].isVisible() and tile.toRect().contains(pills(page)[name].geometry()) for name in NAMES)
    assert boxes[0].right() < boxes[1].left()
    assert not boxes[2].intersects(boxes[0].united(boxes[1]))


@pytest.mark.parametrize(("edge", "named", "above"), [(616, True, False), (308, True, True), (208, False, False),
                                                      (180, False, False)])  # fmt: skip
def test_the_paid_step_keeps_its_name_in_a_row_of_its_own_where_the_foot_is_too_narrow(
    made: Made, page: QWidget, edge: int, named: bool, above: bool
) -> None:
    overlay = TileOverlay(page)
    overlay.show_tile(made(), 2)
    overlay.place(QRectF(0, 0, edge, edge), seen_alone=False)
    repaint, upscale = pills(page)["tile_repaint"].geometry(), pills(page)["tile_upscale"].geometry()
    assert (repaint.width() > 100) is named
    assert (repaint.bottom() < upscale.top()) is above


def test_on_a_small_tile_one_row_of_buttons_leaves_the_picture_to_be_seen(made: Made, page: QWidget) -> None:
    overlay = TileOverlay(page)
    overlay.show_tile(made(), 2)
    tile = QRectF(0, 0, 208, 208)  # a window of 900 x 600
    overlay.place(tile, seen_alone=False)
    boxes = [pills(page)[name].geometry() for name in NAMES]
    assert {box.top() for box in boxes} == {boxes[0].top()}
    assert sum(box.width() * box.height() for box in boxes) < 0.15 * tile.width() * tile.height()
    assert [box.width() > 32 for box in boxes] == [True, False, False]


def test_keys_and_words_go_as_the_tile_gets_smaller(made: Made, page: QWidget) -> None:
    overlay = TileOverlay(page)
    overlay.show_tile(made(), 1)
    widths = []
    for edge in (616, 308, 256, 180):
        overlay.place(QRectF(0, 0, edge, edge), seen_alone=False)
        widths.append([pills(page)[name].width() for name in NAMES])
    wide, usual, small, tiny = widths
    assert wide[2] == usual[2] > tiny[2] == 32
    assert usual[0] >= small[0] > tiny[0] == 32


def test_a_tile_too_small_for_icons_has_none(made: Made, page: QWidget) -> None:
    overlay = TileOverlay(page)
    overlay.show_tile(made(), 1)
    overlay.place(QRectF(0, 0, 100, 100), seen_alone=False)
    assert not any(pill.isVisible() for pill in pills(page).values())


def test_a_tile_seen_alone_needs_no_button_for_it(made: Made, page: QWidget) -> None:
    overlay = TileOverlay(page)
    overlay.show_tile(made(), 1)
    overlay.place(QRectF(0, 0, 600, 600), seen_alone=True)
    assert not pills(page)["tile_alone"].isVisible()


def test_a_pill_is_as_wide_as_its_words(page: QWidget) -> None:
    assert width_of(Face("x", "Stop waiting")) > width_of(Face("x", "Stop")) > width_of(Face("x", square=True)) == 32
