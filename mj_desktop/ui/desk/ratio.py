"""The aspect ratio: chips that draw their shape, and a field for any other W:H."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from mj_desktop.core import prompt
from mj_desktop.ui import controls, theme
from mj_desktop.ui.controls_words import Wrapped

OTHER = "other"
_HIGH = 48
_SHAPE = 16.0


class RatioChip(QAbstractButton):
    """One ratio: its shape, drawn to scale, above its words."""

    def __init__(self, ratio: str, words: str) -> None:
        super().__init__()
        self.ratio = ratio
        self.setObjectName(f"ratio-{ratio.replace(':', '-')}")
        self.setText(words)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it."""
        if not controls.pressed(self, event):
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """48 high; the row shares its width out."""
        return QSize(42, _HIGH)

    def show_words(self, words: str) -> None:
        """Show other words, as for a typed ratio."""
        self.setText(words)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, outline, shape, words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen, usable = self.isChecked(), self.isEnabled()
        words = "acctext" if chosen else "text" if usable else "off"
        width = 2.0 if self.hasFocus() else 1.0
        edge = "acctext" if chosen or self.hasFocus() else "ctl" if usable else "line"
        edge = "text" if chosen and self.hasFocus() else edge  # else it is but a little thicker
        painter.setPen(QPen(theme.colour(edge), width))
        painter.setBrush(theme.colour(self._ground()))
        inset = width / 2
        box = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(box, controls.RADIUS, controls.RADIUS)
        painter.setPen(QPen(theme.colour("acctext" if chosen else "muted" if usable else "off"), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(self._shape(), 2.5, 2.5)
        painter.setPen(theme.colour(words))
        painter.setFont(theme.font(11, 600 if chosen else 400, tabular=True))
        foot = self.rect().adjusted(2, 26, -2, -3)
        elided = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, foot.width())
        painter.drawText(foot, Qt.AlignmentFlag.AlignCenter, elided)

    def _ground(self) -> str:
        if self.isChecked():
            return "accsoft"
        return "hover" if self.underMouse() and self.isEnabled() else "panel"

    def _shape(self) -> QRectF:
        across = prompt.proportion(self.ratio if self.ratio != OTHER else self.text()) if self._shaped() else 1.5
        width = _SHAPE * min(1.0, max(0.3, across))
        height = _SHAPE * min(1.0, max(0.3, 1 / across))
        return QRectF((self.width() - width) / 2, 16 - height / 2, width, height)

    def _shaped(self) -> bool:
        return self.ratio != OTHER or prompt.is_ratio(self.text())


class RatioChoice(QWidget):
    """Six chips and, for "Other", a W:H field with its sentence. `changed` carries the ratio that a person chose."""

    changed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("ratios")
        self.setAccessibleName(self.tr("Aspect ratio"))
        self._shown = prompt.DEFAULT_RATIO
        self._chips = {ratio: RatioChip(ratio, ratio) for ratio in prompt.RATIOS}
        self._chips[OTHER] = RatioChip(OTHER, self.tr("Other"))
        self._group = QButtonGroup(self)
        self.field = QLineEdit()
        self.field.setObjectName("ratio-field")
        self.field.setAccessibleName(self.tr("Aspect ratio, width:height"))
        self.field.setPlaceholderText("3:2")
        self.field.setFixedWidth(72)
        self._sentence = Wrapped("", "faint")
        self._other = QWidget()
        self._lay_out()
        self._chips[prompt.DEFAULT_RATIO].setChecked(True)
        self._open_field(False)
        controls.follow_choice(self._group)
        self._group.buttonClicked.connect(self._choose_by_hand)
        self.field.textChanged.connect(self._judge)
        self.field.textEdited.connect(self._take)

    def value(self) -> str:
        """The chosen ratio; for "Other" what the field says."""
        chosen = self._chosen()
        return self.field.text().strip() if chosen == OTHER else chosen

    def is_right(self) -> bool:
        """False when a person chose "Other" and wrote no W:H into its field."""
        return self._other.isHidden() or prompt.is_ratio(self.field.text())

    def refuse(self) -> None:
        """Say what is wrong, even of an empty field, and go there."""
        self._say(wrong=True)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def choose(self, ratio: str) -> None:
        """Choose a chip as a click on it does."""
        self._chips[ratio].setChecked(True)
        self._choose_by_hand()

    def show_ratio(self, ratio: str) -> None:
        """Show the ratio that counts; one without a chip is said on "Other"."""
        if ratio == self._shown:
            return
        self._shown = ratio
        if ratio != self.field.text().strip():
            self._open_field(False)
        place = ratio if ratio in self._chips and self._other.isHidden() else OTHER
        self._chips[place].setChecked(True)
        self._chips[OTHER].show_words(ratio if place == OTHER else self.tr("Other"))
        if place == OTHER and self._other.isHidden():
            self.field.setText(ratio)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        chips = QHBoxLayout()
        chips.setSpacing(4)
        for chip in self._chips.values():
            self._group.addButton(chip)
            chips.addWidget(chip, 1)
        column.addLayout(chips)
        row = QHBoxLayout(self._other)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.field)
        row.addWidget(self._sentence, 1)
        column.addWidget(self._other)

    def _chosen(self) -> str:
        chip = self._group.checkedButton()
        return chip.ratio if isinstance(chip, RatioChip) else prompt.DEFAULT_RATIO

    def _choose_by_hand(self) -> None:
        chosen = self._chosen()
        self._open_field(chosen == OTHER)
        if chosen == OTHER:
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
            self.field.selectAll()
        else:
            self._chips[OTHER].show_words(self.tr("Other"))
            self._shown = chosen
            self.changed.emit(chosen)

    def _open_field(self, there: bool) -> None:
        self._other.setVisible(there)
        self._judge()

    def _take(self, text: str) -> None:
        """What is no ratio yet is not taken."""
        if prompt.is_ratio(text):
            self._shown = text.strip()
            self._chips[OTHER].show_words(self._shown)
            self.changed.emit(self._shown)

    def _judge(self) -> None:
        self._say(wrong=bool(self.field.text().strip()) and not prompt.is_ratio(self.field.text()))

    def _say(self, wrong: bool) -> None:
        words = self.tr("Write whole numbers as width:height, such as 3:2.") if wrong else self.tr("Width:height")
        self._sentence.set_words(words)
        controls.dress(self._sentence, 11, tone="bad" if wrong else "faint")
        self.field.setProperty("wrong", wrong)
        controls.repolish(self.field)
