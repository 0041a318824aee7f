"""The library strip: every generation with thumbnail, prompt and state, newest first."""

from collections import ChainMap
from collections.abc import Iterable

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from mj_desktop.core.generation import DEMO, Generation
from mj_desktop.core.keeping import DeleteOrigin, Export, Found, How, OpenTrash, Search, Trash
from mj_desktop.core.shelf import Older
from mj_desktop.pictures import Loaded
from mj_desktop.ui import controls, theme
from mj_desktop.ui.strip.cell import CellPainter, cells
from mj_desktop.ui.strip.cells import CellView
from mj_desktop.ui.strip.faces import EmptyFace
from mj_desktop.ui.strip.model import LibraryModel
from mj_desktop.ui.strip.shell import Shell
from mj_desktop.ui.strip.trash import TrashPage

_SECOND = 1000


class LibraryStrip(QWidget):
    """A head, then the cells, or the trash; reports what was chosen, wishes (`asked`), where a menu is wanted
    (`menu_wanted`: a generation's id and a point of the screen), and once for each visible cell that it wants its
    thumbnail.

    `looked_at` carries what was chosen in the trash, "" when nothing is any more; `lineage` knows what lies there too.
    """

    chosen = Signal(str)
    looked_at = Signal(str)
    asked = Signal(object)
    menu_wanted = Signal(str, QPoint)
    thumbnail_wanted = Signal(str)

    def __init__(
        self, shell: Shell | None = None, trash: TrashPage | None = None, within: QWidget | None = None
    ) -> None:
        super().__init__(within)
        self.setObjectName("library")
        controls.ground(self, "panel")
        self._shell = shell or Shell()
        self.model = LibraryModel()
        self._painter = CellPainter(self.model, self)
        self.view = CellView(self._painter)
        self.view.setAccessibleName(self.tr("Library"))
        self.view.setModel(self.model)
        self.head, self.trash = self._shell.head, trash or TrashPage()
        self._gone: dict[str, Generation] = {}
        self.lineage: ChainMap[str, Generation] = ChainMap(self.model.known, self.trash.model.known, self._gone)
        self.model.lineage = self.trash.model.lineage = self.lineage
        self._on_view: str | None = None
        self._found: frozenset[str] | None = None
        self._begun: frozenset[str] = frozenset()  # since something was searched for
        self._demo_hidden = self.head.demo_is_hidden
        self.model.filter(None, self._demo_hidden)
        self._asked: set[str] = set()
        self._missed: list[str] = []
        self._silent = self._is_emptying = False
        self._asking = QTimer(self, singleShot=True, interval=0)
        self._ticking = QTimer(self, interval=_SECOND)
        self._lay_out()
        self._asking.timeout.connect(self._ask)
        self._ticking.timeout.connect(self._tick)
        self._painter.missed.connect(self._note_missed)
        self.view.selectionModel().currentChanged.connect(self._report)
        theme.notifier().changed.connect(self.view.update)
        self._connect()

    def show_all(self, generations: list[Generation]) -> None:
        """Replace everything; nothing is chosen then."""
        self._asked.clear()
        self.model.show_all(generations)
        self._settle()

    def show_generation(self, generation: Generation) -> None:
        """Add a generation, or change the one of the same id; trash and search do not hide one that was just begun."""
        former = self.model.known.get(generation.id)
        new = former is None
        if new and generation.state.is_open and self.in_trash:
            self._leave_trash()
        if new and self._found is not None:
            self._meet(generation)
        self.model.show(generation)
        if former is None or former.state is not generation.state:
            self._settle()

    def show_older(self, older: Older) -> None:
        """Add what was read later; what is chosen and where it was scrolled to stay."""
        chosen, at = self.selected(), self.view.verticalScrollBar().value()
        self.model.show_older(older)
        if self.selected() != chosen:
            self._keep_chosen(chosen, at)
        self._settle()

    def add_all(self, generations: list[Generation]) -> None:
        """Add many at once, as those that come back from the trash."""
        chosen, at = self.selected(), self.view.verticalScrollBar().value()
        self.model.add_all(generations)
        self._keep_chosen(chosen, at)

    def show_found(self, found: Found) -> None:
        """Show what a search found, unless something else was typed since."""
        if found.words == self.head.field.text():
            self._filter(found.ids | self._begun, self._demo_hidden)

    def show_trash(self, trash: Trash) -> None:
        """Show the trash in the cells' place."""
        self.trash.show_trash(trash)
        if not trash.generations:
            self._gone.clear()
        self._places.setCurrentWidget(self.trash)
        self.trash.focus()
        if self._is_emptying:
            self._is_emptying = False
            self.trash.ask()

    def empty_trash(self) -> None:
        """Show the trash, and ask there whether what lies in it is to be removed for good."""
        self._is_emptying = True
        self.asked.emit(OpenTrash())

    @property
    def in_trash(self) -> bool:
        """True while the trash is shown."""
        return self._places.currentWidget() is self.trash

    def remember(self, generations: Iterable[Generation]) -> None:
        """Know ancestors that lie in the trash: they lend their follow-ups the prompt's words."""
        self._gone.update((each.id, each) for each in generations)

    def remove_all(self, ids: frozenset[str]) -> None:
        """Take many out at once."""
        self._remember_parents(ids)
        chosen, at = self.selected(), self.view.verticalScrollBar().value()
        self._asked -= ids
        self.model.remove_all(ids)
        self._keep_chosen(chosen, at)

    def neighbour(self, generation_id: str, without: frozenset[str]) -> str | None:
        """What stands nearest to a generation and is not among `without`: the next older one, else a newer one."""
        row = self.model.row(generation_id)
        if row is None:
            return None
        for at in (*range(row + 1, self.model.rowCount()), *range(row - 1, -1, -1)):
            entry = self.model.entry(self.model.index(at))
            if isinstance(entry, Generation) and entry.id not in without:
                return entry.id
        return None

    def remove(self, generation_id: str) -> None:
        """Take one out; what is chosen stays chosen."""
        self._remember_parents({generation_id})
        self._silent = True
        self.model.remove(generation_id)
        self._silent = False
        self._asked.discard(generation_id)
        self._settle()

    def show_thumbnail(self, loaded: Loaded) -> None:
        """Show a generation's picture in its cell; previews too, until a better one comes."""
        self._asked.discard(loaded.generation)
        for model, painter in ((self.model, self._painter), (self.trash.model, self.trash.painter)):
            if loaded.generation in model.known and model.show_thumbnail(painter.fitted(loaded)):
                model.refresh(loaded.generation)

    def select(self, generation_id: str) -> None:
        """Mark a generation as the one on view, without reporting it; an unknown id marks none."""
        self._on_view, row = generation_id, self.model.row(generation_id)
        index = self.model.index(row) if row is not None else QModelIndex()
        self._silent = True
        self.view.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self._silent = False
        if index.isValid():
            self.view.scrollTo(index)

    def selected(self) -> str | None:
        """The id of the generation marked as on view."""
        entry = self.model.entry(self.view.currentIndex())
        return entry.id if isinstance(entry, Generation) else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Other widths hold other numbers of cells."""
        super().resizeEvent(event)
        self.head.fit(self.width(), cells(self.width()).padding)
        self.trash.fit(cells(self.width()).is_small)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._pages = self._shell.pages
        words = self.tr("Nothing found."), self.tr("No prompt holds these words.")
        self._nothing = EmptyFace("library-nothing", "search", *words)
        words = self.tr("Demo pictures are hidden."), self.tr("The menu above shows them again.")
        self._hidden = EmptyFace("library-hidden", "flask-conical", *words)
        self._places = QStackedWidget()
        column.addWidget(self._places)
        self._places.addWidget(self._shell)
        self._places.addWidget(self.trash)
        for page in (self.view, self._nothing, self._hidden):
            self._pages.addWidget(page)

    def _connect(self) -> None:
        head, trash = self.head, self.trash
        head.searched.connect(self._search_for)
        head.left.connect(self._leave_search)
        head.trash_requested.connect(self._open_trash)
        head.demo_hidden.connect(self._hide_demo)
        head.demo_removed.connect(self._remove_demo)
        trash.asked.connect(self.asked)
        trash.chosen.connect(self.looked_at)
        trash.missed.connect(self._note_missed)
        trash.left.connect(self._leave_trash)
        self.view.customContextMenuRequested.connect(self._want_menu)
        self.view.dragged.connect(self._drag)

    # Search and what is hidden

    def _search_for(self, words: str) -> None:
        self._begun = frozenset()
        self._search(words)

    def _meet(self, generation: Generation) -> None:
        """A new one: what a person began is seen whatever is searched for, of others the search decides."""
        if generation.state.is_open:
            self._begun |= {generation.id}
            self._filter((self._found or frozenset()) | self._begun, self._demo_hidden)
        else:
            self._search(self.head.field.text())

    def _search(self, words: str) -> None:
        if words.strip():
            self.asked.emit(Search(words))
        else:
            self._filter(None, self._demo_hidden)

    def _filter(self, found: frozenset[str] | None, demo_hidden: bool) -> None:
        self._found, self._demo_hidden = found, demo_hidden
        chosen = self.selected() or self._on_view  # it may have had no cell before
        self.model.filter(found, demo_hidden)
        self._keep_chosen(chosen, 0)

    def _keep_chosen(self, chosen: str | None, at: int) -> None:
        row = self.model.row(chosen or "")
        if row is not None:
            self._silent = True
            self.view.setCurrentIndex(self.model.index(row))
            self._silent = False
        self.view.verticalScrollBar().setValue(at)
        self._settle()

    def _leave_search(self, to_cells: bool) -> None:
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        if to_cells and not self.view.currentIndex().isValid() and self.model.rowCount() > 1:
            self.view.setCurrentIndex(self.model.index(1))

    def _hide_demo(self, hidden: bool) -> None:
        self._filter(self._found, hidden)

    # Wishes

    def _remove_demo(self) -> None:
        self.asked.emit(DeleteOrigin(DEMO))

    def _open_trash(self) -> None:
        self.asked.emit(OpenTrash())

    def _leave_trash(self) -> None:
        had_focus = self.trash.isAncestorOf(QApplication.focusWidget() or self)
        self.trash.view.clearSelection()
        self._places.setCurrentIndex(0)
        if had_focus:
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _drag(self) -> None:
        chosen = self.selected()
        if chosen is not None:
            self.asked.emit(Export(chosen, How.DRAG))

    def _want_menu(self, at: QPoint) -> None:
        entry = self.model.entry(self.view.indexAt(at))
        if isinstance(entry, Generation):
            self.menu_wanted.emit(entry.id, self.view.viewport().mapToGlobal(at))

    def _remember_parents(self, ids: Iterable[str]) -> None:
        known = self.model.known
        self.remember(known[each] for each in ids if each in known and known.children(each))

    # What is shown where

    def _settle(self) -> None:
        """Show the face that fits; let the clock go while something is drawn."""
        self._pages.setCurrentWidget(self._face())
        self.head.show_demo(self.model.known.has_demo)
        if self.model.known.open:
            if not self._ticking.isActive():
                self._ticking.start()
        else:
            self._ticking.stop()

    def _face(self) -> QWidget:
        """Cells, or the face that says why there are none."""
        if self.model.rowCount():
            return self.view
        if not self.model.known:
            return self._shell.empty
        return self._nothing if self._found is not None else self._hidden

    def _tick(self) -> None:
        for generation_id in self.model.known.open:
            self.model.refresh(generation_id)

    def _note_missed(self, generation_id: str) -> None:
        """Painting found a cell without its picture: ask after the painting."""
        if generation_id not in self._asked:
            self._asked.add(generation_id)
            self._missed.append(generation_id)
            self._asking.start()

    def _ask(self) -> None:
        missed, self._missed = self._missed, []
        for generation_id in missed:
            self.thumbnail_wanted.emit(generation_id)

    def _report(self, current: QModelIndex) -> None:
        entry = self.model.entry(current)
        if isinstance(entry, Generation) and not self._silent:
            self.chosen.emit(entry.id)
