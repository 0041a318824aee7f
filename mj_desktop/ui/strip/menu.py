"""The menu of a picture: what can be done with it, with where it came from and what was made of it."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from mj_desktop.core.actions import for_tile
from mj_desktop.core.as_code import LANGUAGES
from mj_desktop.core.asides import Aside
from mj_desktop.core.commands import named
from mj_desktop.core.generation import Generation
from mj_desktop.core.intentions import AsCode
from mj_desktop.core.keeping import Delete, Export, How
from mj_desktop.core.picture_commands import FURTHER
from mj_desktop.core.shelf import Shelf
from mj_desktop.core.situation import Situation
from mj_desktop.ui import icons
from mj_desktop.ui.strip import words as library_words

_OF_TILE = "upscale_and_repaint"
"""What repainting is called where it is a tile's: it is upscaled first."""


class PictureMenu(QMenu):
    """Reports a wish (`asked`; one to save has no target yet), a prompt to use or copy, a generation to show.

    With a `tile`, 1 to 4, what leaves the program is that tile.
    """

    asked = Signal(object)
    prompt_used = Signal(str)
    prompt_copied = Signal(str)
    chosen = Signal(str)
    further = Signal(str, str, object)  # a command's id, the generation, its tile
    code_wanted = Signal(object)

    def __init__(self, generation: Generation, known: Shelf, parent: QWidget, tile: int | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("picture-menu")
        self._generation, self._known, self._tile = generation, known, tile
        self._prompt = library_words.prompt_of(generation, known)
        self._asking: dict[str, QAction] = {}
        self.setToolTipsVisible(True)
        self._add_prompt()
        self._add_further()
        if generation.file is not None:
            self.addSeparator()
            self._add_outside()
        self._add_code()
        self.addSeparator()
        self._add_lineage()
        self.addSeparator()
        delete = self._add("trash-2", self.tr("Delete"), self._ask, Delete((generation.id,)), "delete")
        delete.setEnabled(not generation.state.is_open)

    def price_by(self, price: Callable[[Aside, str], str]) -> None:
        """Name in the tips what asking costs."""
        for aside in Aside:
            self._tag(aside, price(aside, self._generation.origin))

    def price_upscale(self, price: Callable[[Generation, str], str]) -> None:
        """Name in the tip what it costs to upscale the tile, which is then repainted."""
        upscale = for_tile(self._generation.actions, "upscale", self._tile) if self._tile else None
        if upscale is not None:
            self._tag(_OF_TILE, price(self._generation, upscale))

    def _tag(self, command: str, words: str) -> None:
        """Why it cannot be done comes first."""
        if command in self._asking and self._asking[command].isEnabled():
            self._asking[command].setToolTip(words)

    def _add_prompt(self) -> None:
        rows = [
            ("rotate-ccw", self.tr("Use the prompt again"), self.prompt_used, "use_prompt"),
            ("", self.tr("Copy the prompt"), self.prompt_copied, "copy_prompt"),
        ]
        for glyph, words, told, command in rows:
            self._add(glyph, words, told.emit, self._prompt, command).setEnabled(bool(self._prompt))

    def _add_further(self) -> None:
        """What the service does with the picture or its prompt beside drawing."""
        now = Situation(generation=self._generation, has_picture=True, tile=self._tile, has_words=bool(self._prompt))
        of_tile = {
            _OF_TILE: self.tr("Upscale tile {tile} and repaint"),
            "describe": self.tr("Describe tile {tile}: four prompts"),
            "video": self.tr("Make a video of tile {tile}"), "reference": self.tr("Use tile {tile} as a reference"),
        } if self._tile and self._generation.is_grid else {}  # fmt: skip
        for command in (named(_OF_TILE if of_tile and each == "repaint" else each) for each in FURTHER):
            words = of_tile.get(command.id, library_words.tr(command.words)).format(tile=self._tile)
            made = self._add(command.icon, words, self._go_further, command.id, command.id)
            made.setEnabled(not command.reason(now))
            made.setToolTip(library_words.tr(command.reason(now)))
            self._asking[command.id] = made

    def _go_further(self, command: str) -> None:
        self.further.emit(command, self._generation.id, self._tile)

    def _add_outside(self) -> None:
        tile, filmed = self._tile, bool(self._generation.clip_files)
        copied = self.tr("Copy the clip") if filmed else self.tr("Copy the file")
        rows = [
            ("download", self.tr("Save tile {tile} as...") if tile else self.tr("Save as..."), How.SAVE, "save"),
            ("", self.tr("Save the four tiles..."), How.SAVE_TILES, "save_tiles"),
            ("copy", self._copy_words(), How.COPY_PICTURE, "copy_picture"),
            ("copy" if filmed else "", self.tr("Copy its file") if tile else copied, How.COPY_FILE, "copy_file"),
            ("", self.tr("Show the clip's file") if filmed else self.tr("Show the file"), How.SHOW, "show_file"),
        ]
        left_out = {How.COPY_PICTURE} if filmed else set()
        if not self._generation.is_grid:
            left_out.add(How.SAVE_TILES)
        for glyph, words, how, command in rows:
            if how not in left_out:
                self._add(glyph, words.format(tile=tile), self._ask, Export(self._generation.id, how, tile), command)

    def _add_code(self) -> None:
        if self._generation.request.is_local:  # there is no request
            return
        self._add("code-xml", self.tr("Show as code"), self.code_wanted.emit, AsCode(self._generation.id), "as_code")
        menu = self.addMenu(self.tr("Copy as code"))
        for language in LANGUAGES:
            words, wish = QCoreApplication.translate("AsCode", language.words), AsCode(self._generation.id, language.id)
            self._add("", words, self.code_wanted.emit, wish, f"copy_{language.id}", menu)

    def _copy_words(self) -> str:
        return self.tr("Copy tile {tile}") if self._tile else self.tr("Copy the picture")

    def _add_lineage(self) -> None:
        parent = self._known.get(self._generation.parent or "")
        if parent is not None:
            self._add("corner-left-up", self.tr("Show where it came from"), self.chosen.emit, parent.id, "parent")
        made = ChildrenMenu(self._known.children(self._generation.id), self)
        made.chosen.connect(self.chosen)
        self.addMenu(made).setIcon(icons.icon("corner-right-down", "muted"))

    def _add(
        self, glyph: str, words: str, slot: Callable[..., object], value: object, command: str,
        menu: QMenu | None = None,
    ) -> QAction:  # fmt: skip
        action = (menu or self).addAction(f"{words}\t{keys_of(command)}")
        if glyph:
            action.setIcon(icons.icon(glyph, "muted"))
        action.triggered.connect(partial(_call, slot, value))
        return action

    def _ask(self, wish: object) -> None:
        self.asked.emit(wish)


class ChildrenMenu(QMenu):
    """What was made of a picture, oldest first; reports the one that is `chosen`."""

    chosen = Signal(str)

    def __init__(self, made: Sequence[Generation], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("children-menu")
        self.setTitle(self.tr("What was made of it"))
        self.setEnabled(bool(made))
        for child in made:
            what = library_words.state_line(child, child.created_at)[0]
            self.addAction(what.replace("&", "&&")).triggered.connect(partial(self._choose, child.id))

    def _choose(self, generation_id: str, checked: bool = False) -> None:
        self.chosen.emit(generation_id)


def keys_of(command: str) -> str:
    """The first key of a command, as this system writes it."""
    return QKeySequence(named(command).keys[0]).toString(QKeySequence.SequenceFormat.NativeText)


def _call(slot: Callable[..., object], value: object, checked: bool = False) -> None:
    slot(value)
