"""The rectangle of scene space that a picture shows."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class View:
    """A rectangle of scene space: y grows downwards, a first square picture shows 0..1 both ways."""

    x: float
    y: float
    width: float
    height: float

    @staticmethod
    def of_ratio(ratio: float) -> View:
        """The first frame for width / height: wide ones see more at both sides, tall ones more sky."""
        if ratio >= 1:
            return View(0.5 - ratio / 2, 0.0, ratio, 1.0)
        width, height = ratio**0.5, ratio**-0.5
        return View(0.5 - width / 2, (1 - height) * 0.62, width, height)

    def zoomed_out(self, factor: float) -> View:
        """`factor` times as much scene around the same centre."""
        width, height = self.width * factor, self.height * factor
        return View(self.x + (self.width - width) / 2, self.y + (self.height - height) / 2, width, height)

    def moved(self, dx: float, dy: float) -> View:
        """Shifted by parts of its own width and height."""
        return View(self.x + dx * self.width, self.y + dy * self.height, self.width, self.height)

    def mirrored(self) -> View:
        """The same rectangle of the scene mirrored about x = 0.5."""
        return View(1 - self.x - self.width, self.y, self.width, self.height)
