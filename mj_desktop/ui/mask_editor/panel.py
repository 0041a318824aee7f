"""The editor's panel: words for the region, how much is painted, and the one button that sends it."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from mj_desktop.core.generation import DEMO
from mj_desktop.ui import controls, icons, theme
from mj_desktop.ui.desk.edit import PromptEdit
from mj_desktop.ui.mask_editor.panel_words import percent, sentence

WIDTH = 264
_PADDING = 16
_TOP = 40
_BAR = 6


class RegionPanel(QWidget):
    """Shows what would be sent; reports that a person wants it sent, turned round or cleared."""

    submitted = Signal()
    inverted = Signal()
    cleared = Signal()

    def __init__(self) -> None:
        super().__init__()
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
        self._invert = controls.Button(self.tr("Invert"), "panel-invert", tip=self.tr("Invert the mask [I]"))
        self._clear = controls.Button(self.tr("Clear"), "panel-clear", tip=self.tr("Clear the mask [Ctrl+D]"))
        self._notice = Notice()
        self.repaint_button = controls.Button(self.tr("Repaint"), "repaint", "brush", "main")
        self._cost = controls.label("", 11, tone="faint")
        self._lay_out()
        self.edit.submitted.connect(self.submitted)
        self.repaint_button.clicked.connect(self.submitted)
        self._invert.clicked.connect(self.inverted)
        self._clear.clicked.connect(self.cleared)

    def prompt(self) -> str:
        """The words for the region; "" keeps the first prompt."""
        return self.edit.toPlainText().strip()

    def show_picture(self, width: int, height: int, origin: str) -> None:
        """Show the size that picture and mask have, and whether a repaint costs anything."""
        self._size.setText(f"{width} × {height}")
        free = origin == DEMO
        self._cost.setText(self.tr("Free with the demo engine") if free else self.tr("Charged when it succeeds"))

    def show_cost(self, words: str) -> None:
        """Say what a repaint costs."""
        self._cost.setText(words)

    def show_coverage(self, coverage: float) -> None:
        """Show the painted share, 0 to 1."""
        self._percent.setText(percent(coverage))
        self._sentence.setText(sentence(coverage))
        self._bar.show_share(coverage)

    def show_notice(self, words: str) -> None:
        """Say something above the button; "" takes it away."""
        self._notice.show_words(words)

    def notice(self) -> str:
        """What is said above the button."""
        return self._notice.words()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(_PADDING, 0, _PADDING, 12)
        column.setSpacing(0)
        title = controls.label(self.tr("Prompt for the region"), weight=600)
        title.setFixedHeight(_TOP)
        column.addWidget(title)
        column.addSpacing(3)
        column.addWidget(self.edit)
        column.addSpacing(8)
        column.addWidget(controls.label(self.tr("Leave it empty to keep the first prompt."), 11, tone="faint"))
        _part(column)
        column.addLayout(_ends(controls.label(self.tr("Coverage"), tone="muted"), self._percent))
        column.addSpacing(8)
        column.addWidget(self._bar)
        column.addSpacing(8)
        column.addWidget(self._sentence)
        column.addSpacing(12)
        column.addLayout(_ends(controls.label(self.tr("Mask size"), tone="muted"), self._size))
        column.addSpacing(4)
        column.addLayout(_ends(controls.label(self.tr("Same as the picture"), 11, tone="faint"), Tick()))
        _part(column)
        column.addLayout(self._operations())
        column.addStretch(1)
        column.addWidget(self._notice)
        column.addSpacing(12)
        column.addWidget(self.repaint_button)
        column.addSpacing(8)
        keys = QKeySequence("Ctrl+Return").toString(QKeySequence.SequenceFormat.NativeText).replace("Return", "Enter")
        column.addLayout(_ends(self._cost, controls.label(keys, 11, tone="faint")))

    def _operations(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._invert, 1)
        row.addWidget(self._clear, 1)
        return row


class CoverageBar(QWidget):
    """A thin bar, filled as far as the picture is painted."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(_BAR)
        self._share = 0.0

    def show_share(self, share: float) -> None:
        """Fill it so far, 0 to 1."""
        self._share = share
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Track and filled part; a little that is painted is seen."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        filled = max(float(_BAR), self.width() * self._share) if self._share else 0.0
        for token, width in (("track", float(self.width())), ("acctext", filled)):
            painter.setBrush(theme.colour(token))
            painter.drawRoundedRect(QRectF(0, 0, width, _BAR), _BAR / 2, _BAR / 2)


class Tick(QWidget):
    """A small green tick."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(16, 16)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Drawn in the colour of now."""
        icons.paint(QPainter(self), "check", theme.colour("good"), QRectF(self.rect()))


class Notice(QWidget):
    """A sentence with a triangle, in amber; hidden while there is nothing to say."""

    def __init__(self) -> None:
        super().__init__()
        self._sign = QLabel()
        self._sign.setFixedSize(QSize(16, 20))
        self._words = controls.label("", tone="warn")
        self._words.setObjectName("mask-notice")
        self._words.setWordWrap(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        self.hide()
        theme.notifier().changed.connect(self._restyle)
        self._restyle()

    def show_words(self, words: str) -> None:
        """Say `words`; "" hides it."""
        self._words.setText(words)
        self.setVisible(bool(words))

    def words(self) -> str:
        """What it says."""
        return self._words.text()

    def _restyle(self) -> None:
        glyph: QPixmap = icons.pixmap("triangle-alert", theme.colour("warn"), 16, self.devicePixelRatioF())
        self._sign.setPixmap(glyph)


def _part(column: QVBoxLayout) -> None:
    """Space, a hairline, space."""
    column.addSpacing(14)
    column.addWidget(controls.hairline())
    column.addSpacing(12)


def _ends(left: QWidget, right: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(left)
    row.addStretch(1)
    row.addWidget(right)
    return row
