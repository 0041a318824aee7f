"""The picture store: the service's bytes unchanged, under `<profile>/pictures/YYYY-MM/<generation id>.<ext>`."""

import contextlib
import errno
import os
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from mj_desktop.core.errors import LibraryError
from mj_desktop.core.generation import Generation, StoredPicture
from mj_desktop.pictures import Facts

KEPT_MASK = ".mask.png"
"""The mask that was painted, lossless."""
SENT_MASKS = (".mask.jpg", ".mask.sent.png")
"""The mask as it was sent: one of the two."""
CLIPS = tuple(f".{number}.mp4" for number in (1, 2, 3, 4))
"""A video's clips; there are four of each."""


class Store:
    """Writes files whole or not at all: to a temporary name, synced, renamed, the folder synced."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def keep(self, generation: Generation, data: bytes, facts: Facts) -> StoredPicture:
        """Write a picture's bytes and return where; raises LibraryError with a sentence."""
        name = f"{_month(generation)}/{generation.id}.{facts.extension}"
        self._write(name, data)
        self.beside(generation, UNREAD).unlink(missing_ok=True)
        return StoredPicture(
            name=name, width=facts.width, height=facts.height, size=facts.size, sha256=facts.sha256
        )  # fmt: skip

    def keep_beside(self, generation: Generation, suffix: str, data: bytes) -> Path:
        """Write a file beside the generation's picture, `<generation id><suffix>`, and return where."""
        name = f"{_month(generation)}/{generation.id}{suffix}"
        self._write(name, data)
        return self.folder / name

    def keep_clip(self, generation: Generation, place: int, data: bytes) -> str:
        """Write clip `place` (from 0) of a video; returns its name."""
        return self.keep_beside(generation, CLIPS[place], data).relative_to(self.folder).as_posix()

    def beside(self, generation: Generation, suffix: str) -> Path:
        """Where a file beside the generation's picture is, if it is there."""
        return self.folder / f"{_month(generation)}/{generation.id}{suffix}"

    def path(self, picture: StoredPicture) -> Path:
        """The file of a stored picture."""
        return self.folder / picture.name

    def remove(self, generation: Generation) -> None:
        """Remove a generation's picture and what lies beside it, for good; raises LibraryError."""
        names = [f"{_month(generation)}/{generation.id}{end}" for end in _BESIDE]
        if generation.file is not None:
            names.append(generation.file.name)
        for target in (self.folder / name for name in names):
            try:
                target.unlink(missing_ok=True)
            except OSError as error:
                raise LibraryError(f"{target} cannot be removed: {error.strerror}.") from error

    def sweep(self) -> None:
        """Remove what a killed start left half written; what is being written now is younger."""
        for path in self.folder.glob("*/.*.part"):
            with contextlib.suppress(OSError):
                if time.time() - path.stat().st_mtime > _STALE:
                    path.unlink()

    def _write(self, name: str, data: bytes) -> None:
        target = self.folder / name
        try:
            _make_folder(target.parent)
            write_whole(target, data)
        except OSError as error:
            raise refused(target, error) from error


UNREAD, PREVIEW = ".unread", ".preview"
_BESIDE = (".json", KEPT_MASK, *SENT_MASKS, UNREAD, PREVIEW, *CLIPS)

# The system's reasons that a person can do something about.
_CODES = {
    errno.ENOSPC: "disk_full",
    errno.EDQUOT: "disk_full",
    errno.EROFS: "disk_read_only",
    errno.EACCES: "disk_read_only",
    errno.EPERM: "disk_read_only",
}


_STALE = 3600.0  # seconds
_PROBE = 2**16  # more than SQLite needs to open a file (bytes)


def refused(target: Path, error: OSError) -> LibraryError:
    """Why `target` could not be written, with what to do about it."""
    return LibraryError(f"{target} cannot be written: {error.strerror}.", code=_CODES.get(error.errno or 0, ""))


def try_to_write(folder: Path) -> None:
    """Raise the LibraryError that says why nothing can be written into `folder`, if that is so; leaves nothing."""
    try:
        with tempfile.TemporaryFile(dir=folder, prefix=".", suffix=".part", buffering=0) as file:
            file.write(bytes(_PROBE))
            os.fsync(file.fileno())
    except OSError as error:
        raise refused(folder, error) from error


def write_whole(target: Path, data: bytes) -> None:
    """Write `target` so that it is there whole or not at all, also after a crash; raises OSError."""
    number, temporary = tempfile.mkstemp(dir=target.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(number, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(temporary).unlink()
        raise
    _sync_folder(target.parent)


def _make_folder(folder: Path) -> None:
    """Make a folder, and those it is in, so that they are still there after a crash, with what is in them."""
    if not folder.is_dir():
        _make_folder(folder.parent)
        folder.mkdir(exist_ok=True)
        _sync_folder(folder.parent)


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":  # Windows has no handle to a folder that could be synced
        return
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def _month(generation: Generation) -> str:
    return datetime.fromtimestamp(generation.created_at, UTC).strftime("%Y-%m")
