"""The library strip: every generation with thumbnail, prompt and state, newest first."""

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QLabel, QListView, QStackedWidget, QVBoxLayout, QWidget

from mj_desktop.core.generation import Generation
from mj_desktop.pictures import Loaded
from mj_desktop.ui import controls, theme
from mj_desktop.ui.strip.cell import GAP, CellPainter, cells
from mj_desktop.ui.strip.model import LibraryModel

_TOP = 40
_SECOND = 1000


class LibraryStrip(QWidget):
    """A title, then the cells; reports what was chosen, and once for each visible cell that it wants its thumbnail."""

    chosen = Signal(str)
    thumbnail_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("library")
        controls.ground(self, "panel")
        self.model = LibraryModel()
        self._painter = CellPainter(self.model, self)
        self.view = _CellView(self._painter)
        self.view.setAccessibleName(self.tr("Library"))
        self.view.setModel(self.model)
        self._asked: set[str] = set()
        self._missed: list[str] = []
        self._silent = False
        self._asking = QTimer(self, singleShot=True, interval=0)
        self._ticking = QTimer(self, interval=_SECOND)
        self._lay_out()
        self._asking.timeout.connect(self._ask)
        self._ticking.timeout.connect(self._tick)
        self._painter.missed.connect(self._note_missed)
        self.view.selectionModel().currentChanged.connect(self._report)
        theme.notifier().changed.connect(self.view.viewport().update)

    def show_all(self, generations: list[Generation]) -> None:
        """Replace everything; nothing is chosen then."""
        self._asked.clear()
        self.model.show_all(generations)
        self._settle()

    def show_generation(self, generation: Generation) -> None:
        """Add a generation, or change the one of the same id."""
        self.model.show(generation)
        self._settle()

    def remove(self, generation_id: str) -> None:
        """Take one out; what is chosen stays chosen."""
        self._silent = True
        self.model.remove(generation_id)
        self._silent = False
        self._asked.discard(generation_id)
        self._settle()

    def show_thumbnail(self, loaded: Loaded) -> None:
        """Show a generation's picture in its cell; previews too, until a better one comes."""
        self._asked.discard(loaded.generation)
        self.model.show_thumbnail(loaded)

    def select(self, generation_id: str) -> None:
        """Mark a generation as the one on view, without reporting it; an unknown id marks none."""
        row = self.model.row(generation_id)
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
        self._title.setContentsMargins(cells(self.width()).padding, 0, 0, 0)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._title = controls.label(self.tr("Library"), weight=600)
        self._title.setFixedHeight(_TOP)
        self._pages = QStackedWidget()
        self._pages.addWidget(_EmptyFace())
        self._pages.addWidget(self.view)
        column.addWidget(self._title)
        column.addWidget(self._pages, 1)

    def _settle(self) -> None:
        """Show the face that fits; let the clock go while something is drawn."""
        self._pages.setCurrentIndex(1 if self.model.known else 0)
        if any(generation.state.is_open for generation in self.model.known.values()):
            if not self._ticking.isActive():
                self._ticking.start()
        else:
            self._ticking.stop()

    def _tick(self) -> None:
        for generation in self.model.known.values():
            if generation.state.is_open:
                self.model.refresh(generation.id)

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


class _CellView(QListView):
    """Cells in rows, as many as the width holds."""

    def __init__(self, painter: CellPainter) -> None:
        super().__init__()
        self.setObjectName("library-cells")
        self._painter = painter
        self.setItemDelegate(painter)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalScrollBar().setSingleStep(40)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width out before the rows are laid out."""
        fitting = cells(self.width())
        self.setViewportMargins(fitting.padding - GAP // 2, 0, 0, 0)
        if fitting != self._painter.cells:
            self._painter.cells = fitting
            self.scheduleDelayedItemsLayout()
        super().resizeEvent(event)


class _EmptyFace(QWidget):
    """What stands where no generation is yet."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("library-empty")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 80, 12, 16)
        column.setSpacing(4)
        column.addWidget(controls.Glyph("images", "muted", 24), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(4)
        column.addWidget(self._line(self.tr("Your pictures appear here."), 13, "muted"))
        column.addWidget(self._line(self.tr("Everything is kept on this computer."), 11, "faint"))
        column.addStretch(1)

    def _line(self, words: str, size: int, tone: str) -> QLabel:
        made = controls.label(words, size, tone=tone)
        made.setWordWrap(True)
        made.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        return made
