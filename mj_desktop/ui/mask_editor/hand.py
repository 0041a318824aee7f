"""The hand: turns presses, moves and keys at a point of the canvas into strokes, pans, sizes and areas."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QCoreApplication, Qt

from mj_desktop.core.viewport import Viewport
from mj_desktop.mask.kit import PAINTING
from mj_desktop.mask.kit import Tool as Name
from mj_desktop.ui.mask_editor.drags import Drag, PanDrag, SizeDrag, StrokeDrag
from mj_desktop.ui.mask_editor.finders import SubjectTool, WandTool
from mj_desktop.ui.mask_editor.outlines import LassoTool, MagneticTool, PolygonTool, ShapeTool
from mj_desktop.ui.mask_editor.scene import Keys, Point, Scene, Tool

_TOOLS: dict[Name, type[Tool]] = {
    Name.RECTANGLE: ShapeTool, Name.ELLIPSE: ShapeTool, Name.LASSO: LassoTool, Name.POLYGON: PolygonTool,
    Name.MAGNETIC: MagneticTool, Name.WAND: WandTool, Name.SUBJECT: SubjectTool,
}  # fmt: skip
LOOKING = frozenset({Name.MAGNETIC, Name.WAND, Name.SUBJECT})
"""Tools that look at the picture, and need all of it."""

_LEFT, _MIDDLE, _RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton, Qt.MouseButton.RightButton
_ALT, _SHIFT = Keys.AltModifier, Keys.ShiftModifier
_MERGES_MOVES = Qt.ApplicationAttribute.AA_CompressHighFrequencyEvents


class Stage(Protocol):
    """What the hand works on: the canvas."""

    scene: Scene

    @property
    def is_whole(self) -> bool:
        """True when the picture itself is here, not a smaller copy of it."""

    def see(self, viewport: Viewport) -> None:
        """Look through another viewport."""

    def wish_radius(self, radius: float) -> None:
        """Ask for another size of the brush."""

    def tell_size(self) -> None:
        """Say the brush's size beside the ring."""

    def dress(self) -> None:
        """Give the pointer the shape of what it would do."""

    def pend(self, pends: bool) -> None:
        """A tool waits for more points or strokes, or to be told that it is done; or none does."""


class Hand:
    """Owns what is under way: a drag while a button is held, or a tool until it is done."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self.drag: Drag | None = None
        # The same, where it is a stroke: asked for at each move.
        self.stroke: StrokeDrag | None = None
        self.tool: Tool | None = None
        self.pans = False
        self._held = False
        self.presses = 0  # so far
        self._last: Point | None = None
        self._at: Point = (0.0, 0.0)
        self._merges_moves = True

    @property
    def is_busy(self) -> bool:
        """True while something is under way that Esc would break off."""
        return self.drag is not None or self.tool is not None

    @property
    def waits(self) -> bool:
        """True while a tool waits for more points or strokes, or for what it looks for."""
        return self.tool is not None and not self._held

    @property
    def is_panning(self) -> bool:
        """True while the view is moved."""
        return isinstance(self.drag, PanDrag) or self._carries

    @property
    def would_pan(self) -> bool:
        """True where a press would move the view."""
        return self.pans or self._stage.scene.kit.tool is Name.HAND

    @property
    def _carries(self) -> bool:
        """True while what is being drawn moves with the view: the hand's key is held on the way."""
        return self.pans and self._held and self.tool is not None

    def forget(self) -> None:
        """Another mask is here: there is no last point to go on from."""
        self._last = None

    def press(
        self, at: Point, button: Qt.MouseButton, keys: Keys, *, pressure: float | None = None, erases: bool = False
    ) -> None:
        """A button goes down at a point of the widget; a second one while one is held means nothing."""
        if self.drag is not None or self._held:
            return
        self.presses += 1
        scene, kit = self._stage.scene, self._stage.scene.kit
        if button == _MIDDLE or (button == _LEFT and self.would_pan):
            self.drag = PanDrag(at, lambda: scene.viewport, self._stage.see)
        elif button == _RIGHT and keys & (_ALT | _SHIFT) and self.tool is None:
            self.drag = SizeDrag(at, kit.brush.radius, scene.viewport.scale, self._stage.wish_radius)
            self._stage.tell_size()
        elif kit.tool in PAINTING and button == _LEFT:
            self._begin_stroke(at, keys, pressure, erases)
        elif kit.tool in _TOOLS and button in (_LEFT, _RIGHT):
            self._press_tool(at, keys, button == _RIGHT)

    def move(self, x: float, y: float, keys: Keys) -> None:
        """The pointer is at another point of the widget."""
        before, self._at = self._at, (x, y)
        if self.drag is not None:
            self.drag.move(x, y, keys)
        elif self._carries:
            self._stage.see(self._stage.scene.viewport.panned(x - before[0], y - before[1]))
        elif self.tool is not None:
            self.tool.move(self._stage.scene.viewport.to_picture(x, y), keys, self._held)

    def release(self, at: Point, keys: Keys) -> None:
        """No button is held any more."""
        if self._held and self.tool is not None:
            self._held = False
            self.tool.release(self._stage.scene.viewport.to_picture(*at), keys)
            self.tidy()
        self._held = False
        self.end()

    def end(self) -> None:
        """The drag is over; a tool that goes on between presses goes on."""
        drag, self.drag, self.stroke = self.drag, None, None
        if drag is None:
            return
        scene = self._stage.scene
        if isinstance(drag, StrokeDrag):
            QCoreApplication.setAttribute(_MERGES_MOVES, self._merges_moves)
            self._last = drag.at
            scene.changed(drag.finish())
            scene.rested()
        self._stage.dress()

    def let_go(self) -> None:
        """As when every button and key was let go."""
        self.end()
        if self._held and self.tool is not None and not isinstance(self.tool, PolygonTool):
            self.tool.cancel()
        self._held = self.pans = False
        self.tidy()

    def cancel(self) -> bool:
        """Break off what is under way, as if it had never begun; False where nothing is."""
        if self.drag is not None:
            if self.stroke is not None:
                self.drag = self.stroke = None
                QCoreApplication.setAttribute(_MERGES_MOVES, self._merges_moves)
                self._stage.scene.changed(self._stage.scene.mask.drop())
                self._stage.scene.rested()
                self._stage.dress()
            else:
                self.end()
            return True
        return self._with_tool(lambda tool: tool.cancel())

    def settle(self) -> str:
        """Let a tool that waits take effect; why it cannot yet, in a sentence, and it goes on."""
        if self.tool is None:
            return ""
        refusal = self.tool.settle()
        self.tidy()
        return refusal

    def close(self) -> str:
        """Let a tool that waits take effect, and break off all else; why it could not, in a sentence."""
        refusal = "" if self.drag is not None else self.settle()
        self.cancel()
        return refusal

    def confirm(self) -> bool:
        """Enter, or a double click; False where there is nothing to be done with."""
        return self._with_tool(lambda tool: tool.confirm())

    def step_back(self) -> bool:
        """Take the last point back; False where there is none."""
        return self._with_tool(lambda tool: tool.step_back())

    def _with_tool(self, deed: Callable[[Tool], None]) -> bool:
        if self.tool is None:
            return False
        deed(self.tool)
        self.tidy()
        return True

    def _press_tool(self, at: Point, keys: Keys, right: bool) -> None:
        scene, point = self._stage.scene, self._stage.scene.viewport.to_picture(*at)
        if self.tool is None:
            if scene.kit.tool in LOOKING and not self._stage.is_whole:
                return
            scene.mask.end()
            # Some window managers keep drags with Alt for themselves: begun with the right button it is the same.
            self.tool = _TOOLS[scene.kit.tool](scene, keys | _ALT if right else keys)
        self._held, self._at = True, at
        self.tool.press(point, keys, right)
        self.tidy()

    def tidy(self) -> None:
        """Put a tool away that is done, be it by what a thread found."""
        if self.tool is not None and not self.tool.is_open:
            self.tool = None
            self._held = False
        self._stage.pend(self.waits)

    def _begin_stroke(self, at: Point, keys: Keys, pressure: float | None, erases: bool) -> None:
        # Without this Qt merges moves that come faster than they are painted, and a stroke loses its curves.
        self._merges_moves = QCoreApplication.testAttribute(_MERGES_MOVES)
        QCoreApplication.setAttribute(_MERGES_MOVES, False)
        scene = self._stage.scene
        brush = scene.kit.brushes[1] if erases else scene.kit.brush
        self.drag = self.stroke = stroke = StrokeDrag(scene, brush, pressure)
        stroke.begin(*at, self._last if keys & _SHIFT else None)
