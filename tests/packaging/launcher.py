"""`packaging/mj` of a small checkout, and what it is started in."""

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO

CHECKOUT = Path(__file__).parents[2]
SMALL = Path(__file__).parent / "small_checkout"
UNWANTED = ("ACEDATACLOUD_", "DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "PYTEST_")


@dataclass(frozen=True)
class Launcher:
    """The launcher of a checkout, with the surroundings that it is started in."""

    checkout: Path
    surroundings: Mapping[str, str]

    @property
    def script(self) -> Path:
        return self.checkout / "packaging" / "mj"

    @property
    def environment(self) -> Path:
        return self.checkout / ".venv"

    def start(
        self, *words: str, script: Path | None = None, folder: str = "/", **changes: str
    ) -> subprocess.CompletedProcess[str]:
        """Start it and wait for its end."""
        command = [str(script or self.script), *words]
        surroundings = {**self.surroundings, **changes}
        return subprocess.run(command, cwd=folder, env=surroundings, capture_output=True, text=True, timeout=120)

    def open(self, *words: str) -> subprocess.Popen[str]:
        """Start it as the head of a process group of its own, and go on."""
        pipe = subprocess.PIPE
        return subprocess.Popen(
            [self.script, *words],
            env=self.surroundings,
            stdin=pipe,
            stdout=pipe,
            stderr=pipe,
            text=True,
            start_new_session=True,
        )


def small_checkout(folder: Path) -> Launcher:
    """A checkout whose locks are empty and whose program is one file, in a folder."""
    for name in ("packaging", "mj_desktop", "tests"):
        (folder / name).mkdir(parents=True)
    shutil.copy(CHECKOUT / "packaging" / "mj", folder / "packaging")
    shutil.copy(SMALL / "project.toml", folder / "pyproject.toml")
    shutil.copy(SMALL / "backend.py", folder)
    shutil.copy(SMALL / "program.py", folder / "mj_desktop" / "__main__.py")
    (folder / "mj_desktop" / "__init__.py").write_text('"""A program."""\n')
    for name in ("lock.txt", "lock-test.txt"):
        (folder / "packaging" / name).touch()
    return Launcher(folder, {name: value for name, value in os.environ.items() if not name.startswith(UNWANTED)})


@dataclass(frozen=True)
class Beginnings:
    """How a checkout came to be set up: a start that was killed half way, then two at once."""

    launcher: Launcher
    killed: str
    left_marked: bool
    two: tuple[subprocess.CompletedProcess[str], ...]


def told(done: subprocess.CompletedProcess[str]) -> dict[str, object]:
    """What the program said of itself."""
    assert done.returncode == 0, done.stderr
    said: dict[str, object] = json.loads(done.stdout)
    return said


def line_of(stream: IO[str] | None) -> str:
    """The next line that a process writes."""
    assert stream
    return stream.readline()
