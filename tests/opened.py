"""A whole program in a test, behind an open window: real library, real client, its own demo engine."""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

from keyring.backend import KeyringBackend
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTextEdit

from mj_desktop import app
from mj_desktop.core.generation import Generation, State
from mj_desktop.core.intentions import Trigger
from mj_desktop.core.messages import Message
from mj_desktop.program import Program
from mj_desktop.ui.window.window import Window
from tests.desk import QUICK
from tests.keyrings import InMemory
from tests.waiting import until

SMALL = ("--pace", "0", "--pixels", "64")


class Open:
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
        await until(condition)

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
async def opened(
    profile: Path,
    environment: dict[str, str] | None = None,
    keyring: KeyringBackend | None = None,
    engine_options: Sequence[str] = SMALL,
) -> AsyncIterator[Open]:
    app.application()
    window = Window()
    window.show()
    sent: list[Mapping[str, Any]] = []
    note = partial(_note, sent)
    program = Program(window, profile, environment or {}, engine_options, QUICK, note, keyring or InMemory())
    await program.open()
    program.listen()
    try:
        yield Open(window, program, sent)
    finally:
        await program.close()
        window.close()
        window.deleteLater()


def _note(sent: list[Mapping[str, Any]], path: str, body: Mapping[str, Any]) -> None:
    if path.endswith("imagine"):
        sent.append(body)
