"""The office in the whole program: a batch typed, drawn and shown as a sheet; a picture of it copied as code."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from mj_desktop.core.generation import DEMO, State
from mj_desktop.core.references import Reference
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


def test_the_references_of_the_prompt_panel_go_with_every_prompt_of_a_batch_which_says_so(
    run: Run[Any], qapp: QApplication, tmp_path: Path
) -> None:
    async def draw() -> None:
        async with opened(tmp_path) as at:
            fox = await at.draw("a fox")
            assert fox.picture is not None
            QTest.keyClick(at.window, Qt.Key.Key_B, CTRL_SHIFT)
            page = at.window.findChild(BatchPage)
            assert isinstance(page, BatchPage)
            said = page.form.findChild(QLabel, "batch-count")
            assert isinstance(said, QLabel)
            assert said.text() == "One prompt"
            at.program.further.references.add(fox)
            await at.until(lambda: all(each.is_checked for each in at.program.further.collector.all))
            assert said.text() == "One prompt, with one reference"
            page.form.prompt.selectAll()
            QTest.keyClicks(page.form.prompt, "a {red, blue} cat")
            QTest.keyClick(page.form.prompt, Qt.Key.Key_Return, CTRL)
            await at.until(lambda: len([each for each in at.seen.values() if each.place is not None]) == 2)
            sent = sorted(each.request.prompt or "" for each in at.seen.values() if each.place is not None)
            head = fox.picture.raw_url
            assert [text.partition(" --")[0] for text in sent] == [f"{head} a blue cat", f"{head} a red cat"]
            assert page.which.currentText().endswith("a {red, blue} cat")

    run(draw())


def test_a_batch_does_not_start_while_a_reference_is_in_trouble_and_says_why(
    run: Run[Any], qapp: QApplication, tmp_path: Path
) -> None:
    async def draw() -> None:
        async with opened(tmp_path) as at:
            at.program.further.collector.restore((Reference(1, "", "gone.png", origin=DEMO),), {})
            await at.until(lambda: bool(at.program.further.collector.all[0].problem))
            QTest.keyClick(at.window, Qt.Key.Key_B, CTRL_SHIFT)
            page = at.window.findChild(BatchPage)
            assert isinstance(page, BatchPage)
            QTest.keyClicks(page.form.prompt, "a {red, blue} cat")
            QTest.keyClick(page.form.prompt, Qt.Key.Key_Return, CTRL)
            assert at.window.status.message.what == "gone.png: Its file is gone. Take it out."
            assert at.seen == {}

    run(draw())


def test_an_untouched_batch_takes_the_panels_prompt_anew_and_an_unclosed_brace_is_warned_of(
    run: Run[Any], qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with opened(tmp_path) as at:
            desk = at.window.desk.edit
            desk.setPlainText("a house")
            QTest.keyClick(at.window, Qt.Key.Key_B, CTRL_SHIFT)
            page = at.window.findChild(BatchPage)
            assert isinstance(page, BatchPage)
            assert not page.prompts.has_findings
            QTest.keyClick(page, Qt.Key.Key_Escape)
            desk.setPlainText("a {red, bl house")
            QTest.keyClick(at.window, Qt.Key.Key_B, CTRL_SHIFT)
            assert page.form.prompt.toPlainText() == "a {red, bl house"
            assert page.prompts.has_findings and not page.prompts.mend.isVisible()
            page.form.prompt.setPlainText("a \\{plain\\} {red, blue} house")
            assert not page.prompts.has_findings
            QTest.keyClick(page, Qt.Key.Key_Escape)
            desk.setPlainText("a boat")
            QTest.keyClick(at.window, Qt.Key.Key_B, CTRL_SHIFT)
            assert page.form.prompt.toPlainText().endswith("{red, blue} house")

    run(work())
