"""The proposal's row: how much, how it fits, which way round; apply or cancel."""

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from mj_desktop.mask.fit import Fit
from mj_desktop.mask.morphology import MAX_RADIUS
from mj_desktop.ui import controls, theme
from mj_desktop.ui.mask_editor.edges_link import EdgesLink
from mj_desktop.ui.mask_editor.proposals import FIRST_RADIUS, Adjustment, Change, Import, Proposal
from mj_desktop.ui.mask_editor.slider import Slider

_TITLES = {
    Change.GROW: QT_TRANSLATE_NOOP("MaskEditor", "Grow by"),
    Change.SHRINK: QT_TRANSLATE_NOOP("MaskEditor", "Shrink by"),
    Change.SMOOTH: QT_TRANSLATE_NOOP("MaskEditor", "Smooth by"),
    Change.FEATHER: QT_TRANSLATE_NOOP("MaskEditor", "Feather by"),
}


class ProposalRow(QWidget):
    """Shows a proposal; reports another one that a person wishes, and whether it is to be kept."""

    wished = Signal(object)  # Proposal
    applied = Signal()
    dropped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("mask-proposal")
        self._proposal: Proposal | None = None
        self._title = controls.label("", weight=600)
        self.slider = Slider("mask-proposal-radius", self.tr("Radius in pixels"), 1, MAX_RADIUS, 160)
        self._value = controls.label("")
        self._value.setFont(theme.font(tabular=True))
        self._value.setFixedWidth(48)
        fits = [(Fit.STRETCH, self.tr("Stretch")), (Fit.INSIDE, self.tr("Inside")), (Fit.COVER, self.tr("Cover"))]
        self._fit = controls.Segments([(str(fit), words) for fit, words in fits], "mask-fit-how", self.tr("Fit"))
        self._inverted = controls.Chip(self.tr("Invert"), "mask-import-invert", self.tr("Turn the mask round"))
        self._note, self.edges = controls.Elided("", 11, tone="faint"), EdgesLink("mask-feather-note")
        self._apply = controls.Button(self.tr("Apply"), "mask-apply", tip=self.tr("Apply [Enter]"))
        self._cancel = controls.Button(self.tr("Cancel"), "mask-cancel", "", "quiet", self.tr("Cancel [Esc]"))
        self._lay_out()
        self.slider.moved.connect(self._slide)
        self.slider.reset.connect(self._reset)
        self._fit.chosen.connect(self._choose_fit)
        self._inverted.clicked.connect(self._invert)
        self._apply.clicked.connect(self.applied)
        self._cancel.clicked.connect(self.dropped)

    def show_proposal(self, proposal: Proposal, size: tuple[int, int], sends_soft: bool = False) -> None:
        """Show a proposal for a mask of that width and height, whose soft edges are sent as they are or not."""
        self._proposal = proposal
        fits = not isinstance(proposal, Import) or proposal.imported.size == size
        note = self._words(proposal, size)
        is_change = isinstance(proposal, Adjustment)
        vain = isinstance(proposal, Adjustment) and proposal.change is Change.FEATHER and not sends_soft
        for widget, shown in (
            (self.slider, is_change), (self._value, is_change), (self._fit, not is_change and not fits),
            (self._inverted, not is_change), (self._note, bool(note)), (self.edges, vain),
        ):  # fmt: skip
            widget.setVisible(shown)
        self._note.set_words(note)
        if isinstance(proposal, Adjustment):
            self._title.setText(QCoreApplication.translate("MaskEditor", str(_TITLES[proposal.change])))
            self.slider.put(proposal.radius)
            self._value.setText(self.tr("{} px").format(proposal.radius))
        else:
            self._title.setText(self.tr("Another mask"))
            self._fit.select(str(proposal.fit))
            self._inverted.setChecked(proposal.is_inverted)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(8)
        for part in (self._title, self.slider, self._value, self._fit, self._inverted, self._note, self.edges):
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
            part.hide()  # what is not shown needs no room
        self._title.show()
        row.addStretch(1)
        row.addWidget(self._cancel)
        row.addWidget(self._apply)

    def _words(self, proposal: Proposal, size: tuple[int, int]) -> str:
        """What is unlike the mask that it is to take the place of."""
        if isinstance(proposal, Adjustment):
            return ""
        if proposal.imported.size != size:
            return self.tr("{} × {} px, laid over {} × {}").format(*proposal.imported.size, *size)
        return self.tr("It looks black on white.") if proposal.imported.looks_inverted else ""

    def _slide(self, radius: int) -> None:
        if isinstance(self._proposal, Adjustment):
            self.wished.emit(self._proposal.by(radius))

    def _reset(self) -> None:
        self._slide(FIRST_RADIUS)

    def _choose_fit(self, fit: str) -> None:
        if isinstance(self._proposal, Import):
            self.wished.emit(Import(self._proposal.imported, Fit(fit), self._proposal.is_inverted))

    def _invert(self) -> None:
        if isinstance(self._proposal, Import):
            self.wished.emit(Import(self._proposal.imported, self._proposal.fit, not self._proposal.is_inverted))
