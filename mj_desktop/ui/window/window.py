"""The main window: lays the parts out, those first that a person sees at a start, and passes on what it is told.

Before the first paint it imports nothing that knows what a generation is: those modules, and the parts that show
generations, come with `complete()`.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QPaintEvent, QShortcut
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from mj_desktop.core.origin import DEMO
from mj_desktop.ui import controls
from mj_desktop.ui.banner import Banner
from mj_desktop.ui.desk.desk import PromptDesk
from mj_desktop.ui.status_line import StatusLine
from mj_desktop.ui.strip.shell import Shell
from mj_desktop.ui.viewer.first_run import FirstRun
from mj_desktop.ui.viewer.header import Header
from mj_desktop.ui.window.editor_place import EditorPlace
from mj_desktop.ui.window.layout import Columns, add_below, column, read_panels

if TYPE_CHECKING:
    from mj_desktop.core.generation import Generation
    from mj_desktop.core.messages import Message
    from mj_desktop.mask.region import Draft
    from mj_desktop.pictures import Loaded
    from mj_desktop.ui.action_bar.bar import ActionBar
    from mj_desktop.ui.commands.commands import Commands
    from mj_desktop.ui.mask_editor import MaskEditor
    from mj_desktop.ui.strip.strip import LibraryStrip
    from mj_desktop.ui.viewer.viewer import Viewer
    from mj_desktop.ui.window.compare_place import ComparePlace
    from mj_desktop.ui.window.settings_place import SettingsPlace
    from mj_desktop.ui.window.showing import Showing

_SIZE = (1280, 800)
_SMALLEST = (900, 600)
_TITLE_BAR = 40  # points; how high it really is, is not known before the window is shown


class Window(QMainWindow):
    """Owns every widget. `painted` tells once that it has been seen; until `complete()` it only takes prompts."""

    painted = Signal()
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

    library: "LibraryStrip"
    viewer: "Viewer"
    action_bar: "ActionBar"
    settings: "SettingsPlace"
    commands: "Commands"
    comparing: "ComparePlace"
    _showing: "Showing"

    def __init__(self, whole: bool = True) -> None:
        super().__init__()
        self.setObjectName("window")
        self.setWindowTitle("MJ Desktop")
        self.setMinimumSize(*_SMALLEST)
        self.resize(*_SIZE)
        self.banner, self.status = Banner(), StatusLine()
        self.desk, self.header, self.first_run = PromptDesk(), Header(), FirstRun()
        self._shell = Shell()
        self._origin = DEMO
        self._seen = self.is_restored = False
        self._lay_out()
        self._connect()
        self.desk.focus_prompt()
        if whole:
            self.complete()

    def complete(self) -> None:
        """Make what shows generations and what runs commands; their modules are best imported by a thread before."""
        from mj_desktop.ui.window import parts

        self.desk.edit.even_lines()
        self.library, self.viewer, self.action_bar = parts.LibraryStrip(self._shell), parts.Viewer(), parts.ActionBar()
        self.pages.addWidget(self.viewer)
        add_below(self._centre, self.action_bar)
        self.action_bar.hide()
        add_below(self._library_place, self.library)
        self.settings = parts.SettingsPlace(self.place, self.let_keys)
        self._showing = parts.Showing(self)
        self._connect_parts()
        self.commands = parts.Commands(self)
        self.comparing = parts.ComparePlace(self)

    def await_library(self) -> None:
        """There are pictures: leave their places free instead of inviting to the first one."""
        blank = QWidget()
        controls.ground(blank, "viewer")
        self.pages.addWidget(blank)
        self.pages.setCurrentWidget(blank)
        self._shell.await_cells()

    @property
    def shown(self) -> str | None:
        """The id of the generation on view."""
        return self._showing.shown

    # What the studio tells

    def show_library(self, generations: "list[Generation]") -> None:
        """Show everything there is, the newest on view."""
        self._showing.show_library(generations)

    def show_generation(self, generation: "Generation") -> None:
        """Show a generation that was added or changed; one just begun with a prompt goes on view."""
        self._showing.show_generation(generation)

    def remove_generation(self, generation_id: str) -> None:
        """Forget a generation; when it was on view, its parent or the newest takes its place."""
        self._showing.remove_generation(generation_id)

    def show_picture(self, loaded: "Loaded") -> None:
        """Hold a picture and show it where its generation is on view, or followed."""
        self._showing.show_picture(loaded)

    def show_thumbnail(self, loaded: "Loaded") -> None:
        """Show a thumbnail in the library."""
        self.library.show_thumbnail(loaded)

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
        return {**size, **self.columns.panels()._asdict(), "desk": self.desk.state()}

    def restore_layout(self, state: dict[str, object]) -> None:
        """Take over what `layout_state` gave; what is missing or wrong stays as it is."""
        self.is_restored = True
        width, height = state.get("width"), state.get("height")
        if type(width) is int and type(height) is int:
            room = self.screen().availableSize()
            self.resize(min(width, room.width()), min(height, room.height()))
        if state.get("maximized") is True:
            self.setWindowState(Qt.WindowState.WindowMaximized)
        self.columns.show_panels(read_panels(state))
        self._shell.head.hide_demo(state.get("demo_hidden") is True)
        desk = state.get("desk")
        if isinstance(desk, dict):
            self.desk.restore(desk)

    def fit_screen(self) -> None:
        """Fill a screen that is too small for the window with its title bar, so that nothing is cut off."""
        room = self.screen().availableSize()
        if self.width() > room.width() or self.height() + _TITLE_BAR > room.height():
            self.setWindowState(Qt.WindowState.WindowMaximized)

    def closeEvent(self, event: QCloseEvent) -> None:
        """The window goes; the app closes the rest."""
        self.closing.emit()
        event.accept()

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
        self.pages = QStackedWidget()
        self.pages.addWidget(self.first_run)
        self._centre = column(self.header, self.pages)
        self._library_place = column(self._shell)
        self.columns = Columns(self.desk, self._centre, self._library_place)
        self.place = EditorPlace(self.columns)
        self.setCentralWidget(column(self.banner, controls.hairline(), self.place, controls.hairline(), self.status))

    def _connect(self) -> None:
        self.desk.submitted.connect(self.submitted)
        self.header.folded_left.connect(self.columns.fold_desk)
        self.header.folded_right.connect(self.columns.fold_library)
        self.first_run.example_chosen.connect(self._try_example)
        self.place.draft_changed.connect(self.draft_changed)
        self._fold = self._shortcut("F", self.columns.fold_both)
        self._esc = self._shortcut("Escape", self.leave)
        self._shortcut("Ctrl+Q", self.close)

    def _connect_parts(self) -> None:
        self.viewer.stop_requested.connect(self.stop_requested)
        self.viewer.taken_up.connect(self.taken_up)
        self.viewer.zoomed.connect(self.header.show_zoom)
        self.header.fit_requested.connect(self.viewer.fit)
        self.library.thumbnail_wanted.connect(self.thumbnail_wanted)
        self.status.settings_requested.connect(self.settings.open)
        self.banner.connect_requested.connect(self.settings.open_account)

    def _shortcut(self, keys: str, slot: Callable[[], object]) -> QShortcut:
        made = QShortcut(QKeySequence(keys), self)
        made.setAutoRepeat(False)
        made.activated.connect(slot)
        return made

    def _try_example(self, prompt: str) -> None:
        """Free with the demo engine: drawn at once. Elsewhere it costs, so it is only put on the desk."""
        self.desk.show_prompt(prompt)
        if self._origin == DEMO:
            self.desk.submit()
        else:
            self.desk.focus_prompt()
