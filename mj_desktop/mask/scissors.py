"""Scissors: the magnetic lasso's line from an anchor, which clings to the edges of the picture."""

import math

import cv2
import numpy as np

from mj_desktop.mask.pixels import Pixels, Spot, as_pixels
from mj_desktop.mask.rect import Rect

WINDOW = 448
"""Edge of the square round an anchor, in pixels, in which edges are looked for: 45 ms, where 512 take up to 150."""

# OpenCV's own description of this tool has 32, 100 and 200: of a soft edge it makes so little that the line runs
# round it along any hard one.
_CANNY = 16, 50
_GRADIENT = 60.0
# The tool looks at a pixel's neighbours and needs some.
_SMALLEST = 3


class Wire:
    """Owns the map of best ways from one anchor. It is made in a thread (some 50 ms); then `path` takes no time."""

    def __init__(self, picture: Pixels, anchor: Spot, step: int = 1) -> None:
        """For `picture` (height x width x 4, blue first), from a pixel of it, or the nearest one, on.

        Of a picture that is seen small every `step`th pixel does, and the map reaches so many times as far.
        """
        height, width = picture.shape[:2]
        self.anchor: Spot = min(max(0, anchor[0]), width - 1), min(max(0, anchor[1]), height - 1)
        self.window = _window(self.anchor, width, height, WINDOW * step)
        self._step = step
        self._scissors = _scissors(_shrunk(picture[self.window.slices], step), self._inside(self.anchor))

    def path(self, to: Spot) -> list[Spot]:
        """The way along edges from the anchor to a pixel, both included; straight on from the window's border."""
        near = (
            min(max(self.window.left, to[0]), self.window.right - 1),
            min(max(self.window.top, to[1]), self.window.bottom - 1),
        )
        end = [to] if to != near else []
        if self._scissors is None or near == self.anchor:
            return [self.anchor, *([near] if near != self.anchor else []), *end]
        found = np.asarray(self._scissors.getContour(self._inside(near))).reshape(-1, 2) * self._step
        found += (self.window.left + self._step // 2, self.window.top + self._step // 2)
        return [self.anchor, *((int(x), int(y)) for x, y in found[1:-1]), near, *end]

    def _inside(self, at: Spot) -> Spot:
        return (at[0] - self.window.left) // self._step, (at[1] - self.window.top) // self._step


def _window(anchor: Spot, width: int, height: int, edge: int) -> Rect:
    """Round the anchor; at the picture's border moved inwards, so that it is as large as can be."""
    left = max(0, min(anchor[0] - edge // 2, width - edge))
    top = max(0, min(anchor[1] - edge // 2, height - edge))
    return Rect(left, top, left + edge, top + edge).clipped(width, height)


def _shrunk(part: Pixels, step: int) -> Pixels:
    """The mean of each `step` x `step` pixels, what is left over at the far sides included."""
    if step == 1:
        return part
    height, width = (math.ceil(edge / step) for edge in part.shape[:2])
    margins = 0, height * step - part.shape[0], 0, width * step - part.shape[1]
    whole = cv2.copyMakeBorder(part, *margins, cv2.BORDER_REPLICATE)
    return as_pixels(cv2.resize(whole, (width, height), interpolation=cv2.INTER_AREA))


def _scissors(part: Pixels, anchor: Spot) -> cv2.segmentation.IntelligentScissorsMB | None:
    if min(part.shape[:2]) < _SMALLEST:
        return None
    scissors = cv2.segmentation.IntelligentScissorsMB()
    scissors.setEdgeFeatureCannyParameters(*_CANNY).setGradientMagnitudeMaxLimit(_GRADIENT)
    scissors.applyImage(cv2.cvtColor(part, cv2.COLOR_BGRA2BGR))
    scissors.buildMap(anchor)
    return scissors
