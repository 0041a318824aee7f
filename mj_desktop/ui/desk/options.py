"""What stands below the prompt: aspect ratio, version, mode, parameters; and at the desk's foot the button."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from mj_desktop.core import order, parameters, prompt
from mj_desktop.core.order import Terms
from mj_desktop.core.origin import DEMO
from mj_desktop.core.prompt import MODES, Prompt
from mj_desktop.ui import controls
from mj_desktop.ui.desk.fields import HIGH, SliderField, Wish, sentence
from mj_desktop.ui.desk.ratio import RatioChoice

if TYPE_CHECKING:
    from mj_desktop.ui.desk.parameters import ParameterPanel

_BELOW = 4 * HIGH  # how high the sliders are with the line below them


class Options(QWidget):
    """How a picture is to be drawn: fields that show the prompt's flags. `wished` carries what a person sets."""

    wished = Signal(object)
    opened = Signal(bool)

    more: controls.Button
    reset: controls.Button

    def __init__(self) -> None:
        super().__init__()
        self.ratios = RatioChoice()
        self.versions = controls.Choice("versions", self.tr("Version"))
        self.modes = controls.Segments(self._mode_words(), "modes", self.tr("Mode"))
        self.sliders: tuple[SliderField, ...] = ()
        self.panel: ParameterPanel | None = None
        self._shown = Prompt(""), Terms()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._fill()
        self._lay_out()
        self._connect()

    def complete(self) -> None:
        """Make the sliders and what stands below them, which have their place already."""
        if self.sliders:
            return
        self._column.takeAt(self._column.count() - 1)
        self.sliders = self._sliders()
        for slider in self.sliders:
            self._column.addWidget(slider)
            slider.wished.connect(self.wished)
        self.more = controls.Button(self.tr("More parameters"), "more-parameters", "chevron-right", "quiet")
        self.more.setToolTip(self.tr("Seed, exclude, references and more [Alt+P]"))
        self.more.setCheckable(True)
        self.more.clicked.connect(self.opened)
        self.reset = controls.Button(self.tr("Reset"), "reset-parameters", variant="link")
        self.reset.setToolTip(self.tr("Take all flags out of the prompt"))
        self.reset.clicked.connect(self._take_all)
        self._column.addLayout(controls.ends(self.more, self.reset))

    def show_order(self, asked: Prompt, terms: Terms) -> None:
        """Show what prompt and terms say, in every field."""
        self._shown = asked, terms
        typed = asked.value("ar") or ""
        self.ratios.show_ratio(typed if prompt.is_ratio(typed) else prompt.DEFAULT_RATIO)
        self._show_model(asked.model)
        self._show_mode(asked.mode or terms.mode, asked.model)
        for slider in self.sliders:
            slider.show_order(asked, terms)
        self.reset.setVisible(bool(asked.fields()))
        if self.panel is not None and not self.panel.isHidden():
            self.panel.show_order(asked, terms)

    def open_more(self, there: bool) -> None:
        """Show the further parameters, made when they are first wanted, or fold them away."""
        if there and self.panel is None:
            from mj_desktop.ui.desk.parameters import ParameterPanel

            self.panel = ParameterPanel()
            self.panel.wished.connect(self.wished)
            self._column.addSpacing(4)
            self._column.addWidget(self.panel)
        if self.panel is not None:
            self.panel.setVisible(there)
        self.more.setChecked(there)
        self.more.set_glyph("chevron-down" if there else "chevron-right")
        self.show_order(*self._shown)

    def _mode_words(self) -> list[tuple[str, str]]:
        words = {"relax": self.tr("Relax"), "fast": self.tr("Fast"), "turbo": self.tr("Turbo")}
        return [(mode, words[mode]) for mode in MODES]

    def _sliders(self) -> tuple[SliderField, ...]:
        return (
            SliderField(
                "stylize", self.tr("Stylize"), self.tr("How much of its own taste  (--stylize, 0 to 1000)"), 10
            ),
            SliderField("chaos", self.tr("Chaos"), self.tr("How unlike the four are  (--chaos, 0 to 100)"), 1),
            SliderField("weird", self.tr("Weird"), self.tr("How strange it may be  (--weird, 0 to 3000)"), 50),
        )

    def _fill(self) -> None:
        for version in (*prompt.VERSIONS, *parameters.NIJIS):
            self.versions.addItem(self._model_words(version), version)
        self.modes.select(prompt.DEFAULT_MODE)

    def _model_words(self, model: str) -> str:
        if model.startswith("niji"):
            return model.capitalize()
        return self.tr("Version {version}").format(version=model)

    def _connect(self) -> None:
        self.ratios.changed.connect(self._take_ratio)
        self.versions.currentIndexChanged.connect(self._take_model)
        self.modes.chosen.connect(self._take_mode)

    def _lay_out(self) -> None:
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        title = controls.label(self.tr("Aspect ratio"), weight=600)
        title.setFixedHeight(20)
        column.addWidget(title)
        column.addSpacing(4)
        column.addWidget(self.ratios)
        column.addSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self.versions, 3)
        row.addWidget(self.modes, 4)
        column.addLayout(row)
        column.addSpacing(4)
        column.addSpacing(_BELOW)

    def _show_model(self, model: str) -> None:
        """A version that is not in the list joins it."""
        self.versions.blockSignals(True)
        if self.versions.findData(model) < 0:
            self.versions.addItem(self._model_words(model), model)
        self.versions.setCurrentIndex(self.versions.findData(model))
        self.versions.blockSignals(False)

    def _show_mode(self, mode: str, model: str) -> None:
        hints = {"relax": self.tr("Slower, at the lowest price"), "turbo": self.tr("Fastest, at the highest price")}
        self.modes.select(mode)
        for name in MODES:
            reason = sentence(parameters.reason(name, model))
            self.modes.segment(name).setEnabled(not reason or name == mode)
            self.modes.segment(name).setToolTip(reason or hints.get(name, ""))

    def _take_ratio(self, ratio: str) -> None:
        self.wished.emit(Wish("ar", ratio))

    def _take_model(self) -> None:
        self.wished.emit(Wish("model", str(self.versions.currentData())))

    def _take_mode(self, mode: str) -> None:
        self.wished.emit(Wish("mode", mode))

    def _take_all(self) -> None:
        self.wished.emit(Wish("all", None))


class Foot(QWidget):
    """The one main button, what a picture costs and the keys; reports `pushed`."""

    pushed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.generate = controls.Button(self.tr("Generate"), "generate", "sparkles", "main")
        self.generate.clicked.connect(self.pushed)
        self._cost = controls.label("", 11, tone="faint")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.generate)
        keys = QKeySequence("Ctrl+Return").toString(QKeySequence.SequenceFormat.NativeText).replace("Return", "Enter")
        column.addLayout(controls.ends(self._cost, controls.label(keys, 11, tone="faint")))

    def show_origin(self, origin: str) -> None:
        """Say whether a picture costs anything with `origin`."""
        free = origin == DEMO
        self._cost.setText(self.tr("Free with the demo engine") if free else self.tr("Charged when it succeeds"))

    def show_order(self, asked: Prompt) -> None:
        """Say how often the prompt is drawn, and exactly what is sent."""
        has_words, count = bool(prompt.words(asked.text)), order.times(asked)
        many = self.tr("Generate {count} times").format(count=count)
        self.generate.setText(self.tr("Generate") if count == 1 else many)
        self.generate.setEnabled(has_words)
        self.generate.setToolTip(self.tr("Sent as: {text}").format(text=asked.sent().text) if has_words else "")

    def show_cost(self, words: str) -> None:
        """Say what a picture costs."""
        self._cost.setText(words)
