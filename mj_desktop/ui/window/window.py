"""The main window: lays the parts out, those first that a person sees at a start, and passes on what it is told.

It is made in three steps, so that it is painted soon: grounds, hairlines and the prompt's text, ready to type; with
`furnish()` all else that is seen at a start; with `complete()` what knows what a generation is, and commands. The
modules of the later steps are imported in them.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget

from mj_desktop.core.origin import DEMO
from mj_desktop.ui import folders, theme
from mj_desktop.ui.desk.desk import PromptDesk
from mj_desktop.ui.ground import Place, hairline
from mj_desktop.ui.window.editor_place import EditorPlace
from mj_desktop.ui.window.layout import Columns, add_below, column, read_panels

if TYPE_CHECKING:
    from PySide6.QtGui import QImage, QShortcut

    from mj_desktop.core.generation import Generation
    from mj_desktop.core.messages import Message
    from mj_desktop.mask.region import Draft
    from mj_desktop.pictures import Loaded
    from mj_desktop.ui.action_bar.bar import ActionBar
    from mj_desktop.ui.banner import Banner
    from mj_desktop.ui.commands.commands import Commands
    from mj_desktop.ui.mask_editor.editor import MaskEditor
    from mj_desktop.ui.status_line import StatusLine
    from mj_desktop.ui.strip.shell import Shell
    from mj_desktop.ui.strip.strip import LibraryStrip
    from mj_desktop.ui.viewer.first_run import FirstRun
    from mj_desktop.ui.viewer.header import Header
    from mj_desktop.ui.viewer.viewer import Viewer
    from mj_desktop.ui.window.compare_place import ComparePlace
    from mj_desktop.ui.window.presets_place import PresetsPlace
    from mj_desktop.ui.window.settings_place import SettingsPlace
    from mj_desktop.ui.window.showing import Showing
    from mj_desktop.ui.window.tasks_place import TasksPlace

_SIZE = (1280, 800)
_SMALLEST = (900, 600)
_BANNER, _HEADER, _STATUS = 36, 41, 32  # how high they are
_TITLE_BAR = 40  # points; how high it really is, is not known before the window is shown


class Window(QMainWindow):
    """Owns every widget. `painted` tells once that it has been seen; until `complete()` it only takes prompts.

    `furnished` tells once that everything is there which is seen at a start.
    """

    painted = Signal()
    furnished = Signal()
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

    banner: "Banner"
    status: "StatusLine"
    header: "Header"
    first_run: "FirstRun"
    library: "LibraryStrip"
    viewer: "Viewer"
    action_bar: "ActionBar"
    settings: "SettingsPlace"
    tasks: "TasksPlace"
    commands: "Commands"
    comparing: "ComparePlace"
    presets: "PresetsPlace"
    _showing: "Showing"
    _shell: "Shell"
    _fold: "QShortcut"
    _esc: "QShortcut"

    def __init__(self, whole: bool = True) -> None:
        super().__init__()
        self.setObjectName("window")
        self.setWindowTitle("MJ Desktop")
        self.setMinimumSize(*_SMALLEST)
        self.resize(*_SIZE)
        self.desk = PromptDesk(whole=False)
        self._origin = DEMO
        self._seen = self.is_restored = self._maximized = self._awaits = self._hides_demo = False
        self._lay_out()
        self.desk.submitted.connect(self.submitted)
        self.desk.focus_prompt()
        if whole:
            self.furnish()
            self.complete()

    def furnish(self) -> None:
        """Make all else that is seen at a start."""
        for _ in self.furnishing():
            pass

    def complete(self) -> None:
        """Make what shows generations and what runs commands."""
        for _ in self.completing():
            pass

    def furnishing(self) -> Iterator[None]:
        """`furnish` in steps of some milliseconds each; the window is whole and may be painted after any of them."""
        from mj_desktop.ui.window import furniture as made

        self.desk.furnish_options()
        yield
        self.desk.furnish_sliders()
        yield
        self.desk.furnish()
        yield
        self.header = made.Header()
        self._header_place.put(self.header)
        yield
        self.status = made.StatusLine()
        self._status_place.put(self.status)
        yield
        self.banner = made.Banner()
        self._banner_place.put(self.banner)
        yield
        self._shell = made.Shell()
        self._library_place.put(self._shell)
        self._shell.head.hide_demo(self._hides_demo)
        yield
        self.first_run = made.FirstRun()
        self.pages.addWidget(self.first_run)
        if self._awaits:
            self._shell.await_cells()
        else:
            self.pages.setCurrentWidget(self.first_run)
        made.SecondClick(self)
        self._connect()
        self.furnished.emit()

    def completing(self) -> Iterator[None]:
        """`complete` in steps."""
        from mj_desktop.ui.window import parts

        self.desk.finish()
        yield
        trash = parts.TrashPage()
        yield
        self.library = parts.LibraryStrip(self._shell, trash, self._library_place)
        self._library_place.put(self.library)
        yield
        self.viewer = parts.Viewer()
        self.pages.addWidget(self.viewer)
        yield
        self.action_bar = parts.ActionBar()
        self.action_bar.hide()
        add_below(self._centre, self.action_bar)
        yield
        self.settings = parts.SettingsPlace(self.place, self.let_keys)
        self.tasks = parts.TasksPlace(self.place, self.let_keys)
        self._showing = parts.Showing(self)
        self._connect_parts()
        yield
        self.commands = parts.Commands(self)
        self.comparing = parts.ComparePlace(self)
        self.presets = parts.PresetsPlace(self)

    def await_library(self) -> None:
        """There are pictures: leave their places free instead of inviting to the first one."""
        self._awaits = True

    @property
    def origin(self) -> str:
        """Who draws from now on."""
        return self._origin

    @property
    def showing(self) -> "Showing":
        """Who decides what is on view."""
        return self._showing

    @property
    def shown(self) -> str | None:
        """The id of the generation on view."""
        return self._showing.shown

    def look(self) -> "QImage | None":
        """The picture on view, as large as it is held; None where there is none yet."""
        return self._showing.look()

    # What the studio tells

    def show_library(self, generations: "list[Generation]") -> None:
        """Show everything there is, the newest on view."""
        for _ in self.showing_library(generations):
            pass

    def showing_library(self, generations: "list[Generation]") -> Iterator[None]:
        """`show_library` in steps: the cells, then what is on view."""
        return self._showing.showing_library(generations)

    def show_generation(self, generation: "Generation") -> None:
        """Show a generation that was added or changed; one just begun with a prompt goes on view."""
        told = self.library.lineage.get(self.status.message.about or "")
        if told is not None:
            from mj_desktop.ui.window.follow import repeats  # not before the first paint

            if repeats(generation, told):
                self.status.settle(told.id)  # or its button would be pressed, and paid, once more
        self._showing.show_generation(generation)

    def add_generation(self, generation: "Generation") -> None:
        """Give one that was drawn elsewhere its place among the others; on view it comes where nothing is."""
        self._showing.add_generation(generation)

    def remove_generation(self, generation_id: str) -> None:
        """Forget a generation; when it was on view, its parent or the newest takes its place."""
        self._showing.remove_generation(generation_id)

    def show_picture(self, loaded: "Loaded") -> None:
        """Hold a picture and show it where its generation is on view, or followed."""
        self._showing.show_picture(loaded)

    def show_thumbnail(self, loaded: "Loaded") -> None:
        """Show a thumbnail in the library."""
        self.library.show_thumbnail(loaded)
        self.presets.show_thumbnail(loaded)

    def show_message(self, message: "Message") -> None:
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
        return self.place.editor

    def set_editor(self, editor: "MaskEditor") -> None:
        """Take the mask editor, which is made after the first paint; one asked for meanwhile is opened now."""
        self.place.set_editor(editor)
        editor.settings_wanted.connect(self.settings.open_part)
        if self.place.wanted is not None:
            self.open_editor(self.place.wanted)

    def show_draft(self, draft: "Draft") -> None:
        """Take a mask that was saved, to be there when its editor is opened."""
        self.place.show_draft(draft)

    def open_editor(self, generation_id: str) -> None:
        """Open the mask editor on a finished single picture, once its raw picture and the editor are there."""
        self._showing.open_editor(generation_id)

    # What is remembered

    def layout_state(self) -> dict[str, object]:
        """Sizes, folds and what stands on the desk, for `restore_layout`."""
        normal = self.normalGeometry() if self.isMaximized() else self.geometry()
        size: dict[str, object] = {"width": normal.width(), "height": normal.height(), "maximized": self.isMaximized()}
        size |= {"demo_hidden": self._shell.head.demo_is_hidden, "pictures": bool(self.library.model.known)}
        size |= {"scheme": theme.notifier().scheme, "mask": self.place.state(), "folder": folders.of(self).kept()}
        return {**size, **self.columns.panels()._asdict(), "desk": self.desk.state()}

    def restore_layout(self, state: dict[str, object]) -> None:
        """Take over what `layout_state` gave; what is missing or wrong stays as it is."""
        self.is_restored = True
        width, height = state.get("width"), state.get("height")
        if type(width) is int and type(height) is int:
            room = self.screen().availableSize()
            self.resize(min(width, room.width()), min(height, room.height()))
        if state.get("maximized") is True:
            self._maximize()
        self.columns.show_panels(read_panels(state))
        self._hides_demo = state.get("demo_hidden") is True
        if hasattr(self, "_shell"):
            self._shell.head.hide_demo(self._hides_demo)
        self.place.restore(state.get("mask"))
        folders.of(self).restore(state.get("folder"))
        desk = state.get("desk")
        if isinstance(desk, dict):
            self.desk.restore(desk)

    def fit_screen(self) -> None:
        """Fill a screen that is too small for the window with its title bar, so that nothing is cut off."""
        room = self.screen().availableSize()
        if self.width() > room.width() or self.height() + _TITLE_BAR > room.height():
            self._maximize()

    def appear(self) -> None:
        """Show the window, as large as it was left."""
        (self.showMaximized if self._maximized else self.show)()

    def closeEvent(self, event: QCloseEvent) -> None:
        """The window goes; the app closes the rest."""
        self.closing.emit()
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Before the shortcuts are there, closing is all that a key can mean to the window."""
        from PySide6.QtCore import Qt  # not before the first paint: see ground.py

        closes = event.key() == Qt.Key.Key_Q and event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if closes and not hasattr(self, "_esc"):
            self.close()
        if not (hasattr(self, "commands") and self.commands.take_key(event)):
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The first paint is told of once it has reached the screen."""
        super().paintEvent(event)
        if not self._seen:
            self._seen = True
            QTimer.singleShot(0, self, self.painted.emit)

    def let_keys(self, through: bool) -> None:
        """Whether the window's own keys count: some pages have keys of their own."""
        for shortcut in (self._esc, self._fold):
            shortcut.setEnabled(through)

    def leave(self) -> None:
        """Esc: take back what is being sent, else leave the tile."""
        if hasattr(self, "_showing"):
            self._showing.leave()

    # Inside

    def _lay_out(self) -> None:
        self._banner_place, self._status_place = Place("panel", _BANNER), Place("panel", _STATUS)
        self._header_place, self._library_place = Place("viewer", _HEADER, underlined=True), Place("panel")
        self.pages = QStackedWidget()
        self.pages.addWidget(Place("viewer"))
        self._centre = column(self._header_place, self.pages)
        self.columns = Columns(self.desk, self._centre, self._library_place)
        self.place = EditorPlace(self.columns)
        self.setCentralWidget(column(self._banner_place, hairline(), self.place, hairline(), self._status_place))

    def _maximize(self) -> None:
        self._maximized = True
        if self.isVisible():
            self.appear()

    def _connect(self) -> None:
        from mj_desktop.ui import keymap

        self.header.folded_left.connect(self.columns.fold_desk)
        self.header.folded_right.connect(self.columns.fold_library)
        self.first_run.example_chosen.connect(self._try_example)
        self.place.draft_changed.connect(self.draft_changed)
        self._fold = keymap.shortcut(self, "fold_both", "F", self.columns.fold_both)
        self._esc = keymap.shortcut(self, "leave", "Esc", self.leave)
        keymap.shortcut(self, "quit", "Ctrl+Q", self.close)

    def _connect_parts(self) -> None:
        self.viewer.stop_requested.connect(self.stop_requested)
        self.viewer.taken_up.connect(self.taken_up)
        self.viewer.zoomed.connect(self.header.show_zoom)
        self.header.fit_requested.connect(self.viewer.fit)
        self._shell.head.opened.connect(self.columns.make_room)
        self.library.thumbnail_wanted.connect(self.thumbnail_wanted)
        self.status.settings_requested.connect(self.settings.open)
        self.status.tasks_requested.connect(self.tasks.open)
        self.tasks.connect_wanted.connect(self.settings.open_account)
        self.tasks.chosen.connect(self.library.chosen)
        self.tasks.said.connect(self.show_message)
        self.settings.editor_wanted.connect(self.open_editor)
        self.tasks.editor_wanted.connect(self.open_editor)
        self.banner.connect_requested.connect(self.settings.open_account)

    def _try_example(self, prompt: str) -> None:
        """Free with the demo engine: drawn at once. Elsewhere it costs, so it is only put on the desk."""
        self.desk.show_prompt(prompt)
        if self._origin == DEMO:
            self.desk.submit()
        else:
            self.desk.focus_prompt()
