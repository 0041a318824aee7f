"""Tools that outline an area: rectangle, ellipse, freehand lasso, polygon, magnetic lasso."""

from math import hypot

from PySide6.QtCore import QCoreApplication, Qt

from mj_desktop.mask import shape
from mj_desktop.mask.brush import spot
from mj_desktop.mask.kit import Tool as Name
from mj_desktop.mask.scissors import Wire
from mj_desktop.ui.mask_editor.scene import Keys, Point, Scene, Tool

_ALT, _SHIFT = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier
# So near its first point, in the widget's points, a click closes a polygon.
_CLOSE = 8.0
_LEAST = 3  # corners
# A line that is drawn along an edge is anchored every so many points of the hand's way, on the edge so near to it.
_EVERY, _NEAR = 48.0, 12.0
# A map coarser than this loses what is seen.
_COARSEST = 8
_WIRE = "mask wire"


class ShapeTool(Tool):
    """A rectangle or ellipse between two corners; Shift on the way makes it even, Alt grows it from its middle."""

    def __init__(self, scene: Scene, keys: Keys) -> None:
        super().__init__(scene, keys)
        self._is_round = scene.kit.tool is Name.ELLIPSE
        self._start: Point = (0.0, 0.0)

    def press(self, at: Point, keys: Keys, right: bool) -> None:
        """The first corner."""
        self._start = at

    def move(self, at: Point, keys: Keys, held: bool) -> None:
        """The other corner."""
        if held:
            # A key that was held at the press says how the areas combine, until it is let go and pressed again.
            self.keys_then &= keys
            self.sketch.corners = self._corners(at, keys & ~self.keys_then)
            self.sketch.is_round = self._is_round
            self.scene.drawn()

    def release(self, at: Point, keys: Keys) -> None:
        """The area between the corners takes effect."""
        corners, self.sketch.corners = self.sketch.corners, None
        self.finish()
        if corners is not None:
            make = shape.ellipse if self._is_round else shape.rectangle
            self.scene.combine(make(*corners, *self.scene.size), self.how)

    def _corners(self, at: Point, keys: Keys) -> tuple[Point, Point]:
        end = shape.squared(self._start, at) if keys & _SHIFT else at
        start = self._start
        if keys & _ALT:
            start = 2 * start[0] - end[0], 2 * start[1] - end[1]
        return start, end


class LassoTool(Tool):
    """A line drawn by hand round an area."""

    def press(self, at: Point, keys: Keys, right: bool) -> None:
        """It begins here."""
        self.sketch.line = [at]

    def move(self, at: Point, keys: Keys, held: bool) -> None:
        """Every sample counts."""
        if held:
            self.sketch.line.append(at)
            self.scene.drawn()

    def release(self, at: Point, keys: Keys) -> None:
        """The line is closed."""
        self.confirm()

    def confirm(self) -> None:
        """What it runs round takes effect."""
        line, self.sketch.line = self.sketch.line, []
        self.finish()
        self.scene.combine(shape.polygon(line, *self.scene.size), self.how)


class PolygonTool(LassoTool):
    """Corners by clicks; a click on the first one, a double click or Enter closes it, Backspace takes one back."""

    def press(self, at: Point, keys: Keys, right: bool) -> None:
        """Another corner, or the first one again."""
        anchors = self.sketch.anchors
        if len(anchors) > 2 and self._is_near(at, anchors[0]):
            self.confirm()
        else:
            self._add(self._straightened(at, keys))

    def move(self, at: Point, keys: Keys, held: bool) -> None:
        """A line to the pointer."""
        self.sketch.loose = [self._straightened(at, keys)]
        self.scene.drawn()

    def release(self, at: Point, keys: Keys) -> None:
        """It goes on."""

    def confirm(self) -> None:
        """What it runs round takes effect."""
        self.sketch.loose, self.sketch.anchors = [], []
        super().confirm()

    def settle(self) -> str:
        """It is closed, if it has the corners for that."""
        if len(self.sketch.anchors) < _LEAST:
            return QCoreApplication.translate("MaskEditor", "A line needs three corners to enclose something.")
        self.confirm()
        return ""

    def step_back(self) -> None:
        """One corner less; without any it is over."""
        self.sketch.anchors.pop()
        self.sketch.line = list(self.sketch.anchors)
        if self.sketch.anchors:
            self.scene.drawn()
        else:
            self.cancel()

    def _add(self, at: Point) -> None:
        self.keys_then &= Keys.NoModifier
        self.sketch.anchors.append(at)
        self.sketch.line, self.sketch.loose = [*self.sketch.line, at], []
        self.scene.drawn()

    def _straightened(self, at: Point, keys: Keys) -> Point:
        anchors = self.sketch.anchors
        return shape.straightened(anchors[-1], at) if anchors and keys & _SHIFT & ~self.keys_then else at

    def _is_near(self, one: Point, other: Point, points: float = _CLOSE) -> bool:
        return hypot(one[0] - other[0], one[1] - other[1]) * self.scene.viewport.scale <= points


class MagneticTool(PolygonTool):
    """A polygon whose lines cling to edges; each anchor's map is made in a thread, until then lines are straight.

    Drawn with the button held, it anchors itself on the way.
    """

    def __init__(self, scene: Scene, keys: Keys) -> None:
        super().__init__(scene, keys)
        self._wire: Wire | None = None
        self._lengths: list[int] = []
        self._at: Point = (0.0, 0.0)
        self._gone = 0.0  # points of the hand's way since the last anchor
        self._is_drawn = self._closes = False

    def press(self, at: Point, keys: Keys, right: bool) -> None:
        """Another anchor, or the first one again."""
        self._at, self._gone, self._is_drawn = at, 0.0, False
        super().press(at, keys, right)

    def move(self, at: Point, keys: Keys, held: bool) -> None:
        """The way along edges to the pointer."""
        self._gone += hypot(at[0] - self._at[0], at[1] - self._at[1]) * self.scene.viewport.scale
        self._at = at
        if held and self._wire is not None and self._gone > _EVERY:
            self._is_drawn, self._gone = True, 0.0
            self._add(self._snapped(at))
        self.sketch.loose = self._way(at)
        self.scene.drawn()

    def release(self, at: Point, keys: Keys) -> None:
        """What was drawn ends in an anchor, or closes at the first one."""
        anchors = self.sketch.anchors
        if not self._is_drawn:
            return
        if len(anchors) > 2 and self._is_near(at, anchors[0]):
            self.confirm()
        elif not self._is_near(at, anchors[-1]):
            self._add(at)

    def step_back(self) -> None:
        """One anchor less, with the way to it."""
        self.sketch.anchors.pop()
        del self.sketch.line[self._lengths.pop() :]
        if self.sketch.anchors:
            self._begin_wire(self.sketch.anchors[-1])
            self.scene.drawn()
        else:
            self.cancel()

    def confirm(self) -> None:
        """The last line to the first anchor clings, too; where its map is still made, as soon as it is there."""
        self._closes = self._wire is None
        if self._closes:
            return
        if len(self.sketch.anchors) > 1:
            self.sketch.line += self._way(self.sketch.anchors[0])
        super().confirm()

    def settle(self) -> str:
        """There is no time to wait for the last line's map: where it is still made, that line is straight."""
        refusal = super().settle()
        if self.is_open and not refusal:
            self.scene.background.cancel(_WIRE)
            super().confirm()
        return refusal

    def cancel(self) -> None:
        """The map is not needed any more."""
        self.scene.background.cancel(_WIRE)
        super().cancel()

    def _snapped(self, at: Point) -> Point:
        if self._wire is None:
            return at
        x, y = self._wire.snapped(spot(*at), _NEAR / self.scene.viewport.scale)
        return x + 0.5, y + 0.5

    def _add(self, at: Point) -> None:
        way = self._way(at) if self.sketch.anchors else [at]
        self._lengths.append(len(self.sketch.line))
        self.sketch.anchors.append(way[-1])
        self.sketch.line, self.sketch.loose = [*self.sketch.line, *way], []
        self._begin_wire(way[-1])
        self.scene.drawn()

    def _way(self, at: Point) -> list[Point]:
        if self._wire is None:
            return [at]
        return [(x + 0.5, y + 0.5) for x, y in self._wire.path(spot(*at))]

    def _begin_wire(self, at: Point) -> None:
        self._wire = None
        picture, anchor = self.scene.picture, spot(*at)
        step = min(_COARSEST, max(1, int(1 / self.scene.viewport.scale)))
        self.scene.background.run(_WIRE, lambda: Wire(picture, anchor, step), self._take)

    def _take(self, wire: Wire) -> None:
        if self.is_open:
            self._wire = wire
            self.sketch.loose = self._way(self._at)
            if self._closes:
                self.confirm()
            else:
                self.scene.drawn()
