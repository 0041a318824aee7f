import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PySide6 import QtWidgets

import mj_desktop
from tests.engine import environment

_BEFORE_PAINT = """
import sys
from PySide6.QtWidgets import QApplication
from mj_desktop import __main__, app
application = app.application()
window = app.Window()
window.show()
application.processEvents()
print([name for name in ("cv2", "httpx", "keyring", "uvicorn", "starlette", "numpy") if name in sys.modules])
"""


def _run(*words: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "mj_desktop", *words]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, env=_quiet(), check=False)


def _quiet() -> dict[str, str]:
    return environment(QT_QPA_PLATFORM="offscreen")


def test_the_version_is_said() -> None:
    assert _run("--version").stdout.strip() == f"MJ Desktop {mj_desktop.__version__}"


def test_help_names_the_subcommands() -> None:
    said = _run("--help").stdout
    assert "serve" in said
    assert "smoke" in said
    assert "--profile" in said


def test_an_unknown_word_is_refused_with_the_usage() -> None:
    done = _run("paint")
    assert done.returncode == 2
    assert "usage: mj-desktop" in done.stderr


def test_nothing_heavy_is_imported_before_the_first_paint() -> None:
    command = [sys.executable, "-c", _BEFORE_PAINT]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, env=_quiet(), check=True)
    assert done.stdout.strip() == "[]"


def test_it_starts_where_a_folders_name_has_a_comma(tmp_path: Path) -> None:
    packages = tmp_path / "Pictures, 2026"
    packages.mkdir()
    for folder in Path(QtWidgets.__file__).parents[1].iterdir():
        (packages / folder.name).symlink_to(folder)
    asked = "from mj_desktop import app; print(app.application().platformName())"
    places = f"{packages}{os.pathsep}{Path(mj_desktop.__file__).parents[1]}"
    done = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, timeout=60, check=False,
        env={**_quiet(), "PYTHONPATH": places},
    )  # fmt: skip
    assert (done.returncode, done.stdout.strip()) == (0, "offscreen")


def test_a_second_start_raises_the_first_window_and_a_stop_from_outside_ends_that_in_order(
    tmp_path: Path,
) -> None:
    command = [sys.executable, "-m", "mj_desktop", "--profile", str(tmp_path)]
    first = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=_quiet())
    try:
        _until_there(tmp_path / "demo" / "tasks.sqlite3", first)
        second = _run("--profile", str(tmp_path))
        assert second.returncode == 0
        assert "already open" in second.stderr
    finally:
        first.send_signal(signal.SIGTERM)
        said = first.communicate(timeout=60)[1]
    assert first.returncode == 0, said
    assert said.replace("This plugin does not support raise()\n", "") == ""  # offscreen cannot bring it forward
    assert json.loads((tmp_path / "window.json").read_text(encoding="utf-8"))["width"] > 0


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks for child processes in /proc")
def test_the_engine_ends_when_the_program_is_killed(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "mj_desktop", "--profile", str(tmp_path)]
    program = subprocess.Popen(command, stderr=subprocess.DEVNULL, env=_quiet())
    try:
        _until_there(tmp_path / "demo" / "tasks.sqlite3", program)
        (engine,) = _children(program.pid)
        assert b"--watch-stdin" in Path(f"/proc/{engine}/cmdline").read_bytes()
        assert b"ACEDATACLOUD" not in Path(f"/proc/{engine}/environ").read_bytes()
    finally:
        program.kill()
        program.wait(10)
    deadline = time.monotonic() + 60
    while _runs(engine):
        assert time.monotonic() < deadline, "the engine outlived the program"
        time.sleep(0.05)


def _children(pid: int) -> list[int]:
    return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="utf-8").split()]


def _runs(pid: int) -> bool:
    try:
        return ") Z " not in Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except OSError:
        return False


def _until_there(path: Path, process: "subprocess.Popen[str] | subprocess.Popen[bytes]") -> None:
    while not path.exists():
        try:
            process.wait(0.05)
        except subprocess.TimeoutExpired:
            continue
        raise AssertionError("the program ended by itself")
