"""Preferences: the settings of this profile while the program runs; keeps them on disk and announces changes."""

import logging
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from mj_desktop import bugs
from mj_desktop.core import settings
from mj_desktop.core.errors import LibraryError
from mj_desktop.core.keymap import Keymap
from mj_desktop.core.messages import Message, Tone, explain
from mj_desktop.core.presets import Preset
from mj_desktop.core.settings import Change, Settings, Verdict
from mj_desktop.jobs import Jobs
from mj_desktop.library import KEYS, opening
from mj_desktop.library.keys import KeyFile
from mj_desktop.library.presets import PresetFile
from mj_desktop.library.settings import SettingsFile

log = logging.getLogger(__name__)


class Preferences(QObject):
    """Owns the `Settings` value and the jobs that have to do with it. `changed` carries it, `said` a Message,
    `tried` the Verdict on another library folder, `presets` those of the profile once they are read,
    `keys` its keymap, `given_keys` that of another file."""

    changed = Signal(object)
    tried = Signal(object)
    presets = Signal(object)
    keys = Signal(object)
    given_keys = Signal(object)
    said = Signal(object)

    def __init__(self, profile: Path) -> None:
        super().__init__()
        self.jobs = Jobs(self._on_bug)
        self._file, self._presets = SettingsFile(profile), PresetFile(profile)
        self._keys = KeyFile(profile / KEYS)
        self._profile = profile
        self.settings, self._trouble = self._file.load()
        self.library = self._place(self.settings.library)

    def begin(self) -> None:
        """Say what was wrong with the settings' file when it was read, and read keys and presets."""
        self.jobs.start("read keys", self._read_keys())
        self.jobs.start("read presets", self._read_presets())
        if self._trouble:
            self.said.emit(Message(self._trouble, tone=Tone.WARN))

    def keep_presets(self, kept: tuple[Preset, ...]) -> None:
        """Have these on disk, in their turn."""
        self.jobs.post("keep presets", partial(self._presets.save, kept))

    def keep_keys(self, kept: Keymap) -> None:
        """Have these on disk, in their turn."""
        self.jobs.post("keep keys", partial(self._keys.save, kept))

    def save_keys(self, kept: Keymap, path: str) -> None:
        """Write these to a file of a person's choice."""
        self.jobs.post("save keys", partial(KeyFile(Path(path)).save, kept))

    def want_keys(self, path: str) -> None:
        """Read the keys of such a file."""
        self.jobs.start("other keys", self._read_other(KeyFile(Path(path))))

    async def _read_keys(self) -> None:
        self.keys.emit(await self.jobs.in_thread(self._keys.load))

    async def _read_other(self, file: KeyFile) -> None:
        self.given_keys.emit(await self.jobs.in_thread(file.read))

    async def _read_presets(self) -> None:
        self.presets.emit(await self.jobs.in_thread(self._presets.load))

    def take(self, change: Change) -> None:
        """Take over a changed setting, keep it and announce it; another library folder is tried before."""
        if change.name == "library":
            self.jobs.start("library folder", self._move(str(change.value)))
        else:
            self.put(**{change.name: change.value})

    async def try_folder(self, folder: str) -> Message | None:
        """Begin a library in `folder` ("": the profile's own) unless there is one: why that cannot be, or None."""
        try:
            await self.jobs.in_thread(opening.begin, self._place(folder))
        except LibraryError as refusal:
            return explain(refusal.failure())
        return None

    def move(self, folder: str) -> None:
        """Keep the library, of which none is open, in `folder`, which was tried."""
        self.library = self._place(folder)
        self.put(library=folder)
        self.said.emit(Message("The library in {folder} is used.", values={"folder": str(self.library)}))

    def put(self, **values: str | float | bool) -> None:
        """Set several at once; values with a `problem` are bugs of the caller."""
        new = self.settings
        for name, value in values.items():
            new = settings.changed(new, name, value)
        if new == self.settings:
            return
        self.settings = new
        self.jobs.post("settings", partial(self._file.save, new))
        self.changed.emit(new)

    def _say_library(self, new: Settings) -> None:
        what, here = "The library in {folder} is used from the next start on.", self._place(new.library)
        words = Message(what, "The one in use now stays as it is.", values={"folder": str(here)})
        self.said.emit(Message("The library stays where it is.") if here == self.library else words)

    async def _move(self, folder: str) -> None:
        refusal = await self.try_folder(folder)
        self.tried.emit(Verdict("library", refusal))
        if refusal is None:
            self.put(library=folder)
            self._say_library(self.settings)

    def _place(self, folder: str) -> Path:
        return Path(folder.strip()) if folder.strip() else self._profile

    def _on_bug(self, key: str, error: BaseException) -> None:
        if isinstance(error, LibraryError):
            failure = error.failure()
            self.said.emit(Message("{message}", tone=Tone.BAD, values={"message": failure.message}))
            return
        log.error("job %s failed", key, exc_info=error)
        self.said.emit(bugs.message(error))
