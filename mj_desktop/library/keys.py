"""The keys' file: `<profile>/keys.json`, what a person changed of the keys, written whole."""

import time
from pathlib import Path

from mj_desktop.core import keymap
from mj_desktop.core.errors import LibraryError
from mj_desktop.core.keymap import UNCHANGED, Keymap
from mj_desktop.library.store import refused, write_whole


class KeyFile:
    """Reads and writes a keymap: that of a profile, or one on its way to another computer."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self) -> Keymap:
        """The keymap as it is written there; raises LibraryError with a sentence."""
        try:
            return keymap.read(self.path.read_bytes())
        except OSError as error:
            raise LibraryError(f"{self.path.name} cannot be read ({error.strerror}).") from error
        except (ValueError, RecursionError) as error:
            raise LibraryError(f"{self.path.name} holds no keys of this program.") from error

    def load(self) -> Keymap:
        """`read`, without a file the table's keys; an unreadable file is set aside, and the LibraryError says so."""
        if not self.path.exists():
            return UNCHANGED
        try:
            return self.read()
        except LibraryError as error:
            raise LibraryError(self._set_aside()) from error

    def save(self, kept: Keymap) -> None:
        """Write it, on disk when this returns; raises LibraryError with a sentence."""
        try:
            write_whole(self.path, keymap.written(kept))
        except OSError as error:
            raise refused(self.path, error) from error

    def _set_aside(self) -> str:
        aside = self.path.with_name(f"keys-unreadable-{time.strftime('%Y%m%d-%H%M%S')}.json")
        try:
            self.path.replace(aside)
        except OSError as error:
            return f"{self.path.name} cannot be read nor set aside ({error.strerror})."
        return f"The keys could not be read. They are set aside as {aside.name}."
