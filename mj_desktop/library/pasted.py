"""Pasted pictures: bitmaps that came without a file get one below the profile, for as long as a draft names it."""

import hashlib
from collections.abc import Container
from pathlib import Path

from mj_desktop.core.errors import LibraryError
from mj_desktop.library.store import refused, write_whole

FOLDER = "pasted"


class Pasted:
    """Keeps bitmaps as files of one profile, each once; its methods are for threads."""

    def __init__(self, profile: Path) -> None:
        self.folder = profile / FOLDER

    def keep(self, data: bytes) -> Path:
        """Write a bitmap's PNG and return where; raises LibraryError."""
        path = self.folder / f"{hashlib.sha256(data).hexdigest()[:16]}.png"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            if not path.exists():
                write_whole(path, data)
        except OSError as error:
            raise refused(path, error) from error
        return path

    def tidy(self, named: Container[str]) -> None:
        """Remove what nothing names any more; raises LibraryError."""
        try:
            for path in self.folder.glob("*.png"):
                if str(path) not in named:
                    path.unlink()
        except OSError as error:
            raise LibraryError(f"{self.folder} cannot be tidied: {error.strerror}.") from error
