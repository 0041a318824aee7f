"""The window's panels: their widths by the window's, folding, and what is remembered of them."""

from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

DESK = (280, 400)
LIBRARY = (104, 720)
_VIEWER = 400
_SEARCH = 192  # what is left beside prompt and viewer in the smallest window
# Up to this window width: prompt panel, library.
_WIDTHS = ((1199, (304, 104)), (1599, (304, 264)), (100_000, (344, 440)))


class Panels(NamedTuple):
    """Widths in points and what is folded; `by_hand` once a person moved a divider."""

    desk: int = 304
    library: int = 264
    desk_folded: bool = False
    library_folded: bool = False
    by_hand: bool = False


def widths(window: int) -> tuple[int, int]:
    """How wide prompt panel and library are in a window of that width, unless a person decides."""
    return next(pair for limit, pair in _WIDTHS if window <= limit)


def read_panels(state: dict[str, object]) -> Panels:
    """Panels out of what was remembered; anything missing or of a wrong kind is the default."""
    default = Panels()
    return Panels(
        _width(state.get("desk"), default.desk, DESK),
        _width(state.get("library"), default.library, LIBRARY),
        *(state.get(name) is True for name in ("desk_folded", "library_folded", "by_hand")),
    )


def _width(kept: object, default: int, limits: tuple[int, int]) -> int:
    return min(limits[1], max(limits[0], kept)) if type(kept) is int else default


class Columns(QSplitter):
    """Prompt panel, viewer column and library side by side, parted by hairlines."""

    folded = Signal(object)

    def __init__(self, desk: QWidget, centre: QWidget, library: QWidget) -> None:
        super().__init__()  # Qt's default is side by side
        self.setObjectName("columns")
        self._desk, self._library = desk, library
        self._panels = Panels()
        self._searching = False
        desk.setMinimumWidth(DESK[0])
        desk.setMaximumWidth(DESK[1])
        library.setMinimumWidth(LIBRARY[0])
        library.setMaximumWidth(LIBRARY[1])
        centre.setMinimumWidth(_VIEWER)
        for place, widget in enumerate((desk, centre, library)):
            self.addWidget(widget)
            self.setStretchFactor(place, 1 if widget is centre else 0)
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        self.splitterMoved.connect(self._note_moved)

    def panels(self) -> Panels:
        """What there is to remember."""
        return self._panels

    def show_panels(self, panels: Panels) -> None:
        """Take over what was remembered."""
        self._panels = panels
        self._show()

    def unfold_desk(self) -> None:
        """Show the prompt panel."""
        if self.panels().desk_folded:
            self.fold_desk()

    def fold_desk(self) -> None:
        """Fold the prompt panel, or unfold it."""
        self._fold(desk=not self._panels.desk_folded, library=self._panels.library_folded)

    def fold_library(self) -> None:
        """Fold the library, or unfold it."""
        self._fold(desk=self._panels.desk_folded, library=not self._panels.library_folded)

    def fold_both(self) -> None:
        """Fold both panels; when both are folded, unfold both."""
        both = not (self._panels.desk_folded and self._panels.library_folded)
        self._fold(desk=both, library=both)

    def make_room(self, searching: bool) -> None:
        """Give a narrow library room for words while they are typed into its search."""
        if searching is not self._searching:
            self._searching = searching
            self._share()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Until a person moved a divider, the window's width decides."""
        super().resizeEvent(event)
        if not self._panels.by_hand:
            self._share()

    def _fold(self, desk: bool, library: bool) -> None:
        kept = self._panels
        self.show_panels(Panels(kept.desk, kept.library, desk, library, kept.by_hand))
        self.folded.emit(self._panels)

    def _show(self) -> None:
        self._desk.setVisible(not self._panels.desk_folded)
        self._library.setVisible(not self._panels.library_folded)
        self._share()

    def _share(self) -> None:
        kept = self._panels
        desk, library = (kept.desk, kept.library) if kept.by_hand else widths(self.width())
        library = max(library, _SEARCH) if self._searching else library
        centre = self.width() - (0 if kept.desk_folded else desk + 1) - (0 if kept.library_folded else library + 1)
        self.setSizes([desk, max(_VIEWER, centre), library])

    def _note_moved(self) -> None:
        kept = self._panels
        desk = kept.desk if kept.desk_folded else self._desk.width()
        library = kept.library if kept.library_folded else self._library.width()
        self._panels = Panels(desk, library, kept.desk_folded, kept.library_folded, True)


def column(*parts: QWidget) -> QWidget:
    """Parts one below the other, without gaps; a stack takes the room that is left."""
    made = QWidget()
    laid = QVBoxLayout(made)
    laid.setContentsMargins(0, 0, 0, 0)
    laid.setSpacing(0)
    for part in parts:
        laid.addWidget(part, 1 if isinstance(part, QStackedWidget) else 0)
    return made


def add_below(made: QWidget, part: QWidget) -> None:
    """Another part at the end of a column."""
    laid = made.layout()
    assert laid is not None
    laid.addWidget(part)
