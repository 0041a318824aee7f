"""What stands in the action bar: a group's word with its joined buttons, or one button with icon and words."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from mj_desktop.core.actions import Action
from mj_desktop.ui import controls, icons, keymap, theme
from mj_desktop.ui.action_bar.fit import Shape

_LABEL_GAP = 6
_SEGMENT_PAD = 14
_SEGMENT_MIN = 27
_ARROWS = "arrow-"
# The commands of the picture that do the same, by verb.
_COMMANDS = {"upscale": "upscale_tile", "variation": "vary_tile", "reroll": "action:reroll",
             "variation_region": "repaint"}  # fmt: skip
_PINNED = ("upscale", "variation")
# When words fall: "region" first, then single buttons become icons, "Repaint" last.
_FIRST, _NEXT, _LAST = 0, 1, 2


def said(text: str) -> str:
    """Words of the table of actions in the interface's language."""
    return QCoreApplication.translate("Action", text)


def tooltip(action: Action) -> str:
    """Words, what it does, and the key in brackets where there is one; an unknown action shows its id."""
    if not action.verb:
        return f"{said(action.label)}: {said(action.hint)} ({action.id})"
    return f"{said(action.label)}: {said(action.hint)}{_bracket(action)}"


def _bracket(action: Action) -> str:
    command = _COMMANDS.get(action.verb, "")
    key = keymap.shown(command) if command else ""
    if not key or action.verb not in _PINNED:
        return f" [{key}]" if key else ""
    digit = keymap.shown(f"tile{action.tile}") if action.tile else ""
    return f" [{digit}, {key}]" if digit else ""


class ActionSegment(controls.Segment):
    """One action of a group: its digit, amount or arrow."""

    asked = Signal(str)

    def __init__(self, action: Action, ends: tuple[bool, bool]) -> None:
        self._arrow = action.icon if action.icon.startswith(_ARROWS) else ""
        words = "" if self._arrow else said(action.short)
        advance = QFontMetrics(theme.font(tabular=True)).horizontalAdvance(words)
        super().__init__(action.id, words, ends, checkable=False, width=max(_SEGMENT_MIN, advance + _SEGMENT_PAD))
        self.setObjectName(f"action_{action.id}")
        self.setAccessibleName(said(action.label))
        self.setToolTip(tooltip(action))
        self.clicked.connect(self._ask)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The segment, and on it the arrow."""
        super().paintEvent(event)
        if self._arrow:
            token = "text" if self.isEnabled() else "off"
            box = QRectF((self.width() - 16) / 2, 0, 16, self.height())
            icons.paint(QPainter(self), self._arrow, theme.colour(token), box)

    def _ask(self) -> None:
        self.asked.emit(self.value)


class Piece(QWidget):
    """Something that stands in the bar: it has faces from wordy to terse, and the actions it holds."""

    asked = Signal(str)

    def __init__(self, actions: Sequence[Action]) -> None:
        super().__init__()
        self.actions_held = tuple(actions)

    def show_tip(self, action: Action, words: str) -> None:
        """Another tooltip for one of its actions."""
        raise NotImplementedError

    def shape_of(self) -> Shape:
        """Its widths and when it sheds words."""
        raise NotImplementedError

    def show_face(self, face: int) -> None:
        """Wear a face of `shape_of`, by number."""
        raise NotImplementedError


class GroupPiece(Piece):
    """A word and its joined buttons: Upscale 1 2 3 4."""

    def __init__(self, title: str, actions: Sequence[Action]) -> None:
        super().__init__(actions)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(controls.label(said(title), tone="muted"))
        row.addSpacing(_LABEL_GAP)
        last = len(actions) - 1
        self._segments: dict[Action, ActionSegment] = {}
        for index, action in enumerate(actions):
            segment = ActionSegment(action, (index == 0, index == last))
            segment.asked.connect(self.asked)
            self._segments[action] = segment
            row.addWidget(segment)

    def show_tip(self, action: Action, words: str) -> None:
        """On the action's own segment."""
        self._segments[action].setToolTip(words)

    def shape_of(self) -> Shape:
        """One face; upscales and variations never fall."""
        return Shape((self.sizeHint().width(),), pinned=self.actions_held[0].verb in _PINNED)

    def show_face(self, face: int) -> None:
        """There is only one."""


class ButtonPiece(Piece):
    """One action by itself: icon and words, shorter words, or only its icon."""

    def __init__(self, action: Action, name: str, words: Sequence[str], icon_only: bool) -> None:
        super().__init__((action,))
        self._words = tuple(words)
        self._icon_only = icon_only
        self._button = controls.Button(words[0], name, action.icon, tip=tooltip(action))
        self._button.setAccessibleName(said(action.label))
        self._button.setParent(self)
        self._button.clicked.connect(self._ask)
        self._widths = tuple(self._measured(text) for text in self._words)

    def show_tip(self, action: Action, words: str) -> None:
        """On the one button."""
        self._button.setToolTip(words)

    def shape_of(self) -> Shape:
        """Words shed one after the other, at last all of them."""
        sheds = [_FIRST] * (len(self._words) - 1)
        if not self._icon_only:
            return Shape(self._widths, tuple(sheds))
        end = _LAST if len(self._words) > 1 else _NEXT
        pinned = end == _LAST or self.actions_held[0].verb in _PINNED
        return Shape((*self._widths, controls.CONTROL), (*sheds, end), pinned)

    def show_face(self, face: int) -> None:
        """Words, fewer words, or none."""
        bare = face >= len(self._words)
        self._button.setText("" if bare else self._words[face])
        self._button.setProperty("variant", "quiet" if bare else "plain")
        self._button.style().unpolish(self._button)
        self._button.style().polish(self._button)
        width = controls.CONTROL if bare else self._widths[face]
        self._button.setGeometry(0, 0, width, controls.CONTROL)

    def sizeHint(self) -> QSize:
        """As its button is now."""
        return self._button.size()

    def _measured(self, text: str) -> int:
        self._button.setText(text)
        self._button.ensurePolished()
        return self._button.sizeHint().width()

    def _ask(self) -> None:
        self.asked.emit(self.actions_held[0].id)


def vertical_line() -> QWidget:
    """The hairline between what the service offers and what this program adds."""
    line = controls.hairline(Qt.Orientation.Vertical)
    line.setFixedHeight(20)
    return line
