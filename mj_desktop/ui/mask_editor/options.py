"""The options row: what the tool in hand can be told; in its place, a proposal that is being looked at."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedLayout, QWidget

from mj_desktop.mask.area import Combining
from mj_desktop.mask.kit import PAINTING, Kit, Tool
from mj_desktop.mask.overlay import Shown
from mj_desktop.mask.wand import MAX_TOLERANCE
from mj_desktop.ui import controls, theme
from mj_desktop.ui.mask_editor.canvas import width_of
from mj_desktop.ui.mask_editor.edges_link import EdgesLink
from mj_desktop.ui.mask_editor.proposal_row import ProposalRow
from mj_desktop.ui.mask_editor.proposals import Proposal
from mj_desktop.ui.mask_editor.size_field import SizeField
from mj_desktop.ui.mask_editor.slider import SizeSlider, Slider

HEIGHT = 40
_LEAST_SLIDER = 36


class OptionsRow(QWidget):
    """Shows the kit's state; reports what a person changes."""

    combining_chosen = Signal(object)  # Combining
    radius_wished = Signal(float)
    radius_reset = Signal()
    hardness_wished = Signal(float)
    tolerance_wished = Signal(float)
    contiguous_wished = Signal(bool)
    overlay_wished = Signal()
    cleared = Signal()
    confirmed = Signal()  # the tool that waits is done
    broken_off = Signal()
    finished = Signal()  # a size was typed: the keys belong to the canvas again

    def __init__(self, within: QWidget | None = None) -> None:
        super().__init__(within)
        self.setObjectName("mask-options")
        self.setFixedHeight(HEIGHT)
        controls.ground(self, "viewer")
        self._how = self._segments("mask-how", self.tr("What an area does: Shift adds, Alt subtracts"))
        self._slider, self._field = SizeSlider(), SizeField()
        self.show_wheel("Alt")
        self._hardness = Slider("mask-hardness", self.tr("Hardness"), 0, 100, 72)
        self._hardness.setToolTip(self.tr("Hardness [Shift+[ and Shift+]]"))
        self._tolerance = Slider("mask-tolerance", self.tr("Tolerance"), 0, MAX_TOLERANCE, 120)
        self._tolerance.setMinimumWidth(_LEAST_SLIDER)
        self._hard, self._tolerant = self._number("mask-hardness-value", 42), self._number("mask-tolerance-value", 28)
        self._contiguous = controls.Chip(
            self.tr("Contiguous"), "mask-contiguous", self.tr("Only what is joined to the pixel that is clicked")
        )
        self.edges = EdgesLink("mask-hardness-note")
        self._sends_soft = False
        self._overlay = controls.IconButton("layers", self.tr("Overlay, mask only, off [Q]"), "mask-overlay",
                                            checkable=True)  # fmt: skip
        self._clear = controls.Button(self.tr("Clear"), "mask-clear", "", "quiet", self.tr("Clear the mask [Ctrl+D]"))
        self._done = controls.Button(self.tr("Apply"), "mask-done", tip=self.tr("Apply [Enter]"))
        self._undone = controls.Button(self.tr("Cancel"), "mask-undone", "", "quiet", self.tr("Cancel [Esc]"))
        self.proposal = ProposalRow()
        self._lay_out()
        self._connect()

    def show_edges(self, are_soft: bool) -> None:
        """Soft edges are sent as they are, or in black and white: then hardness is for looking at, and it says so."""
        self._sends_soft = are_soft

    def show_wheel(self, key: str) -> None:
        """With this key held the wheel sizes the brush."""
        self._slider.setToolTip(self.tr("Brush size: [ and ], {key}+wheel or Shift+right-drag").format(key=key))

    def show_kit(self, kit: Kit, how: Combining) -> None:
        """Show what the tool in hand can be told."""
        paints, wand = kit.tool in PAINTING, kit.tool is Tool.WAND
        self._how.select(str(how))
        self._slider.show_radius(kit.brush.radius)
        self._field.show_width(width_of(kit.brush))
        self._hardness.put(round(kit.brush.hardness * 100))
        self._hard.setText(self.tr("{} %").format(round(kit.brush.hardness * 100)))
        self._tolerance.put(kit.wand.tolerance)
        self._tolerant.setText(str(kit.wand.tolerance))
        self._contiguous.setChecked(kit.wand.is_contiguous)
        vain = paints and kit.brush.hardness < 1 and not self._sends_soft
        for parts, shown in ((self._painting, paints), (self._area, not paints and kit.tool is not Tool.HAND),
                             (self._wand, wand), ((self.edges,), vain)):  # fmt: skip
            for part in parts:
                part.setVisible(shown)

    def show_pending(self, pends: bool) -> None:
        """Show that a tool waits to be told that it is done."""
        self._done.setVisible(pends)
        self._undone.setVisible(pends)

    def show_seen(self, what: Shown) -> None:
        """Show whether the overlay is on."""
        self._overlay.setChecked(what is not Shown.PICTURE)
        self._overlay.set_glyph("contrast" if what is Shown.MASK else "layers")

    def show_proposal(self, proposal: Proposal | None, size: tuple[int, int] = (0, 0)) -> None:
        """Show a proposal for a mask of that width and height in the row's place, or the tool's options again."""
        self._pages.setCurrentIndex(proposal is not None)
        if proposal is not None:
            self.proposal.show_proposal(proposal, size, self._sends_soft)

    def focus_radius(self) -> None:
        """Put the keyboard on a proposal's radius."""
        self.proposal.slider.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _segments(self, name: str, tip: str) -> controls.Segments:
        words = {"add": self.tr("Add"), "subtract": self.tr("Subtract"), "replace": self.tr("Replace")}
        made = controls.Segments(list(words.items()), name, tip)
        for value in words:
            made.segment(value).setToolTip(tip)
        return made

    def _number(self, name: str, width: int) -> QLabel:
        made = controls.label("")
        made.setObjectName(name)
        made.setFont(theme.font(tabular=True))
        made.setFixedWidth(width)
        return made

    def _lay_out(self) -> None:
        inner = QWidget()
        row = QHBoxLayout(inner)  # before it is a page: else the room of what is hidden later would not be given back
        self._pages = QStackedLayout(self)
        for page in (inner, self.proposal):
            self._pages.addWidget(page)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(8)
        line = controls.hairline(Qt.Orientation.Vertical)
        line.setFixedHeight(24)
        size, hard, tolerance = (
            controls.label(words, tone="muted")
            for words in (self.tr("Size"), self.tr("Hardness"), self.tr("Tolerance"))
        )
        self._painting: tuple[QWidget, ...] = (size, self._slider, self._field, hard, self._hardness, self._hard)
        self._area: tuple[QWidget, ...] = (self._how,)
        self._wand: tuple[QWidget, ...] = (tolerance, self._tolerance, self._tolerant, self._contiguous)
        for part in (*self._painting, *self._area, *self._wand, self.edges):
            row.addWidget(part)
        row.addStretch(1)
        for end in (self._undone, self._done, line, self._overlay, self._clear):
            row.addWidget(end)

    def _connect(self) -> None:
        self._how.chosen.connect(self._choose)
        self._slider.slid.connect(self.radius_wished)
        self._slider.reset.connect(self.radius_reset)
        self._field.typed.connect(self._wish_width)
        self._field.returnPressed.connect(self.finished)
        self._hardness.moved.connect(self._wish_hardness)
        self._hardness.reset.connect(self._reset_hardness)
        self._tolerance.moved.connect(self._wish_tolerance)
        self._contiguous.clicked.connect(self.contiguous_wished)
        self._overlay.clicked.connect(self.overlay_wished)
        self._done.clicked.connect(self.confirmed)
        self._undone.clicked.connect(self.broken_off)
        self.show_pending(False)
        self._clear.clicked.connect(self.cleared)

    def _choose(self, how: str) -> None:
        self.combining_chosen.emit(Combining(how))

    def _wish_width(self, width: int) -> None:
        self.radius_wished.emit((width - 1) / 2)

    def _wish_hardness(self, percent: int) -> None:
        self.hardness_wished.emit(percent / 100)

    def _wish_tolerance(self, tolerance: int) -> None:
        self.tolerance_wished.emit(float(tolerance))

    def _reset_hardness(self) -> None:
        self.hardness_wished.emit(1.0)
