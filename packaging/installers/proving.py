"""Proves the Debian package in a Debian 12 of its own: installed, started, upgraded, removed, purged.

A step that fails ends it. What was seen lies in `build/proof`: screenshots, and the reports of `smoke`.
"""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from installers import places
from mj_desktop import identity

_SUITE = "bookworm"
_ROOT = places.BUILD / "debian"
_BARE = places.BUILD / f"{_SUITE}.tar"
_PROOF = places.BUILD / "proof"
_USER = "designer"
_PROFILE = f"/home/{_USER}/.local/share/{identity.COMMAND}"
_OLDER = "0.0.1"
_PATIENCE = 600.0  # seconds: a program that hangs, not one on a busy machine
_STATE = ("/var/lib/dpkg", "/var/lib/apt", "/var/cache", "/var/log", "/home", "/tmp", "/proc", "/sys", "/dev", "/run",
          "/etc/ld.so.cache")  # fmt: skip


def main() -> int:
    """All steps; returns the exit code."""
    package = next(places.DIST.glob(f"{identity.COMMAND}_{places.VERSION}_*.deb"), None)
    if package is None or os.geteuid() != 0:
        raise SystemExit("prove: this takes root, and the package that packaging/build makes.")
    _unpack_bare_system()
    with _mounted(), _screen() as display:
        before = _listing()
        _install(_older(package))
        _smoke("older")
        kept = _data()
        _install(package)
        _say("upgraded", _version() == places.VERSION and kept == _data())
        _window(display, "upgraded")
        _smoke("upgraded")
        _say("the older version's pictures are kept", kept.items() <= _data().items())
        held = _data()
        _apt("remove", identity.COMMAND)
        _say("removed, and nothing is left", not _leftovers() and held == _data())
        _install(package)
        _apt("purge", identity.COMMAND)
        _say("purged, and nothing is left", not _leftovers() and held == _data())
        _apt("autoremove", "--purge")
        gone, new = before - _listing(), _listing() - before
        _say("the system is as it was before", not gone and not new, str(sorted(gone | new)[:10]))
    return 0


def _unpack_bare_system() -> None:
    """A Debian 12 with its essential packages and one ordinary user; kept as an archive for the next time."""
    shutil.rmtree(_PROOF, ignore_errors=True)
    _PROOF.mkdir(parents=True)
    shutil.rmtree(_ROOT, ignore_errors=True)
    if not _BARE.exists():
        places.run("debootstrap", "--variant=minbase", f"--make-tarball={_BARE}", _SUITE, _ROOT)
        shutil.rmtree(_ROOT, ignore_errors=True)
    places.run("debootstrap", "--variant=minbase", f"--unpack-tarball={_BARE}", _SUITE, _ROOT)
    _inside("useradd", "--create-home", "--uid", "4711", _USER)
    for name in ("resolv.conf", "hosts"):
        shutil.copyfile(f"/etc/{name}", _ROOT / "etc" / name)
    _inside("apt-get", "-q", "update")
    _say("a bare Debian stands", True)


@contextmanager
def _mounted() -> Iterator[None]:
    """What every process wants of a system, and the screen's socket."""
    mounts = {"/proc": "proc", "/dev": "dev", "/tmp/.X11-unix": "tmp/.X11-unix"}
    Path("/tmp/.X11-unix").mkdir(mode=0o1777, exist_ok=True)
    done: list[Path] = []
    try:
        for source, target in mounts.items():
            (_ROOT / target).mkdir(parents=True, exist_ok=True)
            places.run("mount", "--rbind", source, _ROOT / target)
            places.run("mount", "--make-rslave", _ROOT / target)
            done.append(_ROOT / target)
        yield
    finally:
        for folder in reversed(done):
            subprocess.run(["umount", "--recursive", "--lazy", str(folder)], check=False)


@contextmanager
def _screen() -> Iterator[str]:
    """A screen that only this proof sees."""
    read, write = os.pipe()
    words = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1600x1000x24", "-nolisten", "tcp", "-noreset", "-ac"]
    if number := os.environ.get("MJ_DISPLAY"):
        words.insert(1, number)
    with subprocess.Popen(words, pass_fds=(write,), stderr=subprocess.DEVNULL) as server:
        os.close(write)
        with os.fdopen(read) as told:
            display = f":{told.readline().strip()}"
        try:
            yield display
        finally:
            server.terminate()


def _inside(*command: str) -> str:
    extra = {"DEBIAN_FRONTEND": "noninteractive", "HOME": "/root", "PATH": "/usr/sbin:/usr/bin:/sbin:/bin"}
    return places.run("chroot", _ROOT, *command, extra=extra)


def _as_user(**variables: str) -> list[str]:
    """Words before a command that the ordinary user gives, with an environment of a session and no more."""
    clean = {"HOME": f"/home/{_USER}", "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", **variables}
    words = [f"{name}={value}" for name, value in clean.items()]
    return ["chroot", f"--userspec={_USER}:{_USER}", str(_ROOT), "env", "-i", "-C", f"/home/{_USER}", *words]


def _apt(*words: str) -> None:
    _inside("apt-get", "-q", "-y", "--no-install-recommends", *words)


def _install(package: Path) -> None:
    shutil.copyfile(package, _ROOT / "tmp" / package.name)
    _apt("install", f"/tmp/{package.name}")
    (_ROOT / "tmp" / package.name).unlink()


def _older(package: Path) -> Path:
    """The same program as an older version."""
    tree = places.BUILD / "older"
    shutil.rmtree(tree, ignore_errors=True)
    places.run("dpkg-deb", "-R", package, tree)
    control = tree / "DEBIAN" / "control"
    told = control.read_text(encoding="utf-8").replace(f"Version: {places.VERSION}", f"Version: {_OLDER}")
    control.write_text(told, encoding="utf-8")
    file = places.BUILD / f"{identity.COMMAND}_{_OLDER}.deb"
    places.run("dpkg-deb", "--root-owner-group", "-Znone", "--build", tree, file)
    shutil.rmtree(tree)
    return file


def _smoke(name: str) -> None:
    words = [identity.COMMAND, "--profile", _PROFILE, "smoke", "--out", f"/home/{_USER}/{name}"]
    done = subprocess.run([*_as_user(QT_QPA_PLATFORM="offscreen"), *words], capture_output=True, text=True, check=False)
    if done.returncode == 0:
        shutil.copytree(_ROOT / "home" / _USER / name, _PROOF / f"smoke-{name}")
    checks = json.loads((_PROOF / f"smoke-{name}" / "smoke.json").read_text())["checks"] if done.returncode == 0 else []
    _say(f"smoke of the {name} version: {len(checks)} checks", done.returncode == 0, done.stdout + done.stderr)


def _window(display: str, name: str) -> None:
    """The window as it opens on the person's own library, with what it shows after some seconds."""
    command = [*_as_user(DISPLAY=display), identity.COMMAND]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as program:
        surroundings = {**os.environ, "DISPLAY": display}
        asked = ["xdotool", "search", "--onlyvisible", "--name", f"^{identity.NAME}"]
        end = time.monotonic() + _PATIENCE
        found = ""
        while not found and time.monotonic() < end and program.poll() is None:
            found = subprocess.run(asked, env=surroundings, capture_output=True, text=True, check=False).stdout
            time.sleep(0.1)
        for _ in range(50):  # of its own time: when all stands still for a while, that does not count
            time.sleep(0.1)
        subprocess.run(["import", "-window", "root", str(_PROOF / f"{name}.png")], env=surroundings, check=True)
        program.terminate()
        ended = program.wait(_PATIENCE)
        said = program.stderr.read() if program.stderr else ""
    _say(f"its window opens and closes, seen in {name}.png", bool(found) and ended == 0, f"{ended} {said}")


def _version() -> str:
    return _inside("dpkg-query", "-W", "-f", "${Version}", identity.COMMAND)


def _data() -> dict[str, int]:
    """What the person has: files of the library by name, with their sizes; not what every start writes."""
    folder = _ROOT / _PROFILE.lstrip("/") / "pictures"
    return {str(file.relative_to(folder)): file.stat().st_size for file in folder.rglob("*") if file.is_file()}


def _leftovers() -> list[str]:
    return [path for path in _listing() if identity.COMMAND in path or identity.ID in path]


def _listing() -> set[str]:
    """Every path of the system, but for the package manager's own state and what is no file of it."""
    found: set[str] = set()
    for folder, folders, files in os.walk(_ROOT):
        here = folder.removeprefix(str(_ROOT))
        folders[:] = [name for name in folders if f"{here}/{name}" not in _STATE]
        found |= {f"{here}/{name}" for name in (*folders, *files)} - set(_STATE)
    return found


def _say(what: str, holds: bool, more: str = "") -> None:
    print("ok  " if holds else "FAIL", what, flush=True)
    if not holds:
        raise SystemExit(f"prove: {more}")


if __name__ == "__main__":
    sys.exit(main())
