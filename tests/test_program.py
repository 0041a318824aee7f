import asyncio
import os
import signal
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from keyring.backend import KeyringBackend
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QTextEdit

from mj_desktop import app
from mj_desktop.core.generation import DEMO, Generation, State
from mj_desktop.core.intentions import Trigger
from mj_desktop.core.messages import Message
from mj_desktop.core.request import COMPOSITE, REGION
from mj_desktop.mask.pixels import Pixels
from mj_desktop.mask.region import RegionEdit
from mj_desktop.program import ADDRESS, TOKEN, Program
from mj_desktop.ui.controls_words import Elided
from mj_desktop.ui.mask_editor.editor import MaskEditor
from mj_desktop.ui.window.window import Window
from tests.conftest import Run
from tests.desk import QUICK
from tests.engine import Engine
from tests.keyrings import InMemory
from tests.ui.mask_editor_stage import drag

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

    async def act(self, wish: Trigger) -> Generation:
        """What an action came to."""
        child = self.program.studio.trigger(wish)
        assert child is not None
        await self.until(lambda: not self.seen[child.id].state.is_open)
        return self.seen[child.id]


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


def test_the_rest_of_a_region_edit_is_kept_exact_from_the_window_and_is_there_after_a_restart(
    run: Run[Any], qapp: QApplication, tmp_path: Path
) -> None:
    async def keep() -> Generation:
        async with _opened(tmp_path) as at:
            grid = await at.draw("a lighthouse at dusk")
            single = await at.act(Trigger(grid.id, "upscale1"))
            assert single.file is not None
            mask = np.zeros((single.file.height, single.file.width), np.uint8)
            mask[30:90, 30:90] = 255
            at.program.studio.repaint(RegionEdit(single.id, "a balloon", mask))
            await at.until(lambda: any(_is_stored(found, REGION) for found in at.seen.values()))
            edit = next(found for found in at.seen.values() if found.request.action == REGION)
            at.window.library.chosen.emit(edit.id)
            await at.until(lambda: at.window.viewer.picture is not None)
            QTest.keyClick(at.window.viewer, Qt.Key.Key_C)
            await at.until(lambda: "exact" in _said(at.window))
            view = at.window.comparing.view
            assert view is not None
            QTest.keySequence(view.canvas, QKeySequence("3, K"))
            await at.until(lambda: at.window.shown not in (edit.id, None))
            made = at.program.library.get(at.window.shown or "")
            assert made is not None
            assert (made.request.action, made.parent) == (f"{COMPOSITE}3", edit.id)
            return made

    async def come_back(made: Generation) -> None:
        async with _opened(tmp_path) as at:
            assert at.window.shown == made.id
            await at.until(lambda: at.window.viewer.picture is not None)
            QTest.keyClick(at.window.viewer, Qt.Key.Key_C)
            await at.until(lambda: "exact" in _said(at.window))
            child = await at.act(Trigger(made.id, "upscale3"))
            assert (child.state, child.parent) == (State.STORED, made.parent)
            assert [body["image_id"] for body in at.sent] == [made.image_id]

    run(come_back(run(keep())))


def test_a_mask_begun_before_a_restart_is_there_again_and_is_carried_over_to_a_sibling(
    run: Run[Any], qapp: QApplication, tmp_path: Path
) -> None:
    async def begin() -> Pixels:
        async with _opened(tmp_path) as at:
            grid = await at.draw("a lighthouse at dusk")
            first, _ = await at.act(Trigger(grid.id, "upscale1")), await at.act(Trigger(grid.id, "upscale2"))
            editor = await _painting_on(at, first)
            drag(editor.canvas, [(300.0, 200.0), (380.0, 260.0)])
            editor.leave()
            return editor.painted.pixels.copy()

    async def carry(mask: Pixels) -> None:
        async with _opened(tmp_path) as at:
            second = next(each for each in at.window.library.model.known.values() if each.request.action == "upscale2")
            editor = await _painting_on(at, second)
            await at.until(lambda: editor.masks.sibling is not None)
            assert editor.painted.is_empty
            editor.do("carry")
            editor.do("confirm")
            await at.until(lambda: not editor.proposing.is_open)
            assert mask.any()
            assert np.array_equal(editor.painted.pixels, mask)
            editor.leave()

    run(carry(run(begin())))


async def _painting_on(at: _Open, single: Generation) -> MaskEditor:
    """The editor, open on a picture."""
    at.window.library.chosen.emit(single.id)
    await at.until(lambda: at.window.shown == single.id and at.window.viewer.picture is not None)
    at.window.open_editor(single.id)
    editor = at.window.editor
    assert editor is not None
    await at.until(lambda: editor.isVisible() and editor.generation is not None and editor.generation.id == single.id)
    return editor


def _is_stored(found: Generation, action: str) -> bool:
    return found.request.action == action and found.state is State.STORED


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


def test_a_library_that_cannot_be_opened_is_said_in_the_window(
    run: Run[Any], qapp: QApplication, tmp_path: Path
) -> None:
    (tmp_path / "library.sqlite").write_bytes(b"no database" * 100)

    async def work() -> None:
        window = Window()
        program = Program(window, tmp_path, {}, SMALL)
        await program.open()
        assert "library" in _said(window).lower()
        await program.close()
        window.close()
        window.deleteLater()

    run(work())
