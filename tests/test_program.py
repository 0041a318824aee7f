import asyncio
import os
import signal
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from keyring.backend import KeyringBackend
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QTextEdit

from mj_desktop import app
from mj_desktop.core.generation import DEMO, Generation, State, new
from mj_desktop.core.intentions import Trigger
from mj_desktop.core.messages import Message
from mj_desktop.core.request import Imagine
from mj_desktop.library import peek
from mj_desktop.library.library import Library
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
    profile: Path,
    environment: dict[str, str] | None = None,
    keyring: KeyringBackend | None = None,
    engine_options: Sequence[str] = SMALL,
) -> AsyncIterator[_Open]:
    app.application()
    window = Window()
    window.show()
    sent: list[Mapping[str, Any]] = []
    note = partial(_note, sent)
    program = Program(window, profile, environment or {}, engine_options, QUICK, note, keyring or InMemory())
    await program.open()
    program.listen()
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


def test_what_is_drawn_while_the_window_is_closed_goes_on_at_the_next_start(
    run: Run[Any], qapp: QApplication, tmp_path: Path
) -> None:
    slow = ("--pace", "2", "--pixels", "64")

    async def close_while_it_is_drawn() -> Generation:
        async with _opened(tmp_path, engine_options=slow) as at:
            begun = at.program.studio.submit(DEMO, Imagine(prompt="a cat"))
            await at.until(lambda: at.seen[begun.id].state is State.RUNNING)
        return begun

    async def come_back(begun: Generation) -> None:
        left = Library(tmp_path)
        assert (found := left.get(begun.id)) is not None
        left.close()
        assert (found.state, found.failure) == (State.RUNNING, None)
        async with _opened(tmp_path, engine_options=slow) as at:
            await at.until(lambda: begun.id in at.seen and not at.seen[begun.id].state.is_open)
            assert at.seen[begun.id].state is State.STORED
            assert at.sent == []

    run(come_back(run(close_while_it_is_drawn())))


def test_what_is_typed_is_on_disk_a_moment_later_should_the_program_be_killed(
    run: Run[Any], qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with _opened(tmp_path) as at:
            QTest.keyClicks(at.window.desk.edit, "a fox that is not sent")
            await at.until(lambda: "a fox that is not sent" in str(peek.peek(tmp_path).layout.get("desk")))

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


def test_a_library_that_cannot_be_opened_is_said_in_the_window(
    run: Run[Any], qapp: QApplication, tmp_path: Path
) -> None:
    (tmp_path / "library.sqlite").mkdir()

    async def work() -> None:
        window = Window()
        program = Program(window, tmp_path, {}, SMALL)
        await program.open()
        assert "library" in _said(window).lower()
        await program.close()
        window.close()
        window.deleteLater()

    run(work())


def test_what_is_open_is_asked_for_within_a_second_of_the_start(
    run: Run[Any], qapp: QApplication, tmp_path: Path
) -> None:
    asked: list[float] = []

    def note(path: str, body: Mapping[str, Any]) -> None:
        if "left" in body.get("ids", ()):
            asked.append(time.monotonic())

    async def work(service: Engine) -> None:
        library = Library(tmp_path)
        for name in ("left", "behind"):
            begun = new(service.address, Imagine(prompt=f"a cat {name}"), time.time())
            library.add(replace(begun, state=State.RUNNING, task_id=name))
        library.close()
        window = Window()
        window.show()
        begun_at = time.monotonic()
        program = Program(
            window, tmp_path, {TOKEN: service.token, ADDRESS: service.address}, SMALL, QUICK, note, InMemory()
        )
        await program.open()
        while not asked:
            await asyncio.sleep(0.005)
        assert asked[0] - begun_at < 1
        await program.close()
        window.close()
        window.deleteLater()

    with Engine(pixels=64) as service:
        run(work(service))
