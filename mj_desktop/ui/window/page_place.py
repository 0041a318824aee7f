"""A page's place: the page takes the window's centre while it is open, and gives it back as it was."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from mj_desktop.ui.window.editor_place import EditorPlace


class PagePlace(QObject):
    """Owns what a page took the place of. `let_keys(through)` is told whether the window's own keys count."""

    editor_wanted = Signal(str)  # the mask editor was covered: it let go of its picture meanwhile

    def __init__(self, place: EditorPlace, let_keys: Callable[[bool], None]) -> None:
        super().__init__(place)
        self._place, self._let_keys = place, let_keys
        self._before: tuple[QWidget | None, QWidget | None] | None = None
        self._page: QWidget | None = None
        place.currentChanged.connect(self._note_taken)

    @property
    def is_open(self) -> bool:
        """True while the page is what a person sees."""
        return self._page is not None and self._place.currentWidget() is self._page

    def leave(self) -> None:
        """Give the centre back; what another page took meanwhile is the columns' again."""
        if not self.is_open:
            return
        (widget, focus), self._before = self._before or (None, None), None
        editor = self._place.editor
        if editor is not None and widget is editor and editor.generation is not None:
            self._place.setCurrentIndex(0)
            self._let_keys(True)
            self.editor_wanted.emit(editor.generation.id)
            return
        if widget is not None:
            self._place.setCurrentWidget(widget)
        else:
            self._place.setCurrentIndex(0)
        self._let_keys(self._place.currentIndex() == 0)
        if focus is not None and focus.isVisible():
            focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def give(self, page: QWidget, focus: QWidget) -> None:
        """Give the centre to the page and the keyboard to `focus` in it."""
        if self._page is not page:
            self._page = page
            self._place.addWidget(page)
            # Of the whole window, for the keyboard may be outside of the page; a hidden page's does not count.
            QShortcut(QKeySequence("Escape"), page).activated.connect(self.leave)
        if self.is_open:
            return
        self._before = self._place.currentWidget(), QApplication.focusWidget()
        self._place.wanted = None
        self._place.setCurrentWidget(page)
        self._let_keys(False)
        focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def _note_taken(self) -> None:
        """Something else took the centre meanwhile: there is nothing to give back."""
        if not self.is_open:
            self._before = None
