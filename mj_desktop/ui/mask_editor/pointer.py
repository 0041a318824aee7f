"""The pointer area: a widget that turns mouse, pen, wheel, touchpad and arrow keys into the moves of a hand."""

import math

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QFocusEvent,
    QInputDevice,
    QMouseEvent,
    QNativeGestureEvent,
    QPointingDevice,
    QTabletEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from mj_desktop.core.viewport import Viewport
from mj_desktop.ui.mask_editor.drags import SizeDrag, StrokeDrag
from mj_desktop.ui.mask_editor.hand import Hand
from mj_desktop.ui.mask_editor.scene import Keys, Scene

_NOTCH = 120
# One press of an arrow key moves the ring so far, in points; with Shift by one pixel.
_STEP = 12
_LEFT = Qt.MouseButton.LeftButton
_ALT, _CTRL, _SHIFT = Keys.AltModifier, Keys.ControlModifier, Keys.ShiftModifier
_NOT_SYNTHESIZED = Qt.MouseEventSource.MouseEventNotSynthesized


class PointerArea(QWidget):
    """Knows where the pointer is, or the ring that keys move; pressure is used only where it is switched on."""

    size_stepped = Signal(int)

    scene: Scene
    hand: Hand

    def __init__(self, within: QWidget | None = None) -> None:
        super().__init__(within)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMouseTracking(True)
        self.setTabletTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(160, 120)
        self.pointer: QPointF | None = None
        self.by_keys = False
        self.uses_pressure = False
        self.sizes_by = _ALT  # held, it makes the wheel size the brush
        self._has_pen = False
        self._notches = 0

    # What the canvas does with it

    @property
    def is_open(self) -> bool:
        """True while there is a picture."""
        raise NotImplementedError

    def see(self, viewport: Viewport) -> None:
        """Look through another viewport."""
        raise NotImplementedError

    def dress(self) -> None:
        """Give the pointer the shape of what it would do."""
        raise NotImplementedError

    def place_ring(self, at: QPointF) -> None:
        """Show the ring here as it is now."""
        raise NotImplementedError

    def move_ring(self, at: QPointF) -> None:
        """The ring, as it is, is here now."""
        raise NotImplementedError

    def stroke_to(self, stroke: StrokeDrag, at: QPointF, keys: Keys, pressure: float | None = None) -> None:
        """A stroke goes on, and the ring with it."""
        raise NotImplementedError

    def let_go(self) -> None:
        """End what is under way and what is held."""
        raise NotImplementedError

    # Mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin what button, keys and tool mean."""
        if not self._is_pens(event):
            self._press(event.position(), event.button(), event.modifiers())
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The second click of a polygon's last corner closes it; else it is a press like any other."""
        if self.hand.tool is None or event.button() != _LEFT or not self.hand.confirm():
            self.mousePressEvent(event)
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Every sample moves the ring and whatever is under way."""
        if self._has_pen and self._is_pens(event):
            return
        at, hand = event.position(), self.hand
        if hand.stroke is not None and not self.by_keys:
            self.stroke_to(hand.stroke, at, event.modifiers())
            return
        if hand.is_busy:
            hand.move(at.x(), at.y(), event.modifiers())
        self._follow(at)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """It is over when no button is held; nothing is sent here, ever."""
        if not event.buttons() and not self._is_pens(event):
            at = event.position()
            self.hand.release((at.x(), at.y()), event.modifiers())
        event.accept()

    def enterEvent(self, event: QEnterEvent) -> None:
        """The ring comes with the pointer."""
        self.place_ring(event.position())

    def leaveEvent(self, event: QEvent) -> None:
        """The ring goes with the pointer, unless a button is held."""
        if self.hand.drag is None and not self.by_keys:
            self.pointer = None
            self.dress()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What is held is let go."""
        self.let_go()
        super().focusOutEvent(event)

    # Pen

    def tabletEvent(self, event: QTabletEvent) -> None:
        """A pen paints, its other end erases; what the system makes a mouse of it is left out meanwhile."""
        at, kind = event.position(), event.type()
        pressure = event.pressure() if self.uses_pressure else None
        if kind == QEvent.Type.TabletPress:
            self._has_pen = True
            erases = event.pointerType() == QPointingDevice.PointerType.Eraser
            self._press(at, event.button(), event.modifiers(), pressure=pressure, erases=erases)
        elif kind == QEvent.Type.TabletRelease:
            self.hand.release((at.x(), at.y()), event.modifiers())
            self._has_pen = False
        else:
            if self.hand.stroke is not None:
                self.stroke_to(self.hand.stroke, at, event.modifiers(), pressure)
            else:
                self.hand.move(at.x(), at.y(), event.modifiers())
                self._follow(at)
        event.accept()

    def _is_pens(self, event: QMouseEvent) -> bool:
        """True for what the system made of a pen's event, or sends while a pen is down."""
        return self._has_pen or (
            event.source() != _NOT_SYNTHESIZED and event.pointerType() == QPointingDevice.PointerType.Pen
        )

    # Wheel and touchpad

    def wheelEvent(self, event: QWheelEvent) -> None:
        """A wheel zooms at the cursor; with Alt (or Ctrl, as set) it sizes the brush. Two fingers of a touchpad pan."""
        # With Alt, Qt turns the wheel's direction on its side.
        turned = event.angleDelta().y() or event.angleDelta().x()
        keys, at = event.modifiers(), event.position()
        if keys & self.sizes_by:
            self._notches += turned
            steps, self._notches = int(self._notches / _NOTCH), int(math.fmod(self._notches, _NOTCH))
            if steps:
                self.size_stepped.emit(steps)
        elif _is_touchpads(event) and not keys & _CTRL:
            moved = event.pixelDelta() if not event.pixelDelta().isNull() else event.angleDelta() / 2
            self.see(self.scene.viewport.panned(moved.x(), moved.y()))
        else:
            self._zoom(2 ** (turned / (4 * _NOTCH)), at)
        event.accept()

    def pinch(self, event: QNativeGestureEvent) -> None:
        """Two fingers zoom. The editor hands it on: an `event` in Python would cost 5 us at each move of a stroke."""
        at = self.mapFromGlobal(event.globalPosition())
        self._zoom(max(0.1, 1 + event.value()), at)

    def _zoom(self, factor: float, at: QPointF) -> None:
        self.see(self.scene.viewport.zoomed(factor, at.x(), at.y(), self.devicePixelRatioF()))

    # Keys

    def step_ring(self, right: int, down: int, keys: Keys) -> None:
        """An arrow key moves the ring, and what is under way with it."""
        step = self.scene.viewport.scale if keys & _SHIFT else float(_STEP)
        at = self.pointer or QPointF(self.rect().center())
        x = min(max(0.0, at.x() + right * step), self.width() - 1.0)
        y = min(max(0.0, at.y() + down * step), self.height() - 1.0)
        self.by_keys = True
        if self.hand.is_busy:
            self.hand.move(x, y, Keys.NoModifier)
        self.pointer = QPointF(x, y)
        self.dress()

    def press_ring(self) -> None:
        """Press where keys moved the ring: a dab, or a tool's point."""
        if self.pointer is not None:
            self._press(self.pointer, _LEFT, Keys.NoModifier)

    def release_ring(self) -> None:
        """Let go where keys moved the ring."""
        if self.pointer is not None:
            self.hand.release((self.pointer.x(), self.pointer.y()), Keys.NoModifier)

    def _press(
        self, at: QPointF, button: Qt.MouseButton, keys: Keys, *, pressure: float | None = None, erases: bool = False
    ) -> None:
        if self.is_open:
            self.place_ring(at)
            self.hand.press((at.x(), at.y()), button, keys, pressure=pressure, erases=erases)
            self.dress()

    def _follow(self, at: QPointF) -> None:
        if self.by_keys:
            self.by_keys = False
            self.dress()
        if self.pointer is None:
            self.place_ring(at)
        elif not isinstance(self.hand.drag, SizeDrag):
            self.move_ring(at)


def _is_touchpads(event: QWheelEvent) -> bool:
    return event.device().type() == QInputDevice.DeviceType.TouchPad or event.phase() != Qt.ScrollPhase.NoScrollPhase
