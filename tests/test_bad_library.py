"""A library that is newer, damaged or locked: each is said, and nothing is sent or lost."""

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from mj_desktop.core.errors import LibraryError
from mj_desktop.core.generation import DEMO, State, new
from mj_desktop.core.messages import Message, Remedy, charge, explain
from mj_desktop.core.request import Imagine
from mj_desktop.library.library import Library
from mj_desktop.program import Program
from mj_desktop.ui.window.window import Window
from tests.conftest import Run
from tests.desk import desk
from tests.engine import Engine, environment
from tests.test_bad_input import QUICKEST, Told, drawn, spoken, tasks
from tests.ui.finders import message


@pytest.fixture(scope="module")
def shared() -> Iterator[Engine]:
    """One engine for these tests."""
    with Engine("--in-flight", "0", pixels=64) as running:
        yield running


def _refusal(profile: Path) -> Message:
    with pytest.raises(LibraryError) as refused:
        library = Library(profile)
        library.all()
    return explain(refused.value.failure())


def test_a_library_by_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    Library(tmp_path).close()
    file = sqlite3.connect(tmp_path / "library.sqlite")
    file.execute("PRAGMA user_version = 999")
    file.close()
    before = (tmp_path / "library.sqlite").read_bytes()
    said = _refusal(tmp_path)
    assert "belongs to a newer version of MJ Desktop Open it with that version." in spoken(said)
    assert said.remedy is Remedy.COPY_DETAILS
    assert (tmp_path / "library.sqlite").read_bytes() == before


@pytest.mark.parametrize("whole_until", [0, 100, 4096])
def test_a_damaged_library_is_set_aside_rebuilt_and_said(
    run: Run[Any], shared: Engine, tmp_path: Path, qapp: QApplication, whole_until: int
) -> None:
    found, _, _ = drawn(run, shared, tmp_path, f"a cat before the damage {whole_until}")
    file = tmp_path / "library.sqlite"
    whole = file.read_bytes()
    broken = whole[:whole_until] + b"\xff" * (len(whole) - whole_until)
    file.write_bytes(broken)

    async def work() -> None:
        window = Window()
        program = Program(window, tmp_path, {})
        assert await program.open()
        shown = message(window)
        assert "The library's database was damaged; one picture is back." in shown
        assert "It is set aside as library-damaged-" in shown
        assert program.library.all() == [found]
        await program.close()
        window.close()
        window.deleteLater()

    run(work())
    (aside,) = tmp_path.glob("library-damaged-*.sqlite")
    assert aside.read_bytes() == broken


_MENDING = """
import sys
from PySide6.QtCore import QTimer
from mj_desktop.__main__ import main

def watch(window):
    timer, said = QTimer(interval=20), []

    def look():
        if getattr(window, "tasks", None) is None:
            return
        message = window.status.message
        if message.remedy.name in ("RESTART", "TASKS") and message.remedy.name not in said:
            said.append(message.remedy.name)
            print(message.remedy.name, message.values.get("count", ""), flush=True)
            window.status.remedy.click()
        elif "TASKS" in said and window.tasks.is_open:
            print("tasks are open", flush=True)
            timer.stop()
            window.close()

    timer.timeout.connect(look)
    window.furnished.connect(timer.start)
    window.kept = timer, look

sys.exit(main(["--profile", sys.argv[1]], watch))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there another process goes on")
def test_damage_that_is_met_later_is_mended_by_a_button_that_starts_again_and_the_tasks_are_a_press_away(
    tmp_path: Path,
) -> None:
    library = Library(tmp_path)
    for number in range(300):
        library.add(replace(new(DEMO, Imagine(prompt=f"a cat {number}"), float(number)), state=State.STORED))
    library.close()
    whole = bytearray((tmp_path / "library.sqlite").read_bytes())
    middle = len(whole) // 2 // 4096 * 4096
    whole[middle : middle + 4096] = b"\xff" * 4096
    (tmp_path / "library.sqlite").write_bytes(whole)
    command = [sys.executable, "-c", _MENDING, str(tmp_path)]
    surroundings = environment(QT_QPA_PLATFORM="offscreen")
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, timeout=120, check=True, env=surroundings)
    restarted, mended, shown = done.stdout.splitlines()
    assert (restarted.split(), mended.split()[0], shown) == (["RESTART"], "TASKS", "tasks are open")
    assert 250 < int(mended.split()[1]) < 300
    assert len([*tmp_path.glob("library-damaged-*.sqlite")]) == 1


def test_a_locked_library_is_said_and_nothing_is_sent(run: Run[Any], shared: Engine, tmp_path: Path) -> None:
    told = Told()

    async def work() -> None:
        async with desk(tmp_path, (DEMO, shared), pauses=QUICKEST, sent=told) as at:
            other = sqlite3.connect(tmp_path / "library.sqlite", isolation_level=None)
            other.execute("BEGIN IMMEDIATE")
            found = await at.end(at.studio.submit(DEMO, Imagine(prompt="a cat locked out")))
            assert found.failure is not None
            assert (found.state, found.failure.code) == (State.FAILED, "library_locked")
            await at.saying()
            assert "Another program holds the library Close that program" in spoken(at.said[-1])
            assert told.paths == []
            other.execute("ROLLBACK")
            other.close()
            assert (await at.draw("a cat let in")).state is State.STORED

    run(work())
    assert tasks(shared, "a cat locked out") == 0


def test_what_cannot_be_written_down_as_sent_is_not_sent(run: Run[Any], shared: Engine, tmp_path: Path) -> None:
    told = Told()

    async def work() -> None:
        async with desk(tmp_path, (DEMO, shared), pauses=QUICKEST, sent=told) as at:
            other = sqlite3.connect(tmp_path / "library.sqlite", isolation_level=None)
            at.studio.journalled.connect(lambda journalled: other.execute("BEGIN IMMEDIATE"))
            found = await at.end(at.studio.submit(DEMO, Imagine(prompt="a cat kept back")))
            assert found.failure is not None
            assert (found.state, found.failure.code, found.sent_at) == (State.FAILED, "library_locked", None)
            assert charge(found.failure) == "not charged"
            other.close()
        async with desk(tmp_path, (DEMO, shared), pauses=QUICKEST, sent=told) as at:
            at.studio.resume()
            assert at.said[-1].remedy is Remedy.SEND_WAITING

    run(work())
    assert told.paths == []
