"""Sliders of the mask editor; the size's way is the logarithm of the radius."""

import math

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QSlider

from mj_desktop.mask.brush import MAX_RADIUS, MIN_RADIUS
from mj_desktop.ui import slider

_STEPS = 1000
_SPAN = math.log(MAX_RADIUS / MIN_RADIUS)


class Slider(slider.Slider):
    """Of a fixed width; nothing here scrolls, so the wheel is its own."""

    def __init__(self, name: str, words: str, low: int, high: int, width: int = 96) -> None:
        super().__init__(name, words, low, high)
        self.setFixedSize(width, 20)

    def sizeHint(self) -> QSize:
        """As large as it is."""
        return self.size()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel slides it."""
        QSlider.wheelEvent(self, event)


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
