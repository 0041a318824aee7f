"""The second click of a double click: never for what the first one uncovered. Clicks go to the window, as a mouse's."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from mj_desktop.ui.mask_editor.editor import MaskEditor
from mj_desktop.ui.window.window import Window
from tests.ui.conftest import Made, picture
from tests.ui.finders import button, gather

NONE, LEFT = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton


@pytest.fixture
def stage(window: Window, made: Made) -> Window:
    """A window with a library as long as the window is high, and the editor open on the newest of it."""
    window.set_editor(MaskEditor())
    window.show_library([made(f"{number}", action="upscale1", created_at=2e9 - number) for number in range(12)])
    window.show_picture(picture("0"))
    window.open_editor("0")
    return window


def click(window: Window, at: QPoint, twice: bool = True) -> None:
    press = QTest.mouseDClick if twice else QTest.mouseClick
    press(window.windowHandle(), LEFT, NONE, at)


def middle(window: Window, of: QWidget) -> QPoint:
    return of.mapTo(window, of.rect().center())


def test_a_double_click_on_repaint_sends_the_region_and_chooses_nothing_behind_it(stage: Window) -> None:
    assert stage.editor is not None
    stage.editor.painted.invert()
    sent, chosen = gather(stage.region_submitted), gather(stage.library.chosen)
    repaint = button(stage, "repaint")
    repaint.setFixedHeight(400)  # for a tile to lie behind it
    QTest.qWait(0)
    at = repaint.mapTo(stage, QPoint(40, 40))
    click(stage, at)
    assert len(sent) == 1 and not chosen
    cells = stage.library.view
    assert cells.indexAt(cells.viewport().mapFrom(stage, at)).isValid()
    click(stage, at, twice=False)
    assert len(chosen) == 1


def test_a_double_click_beside_a_card_closes_it_and_chooses_nothing_behind_it(stage: Window) -> None:
    assert stage.editor is not None
    stage.editor.leave()
    chosen = gather(stage.library.chosen)
    cells = stage.library.view
    at = cells.viewport().mapTo(stage, cells.visualRect(stage.library.model.index(3)).center())
    QTest.keyClick(stage.viewer, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert stage.commands.overlay is not None
    click(stage, at)
    assert stage.commands.overlay is None and not chosen


def test_a_double_click_where_nothing_closes_is_one(stage: Window) -> None:
    assert stage.editor is not None
    QTest.keyClick(stage.editor.canvas, Qt.Key.Key_L)
    QTest.keyClick(stage.editor.canvas, Qt.Key.Key_L, Qt.KeyboardModifier.ShiftModifier)
    canvas = stage.editor.canvas
    for x, y in ((-60, -60), (60, -60)):
        click(stage, middle(stage, canvas) + QPoint(x, y), twice=False)
        QTest.qWait(0)
    click(stage, middle(stage, canvas))
    assert not stage.editor.painted.is_empty
