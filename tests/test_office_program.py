"""The office in the whole program: a batch typed, drawn and shown as a sheet; a picture of it copied as code."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from mj_desktop.core.generation import State
from mj_desktop.program import Program
from mj_desktop.ui.batch.page import BatchPage
from mj_desktop.ui.window.window import Window
from tests.conftest import Run
from tests.opened import opened
from tests.waiting import until

CTRL, CTRL_SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
)


async def work(window: Window, program: Program) -> None:
    QTest.keyClick(window, Qt.Key.Key_B, CTRL_SHIFT)
    page = window.findChild(BatchPage)
    assert isinstance(page, BatchPage)
    QTest.keyClicks(page.form.prompt, "a {red, blue} fox")
    QTest.keyClick(page.form.prompt, Qt.Key.Key_Return, CTRL)
    await until(lambda: page.table.columnCount() == 2)
    held = page.table.held
    await until(lambda: all((cell := held(0, n)) and cell.state is State.STORED for n in (0, 1)))
    first = held(0, 0)
    assert first is not None
    await until(lambda: page.table.thumbnail(first) is not None)
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert window.shown == first.id
    QGuiApplication.clipboard().setText("")
    QTest.keyClick(window.viewer, Qt.Key.Key_H, CTRL_SHIFT)
    await until(QGuiApplication.clipboard().text)
    assert '"prompt": "a red fox --v 8.2"' in QGuiApplication.clipboard().text()
    assert [title for _, title, _ in program.library.batches()] == ["a {red, blue} fox"]


def test_a_batch_is_drawn_from_its_page_shown_as_a_sheet_and_copied_as_code(
    run: Run[Any], qapp: QApplication, tmp_path: Path
) -> None:
    async def draw() -> None:
        async with opened(tmp_path) as at:
            await work(at.window, at.program)

    run(draw())
