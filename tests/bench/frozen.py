"""How soon the frozen program's window is painted, beside the source's; and what the installers weigh.

Both are watched from outside: from just before the process is made until the screen, which is black, is no longer so.
`packaging/build` comes first. Both take turns, after one start each that makes them warm.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from PySide6.QtGui import QColor, QGuiApplication

from mj_desktop import identity
from tests.bench.row import Row

_CHECKOUT = Path(__file__).parents[2]
_FROZEN = _CHECKOUT / "build" / "frozen" / identity.COMMAND
_TIMES = 7
_PATCH = 600, 300, 16, 16  # of the screen, which the window covers
_PATIENCE = 300.0  # seconds
_SLOWER, _PACKAGE, _INSTALLED = 1.3, 95.0, 340.0


def rows() -> list[Row]:
    """First paint of both, and megabytes."""
    if not _FROZEN.is_dir():
        raise SystemExit("There is no frozen program: packaging/build makes it.")
    held = QGuiApplication.instance() or QGuiApplication(sys.argv[:1])
    commands = {"source": [sys.executable, "-P", "-m", "mj_desktop"], "frozen": [str(_FROZEN / identity.COMMAND)]}
    with tempfile.TemporaryDirectory(prefix="mj-bench-") as folder:
        rounds = [
            {name: _start([*command, "--profile", str(Path(folder, name))]) for name, command in commands.items()}
            for _ in range(_TIMES + 1)
        ][1:]
    del held
    source, frozen = (median(each[name] for each in rounds) for name in commands)
    installed = sum(file.lstat().st_size for file in _FROZEN.rglob("*") if file.is_file() and not file.is_symlink())
    packages = sorted((_CHECKOUT / "dist").glob("*.deb"))
    return [
        Row("frozen: first painted window, seen from outside", frozen, "ms", source, _SLOWER),
        Row(f"frozen: installed, built {_built()}", installed / 1e6, "MB", None, _INSTALLED),
        *(Row(f"{file.name}", file.stat().st_size / 1e6, "MB", None, _PACKAGE) for file in packages),
    ]


def _built() -> str:
    """When the frozen program was made, and of which commit."""
    facts = json.loads((_CHECKOUT / "build" / "built.json").read_text(encoding="utf-8"))
    return f"{facts['at']} of {facts['commit'] or 'no commit'}"


def _start(command: Sequence[str]) -> float:
    """Milliseconds until a start shows something; the screen is black again when this returns."""
    begun = time.monotonic()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=_environment()) as process:
        painted = _wait(black=False) - begun
        time.sleep(1.5)  # until it hears that it is to end, in order
        process.terminate()
    _wait(black=True)
    return painted * 1e3


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "QT_"))}
    return {**kept, "QT_QPA_PLATFORM": "xcb"}


def _wait(*, black: bool) -> float:
    """The time at which the patch is black, or no longer black."""
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        seen = QGuiApplication.primaryScreen().grabWindow(0, *_PATCH).toImage().pixelColor(8, 8)
        if (seen == QColor(0, 0, 0)) is black:
            return time.monotonic()
        time.sleep(0.0005)
    raise RuntimeError("The window did not come, or did not go.")
