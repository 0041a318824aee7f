"""A person's path, from outside: a real window on a virtual screen, real keys and a real pointer."""

import contextlib
import itertools
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
needs_a_screen = pytest.mark.skipif(bool(_missing), reason=f"needs {', '.join(_missing)}")

PATIENCE = 90.0
# A sixteenth of what the demo engine draws for a person.
PIXELS = 512
# A server that ends takes the socket of its number away, even from one that has just begun with the same.
_numbers = itertools.count(100 + os.getpid() * 8 % 59000)
_CAMERA = """
import sys
from PySide6.QtGui import QGuiApplication
app = QGuiApplication([])
sys.exit(not app.primaryScreen().grabWindow(0).save(sys.argv[1]))
"""


class Person:
    """Sits before a screen on which the program may be open."""

    def __init__(self, display: str, profile: Path) -> None:
        self._environment = environment(DISPLAY=display, QT_QPA_PLATFORM="xcb", MJ_DEMO_PIXELS=str(PIXELS))
        self.profile = profile
        self.program: subprocess.Popen[str] | None = None
        self.window = ""

    def start(self, profile: Path | None = None) -> None:
        """Start the program and wait for a window of it."""
        command = [sys.executable, "-m", "mj_desktop", "--profile", str(profile or self.profile)]
        self.program = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=self._environment)
        self.until("the window is there", lambda: self._search() != "")
        self.window = self._search()
        self.until("the window manager has it in front", self._activate)

    def _activate(self) -> bool:
        words = ["xdotool", "windowactivate", "--sync", self.window]
        return subprocess.run(words, env=self._environment, check=False, capture_output=True).returncode == 0

    def open(self) -> None:
        """Start the program and put its window into the corner."""
        self.start()
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

    def type(self, words: str) -> None:
        """Type words where the focus is."""
        self.do("type", "--delay", "8", words)

    def look(self, target: Path) -> None:
        """Take a picture of the whole screen."""
        target.parent.mkdir(parents=True, exist_ok=True)
        subprocess.run([sys.executable, "-c", _CAMERA, str(target)], env=self._environment, check=True, timeout=20)

    def point(self, x: int, y: int) -> None:
        """Put the pointer on a place of the window."""
        self.do("mousemove", "--window", self.window, str(x), str(y))

    def close(self) -> str:
        """Close the window by Ctrl+Q; what the program printed as errors."""
        self.do("key", "ctrl+q")
        code, said = self.ended()
        assert code == 0, said
        return said

    def ended(self) -> tuple[int, str]:
        """The exit code of the program, waited for, and what it printed as errors."""
        assert self.program is not None
        said = self.program.communicate(timeout=20)[1]
        code, self.program = self.program.returncode, None
        return code, said

    @contextlib.contextmanager
    def beside(self, script: str, *words: str) -> Iterator[None]:
        """Another program of this folder on the same screen, shown until this ends."""
        command = [sys.executable, str(Path(__file__).with_name(script)), *words]
        other = subprocess.Popen(command, env=self._environment)
        try:
            self.do("search", "--sync", "--onlyvisible", "--name", "^Receiver$")
            yield
        finally:
            other.kill()
            other.wait()

    def in_trash(self) -> int:
        """How many generations lie in the trash."""
        with contextlib.closing(
            sqlite3.connect(f"file:{self.profile / 'library.sqlite'}?mode=ro", uri=True)
        ) as library:
            (count,) = library.execute("SELECT count(*) FROM generations WHERE deleted_at IS NOT NULL").fetchone()
            return int(count)

    def states(self) -> list[str]:
        """The state of every generation, oldest first."""
        return [state for _, _, state in self.rows()]

    def give_up(self) -> None:
        """Let go of every key and end the program if it is still there."""
        if self.program is not None:
            self.program.send_signal(signal.SIGKILL)
            self.program.communicate()

    def rows(self) -> list[tuple[str, str, str]]:
        """Action, prompt and state of every generation, oldest first, as the library on disk has them."""
        path = self.profile / "library.sqlite"
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


@contextlib.contextmanager
def sitting(profile: Path, width: int = 1280, height: int = 800) -> Iterator[Person]:
    """A person before a screen of that size."""
    display = f":{next(_numbers)}"
    reading, writing = os.pipe()
    command = ["Xvfb", display, "-displayfd", str(writing), "-screen", "0", f"{width}x{height}x24", "-noreset"]
    screen = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    with os.fdopen(reading, "rb") as ready:
        assert ready.readline(), "the virtual screen did not start"
    desk = subprocess.Popen(["openbox"], env=environment(DISPLAY=display), stderr=subprocess.DEVNULL)
    made = Person(display, profile)
    try:
        yield made
    finally:
        made.give_up()
        for process in (desk, screen):
            process.terminate()
            process.wait(10)
