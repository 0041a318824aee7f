"""The editor's panel: words for the region, how much is painted, and the one button that sends it."""

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from mj_desktop.core.generation import DEMO
from mj_desktop.mask.overlay import Overlay
from mj_desktop.ui import controls
from mj_desktop.ui.desk.edit import PromptEdit
from mj_desktop.ui.mask_editor.facts import Facts
from mj_desktop.ui.mask_editor.overlay_part import OverlayPart
from mj_desktop.ui.mask_editor.panel_parts import CoverageBar, Notice
from mj_desktop.ui.mask_editor.panel_words import hints, percent, sentence, weight

WIDTH = 264
_PADDING = 16
_TOP = 40
_TWO_LINES = 28


class RegionPanel(QWidget):
    """Shows what would be sent; reports that a person wants it sent, changed, or shown otherwise."""

    submitted = Signal()
    pressed = Signal(str)  # a command of the editor
    overlay_wished = Signal(object)  # Overlay

    def __init__(self, within: QWidget | None = None, whole: bool = True) -> None:
        super().__init__(within)
        self.setObjectName("mask-panel")
        self.setFixedWidth(WIDTH)
        controls.ground(self, "panel")
        self.edit = PromptEdit()
        self.edit.setObjectName("region-prompt")
        self.edit.setAccessibleName(self.tr("Prompt for the region"))
        self.edit.setPlaceholderText(self.tr("What is to be there"))
        self.edit.setFixedHeight(96)
        self._percent = controls.label("")
        self._percent.setObjectName("mask-coverage")
        self._bar = CoverageBar()
        self._sentence = controls.label("", 11, tone="faint")
        self._size = controls.label("")
        self._size.setObjectName("mask-pixels")
        self._sent = controls.label("")
        self._sent.setObjectName("mask-sent-as")
        self._hints = controls.label("", 11, tone="faint")
        self._hints.setObjectName("mask-hints")
        self._hints.setWordWrap(True)
        self._hints.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._hints.setMinimumHeight(_TWO_LINES)  # nothing jumps when there is something to say
        self._overlay = OverlayPart()
        tip = self.tr("Use the mask begun on another picture of the same grid [Ctrl+Shift+V]")
        self._carry = controls.Button(self.tr("Use the sibling's mask"), "panel-carry", "", "quiet", tip)
        self._notice = Notice()
        self.repaint_button = controls.Button(self.tr("Repaint"), "repaint", "brush", "unready")
        self._cost = controls.label("", 11, tone="faint")
        self._about_words = controls.label("", 11, tone="faint")
        self._about_words.setObjectName("region-prompt-hint")
        self._sections = self._lay_out()
        self.edit.submitted.connect(self.submitted)
        self.repaint_button.clicked.connect(self.submitted)
        self._overlay.wished.connect(self.overlay_wished)
        if whole:
            for _ in self.filling():
                pass

    def filling(self) -> Iterator[None]:
        """Fill what scrolls, in steps of some milliseconds."""
        for section in (self._words, self._facts, self._looks, self._deeds):
            section(self._sections)
            yield

    def prompt(self) -> str:
        """The words for the region; "" keeps the first prompt."""
        return self.edit.toPlainText().strip()

    def show_picture(self, width: int, height: int, origin: str, *, needs_words: bool = False) -> None:
        """Show the size that picture and mask have, whether a repaint costs anything, and whether it needs words."""
        keeps = self.tr("Leave it empty to keep the first prompt.")
        self._about_words.setText(self.tr("Needed: the picture has no prompt.") if needs_words else keeps)
        self._size.setText(f"{width} × {height}")
        free = origin == DEMO
        self._cost.setText(self.tr("Free with the demo engine") if free else self.tr("Charged when it succeeds"))

    def show_sibling(self, is_there: bool) -> None:
        """Offer a sibling's mask where there is one."""
        self._carry.setVisible(is_there)

    def show_facts(self, facts: Facts) -> None:
        """Show the painted share, what is sent, and what may be unintended."""
        self._percent.setText(percent(facts.coverage))
        self._sentence.setText(sentence(facts.coverage))
        self._bar.show_share(facts.coverage)
        self._sent.setText(" · ".join([facts.format.upper(), *([weight(facts.size)] if facts.size else [])]))
        self._hints.setText(" ".join(hints(facts.hints)))
        self.repaint_button.set_variant("main" if facts.coverage else "unready")

    def show_overlay(self, overlay: Overlay) -> None:
        """Show how the mask is drawn over the picture."""
        self._overlay.show_overlay(overlay)

    def show_cost(self, words: str) -> None:
        """Say what a repaint costs."""
        self._cost.setText(words)

    def show_notice(self, words: str) -> None:
        """Say something above the button; "" takes it away."""
        self._notice.show_words(words)

    def ask_words(self) -> None:
        """Say that words are needed, and have the keyboard where they are typed."""
        self.show_notice(self.tr("Write what is to be there: the picture has no prompt of its own."))
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def notice(self) -> str:
        """What is said above the button."""
        return self._notice.words()

    def _lay_out(self) -> QVBoxLayout:
        """Two parts; returns what is to be filled of the first, which has its place by then: see `parts.py`."""
        outer, area = QVBoxLayout(self), _scroll_area()
        outer.setContentsMargins(0, 0, 0, 12)
        outer.setSpacing(0)
        outer.addWidget(area, 1)
        outer.addLayout(self._pinned())
        inside = QFrame()
        controls.ground(inside, "panel")
        column = QVBoxLayout(inside)
        column.setContentsMargins(_PADDING, 0, _PADDING, 0)
        column.setSpacing(0)
        area.setWidget(inside)
        return column

    def _pinned(self) -> QVBoxLayout:
        """What is always in sight: what is wrong, and the button that sends."""
        column = QVBoxLayout()
        column.setContentsMargins(_PADDING, 8, _PADDING, 0)
        column.setSpacing(0)
        column.addWidget(self._notice)
        column.addSpacing(12)
        column.addWidget(self.repaint_button)
        column.addSpacing(8)
        keys = QKeySequence("Ctrl+Return").toString(QKeySequence.SequenceFormat.NativeText).replace("Return", "Enter")
        column.addLayout(controls.ends(self._cost, controls.label(keys, 11, tone="faint")))
        return column

    def _words(self, column: QVBoxLayout) -> None:
        title = controls.label(self.tr("Prompt for the region"), weight=600)
        title.setFixedHeight(_TOP)
        column.addWidget(title)
        column.addSpacing(3)
        column.addWidget(self.edit)
        column.addSpacing(8)
        column.addWidget(self._about_words)

    def _facts(self, column: QVBoxLayout) -> None:
        _part(column)
        column.addLayout(controls.ends(controls.label(self.tr("Coverage"), tone="muted"), self._percent))
        column.addSpacing(8)
        column.addWidget(self._bar)
        column.addSpacing(8)
        column.addWidget(self._sentence)
        column.addSpacing(12)
        column.addLayout(controls.ends(controls.label(self.tr("Mask size"), tone="muted"), self._size))
        column.addSpacing(4)
        column.addLayout(controls.ends(controls.label(self.tr("Sent as"), tone="muted"), self._sent))
        column.addSpacing(4)
        column.addWidget(self._hints)

    def _looks(self, column: QVBoxLayout) -> None:
        _part(column)
        column.addWidget(self._overlay)
        _part(column)

    def _deeds(self, column: QVBoxLayout) -> None:
        column.addLayout(self._operations())
        column.addSpacing(8)
        column.addLayout(self._files())
        column.addWidget(self._carry)
        column.addStretch(1)

    def _operations(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(8)
        for place, (command, words, key) in enumerate(
            (
                ("invert", self.tr("Invert"), "I"), ("grow", self.tr("Grow"), "G"), ("shrink", self.tr("Shrink"), "S"),
                ("smooth", self.tr("Smooth"), "T"), ("feather", self.tr("Feather"), "Shift+F6"),
                ("fill_holes", self.tr("Fill"), "F"),
            )
        ):  # fmt: skip
            button = controls.Button(words, f"panel-{command}", tip=f"{words} [{key}]")
            button.clicked.connect(partial(self.pressed.emit, command))
            grid.addWidget(button, place // 3, place % 3)
        return grid

    def _files(self) -> QHBoxLayout:
        """The ways that masks come and go."""
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(controls.label(self.tr("Mask"), tone="muted"))
        row.addStretch(1)
        for command, words, tip in (
            ("import", self.tr("Open"), self.tr("Open a mask from a file [Ctrl+O]")),
            ("export", self.tr("Save"), self.tr("Save the mask as a file [Ctrl+S]")),
            ("reuse", self.tr("Use last"), self.tr("Use the last mask again [Ctrl+Shift+D]")),
        ):
            button = controls.Button(words, f"panel-{command}", "", "quiet", tip)
            button.clicked.connect(partial(self.pressed.emit, command))
            row.addWidget(button)
        self._carry.clicked.connect(partial(self.pressed.emit, "carry"))
        return row


def _scroll_area() -> QScrollArea:
    """A low window scrolls what is in it."""
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area


def _part(column: QVBoxLayout) -> None:
    """Space, a hairline, space."""
    column.addSpacing(14)
    column.addWidget(controls.hairline())
    column.addSpacing(12)
