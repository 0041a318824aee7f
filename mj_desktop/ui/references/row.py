"""A reference in the prompt panel: its thumbnail, what it stands for, how much it weighs, its place."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QPixmap, QWheelEvent
from PySide6.QtWidgets import QDoubleSpinBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from mj_desktop.core.references import WEIGHTS, Reference, Role
from mj_desktop.ui import controls

EDGE = 56
_PAD = 6


class WeightField(QDoubleSpinBox):
    """A number with its name before it, typed or stepped by the arrow keys; the wheel scrolls the panel."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(self.tr("Weight"))
        self.setToolTip(self.tr("Weight: one for all pictures of this kind"))
        self.setPrefix(self.tr("Weight") + "  ")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedHeight(controls.CONTROL)
        self.lineEdit().setTextMargins(_PAD, 0, _PAD, 0)  # the sheet's padding does not reach it

    def wheelEvent(self, event: QWheelEvent) -> None:
        """It is never changed in passing."""
        event.ignore()


class ReferenceRow(QWidget):
    """Shows one; reports what is wished of it, each with its key."""

    removed = Signal(int)
    moved = Signal(int, int)
    role_taken = Signal(int, str)
    weighed = Signal(str, float)

    def __init__(self, reference: Reference) -> None:
        super().__init__()
        self.key = reference.key
        self.setObjectName(f"reference_{self.key}")
        self.picture = QLabel()
        self.picture.setFixedSize(EDGE, EDGE)
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._role = controls.Choice(f"role_{self.key}", self.tr("What it stands for"))
        words = {Role.CONTENT: self.tr("Content"), Role.STYLE: self.tr("Style"),
                 Role.CHARACTER: self.tr("Character"), Role.OMNI: self.tr("Omni")}  # fmt: skip
        for role in Role:
            self._role.addItem(words[role], role.value)
        self._weight = WeightField(f"weight_{self.key}")
        self._up = controls.IconButton("arrow-up", self.tr("Move it up"), f"up_{self.key}")
        self._down = controls.IconButton("arrow-down", self.tr("Move it down"), f"down_{self.key}")
        self._remove = controls.IconButton("x", self.tr("Take it out"), f"remove_{self.key}")
        self._mark = controls.Glyph("triangle-alert", "warn", 16)
        self._image, self._progress = QPixmap(), ""
        self._lay_out()
        self._connect()

    def show_reference(self, reference: Reference, weights: dict[Role, float]) -> None:
        """Show what it is now; telling so is no wish."""
        weight = WEIGHTS[reference.role]
        for part in (self._role, self._weight):
            part.blockSignals(True)
        self._role.setCurrentIndex(self._role.findData(reference.role.value))
        self._weight.setRange(weight.least, weight.most)
        self._weight.setSingleStep(weight.step)
        self._weight.setDecimals(1 if weight.step < 1 else 0)
        self._weight.setValue(weights.get(reference.role, weight.usual))
        for part in (self._role, self._weight):
            part.blockSignals(False)
        self.setToolTip(f"{reference.name}: {reference.problem}" if reference.problem else reference.name)
        self._mark.setVisible(bool(reference.problem))
        self.picture.setAccessibleName(reference.name)
        self._progress = f"{reference.percent} %" if not reference.address else "" if reference.is_checked else "..."
        if reference.problem:
            self._progress = ""
        self._show()

    def show_place(self, place: int, count: int) -> None:
        """Where it stands, from 0, among how many: the first cannot go up, nor the last down."""
        self._up.setEnabled(place > 0)
        self._down.setEnabled(place < count - 1)

    def show_picture(self, image: QImage) -> None:
        """Show its thumbnail, once nothing is on its way any more."""
        self._image = QPixmap.fromImage(image.scaled(EDGE, EDGE))
        self._show()

    def _show(self) -> None:
        if self._progress or self._image.isNull():
            self.picture.setText(self._progress)
        else:
            self.picture.setPixmap(self._image)

    def _lay_out(self) -> None:
        above, below = QHBoxLayout(), QHBoxLayout()
        for row, parts in (
            (above, (self._role, self._mark, self._remove)),
            (below, (self._weight, self._up, self._down)),
        ):
            row.setSpacing(4)
            for place, part in enumerate(parts):
                row.addWidget(part, 1 if place == 0 else 0)
        right = QVBoxLayout()
        right.setSpacing(2)
        right.addLayout(above)
        right.addLayout(below)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addWidget(self.picture)
        whole.addLayout(right, 1)

    def _connect(self) -> None:
        self._remove.clicked.connect(self._report_removed)
        self._up.clicked.connect(self._report_up)
        self._down.clicked.connect(self._report_down)
        self._role.activated.connect(self._report_role)
        self._weight.valueChanged.connect(self._report_weight)

    def _report_removed(self) -> None:
        self.removed.emit(self.key)

    def _report_up(self) -> None:
        self.moved.emit(self.key, -1)

    def _report_down(self) -> None:
        self.moved.emit(self.key, 1)

    def _report_role(self) -> None:
        self.role_taken.emit(self.key, str(self._role.currentData()))

    def _report_weight(self, weight: float) -> None:
        self.weighed.emit(str(self._role.currentData()), weight)
