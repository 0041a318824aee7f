"""The engine behind the window: it dies and comes again, ends with the program, and goes on at the next start."""

import os
import signal
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from mj_desktop.core.generation import DEMO, Generation, State, new
from mj_desktop.core.request import Imagine
from mj_desktop.library.library import Library
from mj_desktop.program import ADDRESS, TOKEN, Program
from mj_desktop.ui.window.window import Window
from tests.conftest import Run
from tests.desk import QUICK
from tests.engine import Engine
from tests.keyrings import InMemory
from tests.opened import SMALL, opened
from tests.ui.finders import message
from tests.waiting import until


def test_an_engine_that_dies_is_started_again_and_the_window_says_so(
    run: Run[Any], qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with opened(tmp_path) as at:
            first = await at.draw("a cat")
            os.kill(at.program.engine_pid, signal.SIGKILL)
            await at.until(lambda: "started again" in message(at.window))
            second = await at.draw("a dog")
            assert (first.state, second.state) == (State.STORED, State.STORED)

    run(work())


def test_what_is_drawn_while_the_window_is_closed_goes_on_at_the_next_start(
    run: Run[Any], qapp: QApplication, tmp_path: Path
) -> None:
    slow = ("--pace", "2", "--pixels", "64")

    async def close_while_it_is_drawn() -> Generation:
        async with opened(tmp_path, engine_options=slow) as at:
            begun = at.program.studio.submit(DEMO, Imagine(prompt="a cat"))
            await at.until(lambda: at.seen[begun.id].state is State.RUNNING)
        return begun

    async def come_back(begun: Generation) -> None:
        left = Library(tmp_path)
        assert (found := left.get(begun.id)) is not None
        left.close()
        assert (found.state, found.failure) == (State.RUNNING, None)
        async with opened(tmp_path, engine_options=slow) as at:
            await at.until(lambda: begun.id in at.seen and not at.seen[begun.id].state.is_open)
            assert at.seen[begun.id].state is State.STORED
            assert at.sent == []

    run(come_back(run(close_while_it_is_drawn())))


def test_closing_ends_the_engine(run: Run[Any], qapp: QApplication, tmp_path: Path) -> None:
    async def work() -> int:
        async with opened(tmp_path) as at:
            await at.draw("a cat")
            return at.program.engine_pid

    with pytest.raises(ProcessLookupError):
        os.kill(run(work()), 0)


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
        await until(lambda: asked)
        assert asked[0] - begun_at < 1
        await program.close()
        window.close()
        window.deleteLater()

    with Engine(pixels=64) as service:
        run(work(service))
