"""The size slider: its way is the logarithm of the radius."""

import math

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QSlider

from mj_desktop.mask.brush import MAX_RADIUS, MIN_RADIUS
from mj_desktop.ui.slider import Slider

_STEPS = 1000
_SPAN = math.log(MAX_RADIUS / MIN_RADIUS)


class SizeSlider(Slider):
    """Shows a brush's radius and reports the one a person slides to; a double click asks for the first one again."""

    slid = Signal(float)

    def __init__(self) -> None:
        super().__init__("mask-size", "", _STEPS)
        self.setAccessibleName(self.tr("Brush size"))
        self.setSingleStep(10)
        self.setPageStep(60)
        self.setFixedSize(96, 20)
        self.valueChanged.connect(self._report)

    def show_radius(self, radius: int) -> None:
        """Show a radius without reporting it."""
        self.show_value(round(_STEPS * math.log(radius / MIN_RADIUS) / _SPAN))

    def sizeHint(self) -> QSize:
        """As large as it is."""
        return QSize(96, 20)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Here nothing scrolls: the wheel is the slider's."""
        QSlider.wheelEvent(self, event)

    def _report(self, value: int) -> None:
        self.slid.emit(MIN_RADIUS * math.exp(_SPAN * value / _STEPS))
