"""Proposing: shows a proposal on the mask, made in a thread, until it is applied or dropped."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from mj_desktop.mask.area import Area, Combining
from mj_desktop.mask.mask import Mask
from mj_desktop.mask.pixels import Pixels
from mj_desktop.mask.rect import Rect
from mj_desktop.ui.mask_editor.background import Background
from mj_desktop.ui.mask_editor.proposals import Proposal

_KEY = "mask proposal"


class Proposing(QObject):
    """Owns the proposal on view, and the mask as it was before it."""

    shown = Signal(object)  # Rect of the mask
    ended = Signal()
    changed = Signal(object)  # Proposal

    def __init__(self, background: Background, mask: Callable[[], Mask]) -> None:
        super().__init__()
        self._background, self._mask = background, mask
        self.proposal: Proposal | None = None
        self._before: Pixels | None = None
        self.is_due = self._is_applied = False

    @property
    def is_open(self) -> bool:
        """True while a proposal is on view."""
        return self.proposal is not None

    def propose(self, proposal: Proposal) -> None:
        """Show a proposal, in place of one on view."""
        if self._before is None:
            self._mask().end()
            self._before = self._mask().pixels.copy()
        self.proposal = proposal
        self.changed.emit(proposal)
        self._make()

    def apply(self) -> None:
        """Keep it; one that is still being made is kept as soon as it is there."""
        if self.proposal is None:
            return
        if self.is_due:
            self._is_applied = True
            return
        self._close()
        self.shown.emit(self._mask().end())
        self.ended.emit()

    def drop(self) -> None:
        """Leave the mask as it was."""
        if self.proposal is not None:
            self._close()
            self.shown.emit(self._mask().drop())
            self.ended.emit()

    def _make(self) -> None:
        before, proposal = self._before, self.proposal
        assert before is not None and proposal is not None
        self.is_due = True
        self._background.run(_KEY, lambda: proposal.area(before), self._take)

    def _take(self, area: Area) -> None:
        if self.proposal is None:
            return
        self.is_due = False
        changed: Rect = self._mask().preview(area, Combining.REPLACE)
        self.shown.emit(changed)
        if self._is_applied:
            self.apply()

    def _close(self) -> None:
        self._background.cancel(_KEY)
        self.proposal, self._before = None, None
        self.is_due = self._is_applied = False
