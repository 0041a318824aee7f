"""The viewer: what the mouse, the wheel and the keys do on the canvas."""

import time
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPointingDevice,
    QShortcut,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from mj_desktop.core import actions
from mj_desktop.core.commands import Command, named
from mj_desktop.core.comparison import comparison
from mj_desktop.core.generation import State
from mj_desktop.core.intentions import Repaint, Trigger
from mj_desktop.core.situation import Situation
from mj_desktop.ui import keymap
from mj_desktop.ui.viewer import failed_card_words, keys
from mj_desktop.ui.viewer.canvas import Canvas
from mj_desktop.ui.viewer.tile_pill import BY_KEYBOARD
from mj_desktop.ui.viewer.typing import SPACE, Typing, is_letter

_NOTCH = 120
_ZOOM_PER_NOTCH = 1.25
_ZOOMS = ("fit", "actual", "double", "zoom_in", "zoom_out")


class Viewer(Canvas):
    """The canvas with input: zoom, pan, tiles by pointer and key, actions by key.

    A command of the picture that is another part's to do is reported as `commanded`, by its id, one that cannot run now
    as `refused`, with its reason, and a letter that was meant for a text as `strayed`; `menu_wanted` says where a menu
    is wanted, a point of the screen. `has_children` and `trashed` are told from outside.
    """

    commanded = Signal(str)
    refused = Signal(str)
    strayed = Signal()
    menu_wanted = Signal(QPoint)

    def __init__(self, parent: QWidget | None = None, clock: Callable[[], float] = time.time) -> None:
        super().__init__(parent, clock)
        self._drag: QPointF | None = None
        self._space = False
        self.has_children = self.trashed = False
        self.typing = Typing()
        self._deeds = self._table()
        keymap.notifier().changed.connect(self._arrange)
        for zoom in _ZOOMS:
            shortcut = QShortcut(self)
            keymap.bind(shortcut, zoom, named(zoom).keys)
            shortcut.activated.connect(self._deeds[zoom])

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

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """A menu of the picture, or of the tile that is spoken of."""
        if self._generation is not None:
            self.menu_wanted.emit(event.globalPos())

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

    def situation(self) -> Situation:
        """What decides which commands of the picture can run now."""
        shown = self._generation
        failed = shown is not None and shown.state is State.FAILED
        return Situation(
            keymap=keymap.now(), generation=shown, has_picture=self._loaded is not None, tile=self.tile,
            has_children=self.has_children, trashed=self.trashed,
            can_compare=comparison(shown, self._ancestors) is not None,
            remedies=tuple(failed_card_words.remedies(shown)) if shown is not None and failed else (),
        )  # fmt: skip

    def run(self, command: Command) -> None:
        """Do what a command of the picture means; a paid one waits a moment, so that Esc can take it back."""
        deed = self._deeds.get(command.id)
        if command.action:
            self._hold_and_ask(command.action)
        elif deed is not None:
            deed()
        else:
            self.commanded.emit(command.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A command's key runs it, Space holds the hand, Esc leaves the tile; other keys go on."""
        if not self._handled(event):
            super().keyPressEvent(event)

    def take_key(self, event: QKeyEvent) -> bool:
        """Do what a key pressed elsewhere means for the picture; False when it means nothing."""
        return self._typed(keys.name(event), event.isAutoRepeat())

    def step_to_tile(self, tile: int) -> None:
        """Choose tile 1..4; no word begins so, and what is done to one tile after the other comes quickly."""
        self.typing.end()
        super().step_to_tile(tile)

    def is_stray(self, key: str, command: Command | None) -> bool:
        """A key means `command` here, or nothing; True when it is not to be done: it costs, and is a letter of a word.

        What a letter before it began is taken back: see `strayed`.
        """
        in_word = self.typing.goes_on(key)
        if in_word or (command is None and is_letter(key)):
            self.strayed.emit()
        return in_word and (command is None or command.spends)

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
            if not event.isAutoRepeat():
                self.typing.goes_on(SPACE)
            self._space = True
            self._show_cursor()
            return True
        if event.key() == Qt.Key.Key_Escape:
            return self.leave_tile()
        return self._typed(keys.name(event), event.isAutoRepeat())

    def _typed(self, key: str, repeated: bool) -> bool:
        """Do what a key means now; one that is held acts once, unless it steps."""
        command = keys.meant(key, self.situation())
        if repeated and (command is None or command.id not in keys.REPEATED):
            return keys.is_known(key)
        if self.is_stray(key, command):
            return True
        if command is None:
            return self._nudged(key) or self._refused(key) or is_letter(key)  # which would choose by title in a list
        self.run(command)
        return True

    def _refused(self, key: str) -> bool:
        """Say why a key means nothing on this picture; arrows and their like are passed over."""
        reason = keys.reason(key, self.situation()) if len(key.removeprefix("Shift+")) == 1 else ""
        if reason:
            self.refused.emit(reason)
        return bool(reason)

    def _nudged(self, key: str) -> bool:
        """Arrows move an enlarged picture that has no tiles."""
        if key not in keys.NUDGES or self._place.fitted or self._loaded is None:
            return False
        self._place.pan(*keys.NUDGES[key])
        self._arrange()
        return True

    def _table(self) -> dict[str, Callable[[], None]]:
        return {
            "fit": self.fit, "actual": self.show_actual_size, "double": partial(self.show_scale, 2.0),
            "zoom_in": partial(self._zoom, 2.0), "zoom_out": partial(self._zoom, 0.5),
            **{f"tile{tile}": partial(self.step_to_tile, tile) for tile in (1, 2, 3, 4)},
            "next_tile": partial(self._step, 1), "former_tile": partial(self._step, -1),
            "tile_above": partial(self._step, -2), "tile_below": partial(self._step, 2),
            "first_tile": partial(self.step_to_tile, 1), "last_tile": partial(self.step_to_tile, 4),
            "alone": self._toggle_alone, "upscale_tile": partial(self._act_on_tile, "upscale"),
            "vary_tile": partial(self._act_on_tile, "variation"),
            "upscale_and_repaint": partial(self._act_on_tile, "upscale", then_repaint=True),
            "repaint": self._open_editor,
        }  # fmt: skip

    def _zoom(self, factor: float) -> None:
        middle = self.rect().center()
        self._place.zoom(factor, middle.x(), middle.y())
        self._arrange()

    def _step(self, tiles: int) -> None:
        """Go on by so many tiles in reading order; at the end stay. The first step goes to the first tile."""
        now = self.tile_in_sight()
        self.step_to_tile(1 if now is None else now + tiles if 1 <= now + tiles <= 4 else now)

    def _toggle_alone(self) -> None:
        """As a double click: the tile alone (a single picture pixel for pixel), or all again."""
        if not self._place.fitted:
            self.fit()
        elif self._has_tiles():
            self.show_tile(self.tile or 1)
        else:
            self.show_actual_size()

    def _act_on_tile(self, verb: str, then_repaint: bool = False) -> None:
        generation, tile = self._generation, self.tile
        if generation is not None and tile is not None:
            self._hold_and_ask(actions.for_tile(generation.actions, verb, tile), then_repaint)

    def _open_editor(self) -> None:
        """It costs nothing, so it opens at once."""
        if self._generation is not None:
            self.repaint_requested.emit(Repaint(self._generation.id))

    def _hold_and_ask(self, action: str | None, then_repaint: bool = False) -> None:
        if action is not None and self._generation is not None:
            self._trigger(Trigger(self._generation.id, action, held=True, then_repaint=then_repaint))
