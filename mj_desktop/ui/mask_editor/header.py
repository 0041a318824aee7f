"""The editor's header: back, what is being done to what, fit and zoom."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from mj_desktop.core.generation import Generation, is_first
from mj_desktop.ui import controls
from mj_desktop.ui.viewer import header_words

HEIGHT = 40


class EditorHeader(QWidget):
    """Shows whose region is repainted and the zoom; reports that a person wants back or the whole picture."""

    left = Signal()
    fit_requested = Signal()

    def __init__(self, within: QWidget | None = None) -> None:
        super().__init__(within)
        self.setObjectName("mask-header")
        self.setFixedHeight(HEIGHT)
        controls.ground(self, "viewer")
        self._back = controls.Button(
            self.tr("Back"), "mask-back", "arrow-left", "quiet", self.tr("Back to the picture; the mask is kept [Esc]")
        )
        self._of = controls.Elided("", tone="muted")
        self._of.setObjectName("mask-of")
        self._fit = controls.Button(self.tr("Fit"), "mask-fit", "", "quiet", self.tr("Fit the whole picture [Ctrl+0]"))
        self._busy = controls.label("", tone="acctext")
        self._busy.setObjectName("mask-busy")
        self._saved = controls.label(self.tr("Draft saved"), 11, tone="faint")
        self._saved.setObjectName("mask-saved")
        self._saved.hide()
        self._zoom = controls.label("")
        self._zoom.setObjectName("mask-zoom")
        self._lay_out()
        self._back.clicked.connect(self.left)
        self._fit.clicked.connect(self.fit_requested)

    def show_generation(self, generation: Generation, ancestors: Sequence[Generation] = ()) -> None:
        """Name the picture: what was done for it and the words of its prompt."""
        title = header_words.title(generation, ancestors)
        deed = "" if is_first(generation) else header_words.deed(generation)
        self._of.set_words(", ".join(dict.fromkeys(part for part in (deed, title) if part)))

    def show_busy(self, busy: bool) -> None:
        """Say that a tool looks for something."""
        self._busy.setText(self.tr("Looking …") if busy else "")

    def show_saved(self, is_saved: bool) -> None:
        """Say that all that is painted is on the disk."""
        self._saved.setVisible(is_saved)

    def show_zoom(self, zoom: float) -> None:
        """Show device pixels to a picture's pixel as percent."""
        self._zoom.setText(self.tr("{} %").format(round(zoom * 100)))

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 12, 0)
        row.setSpacing(8)
        line = controls.hairline(Qt.Orientation.Vertical)
        line.setFixedHeight(24)
        row.addWidget(self._back)
        row.addWidget(line)
        row.addWidget(controls.label(self.tr("Repaint region"), weight=600))
        row.addWidget(self._of, 1)
        row.addWidget(self._busy)
        row.addWidget(self._saved)
        row.addWidget(self._fit)
        row.addWidget(self._zoom)
