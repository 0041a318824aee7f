"""The keyboard: what the mask editor's keys do while they are pressed, held and let go."""

import math
import time
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent

from mj_desktop.mask.kit import Tool
from mj_desktop.ui.mask_editor import keys

if TYPE_CHECKING:
    from mj_desktop.ui.mask_editor.editor import MaskEditor

HELD = 0.25
"""Seconds from which on a key that takes a tool was held, not tapped."""
# So soon after its release a press of the same key is the same one, still held.
_BOUNCE = 40


class Keyboard:
    """Does what keys mean to an editor. A tool whose key is held while it is used is in hand only as long.

    `clock` counts in seconds, and may be replaced.
    """

    def __init__(self, editor: "MaskEditor") -> None:
        self._editor = editor
        self.clock: Callable[[], float] = time.monotonic
        self._since = self._down = -math.inf
        self._key: Qt.Key | int | None = None
        self._before, self._taken = Tool.BRUSH, Tool.BRUSH
        self._presses = 0
        self._is_due = False
        # On X11 a held key may come as releases and presses of which Qt takes some for real ones.
        self.repeats_split = QGuiApplication.platformName() == "xcb"
        self._released: tuple[int, Qt.KeyboardModifier] | None = None
        self._let_go_of: Callable[[], None] = self.rest
        self._bounce = QTimer(editor, singleShot=True, interval=_BOUNCE)
        self._bounce.timeout.connect(self._is_let_go)

    def press(self, event: QKeyEvent) -> bool:
        """A key goes down; False for one that means nothing here."""
        if self._is_bounce(event):
            return True
        editor, way = self._editor, keys.arrow(event)
        if way is None and not event.isAutoRepeat():
            self._down = self.clock()
        if keys.is_hold(event):
            if not event.isAutoRepeat():
                self._hold()
        elif keys.is_peek(event):
            editor.canvas.peek(True)
        elif way is not None:
            editor.canvas.step_ring(*way, event.modifiers())
        elif (command := keys.command(event)) is not None:
            self._run(command, event.key())
        else:
            return keys.knows(event)
        return True

    def release(self, event: QKeyEvent) -> bool:
        """A key is let go: so is the hand, the dab, the original or a tool; False for one that held nothing."""
        if event.isAutoRepeat():
            return True
        held = self._held_by(event)
        if held is None:
            return False
        if self._bounce.isActive():
            self._is_let_go()
        self._released, self._let_go_of = (event.key(), event.modifiers()), held
        if self.repeats_split and self._is_held_since(self._down):  # nothing repeats before
            self._bounce.start()
        else:
            held()
        return True

    def let_go(self) -> None:
        """The tool that was taken for a while is put back, once what is under way with it is done."""
        self._bounce.stop()
        key, self._key = self._key, None
        used = self._editor.canvas.hand.presses > self._presses
        self._is_due = key is not None and used and self._is_held_since(self._since)
        self.rest()

    def rest(self) -> None:
        """What was under way is done."""
        hand = self._editor.canvas.hand
        if self._is_due and (hand.is_panning or not hand.is_busy):
            self._is_due = False
            if self._editor.kit.kit.tool is self._taken:
                self._editor.kit.take(self._before)

    def _held_by(self, event: QKeyEvent) -> Callable[[], None] | None:
        if keys.is_peek(event):
            return partial(self._editor.canvas.peek, False)
        if keys.is_hold(event):
            return self._drop
        return self.let_go if event.key() == self._key else None

    def _is_held_since(self, moment: float) -> bool:
        return self.clock() - moment >= HELD

    def _drop(self) -> None:
        self._editor.canvas.hold_hand(False)
        if self._editor.canvas.by_keys:
            self._editor.canvas.release_ring()

    def _is_let_go(self) -> None:
        self._bounce.stop()
        self._let_go_of()

    def _is_bounce(self, event: QKeyEvent) -> bool:
        """True for a press that says that the key was never let go; any other says that it was."""
        if not self._bounce.isActive():
            return False
        is_same = self._released == (event.key(), event.modifiers())
        if is_same:
            self._bounce.stop()
        else:
            self._is_let_go()
        return is_same

    def _hold(self) -> None:
        if self._editor.canvas.by_keys:
            self._editor.canvas.press_ring()
        else:
            self._editor.canvas.hold_hand(True)

    def _run(self, command: str, key: int) -> None:
        before = self._editor.kit.kit.tool
        self._editor.do(command)
        self._taken = self._editor.kit.kit.tool
        if self._taken is not before:
            self._key, self._before, self._is_due = key, before, False
            self._presses = self._editor.canvas.hand.presses
            self._since = self.clock()
