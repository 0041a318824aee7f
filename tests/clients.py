"""Programs of others that the engine is tried with, each in a virtual environment of its own beside ours."""

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

_WITHIN = 300


def installed(requirement: str) -> Path:
    """The folder with the programs of a pinned requirement, `NAME==VERSION`, installed once; skips where it can't be.

    It lies in this interpreter's own environment, so that it goes when that goes.
    """
    folder = Path(sys.prefix) / "clients" / requirement.replace("==", "-")
    programs = folder / ("Scripts" if sys.platform == "win32" else "bin")
    with _alone(folder):
        if not (folder / "complete").exists():
            _make(folder, programs, requirement)
    return programs


def _make(folder: Path, programs: Path, requirement: str) -> None:
    # Our own pip installs it there: to put one into each environment takes seconds.
    pip = [sys.executable, "-m", "pip", "--python", str(programs / "python")]
    options = ["-q", "--no-input", "--only-binary", ":all:"]
    environment = [sys.executable, "-m", "venv", "--clear", "--without-pip", str(folder)]
    for command in (environment, [*pip, "install", *options, requirement]):
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=_WITHIN)
        except (OSError, subprocess.TimeoutExpired) as error:
            pytest.skip(f"{requirement} cannot be had here: {error}")
        if done.returncode:
            reason = (done.stderr or done.stdout).strip().splitlines()[-1:]
            pytest.skip(f"{requirement} cannot be had here: {' '.join(reason)}")
    (folder / "complete").touch()


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One process at a time, where the system has such locks."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with folder.with_suffix(".lock").open("w") as lock:
        if os.name == "posix":
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
