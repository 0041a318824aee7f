"""Where the build reads and writes, and what every step of it has to know."""

import os
import subprocess
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

import mj_desktop
from mj_desktop import identity
from mj_desktop.core import changelog

CHECKOUT = Path(__file__).resolve().parents[2]
BUILD = CHECKOUT / "build"  # what is made on the way; may be deleted
DIST = CHECKOUT / "dist"  # the installers
HERE = Path(__file__).parent
VERSION = mj_desktop.__version__
FROZEN = BUILD / "frozen" / identity.COMMAND


@cache
def epoch() -> int:
    """The time that everything made is given: SOURCE_DATE_EPOCH, else the commit's, else the newest version's day."""
    if given := os.environ.get("SOURCE_DATE_EPOCH"):
        return int(given)
    asked = ("git", "log", "-1", "--format=%ct")
    told = subprocess.run(asked, cwd=CHECKOUT, capture_output=True, text=True, check=False)
    return int(told.stdout) if told.returncode == 0 and told.stdout.strip() else news()[0].seconds


def commit() -> str:
    """The commit at hand, with "+" behind it where files differ from it; "" outside of a repository."""
    asked = ("git", "describe", "--always", "--dirty=+", "--exclude=*")
    return subprocess.run(asked, cwd=CHECKOUT, capture_output=True, text=True, check=False).stdout.strip()


def news() -> tuple[changelog.Entry, ...]:
    """What is new, by version; the newest must be the one that is built."""
    found = changelog.read((CHECKOUT / "resources" / "changelog.md").read_text(encoding="utf-8"))
    if found[0].version != VERSION:
        raise SystemExit(f"build: resources/changelog.md ends with {found[0].version}, and this is {VERSION}")
    return found


def surroundings() -> dict[str, str]:
    """The environment of every tool that is started: two builds of one commit meet the same."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ACEDATACLOUD_", "MJ_"))}
    fixed = {"SOURCE_DATE_EPOCH": str(epoch()), "PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    return {**kept, **fixed}


def run(*command: str | Path, folder: Path = CHECKOUT, extra: Mapping[str, str] = MappingProxyType({})) -> str:
    """Run a tool in a folder; returns what it prints. Raises SystemExit, with all that it said, when it fails."""
    words = [str(word) for word in command]
    done = subprocess.run(
        words, cwd=folder, env={**surroundings(), **extra}, text=True, check=False, capture_output=True,
        stdin=subprocess.DEVNULL,
    )  # fmt: skip
    if done.returncode != 0:
        raise SystemExit(f"{done.stdout}{done.stderr}\nbuild: {' '.join(words[:6])} ended with {done.returncode}")
    return done.stdout


def size(folder: Path) -> int:
    """Bytes of all files in a folder, links not followed."""
    return sum(path.lstat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def _runs(path: Path) -> bool:
    """Whether a file may be started, and can be: wheels have texts with that bit."""
    with path.open("rb") as file:
        return bool(path.stat().st_mode & 0o100) and file.read(2) in (b"\x7fE", b"#!", b"\xcf\xfa", b"\xca\xfe")


def settle(folder: Path) -> None:
    """Give everything in a folder the build's time, and modes that no umask chose."""
    for path in [folder, *folder.rglob("*")]:
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or _runs(path) else 0o644)
        os.utime(path, (epoch(), epoch()), follow_symlinks=not path.is_symlink())
