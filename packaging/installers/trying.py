"""Starting what was made before it is called good: `smoke`, as an ordinary user, from an awkward folder."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from installers import places
from mj_desktop import identity

AWKWARD = "Größe 크기 尺寸 it's"
_NOBODY = "65534"
_PATIENCE = 1800  # seconds: a program that hangs, not one on a busy machine


def try_program(folder: Path) -> None:
    """Run the program in `folder` from a copy in an awkward place that it may not write to; SystemExit if it fails."""
    with tempfile.TemporaryDirectory(prefix="mj-try-") as scratch:
        Path(scratch).chmod(0o755)
        copy = Path(scratch, AWKWARD, identity.COMMAND)
        shutil.copytree(folder, copy, symlinks=True)
        _write_protect(copy)
        before = _listing(copy)
        program = copy / (f"{identity.COMMAND}-console.exe" if sys.platform == "win32" else identity.COMMAND)
        try:
            told = smoke([str(program)], Path(scratch))
        finally:
            _write_protect(copy, False)
        if _listing(copy) != before:
            raise SystemExit("build: the program wrote into its own folder")
    compare(told)


def smoke(command: Sequence[str], scratch: Path) -> list[str]:
    """What a program's `smoke` told, all of which held: its checks, then its modules; SystemExit otherwise."""
    home, out = scratch / "home é", scratch / "out é"
    for folder in (home, out):
        folder.mkdir(exist_ok=True)
        folder.chmod(0o777)
    done = subprocess.run(
        [*_as_nobody(), *command, "--profile", str(home / "profile"), "smoke", "--out", str(out)],
        cwd=home, env=_environment(home), text=True, capture_output=True, timeout=_PATIENCE, check=False,
    )  # fmt: skip
    if done.returncode != 0:
        raise SystemExit(f"build: smoke ended with {done.returncode}\n{done.stdout}\n{done.stderr}")
    return _told(out)


def compare(told: Sequence[str]) -> None:
    """The frozen program must have made the checks, and have the modules, that the source does and has."""
    with tempfile.TemporaryDirectory(prefix="mj-try-") as scratch:
        out = Path(scratch, "out")
        words = ("-P", "-m", "mj_desktop", "smoke", "--out", str(out))
        extra = {"PYTHONPATH": str(places.CHECKOUT), "QT_QPA_PLATFORM": "offscreen"}
        places.run(sys.executable, *words, extra=extra)
        expected = _told(out)
    if list(told) != expected:
        raise SystemExit(f"build: the source's smoke tells something else: {sorted({*told} ^ {*expected})}")


def _told(out: Path) -> list[str]:
    report = json.loads((out / "smoke.json").read_text(encoding="utf-8"))
    return [*(check["name"] for check in report["checks"] if check["ok"]), *report["modules"]]


def _as_nobody() -> list[str]:
    """Words that start a program as an ordinary user, where this one is none."""
    if sys.platform == "win32" or os.geteuid() != 0:
        return []
    return ["setpriv", f"--reuid={_NOBODY}", f"--regid={_NOBODY}", "--clear-groups"]


def _environment(home: Path) -> dict[str, str]:
    """What a person's session has, without what this one's Python and Qt were told."""
    unwanted = ("ACEDATACLOUD_", "MJ_", "PYTHON", "QT_", "LD_", "XDG_", "VIRTUAL_ENV")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(unwanted)}
    return {**kept, "HOME": str(home), "QT_QPA_PLATFORM": "offscreen"}


def _write_protect(folder: Path, protect: bool = True) -> None:
    for path in [folder, *folder.rglob("*")]:
        if not path.is_symlink():
            mode = path.stat().st_mode
            path.chmod(mode & ~0o222 if protect else mode | 0o200)


def _listing(folder: Path) -> list[tuple[str, int, int]]:
    found = [(path, path.lstat()) for path in sorted(folder.rglob("*"))]
    return [(str(path), seen.st_size, seen.st_mtime_ns) for path, seen in found]
