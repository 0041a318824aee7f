"""Tools that find an area in the picture, in a thread: the wand and smart select."""

from threading import Event

from PySide6.QtCore import QCoreApplication, Qt

from mj_desktop.mask import subject, wand
from mj_desktop.mask.area import Area
from mj_desktop.mask.brush import spot
from mj_desktop.mask.rect import Rect
from mj_desktop.mask.subject import Scribble
from mj_desktop.ui.mask_editor.scene import Keys, Point, Scene, Tool

_ALT = Qt.KeyboardModifier.AltModifier
_WAND, _SUBJECT = "mask wand", "mask subject"
# A box smaller than this, in the widget's points, was no box.
_LEAST = 4.0
# Radius of an include or exclude stroke, in the widget's points.
_SCRIBBLE = 6.0


class WandTool(Tool):
    """Everything of the colour that is clicked."""

    def press(self, at: Point, keys: Keys, right: bool) -> None:
        """Look for it."""
        picture, place, kind = self.scene.picture, spot(*at), self.scene.kit.wand
        self.scene.busy(True)
        self.scene.background.run(_WAND, lambda: wand.touch(picture, place, kind), self._take)

    def step_back(self) -> None:
        """There is nothing but what is looked for."""
        self.cancel()

    def cancel(self) -> None:
        """It is not wanted any more."""
        self.scene.background.cancel(_WAND)
        self.scene.busy(False)
        super().cancel()

    def _take(self, area: Area) -> None:
        self.finish()
        self.scene.busy(False)
        self.scene.combine(area, self.how)


class SubjectTool(Tool):
    """Drag a box round a subject; then strokes say what belongs to it, and with Alt or the right button what does not.

    What was found is previewed: Enter keeps it, Esc does not.
    """

    def __init__(self, scene: Scene, keys: Keys) -> None:
        super().__init__(scene, keys)
        self._start: Point | None = None
        self._box: Rect | None = None
        self._scribbles: list[Scribble] = []
        self._stop = Event()
        self._is_looking = False

    def press(self, at: Point, keys: Keys, right: bool) -> None:
        """A box begins, or a stroke."""
        if self._box is None:
            self._start = at
            return
        radius = _SCRIBBLE / self.scene.viewport.scale
        self.sketch.scribbles.append(([at], radius, not (right or keys & _ALT)))
        self.scene.drawn()

    def move(self, at: Point, keys: Keys, held: bool) -> None:
        """The box or stroke goes on."""
        if not held:
            return
        if self._box is None and self._start is not None:
            self.sketch.corners = self._start, at
        elif self.sketch.scribbles:
            self.sketch.scribbles[-1][0].append(at)
        self.scene.drawn()

    def release(self, at: Point, keys: Keys) -> None:
        """Look for the subject."""
        if self._box is None:
            corners = self.sketch.corners
            if corners is None or self._is_tiny(corners):
                self.cancel()
                return
            (left, right), (top, bottom) = (sorted(each) for each in zip(*corners, strict=True))
            self._box = Rect(*spot(left, top), *spot(right + 1, bottom + 1))
        else:
            points, radius, includes = self.sketch.scribbles[-1]
            self._scribbles.append(Scribble(tuple(spot(*each) for each in points), max(1, round(radius)), includes))
        self._look()

    def confirm(self) -> None:
        """Keep what was found; while it is still looked for, nothing."""
        if self._stop.is_set() or not self.scene.mask.is_painting:
            return
        self._close()
        self.scene.changed(self.scene.mask.end())
        self.scene.rested()

    def settle(self) -> str:
        """What was found is kept."""
        if self._is_looking:
            return QCoreApplication.translate("MaskEditor", "The subject is still being looked for.")
        self.confirm()
        if self.is_open:
            self.cancel()
        return ""

    def step_back(self) -> None:
        """One stroke less; without any it is over."""
        if not self._scribbles:
            self.cancel()
            return
        self._scribbles.pop()
        self.sketch.scribbles.pop()
        self._look()

    def cancel(self) -> None:
        """Stop looking; the mask is as it was."""
        self._close()
        self.scene.changed(self.scene.mask.drop())
        self.scene.rested()

    def _close(self) -> None:
        self._stop.set()
        self.scene.background.cancel(_SUBJECT)
        self.scene.busy(False)
        self.sketch.corners, self.sketch.scribbles = None, []
        self.finish()

    def _look(self) -> None:
        self._stop.set()
        self._stop = stop = Event()
        picture, box, scribbles = self.scene.picture, self._box, tuple(self._scribbles)
        assert box is not None
        self._is_looking = True
        self.scene.busy(True)
        self.scene.background.run(_SUBJECT, lambda: subject.find(picture, box, scribbles, stop.is_set), self._take)
        self.scene.drawn()

    def _take(self, area: Area | None) -> None:
        if area is None or not self.is_open:
            return
        self._is_looking = False
        self.scene.busy(False)
        if area.is_empty:
            self.scene.missed()
        self.scene.changed(self.scene.mask.preview(area, self.how))
        self.scene.rested()

    def _is_tiny(self, corners: tuple[Point, Point]) -> bool:
        (x0, y0), (x1, y1) = corners
        return max(abs(x1 - x0), abs(y1 - y0)) * self.scene.viewport.scale < _LEAST
