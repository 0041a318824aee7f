"""The viewer's header: title, facts, the ways along its lineage, fit and zoom, and the buttons that fold the panels."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from mj_desktop.ui import controls, theme

if TYPE_CHECKING:
    from mj_desktop.core.generation import Generation

HEIGHT = 41
_MARGIN = 8
_META_GAP = 14
_TELLING = 200
_SHOWS_ZOOM = ("finished", "stored")


class Header(QWidget):
    """Names what is on view; `parent_requested` carries the parent's id, `children_requested` where to show them."""

    folded_left = Signal()
    folded_right = Signal()
    fit_requested = Signal()
    parent_requested = Signal(str)
    children_requested = Signal(QPoint)
    compare_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("viewer_header")
        self.setFixedHeight(HEIGHT)
        self._generation: Generation | None = None
        self._known_size = False
        self._told: object = None
        self._zoom = 0.0
        self._left = controls.IconButton("panel-left", self.tr("Fold the prompt panel [F]"), "fold_left")
        self._right = controls.IconButton("panel-right", self.tr("Fold the library [F]"), "fold_right")
        self._title = controls.Elided("", weight=600)
        self._title.setObjectName("title")
        self._meta = controls.label("", 11, tone="faint")
        self._meta.setObjectName("meta")
        self._parent = controls.IconButton("corner-left-up", self.tr("Show where it came from [P]"), "show_parent")
        words = self.tr("Show what was made of it [Shift+P]")
        self._children = controls.IconButton("corner-right-down", words, "show_children")
        words = self.tr("Compare before and after [C]")
        self._compare = controls.IconButton("columns-2", words, "compare_shown", checkable=True)
        self._fit = controls.Button(
            self.tr("Fit"), "fit", variant="quiet", tip=self.tr("Fit the whole picture [Ctrl+0]")
        )
        self._percent = controls.label("")
        self._percent.setObjectName("zoom")
        self._lay_out()
        self._connect()
        self.show_generation(None)

    def show_generation(
        self,
        generation: "Generation | None",
        ancestors: "Sequence[Generation]" = (),
        has_children: bool = False,
        trashed: bool = False,
    ) -> None:
        """Show the facts of `generation`; `ancestors`, nearest first, lend a follow-up its title."""
        self._generation = generation
        facts = ("", "", False, False) if generation is None else _facts(generation, ancestors)
        title, meta, self._known_size, comparable = facts
        if trashed:
            meta = f"{self.tr('in the trash')}  ·  {meta}"
        told = generation and (generation.id, generation.state, self._known_size), title, meta, has_children, comparable
        if told == self._told:
            return
        self._told = told
        self._title.set_words(title)
        self._meta.setText(meta)
        self._parent.setVisible(generation is not None and generation.parent is not None)
        self._children.setVisible(has_children)
        self._compare.setVisible(comparable)
        self._fit.setVisible(generation is not None and generation.state != "failed")
        self.show_zoom(self._zoom)
        self._drop_words()

    def show_zoom(self, zoom: float) -> None:
        """Show device pixels per picture pixel as percent; only where the picture's pixels are known."""
        self._zoom = zoom
        shown = self._generation
        known = shown is not None and shown.state in _SHOWS_ZOOM and self._known_size
        self._percent.setText(f"{zoom * 100:.0f} %" if known and zoom else "")
        self._percent.setVisible(bool(self._percent.text()))

    def show_comparing(self, compares: bool) -> None:
        """Show whether before and after are compared."""
        self._compare.setChecked(compares)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A long title is cut before the facts go."""
        super().resizeEvent(event)
        self._drop_words()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The viewer's ground and the hairline below."""
        painter = QPainter(self)
        painter.setPen(Qt.PenStyle.NoPen)  # fillRect would have 200 gradients made into an enumeration first
        for top, token in ((0, "viewer"), (self.height() - 1, "line")):
            painter.setBrush(theme.colour(token))
            painter.drawRect(0, top, self.width(), self.height() - top)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(_MARGIN, 0, _MARGIN, 1)
        row.setSpacing(4)
        row.addWidget(self._left)
        row.addSpacing(4)
        row.addWidget(self._title)
        row.addSpacing(_META_GAP - 4)
        row.addWidget(self._meta)
        row.addStretch(1)
        row.addWidget(self._parent)
        row.addWidget(self._children)
        row.addWidget(self._fit)
        row.addWidget(self._percent)
        row.addSpacing(8)
        row.addWidget(self._compare)
        row.addWidget(self._right)

    def _connect(self) -> None:
        self._left.clicked.connect(self.folded_left)
        self._right.clicked.connect(self.folded_right)
        self._fit.clicked.connect(self.fit_requested)
        self._compare.clicked.connect(self._ask_compare)
        self._parent.clicked.connect(self._show_parent)
        self._children.clicked.connect(self.ask_children)

    def _drop_words(self) -> None:
        """The facts are shown while the title, or as much of it as tells pictures apart, fits beside them."""
        ways = (self._parent, self._children, self._compare)
        fixed = (self._left, self._right, *ways, self._fit, self._percent)
        taken = sum(widget.sizeHint().width() + 6 for widget in fixed if not widget.isHidden()) + 2 * _MARGIN + 24
        room = self.width() - taken - _META_GAP
        wish = min(self._title.sizeHint().width(), _TELLING) + self._meta.sizeHint().width()
        self._meta.setVisible(bool(self._meta.text()) and wish <= room)

    def ask_children(self) -> None:
        """What was made of it is wanted, below its button."""
        self.children_requested.emit(self._children.mapToGlobal(self._children.rect().bottomLeft()))

    def _ask_compare(self) -> None:
        self.compare_requested.emit()

    def _show_parent(self) -> None:
        if self._generation is not None and self._generation.parent is not None:
            self.parent_requested.emit(self._generation.parent)


def _facts(generation: "Generation", ancestors: "Sequence[Generation]") -> tuple[str, str, bool, bool]:
    """Title, line of facts, whether the picture's pixels are known, and whether there is one to compare it with."""
    from mj_desktop.core.comparison import comparison
    from mj_desktop.ui.viewer import header_words  # what a generation is, is not known before the first paint
    from mj_desktop.ui.viewer.place import known_size

    known = known_size(generation) is not None
    comparable = comparison(generation, ancestors) is not None
    return header_words.title(generation, ancestors), header_words.meta(generation), known, comparable
