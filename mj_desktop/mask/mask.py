"""The mask: what is to be repainted, as it is being painted."""

from mj_desktop.mask.area import Area, Combining, bounds, combine, reach
from mj_desktop.mask.brush import KEPT, PAINTED, Brush, ahead, draw, spot
from mj_desktop.mask.encoding import coverage
from mj_desktop.mask.history import History
from mj_desktop.mask.patch import Covering, Inversion
from mj_desktop.mask.pixels import HALF, Pixels, Spot, blank
from mj_desktop.mask.recording import AreaRecording, Recording
from mj_desktop.mask.rect import NOTHING, Rect

# Of a brush up to here it takes longer to reckon what a move really changes than to show all that it touches.
_SMALL = 32


class Mask:
    """Owns uint8 pixels (height x width of the raw picture, 255 = repaint) and the history of what was done to them.

    Every change gives back the rectangle that it changed, so that only that need be shown anew.
    """

    def __init__(self, width: int, height: int) -> None:
        self._pixels = blank(width, height)
        self._history = History()
        self._recording: Recording | AreaRecording | None = None
        self._is_preview = False
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
        """True while a stroke or a preview is under way."""
        return self._recording is not None

    @property
    def is_untouched(self) -> bool:
        """True when nothing is painted and nothing was ever done."""
        history = self._history
        return self.is_empty and not (self.is_painting or history.can_undo or history.can_redo)

    @property
    def stroke(self) -> Brush | None:
        """The brush of the stroke under way."""
        return None if self._recording is None or self._is_preview else self._brush

    @property
    def coverage(self) -> float:
        """The share that is painted, 0 to 1."""
        return coverage(self._pixels)

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
        goes_on = brush is None or brush == self._brush
        self._brush = brush or self._brush
        return self._draw(self._recording, at, goes_on)

    def preview(self, area: Area, how: Combining) -> Rect:
        """Show what an area would do, in place of what was previewed before: `end` keeps it, `drop` does not.

        A stroke under way is ended first. What the area is made from is a copy of the mask without the preview.
        """
        if not self._is_preview:
            self.end()
            self._recording, self._is_preview = AreaRecording(self._pixels), True
        changed = self._recording.restore() if self._recording else NOTHING
        return changed.united(self._combine(area, how))

    def combine(self, area: Area, how: Combining) -> Rect:
        """Combine an area with the mask as one step, in place of a preview; the rectangle that it changed."""
        changed = self.drop() if self._is_preview else NOTHING
        self.end()
        self._recording = AreaRecording(self._pixels)
        self._combine(area, how)
        return changed.united(self.end())

    def end(self) -> Rect:
        """End the stroke or keep the preview: from now on it is one step; the rectangle that it changed."""
        recording, self._recording, self._is_preview = self._recording, None, False
        return self._remember(recording) if recording else NOTHING

    def drop(self) -> Rect:
        """Break the stroke or the preview off: all is as before it, and what can be undone and redone, too."""
        recording, self._recording, self._is_preview = self._recording, None, False
        return recording.restore() if recording else NOTHING

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
        step.redo(self._pixels)
        self._history.add(step)
        return step.rect

    def clear(self) -> Rect:
        """Take everything away."""
        return self._cover(KEPT)

    def fill(self) -> Rect:
        """Paint everything."""
        return self._cover(PAINTED)

    def _cover(self, value: int) -> Rect:
        """Every pixel is so, as one step, in place of a preview."""
        changed = self.drop() if self._is_preview else NOTHING
        self.end()
        where = bounds(self._pixels) if value == KEPT else self.rect
        if where.is_empty or int(self._pixels.min()) == PAINTED == value:
            return changed
        self._history.add(Covering(self._pixels, where, value))
        return changed.united(where)

    def _combine(self, area: Area, how: Combining) -> Rect:
        touched = reach(self._pixels, area, how)
        if self._recording is None or touched.is_empty:
            return NOTHING
        self._recording.keep(touched)
        combine(self._pixels, area, how)
        return touched

    def _draw(self, recording: Recording | AreaRecording, at: Spot, goes_on: bool = False) -> Rect:
        start, self._at = self._at, at
        changed = draw(self._pixels, start, at, self._brush, recording.keep)
        if goes_on and self._brush.radius > _SMALL and self._brush.hardness == 1 and not changed.is_empty:
            height, width = self._pixels.shape
            return ahead(start, at, self._brush.radius).clipped(width, height)
        return changed

    def _remember(self, recording: Recording | AreaRecording) -> Rect:
        patch = recording.patch()
        if patch is None:
            return NOTHING
        self._history.add(patch)
        return patch.rect
