"""Windows: the installer, by NSIS, and the signatures. Here it was compiled and run under Wine on a stand-in alone."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from installers import icons, places, texts, trying
from mj_desktop import identity

SCRIPT = places.HERE / "texts" / "installer.nsi"
_STUBS = "zlib-amd64-unicode"  # Debian's NSIS has them; the one published for Windows makes 32-bit installers alone
_PLACES = (r"C:\Program Files (x86)\NSIS\Bin\makensis.exe", r"C:\Program Files\NSIS\Bin\makensis.exe")


def installers(folder: Path) -> Iterator[Path]:
    """Make the installer of the frozen program in `dist`, sign it where there is a certificate, and try it."""
    for program in folder.glob("*.exe"):
        _sign(program)
    file = compiled(folder, places.DIST)
    _sign(file)
    _try(file)
    yield file


def compiled(folder: Path, dist: Path) -> Path:
    """The installer of everything in `folder`, compiled into `dist`."""
    dist.mkdir(exist_ok=True)
    file = dist / f"{identity.COMMAND}-{places.VERSION}-x64-setup.exe"
    words = {
        "NAME": identity.NAME, "COMMAND": identity.COMMAND, "VERSION": places.VERSION, "AUTHORS": identity.AUTHORS,
        "OUTFILE": file, "FOLDER": folder, "ICON": icons.ico(places.BUILD), "LICENCE": places.CHECKOUT / "LICENSE",
        "KILOBYTES": places.size(folder) // 1024, "TARGET": _target(),
    }  # fmt: skip
    if command := _signing():
        words["SIGN"] = subprocess.list2cmdline(command)
    # NSIS takes its own separator only, and below Wine's and Linux's names that is a slash.
    script = SCRIPT if os.name == "nt" else _with_slashes()
    places.run(_makensis(), "-V2", "-WX", "-INPUTCHARSET", "UTF8", *(f"-D{k}={v}" for k, v in words.items()), script)
    return file


def _with_slashes() -> Path:
    script = places.BUILD / SCRIPT.name
    script.write_text(SCRIPT.read_text(encoding="utf-8").replace('"${FOLDER}\\*"', '"${FOLDER}/*"'), encoding="utf-8")
    return script


def _makensis() -> str:
    found = shutil.which("makensis") or next((place for place in _PLACES if Path(place).exists()), None)
    if found is None:
        raise SystemExit("build: makensis (NSIS 3) is missing")
    return found


def _target() -> str:
    """The installer's own kind; what it installs has 64 bits all the same.

    Wine without its 32-bit half runs the first alone; with the other it does nothing, and says that all went well.
    """
    found = Path(_makensis())
    folders = (found.parent / "Stubs", found.parents[1] / "Stubs", found.parents[1] / "share" / "nsis" / "Stubs")
    return "amd64-unicode" if any((folder / _STUBS).exists() for folder in folders) else "x86-unicode"


def _signing() -> list[str]:
    """signtool's words for the certificate in the person's store whose thumbprint MJ_CERTIFICATE is; none without."""
    thumbprint, clock = os.environ.get("MJ_CERTIFICATE", ""), os.environ.get("MJ_TIMESTAMP_ADDRESS", "")
    if not thumbprint:
        return []
    stamp = ["/tr", clock, "/td", "sha256"] if clock else []
    return ["signtool", "sign", "/sha1", thumbprint, "/fd", "sha256", *stamp]


def _sign(file: Path) -> None:
    if command := _signing():
        places.run(*command, file)


def _try(file: Path) -> None:
    """Install it without a word, run the program's smoke, and uninstall it."""
    with tempfile.TemporaryDirectory(prefix="mj-setup-") as scratch:
        target = Path(scratch, trying.AWKWARD)
        subprocess.run(f'"{file}" /S /D={target}', check=True)
        trying.smoke([str(target / f"{identity.COMMAND}-console.exe")], Path(scratch))
        subprocess.run([str(target / "uninstall.exe"), "/S", f"_?={target}"], check=True)
        if (target / "_internal").exists():
            raise SystemExit("build: the uninstaller left the program")


def version_resource() -> Path:
    """What Windows shows of the program's file, as PyInstaller reads it."""
    numbers = ", ".join([*places.VERSION.split("."), "0"])
    file = places.BUILD / "version.txt"
    file.parent.mkdir(exist_ok=True)
    file.write_text(texts.filled("version.txt", NUMBERS=numbers), encoding="utf-8")
    return file
