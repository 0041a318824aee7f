"""The settings file: `<profile>/settings.json`, written whole; an unreadable one is set aside."""

import time
from pathlib import Path

from mj_desktop.core import settings
from mj_desktop.core.errors import LibraryError
from mj_desktop.core.settings import Settings
from mj_desktop.library import SETTINGS


class SettingsFile:
    """Reads and writes the settings of one profile."""

    def __init__(self, profile: Path) -> None:
        self.path = profile / SETTINGS

    def peek(self) -> Settings:
        """The settings as far as they can be read; touches nothing and says nothing."""
        try:
            return settings.read(self.path.read_bytes())[0]
        except (OSError, ValueError):
            return Settings()

    def load(self) -> tuple[Settings, str]:
        """The settings, and what is to be said of them ("" when all is well); an unreadable file is set aside."""
        try:
            found, wrong = settings.read(self.path.read_bytes())
        except FileNotFoundError:
            return Settings(), ""
        except (OSError, ValueError):
            return Settings(), self._set_aside()
        return found, f"These settings were wrong and are back at their defaults: {', '.join(wrong)}." if wrong else ""

    def save(self, kept: Settings) -> None:
        """Write them, on disk when this returns; raises LibraryError with a sentence."""
        from mj_desktop.library.store import write_whole  # reading comes before the first paint, writing never

        try:
            write_whole(self.path, settings.written(kept))
        except OSError as error:
            raise LibraryError(f"{self.path} cannot be written: {error.strerror}.") from error

    def _set_aside(self) -> str:
        aside = self.path.with_name(f"settings-unreadable-{time.strftime('%Y%m%d-%H%M%S')}.json")
        try:
            self.path.replace(aside)
        except OSError as error:
            return f"{self.path.name} cannot be read nor set aside ({error.strerror}); the defaults are used."
        return f"The settings could not be read. They are set aside as {aside.name}, and the defaults are used."
