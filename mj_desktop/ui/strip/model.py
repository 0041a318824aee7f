"""The library's list model: generations newest first with a caption before each day, and the thumbnails held."""

import time
from collections import OrderedDict
from collections.abc import Iterable
from datetime import date, datetime

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from mj_desktop.core.generation import DEMO, Generation
from mj_desktop.pictures import Kind, Loaded
from mj_desktop.ui.strip import words as library_words

Index = QModelIndex | QPersistentModelIndex
Entry = Generation | date
ENTRY = Qt.ItemDataRole.UserRole
_HELD = 600
_NOWHERE = QModelIndex()


class LibraryModel(QAbstractListModel):
    """Rows are generations or the dates that head them; owns the thumbnails of the latest 600 asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.known: dict[str, Generation] = {}
        self._found: frozenset[str] | None = None
        self._demo_hidden = False
        self._entries: list[Entry] = []
        self._rows: dict[str, int] = {}
        self._thumbnails: OrderedDict[str, Loaded] = OrderedDict()

    def show_all(self, generations: list[Generation]) -> None:
        """Replace everything."""
        self.beginResetModel()
        fresh = {generation.id: generation for generation in generations}
        self.known.clear()  # the same mapping goes on: the window holds it too
        self.known.update(fresh)
        self._take(self._arranged())
        self.endResetModel()

    def show_older(self, generations: list[Generation]) -> None:
        """Add what was read later; what is known already is newer than what was read."""
        new = {each.id: each for each in generations if each.id not in self.known}
        if new:
            self.show_all([*self.known.values(), *new.values()])

    def filter(self, found: frozenset[str] | None, demo_hidden: bool) -> None:
        """Show only what a search found (None: no search), and no demo pictures while they are hidden."""
        self._found, self._demo_hidden = found, demo_hidden
        self.beginResetModel()
        self._take(self._arranged())
        self.endResetModel()

    def remove_all(self, ids: frozenset[str]) -> None:
        """Take many out at once."""
        for each in ids:
            self._thumbnails.pop(each, None)
        self.show_all([each for each in self.known.values() if each.id not in ids])

    def show(self, generation: Generation) -> None:
        """Add a generation, or change the one of the same id."""
        row = self.row(generation.id)
        self.known[generation.id] = generation
        if row is None:
            if self._passes(generation):
                self._add()
            return
        self._entries[row] = generation
        self._announce(row)

    def remove(self, generation_id: str) -> None:
        """Take a generation out, with its day's caption when it was the last of that day."""
        if self.known.pop(generation_id, None) is None:
            return
        self._thumbnails.pop(generation_id, None)
        if self.row(generation_id) is None:
            return
        entries = self._arranged()
        count = len(self._entries) - len(entries)
        first = _difference(self._entries, entries)
        self.beginRemoveRows(_NOWHERE, first, first + count - 1)
        self._take(entries)
        self.endRemoveRows()

    def show_thumbnail(self, loaded: Loaded) -> None:
        """Hold a picture for a generation's cell; a preview never replaces a better one."""
        held = self._thumbnails.get(loaded.generation)
        if held is not None and loaded.kind is Kind.PREVIEW and held.kind is not Kind.PREVIEW:
            return
        self._thumbnails[loaded.generation] = loaded
        self._thumbnails.move_to_end(loaded.generation)
        while len(self._thumbnails) > _HELD:
            self._thumbnails.popitem(last=False)
        row = self.row(loaded.generation)
        if row is not None:
            self._announce(row)

    def thumbnail(self, generation_id: str) -> Loaded | None:
        """The picture held for a cell."""
        return self._thumbnails.get(generation_id)

    def row(self, generation_id: str) -> int | None:
        """Where a generation stands."""
        return self._rows.get(generation_id)

    def entry(self, index: Index) -> Entry | None:
        """The generation or date of a row."""
        return self._entries[index.row()] if index.isValid() and index.row() < len(self._entries) else None

    def refresh(self, generation_id: str) -> None:
        """Let a cell be painted anew, as its clock goes on."""
        row = self.row(generation_id)
        if row is not None:
            self._announce(row)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Captions count as rows."""
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The entry itself under ENTRY; words for tooltips and screen readers."""
        entry = self.entry(index)
        if entry is None or role == ENTRY:
            return entry
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._words(entry)
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(entry, Generation):
            return self._words(entry)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Captions can be neither chosen nor reached by keys."""
        if isinstance(self.entry(index), Generation):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        return Qt.ItemFlag.NoItemFlags

    def _words(self, entry: Entry) -> str:
        if isinstance(entry, date):
            return library_words.day_words(entry, date.today())
        state, _ = library_words.state_line(entry, time.time())
        return f"{library_words.title(entry, self.known)}\n{state}"

    def _add(self) -> None:
        entries = self._arranged()
        count = len(entries) - len(self._entries)
        first = _difference(entries, self._entries)
        self.beginInsertRows(_NOWHERE, first, first + count - 1)
        self._take(entries)
        self.endInsertRows()

    def _passes(self, generation: Generation) -> bool:
        if self._demo_hidden and generation.origin == DEMO and not generation.state.is_open:
            return False
        return self._found is None or generation.id in self._found

    def _arranged(self) -> list[Entry]:
        return _arranged(each for each in self.known.values() if self._passes(each))

    def _take(self, entries: list[Entry]) -> None:
        self._entries = entries
        self._rows = {entry.id: row for row, entry in enumerate(entries) if isinstance(entry, Generation)}

    def _announce(self, row: int) -> None:
        index = self.index(row)
        self.dataChanged.emit(index, index)


def _arranged(generations: Iterable[Generation]) -> list[Entry]:
    """Newest first, each day headed by its date."""
    entries: list[Entry] = []
    day: date | None = None
    midnight = float("inf")
    for generation in sorted(generations, key=lambda each: (each.created_at, each.id), reverse=True):
        if generation.created_at < midnight:  # a day is asked for once, not for each of its thousand pictures
            day = library_words.day_of(generation)
            midnight = datetime(day.year, day.month, day.day).timestamp()
            entries.append(day)
        entries.append(generation)
    return entries


def _difference(longer: list[Entry], shorter: list[Entry]) -> int:
    """Where `longer` has what `shorter` lacks: one run of one or two rows."""
    pairs = zip(longer, shorter, strict=False)
    return next((row for row, (one, other) in enumerate(pairs) if one != other), len(shorter))
