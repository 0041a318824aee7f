import subprocess
import sys
from pathlib import Path

from pytestqt.qtbot import QtBot

from mj_desktop.one_window import OneWindow
from tests.engine import environment

_SECOND = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from mj_desktop.one_window import OneWindow
application = QCoreApplication([])
only = OneWindow(Path(sys.argv[1]))
print(only.claim(), only.answered)
"""


def _second(profile: Path) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", _SECOND, str(profile)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment())


def test_a_second_start_is_refused_and_raises_the_first(qtbot: QtBot, tmp_path: Path) -> None:
    only = OneWindow(tmp_path)
    assert only.claim()
    only.listen()
    with qtbot.waitSignal(only.raised, timeout=20000):
        second = _second(tmp_path)
    assert second.communicate(timeout=60)[0].strip() == "False True"
    only.release()


def test_a_profile_that_was_let_go_and_another_profile_are_free(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    only = OneWindow(tmp_path / "a")
    assert only.claim()
    assert _second(tmp_path / "b").communicate(timeout=60)[0].strip() == "True False"
    only.release()
    assert _second(tmp_path / "a").communicate(timeout=60)[0].strip() == "True False"
