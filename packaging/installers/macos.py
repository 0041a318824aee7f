"""macOS: the .app, its signature, the notary's word, and the disk image. UNTRIED: nobody has run this on a Mac yet.

Without MJ_SIGNING_IDENTITY ("Developer ID Application: ...") the program is signed for this computer alone; without
MJ_NOTARY_PROFILE (a keychain profile of `notarytool store-credentials`) nothing is sent to the notary.
"""

import json
import os
import platform
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import mj_desktop
from installers import places, trying
from mj_desktop import identity

_LEAST = "14.0" if platform.machine() == "x86_64" else "13.0"  # OpenCV's wheels begin there
_ENTITLEMENTS = places.HERE / "texts" / "entitlements.plist"
_APP = places.FROZEN.parent / f"{identity.NAME}.app"


def info() -> str:
    """What Info.plist says beyond PyInstaller's own, as JSON."""
    return json.dumps({
        "CFBundleDisplayName": identity.NAME,
        "CFBundleShortVersionString": mj_desktop.__version__,
        "CFBundleVersion": mj_desktop.__version__,
        "CFBundleDevelopmentRegion": "en",
        "LSMinimumSystemVersion": _LEAST,
        "LSApplicationCategoryType": "public.app-category.graphics-design",
        "NSHumanReadableCopyright": identity.AUTHORS,
        "NSHighResolutionCapable": True,
        "NSSupportsAutomaticGraphicsSwitching": True,
        "NSRequiresAquaSystemAppearance": False,
    })  # fmt: skip


def signing() -> dict[str, str]:
    """What PyInstaller signs every library and the program with; without an identity for this computer alone."""
    return {"MJ_IDENTITY": os.environ.get("MJ_SIGNING_IDENTITY", ""), "MJ_ENTITLEMENTS": str(_ENTITLEMENTS)}


def installers(folder: Path) -> Iterator[Path]:
    """Pack the .app, which is signed, into a disk image in `dist`, have that notarized, and try what it holds."""
    places.run("codesign", "--verify", "--deep", "--strict", _APP)
    file = _image()
    _sign_and_notarize(file)
    _try(file)
    yield file


def _image() -> Path:
    """A disk image with the program and a way to the folder of programs."""
    stage = places.BUILD / "dmg"
    shutil.rmtree(stage, ignore_errors=True)
    stage.mkdir(parents=True)
    places.run("ditto", _APP, stage / _APP.name)
    (stage / "Applications").symlink_to("/Applications")
    places.DIST.mkdir(exist_ok=True)
    file = places.DIST / f"{identity.COMMAND}-{places.VERSION}-{os.uname().machine}.dmg"
    words = ("-volname", identity.NAME, "-srcfolder", stage, "-format", "UDZO", "-ov", file)
    places.run("hdiutil", "create", *words)
    return file


def _sign_and_notarize(file: Path) -> None:
    who, profile = os.environ.get("MJ_SIGNING_IDENTITY", ""), os.environ.get("MJ_NOTARY_PROFILE", "")
    if who:
        places.run("codesign", "--force", "--sign", who, "--timestamp", file)
    if who and profile:
        places.run("xcrun", "notarytool", "submit", file, "--keychain-profile", profile, "--wait")
        places.run("xcrun", "stapler", "staple", file)


def _try(file: Path) -> None:
    """Run the program out of the mounted image, which cannot be written to."""
    with tempfile.TemporaryDirectory(prefix="mj-dmg-") as scratch:
        mount = Path(scratch, trying.AWKWARD)
        places.run("hdiutil", "attach", "-readonly", "-nobrowse", "-mountpoint", mount, file)
        try:
            trying.smoke([str(mount / _APP.name / "Contents" / "MacOS" / identity.COMMAND)], Path(scratch))
        finally:
            places.run("hdiutil", "detach", mount)
