"""What `packaging/mj test` does: linters, then pytest, and nothing of the person's surroundings."""

import sys
import sysconfig
from pathlib import Path

import pytest

from tests.packaging.launcher import Launcher

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="packaging/mj needs a POSIX shell")
TEST = """
import os


def test_nothing_of_the_person_is_here() -> None:
    assert "ACEDATACLOUD_API_TOKEN" not in os.environ
    assert os.environ["QT_QPA_PLATFORM"] == "offscreen"
"""


@pytest.fixture(scope="module")
def testing_launcher(launcher: Launcher) -> Launcher:
    """The launcher of a checkout with one test and one file that is badly formatted and typed, set up for tests.

    Its lock is empty: it borrows the tools of this environment.
    """
    (launcher.checkout / "tests" / "test_surroundings.py").write_text(TEST.lstrip())
    (launcher.checkout / "mj_desktop" / "ugly.py").write_text('"""Badly formatted and typed."""\n\nSIDES:int=""\n')
    (packages,) = (launcher.environment / "lib").glob("python3*/site-packages")
    (packages / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n")
    (launcher.environment / "bin" / "ruff").symlink_to(Path(sysconfig.get_path("scripts")) / "ruff")
    return launcher


def test_a_failing_linter_fails_the_whole_and_pytest_still_has_the_last_word(testing_launcher: Launcher) -> None:
    done = testing_launcher.start("test", ACEDATACLOUD_API_TOKEN="secret")
    assert done.returncode == 1
    assert "FAILED: ruff format --check" in done.stderr
    assert "FAILED: mypy" in done.stderr and "ugly.py:3: error: Incompatible types" in done.stderr
    assert done.stderr.count("FAILED") == 2
    assert "1 passed" in done.stdout.splitlines()[-1]


def test_words_after_test_go_to_pytest_alone(testing_launcher: Launcher) -> None:
    done = testing_launcher.start("test", "-k", "nothing or person")
    assert done.returncode == 0, done.stdout
    assert "ruff" not in done.stderr


def test_a_test_run_without_a_single_test_fails(testing_launcher: Launcher) -> None:
    assert testing_launcher.start("test", "-k", "no_such_test").returncode == 5
