"""The presets' file: `<profile>/presets.json`, written whole; an unreadable one is set aside."""

import time
from pathlib import Path

from mj_desktop.core import presets
from mj_desktop.core.errors import LibraryError
from mj_desktop.core.presets import Preset
from mj_desktop.library import PRESETS
from mj_desktop.library.store import refused, write_whole


class PresetFile:
    """Reads and writes the presets of one profile."""

    def __init__(self, profile: Path) -> None:
        self.path = profile / PRESETS

    def load(self) -> tuple[Preset, ...]:
        """The presets; raises LibraryError with a sentence when there are some that cannot be read."""
        try:
            return presets.read(self.path.read_bytes())
        except FileNotFoundError:
            return ()
        except (OSError, ValueError) as error:
            raise LibraryError(self._set_aside()) from error

    def save(self, kept: tuple[Preset, ...]) -> None:
        """Write them, on disk when this returns; raises LibraryError with a sentence."""
        try:
            write_whole(self.path, presets.written(kept))
        except OSError as error:
            raise refused(self.path, error) from error

    def _set_aside(self) -> str:
        aside = self.path.with_name(f"presets-unreadable-{time.strftime('%Y%m%d-%H%M%S')}.json")
        try:
            self.path.replace(aside)
        except OSError as error:
            return f"{self.path.name} cannot be read nor set aside ({error.strerror})."
        return f"The presets could not be read. They are set aside as {aside.name}."
