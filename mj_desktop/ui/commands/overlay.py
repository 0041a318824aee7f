"""An overlay: a card over the darkened window with a field to type into; no dialog, the window goes on behind it."""

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLineEdit, QListView, QVBoxLayout, QWidget

from mj_desktop.ui import controls, theme

_SCRIM = {theme.DARK: QColor(0, 0, 0, 140), theme.LIGHT: QColor(0, 0, 0, 90)}
_NO_KEY = Qt.KeyboardModifier.NoModifier
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_CLOSES = (
    (Qt.Key.Key_Escape, _NO_KEY),
    (Qt.Key.Key_F1, _NO_KEY),
    (Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier),
)


class SearchField(QLineEdit):
    """Where a person types; arrows, Enter and the closing keys are the overlay's."""

    stepped = Signal(int)
    entered = Signal()
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step, run, close, or edit."""
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if (Qt.Key(event.key()), modifiers) in _CLOSES:
            self.left.emit()
        elif event.key() in _STEPS and modifiers == _NO_KEY:
            self.stepped.emit(_STEPS[Qt.Key(event.key())])
        elif event.key() in _ENTER:
            if not event.isAutoRepeat():
                self.entered.emit()
        else:
            super().keyPressEvent(event)


class Overlay(QWidget):
    """Covers the window until it is closed, and gives the focus back to where it was.

    The card's place is a subclass's to say, by `place`. While it is open no shortcut of the window holds.
    """

    closed = Signal()
    chosen = Signal(object)  # Command, after the focus is back

    def __init__(self, window: QWidget, name: str, title: str, hint: str) -> None:
        super().__init__(window)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self._window = window
        self._former = QApplication.focusWidget()
        self.card = QFrame(self)
        self.card.setProperty("card", True)
        self.field = SearchField()
        self.field.setObjectName(f"{name}-field")
        self.field.setPlaceholderText(hint)
        self.field.setAccessibleName(hint)
        self.field.left.connect(self.close_overlay)
        self.setFocusProxy(self.field)
        self.column = QVBoxLayout(self.card)
        self.column.setContentsMargins(1, 1, 1, 1)
        self.column.setSpacing(0)
        theme.notifier().changed.connect(self.update)
        window.installEventFilter(self)

    def open_overlay(self) -> None:
        """Cover the window and take the keyboard."""
        self.setGeometry(self._window.rect())
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_overlay(self) -> None:
        """Go away; the focus is where it was."""
        if self.isHidden():
            return
        self.hide()
        former = self._former
        if former is not None and former.isVisible():
            former.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()
        self.deleteLater()

    def place(self, room: QRect) -> QRect:
        """Where the card lies in `room`."""
        raise NotImplementedError

    def hint_line(self, words: str) -> QWidget:
        """The foot of the card: what the keys do here."""
        self.foot = controls.Elided(words, 11, tone="faint")
        self.foot.setContentsMargins(16, 0, 16, 0)
        self.foot.setFixedHeight(32)
        self.foot.setObjectName(f"{self.objectName()}-foot")
        return self.foot

    def lay_out_list(self, rows: QListView, glyph: str, padding: int) -> None:
        """The card's parts from above: a glyph beside the field, `rows` to choose from, the foot."""
        head = QHBoxLayout()
        head.setContentsMargins(16, 8, 10, 8)
        head.setSpacing(6)
        head.addWidget(controls.Glyph(glyph, "muted", 16))
        self.field.setProperty("bare", True)
        head.addWidget(self.field, 1)
        rows.setObjectName(f"{self.objectName()}-list")
        rows.setAccessibleName(self.accessibleName())
        rows.setFrameShape(QFrame.Shape.NoFrame)
        rows.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        rows.setUniformItemSizes(True)
        rows.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        rows.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        rows.setViewportMargins(padding, padding, 0, padding)
        rows.setMouseTracking(True)
        self.column.addLayout(head)
        self.column.addWidget(controls.hairline())
        self.column.addWidget(rows, 1)
        self.column.addWidget(controls.hairline())
        self.column.addWidget(self.hint_line(""))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The window's size is the overlay's."""
        if event.type() == QEvent.Type.Resize and watched is self._window:
            self.setGeometry(self._window.rect())
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        """Every key goes to the overlay before the window's shortcuts."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab stays in the field: there is nothing else to reach."""
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The card keeps its place."""
        self.card.setGeometry(self.place(self.rect()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside the card closes."""
        if not self.card.geometry().contains(event.position().toPoint()):
            self.close_overlay()

    def wheelEvent(self, event: QEvent) -> None:
        """What lies behind rests."""
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The window behind, darkened."""
        QPainter(self).fillRect(self.rect(), _SCRIM[theme.DARK if theme.is_dark() else theme.LIGHT])
