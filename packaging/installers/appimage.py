"""The AppImage: the tree as a folder that runs anywhere, packed by squashfs behind a runtime that is given."""

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from installers import left_out, linux, places, texts, trying
from mj_desktop import identity

RUNTIME, SHA256 = "MJ_APPIMAGE_RUNTIME", "MJ_APPIMAGE_RUNTIME_SHA256"
APPDIR = places.BUILD / "AppDir"
_START = f'#!/bin/sh\nexec "${{APPDIR:-$(dirname "$(readlink -f "$0")")}}/usr/bin/{identity.COMMAND}" "$@"\n'


def image(folder: Path) -> Iterator[Path]:
    """Make the AppDir and its squashfs and try both; the AppImage follows where a runtime is given."""
    _lay_out(folder)
    _write_manifest()
    _try(APPDIR)
    squash = places.BUILD / f"{identity.COMMAND}.squashfs"
    squash.unlink(missing_ok=True)
    words = ("-noappend", "-root-owned", "-quiet", "-no-progress", "-comp", "zstd", "-Xcompression-level", "19")
    places.run("mksquashfs", APPDIR, squash, *words)
    _try_squashed(squash)
    yield squash
    runtime = os.environ.get(RUNTIME, "")
    if runtime:
        yield joined(Path(runtime), os.environ.get(SHA256, ""), squash, places.DIST)


def joined(runtime: Path, sha256: str, squash: Path, dist: Path) -> Path:
    """The AppImage: the runtime, which must have that hash, with the squashfs behind it."""
    data = runtime.read_bytes()
    if hashlib.sha256(data).hexdigest() != sha256.lower():
        raise SystemExit(f"build: {runtime} has not the hash that {SHA256} gives")
    dist.mkdir(exist_ok=True)
    file = dist / f"{identity.COMMAND}-{places.VERSION}-{os.uname().machine}.AppImage"
    file.write_bytes(data + squash.read_bytes())
    file.chmod(0o755)
    return file


def _lay_out(folder: Path) -> None:
    """What linux.lay_out makes, the libraries that few systems have, and what a file manager reads at the top."""
    shutil.rmtree(APPDIR, ignore_errors=True)
    linux.lay_out(folder, APPDIR / "usr")
    inside = APPDIR / "usr" / "lib" / identity.COMMAND / "_internal"
    system = json.loads((places.BUILD / "work" / "program" / "system.json").read_text(encoding="utf-8"))
    for name, source in system.items():
        if left_out.is_put_back(name):
            shutil.copyfile(source, inside / name)
    (APPDIR / "AppRun").write_text(_START, encoding="utf-8")
    (APPDIR / "AppRun").chmod(0o755)
    share = APPDIR / "usr" / "share"
    shutil.copyfile(share / "applications" / f"{identity.COMMAND}.desktop", APPDIR / f"{identity.COMMAND}.desktop")
    picture = share / "icons" / "hicolor" / "256x256" / "apps" / f"{identity.COMMAND}.png"
    shutil.copyfile(picture, APPDIR / picture.name)
    (APPDIR / ".DirIcon").symlink_to(picture.name)
    places.settle(APPDIR)


def _write_manifest() -> None:
    """Flatpak's manifest beside the AppDir, which it installs."""
    file = places.BUILD / f"{identity.ID}.json"
    file.write_text(texts.filled("flatpak.json"), encoding="utf-8")


def _try(appdir: Path) -> None:
    """Run it from an awkward place as an ordinary user."""
    with tempfile.TemporaryDirectory(prefix="mj-app-") as scratch:
        Path(scratch).chmod(0o755)
        copy = Path(scratch, trying.AWKWARD)
        shutil.copytree(appdir, copy, symlinks=True)
        trying.smoke([str(copy / "AppRun")], Path(scratch))


def _try_squashed(squash: Path) -> None:
    """Run what the squashfs holds."""
    with tempfile.TemporaryDirectory(prefix="mj-squash-") as scratch:
        places.run("unsquashfs", "-q", "-n", "-d", Path(scratch, "root"), squash)
        _try(Path(scratch, "root"))
