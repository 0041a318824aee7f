"""The window is painted first and stays while the rest is imported; what is typed or asked for meanwhile is kept."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from mj_desktop import ahead
from mj_desktop.core.generation import DEMO, State
from mj_desktop.library.library import Library
from tests.engine import environment
from tests.ui.conftest import make

_START = """
import json, sys
import PySide6.QtCore
from PySide6.QtCore import QTimer
from mj_desktop.__main__ import main

def watch(window):
    told, timer = {}, QTimer(interval=20)
    listeners = set()

    def painted():
        told["heavy"] = [name for name in ("cv2", "httpx", "numpy", "keyring", "asyncio") if name in sys.modules]
        told["Qt is made"] = "Qt" in vars(PySide6.QtCore)
        window.desk.edit.show_text("a lighthouse")
        window.desk.submit()
        timer.start()

    def furnished():
        told["cells are awaited"] = window.pages.currentWidget() is not window.first_run

    def count():
        listeners.add(window.receivers("2submitted(PyObject)"))

    def look():
        if window.editor is not None and window.library.model.rowCount() and window.desk.edit.toPlainText():
            timer.stop()
            told["listeners"] = sorted(listeners)
            told["visible"], told["typed"] = window.isVisible(), window.desk.edit.toPlainText()
            print(json.dumps(told), flush=True)
            window.close()

    timer.timeout.connect(look)
    window.painted.connect(painted)
    window.furnished.connect(furnished)
    dispatcher = PySide6.QtCore.QAbstractEventDispatcher.instance()
    dispatcher.awake.connect(count)
    window.kept = timer, painted, furnished, count, look

sys.exit(main(["--profile", sys.argv[1]], watch))
"""


def _started(profile: Path) -> dict[str, object]:
    done = subprocess.run(
        [sys.executable, "-c", _START, str(profile)], stdout=subprocess.PIPE, text=True, timeout=60, check=True,
        env=environment(QT_QPA_PLATFORM="offscreen"),
    )  # fmt: skip
    told: dict[str, object] = json.loads(done.stdout)
    return told


def _prompts(profile: Path) -> list[str]:
    library = Library(profile)
    found = library.prompts()
    library.close()
    return found


def test_the_window_stays_open_and_what_was_asked_for_before_all_was_there_is_begun(tmp_path: Path) -> None:
    told = _started(tmp_path)
    assert told.pop("Qt is made") is True  # at the first start the system is asked for its scheme
    assert told.pop("listeners") == [1], "each prompt is heard once, at any moment"
    assert told == {"heavy": [], "cells are awaited": False, "visible": True, "typed": "a lighthouse"}
    assert _prompts(tmp_path) == ["a lighthouse --v 8.2"]


def test_a_library_with_pictures_is_painted_without_the_invitation_to_the_first_one(tmp_path: Path) -> None:
    library = Library(tmp_path)
    library.add(make("one", State.FAILED, prompt="an old harbour", origin=DEMO))
    library.close()
    assert _started(tmp_path)["cells are awaited"] is True
    assert _started(tmp_path)["Qt is made"] is False
    assert set(_prompts(tmp_path)) == {"an old harbour", "a lighthouse --v 8.2"}


_APART = """
import sys
from mj_desktop import ahead
before = set(sys.modules)
from PySide6 import QtCore, QtGui, QtWidgets
made = [set(vars(each)) for each in (QtCore, QtGui, QtWidgets)]
ahead.import_apart()
print(set(ahead.APART) <= set(sys.modules))
print(sorted(name for name in set(sys.modules) - before if name.startswith("PySide6")))
print(made == [set(vars(each)) for each in (QtCore, QtGui, QtWidgets)])
"""


def test_the_thread_imports_nothing_that_makes_classes_of_qt() -> None:
    done = subprocess.run([sys.executable, "-c", _APART], stdout=subprocess.PIPE, text=True, timeout=60, check=True)
    assert done.stdout == "True\n[]\nTrue\n"


@pytest.mark.skipif(sys.platform == "win32", reason="`dlopen` is another system's")
def test_what_would_keep_the_interpreter_for_long_is_found_and_loaded_ahead() -> None:
    assert [file.name.partition(".")[0] for file in ahead.large("numpy.typing")] == ["_multiarray_umath"]
    assert [file.name.partition(".")[0] for file in ahead.large("cv2")] == ["cv2"]
    assert ahead.large("ssl") == []
