"""The canvas: shows picture and overlay through a viewport, and turns the pointer into strokes, pans and sizes."""

import math

from PySide6.QtCore import QCoreApplication, QEvent, QPointF, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QFocusEvent,
    QImage,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from mj_desktop.core.viewport import Viewport, fitted
from mj_desktop.mask.brush import Brush
from mj_desktop.mask.kit import Kit, Tool
from mj_desktop.mask.mask import Mask
from mj_desktop.mask.rect import Rect
from mj_desktop.ui import theme
from mj_desktop.ui.mask_editor.drags import Drag, PanDrag, Point, SizeDrag, StrokeDrag
from mj_desktop.ui.mask_editor.ring import Ring
from mj_desktop.ui.mask_editor.view import View, within_reach

MARGIN = 12
_PILL_STAYS = 900
_NOTCH = 120
_LEFT, _MIDDLE, _RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton, Qt.MouseButton.RightButton
_ALT, _SHIFT = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier
_MERGES_MOVES = Qt.ApplicationAttribute.AA_CompressHighFrequencyEvents


class Canvas(QWidget):
    """Owns the mask being painted and the viewport; every change of the mask repaints only its own rectangle."""

    changed = Signal(object)  # Rect of the mask, as a stroke goes on or a step is done
    rested = Signal(object)  # the mask, when no stroke is under way any more
    zoomed = Signal(float)  # device pixels to a picture's pixel
    radius_wished = Signal(float)
    size_stepped = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("mask-canvas")
        self.setAccessibleName(self.tr("Picture to paint on"))
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(160, 120)
        self._mask = Mask(1, 1)
        self._view: View | None = None
        self._viewport = Viewport()
        self._kit = Kit()
        self._ring = Ring()
        self._ring_rect = QRect()
        self._drag: Drag | None = None
        self._hand_held = False
        self._is_fitted = True
        self._is_outdated = True
        self._overlay = True
        self._last: Point | None = None
        self._pointer: QPointF | None = None
        self._notches = 0
        self._merges_moves = True
        self._pill = QTimer(self, singleShot=True, interval=_PILL_STAYS)
        self._pill.timeout.connect(self._hide_pill)
        theme.notifier().changed.connect(self._restyle)

    # What is shown

    def open(self, image: QImage, mask: Mask) -> None:
        """Show a picture with a mask of its size, fitted."""
        self._end_drag()
        self._mask, self._view = mask, View(image, theme.colour("viewer"))
        self._view.set_overlay(mask, self._overlay)
        self._last = None
        self.fit()

    def close_picture(self) -> None:
        """Let go of picture and mask: their memory is another's."""
        self._end_drag()
        self._mask, self._view = Mask(1, 1), None
        self.update()

    @property
    def painted(self) -> Mask:
        """The mask being painted."""
        return self._mask

    @property
    def viewport(self) -> Viewport:
        """Where the picture lies, in points."""
        return self._viewport

    @property
    def is_dragging(self) -> bool:
        """True while a button is held."""
        return self._drag is not None

    def show_kit(self, kit: Kit) -> None:
        """Take tool and sizes over; a size that changed is told beside the ring for a moment."""
        resized = kit.brush.radius != self._kit.brush.radius and kit.painting is self._kit.painting
        self._kit = kit
        self._dress()
        if resized:
            self._tell_size()

    def set_overlay(self, shown: bool) -> None:
        """Show or hide the overlay."""
        self._overlay = shown
        if self._view is not None:
            self._view.set_overlay(self._mask, shown)
        self.update()

    def show_change(self, part: Rect) -> None:
        """Repaint what shows `part` of the mask, and tell of the change."""
        if self._view is None or part.is_empty:
            return
        self.update(self._view.touch(part))
        self.changed.emit(part)

    # The viewport

    def fit(self) -> None:
        """The whole picture, centred; it stays so when the window changes."""
        size = float(self._mask.rect.width), float(self._mask.rect.height)
        self._see(fitted((0.0, 0.0, *size), (self.width(), self.height()), MARGIN))
        self._is_fitted = True

    def zoom_to(self, scale: float) -> None:
        """So many device pixels to a picture's pixel, about the view's middle."""
        middle = self.rect().center()
        self._see(self._viewport.scaled(scale / self.devicePixelRatioF(), middle.x(), middle.y()))

    def hold_hand(self, held: bool) -> None:
        """While held, dragging pans whatever the tool is."""
        self._hand_held = held
        self._dress()

    def cancel(self) -> None:
        """Break the drag off; a stroke under way is taken back."""
        drag, was = self._drag, self._mask.rect
        self._end_drag()
        if isinstance(drag, StrokeDrag) and not was.is_empty:
            self.show_change(self._mask.undo())
            self.rested.emit(self._mask)

    def _see(self, viewport: Viewport) -> None:
        size = self._mask.rect.width, self._mask.rect.height
        self._viewport = within_reach(viewport, size, (self.width(), self.height()))
        self._is_fitted, self._is_outdated = False, True
        if self._pointer is not None:
            self._place_ring(self._pointer)
        self.update()
        self.zoomed.emit(self._viewport.scale * self.devicePixelRatioF())

    def _to_picture(self, x: float, y: float) -> Point:
        return self._viewport.to_picture(x, y)

    def _current(self) -> Viewport:
        return self._viewport

    # Painting the widget

    def paintEvent(self, event: QPaintEvent) -> None:
        """Blit what is composed, then the ring; whatever changed since is composed here, once for each frame."""
        painter = QPainter(self)
        if self._view is None:
            painter.fillRect(event.rect(), theme.colour("viewer"))
            painter.end()
            return
        if self._is_outdated:
            self._view.look(self._mask, self._viewport, self.size(), self.devicePixelRatioF())
            self._is_outdated = False
        self._view.freshen(self._mask)
        painter.drawImage(0, 0, self._view.image)
        self._ring.draw(painter, self.devicePixelRatioF())
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A fitted picture stays fitted, another keeps its middle."""
        old, new = event.oldSize(), event.size()
        if self._is_fitted or not old.isValid():
            self.fit()
        else:
            self._see(self._viewport.panned((new.width() - old.width()) / 2, (new.height() - old.height()) / 2))

    def event(self, event: QEvent) -> bool:
        """A screen with another pixel ratio needs everything composed anew."""
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._see(self._viewport)
        return super().event(event)

    def sizeHint(self) -> QSize:
        """As much as there is."""
        return QSize(960, 640)

    def _restyle(self) -> None:
        if self._view is not None:
            self._view.set_ground(theme.colour("viewer"))
        self._is_outdated = True
        self.update()

    # The pointer

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin the drag that button, keys and tool mean; a second button while one is held means nothing."""
        if self._drag is None and self._view is not None:
            self._place_ring(event.position())
            self._begin(event)
            self._dress()
        event.accept()

    mouseDoubleClickEvent = mousePressEvent

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Every sample moves the ring and whatever is under way."""
        at, drag = event.position(), self._drag
        if drag is not None:
            drag.move(at.x(), at.y())
        if self._pointer is None:
            self._place_ring(at)
        elif drag is None or not isinstance(drag, SizeDrag):
            self._move_ring(at)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The drag is over when no button is held; nothing is sent here, ever."""
        if not event.buttons():
            self._end_drag()
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom at the cursor; with Alt, size the brush."""
        # With Alt, Qt turns the wheel's direction on its side.
        turned = event.angleDelta().y() or event.angleDelta().x()
        if event.modifiers() & _ALT:
            self._notches += turned
            steps, self._notches = int(self._notches / _NOTCH), int(math.fmod(self._notches, _NOTCH))
            if steps:
                self.size_stepped.emit(steps)
        else:
            at = event.position()
            self._see(self._viewport.zoomed(2 ** (turned / (4 * _NOTCH)), at.x(), at.y()))
        event.accept()

    def enterEvent(self, event: QEnterEvent) -> None:
        """The ring comes with the pointer."""
        self._place_ring(event.position())

    def leaveEvent(self, event: QEvent) -> None:
        """The ring goes with the pointer, unless a button is held."""
        if self._drag is None:
            self._pointer = None
            self._dress()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What is held is let go."""
        self.let_go()
        super().focusOutEvent(event)

    def let_go(self) -> None:
        """End what is under way and the held hand, as when keys and buttons were let go."""
        self._end_drag()
        self.hold_hand(False)

    def _begin(self, event: QMouseEvent) -> None:
        at, button, keys = (event.position().x(), event.position().y()), event.button(), event.modifiers()
        if button == _MIDDLE or (button == _LEFT and self._pans):
            self._drag = PanDrag(at, self._current, self._see)
        elif button == _RIGHT and keys & (_ALT | _SHIFT):
            self._drag = SizeDrag(at, self._kit.brush.radius, self._viewport.scale, self.radius_wished.emit)
            self._tell_size()
        elif button == _LEFT:
            self._begin_stroke(at, self._kit.brush, self._last if keys & _SHIFT else None)

    def _begin_stroke(self, at: Point, brush: Brush, since: Point | None) -> None:
        # Without this Qt merges moves that come faster than they are painted, and a stroke loses its curves.
        self._merges_moves = QCoreApplication.testAttribute(_MERGES_MOVES)
        QCoreApplication.setAttribute(_MERGES_MOVES, False)
        stroke = StrokeDrag(self._mask, self._to_picture, self.show_change)
        self._drag = stroke
        stroke.begin(*at, brush, since)

    def _end_drag(self) -> None:
        drag, self._drag = self._drag, None
        if drag is None:
            return
        drag.end()
        if isinstance(drag, StrokeDrag):
            QCoreApplication.setAttribute(_MERGES_MOVES, self._merges_moves)
            self._last = drag.at
            self.rested.emit(self._mask)
        self._dress()

    @property
    def _pans(self) -> bool:
        return self._hand_held or self._kit.tool is Tool.HAND

    # Ring and cursor

    def _dress(self) -> None:
        """Give the pointer the shape of what it would do."""
        panning = isinstance(self._drag, PanDrag)
        if panning or (self._drag is None and self._pans):
            self.setCursor(Qt.CursorShape.ClosedHandCursor if panning else Qt.CursorShape.OpenHandCursor)
        else:
            self.setCursor(Qt.CursorShape.BlankCursor)
        if self._pointer is not None:
            self._place_ring(self._pointer)
        else:
            self._ring.is_shown = False
            self._repaint_ring()

    def _place_ring(self, at: QPointF) -> None:
        """Show it as large as what it would paint, or not at all."""
        ring = self._ring
        ring.resize((self._kit.brush.radius + 0.5) * self._viewport.scale)
        ring.is_shown = isinstance(self._drag, SizeDrag | StrokeDrag) or not (self._pans or self._drag)
        self._move_ring(at)

    def _move_ring(self, at: QPointF) -> None:
        """Round the middle of the pixel under the pointer."""
        self._pointer = at
        viewport, ring = self._viewport, self._ring
        scale, x, y = viewport.scale, viewport.x, viewport.y
        ring.middle = QPointF(
            x + (math.floor((at.x() - x) / scale) + 0.5) * scale, y + (math.floor((at.y() - y) / scale) + 0.5) * scale
        )
        self._repaint_ring()

    def _repaint_ring(self) -> None:
        """Where it was and where it is."""
        was, self._ring_rect = self._ring_rect, self._ring.rect()
        if was.intersects(self._ring_rect):
            self.update(was.united(self._ring_rect))
        else:
            self.update(was)
            self.update(self._ring_rect)

    def _tell_size(self) -> None:
        """Show the size beside the ring; in the view's middle when the pointer is elsewhere."""
        if not self.isVisible() or self._view is None:
            return
        self._ring.words = self.tr("{} px").format(width_of(self._kit.brush))
        away = self._pointer is None
        self._place_ring(QPointF(self.rect().center()) if self._pointer is None else self._pointer)
        if away:
            self._pointer = None
        self._pill.start()

    def _hide_pill(self) -> None:
        self._ring.words = ""
        self._dress()


def width_of(brush: Brush) -> int:
    """How many pixels a dab is wide."""
    return 2 * brush.radius + 1
