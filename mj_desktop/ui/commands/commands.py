"""The window's commands: their keys, what runs them, and the overlays that list them."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut

from mj_desktop.core import commands, prompt
from mj_desktop.core.commands import COMMANDS, Command
from mj_desktop.core.messages import Message, Remedy, waits
from mj_desktop.core.rebinding import bound
from mj_desktop.core.situation import Need, Situation
from mj_desktop.core.where import ON_PAGES, Where
from mj_desktop.ui import keymap
from mj_desktop.ui.commands.deeds import Deed, Deeds
from mj_desktop.ui.commands.keys_place import KeysPlace
from mj_desktop.ui.commands.overlay import Overlay
from mj_desktop.ui.commands.palette import Palette
from mj_desktop.ui.commands.sheet import Sheet
from mj_desktop.ui.commands.tips import show_keys
from mj_desktop.ui.commands.words import said

if TYPE_CHECKING:
    from mj_desktop.ui.window.window import Window

# Commands whose keys another part holds: the window itself, the viewer its zooms, each form what sends it.
HELD_ELSEWHERE = ("fold_both", "leave", "quit", "fit", "actual", "double", "zoom_in", "zoom_out", "batch:start",
                  "generate")  # fmt: skip
_HELD_HERE = (Where.WINDOW, Where.PAGES, Where.STUDIO, *ON_PAGES)
_STEPS = {
    Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End,
    Qt.Key.Key_PageUp, Qt.Key.Key_PageDown,
}  # fmt: skip
_NOT_HERE = "Close the mask editor first."


class Commands(QObject):
    """Gives commands their keys and runs them; owns the overlay that is open."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window = window
        self._deeds = Deeds(window).table()
        self._deeds |= {"palette": self.open_palette, "shortcuts": self.open_sheet}
        self.overlay: Overlay | None = None
        self._mend_prompt = self._deeds["mend"]
        self._deeds["mend"] = self._mend
        self._page_mends: Callable[[], Deed | None] = lambda: None
        self._said: Message | None = None  # why something could not be done, on the page on view
        self._see: list[Callable[[Situation], Situation]] = []
        self.keys = KeysPlace(window)
        self._shortcuts: list[QShortcut] = []
        self._give_keys()
        keymap.notifier().changed.connect(self._give_keys)
        for seen in (keymap.notifier().changed, window.place.currentChanged, window.pages.currentChanged):
            seen.connect(self._show_keys)
        window.viewer.commanded.connect(self._run_named)
        window.viewer.refused.connect(self._say)
        window.action_bar.commanded.connect(self.run_by_id)
        window.first_run.commanded.connect(self.run_by_id)
        window.library.view.installEventFilter(self)
        window.status.shortcuts.clicked.connect(self.open_sheet)
        window.status.waiting_requested.connect(self._say_waiting)
        window.place.currentChanged.connect(self._unsay)

    def add(self, deeds: dict[str, Deed]) -> None:
        """Take what further commands do, by their ids."""
        self._deeds |= deeds

    def see_by(self, see: Callable[[Situation], Situation]) -> None:
        """Have `see` add what a page of its own knows to every situation."""
        self._see.append(see)

    def let_mend(self, page_mends: Callable[[], Deed | None]) -> None:
        """Ask `page_mends` what there is to mend while a page is on view."""
        self._page_mends = page_mends

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In the library, too, keys are the picture's, but for those that walk through the cells."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() not in _STEPS:
            return self._window.viewer.take_key(event)
        return super().eventFilter(watched, event)

    def take_key(self, event: QKeyEvent) -> bool:
        """Ctrl+Enter that no part of the window has for something of its own sends the prompt, as its button does."""
        if keymap.name(event) not in keymap.keys("generate") or self._window.place.currentIndex() != 0:
            return False
        if not event.isAutoRepeat():
            self._generate()
        return True

    def every(self) -> list[Command]:
        """All commands: what can be done with the picture on view first, then the rest of the table."""
        keys = keymap.now()
        held = [*commands.of_picture(self._window.viewer.generation, keys), *(bound(keys, each) for each in COMMANDS)]
        return sorted(held, key=lambda command: command.group != commands.ACTIONS)

    def situation(self) -> Situation:
        """What decides which commands can run now."""
        window, text = self._window, self._window.desk.edit.toPlainText()
        editor = window.editor
        now = replace(
            window.comparing.situation(window.viewer.situation()),
            origin=window.origin,
            covered=window.place.is_covered,
            message=window.status.message.remedy, has_words=bool(prompt.words(text)),
            has_findings=self._mending() is not None,
        )  # fmt: skip
        for see in self._see:
            now = see(now)
        if editor is None or editor.isHidden():
            return now
        history, empty = editor.painted.history, editor.painted.is_empty
        return replace(
            now, painting=True, mask_undo=history.can_undo, mask_redo=history.can_redo, mask_painted=not empty
        )

    def run(self, command: Command) -> None:
        """Run a command; one that cannot run now is said to."""
        now = self.situation()
        reason = command.reason(now) if command.fits(now) else _NOT_HERE if now.painting else ""
        if reason:
            self._say(reason)
        elif self._window.comparing.does(command.id):
            self._window.comparing.do(command.id)
        elif command.id in self._deeds:
            self._deeds[command.id]()
        elif command.where is Where.MASK:
            if self._window.editor is not None and now.painting:
                self._window.editor.do(command.id.partition(":")[2])
        elif command.fits(now):
            self._window.viewer.run(command)

    def run_by_id(self, command_id: str) -> None:
        """Run a command of the table; one that cannot run now is said to."""
        self.run(commands.named(command_id))

    def _say(self, reason: str) -> None:
        """A reason never takes the place of a message that has a button."""
        if self._window.status.message.remedy is Remedy.NONE:
            self._said = Message(said(reason))
            self._window.show_message(self._said)

    def _say_waiting(self) -> None:
        self._window.show_message(waits(self._window.library.model.known.values()))

    def _unsay(self) -> None:
        """Another page is on view: what could not be done on the former one is no news any more."""
        if self._said is not None and self._window.status.message is self._said:
            self._window.status.clear()
        self._said = None

    def _generate(self) -> None:
        """What is not seen is not sent."""
        window, generate = self._window, self._window.desk.generate
        if window.columns.panels().desk_folded:
            window.columns.unfold_desk()
            window.desk.focus_prompt()
            self._say(self.tr("The prompt was folded away. Ctrl+Enter sends it now."))
        elif generate.property("variant") == "unready":
            self._say(self.tr("Go to the prompt or to the video first: Ctrl+Enter sends either."))
        elif not generate.isEnabled():
            self._say(Need.WORDS)
        else:
            generate.click()

    def open_palette(self) -> None:
        """List all commands that have a place here."""
        self.show_overlay(Palette(self._window, self.every, self.situation))

    def open_sheet(self) -> None:
        """List all keys."""
        sheet = Sheet(self._window, self.every, self.situation)
        self.keys.serve(sheet)
        self.show_overlay(sheet)

    def show_overlay(self, overlay: Overlay) -> None:
        """Open an overlay in place of one that is open."""
        if self.overlay is not None:
            self.overlay.close_overlay()
        self.overlay = overlay
        overlay.closed.connect(self._forget)
        overlay.chosen.connect(self.run)
        overlay.open_overlay()

    def _mending(self) -> Deed | None:
        """What mends what a person sees: the prompt, or on a page of its own what that shows."""
        if self._window.place.is_covered:
            return self._page_mends()
        found = self._window.desk.edit.findings
        return self._mend_prompt if any(each.is_mendable for each in found) else None

    def _mend(self) -> None:
        mending = self._mending()
        if mending is not None:
            mending()

    def _forget(self) -> None:
        self.overlay = None

    def _run_named(self, command_id: str) -> None:
        """One that the viewer reports; its reason was asked there."""
        deed = self._deeds.get(command_id)
        if deed is not None:
            deed()

    def _give_keys(self) -> None:
        """Each key of a place held here is a shortcut of the window."""
        for shortcut in self._shortcuts:
            shortcut.setEnabled(False)
            shortcut.deleteLater()
        self._shortcuts = []
        for key, held in keymap.at(*_HELD_HERE).items():
            here = tuple(command for command in held if command.id not in HELD_ELSEWHERE)
            if here:
                self._give_key(key, here)

    def _show_keys(self) -> None:
        show_keys(self._window)

    def _give_key(self, key: str, held: tuple[Command, ...]) -> None:
        shortcut = QShortcut(QKeySequence(key), self._window)
        self._shortcuts.append(shortcut)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(partial(self._run_one, held))

    def _run_one(self, held: tuple[Command, ...]) -> None:
        """Of those that share a key, the one that has its place here."""
        now = self.situation()
        self.run(next((command for command in held if command.fits(now)), held[0]))
