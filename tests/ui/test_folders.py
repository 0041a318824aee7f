"""Dialogs begin in the folder where a file was last opened, in this session and in the next."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from mj_desktop.ui import folders
from mj_desktop.ui.incoming import Incoming, ask_files
from mj_desktop.ui.window.office_place import OfficePlace
from mj_desktop.ui.window.window import Window

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def dialog(window: Window) -> QFileDialog:
    (found,) = (each for each in window.findChildren(QFileDialog) if each.isVisible())
    return found


def begun(window: Window) -> str:
    """The folder that the dialog for pictures begins in; it is closed."""
    ask_files(window, "Pictures", Incoming(window))
    asked = dialog(window)
    asked.reject()
    return asked.directory().absolutePath()


def test_the_folder_of_the_last_file_is_where_the_next_dialog_begins_also_after_a_restart(
    window: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    office = OfficePlace(window)
    assert begun(window) == folders.pictures()
    (tmp_path / "lines.csv").write_text("a fox\nan owl\n")
    QTest.keyClick(window, Qt.Key.Key_B, CTRL_SHIFT)
    page = office.batches.page
    assert page is not None
    QTest.keyClick(page.form.open, Qt.Key.Key_Space)
    asked = dialog(window)
    assert asked.directory().absolutePath() == folders.pictures()
    asked.setDirectory(str(tmp_path))
    asked.selectFile("lines.csv")
    asked.accept()
    assert page.form.lines.toPlainText() == "a fox\nan owl\n"
    assert begun(window) == str(tmp_path)
    again = Window()
    qtbot.addWidget(again)
    again.restore_layout(window.layout_state())
    again.restore_layout({"folder": 3})
    assert begun(again) == str(tmp_path)
    again.restore_layout({"folder": str(tmp_path / "gone")})
    assert begun(again) == folders.pictures()
