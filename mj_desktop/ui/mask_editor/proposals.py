"""Proposals: what is shown on the mask before it is applied: it grown, shrunk, smoothed, feathered, or another."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from mj_desktop.mask import morphology
from mj_desktop.mask.area import Area, trimmed
from mj_desktop.mask.fit import Fit, fitted
from mj_desktop.mask.imported import Imported
from mj_desktop.mask.pixels import Pixels
from mj_desktop.mask.rect import Rect


class Change(StrEnum):
    """What a mask is made into, by a radius."""

    GROW = "grow"
    SHRINK = "shrink"
    SMOOTH = "smooth"
    FEATHER = "feather"


_MAKING: dict[Change, Callable[[Pixels, int], Area]] = {
    Change.GROW: morphology.grown,
    Change.SHRINK: morphology.shrunk,
    Change.SMOOTH: morphology.smoothed,
    Change.FEATHER: morphology.feathered,
}
FIRST_RADIUS = 8


@dataclass(frozen=True, slots=True)
class Adjustment:
    """The mask changed by a radius in pixels."""

    change: Change
    radius: int = FIRST_RADIUS

    def by(self, radius: int) -> "Adjustment":
        """With another radius, 1 to 200."""
        return replace(self, radius=min(morphology.MAX_RADIUS, max(1, radius)))

    def area(self, mask: Pixels) -> Area:
        """What takes the mask's place."""
        return _MAKING[self.change](mask, self.radius)


@dataclass(frozen=True, slots=True, eq=False)
class Import:
    """Another mask in place of this one, laid over the picture by a fit where its size is another."""

    imported: Imported
    fit: Fit = Fit.STRETCH
    is_inverted: bool = False

    def area(self, mask: Pixels) -> Area:
        """What takes the mask's place."""
        height, width = mask.shape
        imported = self.imported.inverted() if self.is_inverted else self.imported
        return trimmed(fitted(imported.pixels, width, height, self.fit), Rect(0, 0, width, height))


Proposal = Adjustment | Import
