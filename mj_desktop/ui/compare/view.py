"""The comparison's place: options above, canvas below, and what mouse, wheel and keys do there."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPointingDevice,
    QWheelEvent,
)
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mj_desktop.core.commands import ORIGINAL_KEY
from mj_desktop.core.where import Where
from mj_desktop.mask.compared import Compared, Examined
from mj_desktop.ui import controls, keymap
from mj_desktop.ui.compare.canvas import CompareCanvas
from mj_desktop.ui.compare.mode import NEED_MASK, Mode
from mj_desktop.ui.compare.options import CompareOptions
from mj_desktop.ui.compare.paint import knob_rect
from mj_desktop.ui.viewer import keys
from mj_desktop.ui.viewer.tile_pill import BY_KEYBOARD

ZOOMS = ("fit", "actual", "double", "zoom_in", "zoom_out")
_STEP = 0.02
_REACH = 10.0
_NOTCH = 120
_ZOOM_PER_NOTCH = 1.25
_REPEATED = ("left", "right", "next", "former")


class CompareView(QWidget):
    """Shows a comparison and runs its commands.

    `left` when a person has seen enough; `examine_wished` and `keep_wished` carry a place (from 0), `chosen` a
    candidate's number from 1, `menu_wanted` a point of the screen. `others` takes keys that mean nothing here.
    """

    left = Signal()
    examine_wished = Signal(int)
    keep_wished = Signal(int)
    chosen = Signal(int)
    menu_wanted = Signal(QPoint)

    def __init__(self, others: Callable[[QKeyEvent], bool]) -> None:
        super().__init__()
        self.setObjectName("compare")
        controls.ground(self, "viewer")
        self.options, self.canvas = CompareOptions(), CompareCanvas()
        self._others = others
        self._grip: QPointF | None = None
        self._slides = self._space = False
        self._deeds, self._handlers = self._table(), self._handled()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.options, controls.hairline(), self.canvas):
            column.addWidget(part)
        self.setFocusProxy(self.canvas)
        self.canvas.installEventFilter(self)
        self.options.commanded.connect(self._do_named)
        self.canvas.candidate_chosen.connect(self.choose)
        self.show_mode(Mode.SLIDER)

    @property
    def place(self) -> int:
        """The candidate that is looked at, from 0."""
        return self.canvas.place

    def show_compared(self, compared: Compared, place: int, can_keep: bool) -> None:
        """Show a comparison, first the candidate at a place; `can_keep` offers to keep the rest exact."""
        self.canvas.show_compared(compared)
        masked = compared.mask is not None
        self.options.show_possible(masked, can_keep and masked)
        if self.canvas.mode in NEED_MASK and not masked:
            self.show_mode(Mode.SLIDER)
        self.choose(place)

    def show_examined(self, found: Examined) -> None:
        """Show what was found out about a candidate."""
        self.canvas.show_examined(found)

    def show_mode(self, mode: Mode) -> None:
        """Look at it in another way."""
        if mode in NEED_MASK and self.canvas.compared is not None and self.canvas.compared.mask is None:
            return
        self.canvas.show_mode(mode)
        self.options.show_mode(mode)
        self._show_cursor(None)

    def choose(self, place: int) -> None:
        """Look at the candidate at a place, if there is one."""
        compared = self.canvas.compared
        if compared is not None and 0 <= place < len(compared.after):
            self.canvas.show_place(place)
            self.examine_wished.emit(place)
            if compared.of.has_candidates:
                self.chosen.emit(place + 1)

    def rest(self) -> None:
        """Let go of the pictures and of whatever is held."""
        self._let_go()
        self.canvas.show_compared(None)

    def does(self, command_id: str) -> bool:
        """True for a command that is run here."""
        return command_id in self._deeds

    def do(self, command_id: str) -> None:
        """Run a command by its id."""
        self._deeds[command_id]()

    # Input

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The canvas' events."""
        handler = self._handlers.get(event.type())
        return bool(handler(event)) if handler is not None else False

    def _handled(self) -> dict[QEvent.Type, Callable[..., object]]:
        kind = QEvent.Type
        return {
            kind.MouseButtonPress: self._press, kind.MouseMove: self._move, kind.MouseButtonRelease: self._release,
            kind.MouseButtonDblClick: self._double, kind.Wheel: self._wheel, kind.KeyPress: self._key,
            kind.KeyRelease: self._key_up, kind.FocusIn: self._focus_in, kind.FocusOut: self._focus_out,
            kind.NativeGesture: self._pinch, kind.ContextMenu: self._menu,
        }  # fmt: skip

    def _press(self, event: QMouseEvent) -> bool:
        at, left = event.position(), event.button() == Qt.MouseButton.LeftButton
        self._slides = left and not self._space and self._at_divider(at)
        if self._slides:
            self._slide_to(at)
        elif left or event.button() == Qt.MouseButton.MiddleButton:
            self._grip = at
            if left and self.canvas.mode is Mode.ALL:
                self.choose(self.canvas.pane_at(at))
        self._show_cursor(at)
        return True

    def _move(self, event: QMouseEvent) -> bool:
        at = event.position()
        if self._slides:
            self._slide_to(at)
        elif self._grip is not None:
            moved, self._grip = at - self._grip, at
            self.canvas.pan(moved.x(), moved.y())
        self._show_cursor(at)
        return True

    def _release(self, event: QMouseEvent) -> bool:
        self._grip, self._slides = None, False
        self._show_cursor(event.position())
        return True

    def _double(self, event: QMouseEvent) -> bool:
        """Pixel for pixel, and back to all of it."""
        if event.button() == Qt.MouseButton.LeftButton and not self._slides:
            if self.canvas.is_fitted:
                self.canvas.zoom_at(1 / self.canvas.zoom, event.position())
            else:
                self.canvas.fit()
        return True

    def _wheel(self, event: QWheelEvent) -> bool:
        """A wheel zooms at the pointer; two fingers on a touchpad pan, with Ctrl they zoom."""
        turn = event.angleDelta()
        ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.deviceType() == QPointingDevice.DeviceType.TouchPad and not ctrl:
            moved = event.pixelDelta() if not event.pixelDelta().isNull() else turn / 8
            self.canvas.pan(moved.x(), moved.y())
        else:
            self.canvas.zoom_at(_ZOOM_PER_NOTCH ** (turn.y() / _NOTCH), event.position())
        return True

    def _pinch(self, event: QNativeGestureEvent) -> bool:
        if event.gestureType() is Qt.NativeGestureType.ZoomNativeGesture:
            self.canvas.zoom_at(1 + event.value(), event.position())
        return True

    def _menu(self, event: QContextMenuEvent) -> bool:
        self.menu_wanted.emit(event.globalPos())
        return True

    def _key(self, event: QKeyEvent) -> bool:
        key = keys.name(event)
        command = _meant(key)
        if event.key() == Qt.Key.Key_Space or key == ORIGINAL_KEY:
            self._hold(key == ORIGINAL_KEY, not event.isAutoRepeat())
            return True
        if not command:
            return self._others(event)
        if not event.isAutoRepeat() or command.partition(":")[2] in _REPEATED:
            self.do(command)
        return True

    def _key_up(self, event: QKeyEvent) -> bool:
        if not event.isAutoRepeat() and event.key() in (Qt.Key.Key_Space, Qt.Key.Key_O):
            self._let_go()
        return False

    def _focus_in(self, event: QFocusEvent) -> bool:
        """A frame shows the focus that the keyboard brought."""
        self.canvas.focus_seen = event.reason() in BY_KEYBOARD
        self.canvas.update()
        return False

    def _focus_out(self, event: QFocusEvent) -> bool:
        """Held keys are let go: their release may never come."""
        self._let_go()
        return False

    # Inside

    def _hold(self, original: bool, first: bool) -> None:
        if first and original:
            self.canvas.show_original(True)
        elif first:
            self._space = True
            self._show_cursor(None)

    def _let_go(self) -> None:
        self._space, self._slides, self._grip = False, False, None
        self.canvas.show_original(False)
        self._show_cursor(None)

    def _at_divider(self, at: QPointF) -> bool:
        """In reach of the divider; while all of the picture is shown, anywhere on it."""
        canvas = self.canvas
        if canvas.mode is not Mode.SLIDER or canvas.compared is None:
            return False
        seen, x = canvas.seen(canvas.pane_boxes[0]), canvas.divider_x()
        near = abs(at.x() - x) <= _REACH or knob_rect(x, seen).contains(at)
        return seen.contains(at) and (near or canvas.is_fitted)

    def _slide_to(self, at: QPointF) -> None:
        seen = self.canvas.seen(self.canvas.pane_boxes[0])
        self.canvas.put_divider((at.x() - seen.left()) / max(1.0, seen.width()))

    def _show_cursor(self, at: QPointF | None) -> None:
        shape = Qt.CursorShape.ArrowCursor
        if self._slides or (at is not None and not self._space and self._grip is None and self._at_divider(at)):
            shape = Qt.CursorShape.SplitHCursor
        elif self._grip is not None and not self.canvas.is_fitted:
            shape = Qt.CursorShape.ClosedHandCursor
        elif self._space or not self.canvas.is_fitted:
            shape = Qt.CursorShape.OpenHandCursor
        self.canvas.setCursor(shape)

    def _do_named(self, name: str) -> None:
        self.do(f"compare:{name}")
        self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def _table(self) -> dict[str, Callable[[], object]]:
        canvas = self.canvas
        places = {f"compare:candidate{place + 1}": partial(self.choose, place) for place in range(4)}
        return {
            **{f"compare:{mode}": partial(self.show_mode, mode) for mode in Mode}, **places,
            "compare:next": partial(self._step, 1), "compare:former": partial(self._step, -1),
            "compare:left": partial(self._nudge, -_STEP), "compare:right": partial(self._nudge, _STEP),
            "compare:keep": self._ask_keep, "compare:back": self.left.emit,
            "fit": canvas.fit, "actual": partial(canvas.scale_to, 1.0), "double": partial(canvas.scale_to, 2.0),
            "zoom_in": partial(self._zoom, 2.0), "zoom_out": partial(self._zoom, 0.5),
        }  # fmt: skip

    def _zoom(self, factor: float) -> None:
        self.canvas.zoom_at(factor, QPointF(self.canvas.rect().center()))

    def _step(self, by: int) -> None:
        self.choose(self.place + by)

    def _nudge(self, by: float) -> None:
        self.canvas.put_divider(self.canvas.split + by)

    def _ask_keep(self) -> None:
        if not self.options.keep.isHidden():
            self.keep_wished.emit(self.place)


def _meant(key: str) -> str:
    """The id of the command that a key stands for here: one of the comparison's own, or a zoom."""
    held = (*keymap.at(Where.COMPARE).get(key, ()), *keymap.at(Where.STUDIO).get(key, ()))
    return next((command.id for command in held if command.where is Where.COMPARE or command.id in ZOOMS), "")
