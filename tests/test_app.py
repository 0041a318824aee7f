"""The window is painted first and stays while the rest is imported; what is typed or asked for meanwhile is kept."""

import json
import subprocess
import sys
from pathlib import Path

from mj_desktop.core.generation import DEMO, State
from mj_desktop.library.library import Library
from tests.engine import environment
from tests.ui.conftest import make

_START = """
import json, sys
from PySide6.QtCore import QTimer
from mj_desktop.__main__ import main

def watch(window):
    told, timer = {}, QTimer(interval=20)

    def painted():
        told["heavy"] = [name for name in ("cv2", "httpx", "numpy", "keyring", "asyncio") if name in sys.modules]
        told["cells are awaited"] = window.pages.currentWidget() is not window.first_run
        window.desk.edit.show_text("a lighthouse")
        window.desk.submit()
        timer.start()

    def look():
        if window.editor is not None and window.library.model.rowCount() and window.desk.edit.toPlainText():
            timer.stop()
            told["visible"], told["typed"] = window.isVisible(), window.desk.edit.toPlainText()
            print(json.dumps(told), flush=True)
            window.close()

    timer.timeout.connect(look)
    window.painted.connect(painted)
    window.kept = timer, painted, look

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
    assert told == {"heavy": [], "cells are awaited": False, "visible": True, "typed": "a lighthouse"}
    assert _prompts(tmp_path) == ["a lighthouse --v 8.2"]


def test_a_library_with_pictures_is_painted_without_the_invitation_to_the_first_one(tmp_path: Path) -> None:
    library = Library(tmp_path)
    library.add(make("one", State.FAILED, prompt="an old harbour", origin=DEMO))
    library.close()
    assert _started(tmp_path)["cells are awaited"] is True
    assert set(_prompts(tmp_path)) == {"an old harbour", "a lighthouse --v 8.2"}
