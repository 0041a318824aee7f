"""Sliders: a thin track with a round knob; the size's way is the logarithm of the radius."""

import math

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSlider

from mj_desktop.mask.brush import MAX_RADIUS, MIN_RADIUS
from mj_desktop.ui import theme

_STEPS = 1000
_KNOB = 12
_TRACK = 3
_SPAN = math.log(MAX_RADIUS / MIN_RADIUS)


class Slider(QSlider):
    """Shows a whole number and reports the one a person slides to; a double click asks for the first one again."""

    moved = Signal(int)
    reset = Signal()

    def __init__(self, name: str, words: str, low: int, high: int, width: int = 96) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setObjectName(name)
        self.setAccessibleName(words)
        self.setRange(low, high)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFixedSize(width, 20)
        self.valueChanged.connect(self.moved)

    def put(self, value: int) -> None:
        """Show a value without reporting it."""
        self.blockSignals(True)
        self.setValue(value)
        self.blockSignals(False)
        self.update()

    def sizeHint(self) -> QSize:
        """As large as it is."""
        return self.size()

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
        """Ask for the size that fits the picture."""
        self.reset.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Track, filled part, knob, focus."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        middle, place = self.height() / 2, self._place()
        for token, end in (("track", self.width() - 1.0), ("acctext", place)):
            painter.setBrush(theme.colour(token))
            painter.drawRoundedRect(QRectF(1, middle - _TRACK / 2, end - 1, _TRACK), _TRACK / 2, _TRACK / 2)
        painter.setBrush(theme.colour("on_accent" if theme.is_dark() else "raised"))
        painter.setPen(Qt.PenStyle.NoPen if theme.is_dark() else QPen(theme.colour("faint"), 1))
        painter.drawEllipse(QPointF(place, middle), _KNOB / 2 - 0.5, _KNOB / 2 - 0.5)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("acctext"), 2))
            painter.drawEllipse(QPointF(place, middle), _KNOB / 2 + 1.5, _KNOB / 2 + 1.5)

    def _place(self) -> float:
        reach = _KNOB / 2 + 3
        share = (self.value() - self.minimum()) / max(1, self.maximum() - self.minimum())
        return reach + share * (self.width() - 2 * reach)

    def _slide_to(self, event: QMouseEvent) -> None:
        reach = _KNOB / 2 + 3
        share = (event.position().x() - reach) / (self.width() - 2 * reach)
        span = self.maximum() - self.minimum()
        self.setValue(self.minimum() + round(span * min(1.0, max(0.0, share))))
        event.accept()


class SizeSlider(Slider):
    """A brush's radius, along its logarithm."""

    slid = Signal(float)

    def __init__(self) -> None:
        super().__init__("mask-size", "", 0, _STEPS)
        self.setAccessibleName(self.tr("Brush size"))
        self.setSingleStep(10)
        self.setPageStep(60)
        self.moved.connect(self._report)

    def show_radius(self, radius: int) -> None:
        """Show a radius without reporting it."""
        self.put(round(_STEPS * math.log(radius / MIN_RADIUS) / _SPAN))

    def _report(self, value: int) -> None:
        self.slid.emit(MIN_RADIUS * math.exp(_SPAN * value / _STEPS))
