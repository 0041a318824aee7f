"""The kit: which tool is in hand; the brush and the eraser, each with its own size and hardness; the wand."""

from dataclasses import dataclass, replace
from enum import StrEnum
from math import isfinite
from typing import TypeGuard

from mj_desktop.mask.brush import Brush
from mj_desktop.mask.wand import Wand


class Tool(StrEnum):
    """What the pointer does."""

    BRUSH = "brush"
    ERASER = "eraser"
    RECTANGLE = "rectangle"
    ELLIPSE = "ellipse"
    LASSO = "lasso"
    POLYGON = "polygon"
    MAGNETIC = "magnetic"
    WAND = "wand"
    SUBJECT = "subject"
    HAND = "hand"


PAINTING = frozenset({Tool.BRUSH, Tool.ERASER})
"""Tools that paint with a disc."""

FAMILIES = ((Tool.RECTANGLE, Tool.ELLIPSE), (Tool.LASSO, Tool.POLYGON, Tool.MAGNETIC), (Tool.WAND, Tool.SUBJECT))
"""Tools that share a key: with Shift it goes from one to the next."""


@dataclass(frozen=True, slots=True)
class Kit:
    """`tool` is in hand; `painting` is the brush or eraser that was in hand last, and `brush` its disc."""

    tool: Tool = Tool.BRUSH
    painting: Tool = Tool.BRUSH
    brushes: tuple[Brush, Brush] = (Brush(32, True), Brush(32, False))
    wand: Wand = Wand()

    @property
    def brush(self) -> Brush:
        """The disc that paints, or takes away."""
        return self.brushes[self.painting is Tool.ERASER]

    def taken(self, tool: Tool) -> "Kit":
        """With another tool in hand."""
        return replace(self, tool=tool, painting=tool if tool in PAINTING else self.painting)

    def cycled(self, family: tuple[Tool, ...]) -> "Kit":
        """With the next tool of a family in hand, or its first when none of it was."""
        at = family.index(self.tool) + 1 if self.tool in family else 0
        return self.taken(family[at % len(family)])

    def swapped(self) -> "Kit":
        """Adding becomes taking away, or the other way round."""
        return self.taken(Tool.BRUSH if self.painting is Tool.ERASER else Tool.ERASER)

    def sized(self, radius: float) -> "Kit":
        """With another size of the brush or eraser that is (or was last) in hand."""
        return self._with(self.brush.sized(radius))

    def larger(self) -> "Kit":
        """With that size one step larger."""
        return self._with(self.brush.larger())

    def smaller(self) -> "Kit":
        """With that size one step smaller."""
        return self._with(self.brush.smaller())

    def harder(self) -> "Kit":
        """With that brush's or eraser's edges one step harder."""
        return self._with(self.brush.harder())

    def softer(self) -> "Kit":
        """With them one step softer."""
        return self._with(self.brush.softer())

    def hardened(self, hardness: float) -> "Kit":
        """With another hardness of the brush or eraser, 0 to 1."""
        return self._with(self.brush.hardened(hardness))

    def tolerating(self, tolerance: float) -> "Kit":
        """With another tolerance of the wand."""
        return replace(self, wand=self.wand.tolerating(tolerance))

    def state(self) -> dict[str, object]:
        """Sizes and hardness of brush and eraser, and the wand, in values that JSON has, for `restored`."""
        brushes = [{"radius": brush.radius, "hardness": brush.hardness} for brush in self.brushes]
        return {"brushes": brushes, "wand": {"tolerance": self.wand.tolerance, "contiguous": self.wand.is_contiguous}}

    def restored(self, state: object) -> "Kit":
        """With what `state` gave; what is missing or wrong stays as it is here."""
        known = _known(state)
        kept = known.get("brushes")
        add, subtract = kept if isinstance(kept, list) and len(kept) == 2 else (None, None)
        brushes = _restored(self.brushes[0], add), _restored(self.brushes[1], subtract)
        tolerance, joined = (_known(known.get("wand")).get(name) for name in ("tolerance", "contiguous"))
        wand = self.wand.tolerating(tolerance) if _is_number(tolerance) else self.wand
        contiguous = joined if isinstance(joined, bool) else wand.is_contiguous
        return replace(self, brushes=brushes, wand=replace(wand, is_contiguous=contiguous))

    def _with(self, brush: Brush) -> "Kit":
        add, subtract = self.brushes
        return replace(self, brushes=(brush, subtract) if brush.adds else (add, brush))


def fitting(width: int, height: int) -> Kit:
    """A kit for a picture of this size: about an eighth of its shorter edge across."""
    radius = min(width, height) / 16
    return Kit(brushes=(Brush().sized(radius), Brush(adds=False).sized(radius)))


def _known(state: object) -> dict[str, object]:
    return state if isinstance(state, dict) else {}


def _is_number(value: object) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)


def _restored(brush: Brush, state: object) -> Brush:
    radius, hardness = (_known(state).get(name) for name in ("radius", "hardness"))
    sized = brush.sized(radius) if _is_number(radius) else brush
    return sized.hardened(hardness) if _is_number(hardness) else sized
