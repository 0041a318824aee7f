"""What each command of the mask editor does, and what its buttons do: names to deeds."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from mj_desktop.mask.area import Area, Combining
from mj_desktop.mask.kit import FAMILIES, Tool
from mj_desktop.mask.morphology import filled
from mj_desktop.mask.overlay import Overlay, Shown
from mj_desktop.mask.rect import Rect
from mj_desktop.ui.mask_editor.edges_link import PART
from mj_desktop.ui.mask_editor.proposals import Adjustment, Change

if TYPE_CHECKING:
    from mj_desktop.ui.mask_editor.editor import MaskEditor

_STEP = 2**0.5
_FILL = "mask fill"
_SHAPES, _LASSOS, _WANDS = FAMILIES


class Deeds:
    """Does things to an editor's mask, kit and view."""

    def __init__(self, editor: "MaskEditor") -> None:
        self._editor = editor
        self._seen, self.overlay = Shown.OVERLAY, Overlay()
        self.table: dict[str, Callable[[], object]] = {
            **self._of_tools(), **self._of_mask(), **self._of_view(), **self._of_editor()
        }  # fmt: skip

    def connect(self) -> None:
        """Let the buttons do the same."""
        editor, options, panel = self._editor, self._editor.options, self._editor.panel
        kit = editor.kit
        editor.tools.taken.connect(kit.take)
        options.combining_chosen.connect(kit.combine_by)
        options.radius_wished.connect(kit.size)
        options.radius_reset.connect(kit.reset_size)
        options.hardness_wished.connect(kit.harden)
        options.tolerance_wished.connect(kit.tolerate)
        options.contiguous_wished.connect(kit.join)
        options.finished.connect(editor.focus_canvas)
        options.overlay_wished.connect(self._cycle_overlay)
        options.cleared.connect(self.table["clear"])
        options.confirmed.connect(editor.canvas.hand.confirm)
        options.broken_off.connect(editor.canvas.hand.cancel)
        for link in (options.edges, options.proposal.edges):
            link.clicked.connect(partial(editor.settings_wanted.emit, PART))
        editor.canvas.pended.connect(options.show_pending)
        editor.canvas.pended.connect(editor.tools.show_pending)
        editor.canvas.dropped.connect(panel.show_notice)
        options.proposal.wished.connect(editor.proposing.propose)
        options.proposal.applied.connect(editor.proposing.apply)
        options.proposal.dropped.connect(editor.proposing.drop)
        panel.pressed.connect(self._press)
        panel.overlay_wished.connect(self.take_overlay)
        panel.submitted.connect(editor.submit)
        editor.header.left.connect(editor.leave)
        editor.header.fit_requested.connect(editor.canvas.fit)
        editor.tools.undone.connect(self.table["undo"])
        editor.tools.redone.connect(self.table["redo"])
        editor.canvas.radius_wished.connect(kit.size)
        editor.canvas.size_stepped.connect(kit.step_size)
        options.show_seen(self._seen)
        panel.show_overlay(self.overlay)

    def _of_tools(self) -> dict[str, Callable[[], object]]:
        kit = self._editor.kit
        return {
            "brush": partial(kit.take, Tool.BRUSH), "eraser": partial(kit.take, Tool.ERASER),
            "hand": partial(kit.take, Tool.HAND), "shape": partial(kit.take, Tool.RECTANGLE),
            "lasso": partial(kit.take, Tool.LASSO), "wand": partial(kit.take, Tool.WAND),
            "next_shape": partial(kit.cycle, _SHAPES), "next_lasso": partial(kit.cycle, _LASSOS),
            "next_wand": partial(kit.cycle, _WANDS), "swap": kit.swap, "smaller": kit.shrink, "larger": kit.grow,
            "softer": kit.soften, "harder": kit.stiffen, "pressure": self._toggle_pressure,
        }  # fmt: skip

    def _of_mask(self) -> dict[str, Callable[[], object]]:
        # The mask in hand is another with each picture.
        return {
            "undo": self._undo, "redo": self._redo,
            "invert": lambda: self._did(self._editor.painted.invert),
            "clear": lambda: self._did(self._editor.painted.clear), "all": lambda: self._did(self._editor.painted.fill),
            "fill_holes": self._fill_holes,
            **{str(change): partial(self._adjust, change) for change in Change},
        }  # fmt: skip

    def _of_view(self) -> dict[str, Callable[[], object]]:
        canvas = self._editor.canvas
        return {
            "overlay": self._cycle_overlay, "sent": self._editor.telling.toggle, "fit": canvas.fit,
            "actual": partial(canvas.zoom_to, 1.0), "double": partial(canvas.zoom_to, 2.0),
            "zoom_in": partial(canvas.zoom_by, _STEP), "zoom_out": partial(canvas.zoom_by, 1 / _STEP),
        }  # fmt: skip

    def _of_editor(self) -> dict[str, Callable[[], object]]:
        editor, masks = self._editor, self._editor.masks
        return {
            "import": masks.choose, "export": masks.save, "reuse": masks.reuse, "carry": masks.carry,
            "paste": lambda: masks.take(QApplication.clipboard().mimeData()),
            "submit": editor.submit, "confirm": self._confirm, "step_back": editor.canvas.hand.step_back,
            "back": self._go_back,
        }  # fmt: skip

    def _press(self, command: str) -> None:
        """A button of the panel, named by its command."""
        self._editor.do(command)

    def _confirm(self) -> None:
        """Apply what is proposed, or close the outline that is drawn."""
        if self._editor.proposing.is_open:
            self._editor.proposing.apply()
        else:
            self._editor.canvas.hand.confirm()

    def _go_back(self) -> None:
        """Break off what is under way; if nothing is, leave."""
        if self._editor.proposing.is_open:
            self._editor.proposing.drop()
        elif not self._editor.canvas.hand.cancel():
            self._editor.leave()

    def _undo(self) -> None:
        """Take back the last corner or stroke of a tool that waits, else the last step."""
        if self._editor.canvas.hand.waits:
            self._editor.canvas.hand.step_back()
        elif self._editor.proposing.is_open:
            self._editor.proposing.drop()
        else:
            self._did(self._editor.painted.undo)

    def _redo(self) -> None:
        if not self._editor.canvas.hand.waits:
            self._did(self._editor.painted.redo)

    def _did(self, operation: Callable[[], Rect]) -> None:
        """Do something to the whole mask; what is under way is ended before."""
        self._editor.break_off()
        self._editor.show_change(operation())

    def _adjust(self, change: Change) -> None:
        """Propose a change by a radius; by its key again, the same."""
        self._editor.break_off()
        if self._editor.painted.is_empty:
            self._editor.panel.show_notice(self._editor.tr("Nothing is painted yet."))
            return
        self._editor.offer(Adjustment(change))
        self._editor.options.focus_radius()

    def _fill_holes(self) -> None:
        self._editor.break_off()
        mask = self._editor.painted
        pixels = mask.pixels.copy()

        def take(area: Area) -> None:
            if mask is self._editor.painted:
                self._editor.show_change(mask.combine(area, Combining.ADD))

        self._editor.background.run(_FILL, lambda: filled(pixels), take)

    def _toggle_pressure(self) -> None:
        canvas, editor = self._editor.canvas, self._editor
        canvas.uses_pressure = not canvas.uses_pressure
        on, off = editor.tr("Pen pressure sets the brush's size."), editor.tr("Pen pressure does nothing.")
        editor.hinted.emit(on if canvas.uses_pressure else off)

    def _cycle_overlay(self) -> None:
        self._seen = self._seen.following
        self._editor.options.show_seen(self._seen)
        self._editor.canvas.look_at(self._seen, self.overlay)

    def take_overlay(self, overlay: Overlay) -> None:
        """Show the mask in another way from now on."""
        self.overlay = overlay
        self._editor.panel.show_overlay(overlay)
        self._editor.canvas.look_at(self._seen, overlay)
