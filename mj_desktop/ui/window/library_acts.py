"""What a person does with the library, between the window's parts: menu, saving, trash and undo, drag and copy."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import PurePath

from PySide6.QtCore import QObject, QPoint, QStandardPaths, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication, QPixmap
from PySide6.QtWidgets import QFileDialog

from mj_desktop.core import filenames
from mj_desktop.core.generation import Generation
from mj_desktop.core.intentions import Remedied
from mj_desktop.core.keeping import Delete, Export, Exported, How, UndoDelete
from mj_desktop.core.messages import Message, Remedy
from mj_desktop.pictures import Loaded
from mj_desktop.ui.strip import words as library_words
from mj_desktop.ui.strip.menu import PictureMenu
from mj_desktop.ui.window.drag_out import DragOut, FileDrag, file_data
from mj_desktop.ui.window.window import Window


class LibraryActs(QObject):
    """Turns what the strip, the viewer and the status line report into wishes (`asked`), and shows what came of them.

    `template` names the files that are suggested.
    """

    asked = Signal(object)

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window, self._strip = window, window.library
        self.template = filenames.TEMPLATE
        self._folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
        self._saving: Export | None = None
        self._drag = FileDrag(window)
        self._drag_out = DragOut(window.viewer)
        self._strip.asked.connect(self.ask)
        self._strip.menu_wanted.connect(self.open_menu)
        self._drag_out.asked.connect(self.ask)
        window.status.remedied.connect(self._undo)

    def ask(self, wish: object) -> None:
        """Pass a wish on; what is still being drawn is not deleted, and a file to be saved needs a place first."""
        if isinstance(wish, Delete) and self._drawn(wish):
            words = self.tr("It is still being drawn."), self.tr("Stop waiting for it first.")
            self._window.show_message(Message(*words))
        elif isinstance(wish, Export) and wish.how in (How.SAVE, How.SAVE_TILES):
            self._ask_place(wish)
        else:
            self.asked.emit(wish)

    def open_menu(self, generation_id: str, at: QPoint) -> None:
        """Open the menu of a generation at a point of the screen."""
        menu = self.menu_of(generation_id)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def menu_of(self, generation_id: str) -> PictureMenu:
        """The menu of a generation."""
        known = self._strip.model.known
        menu = PictureMenu(known[generation_id], known, self._window)
        menu.asked.connect(self.ask)
        menu.prompt_used.connect(self._use_prompt)
        menu.prompt_copied.connect(self._copy_words)
        menu.chosen.connect(self._strip.chosen)
        return menu

    # What came of it

    def take_out(self, ids: Iterable[str]) -> None:
        """These are in the trash now; the one on view gives way to its neighbour."""
        gone = frozenset(ids)
        shown = self._window.shown
        if shown in gone and shown is not None:
            neighbour = self._strip.neighbour(shown, gone)
            if neighbour is not None:
                self._strip.chosen.emit(neighbour)
        self._strip.remove_all(gone - {shown})
        if shown in gone and shown is not None:
            self._window.remove_generation(shown)

    def put_back(self, generations: list[Generation]) -> None:
        """These are out of the trash."""
        self._strip.trash.take_out(frozenset(each.id for each in generations))
        if len(generations) == 1:
            self._window.show_generation(generations[0])
            self._strip.chosen.emit(generations[0].id)
        else:
            self._strip.add_all(generations)
            if self._window.shown is None and generations:
                self._strip.chosen.emit(generations[0].id)

    def finish(self, exported: Exported) -> None:
        """A file is ready: hand it over, or say where it lies."""
        how, path = exported.wish.how, exported.path
        if how is How.DRAG:
            held = self._strip.model.thumbnail(exported.wish.generation)
            self._drag.begin(path, QPixmap.fromImage(held.image) if held is not None else QPixmap())
        elif how is How.COPY_FILE:
            QGuiApplication.clipboard().setMimeData(file_data(path))
            self._window.show_message(Message(self.tr("The file is copied.")))
        elif how is How.SHOW:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(PurePath(path).parent)))
        else:
            self._window.show_message(Message(self.tr("Saved to {place}."), values={"place": path}))

    def copy(self, loaded: Loaded) -> None:
        """Put a picture on the clipboard."""
        QGuiApplication.clipboard().setImage(loaded.image)

    # Inside

    def _drawn(self, wish: Delete) -> bool:
        known = self._strip.model.known
        return any(known[each].state.is_open for each in wish.ids if each in known)

    def _undo(self, remedied: Remedied) -> None:
        if remedied.remedy is Remedy.UNDO:
            self.asked.emit(UndoDelete())

    def _use_prompt(self, prompt: str) -> None:
        self._window.desk.show_prompt(prompt)
        self._window.desk.focus_prompt()

    def _copy_words(self, prompt: str) -> None:
        QGuiApplication.clipboard().setText(prompt)
        self._window.show_message(Message(self.tr("The prompt is copied.")))

    def _ask_place(self, wish: Export) -> None:
        """Let a person say where; the answer comes back by `_place`."""
        generation = self._strip.model.known.get(wish.generation)
        if generation is None or generation.file is None:
            return
        self._saving = wish
        dialog = QFileDialog(self._window, self.tr("Save"), self._folder)
        if wish.how is How.SAVE_TILES:
            dialog.setWindowTitle(self.tr("Save the four tiles in a folder"))
            dialog.setFileMode(QFileDialog.FileMode.Directory)
            dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        else:
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            dialog.setNameFilter(self.tr("Pictures (*.png *.jpg *.jpeg *.webp)"))
            dialog.setDefaultSuffix(self._extension(generation, wish))
            dialog.selectFile(self._suggested(generation, wish))
        dialog.fileSelected.connect(self._place)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _place(self, path: str) -> None:
        wish, self._saving = self._saving, None
        if wish is not None and path:
            self._folder = path if wish.how is How.SAVE_TILES else str(PurePath(path).parent)
            self.asked.emit(replace(wish, target=path))

    def _extension(self, generation: Generation, wish: Export) -> str:
        assert generation.file is not None
        return "png" if wish.tile else PurePath(generation.file.name).suffix.removeprefix(".")

    def _suggested(self, generation: Generation, wish: Export) -> str:
        prompt = library_words.prompt_of(generation, self._strip.model.known)
        extension = self._extension(generation, wish)
        return filenames.name(self.template, generation.created_at, prompt, wish.tile, extension)
