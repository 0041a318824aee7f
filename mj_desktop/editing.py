"""Editing: makes the mask editor, and connects it and the comparison with what works for them; part of the program."""

import asyncio
from collections.abc import Iterable

from PySide6.QtCore import QObject, Qt

from mj_desktop.comparer import Comparer
from mj_desktop.core.generation import Generation
from mj_desktop.core.settings import Settings
from mj_desktop.jobs import Jobs
from mj_desktop.library.library import Library
from mj_desktop.loop import TURN
from mj_desktop.painting import Painting, encoding
from mj_desktop.preferences import Preferences
from mj_desktop.ui.mask_editor.editor import MaskEditor
from mj_desktop.ui.window.window import Window

_WHEELS = {"alt": Qt.KeyboardModifier.AltModifier, "ctrl": Qt.KeyboardModifier.ControlModifier}


class Editing(QObject):
    """Owns the editor and who reads and writes masks and composites for the window."""

    editor: MaskEditor

    def __init__(self, window: Window, library: Library, jobs: Jobs) -> None:
        super().__init__()
        self._window, self._jobs = window, jobs
        self._painting, self._comparer = Painting(library, jobs), Comparer(library, jobs)

    async def open(self, preferences: Preferences) -> None:
        """Make the editor in turns, so that the window lives between them, and connect everything."""
        self.editor = MaskEditor(self._jobs, self._window.place, whole=False)
        for _ in self.editor.furnishing():
            await asyncio.sleep(TURN)
        self._window.set_editor(self.editor)
        await asyncio.sleep(TURN)
        self._connect_painting()
        self._connect_comparer()
        self._send_masks(preferences.settings)
        preferences.changed.connect(self._send_masks)

    async def read_drafts(self, generations: Iterable[Generation]) -> None:
        """Announce the drafts of pictures that can be repainted."""
        for generation in generations:
            if generation.can_repaint:
                await self._painting.read_draft(generation)

    def _connect_painting(self) -> None:
        painting, editor = self._painting, self.editor
        painting.said.connect(self._window.show_message)
        painting.draft_read.connect(self._window.show_draft)
        painting.mask_read.connect(editor.masks.offer)
        painting.draft_kept.connect(editor.show_saved)
        editor.mask_wanted.connect(painting.read_mask)
        editor.mask_saved.connect(painting.write_mask)
        editor.last_mask_wanted.connect(painting.read_last)
        self._window.draft_changed.connect(painting.keep_draft)

    def _connect_comparer(self) -> None:
        comparer, place = self._comparer, self._window.comparing
        place.wanted.connect(comparer.load)
        place.examine_wanted.connect(comparer.examine)
        place.keep_wanted.connect(comparer.keep_exact)
        comparer.compared.connect(place.show_compared)
        comparer.examined.connect(place.show_examined)
        comparer.composed.connect(place.show_composed)
        comparer.said.connect(self._window.show_message)

    def _send_masks(self, settings: Settings) -> None:
        self.editor.show_encoding(encoding(settings))
        self.editor.size_by(_WHEELS[settings.brush_wheel])
