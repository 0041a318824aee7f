"""The prompt desk: where a person says what is to be drawn, and how; reports the request.

Text and fields are two views of one prompt: a field that is set changes the text, and what is typed moves the fields.
Its heading and text are there at the first paint; the rest, and its modules, come with `furnish` and `finish`.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QSpacerItem, QVBoxLayout

from mj_desktop.core.choices import DEFAULT_MODE, DEFAULT_VERSION
from mj_desktop.core.origin import DEMO
from mj_desktop.ui import ground
from mj_desktop.ui.desk.edit import PromptEdit

if TYPE_CHECKING:
    from mj_desktop.core.checks import Finding
    from mj_desktop.core.order import Terms
    from mj_desktop.core.presets import Preset
    from mj_desktop.core.prompt import Edit, Prompt
    from mj_desktop.core.request import Imagine
    from mj_desktop.ui.controls import Button, Choice, IconButton, Segments
    from mj_desktop.ui.desk.checker import Checker
    from mj_desktop.ui.desk.fields import Wish
    from mj_desktop.ui.desk.options import Foot, Options
    from mj_desktop.ui.desk.ratio import RatioChoice

_PADDING = 16
_TOP = 40
_EDIT = (72, 176)
_TALL = 900  # from here on there is room for everything, unless a person folded it away
_OPTIONS, _MORE, _FOOT, _REFERENCES = 224, 256, 62, 36  # how high they will be: the text stays when they come
_NO_EDITS: "Sequence[Edit]" = ()


class PromptDesk(QFrame):
    """Prompt, its flags as fields, what the checks find, and the one main button.

    `submitted` carries a request, several times for a prompt that is to be repeated. `references_place` is the column
    between text and fields for what is drawn of reference pictures.
    """

    submitted = Signal(object)
    presets_wanted = Signal()
    changed = Signal()  # what it stands for

    ratios: "RatioChoice"
    versions: "Choice"
    modes: "Segments"
    generate: "Button"
    presets: "IconButton"
    options: "Options"
    checker: "Checker"
    _terms: "Terms"
    _before: "tuple[str, Terms] | None"
    _foot: "Foot"

    def __init__(self, whole: bool = True) -> None:
        super().__init__()
        self.setObjectName("prompt-desk")
        self.setProperty("ground", "panel")
        self.edit = PromptEdit()
        self.references_place = QVBoxLayout()
        self.references_place.addSpacing(_REFERENCES)
        self._defaults: tuple[object, object] = DEFAULT_MODE, DEFAULT_VERSION
        self._kept: dict[str, object] = {}
        self.references: object = None  # what is kept of the reference pictures; theirs to read
        self._origin = DEMO
        self._furnished = self._finished = self._blends = False
        self._lay_out()
        self.edit.submitted.connect(self.submit)
        self.edit.recalled.connect(self.show_prompt)
        if whole:
            self.furnish()
            self.finish()

    def furnish(self) -> None:
        """Make what stands around the text, once; their modules are best imported before."""
        if self._furnished:
            return
        from mj_desktop.core import order
        from mj_desktop.ui.desk.options import Foot

        self.furnish_sliders()
        self._furnished, self._terms, self._before = True, order.Terms(), None
        self._foot = Foot()
        self.generate = self._foot.generate
        self._below.takeAt(0)
        self._below.addWidget(self._foot)
        self._foot.show()  # at once, in this frame
        self._restore_terms(self._kept)
        self._foot.pushed.connect(self.submit)
        self.edit.textChanged.connect(self._read_prompt)
        self._read_prompt()
        self._foot.show_origin(self._origin)

    def furnish_options(self) -> None:
        """The first third of `furnish`."""
        from PySide6.QtCore import Qt

        from mj_desktop.ui.desk.options import Options

        if hasattr(self, "options"):
            return
        self.options = Options()
        self.ratios, self.versions, self.modes = self.options.ratios, self.options.versions, self.options.modes
        free = self._column.count() - 2
        self._column.takeAt(free)
        self._column.insertWidget(free, self.options)
        self.options.show()
        self.options.wished.connect(self.take)
        self.options.opened.connect(self.options.open_more)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def furnish_sliders(self) -> None:
        """The second third of `furnish`."""
        self.furnish_options()
        self.options.complete()

    def finish(self) -> None:
        """Make what nobody sees at a start: even lines, the checks of the prompt, the way to the presets."""
        if self._finished:
            return
        from mj_desktop.ui.controls import IconButton
        from mj_desktop.ui.desk.checker import Checker

        self.furnish()
        self.edit.even_lines()
        self._finished = True
        self.checker = Checker(self.edit)
        self._found.addWidget(self.checker.list)
        self.presets = IconButton("bookmark", self.tr("Presets [Alt+S]"), "presets")
        self._heading.addWidget(self.presets)
        self.presets.clicked.connect(self.presets_wanted)
        self.checker.mode_wanted.connect(self._take_mode)
        if "more" not in self._kept and self.height() >= _TALL:
            self.options.open_more(True)
        self._read_prompt()

    def prompt(self) -> "Prompt":
        """What stands on the desk, text and fields at once."""
        from mj_desktop.core.prompt import Prompt

        return Prompt(self.edit.toPlainText(), str(self._defaults[1]))

    def show_history(self, prompts: list[str]) -> None:
        """Take the former prompts, newest first, for Alt+Up and Alt+Down."""
        self.edit.show_history(prompts)

    def show_prompt(self, text: str) -> None:
        """Put a prompt that was sent on the desk, without what is added to every prompt."""
        from mj_desktop.core.prompt import Prompt

        self.furnish()
        self.edit.show_text(Prompt(text, str(self._defaults[1])).unsent().text)

    def take(self, wish: "Wish") -> None:
        """A field was set: change the text of its own flag, or the terms beside the text."""
        from mj_desktop.core.prompt import MODES

        asked, edits = self.prompt(), _NO_EDITS
        if wish.name == "model":
            edits = asked.model_edits(str(wish.value))
        elif wish.name == "style":
            edits = asked.style_edits(wish.value or "")
        elif wish.name == "all":
            edits = asked.removals(asked.fields())
        elif wish.name in self._terms._fields:
            edits = asked.removals(MODES) if wish.name == "mode" else _NO_EDITS
            self._set_term(wish)
        else:
            edits = asked.edits(wish.name, wish.value)
        if edits:
            self.edit.change(edits, wish.name)
        self._read_prompt()

    def take_preset(self, preset: "Preset") -> None:
        """Set what a preset names, in the text and beside it; undoing the text takes back both."""
        from mj_desktop.core import presets

        asked, before = self.prompt(), self._terms
        self._terms = presets.termed(preset, before)
        self.edit.show_text(presets.applied(preset, asked).text)
        self._before = (asked.text, before) if self.edit.toPlainText() != asked.text else None
        self._read_prompt()

    def as_preset(self, name: str, look: bytes) -> "Preset":
        """What stands on the desk as a preset, without its words."""
        from mj_desktop.core import presets

        return presets.made(name, self.prompt(), self._terms, look)

    def open_parameters(self) -> None:
        """Open the further parameters and go to the first of them; when a person is there, fold them away."""
        from PySide6.QtCore import Qt

        panel = self.options.panel
        there = panel is None or panel.isHidden() or not panel.isAncestorOf(self.focusWidget() or self)
        self.options.open_more(there)
        panel = self.options.panel
        assert panel is not None
        if there:
            panel.first().setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._area.ensureWidgetVisible(panel, 0, 0)
        else:
            self.focus_prompt()

    def take_references(self, count: int) -> None:
        """So many pictures stand before the text: two or more can be blended without words (contract 1.9)."""
        self._blends = count > 1
        if self._furnished:
            self._read_prompt()

    def state(self) -> dict[str, object]:
        """What stands on the desk, for `restore`."""
        from mj_desktop.core import order

        more = self.options.more.isChecked()
        drafted = {"references": self.references} if self.references is not None else {}
        return {"prompt": self.edit.toPlainText(), **drafted, "more": more, **order.kept(self._terms)}

    def restore(self, state: dict[str, object]) -> None:
        """Put back what `state` gave; what is missing or wrong stays as it is."""
        text, self.references = state.get("prompt"), state.get("references", self.references)
        if isinstance(text, str) and text != self.edit.toPlainText():
            self.edit.show_text(text)
        if self._furnished:
            self._restore_terms(state)
            self._read_prompt()
        else:
            self._kept |= state
            high = _OPTIONS + (_MORE if self._kept.get("more") is True else 0)
            self._expected.changeSize(0, high, vData=QSizePolicy.Policy.Fixed)

    def show_defaults(self, mode: str, version: str) -> None:
        """Take the settings' mode and version; when they did not change, what was chosen here stays."""
        if (mode, version) != self._defaults:
            self.begin_with(mode, version)

    def begin_with(self, mode: object, version: object) -> None:
        """Take the settings' mode and version, whatever stands here: so a start begins."""
        self._defaults = mode, version
        self.restore({"mode": mode})

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

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes through the desk in reading order."""
        from PySide6.QtCore import Qt

        from mj_desktop.ui.desk.travel import neighbour

        inside, way = self._area.widget(), Qt.FocusReason
        parts = (inside, self._foot) if self._furnished and inside is not None else ()
        to = neighbour(parts, self.focusWidget(), forward)
        if to is None:
            return super().focusNextPrevChild(forward)
        to.setFocus(way.TabFocusReason if forward else way.BacktabFocusReason)
        if inside is not None and inside.isAncestorOf(to):
            self._area.ensureWidgetVisible(to, 0, 24)
        return True

    def submit(self) -> None:
        """Report what the desk stands for; without words nothing, with a wrong ratio its sentence."""
        from mj_desktop.core import prompt  # not before the first paint

        if not prompt.words(self.edit.toPlainText()) and not self._blends:
            return
        self.furnish()
        if not self.ratios.is_right():
            self.ratios.refuse()
            return
        for request in self.requests_for(self.edit.toPlainText()):
            self.submitted.emit(request)

    def requests_for(self, text: str) -> "list[Imagine]":
        """The requests for a text with what is chosen here."""
        from mj_desktop.core import order  # not before the first paint
        from mj_desktop.core.prompt import Prompt

        return order.requests(Prompt(text, str(self._defaults[1])), self._terms)

    def findings_for(self, text: str, *, alone: bool = False) -> "tuple[Finding, ...]":
        """What the checks find in a text with what is chosen here, sent `alone` or as one of a batch."""
        from mj_desktop.core import checks
        from mj_desktop.core.prompt import Prompt

        found = checks.findings_alone if alone else checks.findings
        return found(Prompt(text, str(self._defaults[1])), self._terms.mode)

    def mended(self, text: str) -> str:
        """A text with all of them mended."""
        from mj_desktop.core import checks
        from mj_desktop.core.prompt import Prompt

        return checks.settled(Prompt(text, str(self._defaults[1])), self._terms.mode)

    def show_cost(self, words: str) -> None:
        """Say what the request would cost."""
        self._foot.show_cost(words)

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
        self._heading, self._found = QHBoxLayout(), QVBoxLayout()
        self._heading.addWidget(ground.heading(self.tr("Prompt"), _TOP), 1)
        self._expected = QSpacerItem(0, _OPTIONS, vData=QSizePolicy.Policy.Fixed)
        self._column.addLayout(self._heading)
        self._column.addSpacing(2)
        self._column.addWidget(self.edit, 4)
        self._column.addSpacing(8)
        self._column.addLayout(self._found)
        self._column.addLayout(self.references_place)
        self._column.addItem(self._expected)
        self._column.addStretch(1)
        self._area = QScrollArea()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setWidget(inside)
        return self._area

    def _restore_terms(self, state: dict[str, object]) -> None:
        """Terms that were kept; a ratio stood beside the text in former versions."""
        from mj_desktop.core import order
        from mj_desktop.core.prompt import is_ratio

        self._terms = order.read(
            {**order.kept(self._terms), **{n: v for n, v in state.items() if order.is_right(n, v)}}
        )
        ratio, asked = state.get("ratio"), self.prompt()
        if isinstance(ratio, str) and is_ratio(ratio) and asked.value("ar") is None:
            self.edit.change(asked.edits("ar", ratio), "")
        if isinstance(state.get("more"), bool):
            self.options.open_more(state["more"] is True)

    def _set_term(self, wish: "Wish") -> None:
        value: object = wish.value
        if wish.name == "timeout":
            value = int(wish.value) if wish.value else None
        elif wish.name != "mode":
            value = wish.value is not None
        self._terms, self._before = self._terms._replace(**{wish.name: value}), None  # type: ignore[arg-type]

    def _read_prompt(self) -> None:
        """Follow what is typed or set, in every field; what is being typed is judged after a pause."""
        asked = self.prompt()
        if self._before is not None and asked.text == self._before[0]:
            self._terms, self._before = self._before[1], None
        self.options.show_order(asked, self._terms)
        self._foot.show_order(asked)
        if self._blends:
            self.generate.setEnabled(True)
        self.changed.emit()
        if self._finished:
            self.checker.take(self.findings_for(asked.text, alone=True))

    def _take_mode(self, mode: str) -> None:
        from mj_desktop.ui.desk.fields import Wish

        self.take(Wish("mode", mode))
