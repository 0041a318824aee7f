"""Keys in the whole program: what a person changes outlives a restart, and goes to another profile as a file."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from mj_desktop.core.keymap import UNCHANGED
from mj_desktop.ui import keymap
from mj_desktop.ui.commands.sheet import Sheet
from tests.conftest import Run
from tests.opened import opened
from tests.ui.finders import message


@pytest.fixture(autouse=True)
def table_again() -> Iterator[None]:
    yield
    keymap.notifier().take(UNCHANGED)
    keymap.notifier().is_touched = False


def test_changed_keys_outlive_a_restart_and_go_through_a_file_and_an_unreadable_one_is_set_aside(
    run: Run[Any], qapp: QApplication, tmp_path: Path
) -> None:
    kept, moved = tmp_path / "keys.json", tmp_path / "moved.json"
    kept.write_bytes(b"{")

    async def change() -> None:
        async with opened(tmp_path) as at:
            await at.until(lambda: "set aside as keys-unreadable" in message(at.window))
            at.window.commands.open_sheet()
            sheet = at.window.commands.overlay
            assert isinstance(sheet, Sheet)
            sheet.edit(next(row for row in sheet.shown() if row.words == "Presets"))
            QTest.keyClick(sheet.editor, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
            assert "Already: Tasks of the account" in sheet.editor.said()
            QTest.keyClick(sheet.editor, Qt.Key.Key_Return)
            await at.until(kept.exists)
            at.window.commands.keys.saved.emit(str(moved))
            await at.until(moved.exists)

    async def come_back() -> None:
        async with opened(tmp_path) as at:
            await at.until(lambda: keymap.keys("tasks") == ())
            assert at.window.desk.presets.toolTip() == "Presets [Ctrl+J]"
            keymap.notifier().take(UNCHANGED)
            at.window.commands.keys.wanted.emit(str(moved))
            await at.until(lambda: keymap.keys("presets") == ("Ctrl+J",))
            at.window.commands.keys.wanted.emit(str(tmp_path / "none.json"))
            await at.until(lambda: "none.json cannot be read" in message(at.window))

    run(change())
    keymap.notifier().take(UNCHANGED)
    run(come_back())
