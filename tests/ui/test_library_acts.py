"""What a person does with the library: search, menu, trash and undo, demo pictures, copying."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QColor, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QMenu, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from mj_desktop.core import commands
from mj_desktop.core.generation import DEMO, Generation, State
from mj_desktop.core.intentions import Remedied, Trigger
from mj_desktop.core.keeping import (
    Delete,
    DeleteOrigin,
    EmptyTrash,
    Export,
    Exported,
    Found,
    How,
    OpenTrash,
    Restore,
    Search,
    Trash,
    UndoDelete,
)
from mj_desktop.core.messages import Remedy
from mj_desktop.core.situation import Need
from mj_desktop.pictures import Kind, Loaded
from mj_desktop.ui.strip.menu import ChildrenMenu, PictureMenu
from mj_desktop.ui.window.library_acts import LibraryActs
from mj_desktop.ui.window.window import Window
from tests.ui.conftest import Made, picture

CTRL = Qt.KeyboardModifier.ControlModifier


class Stage:
    """A window with four generations, and what was wished."""

    def __init__(self, window: Window, made: Made) -> None:
        self.window, self.strip = window, window.library
        self.acts = LibraryActs(window)
        self.wishes: list[object] = []
        self.acts.asked.connect(self.wishes.append)
        at = 1_700_000_000.0
        self.all = [
            made("d", created_at=at + 3, prompt="a volcano", origin="https://api.example.com"),
            made("c", created_at=at + 2, parent="b", action="upscale1", prompt=""),
            made("b", created_at=at + 1, prompt="a lighthouse"),
            made("a", created_at=at, prompt="a cat"),
        ]
        window.show_library(self.all)

    def shown(self) -> list[str]:
        model = self.strip.model
        entries = [model.entry(model.index(row)) for row in range(model.rowCount())]
        return [entry.id for entry in entries if isinstance(entry, Generation)]

    def menu(self, name: str, tile: int | None = None) -> dict[str, QAction]:
        return {action.text().partition("\t")[0]: action for action in self.acts.menu_of(name, tile).actions()}


@pytest.fixture
def stage(window: Window, made: Made) -> Stage:
    return Stage(window, made)


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


def test_the_trash_restores_and_is_emptied_only_after_a_question(qtbot: QtBot, stage: Stage) -> None:
    stage.strip.show_trash(Trash(()))
    assert _seen(stage.strip, "trash-nothing")
    back = stage.strip.trash.findChild(QWidget, "trash-back")
    assert isinstance(back, QWidget)
    assert back.hasFocus()
    QTest.keyClick(back, Qt.Key.Key_Escape)
    assert stage.strip.view.isVisible()
    stage.strip.show_trash(Trash(tuple(stage.all[:2])))
    trash = stage.strip.trash
    trash.view.setCurrentIndex(trash.model.index(1))
    restore, empty = trash.findChild(QWidget, "trash-restore"), trash.findChild(QWidget, "trash-empty")
    assert isinstance(restore, QWidget)
    assert isinstance(empty, QWidget)
    QTest.mouseClick(restore, Qt.MouseButton.LeftButton)
    assert stage.wishes == [Restore(("d",))]
    QTest.mouseClick(empty, Qt.MouseButton.LeftButton)
    box = stage.window.findChild(QMessageBox, "trash-question")
    assert isinstance(box, QMessageBox)
    assert "2 pictures" in box.text()
    assert stage.wishes == [Restore(("d",))]
    remove = next(button for button in box.buttons() if "Remove" in button.text())
    QTest.mouseClick(remove, Qt.MouseButton.LeftButton)
    assert stage.wishes[-1] == EmptyTrash()
    QTest.keyClick(trash.view, Qt.Key.Key_Escape)
    assert stage.strip.view.isVisible()


def _pick(stage: Stage, row: int) -> None:
    view = stage.strip.trash.view
    at = view.visualRect(stage.strip.trash.model.index(row)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)


def _label(stage: Stage, name: str) -> str:
    found = stage.window.header.findChild(QLabel, name)
    assert isinstance(found, QLabel)
    return found.text()


def test_the_key_that_empties_the_trash_shows_it_and_asks_there_where_anything_lies_in_it(stage: Stage) -> None:
    stage.strip.empty_trash()
    assert stage.wishes == [OpenTrash()]
    stage.strip.show_trash(Trash((stage.all[1],)))
    box = stage.window.findChild(QMessageBox, "trash-question")
    assert isinstance(box, QMessageBox)
    assert "one picture" in box.text()
    box.reject()
    stage.strip.empty_trash()
    stage.strip.show_trash(Trash(()))
    assert [each for each in stage.window.findChildren(QMessageBox, "trash-question") if each.isVisible()] == []
    assert EmptyTrash() not in stage.wishes


def test_what_is_chosen_in_the_trash_is_looked_at_and_nothing_can_be_done_with_it(stage: Stage) -> None:
    wanted: list[str] = []
    stage.window.picture_wanted.connect(wanted.append)
    stage.acts.take_out(("b", "c"))
    stage.strip.show_trash(Trash((stage.all[1], stage.all[2])))
    assert stage.window.shown == "d"
    _pick(stage, 1)
    assert (stage.window.shown, wanted[-1]) == ("c", "c")
    assert (_label(stage, "title"), _label(stage, "meta")[:12]) == ("A lighthouse", "in the trash")
    assert not any(part.isEnabled() for part in stage.window.action_bar.findChildren(QAbstractButton, "upscale_2x"))
    now = stage.window.commands.situation()
    assert commands.named("action:upscale_2x").reason(now) == commands.named("delete").reason(now) == commands.TRASHED
    stage.window.commands.run(commands.named("delete"))
    QTest.keyClick(stage.window.viewer, Qt.Key.Key_Delete)
    assert stage.wishes == []
    titles = [stage.strip.trash.model.index(row).data().partition("\n")[0] for row in (1, 2)]
    assert titles == ["a lighthouse", "a lighthouse"]
    QTest.keyClick(stage.strip.trash.view, Qt.Key.Key_Escape)
    assert stage.window.shown == "d"
    assert not stage.window.viewer.trashed


def test_what_is_restored_is_shown_and_the_trash_stays_open_until_something_is_begun(stage: Stage, made: Made) -> None:
    stage.acts.take_out(("a", "b"))
    stage.strip.show_trash(Trash((stage.all[2], stage.all[3])))
    _pick(stage, 1)
    stage.acts.put_back([stage.all[2]])
    assert stage.window.shown == "b"
    assert stage.window.commands.situation().trashed is False
    assert stage.strip.in_trash
    stage.window.desk.focus_prompt()
    stage.window.show_generation(made("new", State.WAITING, created_at=1_800_000_000.0))
    assert not stage.strip.in_trash
    assert stage.window.shown == "new"
    assert stage.window.desk.edit.hasFocus()


def test_a_follow_up_keeps_its_words_while_its_parent_lies_in_the_trash_and_the_way_leads_there(stage: Stage) -> None:
    stage.strip.chosen.emit("b")
    stage.acts.take_out(("b",))
    assert stage.window.shown == "a"
    stage.strip.chosen.emit("c")
    assert _label(stage, "title") == "A lighthouse"
    row = stage.strip.model.row("c")
    assert row is not None
    assert stage.strip.model.index(row).data().startswith("a lighthouse")
    stage.window.header.parent_requested.emit("b")
    assert stage.window.shown == "b"
    assert stage.window.viewer.trashed
    stage.strip.chosen.emit("c")
    stage.strip.show_trash(Trash(()))
    stage.window.header.parent_requested.emit("b")
    assert stage.window.shown == "c"
    assert "removed for good" in stage.window.status.message.what


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
