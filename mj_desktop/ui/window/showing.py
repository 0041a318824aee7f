"""What is on view: which generation, which follow-up to show next, and what the parts are told of it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLineEdit, QTextEdit, QWidget

from mj_desktop.core import actions
from mj_desktop.core.generation import Generation, State, is_first
from mj_desktop.core.intentions import Remedied, Repaint, Trigger
from mj_desktop.core.messages import Message, Remedy
from mj_desktop.core.request import REGION
from mj_desktop.pictures import Kind, Loaded
from mj_desktop.ui.strip import words as library_words
from mj_desktop.ui.window.ancestors import ancestors
from mj_desktop.ui.window.follow import Asked, Following
from mj_desktop.ui.window.pictures import HeldPictures
from mj_desktop.ui.window.take_back import FirstEsc

if TYPE_CHECKING:
    from mj_desktop.mask.region import RegionEdit
    from mj_desktop.ui.window.window import Window


class Showing(QObject):
    """Knows the generations as values, which one is on view, and which follow-up to show next.

    `put_on_view` carries the generation on view, also when it changed, or None.
    """

    put_on_view = Signal(object)

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window = window
        self._known = window.library.model.known
        self.leavers: list[Callable[[], bool]] = []
        """What Esc leaves first: each says whether it was on view."""
        self.shown: str | None = None
        self._following = Following()
        self._first_esc = FirstEsc(self, self._take_back)
        self._pictures = HeldPictures()
        self._wanted: str | None = None
        self._trashed: Generation | None = None
        self._before: str | None = None
        self._has_children = False
        self._announced: Message | None = None
        self._behind: str | None = None  # what was followed, and came while a page covered the viewer
        self._asked_on: QWidget | None = None  # the page from which it was asked for
        self._connect()

    def showing_library(self, generations: list[Generation]) -> Iterator[None]:
        """Show everything there is, then, after a turn each, the newest's buttons, hidden yet, and itself on view."""
        self._window.library.show_all(generations)
        yield
        model = self._window.library.model
        newest = model.newest_shown() or model.newest()
        self._window.action_bar.show_generation(newest)
        yield
        self._show(newest.id if newest else None)
        if newest is None:
            self._window.desk.focus_prompt()
        else:
            self._window.viewer.setFocus(Qt.FocusReason.OtherFocusReason)
        yield

    def show_generation(self, generation: Generation) -> None:
        """Show a generation that was added or changed; one just begun with a prompt goes on view."""
        former = self._known.get(generation.id)
        self._window.library.show_generation(generation)
        if former is not None:
            self._settle(former, generation)
        else:
            self._note_child(generation)
            self._meet(generation)
        if self._following.see(generation):
            self._announce(generation)
        self._first_esc.arm(self._following.is_sending())
        if generation.id == self.shown and self._window.viewer.is_only_drawn_on(generation):
            self._window.viewer.show_generation(generation)  # no fact of it changed, and lines come fast
        elif generation.id == self.shown:
            self._show_facts(generation)
            self._want_picture(generation)
        elif generation.state is State.STORED and self._following.shows(generation.id):
            self._show_followed(generation.id)
        self._window.comparing.offer(former, generation)
        if self._following.repaints(generation):
            self._offer_editor(generation.id)

    def add_generation(self, generation: Generation) -> None:
        """Give one that was drawn elsewhere its place among the others; on view it comes where nothing is."""
        self._window.library.show_generation(generation)
        self._note_child(generation)
        if self.shown is None:
            self._show(generation.id)

    def remove_generation(self, generation_id: str) -> None:
        """Forget a generation; when it was on view, its parent or the newest takes its place."""
        gone = self._known.get(generation_id)
        self._window.status.settle(generation_id)
        if self._following.is_sending(generation_id):
            self._following.take_back(generation_id)
            self._first_esc.arm(self._following.is_sending())
            self._window.show_message(Message(self.tr("Taken back. Nothing was sent.")))
        self._window.library.remove(generation_id)
        self._pictures.forget(generation_id)
        self._note_child(gone)
        if gone is not None and generation_id == self.shown:
            newest = self._window.library.model.newest()
            self._show(gone.parent if gone.parent in self._known else newest.id if newest else None)

    def show_picture(self, loaded: Loaded) -> None:
        """Hold a picture and show it where its generation is on view, or followed."""
        if loaded.generation not in self._known and loaded.generation != self.shown:
            return
        self._pictures.hold(loaded)
        if loaded.kind is Kind.PREVIEW:
            self._window.library.show_thumbnail(loaded)
        elif loaded.generation == self._wanted:
            self._wanted = None
        if self._following.shows(loaded.generation):
            self._show_followed(loaded.generation)
        elif loaded.generation == self.shown:
            self._window.viewer.show_picture(loaded)
        if loaded.kind is Kind.RAW:
            self._window.place.show_picture(loaded.generation, loaded.image)
            if loaded.generation == self._window.place.wanted:
                self.open_editor(loaded.generation)

    def look(self) -> QImage | None:
        """The thumbnail of what is on view, else the best picture that is held of it."""
        shown = self.shown or ""
        found = self._window.library.model.thumbnail(shown) or self._pictures.best(shown)
        return found.image if found is not None else None

    def open_editor(self, generation_id: str) -> None:
        """Open the mask editor on a finished single picture, once its raw picture and the editor are there."""
        generation = self._known.get(generation_id)
        if generation is None or not generation.can_repaint:
            return
        self._window.place.wanted = generation_id
        held = self._pictures.best(generation_id)
        if held is not None:
            self._window.place.open(generation, held.image, self._lineage(generation))
        if held is None or held.kind is not Kind.RAW:
            self._want_picture(generation)

    def _offer_editor(self, generation_id: str) -> None:
        """Open the editor on what was upscaled for it; who does something else meanwhile is told, not interrupted."""
        is_typing = isinstance(QApplication.focusWidget(), QTextEdit | QLineEdit)
        if is_typing or self._window.place.is_covered or self._is_covered():
            ready = Message(self.tr("The picture is ready to be repainted."), "", Remedy.REPAINT, about=generation_id)
            self._window.show_message(ready)
        else:
            self.open_editor(generation_id)

    # Inside

    def _connect(self) -> None:
        window = self._window
        viewer, bar, place = window.viewer, window.action_bar, window.place
        window.pages.currentChanged.connect(self._note_page)
        viewer.triggered.connect(self._trigger)
        viewer.repaint_requested.connect(self._repaint)
        viewer.strayed.connect(self._stray)
        viewer.remedied.connect(self._remedy)
        bar.triggered.connect(self._trigger)
        bar.repaint_requested.connect(self._repaint)
        window.header.parent_requested.connect(self._choose)
        window.library.chosen.connect(self._choose)
        window.library.looked_at.connect(self._look_at)
        window.status.remedied.connect(self._remedy)
        place.submitted.connect(self._submit_region)
        place.opened.connect(self._enter_editor)
        place.closed.connect(self._leave_editor)
        place.hinted.connect(self._hint)

    def _show(self, generation_id: str | None) -> None:
        """Put a generation on view, or the first run's face."""
        self._trashed = self._behind = None
        self._put_on_view(self._known.get(generation_id or ""))

    def _look_at(self, generation_id: str) -> None:
        """Show what lies in the trash, with which nothing can be done there; "": what was shown before again."""
        found = self._window.library.lineage.get(generation_id)
        if found is None:
            if self._trashed is not None:
                newest = self._window.library.model.newest()
                self._show(self._before if self._before in self._known else newest.id if newest else None)
            return
        if self._trashed is None:
            self._before = self.shown
        self._following.drop()
        self._window.place.wanted = None
        self._trashed = replace(found, image_id=None)
        self._put_on_view(self._trashed)

    def _put_on_view(self, generation: Generation | None) -> None:
        self.shown = generation.id if generation is not None else None
        self._window.pages.setCurrentWidget(self._window.viewer if generation else self._window.first_run)
        self._window.action_bar.setVisible(generation is not None)
        self._count_children(generation)
        self._show_facts(generation)
        if generation is None:
            return
        if self._trashed is None:
            self._window.library.select(generation.id)
        picture = self._pictures.best(generation.id) or self._square_thumbnail(generation)
        if picture is not None:
            self._window.viewer.show_picture(picture)
        self._want_picture(generation)

    def _show_facts(self, generation: Generation | None) -> None:
        lineage, trashed = self._lineage(generation), self._trashed is not None
        self._window.viewer.has_children, self._window.viewer.trashed = self._has_children, trashed
        self._window.viewer.show_generation(generation, lineage)
        self._window.header.show_generation(generation, lineage, self._has_children, trashed)
        self._window.action_bar.show_generation(generation)
        self.put_on_view.emit(generation)

    def _settle(self, before: Generation, after: Generation) -> None:
        """What goes well ends what was said of trouble."""
        if after.state is not before.state and after.state is not State.FAILED and after.failure is None:
            self._window.status.settle(after.id)
            if after.state is State.STORED:
                self._window.status.settle()

    def _lineage(self, generation: Generation | None) -> list[Generation]:
        return ancestors(generation, self._window.library.lineage)

    def _note_child(self, child: Generation | None) -> None:
        """One that came or went: the way to what was made of the picture on view comes or goes with it."""
        shown = self._known.get(self.shown or "")
        if child is not None and shown is not None and child.parent == shown.id:
            self._count_children(shown)
            self._show_facts(shown)

    def _count_children(self, generation: Generation | None) -> None:
        self._has_children = generation is not None and bool(self._known.children(generation.id))

    def _square_thumbnail(self, generation: Generation) -> Loaded | None:
        """The library's thumbnail, to stand in until the raw picture is loaded; others are cropped to a square."""
        file, strip = generation.file, self._window.library
        shelf = strip.model if self._trashed is None else strip.trash.model
        return shelf.thumbnail(generation.id) if file and file.width == file.height else None

    def _want_picture(self, generation: Generation) -> None:
        """Ask once for the raw picture of what is on view; of what was set aside there is a preview at best."""
        aside = generation.state is State.SET_ASIDE and self._pictures.best(generation.id) is None
        if not aside and (generation.file is None or self._pictures.raw(generation.id) is not None):
            return
        if self._wanted != generation.id:
            self._wanted = generation.id
            self._window.picture_wanted.emit(generation.id)

    def _meet(self, generation: Generation) -> None:
        """A new generation: one with a prompt is shown at once, one asked for is followed."""
        if generation.place is not None and self.shown is not None:
            return  # one of many, for which nobody waits
        if is_first(generation):
            self._following.drop()
            self._window.place.wanted = None
            self._show(generation.id)
            return
        self._following.meet(generation)

    def _announce(self, generation: Generation) -> None:
        what = library_words.tr(actions.parse(generation.request.action).label)
        words = self.tr("{what} is on its way. It is shown here once there is something to see.")
        self._announced = Message(words, values={"what": what})
        self._window.show_message(self._announced)

    def _show_followed(self, generation_id: str) -> None:
        """What was announced is here, and so its announcement goes; a page opened meanwhile stays until it is left."""
        if self._is_covered():
            self._behind = generation_id
            return
        if self._window.status.message is self._announced:
            self._window.status.clear()
        self._show(generation_id)

    def _is_covered(self) -> bool:
        """True while a page has the viewer's place that was opened since something was asked for."""
        window = self._window
        return window.pages.currentWidget() not in (window.viewer, window.first_run, self._asked_on)

    def _note_page(self) -> None:
        """The viewer has its place again: what came meanwhile is shown."""
        if self._window.pages.currentWidget() is self._window.viewer and self._behind is not None:
            came, self._behind = self._behind, None
            if came in self._known:  # it may have been deleted from the strip
                self._show_followed(came)

    def _choose(self, generation_id: str) -> None:
        """A person wants to see a generation."""
        if generation_id in self._known:
            self._following.drop()
            self._window.place.wanted = None
            self._show(generation_id)
            self._window.chosen.emit(generation_id)
        elif generation_id in self._window.library.lineage:
            self._look_at(generation_id)
        else:
            self._window.show_message(Message(self.tr("That picture was removed for good.")))

    def _trigger(self, trigger: Trigger) -> None:
        """An action was asked for; one of a composite is the service's to do, on its own picture."""
        asked_of = self._known.get(trigger.parent)
        if asked_of is not None and asked_of.acted_on in self._known:
            trigger = replace(trigger, parent=asked_of.acted_on)
        self._ask(Asked(trigger.parent, trigger.action, trigger.held, trigger.then_repaint))
        self._window.place.wanted = None
        if trigger.held:
            what = library_words.tr(actions.parse(trigger.action).label)
            self._window.show_message(Message(self.tr("{what}: sending, Esc takes it back."), values={"what": what}))
        self._window.triggered.emit(trigger)

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
        parent = self._known.get(edit.parent)
        self.follow(edit.parent, parent.region_action if parent is not None else REGION)
        self._window.region_submitted.emit(edit)

    def follow(self, parent: str, action: str) -> None:
        """An action is asked for: what comes of it is shown once it has a picture."""
        self._ask(Asked(parent, action))

    def _ask(self, asked: Asked) -> None:
        self._asked_on = self._window.pages.currentWidget()
        self._following.ask(asked)

    def _enter_editor(self, hint: str) -> None:
        """The editor has keys of its own: Esc leads back from it."""
        self._window.show_message(Message(hint))
        self._window.let_keys(False)

    def _hint(self, hint: str) -> None:
        """It never takes the place of a message that has a button."""
        if self._window.status.message.remedy is Remedy.NONE:
            self._window.show_message(Message(hint))

    def _leave_editor(self) -> None:
        self._window.status.clear()
        self._window.let_keys(True)
        self._window.viewer.setFocus(Qt.FocusReason.OtherFocusReason)

    def _remedy(self, remedied: Remedied) -> None:
        """Editing the prompt is the desk's; the rest is the app's to do."""
        generation = self._known.get(remedied.about or "")
        if remedied.about is not None:
            self._window.status.settle(remedied.about)
        if remedied.remedy is Remedy.REPAINT and remedied.about is not None:
            self.open_editor(remedied.about)
        if remedied.remedy is Remedy.EDIT_PROMPT:
            if generation is not None:
                self._window.desk.show_prompt(library_words.prompt_of(generation, self._window.library.lineage))
            self._window.columns.unfold_desk()
            self._window.desk.focus_prompt()
        self._window.remedied.emit(remedied)

    def leave(self) -> None:
        """Esc: take back what is being sent, else leave the comparison or the tile, else the prompt."""
        if self._following.is_sending() and self._take_back():
            return
        if any(left() for left in self.leavers):
            return
        if not self._window.comparing.leave() and not self._window.viewer.leave_tile():
            self._window.taken_back.emit()
            self._leave_prompt()

    def _stray(self) -> None:
        """A person types where nothing takes text: what a letter began is taken back."""
        if self._following.is_sending() and self._take_back():
            self._window.show_message(Message(self.tr("Taken back, as you were typing. Nothing was sent.")))

    def _leave_prompt(self) -> None:
        """From the prompt's panel to the picture, where letters are keys."""
        focus, viewer = QApplication.focusWidget(), self._window.viewer
        if focus is not None and self._window.desk.isAncestorOf(focus) and viewer.isVisible():
            viewer.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_back(self) -> bool:
        """Have all that is held taken back; False when it was let go already and only waits for its turn."""
        self._window.taken_back.emit()
        taken = not self._following.is_sending()
        self._following.let_go()
        self._first_esc.arm(False)
        return taken
