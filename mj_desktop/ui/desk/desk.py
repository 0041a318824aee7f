"""The prompt desk: where a person says what is to be drawn, and how; reports the request."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from mj_desktop.core import prompt
from mj_desktop.core.origin import DEMO
from mj_desktop.core.prompt import MODES
from mj_desktop.ui import controls
from mj_desktop.ui.desk.edit import PromptEdit
from mj_desktop.ui.desk.ratio import RatioChoice

_PADDING = 16
_TOP = 40
_EDIT = (96, 176)


class PromptDesk(QWidget):
    """Prompt, aspect ratio, version, mode and the one main button. What is typed as a flag wins over the controls."""

    submitted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("prompt-desk")
        controls.ground(self, "panel")
        self.edit = PromptEdit()
        self.ratios = RatioChoice()
        self.versions = controls.Choice("versions", self.tr("Version"))
        self.modes = controls.Segments(self._mode_words(), "modes", self.tr("Mode"))
        self._defaults = ("fast", prompt.DEFAULT_VERSION)
        self.generate = controls.Button(self.tr("Generate"), "generate", "sparkles", "main")
        self._ratio_note = controls.label("", 11, tone="faint")
        self._version_note = controls.label("", 11, tone="faint")
        self._cost = controls.label("", 11, tone="faint")
        self._fill()
        self._lay_out()
        self.edit.textChanged.connect(self._read_prompt)
        self.edit.submitted.connect(self.submit)
        self.edit.recalled.connect(self.show_prompt)
        self.generate.clicked.connect(self.submit)
        self._read_prompt()
        self.show_origin(DEMO)

    def show_history(self, prompts: list[str]) -> None:
        """Take the former prompts, newest first, for Alt+Up and Alt+Down."""
        self.edit.show_history(prompts)

    def show_prompt(self, text: str) -> None:
        """Put a prompt on the desk; flags that the controls would write go back to the controls."""
        words, ratio, version = prompt.taken_apart(text)
        self.edit.show_text(words)
        self.ratios.select(ratio)
        if version is not None:
            self.versions.setCurrentIndex(self.versions.findData(version))

    def state(self) -> dict[str, object]:
        """What stands on the desk, for `restore`."""
        version, mode = str(self.versions.currentData()), self.modes.value()
        return {"prompt": self.edit.toPlainText(), "ratio": self.ratios.value(), "version": version, "mode": mode}

    def restore(self, state: dict[str, object]) -> None:
        """Put back what `state` gave; what is missing or wrong stays as it is."""
        text, ratio = state.get("prompt"), state.get("ratio")
        if isinstance(text, str):
            self.edit.show_text(text)
        if isinstance(ratio, str) and prompt.is_ratio(ratio):
            self.ratios.select(ratio)
        if (place := self.versions.findData(state.get("version"))) >= 0:
            self.versions.setCurrentIndex(place)
        if state.get("mode") in MODES:
            self.modes.select(str(state["mode"]))

    def show_defaults(self, mode: str, version: str) -> None:
        """Take the settings' mode and version; when they did not change, what was chosen here stays."""
        if (mode, version) != self._defaults:
            self.begin_with(mode, version)

    def begin_with(self, mode: str, version: str) -> None:
        """Take the settings' mode and version, whatever stands here: so a start begins."""
        self._defaults = mode, version
        self.modes.select(mode)
        self.versions.setCurrentIndex(self.versions.findData(version))

    def focus_prompt(self) -> None:
        """Go to the text."""
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_origin(self, origin: str) -> None:
        """Say what a picture costs with `origin`; prices are not known, so none is named."""
        free = origin == DEMO
        self._cost.setText(self.tr("Free with the demo engine") if free else self.tr("Charged when it succeeds"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter submits from every control of the desk."""
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and modifiers == Qt.KeyboardModifier.ControlModifier and not event.isAutoRepeat():
            self.submit()
        else:
            super().keyPressEvent(event)

    def _mode_words(self) -> list[tuple[str, str]]:
        words = {"relax": self.tr("Relax"), "fast": self.tr("Fast"), "turbo": self.tr("Turbo")}
        return [(mode, words[mode]) for mode in MODES]

    def _fill(self) -> None:
        for version in prompt.VERSIONS:
            self.versions.addItem(self.tr("Version {version}").format(version=version), version)
        self.versions.setCurrentIndex(self.versions.findData(prompt.DEFAULT_VERSION))
        self.modes.select("fast")
        self.modes.segment("relax").setToolTip(self.tr("Slower, at the lowest price"))
        self.modes.segment("turbo").setToolTip(self.tr("Fastest, at the highest price"))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 12)
        column.setSpacing(0)
        column.addWidget(self._scrolling(), 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(_PADDING, 8, _PADDING, 0)
        foot.setSpacing(8)
        foot.addWidget(self.generate)
        keys = QKeySequence("Ctrl+Return").toString(QKeySequence.SequenceFormat.NativeText).replace("Return", "Enter")
        foot.addLayout(_ends(self._cost, controls.label(keys, 11, tone="faint")))
        column.addLayout(foot)

    def _scrolling(self) -> QScrollArea:
        inside = QWidget()
        controls.ground(inside, "panel")
        column = QVBoxLayout(inside)
        column.setContentsMargins(_PADDING, 0, _PADDING, 8)
        column.setSpacing(0)
        title = controls.label(self.tr("Prompt"), weight=600)
        title.setFixedHeight(_TOP)
        self.edit.setMinimumHeight(_EDIT[0])
        self.edit.setMaximumHeight(_EDIT[1])
        self.edit.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        column.addWidget(title)
        column.addSpacing(2)
        column.addWidget(self.edit, 4)
        column.addSpacing(12)
        column.addLayout(_ends(controls.label(self.tr("Aspect ratio"), weight=600), self._ratio_note))
        column.addSpacing(8)
        column.addWidget(self.ratios)
        column.addSpacing(12)
        column.addLayout(self._version_and_mode())
        column.addSpacing(4)
        self._version_note.setFixedHeight(16)
        column.addWidget(self._version_note)
        column.addStretch(1)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        return area

    def _version_and_mode(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.versions, 3)
        row.addWidget(self.modes, 4)
        return row

    def _read_prompt(self) -> None:
        """Follow what is typed: no words, no button; a typed flag is shown to win."""
        text = self.edit.toPlainText()
        self.generate.setEnabled(bool(prompt.words(text)))
        ratio, version = prompt.ratio(text), prompt.version(text)
        niji = prompt.flags(text).get("niji")
        self.ratios.show_typed(ratio)
        self._ratio_note.setText(self.tr("typed in the prompt") if ratio is not None else "")
        shown = self.tr("Version {version}").format(version=version) if version is not None else None
        self.versions.show_instead(f"Niji {niji}".strip() if niji is not None else shown)
        typed = f"--niji {niji}" if niji is not None else f"--v {version}" if version is not None else ""
        self._version_note.setText(self.tr("The version typed in the prompt is used.") if typed else "")

    def submit(self) -> None:
        """Report the request that the desk stands for; without words nothing, with a wrong ratio its sentence."""
        text = self.edit.toPlainText()
        if not prompt.words(text):
            return
        if not self.ratios.is_right():
            self.ratios.refuse()
            return
        from mj_desktop.core.request import Imagine  # not before the first paint

        sent = prompt.written(text, self.ratios.value(), str(self.versions.currentData()))
        self.submitted.emit(Imagine(prompt=sent, mode=self.modes.value(), version=prompt.version(sent)))


def _ends(left: QWidget, right: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(left)
    row.addStretch(1)
    row.addWidget(right)
    return row
