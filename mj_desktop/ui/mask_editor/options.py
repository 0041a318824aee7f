"""The options row: add or subtract, the brush's size, invert, overlay, clear."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from mj_desktop.mask.kit import Kit, Tool
from mj_desktop.ui import controls
from mj_desktop.ui.mask_editor.canvas import width_of
from mj_desktop.ui.mask_editor.size_field import SizeField
from mj_desktop.ui.mask_editor.slider import SizeSlider

HEIGHT = 40
_TOOLS = {"add": Tool.BRUSH, "subtract": Tool.ERASER}


class OptionsRow(QWidget):
    """Shows the kit's state; reports what a person changes."""

    taken = Signal(object)  # Tool
    radius_wished = Signal(float)
    radius_reset = Signal()
    inverted = Signal()
    overlay_wished = Signal(bool)
    cleared = Signal()
    finished = Signal()  # a size was typed: the keys belong to the canvas again

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("mask-options")
        self.setFixedHeight(HEIGHT)
        controls.ground(self, "viewer")
        words = [("add", self.tr("Add")), ("subtract", self.tr("Subtract"))]
        self._mode = controls.Segments(words, "mask-mode", self.tr("Add or subtract"))
        for value, _ in words:
            self._mode.segment(value).setToolTip(self.tr("Add or subtract [X swaps]"))
        self._slider = SizeSlider()
        self._slider.setToolTip(self.tr("Brush size: [ and ], Alt+wheel or Shift+right-drag"))
        self._field = SizeField()
        self._invert = controls.IconButton("contrast", self.tr("Invert [I]"), "mask-invert")
        self._overlay = controls.IconButton("layers", self.tr("Overlay [Q]"), "mask-overlay", checkable=True)
        self._clear = controls.Button(self.tr("Clear"), "mask-clear", "", "quiet", self.tr("Clear the mask [Ctrl+D]"))
        self._lay_out()
        self._connect()

    def show_kit(self, kit: Kit) -> None:
        """Show whether painting adds or subtracts, and how large the brush is."""
        self._mode.select("add" if kit.brush.adds else "subtract")
        self._slider.show_radius(kit.brush.radius)
        self._field.show_width(width_of(kit.brush))

    def show_overlay(self, shown: bool) -> None:
        """Show whether the overlay is on."""
        self._overlay.setChecked(shown)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(8)
        line = controls.hairline(Qt.Orientation.Vertical)
        line.setFixedHeight(24)
        row.addWidget(self._mode)
        row.addSpacing(4)
        row.addWidget(controls.label(self.tr("Size"), tone="muted"))
        row.addWidget(self._slider)
        row.addWidget(self._field)
        row.addWidget(line)
        row.addWidget(self._invert)
        row.addWidget(self._overlay)
        row.addStretch(1)
        row.addWidget(self._clear)

    def _connect(self) -> None:
        self._mode.chosen.connect(self._take)
        self._slider.slid.connect(self.radius_wished)
        self._slider.reset.connect(self.radius_reset)
        self._field.typed.connect(self._wish_width)
        self._field.returnPressed.connect(self.finished)
        self._invert.clicked.connect(self.inverted)
        self._overlay.toggled.connect(self.overlay_wished)
        self._clear.clicked.connect(self.cleared)

    def _take(self, mode: str) -> None:
        self.taken.emit(_TOOLS[mode])

    def _wish_width(self, width: int) -> None:
        self.radius_wished.emit((width - 1) / 2)
