"""Launchers of a checkout, one never set up and one that is: that takes seconds, so all tests of a run share it."""

import os
import signal
import subprocess
from pathlib import Path

import pytest

from tests.packaging.launcher import Beginnings, Launcher, line_of, small_checkout


@pytest.fixture(scope="session")
def beginnings(tmp_path_factory: pytest.TempPathFactory) -> Beginnings:
    """The beginnings of a checkout whose environment was made with a Python that is gone by now."""
    launcher = small_checkout(tmp_path_factory.mktemp("set up") / "check out")
    (launcher.environment / "bin").mkdir(parents=True)
    (launcher.environment / "bin" / "python").symlink_to("/nowhere/python3")
    with launcher.open("run", "--version") as first:
        killed = line_of(first.stderr)
        os.killpg(first.pid, signal.SIGKILL)
    left_marked = (launcher.environment / "mj-unfinished").exists()
    processes = [launcher.open("run", "--version") for _ in range(2)]
    ends = [process.communicate(timeout=60) for process in processes]
    two = (subprocess.CompletedProcess("mj", p.returncode, *end) for p, end in zip(processes, ends, strict=True))
    return Beginnings(launcher, killed, left_marked, tuple(two))


@pytest.fixture(scope="session")
def launcher(beginnings: Beginnings) -> Launcher:
    """The launcher of a checkout that is set up."""
    return beginnings.launcher


@pytest.fixture
def new_launcher(tmp_path: Path) -> Launcher:
    """The launcher of a checkout that was never set up."""
    return small_checkout(tmp_path / "check out")
