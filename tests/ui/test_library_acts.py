"""What a person does with the library: search, menu, undo, demo pictures, copying."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from mj_desktop.core.generation import DEMO, State
from mj_desktop.core.intentions import Remedied, Trigger
from mj_desktop.core.keeping import (
    Delete,
    DeleteOrigin,
    Export,
    Exported,
    Found,
    How,
    OpenTrash,
    Search,
    UndoDelete,
)
from mj_desktop.core.messages import Remedy
from mj_desktop.core.situation import Need
from mj_desktop.pictures import Kind, Loaded
from mj_desktop.ui.strip.menu import ChildrenMenu, PictureMenu
from mj_desktop.ui.window.window import Window
from tests.ui.conftest import Made, picture
from tests.ui.library_stage import Stage
from tests.ui.library_stage import stage as stage

CTRL = Qt.KeyboardModifier.ControlModifier


def _seen(parent: QWidget, name: str) -> bool:
    found = parent.findChild(QWidget, name)
    assert isinstance(found, QWidget), name
    return found.isVisible()


def test_each_letter_typed_asks_and_what_is_found_is_shown(stage: Stage) -> None:
    field = stage.strip.head.field
    QTest.keyClicks(field, "li")
    assert stage.wishes == [Search("l"), Search("li")]
    stage.strip.show_found(Found("l", frozenset()))
    assert len(stage.shown()) == 4  # an answer to what was typed before
    stage.strip.show_found(Found("li", frozenset({"b", "c"})))
    assert stage.shown() == ["c", "b"]
    stage.strip.show_found(Found("li", frozenset()))
    assert _seen(stage.strip, "library-nothing")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert stage.shown() == ["d", "c", "b", "a"]


def test_what_is_just_begun_is_seen_while_something_else_is_searched_for(stage: Stage, made: Made) -> None:
    field = stage.strip.head.field
    QTest.keyClicks(field, "li")
    stage.strip.show_found(Found("li", frozenset({"b"})))
    stage.window.show_generation(made("new", State.WAITING, prompt="a castle", created_at=1.8e9))
    assert stage.shown() == ["new", "b"]
    stage.window.show_generation(made("new", prompt="a castle", created_at=1.8e9))
    stage.strip.show_found(Found("li", frozenset({"b", "c"})))
    assert (stage.shown(), stage.strip.selected()) == (["new", "c", "b"], "new")
    QTest.keyClicks(field, "g")
    stage.strip.show_found(Found("lig", frozenset({"b"})))
    assert stage.shown() == ["b"]


def test_what_is_on_view_is_marked_again_when_the_search_ends(stage: Stage) -> None:
    assert stage.strip.selected() == "d"
    QTest.keyClicks(stage.strip.head.field, "li")
    stage.strip.show_found(Found("li", frozenset({"b", "c"})))
    assert stage.strip.selected() is None
    QTest.keyClick(stage.strip.head.field, Qt.Key.Key_Escape)
    assert (stage.window.shown, stage.strip.selected()) == ("d", "d")


def test_ctrl_f_opens_the_search_also_where_it_is_an_icon(qtbot: QtBot, stage: Stage) -> None:
    stage.window.resize(1024, 700)
    qtbot.waitUntil(lambda: not stage.strip.head.field.isVisible())
    QTest.keyClick(stage.window, Qt.Key.Key_F, CTRL)
    assert stage.strip.head.field.hasFocus()
    QTest.keyClick(stage.strip.head.field, Qt.Key.Key_Escape)
    assert not stage.strip.head.field.isVisible()


def test_delete_undo_and_copy_hold_in_the_strip(stage: Stage) -> None:
    stage.strip.view.setFocus()
    QTest.keyClick(stage.strip.view, Qt.Key.Key_Delete)
    QTest.keyClick(stage.strip.view, Qt.Key.Key_Z, CTRL)
    QTest.keyClick(stage.strip.view, Qt.Key.Key_C, CTRL)
    assert stage.wishes == [Delete(("d",)), UndoDelete(), Export("d", How.COPY_PICTURE)]


def test_what_was_deleted_gives_way_to_its_neighbour_and_comes_back(stage: Stage) -> None:
    stage.acts.take_out(("d",))
    assert stage.window.shown == "c"
    stage.acts.take_out(("a", "b"))
    assert stage.shown() == ["c"]
    stage.acts.take_out(("c",))
    assert stage.window.shown is None
    stage.acts.put_back([stage.all[3]])
    assert stage.window.shown == "a"
    stage.acts.put_back(stage.all)
    assert stage.shown() == ["d", "c", "b", "a"]


def test_the_undo_button_of_the_status_line_asks_for_it(stage: Stage) -> None:
    stage.window.status.remedied.emit(Remedied(Remedy.UNDO))
    stage.window.status.remedied.emit(Remedied(Remedy.TRY_AGAIN, "a"))
    assert stage.wishes == [UndoDelete()]


def test_what_is_being_drawn_is_not_deleted(stage: Stage, made: Made) -> None:
    stage.window.show_generation(made("run", State.RUNNING, created_at=1_800_000_000.0))
    stage.acts.ask(Delete(("run",)))
    assert stage.wishes == []
    assert "Stop waiting" in stage.window.status.message.todo


def test_the_menu_offers_what_can_be_done(stage: Stage) -> None:
    actions = stage.menu("b")
    assert "Save the four tiles..." in actions
    assert "Show where it came from" not in actions
    made = actions["What was made of it"].menu()
    assert isinstance(made, QMenu)
    assert made.actions()[0].text().startswith("Upscale of 1")
    actions["Copy the file"].trigger()
    actions["Delete"].trigger()
    assert stage.wishes == [Export("b", How.COPY_FILE), Delete(("b",))]
    actions["Use the prompt again"].trigger()
    assert stage.window.desk.edit.toPlainText() == "a lighthouse"
    actions["Copy the prompt"].trigger()
    assert QGuiApplication.clipboard().text() == "a lighthouse"
    made.actions()[0].trigger()
    assert stage.window.shown == "c"


def test_the_menu_of_a_tile_speaks_of_the_tile(stage: Stage) -> None:
    actions = stage.menu("b", 3)
    actions["Copy tile 3"].trigger()
    actions["Copy its file"].trigger()
    assert stage.wishes == [Export("b", How.COPY_PICTURE, 3), Export("b", How.COPY_FILE, 3)]
    assert "Save tile 3 as..." in actions


def test_a_region_is_repainted_from_the_menu_and_a_tile_is_upscaled_for_that(stage: Stage) -> None:
    triggered: list[object] = []
    stage.window.triggered.connect(triggered.append)
    single, grid = stage.menu("c")["Repaint region"], stage.menu("b")["Repaint region"]
    assert (single.isEnabled(), single.text().partition("\t")[2]) == (True, "B")
    assert (grid.isEnabled(), grid.toolTip()) == (False, Need.REPAINTABLE)
    single.trigger()
    assert (stage.window.shown, stage.window.place.wanted) == ("c", "c")
    stage.menu("b", 3)["Upscale tile 3 and repaint"].trigger()
    assert triggered == [Trigger("b", "upscale3", then_repaint=True)]


@pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing)")  # of a menu, offscreen
def test_the_viewer_has_the_menu_of_what_is_on_view(stage: Stage) -> None:
    stage.window.viewer.menu_wanted.emit(QPoint(10, 10))
    menu = stage.window.findChild(PictureMenu)
    assert isinstance(menu, PictureMenu)
    assert menu.isVisible()
    menu.close()


@pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing)")  # of a menu, offscreen
def test_what_was_made_of_a_picture_is_one_click_away(stage: Stage, made: Made) -> None:
    button = stage.window.findChild(QWidget, "show_children")
    assert isinstance(button, QWidget)
    assert not button.isVisible()
    stage.strip.chosen.emit("b")
    assert button.isVisible()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert stage.window.shown == "c"
    stage.window.show_generation(made("e", created_at=1_800_000_000.0, parent="b", action="variation2", prompt=""))
    stage.strip.chosen.emit("b")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    menu = stage.window.findChild(ChildrenMenu)
    assert isinstance(menu, ChildrenMenu)
    menu.actions()[1].trigger()
    menu.close()
    assert stage.window.shown == "e"


def test_the_way_to_what_was_made_comes_and_goes_with_it(stage: Stage, made: Made) -> None:
    button = stage.window.findChild(QWidget, "show_children")
    assert isinstance(button, QWidget)
    stage.strip.chosen.emit("a")
    stage.window.show_generation(made("f", created_at=1_800_000_000.0, parent="a", action="variation2", prompt=""))
    assert button.isVisible()
    stage.window.remove_generation("f")
    assert not button.isVisible()


def test_a_single_picture_leads_to_where_it_came_from(stage: Stage) -> None:
    actions = stage.menu("c")
    assert "Save the four tiles..." not in actions
    actions["Show where it came from"].trigger()
    assert stage.window.shown == "b"


def test_demo_pictures_are_hidden_or_removed_in_one_step(stage: Stage) -> None:
    actions = {action.text(): action for action in stage.strip.head.menu.actions()}
    actions["Hide demo pictures"].trigger()
    assert stage.shown() == ["d"]
    actions["Hide demo pictures"].trigger()
    assert len(stage.shown()) == 4
    assert stage.window.layout_state()["demo_hidden"] is False
    actions["Move demo pictures to the trash"].trigger()
    actions["Show the trash"].trigger()
    assert stage.wishes == [DeleteOrigin(DEMO), OpenTrash()]


def test_hidden_demo_pictures_stay_hidden_after_a_restart(qtbot: QtBot, stage: Stage, made: Made) -> None:
    stage.strip.head.hide_demo(True)
    again = Window(whole=False)
    qtbot.addWidget(again)
    again.restore_layout(stage.window.layout_state())
    again.furnish()
    again.complete()
    again.show_library([made("e", created_at=1_800_000_000.0), *stage.all])
    model = again.library.model
    assert [model.index(row).data().partition("\n")[0] for row in range(1, model.rowCount())] == ["a volcano"]
    assert again.shown == "d"
    again.library.head.hide_demo(False)
    assert model.rowCount() == 7


def test_a_drag_out_of_a_tile_asks_for_its_file(stage: Stage) -> None:
    stage.window.show_picture(picture("d"))
    viewer, rect = stage.window.viewer, stage.window.viewer.picture_rect()
    start = QPoint(round(rect.x() + rect.width() * 0.75), round(rect.y() + rect.height() * 0.25))
    QTest.mousePress(viewer, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(viewer, start + QPoint(2, 0))
    assert stage.wishes == []
    QTest.mouseMove(viewer, start + QPoint(30, 0))
    QTest.mouseRelease(viewer, Qt.MouseButton.LeftButton, pos=start)
    assert stage.wishes == [Export("d", How.DRAG, 2)]


def test_a_drag_out_of_the_strip_asks_for_the_file_and_chooses_nothing_on_its_way(stage: Stage) -> None:
    view = stage.strip.view
    row = stage.strip.model.row("b")
    assert row is not None
    start = view.visualRect(stage.strip.model.index(row)).center()
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=start)
    for step in (4, 30, 120):
        QTest.mouseMove(view.viewport(), start - QPoint(step, step))
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=start)
    assert stage.wishes == [Export("b", How.DRAG)]
    assert stage.window.shown == "b"


def test_a_copied_file_and_a_copied_picture_are_on_the_clipboard(stage: Stage, tmp_path: Path) -> None:
    path = tmp_path / "a b.png"
    stage.acts.finish(Exported(Export("d", How.COPY_FILE), str(path)))
    assert [url.toLocalFile() for url in QGuiApplication.clipboard().mimeData().urls()] == [str(path)]
    image = QImage(8, 6, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor("#336699"))
    stage.acts.copy(Loaded("d", image, Kind.RAW))
    assert QGuiApplication.clipboard().image().size() == image.size()
