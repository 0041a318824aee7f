"""The command palette: every command that has a place here, found by typing, run by Enter."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from mj_desktop.core import command_search
from mj_desktop.core.commands import Command
from mj_desktop.core.situation import Situation
from mj_desktop.ui import controls, icons, theme
from mj_desktop.ui.commands import caps
from mj_desktop.ui.commands.overlay import Overlay
from mj_desktop.ui.commands.words import said, shown, spoken

ROW = 36
_WIDE = 640
_TOP = 72
_HEAD = 48
_FOOT = 33
_LONGEST = 12
_PAD = 8
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
ENTRY = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Entry:
    """A command, why it cannot run now, or "", and whether the service charges for it."""

    command: Command
    reason: str = ""
    costs: bool = False


def entries(every: Sequence[Command], now: Situation, text: str = "") -> list[Entry]:
    """The commands that have a place in the situation and are found by `text`; those that can run come first."""
    found = command_search.found([command for command in every if command.fits(now)], text)
    listed = [Entry(command, command.reason(now), command.costs(now)) for command in found]
    return sorted(listed, key=lambda entry: bool(entry.reason))


class Palette(Overlay):
    """A field and the list below it; `chosen` carries the command to run."""

    def __init__(self, window: QWidget, every: Callable[[], Sequence[Command]], now: Callable[[], Situation]) -> None:
        super().__init__(window, "palette", window.tr("Commands"), window.tr("Find a command"))
        self._every, self._now = every, now
        self._entries = EntryModel()
        self.list = QListView()
        self.list.setModel(self._entries)
        self.list.setItemDelegate(_Row(self.list))
        self.lay_out_list(self.list, "search", _PAD)
        self.field.textChanged.connect(self._find)
        self.field.stepped.connect(self._step)
        self.field.entered.connect(self._run)
        self.list.clicked.connect(self._run)
        self._find("")

    def place(self, room: QRect) -> QRect:
        """In the middle above, as high as its rows."""
        rows = max(1, min(_LONGEST, self._entries.rowCount()))
        high = min(_HEAD + 1 + rows * ROW + 2 * _PAD + _FOOT + 2, room.height() - 2 * 24)
        wide = min(_WIDE, room.width() - 2 * 24)
        return QRect((room.width() - wide) // 2, min(_TOP, max(24, room.height() - high - 24)), wide, high)

    def current(self) -> Entry | None:
        """The entry that Enter would run."""
        found = self.list.currentIndex().data(ENTRY)
        return found if isinstance(found, Entry) else None

    def shown(self) -> list[Entry]:
        """What is listed."""
        return self._entries.entries

    def _find(self, text: str) -> None:
        self._entries.show(entries(self._every(), self._now(), text))
        listed = self._entries.entries
        paid = bool(listed) and listed[0].command.spends and not listed[0].reason  # whoever draws: hands learn one way
        self.list.setCurrentIndex(self._entries.index(-1 if paid else 0))
        self.list.scrollToTop()
        self.card.setGeometry(self.place(self.rect()))
        none = self.tr("No command is called so.")
        keys = self.tr("↑ ↓ choose  ·  Enter runs  ·  Esc closes")
        self.foot.set_words(keys if self._entries.entries else none)

    def _step(self, by: int) -> None:
        last = self._entries.rowCount() - 1
        row = self.list.currentIndex().row()
        row = last if row < 0 and by == -1 else row + by
        if abs(by) == 1:  # from the last to the first and back
            row = row % (last + 1) if last >= 0 else 0
        self.list.setCurrentIndex(self._entries.index(max(0, min(last, row))))

    def _run(self) -> None:
        """Run what is chosen; what cannot run says why, and stays."""
        entry = self.current()
        if entry is None:
            if self._entries.entries:
                self.foot.set_words(self.tr("Choose with ↓ what Enter is to run."))
            return
        if entry.reason:
            self.foot.set_words(said(entry.reason))
            return
        self.close_overlay()
        self.chosen.emit(entry.command)


class EntryModel(QAbstractListModel):
    """The entries listed."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: list[Entry] = []

    def show(self, entries: list[Entry]) -> None:
        """List other entries."""
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """As many as entries."""
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The entry under ENTRY, its words and keys for screen readers."""
        if not index.isValid():
            return None
        entry = self.entries[index.row()]
        if role == ENTRY:
            return entry
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return ". ".join(part for part in (spoken(entry.command), said(entry.reason) or _paid(entry)) if part)
        return None


class _Row(QStyledItemDelegate):
    """Icon, words, where it belongs or why it rests, keys."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """All rows are as high."""
        return QSize(100, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One row."""
        entry = index.data(ENTRY)
        if not isinstance(entry, Entry):
            return
        painter.save()
        rect = QRectF(option.rect).adjusted(0, 0, -_PAD, 0)
        on = bool(option.state & QStyle.StateFlag.State_Selected)
        if on or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accsoft" if on else "hover"))
            painter.drawRoundedRect(rect, controls.RADIUS, controls.RADIUS)
        self._words(painter, rect, entry, on)
        painter.restore()

    def _words(self, painter: QPainter, rect: QRectF, entry: Entry, on: bool) -> None:
        off = bool(entry.reason)
        keys = shown(entry.command)
        right, ink = rect.right() - 8, theme.colour("off" if off else "muted")
        caps.paint(painter, right, rect.center().y(), keys, ink, theme.colour("line" if off else "ctl"))
        right -= caps.width(keys) + 12
        if entry.command.icon:
            glyph = theme.colour("off" if off else "acctext" if on else "muted")
            icons.paint(painter, entry.command.icon, glyph, QRectF(rect.x() + 10, rect.y(), 16, rect.height()))
        painter.setFont(theme.font())
        words, left = said(entry.command.words), rect.x() + 36
        box = QRectF(left, rect.y(), max(0.0, right - left), rect.height())
        painter.setPen(theme.colour("off" if off else "text"))
        painter.drawText(box, _MIDDLE, painter.fontMetrics().elidedText(words, _END, int(box.width())))
        taken = painter.fontMetrics().horizontalAdvance(words) + 16
        aside = " · ".join(part for part in (_paid(entry), said(entry.command.group)) if part)
        self._aside(painter, box.adjusted(taken, 0, 0, 0), said(entry.reason) or aside, on)

    @staticmethod
    def _aside(painter: QPainter, box: QRectF, words: str, on: bool) -> None:
        if box.width() < 40:
            return
        painter.setFont(theme.font(11))
        painter.setPen(theme.colour("muted" if on else "faint"))
        shown_words = painter.fontMetrics().elidedText(words, _END, int(box.width()))
        painter.drawText(box, _MIDDLE | Qt.AlignmentFlag.AlignRight, shown_words)


def _paid(entry: Entry) -> str:
    return QCoreApplication.translate("Palette", "paid") if entry.costs else ""


_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_END = Qt.TextElideMode.ElideRight
