"""The place of comparisons: they take the viewer's place while before and after are looked at, and give it back."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from mj_desktop.core.comparison import Comparison, comparison
from mj_desktop.core.generation import Generation, State
from mj_desktop.core.intentions import Remedied
from mj_desktop.core.messages import Message, Remedy
from mj_desktop.core.request import EDIT, REGION
from mj_desktop.core.situation import Situation
from mj_desktop.ui.viewer import keys
from mj_desktop.ui.window.ancestors import ancestors
from mj_desktop.ui.window.cover_place import CoverPlace

if TYPE_CHECKING:
    from mj_desktop.mask.compared import Compared, Examined
    from mj_desktop.ui.compare.view import CompareView
    from mj_desktop.ui.window.window import Window


class ComparePlace(CoverPlace):
    """Owns the view, made when it is first opened. `wanted` carries a Comparison whose pictures are to be loaded,
    `examine_wanted` and `keep_wanted` a Compared and a candidate's place (from 0)."""

    wanted = Signal(object)
    examine_wanted = Signal(object, int)
    keep_wanted = Signal(object, int)

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._asked: Comparison | None = None
        self._tile: int | None = None
        self._told: Message | None = None  # of what is compared
        self.view: CompareView | None = None
        window.header.compare_requested.connect(self.toggle)
        window.header.fit_requested.connect(self._fit)
        window.status.remedied.connect(self._remedy)
        window.commands.add({"compare": self.toggle})

    def toggle(self) -> None:
        """Compare the picture on view with the one before it, or go back to it."""
        if not self.leave():
            shown = self._window.viewer.generation
            self._asked = comparison(shown, ancestors(shown, self._window.library.lineage))
            if self._asked is not None:
                self.wanted.emit(self._asked)
        self._window.header.show_comparing(self.is_open)

    def leave(self) -> bool:
        """Give the viewer its place back; False when it has it."""
        self._asked = None
        if self.view is not None and self.is_open and self._tile is None and self.view.place == 0:
            self._window.viewer.leave_tile()  # nobody chose the first candidate: it was only shown first
        return super().leave()

    def offer(self, former: Generation | None, now: Generation) -> None:
        """Say that a region edit on view is here and can be compared, once it is."""
        just_here = former is not None and former.state is not State.STORED and now.state is State.STORED
        if just_here and now.request.action in (REGION, EDIT) and now.id == self._window.shown:
            here = self.tr("The region is repainted.")
            self._window.show_message(Message(here, remedy=Remedy.COMPARE, about=now.id))

    def show_compared(self, compared: "Compared") -> None:
        """Show the pictures that were wanted, unless something else is on view by now."""
        shown = self._window.viewer.generation
        if compared.of != self._asked or shown is None or shown.id != compared.of.shown:
            return
        view = self.view or self._made()
        self._cover_with(view)
        self._tile = self._window.viewer.tile
        view.show_compared(compared, (self._tile or 1) - 1, can_keep=not shown.is_composite)
        view.setFocus(Qt.FocusReason.OtherFocusReason)
        self._window.header.show_comparing(True)

    def show_examined(self, found: "Examined") -> None:
        """Show what was found out about a candidate, and say how far the rest drifted."""
        if self.view is None or not self.is_open:
            return
        from mj_desktop.ui.compare.mode import drift_words

        self.view.show_examined(found)
        if self._window.status.message.remedy in (Remedy.NONE, Remedy.COMPARE):
            words = drift_words(found.drift) if found.drift is not None else self._unmeasured(found.of)
            self._told = Message(words, self.tr("Hold O to see the picture before."))
            self._window.show_message(self._told)

    def show_composed(self, made: Generation) -> None:
        """Show the composite that was made."""
        self._window.show_generation(made)
        self._window.library.chosen.emit(made.id)
        what = self.tr("The rest is kept exact.")
        todo = self.tr("What you ask of it next, the service does to its own picture.")
        self._window.show_message(Message(what, todo, about=made.id))

    def situation(self, now: Situation) -> Situation:
        """`now` with what is known of the comparison, if one is open."""
        compared = self.view.canvas.compared if self.view is not None and self.is_open else None
        if compared is None:
            return now
        candidates, masked = compared.of.has_candidates, compared.mask is not None
        return replace(now, comparing=True, has_candidates=candidates, compares_masked=masked)

    def does(self, command_id: str) -> bool:
        """True for a command that the comparison on view runs."""
        return self.view is not None and self.is_open and self.view.does(command_id)

    def do(self, command_id: str) -> None:
        """Run a command of the comparison."""
        if self.view is not None:
            self.view.do(command_id)

    # Inside

    def _unmeasured(self, of: Comparison) -> str:
        differ = self.tr("The two differ in size: the smaller one is shown enlarged.")
        return differ if of.differ else self.tr("Before and after.")

    def _made(self) -> "CompareView":
        from mj_desktop.ui.compare.view import CompareView  # nothing of it is needed at the start

        view = self.view = CompareView(self._take_key)
        view.left.connect(self.leave)
        view.examine_wished.connect(self._examine)
        view.keep_wished.connect(self._keep)
        view.chosen.connect(self._window.viewer.step_to_tile)
        view.menu_wanted.connect(self._window.viewer.menu_wanted)
        view.canvas.zoomed.connect(self._tell_zoom)
        return view

    def _remedy(self, remedied: Remedied) -> None:
        if remedied.remedy is Remedy.COMPARE and remedied.about == self._window.shown and not self.is_open:
            self.toggle()

    def _take_key(self, event: QKeyEvent) -> bool:
        """A key that means nothing to the comparison may mean something for its picture."""
        key = keys.name(event)
        command = keys.meant(key, self._window.commands.situation())
        if event.isAutoRepeat():
            return False
        if self._window.viewer.is_stray(key, command):
            return True
        if command is None:
            return False
        self._window.commands.run(command)
        return True

    def _examine(self, place: int) -> None:
        if self.view is not None and self.view.canvas.compared is not None:
            self.examine_wanted.emit(self.view.canvas.compared, place)

    def _keep(self, place: int) -> None:
        if self.view is not None and self.view.canvas.compared is not None:
            self.keep_wanted.emit(self.view.canvas.compared, place)

    def _fit(self) -> None:
        if self.view is not None and self.is_open:
            self.view.canvas.fit()

    def _tell_zoom(self, zoom: float) -> None:
        if self.is_open:
            self._window.header.show_zoom(zoom)

    def _note_taken(self) -> None:
        """The viewer has its place again: the pictures are let go of."""
        if self.view is not None and not self.is_open and self.view.canvas.compared is not None:
            self.view.rest()
            self._window.header.show_comparing(False)
            self._window.header.show_zoom(self._window.viewer.zoom)
            if self._window.status.message == self._told:
                self._window.status.clear()
