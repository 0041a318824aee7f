"""The prompt desk: where a person says what is to be drawn, and how; reports the request.

Its heading and text are there at the first paint; the rest, and its modules, come with `furnish`.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout

from mj_desktop.core.choices import DEFAULT_MODE, DEFAULT_VERSION, MODES
from mj_desktop.core.origin import DEMO
from mj_desktop.ui import ground
from mj_desktop.ui.desk.edit import PromptEdit

if TYPE_CHECKING:
    from mj_desktop.ui.controls import Button, Choice, Segments
    from mj_desktop.ui.desk.options import Foot, Options
    from mj_desktop.ui.desk.ratio import RatioChoice

_PADDING = 16
_TOP = 40
_EDIT = (96, 176)
_OPTIONS, _FOOT = 137, 61  # how high they are going to be: the text stays as it is when they come


class PromptDesk(QFrame):
    """Prompt, aspect ratio, version, mode and the one main button. What is typed as a flag wins over the controls."""

    submitted = Signal(object)

    ratios: "RatioChoice"
    versions: "Choice"
    modes: "Segments"
    generate: "Button"
    _options: "Options"
    _foot: "Foot"

    def __init__(self, whole: bool = True) -> None:
        super().__init__()
        self.setObjectName("prompt-desk")
        self.setProperty("ground", "panel")
        self.edit = PromptEdit()
        self.references_place = QVBoxLayout()
        self._defaults: tuple[object, object] = DEFAULT_MODE, DEFAULT_VERSION
        self._kept: dict[str, object] = {}
        self._origin = DEMO
        self._furnished = self._blends = False
        self._lay_out()
        self.edit.submitted.connect(self.submit)
        self.edit.recalled.connect(self.show_prompt)
        if whole:
            self.furnish()

    def furnish(self) -> None:
        """Make what stands around the text, once; their modules are best imported before."""
        if self._furnished:
            return
        from mj_desktop.ui.desk.options import Foot

        self.furnish_options()
        self._furnished = True
        self._foot = Foot()
        self.generate = self._foot.generate
        self._below.takeAt(0)
        self._below.addWidget(self._foot)
        self._foot.show()  # at once, in this frame
        self._restore_choices(self._kept)
        self._foot.pushed.connect(self.submit)
        self.edit.textChanged.connect(self._read_prompt)
        self._read_prompt()
        self._foot.show_origin(self._origin)

    def furnish_options(self) -> None:
        """The first half of `furnish`."""
        from PySide6.QtCore import Qt

        from mj_desktop.ui.desk.options import Options

        if hasattr(self, "_options"):
            return
        self._options = Options()
        self.ratios, self.versions, self.modes = self._options.ratios, self._options.versions, self._options.modes
        free = self._column.count() - 2
        self._column.takeAt(free)
        self._column.insertWidget(free, self._options)
        self._options.show()
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_history(self, prompts: list[str]) -> None:
        """Take the former prompts, newest first, for Alt+Up and Alt+Down."""
        self.edit.show_history(prompts)

    def show_prompt(self, text: str) -> None:
        """Put a prompt on the desk; flags that the controls would write go back to the controls."""
        from mj_desktop.core import prompt

        self.furnish()
        words, ratio, version = prompt.taken_apart(text)
        self.edit.show_text(words)
        self.ratios.select(ratio)
        if version is not None:
            self._options.show_version(version)

    def take_references(self, count: int) -> None:
        """So many pictures stand before the text: two or more can be blended without words (contract 1.9)."""
        self._blends = count > 1
        if self._furnished:
            self._read_prompt()

    def state(self) -> dict[str, object]:
        """What stands on the desk, for `restore`."""
        version, mode = str(self.versions.currentData()), self.modes.value()
        return {"prompt": self.edit.toPlainText(), "ratio": self.ratios.value(), "version": version, "mode": mode}

    def restore(self, state: dict[str, object]) -> None:
        """Put back what `state` gave; what is missing or wrong stays as it is."""
        text = state.get("prompt")
        if isinstance(text, str) and text != self.edit.toPlainText():
            self.edit.show_text(text)
        if self._furnished:
            self._restore_choices(state)
        else:
            self._kept |= state

    def show_defaults(self, mode: str, version: str) -> None:
        """Take the settings' mode and version; when they did not change, what was chosen here stays."""
        if (mode, version) != self._defaults:
            self.begin_with(mode, version)

    def begin_with(self, mode: object, version: object) -> None:
        """Take the settings' mode and version, whatever stands here: so a start begins."""
        self._defaults = mode, version
        self.restore({"mode": mode, "version": version})

    def focus_prompt(self) -> None:
        """Go to the text."""
        self.edit.setFocus()

    def show_origin(self, origin: str) -> None:
        """Say what a picture costs with `origin`."""
        self._origin = origin
        if self._furnished:
            self._foot.show_origin(origin)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter submits from every control of the desk."""
        from PySide6.QtCore import Qt  # not before the first paint: see ground.py

        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and modifiers == Qt.KeyboardModifier.ControlModifier and not event.isAutoRepeat():
            self.submit()
        else:
            super().keyPressEvent(event)

    def submit(self) -> None:
        """Report the request that the desk stands for; without words nothing, with a wrong ratio its sentence."""
        from mj_desktop.core import prompt  # not before the first paint
        from mj_desktop.core.request import Imagine

        text = self.edit.toPlainText()
        if not prompt.words(text) and not self._blends:
            return
        self.furnish()
        if not self.ratios.is_right():
            self.ratios.refuse()
            return
        sent = prompt.written(text, self.ratios.value(), str(self.versions.currentData()))
        self.submitted.emit(Imagine(prompt=sent, mode=self.modes.value(), version=prompt.version(sent)))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 12)
        column.setSpacing(0)
        column.addWidget(self._scrolling(), 1)
        self._below = QVBoxLayout()
        self._below.setContentsMargins(_PADDING, 8, _PADDING, 0)
        self._below.addSpacing(_FOOT)
        column.addLayout(self._below)

    def _scrolling(self) -> QScrollArea:
        inside = QFrame()
        inside.setProperty("ground", "panel")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(_PADDING, 0, _PADDING, 8)
        self._column.setSpacing(0)
        self.edit.setMinimumHeight(_EDIT[0])
        self.edit.setMaximumHeight(_EDIT[1])
        self.edit.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._column.addWidget(ground.heading(self.tr("Prompt"), _TOP))
        self._column.addSpacing(2)
        self._column.addWidget(self.edit, 4)
        self._column.addLayout(self.references_place)
        self._column.addSpacing(12)
        self._column.addSpacing(_OPTIONS)
        self._column.addStretch(1)
        self._area = QScrollArea()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setWidget(inside)
        return self._area

    def _restore_choices(self, state: dict[str, object]) -> None:
        from mj_desktop.core.prompt import is_ratio

        ratio, mode = state.get("ratio"), state.get("mode")
        if isinstance(ratio, str) and is_ratio(ratio):
            self.ratios.select(ratio)
        self._options.show_version(state.get("version"))
        if mode in MODES:
            self.modes.select(str(mode))

    def _read_prompt(self) -> None:
        """Follow what is typed: no words, no button; a typed flag is shown to win."""
        from mj_desktop.core import prompt

        text = self.edit.toPlainText()
        self.generate.setEnabled(bool(prompt.words(text)) or self._blends)
        self._options.show_typed(text)
