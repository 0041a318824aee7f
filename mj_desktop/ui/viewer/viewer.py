"""The viewer: what the mouse, the wheel and the keys do on the canvas."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QNativeGestureEvent,
    QPointingDevice,
    QShortcut,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from mj_desktop.core import actions
from mj_desktop.core.intentions import Repaint, Trigger
from mj_desktop.ui.viewer.canvas import Canvas
from mj_desktop.ui.viewer.tile_overlay import VERB_KEYS
from mj_desktop.ui.viewer.tile_pill import BY_KEYBOARD

_NOTCH = 120
_ZOOM_PER_NOTCH = 1.25
_COMMAND = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class Viewer(Canvas):
    """The canvas with input: zoom, pan, tiles by pointer and key, actions by key."""

    def __init__(self, parent: QWidget | None = None, clock: Callable[[], float] = time.time) -> None:
        super().__init__(parent, clock)
        self._drag: QPointF | None = None
        self._space = False
        for keys, slot in (("Ctrl+0", self.fit), ("Ctrl+1", self.show_actual_size)):
            QShortcut(QKeySequence(keys), self).activated.connect(slot)

    def event(self, event: QEvent) -> bool:
        """Pinching zooms; a move to a screen of another pixel ratio lays out anew."""
        if isinstance(event, QNativeGestureEvent) and event.gestureType() is Qt.NativeGestureType.ZoomNativeGesture:
            self._place.zoom(1 + event.value(), event.position().x(), event.position().y())
            self._arrange()
            return True
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._arrange()
        return super().event(event)

    # Mouse

    def wheelEvent(self, event: QWheelEvent) -> None:
        """A wheel zooms at the cursor; two fingers on a touchpad pan, with Ctrl they zoom."""
        at, turn = event.position(), event.angleDelta()
        ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.deviceType() == QPointingDevice.DeviceType.TouchPad and not ctrl:
            moved = event.pixelDelta() if not event.pixelDelta().isNull() else turn / 8
            self._place.pan(moved.x(), moved.y())
        else:
            self._place.zoom(_ZOOM_PER_NOTCH ** (turn.y() / _NOTCH), at.x(), at.y())
        self._arrange()
        self._point_at(at)
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Middle or space: pan. Left on a tile: choose it."""
        left = event.button() == Qt.MouseButton.LeftButton
        if event.button() == Qt.MouseButton.MiddleButton or (left and self._space):
            self._drag = event.position()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        elif left and self._has_tiles():
            tile = self._place.tile_at(event.position().x(), event.position().y())
            if tile is None:
                self._choice.leave()
            else:
                self._choice.choose(tile)
            self._arrange()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Pan while dragging, else point at a tile."""
        if self._drag is None:
            self._point_at(event.position())
            return
        moved = event.position() - self._drag
        self._drag = event.position()
        self._place.pan(moved.x(), moved.y())
        self._arrange()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The pan is over."""
        self._drag = None
        self._show_cursor()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Zoom into the tile (a single picture: to 100 %); again: fit."""
        if event.button() != Qt.MouseButton.LeftButton or self._generation is None or self._space:
            return
        x, y = event.position().x(), event.position().y()
        tile = self._place.tile_at(x, y)
        if not self._place.fitted:
            self._place.fit()
        elif tile is not None and self._generation.is_grid:
            self.show_tile(tile)
        elif tile is not None:
            self._place.scale_to(1 / self.devicePixelRatioF(), x, y)
        self._arrange()

    def leaveEvent(self, event: QEvent) -> None:
        """The pointer is over no tile."""
        self._choice.point(None)
        self._arrange()

    def _point_at(self, at: QPointF) -> None:
        before = self.tile
        self._choice.point(self._place.tile_at(at.x(), at.y()))
        if self.tile != before:
            self._arrange()

    def _show_cursor(self) -> None:
        self.setCursor(Qt.CursorShape.OpenHandCursor if self._space else Qt.CursorShape.ArrowCursor)

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits choose a tile, U, V, R, B act, Space holds the hand, Esc leaves the tile; other keys go on."""
        if not self._handled(event):
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Space let go puts the hand away."""
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._space = False
            self._show_cursor()
        else:
            super().keyReleaseEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """A frame shows the focus that the keyboard brought."""
        self._focus_seen = event.reason() in BY_KEYBOARD
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Held keys are let go: their release may never come."""
        self._space, self._drag = False, None
        self._show_cursor()
        super().focusOutEvent(event)
        self.update()

    def _handled(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Space:
            self._space = True
            self._show_cursor()
            return True
        if event.key() == Qt.Key.Key_Escape:
            return self.leave_tile()
        if event.modifiers() & _COMMAND:
            return False
        return self._typed(event.text().upper(), event.isAutoRepeat())

    def _typed(self, key: str, repeated: bool) -> bool:
        """Act on a key's text: what it says counts, not where it lies. A held key acts once."""
        if key not in ("1", "2", "3", "4", "B", "R", *VERB_KEYS) or not key:
            return False
        if repeated:
            return True
        if key == "R":
            return self._reroll()
        if key == "B":
            return self._open_editor()
        if key in VERB_KEYS:
            return self._act_on_tile(VERB_KEYS[key])
        return self._choose(int(key))

    def _choose(self, tile: int) -> bool:
        if self._has_tiles():
            self._choice.choose(tile)
            self._arrange()
        return self._has_tiles()

    def _act_on_tile(self, verb: str) -> bool:
        generation, tile = self._generation, self.tile
        if generation is None or tile is None or not generation.can_act:
            return False
        return self._hold_and_ask(actions.for_tile(generation.actions, verb, tile))

    def _reroll(self) -> bool:
        generation = self._generation
        if generation is None or not generation.can_act:
            return False
        return self._hold_and_ask(next((a for a in generation.actions if actions.parse(a).verb == "reroll"), None))

    def _open_editor(self) -> bool:
        """B is the brush: it costs nothing, so it opens at once."""
        generation = self._generation
        if generation is None or not generation.can_repaint:
            return False
        self.repaint_requested.emit(Repaint(generation.id))
        return True

    def _hold_and_ask(self, action: str | None) -> bool:
        if action is None or self._generation is None:
            return False
        self._trigger(Trigger(self._generation.id, action, held=True))
        return True
