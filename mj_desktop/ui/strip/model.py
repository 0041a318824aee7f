"""The library's list model: generations newest first with a caption before each day, and the thumbnails held."""

import time
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from datetime import date

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from mj_desktop.core.generation import Generation
from mj_desktop.core.shelf import Older, Shelf
from mj_desktop.pictures import Kind, Loaded
from mj_desktop.ui.strip import words as library_words
from mj_desktop.ui.strip.rows import Pair, Rows

Index = QModelIndex | QPersistentModelIndex
Entry = Generation | date
ENTRY = Qt.ItemDataRole.UserRole
_HELD = 120  # thumbnails as large as cells: what is seen, and what was seen a moment ago
_NOWHERE = QModelIndex()


class LibraryModel(QAbstractListModel):
    """Rows are generations or the dates that head them; owns the shelf and the thumbnails of the latest 120 seen.

    `lineage` knows ancestors too that are shown elsewhere, as they lend follow-ups their words.
    """

    def __init__(self) -> None:
        super().__init__()
        self.known = Shelf()
        self.lineage: Mapping[str, Generation] = self.known
        self._found: frozenset[str] | None = None
        self._demo_hidden = False
        self._all = Rows()  # without captions
        self._shown = Rows()
        self._thumbnails: OrderedDict[str, Loaded] = OrderedDict()

    def show_all(self, generations: Iterable[Generation]) -> None:
        """Replace everything."""
        self.beginResetModel()
        self.known.clear()
        for generation in generations:
            self.known[generation.id] = generation
        self._all = Rows.sorted((each.created_at, each.id) for each in self.known.values())
        self._arrange()
        self.endResetModel()

    def show_older(self, older: Older) -> None:
        """Add what was read later; what is known already is newer than what was read."""
        taken = self.known.take(older)
        if not taken:
            return
        if self._is_filtered or not self._all.ends_before(taken[0]):
            self.beginResetModel()
            self._all = Rows.sorted([*self._all.pairs(), *taken])
            self._arrange()
            self.endResetModel()
            return
        self._all.extend(taken)
        more = self._shown.captioned(taken)
        first = len(self._shown)
        self.beginInsertRows(_NOWHERE, first, first + len(more) - 1)
        self._shown.append(more)
        self.endInsertRows()

    def add_all(self, generations: Iterable[Generation]) -> None:
        """Add many at once."""
        self.beginResetModel()
        for generation in generations:
            if generation.id not in self.known:
                self._all.insert(generation.created_at, generation.id)
            self.known[generation.id] = generation
        self._arrange()
        self.endResetModel()

    def filter(self, found: frozenset[str] | None, demo_hidden: bool) -> None:
        """Show only what a search found (None: no search), and no demo pictures while they are hidden."""
        self._found, self._demo_hidden = found, demo_hidden
        self.beginResetModel()
        self._arrange()
        self.endResetModel()

    def remove_all(self, ids: frozenset[str]) -> None:
        """Take many out at once."""
        self.beginResetModel()
        for each in ids:
            self._thumbnails.pop(each, None)
        self.known.drop_all(ids)
        self._all = self._all.without(ids)
        self._arrange()
        self.endResetModel()

    def show(self, generation: Generation) -> None:
        """Add a generation, or change the one of the same id."""
        new = generation.id not in self.known
        self.known[generation.id] = generation
        if not new:
            self.refresh(generation.id)
            return
        self._all.insert(generation.created_at, generation.id)
        if self._passes(generation.id):
            first, count = self._shown.place(generation.created_at, generation.id)
            self.beginInsertRows(_NOWHERE, first, first + count - 1)
            self._shown.put(first, count, generation.created_at, generation.id)
            self.endInsertRows()

    def remove(self, generation_id: str) -> None:
        """Take a generation out, with its day's caption when it was the last of that day."""
        row = self.row(generation_id)
        if generation_id not in self.known:
            return
        self._all = self._all.without({generation_id})
        if row is None:
            self._forget(generation_id)
            return
        first = row - 1 if self._shown.stands_alone(row) else row
        self.beginRemoveRows(_NOWHERE, first, row)
        self._shown.cut(first, row + 1)
        self._forget(generation_id)
        self.endRemoveRows()

    def show_thumbnail(self, loaded: Loaded) -> bool:
        """Hold a picture for a generation's cell; False for a preview that would replace a better one."""
        held = self._thumbnails.get(loaded.generation)
        if held is not None and loaded.kind is Kind.PREVIEW and held.kind is not Kind.PREVIEW:
            return False
        self._thumbnails[loaded.generation] = loaded
        self._thumbnails.move_to_end(loaded.generation)
        while len(self._thumbnails) > _HELD:
            self._thumbnails.popitem(last=False)
        return True

    def thumbnail(self, generation_id: str) -> Loaded | None:
        """The picture held for a cell."""
        return self._thumbnails.get(generation_id)

    def newest(self) -> Generation | None:
        """The newest of all, shown or not."""
        return self.known[str(self._all.entries[0])] if self._all.entries else None

    def newest_shown(self) -> Generation | None:
        """The newest that has a cell."""
        first = next((entry for entry in self._shown.entries if isinstance(entry, str)), None)
        return self.known[first] if first is not None else None

    def row(self, generation_id: str) -> int | None:
        """Where a generation stands."""
        found = self.known.get(generation_id)
        return self._shown.row(found.created_at, generation_id) if found is not None else None

    def entry(self, index: Index) -> Entry | None:
        """The generation or date of a row; None for one that cannot be read."""
        if not index.isValid() or index.row() >= len(self._shown):
            return None
        entry = self._shown.entries[index.row()]
        return entry if isinstance(entry, date) else self.known.get(entry)

    def is_caption(self, row: int) -> bool:
        """True for a row that heads a day."""
        return isinstance(self._shown.entries[row], date)

    def refresh(self, generation_id: str) -> None:
        """Let a cell be painted anew, as its clock goes on."""
        row = self.row(generation_id)
        if row is not None:
            index = self.index(row)
            self.dataChanged.emit(index, index)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Captions count as rows."""
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The entry itself under ENTRY; words for tooltips and screen readers."""
        if role not in _WORDS and role != ENTRY:
            return None
        entry = self.entry(index)
        if entry is None or role == ENTRY:
            return entry
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(entry, date):
            return None
        return self._words(entry)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Captions can be neither chosen nor reached by keys."""
        if index.isValid() and index.row() < len(self._shown) and not self.is_caption(index.row()):
            return _CELL
        return Qt.ItemFlag.NoItemFlags

    @property
    def _is_filtered(self) -> bool:
        return self._found is not None or self._demo_hidden

    def _words(self, entry: Entry) -> str:
        if isinstance(entry, date):
            return library_words.day_words(entry, date.today())
        state, _ = library_words.state_line(entry, time.time())
        return f"{library_words.title(entry, self.lineage)}\n{state}"

    def _passes(self, generation_id: str) -> bool:
        if self._demo_hidden and self.known.is_demo(generation_id) and generation_id not in self.known.open:
            return False
        return self._found is None or generation_id in self._found

    def _arrange(self) -> None:
        pairs: Iterable[Pair] = self._all.pairs()
        if self._found is not None:
            pairs = self._all.among(self._found)
        if self._demo_hidden:
            pairs = ((at, each) for at, each in pairs if self._passes(each))
        self._shown = Rows()
        self._shown.append(self._shown.captioned(pairs))

    def _forget(self, generation_id: str) -> None:
        self.known.pop(generation_id, None)
        self._thumbnails.pop(generation_id, None)


_WORDS = frozenset({Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole})
_CELL = (
    Qt.ItemFlag.ItemIsEnabled
    | Qt.ItemFlag.ItemIsSelectable
    | Qt.ItemFlag.ItemIsDragEnabled
    | Qt.ItemFlag.ItemNeverHasChildren
)
