"""The sheet of shortcuts: every command and gesture with its keys, by group, in columns, found by typing, changed."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QScrollArea, QVBoxLayout, QWidget

from mj_desktop.core import command_search, rebinding
from mj_desktop.core.commands import GROUPS, Command
from mj_desktop.core.gestures import GESTURES, Gesture
from mj_desktop.core.keymap import UNCHANGED
from mj_desktop.core.situation import Situation
from mj_desktop.core.where import ON_PAGES, Where
from mj_desktop.ui import controls, keymap
from mj_desktop.ui.commands.block import HEADING, PAD, ROW, Block, Row
from mj_desktop.ui.commands.key_editor import KeyEditor
from mj_desktop.ui.commands.overlay import Overlay
from mj_desktop.ui.commands.words import said, shown

_WIDE = 1120
_MARGIN = 40
_COLUMN = 300
_GAP = 32


def columns(blocks: Sequence[tuple[str, list[Row]]], count: int) -> list[list[tuple[str, list[Row]]]]:
    """The groups in `count` columns, in their order, so that the highest column is as low as can be."""
    heights = [HEADING + ROW * len(rows) + PAD for _, rows in blocks]
    limit = next(limit for limit in range(max(heights, default=0), sum(heights) + 2) if _parts(heights, limit) <= count)
    shared: list[list[tuple[str, list[Row]]]] = [[]]
    room = limit
    for block, height in zip(blocks, heights, strict=True):
        if height > room:
            shared.append([])
            room = limit
        shared[-1].append(block)
        room -= height
    return shared


def _parts(heights: Sequence[int], limit: int) -> int:
    """How many columns of at most `limit` they need."""
    count, room = 1, limit
    for height in heights:
        if height > room:
            count, room = count + 1, limit
        room -= height
    return count


class Sheet(Overlay):
    """Lists all keys; `chosen` carries a command that a person ran from it, `rekeyed` a keymap with other keys.

    `save_wanted` and `load_wanted` ask for a file of keys.
    """

    rekeyed = Signal(object)
    save_wanted = Signal()
    load_wanted = Signal()

    def __init__(self, window: QWidget, every: Callable[[], Sequence[Command]], now: Callable[[], Situation]) -> None:
        super().__init__(window, "sheet", window.tr("Keyboard shortcuts"), window.tr("Search the shortcuts"))
        self._now, self._every = now, every
        self._rows: list[Row] = [*every(), *GESTURES]
        self._blocks: list[Block] = []
        self._selected: Row | None = None
        self._scroll, self._inside = QScrollArea(), QWidget()
        self.editor = KeyEditor()
        self._more = controls.IconButton("ellipsis", self.tr("Save, load, copy or reset the keys"), "sheet-more")
        self._shut = controls.IconButton("x", self.tr("Close [Esc]"), "sheet-close")
        self._lay_out()
        self.editor.rekeyed.connect(self.rekeyed)
        self.editor.left.connect(self._edited)
        keymap.notifier().changed.connect(self._rekey)
        self.field.textChanged.connect(self._find)
        self.field.stepped.connect(self._step)
        self.field.entered.connect(self._run)

    def place(self, room: QRect) -> QRect:
        """In the middle, with the window seen around it."""
        wide, high = min(_WIDE, room.width() - 2 * _MARGIN), min(760, room.height() - 2 * _MARGIN)
        return QRect((room.width() - wide) // 2, (room.height() - high) // 2, wide, high)

    def open_overlay(self) -> None:
        """Cover the window, with everything listed."""
        super().open_overlay()
        self._find(self.field.text())

    def shown(self) -> list[Row]:
        """What is listed, in reading order."""
        return [row for block in self._blocks for row in block.rows]

    def selected(self) -> Row | None:
        """The row that Enter would run."""
        return self._selected

    def edit(self, row: Row | None) -> None:
        """Let a person give a row other keys; what cannot have others says why."""
        if row is None or isinstance(row, Gesture):
            self.foot.set_words(self.tr("Choose a command first: what hands do besides stays.") if row else "")
        elif reason := rebinding.why_fixed(row):
            self._select(row)
            self.foot.set_words(said(reason))
        else:
            self._select(row)
            self.foot.hide()
            self.editor.open(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What field and buttons leave: F2 changes the chosen row's keys, Esc closes."""
        if event.key() == Qt.Key.Key_F2:
            self.edit(self._selected)
        elif event.key() == Qt.Key.Key_Escape:
            self.close_overlay()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes round between the field and the head's buttons."""
        stops = [self.field, self._more, self._shut]
        at = next((place for place, each in enumerate(stops) if each.hasFocus()), 0)
        stops[(at + (1 if forward else -1)) % len(stops)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def _edited(self) -> None:
        self.foot.show()
        self._say()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _rekey(self) -> None:
        """Show the keys of now; what was chosen and how far it was scrolled stay."""
        chosen, bar = self._selected, self._scroll.verticalScrollBar()
        far = bar.value()
        self._rows = [*self._every(), *GESTURES]
        self._find(self.field.text())
        QCoreApplication.sendPostedEvents(self._inside, QEvent.Type.LayoutRequest)
        bar.setValue(far)
        ids = chosen.id if isinstance(chosen, Command) else ""
        row = next((row for row in self.shown() if isinstance(row, Command) and row.id == ids), None)
        if row is not None:
            self._select(row)

    def _open_menu(self) -> None:
        menu = QMenu(self)
        menu.setObjectName("keys-menu")
        menu.aboutToHide.connect(menu.deleteLater)
        for words, deed in (
            (self.tr("Save the keys as a file..."), self.save_wanted.emit),
            (self.tr("Take the keys of a file..."), self.load_wanted.emit),
            (self.tr("Copy as text"), self._copy),
            (self.tr("Reset all keys"), self._reset_all),
        ):
            menu.addAction(words).triggered.connect(partial(_do, deed))
        menu.popup(self._more.mapToGlobal(QPoint(0, self._more.height())))

    def _copy(self) -> None:
        lines = [f"{said(row.words)}\t{'  '.join(shown(row))}" for row in self.shown()]
        QGuiApplication.clipboard().setText("\n".join(lines))
        self.foot.set_words(self.tr("Copied: {count} lines.").format(count=len(lines)))

    def _reset_all(self) -> None:
        self.rekeyed.emit(UNCHANGED)
        self.foot.set_words(self.tr("All keys are as they were at first."))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(16, 10, 10, 10)
        head.setSpacing(8)
        head.addWidget(controls.Glyph("keyboard", "muted", 16))
        head.addWidget(controls.label(self.accessibleName(), weight=600))
        head.addStretch(1)
        self.field.setFixedWidth(260)
        head.addWidget(self.field)
        self._more.clicked.connect(self._open_menu)
        self._shut.clicked.connect(self.close_overlay)
        head.addWidget(self._more)
        head.addWidget(self._shut)
        self._scroll.setObjectName("sheet-scroll")
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.column.addLayout(head)
        self.column.addWidget(controls.hairline())
        self.column.addWidget(self._scroll, 1)
        self.column.addWidget(controls.hairline())
        self.column.addWidget(self.hint_line(""))
        self.column.addWidget(self.editor)

    def _find(self, text: str) -> None:
        """List what is found, by group, in as many columns as fit."""
        found = command_search.found(self._rows, text)
        grouped = [(group, [row for row in found if row.group == group]) for group in GROUPS]
        kept = [(group, rows) for group, rows in grouped if rows]
        self._selected = None
        self._build(kept)
        self._say()

    def _build(self, groups: list[tuple[str, list[Row]]]) -> None:
        wide = self.place(self.rect()).width() - 2 * 16
        count = max(1, min(3, (wide + _GAP) // (_COLUMN + _GAP)))
        self._inside = QWidget()
        row = QHBoxLayout(self._inside)
        row.setContentsMargins(16 - PAD, 4, 16 - PAD, 8)
        row.setSpacing(_GAP - 2 * PAD)
        self._blocks = []
        for held in (columns(groups, count) + [[]] * count)[:count]:
            column = QVBoxLayout()
            column.setSpacing(0)
            for group, rows in held:
                column.addWidget(self._block(group, rows))
            column.addStretch(1)
            row.addLayout(column, 1)
        self._scroll.setWidget(self._inside)

    def _block(self, group: str, rows: list[Row]) -> Block:
        made = Block(group, rows)
        made.picked.connect(self._pick)
        made.edit_wanted.connect(self.edit)
        self._blocks.append(made)
        return made

    def _say(self) -> None:
        none = self.tr("No shortcut is called so.")
        keys = self.tr(
            "Letters act while no text has the focus  ·  ↑ ↓ choose  ·  Enter runs  ·  F2 changes keys  ·  Esc closes"
        )
        self.foot.set_words(keys if self._blocks else none)

    def _step(self, by: int) -> None:
        rows = self.shown()
        if not rows:
            return
        at = next((place for place, row in enumerate(rows) if row is self._selected), -1 if by > 0 else len(rows))
        self._select(rows[max(0, min(len(rows) - 1, at + by))])

    def _select(self, row: Row) -> None:
        self._selected = row
        self._say()
        for block in self._blocks:
            block.select(row)
            rect = block.rect_of(row)
            if rect is not None:
                corner = block.mapTo(self._inside, QPoint(0, round(rect.center().y())))
                self._scroll.ensureVisible(corner.x(), corner.y(), 0, 2 * ROW)

    def _pick(self, row: Row) -> None:
        self._select(row)
        self._run()

    def _run(self) -> None:
        """Run what is chosen; what cannot run here says why, and stays."""
        row = self._selected
        if isinstance(row, Command):
            now = self._now()
            reason = row.reason(now) or ("" if row.fits(now) else _elsewhere(row))
            if reason:
                self.foot.set_words(said(reason))
            else:
                self.close_overlay()
                self.chosen.emit(row)


def _do(deed: Callable[[], object], checked: bool = False) -> None:
    deed()


def _elsewhere(row: Command) -> str:
    """Where a command holds that has no place here."""
    if row.where is Where.MASK:
        return "It holds in the mask editor."
    if row.where in ON_PAGES:
        return QCoreApplication.translate("Commands", "It holds {place}.").format(place=said(row.where))
    return "It does not hold here."
