"""The references of the prompt, below its text."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, Signal, SignalInstance
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from mj_desktop.core.references import MOST, Reference, Role
from mj_desktop.ui import controls, icons
from mj_desktop.ui.references.row import ReferenceRow
from mj_desktop.ui.strip.menu import keys_of


class ReferencesPanel(QWidget):
    """Shows them in their order; passes on what is wished of each."""

    removed = Signal(int)
    moved = Signal(int, int)
    role_taken = Signal(int, str)
    weighed = Signal(str, float)
    address_wanted = Signal()
    file_wanted = Signal()
    paste_wanted = Signal()
    shown_wanted = Signal()
    upload_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("references")
        self.setAccessibleName(self.tr("References"))
        self.rows: dict[int, ReferenceRow] = {}
        self._count = controls.label("", 11, tone="faint")
        self._add = controls.IconButton("plus", self.tr("Add a reference: a file, an address"), "add_reference")
        self._add.clicked.connect(self._open_menu)
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.addWidget(controls.label(self.tr("References"), weight=600))
        head.addStretch(1)
        head.addWidget(self._count)
        head.addWidget(self._add)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 8)
        self._column.setSpacing(4)
        self._column.addLayout(head)
        self._menu = self._made_menu()
        self.show_references((), {})

    def show_references(self, references: Sequence[Reference], weights: dict[Role, float]) -> None:
        """Show them all."""
        kept = {each.key for each in references}
        for key in [key for key in self.rows if key not in kept]:
            gone = self.rows.pop(key)
            gone.hide()
            gone.deleteLater()
        for place, each in enumerate(references):
            row = self.rows.get(each.key) or self._made(each)
            row.show_reference(each, weights)
            row.show_place(place, len(references))
            self._column.insertWidget(1 + place, row)
        count = self.tr("{count} of {most}").format(count=len(references), most=MOST)
        self._count.setText(count if references else self.tr("Drop, paste or add"))
        self._add.setEnabled(len(references) < MOST)

    def show_picture(self, key: int, image: QImage) -> None:
        """Show a thumbnail."""
        if key in self.rows:
            self.rows[key].show_picture(image)

    def _made_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setObjectName("add-reference-menu")
        rows = (
            ("image", self.tr("Picture files..."), "", self.file_wanted),
            ("globe", self.tr("By its address..."), "reference_address", self.address_wanted),
            ("copy", self.tr("Paste the picture on the clipboard"), "", self.paste_wanted),
            ("images", self.tr("The picture on view"), "reference", self.shown_wanted),
            ("upload", self.tr("Set up uploads..."), "upload", self.upload_wanted),
        )
        for glyph, words, command, told in rows:
            key = f"\t{keys_of(command)}" if command else ""
            menu.addAction(icons.icon(glyph, "muted"), f"{words}{key}").triggered.connect(partial(_tell, told))
        return menu

    def _open_menu(self) -> None:
        self._menu.deleteLater()
        self._menu = self._made_menu()  # with the keys of now
        self._menu.popup(self._add.mapToGlobal(QPoint(0, self._add.height())))

    def _made(self, reference: Reference) -> ReferenceRow:
        row = self.rows[reference.key] = ReferenceRow(reference)
        row.removed.connect(self.removed)
        row.moved.connect(self.moved)
        row.role_taken.connect(self.role_taken)
        row.weighed.connect(self.weighed)
        return row


def _tell(told: SignalInstance, checked: bool = False) -> None:
    told.emit()
