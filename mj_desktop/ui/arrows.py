"""Arrows on buttons: they walk within the page, where Qt's own way would lead out of it into the status line."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QScrollArea, QStackedWidget, QWidget

_STEPS = {Qt.Key.Key_Left: False, Qt.Key.Key_Up: False, Qt.Key.Key_Right: True, Qt.Key.Key_Down: True}


def walked(button: QAbstractButton, event: QKeyEvent) -> bool:
    """Go to the next or the former part of the page for an arrow; False for one of several choices, which Qt walks
    through, and where no page is."""
    page = _page(button)
    if event.key() not in _STEPS or button.autoExclusive() or button.group() is not None or page is None:
        return False
    to = _neighbour(page, button, _STEPS[Qt.Key(event.key())])
    to.setFocus(Qt.FocusReason.TabFocusReason)
    _show(to)
    return True


def _page(widget: QWidget) -> QWidget | None:
    """The outermost page that it stands on."""
    page: QWidget | None = None
    outer = widget.parentWidget()
    while outer is not None:
        page = widget if isinstance(outer, QStackedWidget) else page
        widget = outer
        outer = widget.parentWidget()
    return page


def _neighbour(page: QWidget, start: QWidget, forward: bool) -> QWidget:
    at = start
    while True:
        at = (at.nextInFocusChain() if forward else at.previousInFocusChain()) or start
        if at is start or (page.isAncestorOf(at) and _is_stop(at)):
            return at


def _is_stop(widget: QWidget) -> bool:
    reached = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    return widget.isVisible() and widget.isEnabled() and widget.focusProxy() is None and bool(reached)


def _show(widget: QWidget) -> None:
    around: QObject | None = widget.parent()
    while around is not None:
        if isinstance(around, QScrollArea):
            around.ensureWidgetVisible(widget, 0, 24)
        around = around.parent()
