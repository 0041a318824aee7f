"""What a person does with the library, between the window's parts: menus, saving, trash and undo, drag and copy."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from pathlib import PurePath

from PySide6.QtCore import QMimeData, QObject, QPoint, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication, QPixmap
from PySide6.QtWidgets import QFileDialog

from mj_desktop import pictures
from mj_desktop.core import filenames
from mj_desktop.core.asides import Aside
from mj_desktop.core.generation import DEMO, Generation
from mj_desktop.core.intentions import Remedied, Repaint
from mj_desktop.core.keeping import Delete, DeleteOrigin, Export, Exported, How, OpenTrash, UndoDelete
from mj_desktop.core.messages import Message, Remedy
from mj_desktop.pictures import Loaded
from mj_desktop.ui import folders, incoming
from mj_desktop.ui.strip import words as library_words
from mj_desktop.ui.strip.menu import ChildrenMenu, PictureMenu
from mj_desktop.ui.window import save_dialog
from mj_desktop.ui.window.drag_out import DragOut, FileDrag, file_data
from mj_desktop.ui.window.window import Window


class LibraryActs(QObject):
    """Turns what the strip, the viewer and the status line report into wishes (`asked`), and shows what came of them.

    `template` names the files that are suggested; `clip_of` tells which clip of a video is spoken of, from 0.
    """

    asked = Signal(object)
    further = Signal(str, str, object)  # a command's id, a generation, its tile: what others do
    code_wanted = Signal(object)  # AsCode
    clip_wanted = Signal(object)  # the video of which a clip is to be saved

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window, self._strip = window, window.library
        self.template = filenames.TEMPLATE
        self.clip_of: Callable[[Generation], int] = _first_clip
        self._folder = folders.pictures()
        self._saving: Export | None = None
        self._price: Callable[[Aside, str], str] | None = None
        self._copying: Export | None = None
        self._drag = FileDrag(window)
        self._drag_out = DragOut(window.viewer)
        self._strip.asked.connect(self.ask)
        self._strip.menu_wanted.connect(self.open_menu)
        window.viewer.menu_wanted.connect(self._open_menu_of_shown)
        window.header.children_requested.connect(self.open_children)
        window.commands.add(self._deeds())
        self._drag_out.asked.connect(self.ask)
        self.further.connect(self._repaint)
        window.status.remedied.connect(self._undo)

    def ask(self, wish: object) -> None:
        """Pass a wish on; what is still being drawn is not deleted, and a file to be saved needs a place first."""
        if isinstance(wish, Delete) and self._drawn(wish):
            words = self.tr("It is still being drawn."), self.tr("Stop waiting for it first.")
            self._window.show_message(Message(*words))
        elif isinstance(wish, Export) and wish.how in (How.SAVE, How.SAVE_TILES):
            self._ask_place(wish)
        else:
            if isinstance(wish, Export):
                wish = self._of_clip(wish)
            if isinstance(wish, Export) and wish.how is How.COPY_PICTURE:
                self._copying = wish
            self.asked.emit(wish)

    def _of_clip(self, wish: Export) -> Export:
        """What leaves the program of a video is a clip, as a file: its cover is not what a person wants."""
        video = self._strip.lineage.get(wish.generation)
        if video is None or not video.clip_files:
            return wish
        how = How.COPY_FILE if wish.how is How.COPY_PICTURE else wish.how
        return replace(wish, how=how, tile=None, clip=self.clip_of(video))

    def open_menu(self, generation_id: str, at: QPoint, tile: int | None = None) -> None:
        """Open the menu of a generation, or of a tile of it, at a point of the screen."""
        menu = self.menu_of(generation_id, tile)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def open_children(self, at: QPoint) -> None:
        """Show what was made of the picture on view: the only one at once, of several the one that is chosen."""
        shown = self._shown()
        made = self._strip.model.known.children(shown.id) if shown is not None else []
        if len(made) == 1:
            self._strip.chosen.emit(made[0].id)
        elif made:
            menu = ChildrenMenu(made, self._window)
            menu.chosen.connect(self._strip.chosen)
            menu.aboutToHide.connect(menu.deleteLater)
            menu.popup(at)

    def menu_of(self, generation_id: str, tile: int | None = None) -> PictureMenu:
        """The menu of a generation, or of a tile of it."""
        known = self._strip.model.known
        menu = PictureMenu(known[generation_id], known, self._window, tile)
        menu.asked.connect(self.ask)
        menu.prompt_used.connect(self._use_prompt)
        menu.prompt_copied.connect(self._copy_words)
        menu.chosen.connect(self._strip.chosen)
        menu.further.connect(self.further)
        menu.code_wanted.connect(self.code_wanted)
        menu.price_upscale(self._window.action_bar.price_of)
        if self._price is not None:
            menu.price_by(self._price)
        return menu

    def price_by(self, price: Callable[[Aside, str], str]) -> None:
        """Name in the menus what asking costs: `price` gives words for an aside and who is asked."""
        self._price = price

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
            self._drag.begin(exported, self._small(exported.wish))
        elif how is How.COPY_FILE:
            QGuiApplication.clipboard().setMimeData(file_data(exported))
            self._window.show_message(Message(self.tr("The file is copied.")))
        elif how is How.SHOW:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(PurePath(path).parent)))
        else:
            self._window.show_message(Message(self.tr("Saved to {place}."), values={"place": path}))

    def copy(self, loaded: Loaded) -> None:
        """Put a picture on the clipboard; this program takes it for the picture of the library, or the tile."""
        data, wish = QMimeData(), self._copying
        data.setImageData(loaded.image)
        if wish is not None and wish.generation == loaded.generation:
            data.setData(incoming.OWN, incoming.own(wish.generation, wish.tile))
        QGuiApplication.clipboard().setMimeData(data)

    # Inside

    def _shown(self) -> Generation | None:
        return self._window.viewer.generation

    def _deeds(self) -> dict[str, Callable[[], object]]:
        """What the commands of the library do; each finds the picture on view, for which its needs were asked."""
        head = self._strip.head
        exports = {"save": How.SAVE, "save_tiles": How.SAVE_TILES, "copy_picture": How.COPY_PICTURE,
                   "copy_file": How.COPY_FILE, "show_file": How.SHOW}  # fmt: skip
        return {
            **{command: partial(self._export_shown, how) for command, how in exports.items()},
            "use_prompt": partial(self._with_prompt, self._use_prompt),
            "copy_prompt": partial(self._with_prompt, self._copy_words),
            "delete": self._delete_shown, "undo_delete": partial(self.asked.emit, UndoDelete()),
            "trash": partial(self.asked.emit, OpenTrash()), "empty_trash": self._strip.empty_trash,
            "remove_demo": partial(self.asked.emit, DeleteOrigin(DEMO)),
            "hide_demo": lambda: head.hide_demo(not head.demo_is_hidden),
            "made_of_it": self._window.header.ask_children, "menu": self._open_menu_by_key,
        }  # fmt: skip

    def _export_shown(self, how: How) -> None:
        shown = self._shown()
        if shown is not None:
            self.ask(Export(shown.id, how, None if how is How.SAVE_TILES else self._window.viewer.tile))

    def _delete_shown(self) -> None:
        shown = self._shown()
        if shown is not None and shown.id in self._strip.model.known:
            self.ask(Delete((shown.id,)))

    def _with_prompt(self, deed: Callable[[str], object]) -> None:
        shown = self._shown()
        if shown is not None:
            deed(library_words.prompt_of(shown, self._strip.lineage))

    def _open_menu_of_shown(self, at: QPoint) -> None:
        shown = self._shown()
        if shown is not None and shown.id in self._strip.model.known:
            self.open_menu(shown.id, at, self._window.viewer.tile)

    def _open_menu_by_key(self) -> None:
        viewer = self._window.viewer
        self._open_menu_of_shown(viewer.mapToGlobal(viewer.picture_rect().center().toPoint()))

    def _repaint(self, command: str, generation_id: str, tile: object) -> None:
        """Put it on view and paint on it; a tile is upscaled for that."""
        if command not in ("repaint", "upscale_and_repaint"):
            return
        if generation_id != self._window.shown:
            self._strip.chosen.emit(generation_id)
        of_tile = tile if isinstance(tile, int) and command != "repaint" else None
        self._window.viewer.repaint_requested.emit(Repaint(generation_id, of_tile))

    def _small(self, wish: Export) -> QPixmap:
        """What is under the pointer while it is dragged."""
        held = self._strip.model.thumbnail(wish.generation)
        if held is None:
            return QPixmap()
        return QPixmap.fromImage(held.image if wish.tile is None else pictures.crop_tile(held.image, wish.tile))

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
        """Let a person say where; the answer comes back by `_place`. Of a video a clip is saved, not its cover."""
        generation = self._strip.lineage.get(wish.generation)
        if generation is not None and generation.clip_files:
            self.clip_wanted.emit(generation)
            return
        if generation is None or generation.file is None:
            return
        self._saving = wish
        if wish.how is not How.SAVE_TILES:
            suggested = PurePath(self._folder, self._suggested(generation, wish))
            kinds = self.tr("Pictures (*.png *.jpg *.jpeg *.webp)")
            save_dialog.ask(self._window, self.tr("Save"), suggested, kinds, self._place)
            return
        dialog = QFileDialog(self._window, self.tr("Save the four tiles in a folder"), self._folder)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
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
        prompt = library_words.prompt_of(generation, self._strip.lineage) or generation.stem
        extension = self._extension(generation, wish)
        return filenames.name(self.template, generation.created_at, prompt, wish.tile, extension)


def _first_clip(video: Generation) -> int:
    return 0
