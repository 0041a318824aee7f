import asyncio
import os
import signal
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from keyring.backend import KeyringBackend
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QTextEdit

from mj_desktop import app
from mj_desktop.core.generation import DEMO, Generation, State
from mj_desktop.core.intentions import Trigger
from mj_desktop.core.messages import Message
from mj_desktop.core.settings import Settings
from mj_desktop.library.library import Library
from mj_desktop.library.peek import peek
from mj_desktop.library.settings import SettingsFile
from mj_desktop.program import ADDRESS, TOKEN, Program
from mj_desktop.ui.controls_words import Elided
from mj_desktop.ui.window.window import Window
from tests.conftest import Run
from tests.desk import QUICK
from tests.engine import Engine
from tests.keyrings import InMemory

SMALL = ("--pace", "0", "--pixels", "256")


class _Open:
    """A program behind an open window, and what it said and showed."""

    def __init__(self, window: Window, program: Program, sent: list[Mapping[str, Any]]) -> None:
        self.window, self.program, self.sent = window, program, sent
        self.said: list[Message] = []
        self.seen: dict[str, Generation] = {}
        program.studio.said.connect(self.said.append)
        program.studio.added.connect(self._see)
        program.studio.changed.connect(self._see)

    def _see(self, generation: Generation) -> None:
        self.seen[generation.id] = generation

    async def until(self, condition: Callable[[], bool]) -> None:
        while not condition():
            await asyncio.sleep(0.01)

    async def draw(self, words: str) -> Generation:
        prompt = self.window.findChild(QTextEdit, "prompt")
        assert isinstance(prompt, QTextEdit)
        prompt.selectAll()
        QTest.keyClicks(prompt, words)
        QTest.keyClick(prompt, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        (new,) = [found for found in self.seen.values() if found.state is not State.STORED]
        await self.until(lambda: not self.seen[new.id].state.is_open)
        return self.seen[new.id]


@asynccontextmanager
async def _opened(
    profile: Path, environment: dict[str, str] | None = None, keyring: KeyringBackend | None = None
) -> AsyncIterator[_Open]:
    app.application()
    window = Window()
    window.show()
    sent: list[Mapping[str, Any]] = []
    note = partial(_note, sent)
    program = Program(window, profile, environment or {}, SMALL, QUICK, note, keyring or InMemory())
    await program.open()
    try:
        yield _Open(window, program, sent)
    finally:
        await program.close()
        window.close()
        window.deleteLater()


def _note(sent: list[Mapping[str, Any]], path: str, body: Mapping[str, Any]) -> None:
    if path.endswith("imagine"):
        sent.append(body)


def _said(window: Window) -> str:
    words = window.status.findChild(QLabel, "message")
    assert isinstance(words, Elided)
    return words.words()


def test_a_prompt_typed_into_the_window_is_drawn_kept_and_there_after_a_restart(
    run: Run[Any], qapp: QApplication, tmp_path: Path
) -> None:
    async def draw() -> Generation:
        async with _opened(tmp_path) as at:
            drawn = await at.draw("a lighthouse at dusk")
            assert drawn.state is State.STORED
            assert drawn.origin == DEMO
            return drawn

    async def come_back(drawn: Generation) -> None:
        async with _opened(tmp_path) as at:
            assert at.window.shown == drawn.id
            assert at.program.library.all() == [drawn]
            await at.until(lambda: at.window.viewer.picture is not None)
            child = await at.draw("another one")
            assert child.state is State.STORED

    run(come_back(run(draw())))


def test_a_reroll_by_key_is_taken_back_by_the_first_esc_also_with_the_settings_open(
    run: Run[Any], qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with _opened(tmp_path) as at:
            grid = await at.draw("a cat")
            await at.until(lambda: at.window.viewer.picture is not None)
            QTest.keyClick(at.window.viewer, Qt.Key.Key_R)
            assert "Esc takes it back" in _said(at.window)
            at.window.settings.open()
            QTest.keyClick(at.window.focusWidget(), Qt.Key.Key_Escape)
            assert _said(at.window) == "Taken back. Nothing was sent."
            assert at.window.settings.is_open
            QTest.keyClick(at.window.focusWidget(), Qt.Key.Key_Escape)
            assert not at.window.settings.is_open
            assert at.program.library.all() == [grid]
            assert len(at.sent) == 1

    run(work())


def test_an_engine_that_dies_is_started_again_and_the_window_says_so(
    run: Run[Any], qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with _opened(tmp_path) as at:
            first = await at.draw("a cat")
            os.kill(at.program.engine_pid, signal.SIGKILL)
            await at.until(lambda: "started again" in _said(at.window))
            second = await at.draw("a dog")
            assert (first.state, second.state) == (State.STORED, State.STORED)

    run(work())


def test_closing_ends_the_engine(run: Run[Any], qapp: QApplication, tmp_path: Path) -> None:
    async def work() -> int:
        async with _opened(tmp_path) as at:
            await at.draw("a cat")
            return at.program.engine_pid

    with pytest.raises(ProcessLookupError):
        os.kill(run(work()), 0)


def test_a_token_in_the_environment_connects_the_service_and_demo_pictures_stay_with_the_demo_engine(
    run: Run[Any], qapp: QApplication, tmp_path: Path
) -> None:
    async def with_demo() -> Generation:
        async with _opened(tmp_path) as at:
            return await at.draw("a cat")

    async def with_service(service: Engine, demo: Generation) -> None:
        async with _opened(tmp_path, {TOKEN: service.token, ADDRESS: service.address + "/"}) as at:
            assert at.program.origin == service.address
            drawn = await at.draw("a dog")
            assert (drawn.state, drawn.origin) == (State.STORED, service.address)
            child = at.program.studio.trigger(Trigger(demo.id, "upscale1"))
            assert child is not None
            await at.until(lambda: not at.seen[child.id].state.is_open)
            assert (at.seen[child.id].state, child.origin) == (State.STORED, DEMO)
        listing = service.post("/midjourney/tasks", {"action": "retrieve_batch"}).json()
        assert [task["request"]["action"] for task in listing["items"]] == ["generate"]

    demo = run(with_demo())
    with Engine() as service:
        run(with_service(service, demo))


def test_a_service_address_without_tls_is_refused_and_gets_no_token(
    run: Run[Any], qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with _opened(tmp_path, {TOKEN: "secret", ADDRESS: "http://example.org"}) as at:
            assert at.program.origin == DEMO
            assert "cannot be sent" in _said(at.window)

    run(work())


@pytest.mark.parametrize("name", [ADDRESS, "ALL_PROXY"])
def test_a_setting_that_cannot_be_used_is_said_and_the_demo_engine_draws(
    run: Run[Any], qapp: QApplication, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if name == "ALL_PROXY":
        monkeypatch.setenv(name, "socks://127.0.0.1:9")
    wrong = {ADDRESS: "https://[bad"} if name == ADDRESS else {}

    async def work() -> None:
        async with _opened(tmp_path, {TOKEN: "secret", **wrong}) as at:
            assert at.program.origin == DEMO
            assert "cannot be sent" in _said(at.window)
            assert (await at.draw("a cat")).state is State.STORED

    run(work())


def test_the_prompt_just_sent_is_the_first_that_is_recalled(run: Run[Any], qapp: QApplication, tmp_path: Path) -> None:
    async def work() -> None:
        async with _opened(tmp_path) as at:
            await at.draw("a cat")
            prompt = at.window.findChild(QTextEdit, "prompt")
            assert isinstance(prompt, QTextEdit)
            prompt.selectAll()
            QTest.keyClicks(prompt, "half a thought")
            QTest.keyClick(prompt, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
            assert prompt.toPlainText().startswith("a cat")

    run(work())


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


def _button(window: Window, name: str) -> QAbstractButton:
    found = window.findChild(QAbstractButton, name)
    assert isinstance(found, QAbstractButton)
    return found


def _click(window: Window, name: str) -> None:
    assert _button(window, name).isVisible()
    QTest.mouseClick(_button(window, name), Qt.MouseButton.LeftButton)


async def _until(condition: Callable[[], bool]) -> None:
    while not condition():
        await asyncio.sleep(0.01)


def _chosen_library(profile: Path, folder: Path) -> None:
    SettingsFile(profile).save(Settings(library=str(folder)))


def test_a_library_that_cannot_be_opened_is_said_in_the_window(
    run: Run[Any], qapp: QApplication, tmp_path: Path
) -> None:
    database = tmp_path / "library.sqlite"
    database.write_bytes(b"no database" * 100)

    async def work() -> None:
        async with _refused(tmp_path) as (window, program):
            assert "damaged" in _said(window)
            assert "damaged" in _shown(window, "refused-title")
            assert not _button(window, "refused-own").isVisible()  # it is the one that is damaged
            _click(window, "refused-again")
            await _until(_button(window, "refused-again").isEnabled)
            database.unlink()
            _click(window, "refused-again")
            await _until(lambda: not _shown(window, "refused-title"))
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
            assert _said(window) == "Nothing was sent: no library is open. Choose a folder for it first."
            assert window.desk.edit.toPlainText() == "a fox in the snow"
            assert not gone.exists()

    async def come_back() -> None:
        async with _refused(profile) as (window, program):
            window.restore_layout(peek(profile).layout)
            assert window.desk.edit.toPlainText() == "a fox in the snow"
            _click(window, "refused-own")
            await _until(lambda: hasattr(program, "connection") and bool(program.engine_pid))
            assert _said(window) == f"The library in {profile} is used."
            QTest.keyClick(window.desk.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
            await _until(lambda: window.shown is not None)
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
        async with _opened(tmp_path / "profile") as at:
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
            assert "from the next start on" in _said(at.window)
        async with _opened(tmp_path / "profile") as at:
            assert (await at.draw("a cat")).state is State.STORED
        assert len(_library(good)) == 1

    run(work())
