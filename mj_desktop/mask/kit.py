"""The kit: which tool is in hand, and the brush and the eraser, each with its own size."""

from dataclasses import dataclass, replace
from enum import StrEnum

from mj_desktop.mask.brush import Brush


class Tool(StrEnum):
    """What the pointer does."""

    BRUSH = "brush"
    ERASER = "eraser"
    HAND = "hand"


@dataclass(frozen=True, slots=True)
class Kit:
    """`tool` is in hand; `painting` is the brush or eraser that was in hand last, and `brush` its disc."""

    tool: Tool = Tool.BRUSH
    painting: Tool = Tool.BRUSH
    brushes: tuple[Brush, Brush] = (Brush(32, True), Brush(32, False))

    @property
    def brush(self) -> Brush:
        """The disc that paints, or takes away."""
        return self.brushes[self.painting is Tool.ERASER]

    def taken(self, tool: Tool) -> "Kit":
        """With another tool in hand."""
        return replace(self, tool=tool, painting=self.painting if tool is Tool.HAND else tool)

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

    def _with(self, brush: Brush) -> "Kit":
        add, subtract = self.brushes
        return replace(self, brushes=(brush, subtract) if brush.adds else (add, brush))


def fitting(width: int, height: int) -> Kit:
    """A kit for a picture of this size: about an eighth of its shorter edge across."""
    radius = min(width, height) / 16
    return Kit(brushes=(Brush().sized(radius), Brush(adds=False).sized(radius)))
