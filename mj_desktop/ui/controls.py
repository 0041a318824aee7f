"""Small shared controls: buttons, segments, chips, labels, hairlines and the progress ring.

Buttons take the focus from Tab only, so that a click leaves it where a person works and a focus frame always means the
keyboard. Enter presses the one that has it, as the space bar does.
"""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QIcon,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QStyledItemDelegate,
    QToolButton,
    QWidget,
)

from mj_desktop.ui import arrows, icons, theme
from mj_desktop.ui import ground as first
from mj_desktop.ui.controls_words import Elided, Glyph, label
from mj_desktop.ui.ground import dress, repolish

__all__ = [
    "Button", "Chip", "Choice", "Elided", "Glyph", "IconButton", "Segment", "Segments",
    "centre", "draw_pill", "draw_ring", "dress", "ends", "follow_choice", "ground", "hairline", "label",
    "pressed", "repolish",
]  # fmt: skip

CONTROL = 28
TOOL = 36
LARGE = 20  # an icon in a tool column
RADIUS = 6
SCRIM = QColor(20, 20, 20, 204)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Button(QPushButton):
    """A button with words and, if named, an icon.

    `variant` is plain, filled (the accent's, one per region), main (filled, 40 high), unready (a main one that has
    nothing to do yet: plain), quiet (a ground on hover only) or link (small accented words in a line of 11).
    """

    def __init__(self, words: str, name: str, icon: str = "", variant: str = "plain", tip: str = "") -> None:
        super().__init__(words)
        self.setObjectName(name)
        self.setProperty("variant", variant)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setToolTip(tip)
        self._glyph = icon
        self._restyle()
        theme.notifier().changed.connect(self._restyle)

    def set_glyph(self, icon: str) -> None:
        """Show another icon, or none for ""."""
        self._glyph = icon
        self._restyle()

    def set_variant(self, variant: str) -> None:
        """Look like another variant."""
        if variant != self.property("variant"):
            self.setProperty("variant", variant)
            self.style().unpolish(self)
            self.style().polish(self)
            self._restyle()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it."""
        if not pressed(self, event):
            super().keyPressEvent(event)

    def _restyle(self) -> None:
        variant = self.property("variant")
        filled = variant in ("filled", "main")
        self.setFont(theme.font(11 if variant == "link" else 13, 600 if filled else 500 if variant == "link" else 400))
        if not self._glyph:
            self.setIcon(QIcon())
            return
        gap = 4 if self.text() else 0
        self.setIcon(icons.icon(self._glyph, "on_accent" if filled else "text", gap=gap))
        self.setIconSize(QSize(16 + gap, 16))


class IconButton(QToolButton):
    """A square button with an icon only: 28 points, or 36 in a tool column; its tooltip is "Words [Key]".

    With the variant "filled" it is the accent's colour when checked (the tool in hand), else softly tinted.
    """

    def __init__(
        self, icon: str, tooltip: str, name: str, *, edge: int = CONTROL, checkable: bool = False, variant: str = ""
    ) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setFixedSize(edge, edge)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCheckable(checkable)
        self.setProperty("variant", variant)
        self._glyph = icon
        self.set_tip(tooltip)
        self._restyle()
        theme.notifier().changed.connect(self._restyle)

    def set_glyph(self, icon: str) -> None:
        """Show another icon."""
        self._glyph = icon
        self._restyle()

    def set_tip(self, tooltip: str) -> None:
        """Words and key: the words are the accessible name too."""
        self.setToolTip(tooltip)
        self.setAccessibleName(tooltip.partition(" [")[0])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it."""
        if not pressed(self, event):
            super().keyPressEvent(event)

    def _restyle(self) -> None:
        size = 16 if self.width() <= CONTROL else LARGE
        on = "on_accent" if self.property("variant") == "filled" else "acctext"
        self.setIcon(icons.icon(self._glyph, "muted", size, on if self.isCheckable() else ""))
        self.setIconSize(QSize(size, size))


class Segments(QWidget):
    """Words in one shared outline: exclusive (one is chosen), or push digits that only report.

    `items` are (value, words) pairs. Emits `chosen(value)` when a person chooses or pushes.
    """

    chosen = Signal(str)

    def __init__(
        self, items: Sequence[tuple[str, str]], name: str, label: str, *, exclusive: bool = True, width: int = 0
    ) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(label)
        self._buttons: dict[str, Segment] = {}
        self._group = QButtonGroup(self)
        self._group.setExclusive(exclusive)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for index, (value, words) in enumerate(items):
            ends = index == 0, index == len(items) - 1
            segment = Segment(value, words, ends, checkable=exclusive, width=width)
            segment.setObjectName(f"{name}-{value}")
            self._buttons[value] = segment
            self._group.addButton(segment)
            row.addWidget(segment, 1)
        follow_choice(self._group)
        self._group.buttonClicked.connect(self._report)

    def select(self, value: str) -> None:
        """Choose `value` without reporting it; an unknown value chooses nothing."""
        if value in self._buttons:
            self._buttons[value].setChecked(True)

    def value(self) -> str:
        """The chosen value, or ""."""
        button = self._group.checkedButton()
        return button.value if isinstance(button, Segment) else ""

    def segment(self, value: str) -> "Segment":
        """The button of `value`, to give it a tooltip or disable it."""
        return self._buttons[value]

    def _report(self, button: QAbstractButton) -> None:
        if isinstance(button, Segment):
            self.chosen.emit(button.value)


class Segment(QAbstractButton):
    """One word or digit of `Segments`; paints itself, as a style sheet leaves gaps where outlines meet."""

    def __init__(self, value: str, words: str, ends: tuple[bool, bool], *, checkable: bool, width: int) -> None:
        super().__init__()
        self.value = value
        self._first, self._last = ends
        self._wish = width
        self.setText(words)
        self.setAccessibleName(words)
        self.setCheckable(checkable)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it."""
        if not pressed(self, event):
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """As wide as its semi-bold words and 10 points at each side, unless a width was asked for."""
        words = QFontMetrics(theme.font(weight=600)).horizontalAdvance(self.text())
        return QSize(self._wish or words + 20, CONTROL)

    def minimumSizeHint(self) -> QSize:
        """Words are never cut; the room beside them may shrink."""
        words = QFontMetrics(theme.font(weight=600)).horizontalAdvance(self.text())
        return QSize(self._wish or words + 12, CONTROL)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, outline, words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillPath(self._shape(0), self._ground())
        edge = "line" if not self.isEnabled() else "edge"
        if not self.isEnabled() or not theme.is_dark():
            self._outline(painter, theme.colour(edge))
            if not self._first:  # in light no gap parts the words
                painter.fillRect(0, 1, 1, self.height() - 2, theme.colour("line"))
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("acctext"), 2))
            painter.drawPath(self._shape(1))
        chosen = self.isChecked()
        painter.setPen(theme.colour("off" if not self.isEnabled() else "acctext" if chosen else "text"))
        painter.setFont(theme.font(weight=600 if chosen else 400, tabular=True))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())

    def _ground(self) -> QColor:
        if not self.isEnabled():
            return theme.colour("panel")
        token = "press" if self.isDown() else "hover" if self.underMouse() else "raised"
        return theme.colour("accsoft" if self.isChecked() else token)

    def _outline(self, painter: QPainter, colour: QColor) -> None:
        """The shared outline's part: its far ends lie beyond the clip, where it goes on in the neighbour."""
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        box.adjust(0 if self._first else -RADIUS - 1, 0, 0 if self._last else RADIUS + 1, 0)
        painter.setPen(QPen(colour, 1))
        painter.drawRoundedRect(box, RADIUS - 0.5, RADIUS - 0.5)

    def _shape(self, inset: float) -> QPainterPath:
        """Rounded at the row's ends, straight inside; in dark the gap of 1 point is left open at the right."""
        gap = 0 if self._last or not theme.is_dark() else 1
        box = QRectF(self.rect()).adjusted(inset, inset, -inset - gap, -inset)
        path = QPainterPath()
        path.setFillRule(Qt.FillRule.WindingFill)
        path.addRoundedRect(box, RADIUS, RADIUS)
        half = QRectF(box.x(), box.y(), box.width() / 2, box.height())
        for rounded, rect in ((self._first, half), (self._last, half.translated(half.width(), 0))):
            if not rounded:
                path.addRect(rect)
        return path.simplified()


class Chip(QPushButton):
    """A word in an outline that can be on; when on it wears a tick."""

    def __init__(self, words: str, name: str, tip: str = "") -> None:
        super().__init__(words)
        self.setObjectName(name)
        self.setToolTip(tip)
        self.setCheckable(True)
        self.setProperty("variant", "chip")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.toggled.connect(self._restyle)
        theme.notifier().changed.connect(self._restyle)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it."""
        if not pressed(self, event):
            super().keyPressEvent(event)

    def _restyle(self) -> None:
        self.setIcon(icons.icon("check", "acctext") if self.isChecked() else QIcon())


class Choice(QComboBox):
    """A drop-down list with the set's own chevron."""

    def __init__(self, name: str, label: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._dressed = False

    def showPopup(self) -> None:
        """Open the list. Its own delegate is a menu's, which the sheet cannot reach; making it takes 3 ms."""
        if not self._dressed:
            self._dressed = True
            self.setItemDelegate(QStyledItemDelegate(self))
        super().showPopup()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the list, as the space bar does."""
        if event.key() in _ENTER and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.showPopup()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel scrolls the panel: a choice is never changed in passing."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The style's face, then the chevron at the right."""
        super().paintEvent(event)
        painter = QPainter(self)
        token = "muted" if self.isEnabled() else "off"
        icons.paint(painter, "chevron-down", theme.colour(token), QRectF(self.width() - 24, 0, 16, self.height()))


def pressed(button: QAbstractButton, event: QKeyEvent) -> bool:
    """Press `button` for Enter alone: with Ctrl it is the page's. Held down it counts once. An arrow walks on."""
    if event.key() not in _ENTER or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
        return arrows.walked(button, event)
    if not event.isAutoRepeat():
        button.click()
    return True


def follow_choice(group: QButtonGroup) -> None:
    """Let the keyboard, where one of `group` has it, go along to the one that is clicked: else two look chosen."""

    def follow(clicked: QAbstractButton) -> None:
        if any(button.hasFocus() for button in group.buttons()):
            clicked.setFocus(Qt.FocusReason.OtherFocusReason)

    group.buttonClicked.connect(follow)


def hairline(orientation: Qt.Orientation = Qt.Orientation.Horizontal) -> QFrame:
    """A line of one point across (or down)."""
    return first.hairline(orientation is Qt.Orientation.Vertical)


def ends(left: QWidget, right: QWidget) -> QHBoxLayout:
    """A row with one widget at each end."""
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(left)
    row.addStretch(1)
    row.addWidget(right)
    return row


def ground(widget: QWidget, token: str) -> None:
    """Let the sheet paint `widget`'s ground: "panel" or "viewer"."""
    widget.setProperty("ground", token)
    widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)


def draw_ring(painter: QPainter, rect: QRectF, percent: int | None, text: str = "") -> None:
    """A progress ring on a dark disc filling `rect`; None draws only the track; `text` stands in the middle."""
    line = max(2.5, rect.width() / 17)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(SCRIM)
    painter.drawEllipse(rect)
    inner = rect.adjusted(*(side * line * 1.5 for side in (1, 1, -1, -1)))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(255, 255, 255, 64), line))
    painter.drawEllipse(inner)
    if percent is not None:
        painter.setPen(QPen(Qt.GlobalColor.white, line, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawArc(inner, 90 * 16, -round(max(0, min(100, percent)) * 3.6 * 16))
    painter.setPen(Qt.GlobalColor.white)
    painter.setFont(theme.font(11 if rect.width() < 60 else 15, 600, tabular=True))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()


def draw_pill(painter: QPainter, rect: QRectF) -> None:
    """The dark rounded ground under white words on a picture, the same in both themes."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(SCRIM)
    painter.drawRoundedRect(rect, RADIUS, RADIUS)
    painter.restore()


def centre(rect: QRectF, size: float) -> QRectF:
    """A square of `size` in the middle of `rect`."""
    middle = rect.center()
    return QRectF(
        QPointF(middle.x() - size / 2, middle.y() - size / 2), QPointF(middle.x() + size / 2, middle.y() + size / 2)
    )
