"""A person's path, from outside: a real window on a virtual screen, real keys and a real pointer."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.engine import environment

NEEDED = ("Xvfb", "openbox", "xdotool")
_missing = [name for name in NEEDED if shutil.which(name) is None]
pytestmark = pytest.mark.skipif(bool(_missing), reason=f"needs {', '.join(_missing)}")

PATIENCE = 40.0


class Person:
    """Sits before a screen of 1280 x 800 on which the program is open."""

    def __init__(self, display: str, profile: Path) -> None:
        self._environment = environment(DISPLAY=display, QT_QPA_PLATFORM="xcb")
        self._profile = profile
        self.program: subprocess.Popen[str] | None = None
        self.window = ""

    def open(self) -> None:
        """Start the program and bring its window to the front."""
        command = [sys.executable, "-m", "mj_desktop", "--profile", str(self._profile)]
        self.program = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=self._environment)
        self.until("the window is there", lambda: self._search() != "")
        self.window = self._search()
        self.do("windowactivate", "--sync", self.window)
        self.do("windowmove", "--sync", self.window, "0", "0")

    def _search(self) -> str:
        found = subprocess.run(
            ["xdotool", "search", "--onlyvisible", "--name", "^MJ Desktop$"],
            capture_output=True, text=True, env=self._environment, check=False,
        )  # fmt: skip
        return found.stdout.split()[-1] if found.stdout.split() else ""

    def do(self, *words: str) -> None:
        """One gesture of xdotool."""
        subprocess.run(["xdotool", *words], env=self._environment, check=True, timeout=20)

    def point(self, x: int, y: int) -> None:
        """Put the pointer on a place of the window."""
        self.do("mousemove", "--window", self.window, str(x), str(y))

    def close(self) -> str:
        """Close the window by Ctrl+Q; what the program printed as errors."""
        assert self.program is not None
        self.do("key", "ctrl+q")
        said = self.program.communicate(timeout=20)[1]
        assert self.program.returncode == 0, said
        self.program = None
        return said

    def give_up(self) -> None:
        """Let go of every key and end the program if it is still there."""
        if self.program is not None:
            self.program.send_signal(signal.SIGKILL)
            self.program.communicate()

    def rows(self) -> list[tuple[str, str, str]]:
        """Action, prompt and state of every generation, oldest first, as the library on disk has them."""
        path = self._profile / "library.sqlite"
        if not path.exists():
            return []
        library = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        try:
            return library.execute("SELECT action, prompt, state FROM generations ORDER BY created_at").fetchall()
        except sqlite3.OperationalError:  # it is just being made
            return []
        finally:
            library.close()

    def until(self, what: str, condition: Callable[[], bool]) -> None:
        """Look again and again; fails with `what` when it takes too long."""
        deadline = time.monotonic() + PATIENCE
        while not condition():
            assert time.monotonic() < deadline, f"waited {PATIENCE:.0f} s until {what}; the library holds {self.rows()}"
            time.sleep(0.05)


@pytest.fixture
def person(tmp_path: Path) -> Iterator[Person]:
    reading, writing = os.pipe()
    screen = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x800x24", "-nolisten", "tcp"],
        pass_fds=[writing], stderr=subprocess.DEVNULL,
    )  # fmt: skip
    display = ":" + _line(reading)
    desk = subprocess.Popen(["openbox"], env=environment(DISPLAY=display), stderr=subprocess.DEVNULL)
    made = Person(display, tmp_path)
    try:
        yield made
    finally:
        made.give_up()
        for process in (desk, screen):
            process.terminate()
            process.wait(10)


def _line(reading: int) -> str:

    text = b""
    while not text.endswith(b"\n"):
        text += os.read(reading, 64)
    os.close(reading)
    return text.decode().strip()


def test_type_generate_upscale_by_key_close_and_open_again(person: Person) -> None:
    person.open()
    person.point(150, 150)
    person.do("click", "1")
    person.do("type", "--delay", "8", "a lighthouse at dusk")
    person.do("key", "ctrl+Return")
    person.until("the grid is stored", lambda: _states(person) == ["stored"])
    assert person.rows()[0][1].startswith("a lighthouse at dusk")
    person.point(500, 250)
    person.do("key", "Escape")
    person.do("click", "1")
    person.do("key", "2")
    person.do("key", "u")
    person.until("the upscale is stored", lambda: _states(person) == ["stored", "stored"])
    assert person.rows()[1][0] == "upscale2"
    assert person.close() == ""
    person.open()
    person.until("the library is shown again", lambda: len(person.rows()) == 2)
    assert person.close() == ""


def _states(person: Person) -> list[str]:
    return [state for _, _, state in person.rows()]
