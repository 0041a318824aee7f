"""Symbols that only a debugger reads: what Python's own build left of them stays out."""

import shutil
import subprocess
from pathlib import Path

Entry = tuple[str, str, str]  # PyInstaller's: the place in the bundle, the source, the kind


def stripped(entry: Entry, work: Path) -> Entry:
    """The entry, of a copy without them in `work` where it is Python's own; wheels are taken as they came.

    (Some libraries in wheels were edited by `patchelf`, and `strip` breaks those.)
    """
    name, source, kind = entry
    if kind not in ("BINARY", "EXTENSION") or "site-packages" in source:
        return entry
    copy = work / "stripped" / name
    copy.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, copy)
    subprocess.run(["strip", "--strip-unneeded", "-p", str(copy)], check=True)
    return name, str(copy), kind
