"""Fitting things into the free cells of a focus: as large as they may be, wholly inside, not over each other."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from .arrays import Floats, floats
from .focus import Flags, Focus

SMALLEST = 0.008  # nothing is drawn smaller than this, in scene units
_STEP = 0.93
_PICKS = 7


@dataclass(frozen=True)
class Box:
    """What a thing of size 1 takes around the point by which it is placed: to the sides, up, down."""

    side: float
    up: float
    down: float

    def deeper(self, down: float, side: float = 0.0) -> Box:
        """With more room below, and at least so much to the sides."""
        return Box(max(self.side, side), self.up, self.down + down)


@dataclass(frozen=True)
class Spot:
    """A place for one thing: its point (middle or foot) and its size."""

    x: float
    y: float
    size: float
    seed: int


def _inner(free: Flags) -> Flags:
    """The free cells but the outermost ones, so that nothing touches the mask's edge, unless that leaves too few."""
    inner = cv2.erode(np.pad(free, 1).astype(np.uint8), np.ones((3, 3), np.uint8))[1:-1, 1:-1] > 0
    return np.asarray(inner if inner.sum() > 0.4 * free.sum() else free, np.bool_)


class Room:
    """The cells of a focus that are still free."""

    def __init__(self, focus: Focus) -> None:
        self.free = _inner(focus.free())
        rows, columns = self.free.shape
        view = focus.view
        self.step = view.width / columns, view.height / rows
        self.x = floats(view.x + (np.arange(columns) + 0.5) * self.step[0])[None, :]
        self.y = floats(view.y + (np.arange(rows) + 0.5) * self.step[1])[:, None]

    def length(self) -> float:
        """How much longer than wide the free cells are, all in all: about 1 for a disc or a box."""
        if not self.free.any():
            return 0.0
        depth = cv2.distanceTransform(np.pad(self.free, 1).astype(np.uint8), cv2.DIST_L2, 5).max()
        return float(self.free.sum() / (2 * max(float(depth), 0.5)) ** 2)

    def largest(self, caps: Floats, box: Box) -> float:
        """The size of the largest single thing; `caps` is how large it may be at each cell. 0 where none fits."""
        size = float(np.max(caps, initial=0.0))
        while size >= SMALLEST:
            if self._points(self.free, caps, box, size).any():
                return size
            size *= _STEP
        return 0.0

    def place(self, caps: Floats, box: Box, count: int, seed: int, share: float = 1.0) -> list[Spot]:
        """Up to `count` spots, the first the largest, at most `share` of what would fit; taken from what is free."""
        rng = np.random.default_rng(seed)
        for wanted in range(count, 0, -1):
            shares = [1.0, *(rng.uniform(0.5, 0.85) for _ in range(wanted - 1))]
            size = self.largest(caps, box) * share
            while size >= SMALLEST:
                spots = self._tried(caps, box, [size * part for part in shares], seed)
                if len(spots) == wanted:
                    return self._taken(caps, box, spots, seed, rng.uniform(0.80, 1.0) if wanted > 1 else 1.0)
                size *= _STEP
        return []

    def _taken(self, caps: Floats, box: Box, spots: list[Spot], seed: int, slack: float) -> list[Spot]:
        """The spots, a bit smaller where that finds places too, and their cells no longer free."""
        looser = self._tried(caps, box, [spot.size * slack for spot in spots], seed)
        chosen = looser if len(looser) == len(spots) else spots
        for spot in chosen:
            self._cover(self.free, box, spot)
        return chosen

    def _tried(self, caps: Floats, box: Box, sizes: list[float], seed: int) -> list[Spot]:
        """Things of these sizes one after the other, far from each other, as many as fit."""
        free, rng, spots = self.free.copy(), np.random.default_rng(seed), list[Spot]()
        for index, size in enumerate(sizes):
            points = np.argwhere(self._points(free, caps, box, size))
            if size < SMALLEST or not len(points):
                return spots
            few = [points[int(k)] for k in rng.integers(0, len(points), _PICKS if spots else 1)]
            row, column = max(few, key=lambda at: self._nearest(int(at[0]), int(at[1]), spots))
            spot = Spot(float(self.x[0, column]), float(self.y[row, 0]), size, seed + index)
            self._cover(free, box, spot)
            spots.append(spot)
        return spots

    def _nearest(self, row: int, column: int, spots: list[Spot]) -> float:
        return min(
            (float(np.hypot(self.x[0, column] - spot.x, self.y[row, 0] - spot.y)) for spot in spots), default=0.0
        )

    def _reach(self, box: Box, size: float) -> tuple[int, int, int]:
        """Cells besides the point's own that a thing takes to the sides, up, down."""
        lengths = ((box.side, self.step[0]), (box.up, self.step[1]), (box.down, self.step[1]))
        side, up, down = (max(0, int(np.ceil(part * size / step - 0.5))) for part, step in lengths)
        return side, up, down

    def _points(self, free: Flags, caps: Floats, box: Box, size: float) -> Flags:
        """The cells at which a thing of a size may be placed."""
        side, up, down = self._reach(box, size)
        good = np.zeros_like(free)
        height, width = free.shape[0] - up - down, free.shape[1] - 2 * side
        if height <= 0 or width <= 0:
            return good
        total = cv2.integral(free.astype(np.uint8))
        high, wide = up + down + 1, 2 * side + 1
        inside = total[high:, wide:] - total[:-high, wide:] - total[high:, :-wide] + total[:-high, :-wide]
        good[up : up + height, side : side + width] = inside == high * wide
        return np.asarray(good & (caps >= size), np.bool_)

    def _cover(self, free: Flags, box: Box, spot: Spot) -> None:
        side, up, down = box.side * spot.size, box.up * spot.size, box.down * spot.size
        across = np.abs(self.x[0] - spot.x) < side + self.step[0] / 2
        along = (self.y[:, 0] > spot.y - up - self.step[1] / 2) & (self.y[:, 0] < spot.y + down + self.step[1] / 2)
        free[np.ix_(along, across)] = False
