"""A slider: a thin track with a round knob; a double click asks for the value that it begins with."""

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QSlider

from mj_desktop.ui import theme

_KNOB = 12
_TRACK = 3
_REACH = _KNOB / 2 + 3


class Slider(QSlider):
    """Shows a whole number, `moved` tells the one a person slides to; takes the focus from Tab only.

    The wheel scrolls what it stands in.
    """

    moved = Signal(int)
    reset = Signal()

    def __init__(self, name: str, words: str, low: int, high: int) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setObjectName(name)
        self.setAccessibleName(words)
        self.setRange(low, high)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFixedHeight(20)
        self.valueChanged.connect(self.moved)

    def put(self, value: int) -> None:
        """Show a value without reporting it."""
        self.blockSignals(True)
        self.setValue(value)
        self.blockSignals(False)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the place that was pressed."""
        self._slide_to(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer while the button is held."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._slide_to(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The value stays."""
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Ask for the value that it begins with."""
        self.reset.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """A value is never changed in passing."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Track, filled part, knob, focus."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        middle, place = self.height() / 2, self._place()
        filled = "acctext" if self.isEnabled() else "track"
        for token, end in (("track", self.width() - 1.0), (filled, place)):
            painter.setBrush(theme.colour(token))
            painter.drawRoundedRect(QRectF(1, middle - _TRACK / 2, end - 1, _TRACK), _TRACK / 2, _TRACK / 2)
        dark = theme.is_dark()
        painter.setBrush(theme.colour("off" if not self.isEnabled() else "on_accent" if dark else "raised"))
        painter.setPen(Qt.PenStyle.NoPen if dark else QPen(theme.colour("faint"), 1))
        painter.drawEllipse(QPointF(place, middle), _KNOB / 2 - 0.5, _KNOB / 2 - 0.5)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("acctext"), 2))
            painter.drawEllipse(QPointF(place, middle), _KNOB / 2 + 1.5, _KNOB / 2 + 1.5)

    def _place(self) -> float:
        share = (self.value() - self.minimum()) / max(1, self.maximum() - self.minimum())
        return _REACH + share * (self.width() - 2 * _REACH)

    def _slide_to(self, event: QMouseEvent) -> None:
        share = (event.position().x() - _REACH) / max(1.0, self.width() - 2 * _REACH)
        span = self.maximum() - self.minimum()
        self.setValue(self.minimum() + round(span * min(1.0, max(0.0, share))))
        event.accept()
