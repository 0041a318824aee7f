"""The menu of a picture: what can be done with it, with where it came from and what was made of it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from mj_desktop.core.generation import Generation
from mj_desktop.core.keeping import Delete, Export, How
from mj_desktop.core.shelf import Shelf
from mj_desktop.ui import icons
from mj_desktop.ui.strip import words as library_words


class PictureMenu(QMenu):
    """Reports a wish (`asked`; one to save has no target yet), a prompt to use or copy, a generation to show."""

    asked = Signal(object)
    prompt_used = Signal(str)
    prompt_copied = Signal(str)
    chosen = Signal(str)

    def __init__(self, generation: Generation, known: Shelf, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("picture-menu")
        self._generation, self._known = generation, known
        self._prompt = library_words.prompt_of(generation, known)
        self._add_prompt()
        if generation.file is not None:
            self.addSeparator()
            self._add_outside()
        self.addSeparator()
        self._add_lineage()
        self.addSeparator()
        delete = self._add("trash-2", self.tr("Delete") + "\tDel", self._ask, Delete((generation.id,)))
        delete.setEnabled(not generation.state.is_open)

    def _add_prompt(self) -> None:
        used = self._add("rotate-ccw", self.tr("Use the prompt again"), self.prompt_used.emit, self._prompt)
        copied = self._add("", self.tr("Copy the prompt"), self.prompt_copied.emit, self._prompt)
        for action in (used, copied):
            action.setEnabled(bool(self._prompt))

    def _add_outside(self) -> None:
        rows = [
            ("download", self.tr("Save as..."), How.SAVE),
            ("", self.tr("Save the four tiles..."), How.SAVE_TILES),
            ("copy", self.tr("Copy the picture") + "\tCtrl+C", How.COPY_PICTURE),
            ("", self.tr("Copy the file"), How.COPY_FILE),
            ("", self.tr("Show the file"), How.SHOW),
        ]
        for glyph, words, how in rows:
            if how is not How.SAVE_TILES or self._generation.is_grid:
                self._add(glyph, words, self._ask, Export(self._generation.id, how))

    def _add_lineage(self) -> None:
        parent = self._known.get(self._generation.parent or "")
        if parent is not None:
            self._add("corner-left-up", self.tr("Show where it came from"), self.chosen.emit, parent.id)
        children = self._known.children(self._generation.id)
        made = self.addMenu(self.tr("What was made of it"))
        made.setEnabled(bool(children))
        for child in sorted(children, key=lambda each: each.created_at):
            what = library_words.state_line(child, child.created_at)[0]
            made.addAction(what.replace("&", "&&")).triggered.connect(partial(self._choose, child.id))

    def _add(self, glyph: str, words: str, slot: Callable[..., object], value: object) -> QAction:
        action = self.addAction(words)
        if glyph:
            action.setIcon(icons.icon(glyph, "muted"))
        action.triggered.connect(partial(_call, slot, value))
        return action

    def _ask(self, wish: object) -> None:
        self.asked.emit(wish)

    def _choose(self, generation_id: str, checked: bool = False) -> None:
        self.chosen.emit(generation_id)


def _call(slot: Callable[..., object], value: object, checked: bool = False) -> None:
    slot(value)
