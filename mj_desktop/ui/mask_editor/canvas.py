"""The canvas: shows picture, overlay, ring and sketch through a viewport, and hands events to the hand."""

import math

from PySide6.QtCore import QPointF, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleValueChangeEvent, QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from mj_desktop.core.viewport import Viewport, fitted
from mj_desktop.mask.area import Combining
from mj_desktop.mask.brush import Brush
from mj_desktop.mask.kit import PAINTING, Kit
from mj_desktop.mask.mask import Mask
from mj_desktop.mask.overlay import Overlay, Shown
from mj_desktop.mask.pixels import blank
from mj_desktop.mask.rect import NOTHING, Rect
from mj_desktop.ui import theme
from mj_desktop.ui.mask_editor import accessible
from mj_desktop.ui.mask_editor.background import AtOnce, Background
from mj_desktop.ui.mask_editor.drags import StrokeDrag
from mj_desktop.ui.mask_editor.hand import LOOKING, Hand
from mj_desktop.ui.mask_editor.pointer import PointerArea
from mj_desktop.ui.mask_editor.ring import Ring
from mj_desktop.ui.mask_editor.scene import Keys, Scene
from mj_desktop.ui.mask_editor.view import Copy, View, within_reach

MARGIN = 12
_PILL_STAYS = 900
_NOWHERE = QRect()


class Canvas(PointerArea):
    """Owns the mask being painted and the viewport; every change of the mask repaints only its own rectangle."""

    changed = Signal()  # a stroke has begun, or something else was done to the mask
    rested = Signal(object)  # the mask, when no stroke is under way any more
    zoomed = Signal(float)  # device pixels to a picture's pixel
    radius_wished = Signal(float)
    searching = Signal(bool)  # a tool looks for something in a thread
    missed = Signal()  # what it looked for was not found
    dropped = Signal(str)  # what was under way could not be finished, in a sentence why
    pended = Signal(bool)  # a tool waits to be told that it is done, or none does

    def __init__(self, background: Background | None = None, within: QWidget | None = None) -> None:
        super().__init__(within)
        self.setObjectName("mask-canvas")
        self.setAccessibleName(self.tr("Picture to paint on"))
        accessible.install()
        self._view: View | None = None
        self._what, self._overlay, self._peeks = Shown.OVERLAY, Overlay(), False
        self.scene = Scene(
            Mask(1, 1), blank(0, 0), Kit(), Combining.ADD, Viewport(), background or AtOnce(),
            self.show_change, self._rest, self._show_sketch, self.searching.emit, self.missed.emit,
        )  # fmt: skip
        self.hand = Hand(self)
        self._ring, self._ring_rect, self._sketch_rect = Ring(), NOTHING, QRect()
        self._is_fitted = self._is_outdated = True
        self._pends = False
        self._pill = QTimer(self, singleShot=True, interval=_PILL_STAYS)
        self._pill.timeout.connect(self._hide_pill)
        theme.notifier().changed.connect(self._restyle)

    # What is shown

    def open(self, image: QImage, mask: Mask) -> None:
        """Show a picture, or a smaller copy of it, with a mask of the picture's size, fitted."""
        self.let_go()
        self.hand.cancel()
        self._view = View(image, theme.colour("viewer"), mask.rect.width)
        self.scene.mask, self.scene.picture = mask, self._view.picture
        self._view.show(mask, self._seen, self._overlay)
        self.hand.forget()
        self.fit()

    def take_mask(self, mask: Mask) -> None:
        """Paint on another mask of the same size."""
        self.scene.mask = mask
        self._is_outdated = True
        self.update()

    def show_copy(self, copy: Copy) -> None:
        """Show a better copy of the same picture; what is under way goes on."""
        if self._view is not None:
            self._view.set_picture(copy)
            self.scene.picture = copy.pixels
            self._is_outdated = True
            self.update()

    def close_picture(self) -> None:
        """Let go of picture and mask: their memory is another's."""
        self.let_go()
        self.hand.cancel()
        self._view = None
        self.scene.mask, self.scene.picture = Mask(1, 1), blank(0, 0)
        self.update()

    @property
    def painted(self) -> Mask:
        """The mask being painted."""
        return self.scene.mask

    @property
    def viewport(self) -> Viewport:
        """Where the picture lies, in points."""
        return self.scene.viewport

    @property
    def is_whole(self) -> bool:
        """True when the picture itself is shown, not a smaller copy of it."""
        return self._view is not None and self._view.is_whole

    @property
    def is_open(self) -> bool:
        """True while there is a picture."""
        return self._view is not None

    def show_kit(self, kit: Kit, how: Combining = Combining.ADD) -> None:
        """Take tool and sizes over; a size that changed is told beside the ring for a moment."""
        before, self.scene.kit, self.scene.how = self.scene.kit, kit, how
        if kit.tool is not before.tool and (refusal := self.hand.close()):
            self.dropped.emit(refusal)
        self.dress()
        if kit.brush != before.brush and kit.painting is before.painting:
            self.tell_size()

    def look_at(self, what: Shown, overlay: Overlay) -> None:
        """Show the overlay, the mask alone or the picture alone."""
        self._what, self._overlay = what, overlay
        self._look_again()

    def peek(self, peeks: bool) -> None:
        """While it is so, the picture alone is shown."""
        if peeks != self._peeks:
            self._peeks = peeks
            self._look_again()

    def show_change(self, part: Rect) -> None:
        """Repaint what shows `part` of the mask, and the ring, and tell of the change."""
        if self._view is None or part[2] <= part[0]:
            return
        self._repaint(self._view.touch(part))
        self.changed.emit()

    def describe(self, words: str) -> None:
        """Its state in words, for a screen reader."""
        if words != self.accessibleDescription():
            self.setAccessibleDescription(words)
            QAccessible.updateAccessibility(QAccessibleValueChangeEvent(self, words))

    # The viewport

    def fit(self) -> None:
        """The whole picture, centred; it stays so when the window changes."""
        size = float(self.painted.rect.width), float(self.painted.rect.height)
        self.see(fitted((0.0, 0.0, *size), (self.width(), self.height()), MARGIN))
        self._is_fitted = True

    def zoom_to(self, scale: float) -> None:
        """So many device pixels to a picture's pixel, about the view's middle."""
        self._zoom_about(scale / self.devicePixelRatioF())

    def zoom_by(self, factor: float) -> None:
        """Nearer or further away, about the view's middle."""
        self._zoom_about(self.viewport.scale * factor)

    def hold_hand(self, held: bool) -> None:
        """While held, dragging pans whatever the tool is."""
        self.hand.pans = held
        self.dress()

    def let_go(self) -> None:
        """End what is under way and what is held, as when keys and buttons were let go."""
        self.hand.let_go()
        self.peek(False)
        self.hold_hand(False)

    def see(self, viewport: Viewport) -> None:
        """Look through another viewport."""
        size = self.painted.rect.width, self.painted.rect.height
        self.scene.viewport = within_reach(viewport, size, (self.width(), self.height()))
        self._is_fitted, self._is_outdated = False, True
        if self.pointer is not None:
            self.place_ring(self.pointer)
        self.update()
        self.zoomed.emit(self.viewport.scale * self.devicePixelRatioF())

    def wish_radius(self, radius: float) -> None:
        """Ask for another size of the brush."""
        self.radius_wished.emit(radius)

    def pend(self, pends: bool) -> None:
        """Tell that a tool waits, or none does."""
        if pends != self._pends:
            self._pends = pends
            self.pended.emit(pends)

    def _zoom_about(self, scale: float) -> None:
        middle = self.rect().center()
        self.see(self.viewport.scaled(scale, middle.x(), middle.y(), self.devicePixelRatioF()))

    # Painting the widget

    def paintEvent(self, event: QPaintEvent) -> None:
        """Blit what is composed, then sketch and ring; what changed since is composed here, once for each frame."""
        painter, view = QPainter(self), self._view
        if view is None:
            painter.fillRect(event.rect(), theme.colour("viewer"))
            painter.end()
            return
        # The ratio changes with the screen.
        if self._is_outdated or view.ratio != self.devicePixelRatioF():
            self._look()
        view.freshen(self.scene.mask)
        painter.drawImage(0, 0, view.image)
        if view.has_grid:
            view.draw_grid(painter, event.rect())
        tool = self.hand.tool
        if tool is not None:
            tool.sketch.draw(painter, self.viewport, event.rect())
        self._ring.draw(painter, view.ratio)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A fitted picture stays fitted, another keeps its middle."""
        old, new = event.oldSize(), event.size()
        if self._is_fitted or not old.isValid():
            self.fit()
        else:
            self.see(self.viewport.panned((new.width() - old.width()) / 2, (new.height() - old.height()) / 2))

    def sizeHint(self) -> QSize:
        """As much as there is."""
        return QSize(960, 640)

    def _look(self) -> None:
        if self._view is not None:
            self._view.look(self.painted, self.viewport, self.size(), self.devicePixelRatioF())
        self._is_outdated, self._sketch_rect = False, self._sketched() or _NOWHERE

    @property
    def _seen(self) -> Shown:
        return Shown.PICTURE if self._peeks else self._what

    def _look_again(self) -> None:
        if self._view is not None:
            self._view.show(self.painted, self._seen, self._overlay)
        self.update()

    def _restyle(self) -> None:
        if self._view is not None:
            self._view.set_ground(theme.colour("viewer"))
        self._is_outdated = True
        self.update()

    def _rest(self) -> None:
        if self._view is not None:
            self._repaint(self._view.settle())
        self.rested.emit(self.painted)

    def _show_sketch(self) -> None:
        """Repaint where its end was and where it is; all where it is gone, or has become less."""
        self.hand.tidy()
        was, latest = self._sketch_rect, self._sketched()
        self._sketch_rect = latest or _NOWHERE
        if latest is None:
            self.update()
        else:
            self.update(was.united(latest))

    def _sketched(self) -> QRect | None:
        tool = self.hand.tool
        return tool.sketch.latest(self.viewport) if tool is not None else None

    # Ring and cursor

    def dress(self) -> None:
        """Give the pointer the shape of what it would do."""
        hand, tool = self.hand, self.scene.kit.tool
        if hand.is_panning or (not hand.is_busy and hand.would_pan):
            self.setCursor(Qt.CursorShape.ClosedHandCursor if hand.is_panning else Qt.CursorShape.OpenHandCursor)
        elif tool in LOOKING and self._view is not None and not self.is_whole:
            self.setCursor(Qt.CursorShape.BusyCursor)
        elif tool in PAINTING or self.by_keys:
            self.setCursor(Qt.CursorShape.BlankCursor)
        else:
            self.setCursor(Qt.CursorShape.CrossCursor)
        if self.pointer is not None:
            self.place_ring(self.pointer)
        else:
            self._ring.is_shown = False
            self._repaint_ring()

    def place_ring(self, at: QPointF) -> None:
        """Show it as large as what it would paint; for other tools only while keys move it, as a cross."""
        brush, scale = self.scene.kit.brush, self.viewport.scale
        paints = self.scene.kit.tool in PAINTING
        self._ring.resize((brush.radius + 0.5) * scale if paints else 0.5, brush.hardness)
        self._ring.is_shown = (paints or self.by_keys) and not (self.hand.would_pan or self.hand.is_panning)
        self.move_ring(at)

    def move_ring(self, at: QPointF) -> None:
        """Round the middle of the pixel under the pointer."""
        self.pointer = at
        self._centre_ring(at.x(), at.y())
        self._repaint_ring()

    def stroke_to(self, stroke: StrokeDrag, at: QPointF, keys: Keys, pressure: float | None = None) -> None:
        """A stroke goes on: what it changed and the ring are repainted as one rectangle, as several take longer."""
        x, y = at.x(), at.y()
        part, self.pointer = stroke.extend(x, y, keys, pressure), at
        self._centre_ring(x, y)
        was, self._ring_rect = self._ring_rect, self._ring.rect()
        dirty = was.united(self._ring_rect)
        if self._view is not None and part[2] > part[0]:
            dirty = dirty.united(self._view.touch(part))
        self._repaint(dirty)

    def _centre_ring(self, x: float, y: float) -> None:
        viewport, ring = self.scene.viewport, self._ring
        scale, left, top = viewport.scale, viewport.x, viewport.y
        ring.x = left + (math.floor((x - left) / scale) + 0.5) * scale
        ring.y = top + (math.floor((y - top) / scale) + 0.5) * scale

    def _repaint_ring(self) -> None:
        """Where it was and where it is."""
        was, self._ring_rect = self._ring_rect, self._ring.rect()
        if was.meets(self._ring_rect):
            self._repaint(was.united(self._ring_rect))
        else:
            self._repaint(was)
            self._repaint(self._ring_rect)

    def _repaint(self, part: Rect) -> None:
        """These points, soon."""
        left, top, right, bottom = part
        self.update(left, top, right - left, bottom - top)

    def tell_size(self) -> None:
        """Show the size beside the ring; in the view's middle when the pointer is elsewhere."""
        if not self.isVisible() or self._view is None or self.scene.kit.tool not in PAINTING:
            return
        self._ring.words = self.tr("{} px").format(width_of(self.scene.kit.brush))
        away = self.pointer is None
        self.place_ring(QPointF(self.rect().center()) if self.pointer is None else self.pointer)
        if away:
            self.pointer = None
        self._pill.start()

    def _hide_pill(self) -> None:
        self._ring.words = ""
        self.dress()


def width_of(brush: Brush) -> int:
    """How many pixels a dab is wide."""
    return 2 * brush.radius + 1
