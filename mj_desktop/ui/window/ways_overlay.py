"""An overlay that offers the ways out where something cannot go on as it was asked for: one line for each."""

import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mj_desktop.ui import controls
from mj_desktop.ui.commands.overlay import Overlay

_WIDE = 480
_QUIET = 0.5  # seconds
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class Way(NamedTuple):
    """A way out: its words, what comes of it, the button's icon, what it does."""

    words: str
    told: str
    icon: str
    deed: Callable[[], object]


class WaysOverlay(Overlay):
    """Each way has a digit as its key; the first one has the keyboard.

    It comes up while somebody may be writing: a key that comes in a moment after it, or after another, takes no way.
    `clock` gives seconds.
    """

    def __init__(
        self, window: QWidget, title: str, told: str, ways: Sequence[Way], clock: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(window, "ways", title, "")
        self._clock, self._heard = clock, clock()
        self.field.hide()
        self._ways = ways
        self._buttons = [self._button(place, way) for place, way in enumerate(ways, 1)]
        self.setFocusProxy(self._buttons[0])
        inside = QVBoxLayout()
        inside.setContentsMargins(16, 16, 16, 0)
        inside.setSpacing(4)
        inside.addWidget(controls.label(title, weight=600))
        inside.addWidget(_wrapped(told))
        inside.addSpacing(8)
        for button, way in zip(self._buttons, ways, strict=True):
            row = QHBoxLayout()
            row.addWidget(button)
            row.addStretch(1)
            inside.addLayout(row)
            inside.addWidget(_wrapped(way.told))
            inside.addSpacing(6)
        self.column.addLayout(inside)
        self.column.addWidget(self.hint_line(self.tr("A digit or Enter takes one, Esc closes.")))

    def open_overlay(self) -> None:
        """Cover the window; the first way has the keyboard."""
        super().open_overlay()
        self._buttons[0].setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._heard = self._clock()

    @property
    def listens(self) -> bool:
        """True when no key came for a moment: the next one is meant."""
        return self._clock() - self._heard >= _QUIET

    def place(self, room: QRect) -> QRect:
        """Near the top, as high as its words need."""
        width = min(_WIDE, room.width() - 32)
        high = max(self.column.heightForWidth(width), self.column.sizeHint().height())
        return QRect((room.width() - width) // 2, room.height() // 6, width, high)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes from way to way."""
        self._step(1 if forward else -1)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What is written in one go is no answer."""
        is_press = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and watched in self._buttons
        if is_press and isinstance(event, QKeyEvent) and event.text().strip("\x1b\t"):
            meant, self._heard = self.listens, self._clock()
            return not meant
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits, arrows, Enter, Esc."""
        digit = event.text()
        if event.key() == Qt.Key.Key_Escape:
            self.close_overlay()
        elif event.key() in _STEPS:
            self._step(_STEPS[Qt.Key(event.key())])
        elif event.key() in _ENTER:
            self._take(self._at())
        elif digit.isascii() and digit.isdigit() and 1 <= int(digit) <= len(self._ways):
            self._take(int(digit) - 1)

    def _button(self, place: int, way: Way) -> controls.Button:
        made = controls.Button(way.words, f"way_{place}", way.icon, tip=f"{way.words} [{place}]")
        made.clicked.connect(partial(self._take, place - 1))
        made.installEventFilter(self)
        return made

    def _at(self) -> int:
        return next((place for place, button in enumerate(self._buttons) if button.hasFocus()), 0)

    def _step(self, by: int) -> None:
        place = (self._at() + by) % len(self._buttons)
        self._buttons[place].setFocus(Qt.FocusReason.TabFocusReason)

    def _take(self, place: int, checked: bool = False) -> None:
        self.close_overlay()
        self._ways[place].deed()


def _wrapped(words: str) -> QWidget:
    made = controls.label(words, 11, tone="muted")
    made.setWordWrap(True)
    return made
