"""The main window: lays the parts out, forwards what a person asks for, and decides what is on view."""

from collections.abc import Callable
from dataclasses import asdict
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QStackedWidget, QTextEdit

from mj_desktop.core import actions
from mj_desktop.core.generation import DEMO, Generation, State, is_first
from mj_desktop.core.intentions import Remedied, Repaint, Trigger
from mj_desktop.core.messages import Message, Remedy
from mj_desktop.core.request import REGION
from mj_desktop.pictures import Kind, Loaded
from mj_desktop.ui import controls
from mj_desktop.ui.action_bar.bar import ActionBar
from mj_desktop.ui.banner import Banner
from mj_desktop.ui.commands.commands import Commands
from mj_desktop.ui.desk.desk import PromptDesk
from mj_desktop.ui.status_line import StatusLine
from mj_desktop.ui.strip import words as library_words
from mj_desktop.ui.strip.strip import LibraryStrip
from mj_desktop.ui.viewer.first_run import FirstRun
from mj_desktop.ui.viewer.header import Header
from mj_desktop.ui.viewer.viewer import Viewer
from mj_desktop.ui.window.ancestors import ancestors
from mj_desktop.ui.window.editor_place import EditorPlace
from mj_desktop.ui.window.follow import Asked, Following
from mj_desktop.ui.window.layout import Columns, column, read_panels
from mj_desktop.ui.window.pictures import HeldPictures
from mj_desktop.ui.window.settings_place import SettingsPlace

if TYPE_CHECKING:
    from mj_desktop.mask.region import Draft, RegionEdit
    from mj_desktop.ui.mask_editor import MaskEditor

_SIZE = (1280, 800)
_SMALLEST = (900, 600)


class Window(QMainWindow):
    """Owns every widget; knows the generations as values, which one is on view, and which follow-up to show next."""

    submitted = Signal(object)
    triggered = Signal(object)
    region_submitted = Signal(object)
    draft_changed = Signal(object)
    taken_back = Signal()
    stop_requested = Signal(str)
    taken_up = Signal(str)
    remedied = Signal(object)
    chosen = Signal(str)
    thumbnail_wanted = Signal(str)
    picture_wanted = Signal(str)
    closing = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("window")
        self.setWindowTitle("MJ Desktop")
        self.setMinimumSize(*_SMALLEST)
        self.resize(*_SIZE)
        self.banner, self.status = Banner(), StatusLine()
        self.desk, self.library = PromptDesk(), LibraryStrip()
        self.header, self.viewer, self.action_bar = Header(), Viewer(), ActionBar()
        self.first_run = FirstRun()
        self._known = self.library.model.known
        self._shown: str | None = None
        self._origin = DEMO
        self._following = Following()
        self._pictures = HeldPictures()
        self._wanted: str | None = None
        self._announced: Message | None = None
        self._lay_out()
        self._connect()
        self.commands = Commands(self)
        self._show(None)
        self.desk.focus_prompt()

    @property
    def shown(self) -> str | None:
        """The id of the generation on view."""
        return self._shown

    # What the studio tells

    def show_library(self, generations: list[Generation]) -> None:
        """Show everything there is, the newest on view."""
        self.library.show_all(generations)
        self._known = self.library.model.known
        newest = max(generations, key=lambda each: each.created_at, default=None)
        self._show(newest.id if newest else None)
        if newest is None:
            self.desk.focus_prompt()
        else:
            self.viewer.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_generation(self, generation: Generation) -> None:
        """Show a generation that was added or changed; one just begun with a prompt goes on view."""
        new = generation.id not in self._known
        self.library.show_generation(generation)
        if new:
            self._meet(generation)
        if self._following.see(generation):
            self._announce(generation)
        if generation.id == self._shown:
            self._show_facts(generation)
            self._want_picture(generation)
        elif generation.state is State.STORED and self._following.shows(generation.id):
            self._show_followed(generation.id)
        if self._following.repaints(generation):
            self._offer_editor(generation.id)

    def remove_generation(self, generation_id: str) -> None:
        """Forget a generation; when it was on view, its parent or the newest takes its place."""
        gone = self._known.get(generation_id)
        if self._following.is_sending(generation_id):
            self._following.take_back()
            self.show_message(Message(self.tr("Taken back. Nothing was sent.")))
        self.library.remove(generation_id)
        self._pictures.forget(generation_id)
        if gone is not None and generation_id == self._shown:
            newest = max(self._known.values(), key=lambda each: each.created_at, default=None)
            self._show(gone.parent if gone.parent in self._known else newest.id if newest else None)

    def show_picture(self, loaded: Loaded) -> None:
        """Hold a picture and show it where its generation is on view, or followed."""
        if loaded.generation not in self._known:
            return
        self._pictures.hold(loaded)
        if loaded.kind is Kind.PREVIEW:
            self.library.show_thumbnail(loaded)
        elif loaded.generation == self._wanted:
            self._wanted = None
        if self._following.shows(loaded.generation):
            self._show_followed(loaded.generation)
        elif loaded.generation == self._shown:
            self.viewer.show_picture(loaded)
        if loaded.kind is Kind.RAW and loaded.generation == self._place.wanted:
            self.open_editor(loaded.generation)

    def show_thumbnail(self, loaded: Loaded) -> None:
        """Show a thumbnail in the library."""
        self.library.show_thumbnail(loaded)

    def show_message(self, message: Message) -> None:
        """Say what happened."""
        self.status.show_message(message)

    def show_counts(self, running: int, waiting: int) -> None:
        """Say how many are being drawn and how many wait."""
        self.status.show_counts(running, waiting)

    def show_history(self, prompts: list[str]) -> None:
        """Take the former prompts, newest first."""
        self.desk.show_history(prompts)

    def show_origin(self, origin: str) -> None:
        """Say who draws from now on."""
        self._origin = origin
        self.banner.show_origin(origin)
        self.desk.show_origin(origin)

    # The mask editor

    @property
    def editor(self) -> "MaskEditor | None":
        """The mask editor, once it is made."""
        return self._place.editor

    def set_editor(self, editor: "MaskEditor") -> None:
        """Take the mask editor, which is made after the first paint; one asked for meanwhile is opened now."""
        self._place.set_editor(editor)
        if self._place.wanted is not None:
            self.open_editor(self._place.wanted)

    def show_draft(self, draft: "Draft") -> None:
        """Take a mask that was saved, to be there when its editor is opened."""
        self._place.show_draft(draft)

    def open_editor(self, generation_id: str) -> None:
        """Open the mask editor on a finished single picture, once its raw picture and the editor are there."""
        generation = self._known.get(generation_id)
        if generation is None or not generation.can_repaint:
            return
        self._place.wanted = generation_id
        raw = self._pictures.raw(generation_id)
        if raw is None:
            self._want_picture(generation)
        else:
            self._place.open(generation, raw.image, ancestors(generation, self._known))

    def _offer_editor(self, generation_id: str) -> None:
        """Open the editor on what was upscaled for it; who is typing meanwhile is told instead of interrupted."""
        if isinstance(QApplication.focusWidget(), QTextEdit | QLineEdit):
            ready = Message(self.tr("The picture is ready to be repainted."), "", Remedy.REPAINT, about=generation_id)
            self.show_message(ready)
        else:
            self.open_editor(generation_id)

    # What is remembered

    def layout_state(self) -> dict[str, object]:
        """Sizes, folds and what stands on the desk, for `restore_layout`."""
        normal = self.normalGeometry() if self.isMaximized() else self.geometry()
        size = {"width": normal.width(), "height": normal.height(), "maximized": self.isMaximized()}
        return {**size, **asdict(self._columns.panels()), "desk": self.desk.state()}

    def restore_layout(self, state: dict[str, object]) -> None:
        """Take over what `layout_state` gave; what is missing or wrong stays as it is."""
        width, height = state.get("width"), state.get("height")
        if type(width) is int and type(height) is int:
            room = self.screen().availableSize()
            self.resize(min(width, room.width()), min(height, room.height()))
        if state.get("maximized") is True:
            self.setWindowState(Qt.WindowState.WindowMaximized)
        self._columns.show_panels(read_panels(state))
        desk = state.get("desk")
        if isinstance(desk, dict):
            self.desk.restore(desk)

    def closeEvent(self, event: QCloseEvent) -> None:
        """The window goes; the app closes the rest."""
        self.closing.emit()
        event.accept()

    # Inside

    def _lay_out(self) -> None:
        self._pages = QStackedWidget()
        self._pages.addWidget(self.first_run)
        self._pages.addWidget(self.viewer)
        self._columns = Columns(self.desk, column(self.header, self._pages, self.action_bar), self.library)
        self._place = EditorPlace(self._columns)
        self.settings = SettingsPlace(self._place, self._let_keys)
        self.setCentralWidget(column(self.banner, controls.hairline(), self._place, controls.hairline(), self.status))

    def _connect(self) -> None:
        self.desk.submitted.connect(self.submitted)
        self.viewer.triggered.connect(self._trigger)
        self.viewer.repaint_requested.connect(self._repaint)
        self.viewer.stop_requested.connect(self.stop_requested)
        self.viewer.taken_up.connect(self.taken_up)
        self.viewer.remedied.connect(self._remedy)
        self.viewer.zoomed.connect(self.header.show_zoom)
        self.action_bar.triggered.connect(self._trigger)
        self.action_bar.repaint_requested.connect(self._repaint)
        self.header.fit_requested.connect(self.viewer.fit)
        self.header.folded_left.connect(self._columns.fold_desk)
        self.header.folded_right.connect(self._columns.fold_library)
        self.header.parent_requested.connect(self._choose)
        self.library.chosen.connect(self._choose)
        self.library.thumbnail_wanted.connect(self.thumbnail_wanted)
        self.first_run.example_chosen.connect(self._try_example)
        self.status.remedied.connect(self._remedy)
        self._place.submitted.connect(self._submit_region)
        self._place.draft_changed.connect(self.draft_changed)
        self._place.opened.connect(self._enter_editor)
        self._place.closed.connect(self._leave_editor)
        self._fold = self._shortcut("F", self._columns.fold_both)
        self._esc = self._shortcut("Escape", self.leave)
        self._shortcut("Ctrl+Q", self.close)
        self.status.settings_requested.connect(self.settings.open)
        self.banner.connect_requested.connect(self.settings.open_account)

    def _shortcut(self, keys: str, slot: Callable[[], object]) -> QShortcut:
        made = QShortcut(QKeySequence(keys), self)
        made.setAutoRepeat(False)
        made.activated.connect(slot)
        return made

    def _show(self, generation_id: str | None) -> None:
        """Put a generation on view, or the first run's face."""
        self._shown = generation_id
        generation = self._known.get(generation_id or "")
        self._pages.setCurrentWidget(self.viewer if generation else self.first_run)
        self.action_bar.setVisible(generation is not None)
        self._show_facts(generation)
        if generation is None:
            return
        self.library.select(generation.id)
        picture = self._pictures.best(generation.id) or self._square_thumbnail(generation)
        if picture is not None:
            self.viewer.show_picture(picture)
        self._want_picture(generation)

    def _show_facts(self, generation: Generation | None) -> None:
        lineage = ancestors(generation, self._known)
        self.viewer.show_generation(generation, lineage)
        self.header.show_generation(generation, lineage)
        self.action_bar.show_generation(generation)

    def _square_thumbnail(self, generation: Generation) -> Loaded | None:
        """The library's thumbnail, to stand in until the raw picture is loaded; others are cropped to a square."""
        file = generation.file
        return self.library.model.thumbnail(generation.id) if file and file.width == file.height else None

    def _want_picture(self, generation: Generation) -> None:
        """Ask once for the raw picture of what is on view."""
        if generation.file is None or self._pictures.raw(generation.id) is not None:
            return
        if self._wanted != generation.id:
            self._wanted = generation.id
            self.picture_wanted.emit(generation.id)

    def _meet(self, generation: Generation) -> None:
        """A new generation: one with a prompt is shown at once, one asked for is followed."""
        if is_first(generation):
            self._following.drop()
            self._place.wanted = None
            self._show(generation.id)
            return
        self._following.meet(generation)

    def _announce(self, generation: Generation) -> None:
        what = library_words.tr(actions.parse(generation.request.action).label)
        words = self.tr("{what} is on its way. It is shown here once there is something to see.")
        self._announced = Message(words, values={"what": what})
        self.show_message(self._announced)

    def _show_followed(self, generation_id: str) -> None:
        """What was announced is here: its announcement goes, unless something else was said since."""
        if self.status.message is self._announced:
            self.show_message(Message(self.tr("Ready")))
        self._show(generation_id)

    def _choose(self, generation_id: str) -> None:
        """A person wants to see a generation."""
        if generation_id in self._known:
            self._following.drop()
            self._place.wanted = None
            self._show(generation_id)
            self.chosen.emit(generation_id)

    def _trigger(self, trigger: Trigger) -> None:
        self._following.ask(Asked(trigger.parent, trigger.action, trigger.held, trigger.then_repaint))
        self._place.wanted = None
        if trigger.held:
            what = library_words.tr(actions.parse(trigger.action).label)
            self.show_message(Message(self.tr("{what}: sending, Esc takes it back."), values={"what": what}))
        self.triggered.emit(trigger)

    def _repaint(self, wish: Repaint) -> None:
        """A single picture opens the editor; a tile is upscaled first, which is a paid step named as such."""
        parent = self._known.get(wish.parent)
        if parent is None or wish.tile is None:
            self.open_editor(wish.parent)
            return
        upscale = actions.for_tile(parent.actions, "upscale", wish.tile)
        if upscale is not None:
            self._trigger(Trigger(parent.id, upscale, then_repaint=True))

    def _submit_region(self, edit: "RegionEdit") -> None:
        self._following.ask(Asked(edit.parent, REGION))
        self.region_submitted.emit(edit)

    def _enter_editor(self, hint: str) -> None:
        """The editor has keys of its own: Esc leads back from it."""
        self.show_message(Message(hint))
        self._let_keys(False)

    def _leave_editor(self) -> None:
        self.show_message(Message(self.tr("Ready")))
        self._let_keys(True)
        self.viewer.setFocus(Qt.FocusReason.OtherFocusReason)

    def _let_keys(self, through: bool) -> None:
        for shortcut in (self._esc, self._fold):
            shortcut.setEnabled(through)

    def _remedy(self, remedied: Remedied) -> None:
        """Editing the prompt is the desk's; the rest is the app's to do."""
        generation = self._known.get(remedied.about or "")
        if remedied.remedy is Remedy.REPAINT and remedied.about is not None:
            self.open_editor(remedied.about)
        if remedied.remedy is Remedy.EDIT_PROMPT:
            if generation is not None:
                self.desk.show_prompt(library_words.prompt_of(generation, self._known))
            self._columns.unfold_desk()
            self.desk.focus_prompt()
        self.remedied.emit(remedied)

    def _try_example(self, prompt: str) -> None:
        """Free with the demo engine: drawn at once. Elsewhere it costs, so it is only put on the desk."""
        self.desk.show_prompt(prompt)
        if self._origin == DEMO:
            self.desk.submit()
        else:
            self.desk.focus_prompt()

    def leave(self) -> None:
        """Esc: take back what is being sent, else leave the tile."""
        if self._following.is_sending() or not self.viewer.leave_tile():
            self.taken_back.emit()
