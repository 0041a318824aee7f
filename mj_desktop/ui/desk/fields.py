"""Fields of the prompt desk: each shows one parameter of the prompt's text and reports what a person sets it to.

A field that the version does not take rests, and says why.
"""

from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QStandardItemModel
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QStyle, QStyleOptionFrame, QWidget

from mj_desktop.core import order, parameters
from mj_desktop.core.order import Terms
from mj_desktop.core.parameters import PARAMETERS, Said
from mj_desktop.core.prompt import RAW, Prompt
from mj_desktop.ui import controls, theme
from mj_desktop.ui.slider import Slider

HIGH = 28
_PAD = 8
_CARET = 4  # what a line keeps free at its ends
_LABELS, _NUMBERS = 56, 52


class Wish(NamedTuple):
    """A person set the field `name` to `value`; None takes it back to its default."""

    name: str
    value: str | None


def sentence(said: Said | None) -> str:
    """A sentence of the core in the interface's language."""
    if said is None:
        return ""
    return QCoreApplication.translate("Prompt", said.words).format(**said.values)


def explain(widget: QWidget, hint: str, reason: str) -> None:
    """Let a field rest for a reason, or be used; either way its tooltip says more."""
    widget.setEnabled(not reason)
    widget.setToolTip(reason or hint)
    widget.setAccessibleDescription(reason or hint)


class LineField(QLineEdit):
    """A line with its name inside at the left; empty it shows what counts then. A wrong value is marked, not set."""

    wished = Signal(object)

    def __init__(self, name: str, words: str, empty: str, hint: str, labelled: bool = True) -> None:
        super().__init__()
        self.name, self._words, self._empty, self._hint = name, words, empty, hint
        self._labelled, self._own, self._prompt, self._short = labelled, False, Prompt(""), ""
        self.setObjectName(f"field-{name}")
        self.setAccessibleName(words)
        self.setMinimumWidth(1)
        self.setFont(theme.font(tabular=True))
        if labelled:
            self.setTextMargins(self.fontMetrics().horizontalAdvance(words) + _PAD, 0, 0, 0)
        if self._is_number():
            self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.textEdited.connect(self._take)

    def show_order(self, prompt: Prompt, terms: Terms) -> None:
        """Show what the prompt says, and rest where its version does not take it."""
        self._prompt = prompt
        reason = sentence(parameters.reason(self.name, prompt.model))
        typed = prompt.value(self.name) if self.name in PARAMETERS else str(terms.timeout or "")
        explain(self, self._hint, reason)
        self._short = self.tr("not in {model}").format(model=prompt.model) if reason else ""
        self._fit()
        if not self._own:
            self._show(typed or "")

    def problem(self) -> str:
        """What is wrong with what the field says, in a sentence."""
        text = self.text().strip()
        if not text:
            return ""
        if self.name in PARAMETERS:
            return sentence(parameters.problem(PARAMETERS[self.name], text, self._prompt.model))
        right = text.isascii() and text.isdigit() and order.SHORTEST <= int(text) <= order.LONGEST
        said = self.tr("Give whole seconds from {least} to {most}.")
        return "" if right else said.format(least=order.SHORTEST, most=order.LONGEST)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may have room for the reason."""
        super().resizeEvent(event)
        self._fit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What is wrong is not kept."""
        super().focusOutEvent(event)
        if self.problem():
            self._show(self._shown)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The line, then its name."""
        super().paintEvent(event)
        if not self._labelled:
            return
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(theme.colour("muted" if self.isEnabled() else "off"))
        room = QRect(_PAD, 0, self.width() - 2 * _PAD, self.height())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._words)

    def _fit(self) -> None:
        """Empty it shows why it rests, in short, where that fits; else what counts."""
        fits = bool(self._short) and self.fontMetrics().horizontalAdvance(self._short) <= self.room()
        self.setPlaceholderText(self._short if fits else self._empty)

    def room(self) -> int:
        """How wide a text has room beside the name, in points."""
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        inside = self.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, self)
        return inside.width() - self.textMargins().left() - _CARET

    def _is_number(self) -> bool:
        found = PARAMETERS.get(self.name)
        return found is None or found.kind in (parameters.Kind.WHOLE, parameters.Kind.NUMBER)

    def _show(self, value: str) -> None:
        self._shown = value
        if self.text() != value:
            self.setText(value)
        self._mark()

    def _take(self, text: str) -> None:
        """While a person types here, the line stays as it is typed."""
        self._mark()
        if self.problem():
            return
        self._own = True
        self.wished.emit(Wish(self.name, text.strip() or None))
        self._own = False
        self._shown = text.strip()

    def _mark(self) -> None:
        wrong = self.problem()
        if bool(wrong) != bool(self.property("wrong")):
            self.setProperty("wrong", bool(wrong))
            controls.repolish(self)
        if wrong:
            self.setToolTip(wrong)


class SliderField(QWidget):
    """Name, slider and number in one line, of a parameter with a default."""

    wished = Signal(object)

    def __init__(self, name: str, words: str, hint: str, step: int, reach: int = 0) -> None:
        super().__init__()
        parameter = PARAMETERS[name]
        self.name, self._default, self._hint = name, parameter.default, hint
        self.setObjectName(f"row-{name}")
        self.setFixedHeight(HIGH)
        self._words = controls.label(words)
        self._words.setFixedWidth(_LABELS)
        self.slider = Slider(f"slider-{name}", words, 0, reach or parameter.most)
        self.slider.setSingleStep(step)
        self.slider.setPageStep(step * 10)
        self.number = LineField(name, words, parameter.default, hint, labelled=False)
        self.number.setFixedWidth(_NUMBERS)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._words)
        row.addWidget(self.slider, 1)
        row.addWidget(self.number)
        self.slider.moved.connect(self._slide)
        self.slider.reset.connect(self._reset)
        self.number.wished.connect(self.wished)

    def show_order(self, prompt: Prompt, terms: Terms) -> None:
        """Show what the prompt says; what lies beyond the slider's way is its end."""
        self.number.show_order(prompt, terms)
        reason = sentence(parameters.reason(self.name, prompt.model))
        explain(self, self._hint, reason)
        typed = prompt.value(self.name) or ""
        right = parameters.problem(PARAMETERS[self.name], typed, prompt.model) is None
        self.slider.put(int(typed if right else self._default))

    def _slide(self, value: int) -> None:
        self.wished.emit(Wish(self.name, str(value)))

    def _reset(self) -> None:
        self.wished.emit(Wish(self.name, None))


class Toggle(QPushButton):
    """A word in an outline that can be on: a switch of the prompt, or a term of the request."""

    wished = Signal(object)

    def __init__(self, name: str, words: str, hint: str) -> None:
        super().__init__(words)
        self.name, self._hint = name, hint
        self.setObjectName(f"field-{name}")
        self.setCheckable(True)
        self.setProperty("variant", "chip")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMinimumWidth(1)
        self.clicked.connect(self._report)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it."""
        if not controls.pressed(self, event):
            super().keyPressEvent(event)

    def show_order(self, prompt: Prompt, terms: Terms) -> None:
        """On or off, as prompt or terms say."""
        is_flag = self.name in PARAMETERS
        self.setChecked(prompt.value(self.name) is not None if is_flag else bool(getattr(terms, self.name)))
        reason = sentence(parameters.reason(self.name, prompt.model))
        explain(self, self._hint, "" if self.isChecked() else reason)
        if reason:
            self.setToolTip(reason)

    def _report(self, on: bool) -> None:
        self.wished.emit(Wish(self.name, "" if on else None))


class ChoiceField(controls.Choice):
    """One of some words: the style, or the quality. What the version does not take can be seen but not chosen."""

    wished = Signal(object)

    def __init__(self, name: str, words: str, items: list[tuple[str, str]], hint: str) -> None:
        super().__init__(f"field-{name}", words)
        self.name, self._hint, self._default = name, hint, items[0][0]
        for value, shown in items:
            self.addItem(shown, value)
        self.setMinimumWidth(1)
        self.setSizeAdjustPolicy(self.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self.activated.connect(self._report)

    def show_order(self, prompt: Prompt, terms: Terms) -> None:
        """What is typed; a value that the list does not hold joins it."""
        value = prompt.style if self.name == "style" else prompt.value(self.name) or self._default
        if self.findData(value) < 0:
            self.addItem(value, value)
        self.setCurrentIndex(self.findData(value))
        reason = sentence(parameters.reason(self.name, prompt.model))
        explain(self, self._hint, reason if value == self._default else "")
        for row in range(self.count()):
            self._allow(row, self._reason(str(self.itemData(row)), prompt.model))

    def _reason(self, value: str, model: str) -> str:
        if value == self._default:
            return ""
        if self.name == "style" and value == RAW and parameters.reason(RAW, model) is None:
            return ""
        return sentence(parameters.problem(PARAMETERS[self.name], value, model))

    def _allow(self, row: int, reason: str) -> None:
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        self.model().setData(self.model().index(row, 0), reason, Qt.ItemDataRole.ToolTipRole)
        model = self.model()
        assert isinstance(model, QStandardItemModel)  # a combo box makes one
        model.item(row).setFlags(Qt.ItemFlag.NoItemFlags if reason else flags)

    def _report(self, row: int) -> None:
        value = str(self.itemData(row))
        self.wished.emit(Wish(self.name, None if value == self._default else value))
