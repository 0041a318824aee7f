"""The trash: what was deleted, to be restored or removed for good."""

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QMessageBox, QStackedWidget, QVBoxLayout, QWidget

from mj_desktop.core.generation import Generation
from mj_desktop.core.keeping import EmptyTrash, Restore, Trash
from mj_desktop.ui import controls
from mj_desktop.ui.strip.cell import CellPainter
from mj_desktop.ui.strip.cells import CellView
from mj_desktop.ui.strip.faces import EmptyFace
from mj_desktop.ui.strip.head import HIGH
from mj_desktop.ui.strip.model import LibraryModel


class TrashPage(QWidget):
    """Takes the strip's place; reports wishes (`asked`), which picture is to be looked at (`chosen`, "" for none any
    more), missing thumbnails and that it is left."""

    asked = Signal(object)
    chosen = Signal(str)
    missed = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("trash")
        self.model = LibraryModel()
        self.painter = CellPainter(self.model, self)
        self.view = CellView(self.painter, draggable=False)
        self.view.setAccessibleName(self.tr("Trash"))
        self.view.setModel(self.model)
        self._back = controls.IconButton("arrow-left", self.tr("Back to the library [Esc]"), "trash-back")
        self._restore = controls.IconButton("undo-2", self.tr("Restore [Enter]"), "trash-restore")
        self._empty = controls.IconButton("trash-2", self.tr("Empty the trash [Ctrl+Shift+Del]"), "trash-empty")
        self._title = controls.label(self.tr("Trash"), weight=600)
        self._lay_out()
        self.painter.missed.connect(self.missed)
        self._back.clicked.connect(self.left)
        self._restore.clicked.connect(self._report_restore)
        self.view.activated.connect(self._report_restore)
        self._empty.clicked.connect(self.ask)
        self._looked_at = ""
        self.view.selectionModel().currentChanged.connect(self._show_chosen)
        self.view.selectionModel().selectionChanged.connect(self._report_chosen)

    def event(self, event: QEvent) -> bool:
        """Take Esc, wherever the focus is in here, before the window does."""
        overriding = event.type() == QEvent.Type.ShortcutOverride
        if overriding and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leads back."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focus(self) -> None:
        """Take the keyboard's focus."""
        part = self.view if self.model.known else self._back
        part.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_trash(self, trash: Trash) -> None:
        """Show what lies there."""
        self.model.show_all(list(trash.generations))
        self._settle()

    def take_out(self, ids: frozenset[str]) -> None:
        """These were restored."""
        self.model.remove_all(ids)
        self._settle()

    def ask(self) -> None:
        """Emptying destroys: this is asked for once more, where there is anything."""
        count = len(self.model.known)
        if not count:
            return
        what = self.tr("Remove one picture for good?") if count == 1 else self.tr("Remove {count} pictures for good?")
        box = QMessageBox(self.window())
        box.setObjectName("trash-question")
        box.setWindowTitle(self.tr("Empty the trash"))
        box.setText(what.format(count=count))
        box.setInformativeText(self.tr("Their files go too. This cannot be undone."))
        remove = box.addButton(self.tr("Remove for good"), QMessageBox.ButtonRole.DestructiveRole)
        keep = box.addButton(self.tr("Keep"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(keep)
        box.setEscapeButton(keep)
        remove.clicked.connect(self._report_empty)
        box.finished.connect(box.deleteLater)
        box.open()

    def fit(self, narrow: bool) -> None:
        """At the narrow width the title goes."""
        self._title.setVisible(not narrow)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        top = QWidget()
        top.setFixedHeight(HIGH)
        row = QHBoxLayout(top)
        row.setContentsMargins(8, 0, 8, 0)
        row.setSpacing(2)
        for part in (self._back, self._title):
            row.addWidget(part)
        row.addStretch(1)
        for part in (self._restore, self._empty):
            row.addWidget(part)
        self._pages = QStackedWidget()
        words = self.tr("The trash is empty."), self.tr("What you delete can be restored from here.")
        self._pages.addWidget(EmptyFace("trash-nothing", "trash-2", *words))
        self._pages.addWidget(self.view)
        column.addWidget(top)
        column.addWidget(self._pages, 1)

    def _settle(self) -> None:
        there = bool(self.model.known)
        self._pages.setCurrentIndex(1 if there else 0)
        self._empty.setEnabled(there)
        self._show_chosen(self.view.currentIndex())
        self._report_chosen()

    def _show_chosen(self, current: QModelIndex) -> None:
        self._restore.setEnabled(isinstance(self.model.entry(current), Generation))

    def _report_chosen(self) -> None:
        """One that has the keyboard's place but is not chosen, as when the trash opens, is not looked at."""
        selected = self.view.selectionModel().selectedIndexes()
        entry = self.model.entry(selected[0]) if selected else None
        chosen = entry.id if isinstance(entry, Generation) else ""
        if chosen != self._looked_at:
            self._looked_at = chosen
            self.chosen.emit(chosen)

    def _report_restore(self) -> None:
        entry = self.model.entry(self.view.currentIndex())
        if isinstance(entry, Generation):
            self.asked.emit(Restore((entry.id,)))

    def _report_empty(self) -> None:
        self.asked.emit(EmptyTrash())
