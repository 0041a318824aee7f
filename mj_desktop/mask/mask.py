"""The mask: what is to be repainted, as it is being painted."""

from collections.abc import Callable

import cv2

from mj_desktop.mask.brush import Brush, draw, spot
from mj_desktop.mask.encoding import binary
from mj_desktop.mask.history import History
from mj_desktop.mask.patch import Inversion, Patch, Recording
from mj_desktop.mask.pixels import HALF, Pixels, Spot, blank
from mj_desktop.mask.rect import NOTHING, Rect


class Mask:
    """Owns uint8 pixels (height x width of the raw picture, 255 = repaint) and the history of what was done to them.

    Every change gives back the rectangle that it changed, so that only that need be shown anew.
    """

    def __init__(self, width: int, height: int) -> None:
        self._pixels = blank(width, height)
        self._history = History()
        self._recording: Recording | None = None
        self._brush = Brush()
        self._at: Spot = (0, 0)

    @classmethod
    def of(cls, pixels: Pixels) -> "Mask":
        """A mask that begins with a copy of `pixels` (height x width)."""
        mask = cls(pixels.shape[1], pixels.shape[0])
        mask._pixels[:] = pixels
        return mask

    @property
    def pixels(self) -> Pixels:
        """The live array: to be read, never written; copy it to keep it."""
        return self._pixels

    @property
    def rect(self) -> Rect:
        """All of it."""
        height, width = self._pixels.shape
        return Rect(0, 0, width, height)

    @property
    def history(self) -> History:
        """What can be undone and redone."""
        return self._history

    @property
    def is_painting(self) -> bool:
        """True between the begin and the end of a stroke."""
        return self._recording is not None

    @property
    def coverage(self) -> float:
        """The share that is painted, 0 to 1."""
        return cv2.countNonZero(binary(self._pixels)) / self._pixels.size

    @property
    def is_empty(self) -> bool:
        """True when nothing would be sent as white."""
        return int(self._pixels.max()) < HALF

    def begin(self, x: float, y: float, brush: Brush) -> Rect:
        """Begin a stroke with a dab at a point of the picture."""
        self.end()
        self._recording = Recording(self._pixels)
        self._brush, self._at = brush, spot(x, y)
        return self._draw(self._recording, self._at)

    def extend(self, x: float, y: float, brush: Brush | None = None) -> Rect:
        """Draw on to a point, from now on with `brush` if one is given, as a pen's pressure wants.

        Nothing changes where no stroke has begun or the point lies in the same pixel.
        """
        at = spot(x, y)
        if self._recording is None or at == self._at:
            return NOTHING
        self._brush = brush or self._brush
        return self._draw(self._recording, at)

    def end(self) -> Rect:
        """End the stroke: from now on it is one step; the rectangle that it changed."""
        recording, self._recording = self._recording, None
        return self._remember(recording) if recording else NOTHING

    def undo(self) -> Rect:
        """Take the last step back (a stroke under way is ended first)."""
        self.end()
        return self._history.undo(self._pixels)

    def redo(self) -> Rect:
        """Do the step again that was taken back last."""
        self.end()
        return self._history.redo(self._pixels)

    def invert(self) -> Rect:
        """Paint what was not painted, and the other way round."""
        self.end()
        step = Inversion(self.rect)
        step.toggle(self._pixels)
        self._history.add(step)
        return step.rect

    def clear(self) -> Rect:
        """Take everything away."""
        x, y, width, height = cv2.boundingRect(self._pixels)
        return self.change(Rect(x, y, x + width, y + height), _emptied)

    def change(self, rect: Rect, operation: Callable[[Pixels], None]) -> Rect:
        """Let `operation` change the pixels of `rect` in place, as one step; the rectangle that it changed."""
        self.end()
        if rect.is_empty:
            return NOTHING
        recording = Recording(self._pixels)
        recording.keep(rect)
        operation(self._pixels[rect.slices])
        return self._remember(recording)

    def _draw(self, recording: Recording, at: Spot) -> Rect:
        start, self._at = self._at, at
        return draw(self._pixels, start, at, self._brush, recording.keep)

    def _remember(self, recording: Recording) -> Rect:
        patch: Patch | None = recording.patch()
        if patch is None:
            return NOTHING
        self._history.add(patch)
        return patch.rect


def _emptied(pixels: Pixels) -> None:
    pixels.fill(0)
