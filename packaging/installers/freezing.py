"""The frozen program: a folder with Python, Qt and all else in it, made by PyInstaller."""

import os
import shutil
import sys
from pathlib import Path

from installers import icons, places
from mj_desktop import identity


def freeze() -> Path:
    """Make `build/frozen/mj-desktop` anew and return it."""
    work = places.BUILD / "work"
    for folder in (work, places.FROZEN.parent):
        shutil.rmtree(folder, ignore_errors=True)
    words = ("--noconfirm", "--clean", "--log-level", "WARN", "--workpath", work, "--distpath", places.FROZEN.parent)
    spec = places.HERE / "program.spec"
    path = os.pathsep.join((str(places.HERE.parent), str(places.CHECKOUT)))
    ours = {"PYTHONPATH": path, "QT_QPA_PLATFORM": "offscreen", **_extra()}
    places.run(sys.executable, "-m", "PyInstaller", *words, spec, extra=ours)
    _look_at(places.FROZEN)
    places.settle(places.FROZEN)
    return places.FROZEN


def _extra() -> dict[str, str]:
    """What only some systems put into a program."""
    if sys.platform == "win32":
        from installers import windows

        return {"MJ_ICON": str(icons.ico(places.BUILD)), "MJ_VERSION_RESOURCE": str(windows.version_resource())}
    if sys.platform == "darwin":
        from installers import macos

        return {"MJ_ICON": str(icons.icns(places.BUILD)), "MJ_INFO_PLIST": macos.info(), **macos.signing()}
    return {}


def _look_at(folder: Path) -> None:
    """Nothing may lead nowhere, and the program must be there."""
    lost = [str(path) for path in folder.rglob("*") if path.is_symlink() and not path.exists()]
    suffix = ".exe" if sys.platform == "win32" else ""
    if lost or not (folder / f"{identity.COMMAND}{suffix}").is_file():
        raise SystemExit(f"build: the frozen program is not whole: {lost}")
