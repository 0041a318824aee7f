"""The mask editor: tools, options, canvas and panel around one mask; reports region edits and drafts."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QElapsedTimer, QEvent, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QImage, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mj_desktop.core.generation import Generation
from mj_desktop.mask.kit import Tool, fitting
from mj_desktop.mask.mask import Mask
from mj_desktop.mask.pixels import Pixels
from mj_desktop.mask.rect import Rect
from mj_desktop.mask.region import Draft, RegionEdit
from mj_desktop.ui import controls
from mj_desktop.ui.mask_editor import keys
from mj_desktop.ui.mask_editor.canvas import Canvas, width_of
from mj_desktop.ui.mask_editor.header import EditorHeader
from mj_desktop.ui.mask_editor.options import OptionsRow
from mj_desktop.ui.mask_editor.panel import RegionPanel
from mj_desktop.ui.mask_editor.panel_words import percent
from mj_desktop.ui.mask_editor.sent import SentPicture
from mj_desktop.ui.mask_editor.tools import ToolColumn

_DRAFT_AFTER = 600
_FACTS_AFTER = 60
_TWICE = 1000


class MaskEditor(QWidget):
    """Owns the mask of the generation it is open on, until another one is opened; the picture is never changed."""

    submitted = Signal(object)  # RegionEdit
    closed = Signal()
    draft_changed = Signal(object)  # Draft

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("mask-editor")
        controls.ground(self, "viewer")
        self._generation: Generation | None = None
        self._mask = Mask(1, 1)
        self._kit = fitting(1024, 1024)
        self._has_kit = False
        self._overlay = True
        self._coverage = 0.0
        self._since_submit = QElapsedTimer()
        self.tools, self.header, self.options = ToolColumn(), EditorHeader(), OptionsRow()
        self.canvas, self.panel = Canvas(), RegionPanel()
        self._sent = SentPicture(self.canvas)
        self._draft_due = QTimer(self, singleShot=True, interval=_DRAFT_AFTER)
        self._facts_due = QTimer(self, singleShot=True, interval=_FACTS_AFTER)
        self._commands = self._table()
        self._lay_out()
        self._connect()

    def open(
        self, generation: Generation, image: QImage, draft: Pixels | None, ancestors: Sequence[Generation] = ()
    ) -> None:
        """Paint on `generation`'s raw picture; `draft` is a mask of its size begun before.

        A draft of another size is left out, which is said. The mask that is still held for this generation is newer
        than any draft and keeps its undo. `ancestors`, nearest first, lend a follow-up its title.
        """
        self._tell_draft()
        same = self._generation is not None and self._generation.id == generation.id
        fits = draft is None or draft.shape == (image.height(), image.width())
        if not same or self._mask.rect != Rect(0, 0, image.width(), image.height()):
            known = draft if fits else None
            self._mask = Mask(image.width(), image.height()) if known is None else Mask.of(known)
            self.panel.edit.clear()
        self._generation = generation
        self._take_kit_for(image)
        self.header.show_generation(generation, ancestors)
        self.panel.show_picture(image.width(), image.height(), generation.origin)
        self.panel.show_notice("" if fits else self.tr("The saved mask had another size and was left out."))
        self._show_kit()
        self.canvas.open(image, self._mask)
        self._show_facts()
        self._focus_canvas()

    @property
    def generation(self) -> Generation | None:
        """Whose region is being painted."""
        return self._generation

    @property
    def painted(self) -> Mask:
        """The mask being painted."""
        return self._mask

    def hint(self) -> str:
        """A sentence for the status line while the editor is shown."""
        return self.tr("Paint what should change. Shift+right-drag sets the size, Shift+click draws a straight line.")

    def leave(self) -> None:
        """Go back to the picture; the mask stays, and is told as a draft."""
        self.canvas.let_go()
        self._tell_draft()
        self.closed.emit()

    def submit(self) -> None:
        """Report the region edit; an empty mask is refused with a sentence, a second press within a second ignored."""
        self.canvas.let_go()
        if self._generation is None or self._is_twice():
            return
        if self._mask.is_empty:
            self.panel.show_notice(self.tr("Paint where the picture should change."))
            return
        self._since_submit.start()
        self._tell_draft()
        self.submitted.emit(RegionEdit(self._generation.id, self.panel.prompt(), self._mask.pixels.copy()))

    def do(self, command: str) -> None:
        """Run a command of the editor's own by its name, as its key does; KeyError for any other."""
        self._commands[command]()

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what the key means; what no text field took comes here from every part of the editor."""
        if keys.is_hold(event):
            if not event.isAutoRepeat():
                self.canvas.hold_hand(True)
            return
        command = keys.command(event)
        if command is not None:
            self.do(command)
        elif not keys.knows(event):
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Let go of the hand."""
        if keys.is_hold(event) and not event.isAutoRepeat():
            self.canvas.hold_hand(False)
        else:
            super().keyReleaseEvent(event)

    def event(self, event: QEvent) -> bool:
        """Keys of the editor go before shortcuts of the window; what is held is let go with the window's focus."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and keys.knows(event):
            event.accept()
            return True
        if event.type() == QEvent.Type.WindowDeactivate:
            self.canvas.let_go()
        return super().event(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """However it is left, the draft is told; when another page takes its place, the picture's memory is let go."""
        self.canvas.let_go()
        self._tell_draft()
        if self.window() is not self and self.window().isVisible():
            self.canvas.close_picture()
        super().hideEvent(event)

    def _table(self) -> dict[str, Callable[[], None]]:
        return {
            "brush": self._take_brush, "eraser": self._take_eraser, "hand": self._take_hand, "swap": self._swap,
            "smaller": self._shrink, "larger": self._grow, "undo": self._undo, "redo": self._redo,
            "invert": self._invert, "clear": self._clear, "overlay": self._toggle_overlay, "fit": self.canvas.fit,
            "actual": self._show_actual, "submit": self.submit, "back": self._go_back,
        }  # fmt: skip

    def _go_back(self) -> None:
        """Break off what is under way; if nothing is, leave."""
        if self.canvas.is_dragging:
            self.canvas.cancel()
        else:
            self.leave()

    def _focus_canvas(self) -> None:
        self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_actual(self) -> None:
        self.canvas.zoom_to(1.0)

    # Tools

    def _take_kit_for(self, image: QImage) -> None:
        """The first picture sets the brushes' sizes; from then on they stay as a person leaves them."""
        if not self._has_kit:
            self._kit, self._has_kit = fitting(image.width(), image.height()), True

    def _take(self, tool: Tool) -> None:
        self._kit = self._kit.taken(tool)
        self._show_kit()

    def _take_brush(self) -> None:
        self._take(Tool.BRUSH)

    def _take_eraser(self) -> None:
        self._take(Tool.ERASER)

    def _take_hand(self) -> None:
        self._take(Tool.HAND)

    def _swap(self) -> None:
        self._kit = self._kit.swapped()
        self._show_kit()

    def _size(self, radius: float) -> None:
        self._kit = self._kit.sized(radius)
        self._show_kit()

    def _reset_size(self) -> None:
        self._size(fitting(self._mask.rect.width, self._mask.rect.height).brush.radius)

    def _grow(self) -> None:
        self._kit = self._kit.larger()
        self._show_kit()

    def _shrink(self) -> None:
        self._kit = self._kit.smaller()
        self._show_kit()

    def _step_size(self, steps: int) -> None:
        for _ in range(abs(steps)):
            (self._grow if steps > 0 else self._shrink)()

    def _show_kit(self) -> None:
        self.tools.show_tool(self._kit.tool)
        self.options.show_kit(self._kit)
        self.canvas.show_kit(self._kit)
        self._describe()

    # Operations

    def _undo(self) -> None:
        self._did(self._mask.undo)

    def _redo(self) -> None:
        self._did(self._mask.redo)

    def _invert(self) -> None:
        self._did(self._mask.invert)

    def _clear(self) -> None:
        self._did(self._mask.clear)

    def _did(self, operation: Callable[[], Rect]) -> None:
        """Do something to the whole mask; what a button still holds is let go before."""
        self.canvas.let_go()
        self.canvas.show_change(operation())
        self._rest(self._mask)

    def _toggle_overlay(self) -> None:
        self._show_overlay(not self._overlay)

    def _show_overlay(self, shown: bool) -> None:
        if shown != self._overlay:
            self._overlay = shown
            self.options.show_overlay(shown)
            self.canvas.set_overlay(shown)

    # What is told of the mask

    def _rest(self, mask: Mask) -> None:
        """A step is done."""
        self.tools.show_history(mask.history)
        self._facts_due.start()
        self._draft_due.start()

    def _change(self, part: Rect) -> None:
        """Something was painted: what was said about an empty mask is no longer so."""
        self.panel.show_notice("")
        if not self._facts_due.isActive():
            self._facts_due.start()

    def _show_facts(self) -> None:
        self._coverage = self._mask.coverage
        self.panel.show_coverage(self._coverage)
        self.tools.show_history(self._mask.history)
        self._describe()
        if not self._mask.is_painting:
            self._sent.show_mask(self._mask)
            self._place_sent()

    def _describe(self) -> None:
        """The canvas's state in words, for a screen reader."""
        tool = {Tool.BRUSH: self.tr("Brush"), Tool.ERASER: self.tr("Eraser"), Tool.HAND: self.tr("Hand")}
        words = self.tr("{tool}, {width} px. Painted: {share}.").format(
            tool=tool[self._kit.tool], width=width_of(self._kit.brush), share=percent(self._coverage)
        )
        self.canvas.setAccessibleDescription(words)

    def _place_sent(self) -> None:
        viewport, rect = self.canvas.viewport, self._mask.rect
        left, top = viewport.to_widget(0, 0)
        right, bottom = viewport.to_widget(rect.right, rect.bottom)
        picture = QRect(int(left), int(top), int(right - left) + 1, int(bottom - top) + 1)
        self._sent.place(self.canvas.rect(), picture)

    def _zoomed(self, zoom: float) -> None:
        self.header.show_zoom(zoom)
        self._place_sent()

    def _tell_draft(self) -> None:
        """Only what has changed since it was told last."""
        if self._draft_due.isActive() and self._generation is not None:
            self._draft_due.stop()
            self.draft_changed.emit(Draft(self._generation.id, self._mask.pixels.copy()))

    def _draft_is_due(self) -> None:
        if self._generation is not None:
            self.draft_changed.emit(Draft(self._generation.id, self._mask.pixels.copy()))

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
        self.tools.taken.connect(self._take)
        self.options.taken.connect(self._take)
        self.options.inverted.connect(self._invert)
        self.panel.inverted.connect(self._invert)
        self.options.cleared.connect(self._clear)
        self.panel.cleared.connect(self._clear)
        self.tools.undone.connect(self._undo)
        self.tools.redone.connect(self._redo)
        self.options.radius_wished.connect(self._size)
        self.options.radius_reset.connect(self._reset_size)
        self.options.finished.connect(self._focus_canvas)
        self.options.overlay_wished.connect(self._show_overlay)
        self.header.left.connect(self.leave)
        self.header.fit_requested.connect(self.canvas.fit)
        self.panel.submitted.connect(self.submit)
        self.canvas.radius_wished.connect(self._size)
        self.canvas.size_stepped.connect(self._step_size)
        self.canvas.zoomed.connect(self._zoomed)
        self.canvas.changed.connect(self._change)
        self.canvas.rested.connect(self._rest)
        self._draft_due.timeout.connect(self._draft_is_due)
        self._facts_due.timeout.connect(self._show_facts)
        self.options.show_overlay(True)
