"""The place of the keys: takes other keys wherever they come from, and asks for the files that they go to."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from mj_desktop.core import commands, rebinding
from mj_desktop.core.keymap import Keymap
from mj_desktop.core.messages import Message, Tone
from mj_desktop.ui import keymap
from mj_desktop.ui.commands.words import said
from mj_desktop.ui.window import save_dialog

if TYPE_CHECKING:
    from mj_desktop.ui.commands.sheet import Sheet
    from mj_desktop.ui.window.window import Window

_NAME = "keys.json"


class KeysPlace(QObject):
    """`changed` carries the keymap after a person changed it; `saved` and `wanted` a file to write it to, or read."""

    changed = Signal(object)
    saved = Signal(str)
    wanted = Signal(str)

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window = window

    @property
    def keymap(self) -> Keymap:
        """The keys of now."""
        return keymap.now()

    def show_keys(self, read: Keymap) -> None:
        """Take the keys as they are on the disk; what others have there is left out, and said."""
        kept, refused = rebinding.sound(read)
        keymap.notifier().take(kept)
        self._say_refused(refused)

    def take_keys(self, read: Keymap) -> None:
        """Take those of a file that a person chose."""
        kept, refused = rebinding.sound(read)
        self._take(kept)
        self._window.show_message(Message(self.tr("The keys of the file are used from now on.")))
        self._say_refused(refused)

    def serve(self, sheet: "Sheet") -> None:
        """Do what a person asks of the keys in the sheet."""
        sheet.rekeyed.connect(self._take)
        sheet.save_wanted.connect(self._ask_save)
        sheet.load_wanted.connect(self._ask_load)

    def _take(self, new: Keymap) -> None:
        keymap.notifier().take(new)
        self.changed.emit(new)

    def _say_refused(self, refused: tuple[str, ...]) -> None:
        if refused:
            names = ", ".join(said(commands.named(each).words) for each in refused)
            what = self.tr("Some keys of the file mean something else already or are reserved. Left out: {names}.")
            self._window.show_message(Message(what, tone=Tone.WARN, values={"names": names}))

    def _ask_save(self) -> None:
        title, kinds = self.tr("Save the keys"), self.tr("Keys (*.json)")
        save_dialog.ask(self._window, title, Path.home() / _NAME, kinds, self.saved.emit)

    def _ask_load(self) -> None:
        dialog = QFileDialog(self._window, self.tr("Take the keys of a file"), str(Path.home()))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(self.tr("Keys (*.json)"))
        dialog.fileSelected.connect(self.wanted)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
