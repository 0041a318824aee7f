"""Preferences: the settings of this profile while the program runs; keeps them on disk and announces changes."""

import logging
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from mj_desktop import bugs
from mj_desktop.core import settings
from mj_desktop.core.errors import LibraryError
from mj_desktop.core.messages import Message, Tone
from mj_desktop.core.settings import Change, Settings
from mj_desktop.jobs import Jobs
from mj_desktop.library.settings import SettingsFile

log = logging.getLogger(__name__)


class Preferences(QObject):
    """Owns the `Settings` value and the jobs that have to do with it. `changed` carries it, `said` a Message."""

    changed = Signal(object)
    said = Signal(object)

    def __init__(self, profile: Path) -> None:
        super().__init__()
        self.jobs = Jobs(self._on_bug)
        self._file = SettingsFile(profile)
        self._profile = profile
        self.settings, self._trouble = self._file.load()
        self.library = self._folder(self.settings)

    def say_trouble(self) -> None:
        """Say what was wrong with the file when it was read."""
        if self._trouble:
            self.said.emit(Message(self._trouble, tone=Tone.WARN))

    def take(self, change: Change) -> None:
        """Take over a changed setting, keep it and announce it."""
        self.put(**{change.name: change.value})

    def put(self, **values: str | float | bool) -> None:
        """Set several at once; values with a `problem` are bugs of the caller."""
        new = self.settings
        for name, value in values.items():
            new = settings.changed(new, name, value)
        if new == self.settings:
            return
        before, self.settings = self.settings, new
        self.jobs.post("settings", partial(self._file.save, new))
        self.changed.emit(new)
        if new.library != before.library:
            self._say_library(new)

    def _say_library(self, new: Settings) -> None:
        what, here = "The library in {folder} is used from the next start on.", self._folder(new)
        words = Message(what, "The one in use now stays as it is.", values={"folder": str(here)})
        self.said.emit(Message("The library stays where it is.") if here == self.library else words)

    def _folder(self, of: Settings) -> Path:
        return Path(of.library) if of.library else self._profile

    def _on_bug(self, key: str, error: BaseException) -> None:
        if isinstance(error, LibraryError):
            failure = error.failure()
            self.said.emit(Message("{message}", tone=Tone.BAD, values={"message": failure.message}))
            return
        log.error("job %s failed", key, exc_info=error)
        self.said.emit(bugs.message(error))
