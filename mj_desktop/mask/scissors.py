"""Scissors: the magnetic lasso's line from an anchor, which clings to the edges of the picture."""

import cv2
import numpy as np

from mj_desktop.mask.pixels import Pixels, Spot
from mj_desktop.mask.rect import Rect

WINDOW = 448
"""Edge of the square round an anchor, in pixels, in which edges are looked for: 45 ms, where 512 take up to 150."""

# As in OpenCV's own description of this tool.
_CANNY = 32, 100
_GRADIENT = 200.0
# The tool looks at a pixel's neighbours and needs some.
_SMALLEST = 3


class Wire:
    """Owns the map of best ways from one anchor. It is made in a thread (some 50 ms); then `path` takes no time."""

    def __init__(self, picture: Pixels, anchor: Spot) -> None:
        """For `picture` (height x width x 4, blue first), from a pixel of it, or the nearest one, on."""
        height, width = picture.shape[:2]
        self.anchor: Spot = min(max(0, anchor[0]), width - 1), min(max(0, anchor[1]), height - 1)
        self.window = _window(self.anchor, width, height)
        self._scissors = _scissors(picture[self.window.slices], self._inside(self.anchor))

    def path(self, to: Spot) -> list[Spot]:
        """The way along edges from the anchor to a pixel, both included; straight on from the window's border."""
        near = (
            min(max(self.window.left, to[0]), self.window.right - 1),
            min(max(self.window.top, to[1]), self.window.bottom - 1),
        )
        end = [to] if to != near else []
        if self._scissors is None or near == self.anchor:
            return [self.anchor, *([near] if near != self.anchor else []), *end]
        found = np.asarray(self._scissors.getContour(self._inside(near))).reshape(-1, 2)
        return [(int(x) + self.window.left, int(y) + self.window.top) for x, y in found] + end

    def _inside(self, at: Spot) -> Spot:
        return at[0] - self.window.left, at[1] - self.window.top


def _window(anchor: Spot, width: int, height: int) -> Rect:
    """Round the anchor; at the picture's border moved inwards, so that it is as large as can be."""
    left = max(0, min(anchor[0] - WINDOW // 2, width - WINDOW))
    top = max(0, min(anchor[1] - WINDOW // 2, height - WINDOW))
    return Rect(left, top, left + WINDOW, top + WINDOW).clipped(width, height)


def _scissors(part: Pixels, anchor: Spot) -> cv2.segmentation.IntelligentScissorsMB | None:
    if min(part.shape[:2]) < _SMALLEST:
        return None
    scissors = cv2.segmentation.IntelligentScissorsMB()
    scissors.setEdgeFeatureCannyParameters(*_CANNY).setGradientMagnitudeMaxLimit(_GRADIENT)
    scissors.applyImage(cv2.cvtColor(part, cv2.COLOR_BGRA2BGR))
    scissors.buildMap(anchor)
    return scissors
