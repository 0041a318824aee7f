"""The window's presets: kept while it is open, and the way between their overlay, the desk and the picture on view."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from mj_desktop.core import presets, prompt
from mj_desktop.core.messages import Message
from mj_desktop.core.presets import Preset

if TYPE_CHECKING:
    from mj_desktop.ui.window.window import Window

_LONGEST = 40


class PresetsPlace(QObject):
    """`changed` carries all presets after one was saved, deleted or brought back."""

    changed = Signal(object)

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window = window
        self.presets: tuple[Preset, ...] = ()
        window.desk.presets_wanted.connect(self.open)

    def show_presets(self, kept: tuple[Preset, ...]) -> None:
        """Take the presets as they are on the disk; what was saved meanwhile comes first."""
        new = self.presets
        self.presets = kept
        for preset in reversed(new):
            self.presets = presets.kept(self.presets, preset)

    def open(self) -> None:
        """List them over the window."""
        from mj_desktop.ui.desk.presets import PresetOverlay

        desk = self._window.desk.prompt()
        suggested = prompt.words(desk.text)[:_LONGEST].strip() or self.tr("New preset")
        overlay = PresetOverlay(self._window, self.presets, suggested, can_save=bool(desk.text.strip()))
        overlay.applied.connect(self._window.desk.take_preset)
        overlay.saved.connect(self._save)
        overlay.changed.connect(self._keep)
        self._window.commands.show_overlay(overlay)

    def _save(self, name: str) -> None:
        """With the look of the picture on view, where it was made with these flags or any other."""
        from mj_desktop.ui.desk.presets import encoded

        preset = self._window.desk.as_preset(name, encoded(self._window.look() or QImage()))
        self._keep(presets.kept(self.presets, preset))
        self._window.show_message(Message(self.tr("Saved as preset “{name}”."), values={"name": preset.name}))

    def _keep(self, kept: tuple[Preset, ...]) -> None:
        self.presets = kept
        self.changed.emit(kept)
