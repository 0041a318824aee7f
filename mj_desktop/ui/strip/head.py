"""The strip's head: title, search and the menu; at the narrow width the search is an icon that opens it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from mj_desktop.ui import controls
from mj_desktop.ui.strip.field import SearchField

HIGH = 40
_NARROW = 200


class Head(QWidget):
    """Reports what is typed (`searched`), whether a person searches (`opened`), and what its menu asks for."""

    searched = Signal(str)
    opened = Signal(bool)
    left = Signal(bool)
    trash_requested = Signal()
    demo_hidden = Signal(bool)
    demo_removed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("library-head")
        self.field = SearchField()
        self._title = controls.label(self.tr("Library"), weight=600)
        self._lens = controls.IconButton(
            "search", self.tr("Search in prompts [Ctrl+F]"), "library-lens", checkable=True
        )
        self._more = controls.IconButton("ellipsis", self.tr("More of the library"), "library-more")
        self.menu = self._made_menu()
        self._narrow = self._opened = False
        self._lay_out()
        self.field.textChanged.connect(self.searched)
        self.field.left.connect(self._leave)
        self._lens.clicked.connect(self._open)
        self._more.clicked.connect(self._pop_up)
        self.fit(264, 16)

    def fit(self, width: int, padding: int) -> None:
        """Share out `width` points, with `padding` at the left."""
        self._narrow = width < _NARROW
        self._row.setContentsMargins(padding, 0, 8, 0)
        self._second.setContentsMargins(8, 0, 8, 8)
        self._title.setVisible(not self._narrow)
        self._lens.setVisible(self._narrow)
        (self._below if self._narrow else self._beside).addWidget(self.field)
        self._show_field()

    def open_search(self) -> None:
        """Let a person type."""
        self._opened = True
        self._show_field()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def show_demo(self, there: bool) -> None:
        """Offer what concerns demo pictures only while there are any."""
        for action in (self._hide, self._remove):
            action.setEnabled(there)

    @property
    def demo_is_hidden(self) -> bool:
        """True while demo pictures are left out."""
        return self._hide.isChecked()

    def hide_demo(self, hidden: bool) -> None:
        """Leave demo pictures out, or show them again."""
        self._hide.setChecked(hidden)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        top, self._under = QWidget(), QWidget()
        top.setFixedHeight(HIGH)
        self._row, self._second = QHBoxLayout(top), QHBoxLayout(self._under)
        self._row.setSpacing(4)
        self._beside, self._below = QHBoxLayout(), QHBoxLayout()
        self._row.addWidget(self._title)
        self._row.addSpacing(8)
        self._row.addLayout(self._beside, 1)
        self._row.addWidget(self._lens)
        self._row.addWidget(self._more)
        self._second.addLayout(self._below)
        column.addWidget(top)
        column.addWidget(self._under)

    def _made_menu(self) -> QMenu:
        menu = QMenu(self)
        self._hide = menu.addAction(self.tr("Hide demo pictures"))
        self._hide.setCheckable(True)
        self._hide.toggled.connect(self.demo_hidden)
        self._remove = menu.addAction(self.tr("Move demo pictures to the trash"))
        self._remove.triggered.connect(self._report_removal)
        menu.addSeparator()
        menu.addAction(self.tr("Show the trash")).triggered.connect(self._report_trash)
        return menu

    def _show_field(self) -> None:
        opened = self._opened or bool(self.field.text())
        shown = opened or not self._narrow
        self._lens.setChecked(opened)
        self.opened.emit(opened)
        self._under.setVisible(self._narrow and shown)
        self.field.setVisible(shown)

    def _open(self, wanted: bool) -> None:
        if wanted:
            self.open_search()
        else:
            self._opened = False
            self.field.clear()
            self._show_field()

    def _leave(self, to_cells: bool) -> None:
        self._opened = False
        self._show_field()
        self.left.emit(to_cells)

    def _pop_up(self) -> None:
        self.menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))

    def _report_removal(self) -> None:
        self.demo_removed.emit()

    def _report_trash(self) -> None:
        self.trash_requested.emit()
