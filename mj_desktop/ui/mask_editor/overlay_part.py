"""The overlay's part of the panel: its colour, its pattern, its opacity."""

from dataclasses import replace

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from mj_desktop.mask.overlay import COLOURS, MAX_OPACITY, MIN_OPACITY, Overlay
from mj_desktop.ui import controls, theme
from mj_desktop.ui.mask_editor.slider import Slider

_EDGE = 24
_PLAIN, _HATCH = "plain", "hatch"


class OverlayPart(QWidget):
    """Shows how the mask is drawn over the picture; reports another way that a person wishes."""

    wished = Signal(object)  # Overlay

    def __init__(self) -> None:
        super().__init__()
        self._overlay = Overlay()
        names = (self.tr("Red"), self.tr("Blue"), self.tr("Green"), self.tr("Yellow"))
        self._swatches = [Swatch(*each) for each in zip(COLOURS, names, strict=True)]
        self._group = QButtonGroup(self)
        patterns = [(_PLAIN, self.tr("Plain")), (_HATCH, self.tr("Hatch"))]
        self._pattern = controls.Segments(patterns, "mask-pattern", self.tr("Pattern"))
        self._pattern.segment(_HATCH).setToolTip(self.tr("Hatched, for eyes that miss the colour"))
        low, high = round(MIN_OPACITY * 100), round(MAX_OPACITY * 100)
        self._slider = Slider("mask-opacity", self.tr("Opacity"), low, high, 120)
        self._value = controls.label("")
        self._value.setFont(theme.font(tabular=True))
        self._value.setFixedWidth(40)
        self._value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._lay_out()
        controls.follow_choice(self._group)
        self._group.buttonClicked.connect(self._choose)
        self._pattern.chosen.connect(self._set_pattern)
        self._slider.moved.connect(self._fade)
        self._slider.reset.connect(self._reset)

    def show_overlay(self, overlay: Overlay) -> None:
        """Show what it is like."""
        self._overlay = overlay
        for swatch in self._swatches:
            swatch.setChecked(swatch.colour == overlay.colour)
        self._pattern.select(_HATCH if overlay.is_hatched else _PLAIN)
        self._slider.put(round(overlay.opacity * 100))
        self._value.setText(self.tr("{} %").format(round(overlay.opacity * 100)))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        first, second, third = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        first.setSpacing(2)
        first.addWidget(controls.label(self.tr("Overlay"), tone="muted"))
        first.addStretch(1)
        for swatch in self._swatches:
            self._group.addButton(swatch)
            first.addWidget(swatch)
        second.addWidget(controls.label(self.tr("Opacity"), tone="muted"))
        second.addStretch(1)
        second.addWidget(self._slider)
        second.addWidget(self._value)
        third.addWidget(controls.label(self.tr("Pattern"), tone="muted"))
        third.addStretch(1)
        third.addWidget(self._pattern)
        for row in (first, second, third):
            column.addLayout(row)

    def _choose(self, pressed: QAbstractButton) -> None:
        if isinstance(pressed, Swatch):
            self.wished.emit(replace(self._overlay, colour=pressed.colour))

    def _set_pattern(self, pattern: str) -> None:
        self.wished.emit(replace(self._overlay, is_hatched=pattern == _HATCH))

    def _fade(self, percent: int) -> None:
        self.wished.emit(self._overlay.fading(percent / 100))

    def _reset(self) -> None:
        self.wished.emit(self._overlay.fading(Overlay().opacity))


class Swatch(QAbstractButton):
    """A round of a colour; the chosen one wears a ring."""

    def __init__(self, colour: tuple[int, int, int], words: str) -> None:
        super().__init__()
        self.colour = colour
        self.setObjectName(f"mask-colour-{words.lower()}")
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFixedSize(_EDGE, _EDGE)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it."""
        if not controls.pressed(self, event):
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """As large as it is."""
        return QSize(_EDGE, _EDGE)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The round, then ring or focus."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = QPointF(_EDGE / 2, _EDGE / 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(*self.colour))
        painter.drawEllipse(middle, 6, 6)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self.isChecked() or self.hasFocus():
            painter.setPen(QPen(theme.colour("acctext" if self.hasFocus() else "text"), 1.5))
            painter.drawEllipse(middle, 9, 9)
