"""Scissors: the magnetic lasso's line from an anchor, which clings to the edges of the picture."""

import math

import cv2
import numpy as np
import numpy.typing as npt

from mj_desktop.mask.pixels import Pixels, Spot, as_pixels
from mj_desktop.mask.rect import Rect

WINDOW = 448
"""Edge of the square round an anchor, in pixels, in which edges are looked for: 45 ms, where 512 take up to 150."""

# OpenCV's own description of this tool has 32 and 100: of a soft edge it makes so little that the line runs round it
# along any hard one.
_CANNY = 16, 50
# A slope of so many levels, by Sobel, is an edge as good as any.
_SLOPE = 120.0
# The best edge still costs something: along one that costs nothing OpenCV's map may run in circles.
_LEAST = 0.1
# The tool looks at a pixel's neighbours and needs some.
_SMALLEST = 3

Floats = npt.NDArray[np.float32]


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
        part = cv2.cvtColor(_shrunk(picture[self.window.slices], step), cv2.COLOR_BGRA2BGR)
        self._costs = _costs(as_pixels(part))
        self._scissors = _scissors(as_pixels(part), self._costs, self._inside(self.anchor))

    def path(self, to: Spot) -> list[Spot]:
        """The way along edges from the anchor to a pixel, both included; straight on from the window's border."""
        near = (
            min(max(self.window.left, to[0]), self.window.right - 1),
            min(max(self.window.top, to[1]), self.window.bottom - 1),
        )
        end = [to] if to != near else []
        if self._scissors is None or near == self.anchor:
            return [self.anchor, *([near] if near != self.anchor else []), *end]
        try:
            contour = self._scissors.getContour(self._inside(near))
        except cv2.error:  # its map is known to hold circles, if rarely
            return [self.anchor, near, *end]
        found = np.asarray(contour).reshape(-1, 2) * self._step
        found += (self.window.left + self._step // 2, self.window.top + self._step // 2)
        return [self.anchor, *((int(x), int(y)) for x, y in found[1:-1]), near, *end]

    def snapped(self, at: Spot, reach: float) -> Spot:
        """The best edge within `reach` pixels of a pixel, nearer ones being better; itself where no map is."""
        x, y = self._inside(at)
        far = max(1, round(reach / self._step))
        around = Rect(x - far, y - far, x + far + 1, y + far + 1).clipped(self._costs.shape[1], self._costs.shape[0])
        if not Rect(0, 0, self._costs.shape[1], self._costs.shape[0]).holds(Rect(x, y, x + 1, y + 1)):
            return at
        rows, columns = np.mgrid[around.top : around.bottom, around.left : around.right]
        away = np.hypot(rows - y, columns - x) / far
        cost = np.where(away <= 1, self._costs[around.slices] + away / 2, np.inf)
        row, column = divmod(int(np.argmin(cost)), around.width)
        half = self._step // 2
        return (
            min((around.left + column) * self._step + half + self.window.left, self.window.right - 1),
            min((around.top + row) * self._step + half + self.window.top, self.window.bottom - 1),
        )

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


def _costs(part: Pixels) -> Floats:
    """What it costs to go through each pixel: 1 where nothing is, less the steeper an edge in any colour."""
    across, down = (cv2.Sobel(part, cv2.CV_32F, *way) for way in ((1, 0), (0, 1)))
    slope = np.sqrt((across * across + down * down).max(axis=2))
    return np.asarray(1 - (1 - _LEAST) * np.minimum(slope / _SLOPE, 1), np.float32)


def _scissors(part: Pixels, costs: Floats, anchor: Spot) -> cv2.segmentation.IntelligentScissorsMB | None:
    if min(part.shape[:2]) < _SMALLEST:
        return None
    scissors = cv2.segmentation.IntelligentScissorsMB()
    scissors.setEdgeFeatureCannyParameters(*_CANNY)
    nothing = np.empty(0, np.uint8)
    scissors.applyImageFeatures(nothing, nothing, costs, part)
    scissors.buildMap(anchor)
    return scissors
