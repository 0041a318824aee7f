"""The mask editor: tools, options, canvas and panel around one mask; reports region edits, drafts and files."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QElapsedTimer, QEvent, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QHideEvent, QImage, QKeyEvent, QNativeGestureEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mj_desktop.core.generation import Generation
from mj_desktop.mask.encoding import DEFAULT, Encoding
from mj_desktop.mask.mask import Mask
from mj_desktop.mask.pixels import Pixels
from mj_desktop.mask.rect import Rect
from mj_desktop.mask.region import Draft, RegionEdit
from mj_desktop.ui import controls
from mj_desktop.ui.mask_editor import keys, tool_words
from mj_desktop.ui.mask_editor.background import AtOnce, Background
from mj_desktop.ui.mask_editor.canvas import Canvas, width_of
from mj_desktop.ui.mask_editor.deeds import Deeds
from mj_desktop.ui.mask_editor.drafting import Drafting
from mj_desktop.ui.mask_editor.facts import Telling
from mj_desktop.ui.mask_editor.keyboard import Keyboard
from mj_desktop.ui.mask_editor.kit_keeper import KitKeeper
from mj_desktop.ui.mask_editor.masks import OtherMasks
from mj_desktop.ui.mask_editor.panel_words import percent
from mj_desktop.ui.mask_editor.parts import making
from mj_desktop.ui.mask_editor.proposals import Proposal
from mj_desktop.ui.mask_editor.proposing import Proposing
from mj_desktop.ui.mask_editor.view import Copy

_TWICE = 1000
_COPY, _PACKING = "mask copy", "mask packing"


class MaskEditor(QWidget):
    """Owns the mask of the generation it is open on, until another one is opened; the picture is never changed."""

    submitted = Signal(object)  # RegionEdit
    closed = Signal()
    draft_changed = Signal(object)  # Draft
    hinted = Signal(str)  # a sentence for the status line
    mask_wanted = Signal(str)  # the path of a file with a mask, to be offered by `offer`
    mask_saved = Signal(object)  # MaskFile
    settings_wanted = Signal(str)  # one of their parts
    last_mask_wanted = Signal()  # the last one that was sent, to be offered

    def __init__(self, background: Background | None = None, within: QWidget | None = None, whole: bool = True) -> None:
        super().__init__(within)
        self.setObjectName("mask-editor")
        controls.ground(self, "viewer")
        self.setAcceptDrops(True)
        self._background = background or AtOnce()
        self._generation: Generation | None = None
        self._mask = Mask(1, 1)
        self._encoding = DEFAULT
        self._since_submit = QElapsedTimer()
        self.canvas = Canvas(self._background, self)
        self.kit, self.keyboard = KitKeeper(), Keyboard(self)
        self.proposing = Proposing(self._background, lambda: self._mask)
        self._put_off: Proposal | None = None
        self.telling = Telling(self._background, self.canvas)
        self._drafting = Drafting(self)
        if whole:
            for _ in self.furnishing():
                pass

    def furnishing(self) -> Iterator[None]:
        """Make all but the canvas, in steps of some milliseconds."""
        parts = yield from making(self)
        self.tools, self.header, self.options, self.panel = parts.tools, parts.header, parts.options, parts.panel
        self.masks = OtherMasks(self)
        self._deeds = Deeds(self)
        self._lay_out()
        yield
        self._connect()

    def open(
        self,
        generation: Generation,
        image: QImage,
        draft: Pixels | None,
        ancestors: Sequence[Generation] = (),
        prompt: str = "",
    ) -> None:
        """Paint on `generation`'s raw picture; `draft` is a mask of its size begun before, `prompt` the words for it.

        `image` is that picture, or a smaller copy until `show_picture`. A draft of another size is left out, which is
        said. The mask that is still held for this generation is newer than any draft and keeps its undo. `ancestors`,
        nearest first, lend a follow-up its title.
        """
        self.break_off()
        self._drafting.now()
        size = _size(generation, image)
        same = self._generation is not None and self._generation.id == generation.id
        fits = draft is None or draft.shape == (size[1], size[0])
        if not same or self._mask.rect != Rect(0, 0, *size):
            known = draft if fits else None
            self._mask = Mask(*size) if known is None else Mask.of(known)
            self._drafting.begin(prompt)
        self._generation = generation
        self.kit.begin(*size)
        self.header.show_generation(generation, ancestors)
        self.header.show_saved(False)
        self.panel.show_picture(*size, generation.origin, needs_words=generation.is_outside)
        self.panel.show_notice("" if fits else self.tr("The saved mask had another size and was left out."))
        self._show_kit()
        self.canvas.open(image, self._mask)
        if image.width() == size[0] and image.width() * image.height() > _LARGE:
            self.show_picture(generation.id, image)
        self.telling.now(self._mask)
        put_off, self._put_off = self._put_off, None
        if same and put_off is not None:  # a page covered the editor while it was adjusted
            self.offer(put_off)
        self.focus_canvas()

    def show_picture(self, generation_id: str, image: QImage) -> None:
        """The whole picture is here; it is made ready in a thread and takes its copy's place."""
        if self._generation is not None and self._generation.id == generation_id and self.canvas.is_open:
            self._background.run(_COPY, lambda: Copy(image).halved(), self.canvas.show_copy)

    def take_draft(self, draft: Draft) -> None:
        """A saved mask of the picture that is open, come late: taken where nothing has been done yet."""
        mine = self._generation is not None and self._generation.id == draft.generation
        if mine and draft.mask.shape == self._mask.pixels.shape and self._mask.is_untouched:
            self._mask = Mask.of(draft.mask)
            self.canvas.take_mask(self._mask)
            self.telling.now(self._mask)
        if mine and not self.panel.prompt():
            self._drafting.begin(draft.prompt)

    def show_sibling(self, mask: Pixels | None) -> None:
        """Take the mask begun on a picture of the same parent, to be offered, or None."""
        self.masks.sibling = mask
        self.panel.show_sibling(mask is not None)

    def show_encoding(self, encoding: Encoding) -> None:
        """Masks are sent so from now on."""
        self._encoding = encoding
        self.options.show_edges(encoding.is_soft)
        self.options.show_kit(self.kit.kit, self.kit.how)
        self.telling.encoding = encoding
        self.telling.soon(self._mask)

    def size_by(self, key: Qt.KeyboardModifier) -> None:
        """With this key held, Alt or Ctrl, the wheel sizes the brush from now on."""
        self.canvas.sizes_by = key
        self.options.show_wheel("Ctrl" if key is Qt.KeyboardModifier.ControlModifier else "Alt")

    def state(self) -> dict[str, object]:
        """How the mask is shown over the picture, and the kit, for `restore`."""
        return {**self._deeds.overlay.state(), "kit": self.kit.state()}

    def restore(self, state: object) -> None:
        """Take over what `state` gave; what is missing or wrong stays as it is."""
        self._deeds.take_overlay(self._deeds.overlay.restored(state))
        self.kit.restore(state.get("kit") if isinstance(state, dict) else None)

    @property
    def generation(self) -> Generation | None:
        """Whose region is being painted."""
        return self._generation

    @property
    def painted(self) -> Mask:
        """The mask being painted."""
        return self._mask

    @property
    def background(self) -> Background:
        """Where work is done in threads."""
        return self._background

    @property
    def encoding(self) -> Encoding:
        """How the mask is sent."""
        return self._encoding

    def hint(self) -> str:
        """A sentence for the status line: what the tool in hand does."""
        return tool_words.sentence(self.kit.kit.tool)

    def leave(self) -> None:
        """Go back to the picture; the mask stays, and is told as a draft."""
        self.break_off()
        self._drafting.now()
        self.closed.emit()

    def submit(self) -> None:
        """Report the region edit; what cannot be sent is refused with a sentence, a second press too soon ignored."""
        self.canvas.let_go()
        if refusal := self.canvas.hand.settle():
            self.panel.show_notice(refusal)
            return
        self.break_off()
        if self._generation is None or self._is_twice():
            return
        if self._mask.is_empty:
            self.panel.show_notice(self.tr("Paint where the picture should change."))
            return
        if self._generation.is_outside and not self.panel.prompt():
            self.panel.ask_words()
            return
        self._since_submit.start()
        self._drafting.now()
        pixels = self._mask.pixels.copy()
        self.masks.last = pixels
        self.submitted.emit(RegionEdit(self._generation.id, self.panel.prompt(), pixels, self._encoding))

    def do(self, command: str) -> None:
        """Run a command of the editor's own by its name, as its key does; KeyError for any other."""
        self._deeds.table[command]()

    def offer(self, proposal: Proposal) -> None:
        """Show a proposal on the mask, to be applied or dropped."""
        self.canvas.let_go()
        self.canvas.hand.close()
        self.proposing.propose(proposal)

    def break_off(self) -> None:
        """End what is under way: what waits with all it needs takes effect, the rest and a proposal are dropped."""
        self.canvas.let_go()
        self.canvas.hand.close()
        self.proposing.drop()

    def focus_canvas(self) -> None:
        """The keys belong to the canvas."""
        self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what the key means; what no text field took comes here from every part of the editor."""
        if not self.keyboard.press(event):
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Let go of what the key held."""
        if not self.keyboard.release(event):
            super().keyReleaseEvent(event)

    def event(self, event: QEvent) -> bool:
        """Keys of the editor go before shortcuts of the window; what is held is let go with the window's focus."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and keys.knows(event):
            event.accept()
            return True
        if event.type() == QEvent.Type.WindowDeactivate:
            self.canvas.let_go()
            self.keyboard.let_go()
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            self.canvas.pinch(event)
            return True
        return super().event(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """However it is left, the draft is told; when another page takes its place, the picture's memory is let go."""
        self._put_off = self.proposing.proposal
        self.break_off()
        self._drafting.now()
        if self.window() is not self and self.window().isVisible():
            self.canvas.close_picture()
        super().hideEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A mask can be dropped."""
        if event.mimeData().hasUrls() or event.mimeData().hasImage():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """It is offered, never taken silently."""
        self.masks.take(event.mimeData())
        event.acceptProposedAction()

    # What is told

    def show_change(self, part: Rect) -> None:
        """Show a change of the mask that no stroke made."""
        self.canvas.show_change(part)
        self._rest(self._mask)

    def _show_kit(self) -> None:
        kit = self.kit.kit
        self.tools.show_tool(kit.tool)
        self.options.show_kit(kit, self.kit.how)
        self.canvas.show_kit(kit, self.kit.how)
        self._describe()
        if self.isVisible():
            self.hinted.emit(self.hint())

    def _show_proposal(self, proposal: Proposal) -> None:
        self.options.show_proposal(proposal, (self._mask.rect.width, self._mask.rect.height))

    def _preview(self, part: Rect) -> None:
        """Show what is proposed, and what it would mean."""
        self.canvas.show_change(part)
        self.telling.soon(self._mask)

    def _end_proposal(self) -> None:
        self.options.show_proposal(None)
        self._rest(self._mask)
        self.focus_canvas()

    def _rest(self, mask: Mask) -> None:
        """A step is done."""
        self.keyboard.rest()
        if mask.history.loose:
            self._background.run(_PACKING, mask.history.pack, lambda _: None)
        self.tools.show_history(mask.history)
        self.telling.soon(mask)
        self._drafting.soon()

    def show_saved(self, generation_id: str) -> None:
        """The draft of a mask is on the disk."""
        mine = self._generation is not None and self._generation.id == generation_id
        if mine and not self._drafting.is_due:
            self.header.show_saved(True)

    def _say_missed(self) -> None:
        self.hinted.emit(self.tr("Nothing stands out in the box: a stroke says what belongs to it."))

    def _change(self) -> None:
        """Something was painted: it is not saved yet, and what was said about an empty mask is no longer so."""
        self.header.show_saved(False)
        if self.panel.notice():
            self.panel.show_notice("")

    def _note_words(self) -> None:
        self._drafting.note_words()
        if self._drafting.is_due:
            self._change()

    def _tell_facts(self) -> None:
        facts = self.telling.facts
        self.panel.show_facts(facts)
        self.tools.show_history(self._mask.history)
        self._describe()

    def _describe(self) -> None:
        """The canvas's state in words, for a screen reader."""
        kit = self.kit.kit
        words = self.tr("{tool}, {width} px. Mask {mask}. Painted: {share}.").format(
            tool=tool_words.name(kit.tool), width=width_of(kit.brush), share=percent(self.telling.facts.coverage),
            mask=f"{self._mask.rect.width} × {self._mask.rect.height}",
        )  # fmt: skip
        self.canvas.describe(words)

    def _zoomed(self, zoom: float) -> None:
        self.header.show_zoom(zoom)
        self.telling.place()

    def _is_twice(self) -> bool:
        return self._since_submit.isValid() and self._since_submit.elapsed() < _TWICE

    def _lay_out(self) -> None:
        middle = QVBoxLayout()
        middle.setSpacing(0)
        for part in (self.header, controls.hairline(), self.options, controls.hairline()):
            middle.addWidget(part)
        middle.addWidget(self.canvas, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.tools)
        row.addWidget(controls.hairline(Qt.Orientation.Vertical))
        row.addLayout(middle, 1)
        row.addWidget(controls.hairline(Qt.Orientation.Vertical))
        row.addWidget(self.panel)

    def _connect(self) -> None:
        canvas = self.canvas
        self._deeds.connect()
        self.kit.changed.connect(self._show_kit)
        self.proposing.changed.connect(self._show_proposal)
        self.proposing.shown.connect(self._preview)
        self.proposing.ended.connect(self._end_proposal)
        self.telling.changed.connect(self._tell_facts)
        canvas.zoomed.connect(self._zoomed)
        canvas.changed.connect(self._change)
        canvas.rested.connect(self._rest)
        canvas.searching.connect(self.header.show_busy)
        canvas.missed.connect(self._say_missed)
        self.masks.refused.connect(self.panel.show_notice)
        self.panel.edit.textChanged.connect(self._note_words)


# Halving a picture of more pixels than these takes so long that a thread does it.
_LARGE = 2048 * 2048


def _size(generation: Generation, image: QImage) -> tuple[int, int]:
    """Width and height of the generation's picture: `image`'s own, or of what it is a copy of, if it is one."""
    file = generation.file
    if file is None or (file.width, file.height) == (image.width(), image.height()):
        return image.width(), image.height()
    alike = abs(file.width * image.height() - file.height * image.width()) <= max(file.width, file.height)
    return (file.width, file.height) if alike and file.width > image.width() else (image.width(), image.height())
