"""The trash: looked at, restored from and emptied."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from mj_desktop.core import commands
from mj_desktop.core.generation import State
from mj_desktop.core.keeping import (
    EmptyTrash,
    OpenTrash,
    Restore,
    Trash,
)
from tests.ui.conftest import Made
from tests.ui.library_stage import Stage
from tests.ui.library_stage import stage as stage


def _seen(parent: QWidget, name: str) -> bool:
    found = parent.findChild(QWidget, name)
    assert isinstance(found, QWidget), name
    return found.isVisible()


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
