"""The window's centre, lent to a page of its own; Done and Esc give it back."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget


class Lent(QObject):
    """Knows the page that has the centre, and where the focus was. `let_keys` as the window's."""

    def __init__(self, place: QStackedWidget, let_keys: Callable[[bool], None]) -> None:
        super().__init__(place)
        self._place, self._let_keys = place, let_keys
        self._focus: QWidget | None = None
        self._former: QWidget = place.widget(0) or place
        self._esc: dict[QWidget, QShortcut] = {}

    def is_open(self, page: QWidget | None) -> bool:
        """True while `page` is what a person sees."""
        return page is not None and self._place.currentWidget() is page

    def open(self, page: QWidget, focus: QWidget) -> None:
        """Give the centre to `page` and the keyboard to `focus` in it."""
        if page not in self._esc:
            self._place.addWidget(page)
            self._esc[page] = self._made_esc(page)
        if self._place.currentWidget() not in self._esc:
            self._former = self._place.currentWidget() or self._former
            self._focus = QApplication.focusWidget()
        self._place.setCurrentWidget(page)
        self._let_keys(False)
        focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Give the centre back to what had it, and the focus to where it was."""
        self._place.setCurrentWidget(self._former)
        self._let_keys(self._place.currentIndex() == 0)
        if self._focus is not None and self._focus.isVisible():
            self._focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def _made_esc(self, page: QWidget) -> QShortcut:
        made = QShortcut(QKeySequence("Escape"), page)
        made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        made.activated.connect(self.leave)
        return made
