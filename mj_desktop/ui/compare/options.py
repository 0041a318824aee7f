"""The row above a comparison: the ways to look at it, "Keep the rest exact", and the way back."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from mj_desktop.ui import controls, keymap
from mj_desktop.ui.compare.mode import NEED_MASK, Mode, words

HEIGHT = 40
_EDGE = 12
_GAP = 8


class CompareOptions(QWidget):
    """Reports commands by their names."""

    commanded = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("compare-options")
        self.setFixedHeight(HEIGHT)
        controls.ground(self, "viewer")
        items = [(mode.value, words(mode)) for mode in Mode]
        self.modes = controls.Segments(items, "compare-mode", self.tr("How to compare"))
        for mode in Mode:
            self.modes.segment(mode.value).setToolTip(f"{words(mode)}{keymap.bracketed(f'compare:{mode}')}")
        tip = self.tr("Keep the rest exact: outside the mask the picture before, bit for bit [K]")
        self._keep_words = self.tr("Keep the rest exact"), self.tr("Keep exact")
        self.keep = controls.Button(self._keep_words[0], "compare-keep", "layers", "filled", tip)
        self.keep.setAccessibleName(self._keep_words[0])
        self.keep.setMinimumWidth(controls.CONTROL)  # its words may go
        self._back = controls.IconButton("x", self.tr("Back to the picture [C]"), "compare-back")
        self._lay_out()
        self.modes.chosen.connect(self.commanded)
        self.keep.clicked.connect(self._ask_keep)
        self._back.clicked.connect(self._ask_back)

    def show_mode(self, mode: Mode) -> None:
        """Mark the way in which it is looked at."""
        self.modes.select(mode.value)

    def show_possible(self, masked: bool, can_keep: bool) -> None:
        """Some ways need a mask; what is exact already, or came from no mask, cannot be made so."""
        for mode in NEED_MASK:
            self.modes.segment(mode.value).setEnabled(masked)
        self.keep.setVisible(can_keep)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Words go before anything is cut."""
        super().resizeEvent(event)
        self._fit()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(_EDGE, 0, _EDGE, 0)
        row.setSpacing(_GAP)
        row.addWidget(self.modes)
        row.addStretch(1)
        row.addWidget(self.keep)
        row.addWidget(self._back)

    def _fit(self) -> None:
        room = self.width() - 2 * _EDGE - self.modes.minimumSizeHint().width() - controls.CONTROL - 3 * _GAP
        for text in (*self._keep_words, ""):
            self.keep.setText(text)
            self.keep.set_glyph("layers")
            if self.keep.sizeHint().width() <= room:
                break

    def _ask_keep(self) -> None:
        self.commanded.emit("keep")

    def _ask_back(self) -> None:
        self.commanded.emit("back")
