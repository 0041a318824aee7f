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

from mj_desktop.core import callbacks
from mj_desktop.core.generation import DEMO, Generation, State, StoredPicture, new
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
            await at.until(lambda: message(at.window) == "The demo engine had stopped and was started again.")
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


_WAYS = {"streamed": State.RUNNING, "polled": State.ACCEPTED, "posted": State.ACCEPTED, "one answer": State.SENT}
"""How each way of delivery is left by a program that ends: a single answer names its task at its end only."""


def _left(library: Library, origin: str) -> set[str]:
    """A library of 200 pictures, and five open ones of each way; the ids of the tasks that were named."""
    for number in range(200):
        made = new(origin, Imagine(prompt=f"a cat {number}"), number)
        file = StoredPicture(name="shared/one.png", width=64, height=64, size=1, sha256="")
        library.add(replace(made, state=State.STORED, task_id=f"stored {number}", file=file))
    named = set[str]()
    for way, state in _WAYS.items():
        for number in range(5):
            url = callbacks.fresh("https://tunnel.example.org") if way == "posted" else None
            begun = new(origin, Imagine(prompt=f"a cat {way} {number}", callback_url=url), time.time())
            task_id = f"{way} {number}" if state is not State.SENT else None
            library.add(replace(begun, state=state, task_id=task_id, stream_lost=task_id is None))
            named |= {task_id} if task_id is not None else set()
    return named


def test_what_is_open_is_asked_for_first_and_at_once_at_a_start_and_what_has_no_name_is_searched_for(
    run: Run[Any], qapp: QApplication, tmp_path: Path
) -> None:
    """Within a second of the processor's time, which others do not disturb; `bench start` measures a real start."""
    asked: list[tuple[float, set[str]]] = []

    def note(path: str, body: Mapping[str, Any]) -> None:
        if path.endswith("tasks"):
            asked.append((time.process_time(), set(body.get("ids", ()))))

    async def work(service: Engine) -> None:
        library = Library(tmp_path)
        named = _left(library, service.address)
        library.close()
        window = Window()
        window.show()
        begun = time.process_time()
        program = Program(
            window, tmp_path, {TOKEN: service.token, ADDRESS: service.address}, SMALL, QUICK, note, InMemory()
        )
        await program.open()
        await until(lambda: len(asked) > 1)
        (at, first), (_, second) = asked[:2]
        assert (first, second) == (named, set())
        assert at - begun < 1
        await program.close()
        window.close()
        window.deleteLater()

    with Engine(pixels=64) as service:
        run(work(service))
