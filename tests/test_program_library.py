"""A library that does not open, and a folder chosen for it: nothing typed is lost, and there is a way out."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

from mj_desktop import app
from mj_desktop.core.generation import Generation, State
from mj_desktop.core.keeping import Delete, Export, How
from mj_desktop.core.settings import Settings
from mj_desktop.library import peek
from mj_desktop.library.library import Library
from mj_desktop.library.settings import SettingsFile
from mj_desktop.program import Program
from mj_desktop.ui.window.window import Window
from tests.conftest import Run
from tests.desk import QUICK
from tests.keyrings import InMemory
from tests.opened import SMALL, opened
from tests.ui.finders import button, message
from tests.waiting import until


@asynccontextmanager
async def _refused(profile: Path) -> AsyncIterator[tuple[Window, Program]]:
    """A program whose library does not open, in a shown window."""
    app.application()
    window = Window()
    window.show()
    program = Program(window, profile, {}, SMALL, QUICK, keyring=InMemory())
    try:
        assert not await program.open()
        yield window, program
    finally:
        await program.close()
        window.close()
        window.deleteLater()


def _shown(window: Window, name: str) -> str:
    found = window.findChild(QLabel, name)
    return found.text() if isinstance(found, QLabel) and found.isVisible() else ""


def _click(window: Window, name: str) -> None:
    assert button(window, name).isVisible()
    QTest.mouseClick(button(window, name), Qt.MouseButton.LeftButton)


def _chosen_library(profile: Path, folder: Path) -> None:
    SettingsFile(profile).save(Settings(library=str(folder)))


def test_a_library_that_cannot_be_opened_is_said_in_the_window(
    run: Run[Any], qapp: QApplication, tmp_path: Path
) -> None:
    database = tmp_path / "library.sqlite"
    database.mkdir()

    async def work() -> None:
        async with _refused(tmp_path) as (window, program):
            assert "library" in message(window).lower()
            assert "library" in _shown(window, "refused-title").lower()
            assert not button(window, "refused-own").isVisible()  # it is the one that is refused
            _click(window, "refused-again")
            await until(button(window, "refused-again").isEnabled)
            database.rmdir()
            _click(window, "refused-again")
            await until(lambda: not _shown(window, "refused-title"))
            assert program.library.all() == []

    run(work())


def test_a_library_whose_folder_is_gone_is_said_nothing_typed_is_lost_and_the_own_folder_is_a_way_out(
    run: Run[Any], qapp: QApplication, tmp_path: Path
) -> None:
    gone, profile = tmp_path / "disk" / "library", tmp_path / "profile"
    profile.mkdir()
    _chosen_library(profile, gone)

    async def type_and_close() -> None:
        async with _refused(profile) as (window, program):
            assert "not where it was" in _shown(window, "refused-title")
            assert str(gone) in _shown(window, "refused-body")
            QTest.keyClicks(window.desk.edit, "a fox in the snow")
            QTest.keyClick(window.desk.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
            assert message(window) == "Nothing was sent: no library is open. Choose a folder for it first."
            assert window.desk.edit.toPlainText() == "a fox in the snow"
            assert not gone.exists()

    async def come_back() -> None:
        async with _refused(profile) as (window, program):
            window.restore_layout(peek.peek(profile).layout)
            assert window.desk.edit.toPlainText() == "a fox in the snow"
            _click(window, "refused-own")
            await until(lambda: hasattr(program, "connection") and bool(program.engine_pid))
            assert message(window) == f"The library in {profile} is used."
            QTest.keyClick(window.desk.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
            await until(lambda: window.shown is not None)
            assert not _shown(window, "refused-title")
        assert SettingsFile(profile).load() == (Settings(), "")
        assert [each.request.prompt for each in _library(profile)] == ["a fox in the snow --v 8.2"]

    run(type_and_close())
    run(come_back())


def _says(window: Window, why: str) -> bool:
    return why in _shown(window, "note-library")


def _library(folder: Path) -> list[Generation]:
    library = Library(folder)
    found = library.all()
    library.close()
    return found


def test_a_library_folder_is_tried_where_it_is_entered_and_one_that_cannot_be_written_is_refused(
    run: Run[Any], qapp: QApplication, tmp_path: Path
) -> None:
    taken = tmp_path / "a file"
    taken.write_bytes(b"")

    async def work() -> None:
        async with opened(tmp_path / "profile") as at:
            at.window.settings.open_part("library")
            field = at.window.findChild(QLineEdit, "setting-library")
            assert isinstance(field, QLineEdit)
            for wrong, why in (("/proc/nowhere/library", "cannot be written"), (str(taken), "is a file"),
                               (str(taken / "in it"), "cannot be written")):  # fmt: skip
                field.setText(wrong)
                QTest.keyClick(field, Qt.Key.Key_Return)
                await at.until(partial(_says, at.window, why))
                assert field.text() == wrong
                assert field.property("wrong") is True
                assert at.program.preferences.settings.library == ""
            good = tmp_path / "another" / "place"
            field.setText(str(good))
            QTest.keyClick(field, Qt.Key.Key_Return)
            await at.until(lambda: at.program.preferences.settings.library == str(good))
            assert _shown(at.window, "note-library") == ""
            assert "from the next start on" in message(at.window)
        async with opened(tmp_path / "profile") as at:
            assert (await at.draw("a cat")).state is State.STORED
        assert len(_library(good)) == 1

    run(work())


def test_what_a_full_check_found_stays_said_after_a_copy_and_is_looked_at_again_once_pictures_went(
    run: Run[Any], qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with opened(tmp_path) as at:
            drawn, page, keeper = await at.draw("a cat"), at.window.settings, at.program.keeper
            page.open_part("library")
            page.check_wanted.emit()
            await at.until(partial(_health_says, at.window, "One picture checked, it is whole."))
            keeper.ask(Export(drawn.id, How.COPY_PICTURE))
            await at.until(lambda: message(at.window) == "Copied.")
            page.opened.emit()
            assert not at.program.studio.jobs.runs("checkup")
            keeper.ask(Delete((drawn.id,)))
            await at.until(lambda: message(at.window).startswith("Moved"))
            page.opened.emit()
            await at.until(partial(_health_says, at.window, "No picture is missing."))

    run(work())


def _health_says(window: Window, words: str) -> bool:
    return _shown(window, "note-health") == words
