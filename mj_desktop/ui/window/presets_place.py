"""The window's presets: kept while it is open, and the way between their overlay, the desk and the picture on view."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from mj_desktop.core import presets, prompt, tokens
from mj_desktop.core.messages import Message
from mj_desktop.core.presets import Preset
from mj_desktop.core.prompt import Prompt
from mj_desktop.core.request import Imagine
from mj_desktop.pictures import Kind, Loaded
from mj_desktop.ui.strip import words as library_words

if TYPE_CHECKING:
    from mj_desktop.ui.window.window import Window

_LONGEST = 40


class PresetsPlace(QObject):
    """`changed` carries all presets after one was saved, deleted or brought back."""

    changed = Signal(object)

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window = window
        self.presets: tuple[Preset, ...] = ()
        self._worn: Preset | None = None
        self._words = ""
        self._awaited: dict[str, str] = {}  # names of presets that lack a look by the prompts that were sent
        window.desk.submitted.connect(self._see)
        window.desk.presets_wanted.connect(self.open)

    def show_presets(self, kept: tuple[Preset, ...]) -> None:
        """Take the presets as they are on the disk; what was saved meanwhile comes first."""
        new = self.presets
        self.presets = kept
        for preset in reversed(new):
            self.presets = presets.kept(self.presets, preset)

    def open(self) -> None:
        """List them over the window."""
        from mj_desktop.ui.desk.presets import PresetOverlay

        desk = self._window.desk.prompt()
        suggested = prompt.words(desk.text)[:_LONGEST].strip() or self.tr("New preset")
        overlay = PresetOverlay(self._window, self.presets, suggested, can_save=bool(desk.text.strip()))
        overlay.applied.connect(self._apply)
        overlay.saved.connect(self._save)
        overlay.changed.connect(self._keep)
        self._window.commands.show_overlay(overlay)

    def show_thumbnail(self, loaded: Loaded) -> None:
        """The first picture that is made with a preset is its look."""
        found = self._window.library.model.known.get(loaded.generation) if self._awaited else None
        name = self._awaited.get(_own(found.request.prompt or "")) if found is not None else None
        if name is not None and loaded.kind is Kind.THUMB:
            from mj_desktop.ui.desk.presets import encoded

            self._awaited = {prompt: other for prompt, other in self._awaited.items() if other != name}
            self._worn = self._worn if self._worn is not None and self._worn.name != name else None
            self._keep(presets.looking(self.presets, name, encoded(loaded.image)))

    def _apply(self, preset: Preset) -> None:
        """On the desk, and say what of it gave way."""
        before = self._window.desk.edit.toPlainText()
        gone = " ".join(before[flag.start : flag.end] for flag in presets.replaced(preset, before))
        self._window.desk.take_preset(preset)
        self._wear(preset)
        what = self.tr("“{name}” replaced {flags}.") if gone else self.tr("“{name}” is set.")
        todo = self.tr("Ctrl+Z takes it back.") if self._window.desk.edit.toPlainText() != before else ""
        self._window.show_message(Message(what, todo, values={"name": preset.name, "flags": gone}))

    def _save(self, name: str) -> None:
        """With the look of the picture on view where that was made so; else the first picture gives it one."""
        from mj_desktop.ui.desk.presets import encoded

        look = self._window.look() if self._shows_it() else None
        preset = self._window.desk.as_preset(name, encoded(look or QImage()))
        self._keep(presets.kept(self.presets, preset))
        self._wear(preset)
        self._window.show_message(Message(self.tr("Saved as preset “{name}”."), values={"name": preset.name}))

    def _shows_it(self) -> bool:
        """True where the picture on view was made with what stands on the desk."""
        shown, desk = self._window.viewer.generation, self._window.desk
        if shown is None:
            return False
        made = library_words.prompt_of(shown, self._window.library.lineage)
        return any(_own(each.prompt or "") == _own(made) for each in desk.requests_for(desk.edit.toPlainText()))

    def _wear(self, preset: Preset) -> None:
        self._worn = preset if not preset.look else None
        self._words = prompt.words(self._window.desk.edit.toPlainText())

    def _see(self, request: Imagine) -> None:
        """One is sent: made with the preset that was last saved or applied, when it has its flags, or its words."""
        text = request.prompt or ""
        if self._worn is None or not text:
            return
        wanted = Prompt(self._worn.flags).without((*prompt.MODES, "repeat")).fields()  # which no text says that is sent
        if wanted.items() <= Prompt(text).fields().items() if wanted else prompt.words(text) == self._words:
            self._awaited[_own(text)] = self._worn.name

    def _keep(self, kept: tuple[Preset, ...]) -> None:
        self.presets = kept
        self.changed.emit(kept)


def _own(text: str) -> str:
    """A prompt without the addresses of pictures at its head."""
    return text.removeprefix(" ".join(tokens.references(text))).strip()
