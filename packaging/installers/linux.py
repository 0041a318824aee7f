"""Linux: the Debian package and the AppImage, out of one tree as it lies below /usr."""

import gzip
import shutil
from collections.abc import Iterator
from pathlib import Path

from installers import icons, places, texts
from mj_desktop import identity


def installers(folder: Path) -> Iterator[Path]:
    """Make each out of the frozen program, try it, and yield its file."""
    from installers import appimage, debian

    if shutil.which("dpkg-deb"):
        yield debian.package(folder)
    yield from appimage.image(folder)


def lay_out(folder: Path, usr: Path) -> None:
    """The frozen program and what belongs to it, as a system has it under `usr`; checked by the desktop's own tools."""
    shutil.copytree(folder, usr / "lib" / identity.COMMAND, symlinks=True)
    (usr / "bin").mkdir(parents=True)
    (usr / "bin" / identity.COMMAND).symlink_to(f"../lib/{identity.COMMAND}/{identity.COMMAND}")
    icons.into_theme(usr / "share" / "icons")
    entry = _written(usr / "share" / "applications" / f"{identity.COMMAND}.desktop", texts.filled("program.desktop"))
    info = _written(usr / "share" / "metainfo" / f"{identity.ID}.metainfo.xml", texts.metainfo())
    page = texts.filled("program.1").encode()
    _written(usr / "share" / "man" / "man1" / f"{identity.COMMAND}.1.gz", gzip.compress(page, 9, mtime=0))
    places.run("desktop-file-validate", entry)
    places.run("appstreamcli", "validate", "--no-net", info)


def _written(file: Path, text: str | bytes) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return file
