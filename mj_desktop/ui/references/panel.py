"""The references of the prompt, below its text: there while there are any."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mj_desktop.core.references import MOST, Reference, Role
from mj_desktop.ui import controls
from mj_desktop.ui.references.row import ReferenceRow


class ReferencesPanel(QWidget):
    """Shows them in their order; passes on what is wished of each."""

    removed = Signal(int)
    moved = Signal(int, int)
    role_taken = Signal(int, str)
    weighed = Signal(str, float)
    address_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("references")
        self.setAccessibleName(self.tr("References"))
        self.rows: dict[int, ReferenceRow] = {}
        self._count = controls.label("", 11, tone="faint")
        add = controls.IconButton("plus", self.tr("Add a reference by its address [Alt+A]"), "add_reference")
        add.clicked.connect(self.address_wanted)
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.addWidget(controls.label(self.tr("References"), weight=600))
        head.addStretch(1)
        head.addWidget(self._count)
        head.addWidget(add)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 12, 0, 12)
        self._column.setSpacing(8)
        self._column.addLayout(head)
        self.hide()

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
            self._column.insertWidget(1 + place, row)
        self._count.setText(self.tr("{count} of {most}").format(count=len(references), most=MOST))
        self.setVisible(bool(references))

    def show_picture(self, key: int, image: QImage) -> None:
        """Show a thumbnail."""
        if key in self.rows:
            self.rows[key].show_picture(image)

    def _made(self, reference: Reference) -> ReferenceRow:
        row = self.rows[reference.key] = ReferenceRow(reference)
        row.removed.connect(self.removed)
        row.moved.connect(self.moved)
        row.role_taken.connect(self.role_taken)
        row.weighed.connect(self.weighed)
        return row
