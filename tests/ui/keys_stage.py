"""A window staged for its keys: something of each kind on view, and what the window reported since."""

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from mj_desktop.core.asides import AsideWish
from mj_desktop.core.commands import COMMANDS
from mj_desktop.core.errors import Failure
from mj_desktop.core.generation import Generation, RemotePicture, State
from mj_desktop.core.intentions import Trigger
from mj_desktop.core.local_picture import LocalPicture
from mj_desktop.core.request import VIDEO
from mj_desktop.core.where import Where
from mj_desktop.ui.mask_editor.editor import MaskEditor
from mj_desktop.ui.window.aside_place import AsidePlace
from mj_desktop.ui.window.library_acts import LibraryActs
from mj_desktop.ui.window.office_place import OfficePlace
from mj_desktop.ui.window.outside_place import OutsidePlace
from mj_desktop.ui.window.reference_place import ReferencePlace
from mj_desktop.ui.window.source_place import SourcePlace
from mj_desktop.ui.window.video_place import VideoPlace
from mj_desktop.ui.window.window import Window
from tests.ui.conftest import GRID_ACTIONS, make, picture

ALL_SINGLE = tuple(command.action for command in COMMANDS if command.action and command.action != "reroll")
FAILURE = Failure(code="task_failed", message="no", trace_id="trace-7")
STAGES: dict[str, Callable[[], Generation]] = {
    "grid": lambda: make("b", created_at=2.0, parent="a", action="reroll"),
    "varied": lambda: make("b", created_at=2.0, parent="a", action="variation2", actions=GRID_ACTIONS),
    "single": lambda: make("b", created_at=2.0, action="upscale1", actions=ALL_SINGLE),
    "addressed": lambda: make("b", created_at=2.0, picture=RemotePicture(raw_url="https://service.example/b.png")),
    "video": lambda: make("b", created_at=2.0, action=VIDEO, actions=(), video_id="1", clip_files=("1", "2", "3", "4")),
    "running": lambda: make("b", State.RUNNING, created_at=2.0, percent=20),
    "refused": lambda: make("b", State.WAITING, created_at=2.0, not_before=9e9),
    "set_aside": lambda: make("b", State.SET_ASIDE, created_at=2.0),
    "unfetched": lambda: make("b", State.FINISHED, created_at=2.0, failure=Failure(code="bad_picture")),
    "failed": lambda: make("b", State.FAILED, created_at=2.0, failure=FAILURE, trace_id="trace-7"),
}


@dataclass
class Seen:
    """The window, and what it reported since it was staged."""

    window: Window
    told: list[object] = field(default_factory=list)
    wished: list[object] = field(default_factory=list)
    further: list[object] = field(default_factory=list)
    asked: list[AsideWish] = field(default_factory=list)

    def listen(self) -> None:
        window = self.window
        acts = LibraryActs(window)
        acts.asked.connect(self.wished.append)
        sources = SourcePlace(window, local_of, lambda origin: False, lambda *_: False)
        self.videos = VideoPlace(window, window.showing, acts, sources)
        self.videos.opened.connect(lambda of, place: self.further.append(("open", place)))
        if window.viewer.generation is not None:
            self.videos.show_generation(window.viewer.generation)
        self.parts = AsidePlace(window, acts, sources), OutsidePlace(window), ReferencePlace(window, acts, sources)
        self.parts[0].asked.connect(self.parts[0].show_asking)
        self.parts[2].address_given.connect(lambda address, of, tile: self.further.append(address))
        self.parts[0].asked.connect(self.asked.append)
        self.parts[0].code_wanted.connect(self.wished.append)
        self.office = OfficePlace(window)
        self.office.code.wanted.connect(self.wished.append)
        batches = self.office.batches
        batches.started.connect(lambda orders: self.told.append(f"started {len(orders)}"))
        batches.paused.connect(lambda batch: self.told.append(f"paused {batch}"))
        batches.stopped.connect(lambda batch: self.told.append(f"stopped {batch}"))
        for signal in (window.submitted, window.triggered, window.stop_requested, window.taken_up, window.remedied,
                       window.viewer.repaint_requested, window.comparing.wanted):  # fmt: skip
            signal.connect(self.told.append)
        window.taken_back.connect(self.note_taken_back)
        window.closing.connect(self.note_closing)

    def note_taken_back(self) -> None:
        self.told.append("taken back")

    def note_closing(self) -> None:
        self.told.append("closing")


def local_of(generation: Generation, tile: int | None) -> LocalPicture:
    return LocalPicture(generation.id, f"{generation.id}.png", tile, generation.id)


def staged(qtbot: QtBot, name: str) -> Seen:
    """A window with that stage's generation on view, and its picture where it has one; the viewer has the keyboard."""
    window = Window()
    qtbot.addWidget(window)
    window.set_editor(MaskEditor())
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.show_history(["the prompt before"])
    window.show_library([make("a", created_at=1.0), STAGES[name]()])
    if name in ("grid", "varied", "single", "addressed", "video"):
        window.show_picture(picture("b"))
    window.viewer.setFocus()
    seen = Seen(window)
    seen.listen()
    return seen


def press(seen: Seen, key: str, where: Where = Where.PICTURE) -> None:
    """Press a key of the table where its command holds."""
    target: QWidget = seen.window.viewer
    if where is Where.PROMPT:
        target = seen.window.desk.edit
        target.setFocus()
    QTest.keySequence(target, QKeySequence(key))


def held(action: str, then_repaint: bool = False) -> list[object]:
    return [Trigger("b", action, held=True, then_repaint=then_repaint)]


def tile(seen: Seen) -> object:
    return seen.window.viewer.tile


def overlay(seen: Seen) -> object:
    return seen.window.commands.overlay.objectName() if seen.window.commands.overlay is not None else ""


def panels(seen: Seen) -> object:
    return seen.window.desk.isVisible(), seen.window.library.isVisible()
