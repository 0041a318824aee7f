"""History: the steps that led to a mask, to be undone and redone without a practical limit."""

from mj_desktop.mask.patch import Step
from mj_desktop.mask.pixels import Pixels
from mj_desktop.mask.rect import NOTHING, Rect


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

    def add(self, step: Step) -> None:
        """Remember a step just done."""
        self._done.append(step)
        self._undone.clear()

    def undo(self, pixels: Pixels) -> Rect:
        """Take the last step back, in place; the rectangle that changed."""
        return _moved(self._done, self._undone, pixels)

    def redo(self, pixels: Pixels) -> Rect:
        """Do the last step again that was taken back, in place; the rectangle that changed."""
        return _moved(self._undone, self._done, pixels)


def _moved(source: list[Step], target: list[Step], pixels: Pixels) -> Rect:
    if not source:
        return NOTHING
    step = source.pop()
    step.toggle(pixels)
    target.append(step)
    return step.rect
