"""History: the steps that led to a mask, to be undone and redone without a practical limit."""

from mj_desktop.mask.patch import Step
from mj_desktop.mask.pixels import Pixels
from mj_desktop.mask.rect import NOTHING, Rect

# Whoever never packs does not run out of memory: two steps that change a mask of 4096 x 4096 everywhere.
_LOOSE = 64 * 2**20


class History:
    """Owns the steps done and the steps taken back; a new step forgets the latter."""

    def __init__(self) -> None:
        self._done: list[Step] = []
        self._undone: list[Step] = []

    @property
    def can_undo(self) -> bool:
        """True when there is a step to take back."""
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        """True when a step was taken back and nothing new done since."""
        return bool(self._undone)

    @property
    def size(self) -> int:
        """Bytes that all steps keep."""
        return sum(step.size for step in (*self._done, *self._undone))

    @property
    def loose(self) -> int:
        """How many of them `pack` would make fewer."""
        return sum(step.loose for step in (*self._done, *self._undone))

    def add(self, step: Step) -> None:
        """Remember a step just done."""
        self._done.append(step)
        self._undone.clear()
        if self.loose > _LOOSE:
            self.pack()

    def undo(self, pixels: Pixels) -> Rect:
        """Take the last step back, in place; the rectangle that changed."""
        if not self._done:
            return NOTHING
        step = self._done.pop()
        step.undo(pixels)
        self._undone.append(step)
        return step.rect

    def redo(self, pixels: Pixels) -> Rect:
        """Do the last step again that was taken back, in place; the rectangle that changed."""
        if not self._undone:
            return NOTHING
        step = self._undone.pop()
        step.redo(pixels)
        self._done.append(step)
        return step.rect

    def pack(self) -> None:
        """Compress what steps with greys keep: about 4 ms for a megabyte, so best in a thread, when a step is done."""
        for step in (*self._done, *self._undone):
            if step.loose:
                step.pack()
