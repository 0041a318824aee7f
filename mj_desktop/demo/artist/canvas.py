"""The float picture being painted and where its pixels lie in the scene."""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Sequence
from typing import TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

from .arrays import Floats, floats
from .noise import Axis, Seeds, line, plane
from .view import View

Colour: TypeAlias = tuple[float, float, float]
Point: TypeAlias = tuple[float, float]
Shader: TypeAlias = Callable[[Floats, Floats], Floats]
Stops: TypeAlias = tuple[tuple[float, str], ...]


@functools.lru_cache(maxsize=512)
def colour(code: str) -> Colour:
    """`#rrggbb` as three numbers 0..1."""
    return int(code[1:3], 16) / 255, int(code[3:5], 16) / 255, int(code[5:7], 16) / 255


def blended(first: Colour, second: Colour, share: float) -> Colour:
    """Between two colours, mixed in squared light so that the middle stays clean."""
    r, g, b = ((a * a + (c * c - a * a) * share) ** 0.5 for a, c in zip(first, second, strict=True))
    return r, g, b


def scaled(tone: Colour, factor: float) -> Colour:
    """A colour made brighter or darker."""
    return tone[0] * factor, tone[1] * factor, tone[2] * factor


def times(first: Colour, second: Colour) -> Colour:
    """A surface's colour in a light."""
    return first[0] * second[0], first[1] * second[1], first[2] * second[2]


@functools.lru_cache(maxsize=64)
def _table(stops: Stops) -> npt.NDArray[np.float32]:
    """1024 steps between the first stop and the last, rounded off: a kink in a gradient shows as a band."""
    at = np.linspace(stops[0][0], stops[-1][0], 1024)
    squares = np.array([[c * c for c in colour(code)] for _, code in stops])
    rows = np.stack([np.interp(at, [p for p, _ in stops], squares[:, i]) for i in range(3)]).astype(np.float32)
    return np.sqrt(np.maximum(cv2.GaussianBlur(rows, (0, 0), 60, None, 0.01, borderType=cv2.BORDER_REPLICATE), 0))


def ramp(values: Floats, stops: Stops) -> Floats:
    """The gradient's colours at `values`: (3, *values.shape)."""
    span = stops[-1][0] - stops[0][0]
    at = (values - np.float32(stops[0][0])) * np.float32(1023 / span)
    if values.ndim == 1:
        return floats(np.stack([np.interp(at, np.arange(1024), plane_) for plane_ in _table(stops)]))
    # Between two of so many steps nobody sees a difference, and this takes a third of the time.
    index = np.clip(at + np.float32(0.5), 0, 1023).astype(np.int16)
    return floats(np.stack([plane_.take(index) for plane_ in _table(stops)]))


def _cells(start: float, end: float, count: int) -> slice:
    """The whole cells of so many that hold a run; plain numbers, since this is asked for thousands of shapes."""
    first = math.floor(min(max(start, 0.0), count))
    return slice(first, math.ceil(min(max(end, float(first)), count)))


class Canvas:
    """A planar picture (3, height, width), float32, about 0..1, of a view; parts paint on it from back to front."""

    def __init__(self, view: View, width: int, height: int) -> None:
        self.view, self.width, self.height = view, width, height
        self.px, self.py = view.width / width, view.height / height
        self.across = Axis(view.x + self.px / 2, self.px, width)
        self.down = Axis(view.y + self.py / 2, self.py, height)
        self.x = floats(self.across.positions())[None, :]
        self.y = floats(self.down.positions())[:, None]
        self.image = np.zeros((3, height, width), np.float32)
        self.cover: Floats | None = None  # once asked for, how much of each pixel the shapes from then on hide
        self.standing: Floats | None = None  # the same of everything but sky, water and open ground

    def track(self) -> None:
        """Keep from now on where things stand."""
        self.standing = np.zeros((self.height, self.width), np.float32)

    def settle(self) -> None:
        """What was drawn so far is sky, water or open ground, on which things may stand."""
        if self.standing is not None:
            self.standing[:] = 0

    def noise(
        self,
        seeds: Seeds,
        cell: float,
        stretch: float = 1.0,
        octaves: int = 14,
        gain: float = 0.5,
        rows: slice | None = None,
    ) -> Floats:
        """Fractal noise over the picture (or a run of rows); `stretch` times as long as high."""
        down = self.down if rows is None else self._run(rows)
        return plane(seeds, (self.across, down), (cell * stretch, cell), octaves, gain)

    def outline(self, seeds: Seeds, cell: float, octaves: int = 9, gain: float = 0.5) -> Floats:
        """Fractal noise along x, one value a column."""
        return line(seeds, self.across.positions(), cell, octaves, gain)

    def _run(self, rows: slice) -> Axis:
        start, stop, _ = rows.indices(self.height)
        return Axis(self.down.start + start * self.py, self.py, max(1, stop - start))

    def rows(self, top: float, bottom: float) -> slice:
        """The rows between two heights of the scene."""
        return _cells((top - self.view.y) / self.py, (bottom - self.view.y) / self.py, self.height)

    def columns(self, left: float, right: float) -> slice:
        """The columns between two places of the scene."""
        return _cells((left - self.view.x) / self.px, (right - self.view.x) / self.px, self.width)

    def below(self, edge: npt.ArrayLike) -> Floats:
        """How much of each pixel lies below an edge (a height, or one per column): 0..1, anti-aliased."""
        return floats(np.clip((self.y - np.asarray(edge, np.float32)) * np.float32(1 / self.py) + 0.5, 0, 1))

    def distance(self, x: float, y: float) -> Floats:
        """Distance of each pixel to a place."""
        return floats(np.hypot(self.x - np.float32(x), self.y - np.float32(y)))

    def over(self, tone: Colour | Floats, alpha: Floats | float, rows: slice = slice(None)) -> None:
        """Lay a colour (or three planes) over a run of rows, `alpha` thick."""
        for i in range(3):
            part = self.image[i, rows]
            step = np.float32(tone[i]) - part if isinstance(tone, tuple) else tone[i] - part
            step *= alpha
            part += step
        if self.standing is not None:
            self.standing[rows] += (1 - self.standing[rows]) * alpha

    def add(self, tone: Colour, light: Floats, rows: slice = slice(None)) -> None:
        """Add light of a colour to a run of rows."""
        for i in range(3):
            self.image[i, rows] += light * np.float32(tone[i])

    def shape(self, outline: Sequence[Point], tone: Colour | Shader, alpha: float = 1.0) -> None:
        """Fill a polygon of scene points, anti-aliased, within its own bounding box.

        A shader takes the (columns, 1 x n) x and (rows, n x 1) y of the box and gives planes (3, rows, columns).
        """
        points = np.asarray(outline, np.float64)
        box = (
            self.rows(points[:, 1].min() - self.py, points[:, 1].max() + self.py),
            self.columns(points[:, 0].min() - self.px, points[:, 0].max() + self.px),
        )
        height, width = box[0].stop - box[0].start, box[1].stop - box[1].start
        if height <= 0 or width <= 0:
            return
        local = (points - (self.view.x, self.view.y)) / (self.px, self.py) - (box[1].start + 0.5, box[0].start + 0.5)
        mask = np.zeros((height, width), np.uint8)
        fixed = np.rint(np.minimum(np.maximum(local * 16, -(2**28)), 2**28)).astype(np.int32)
        cv2.fillPoly(mask, [fixed], (255,), cv2.LINE_AA, 4)
        cover = floats(mask) * np.float32(alpha / 255)
        if self.cover is not None:
            self.cover[box] = np.maximum(self.cover[box], cover)
        if self.standing is not None:
            self.standing[box] += (1 - self.standing[box]) * cover
        tones = tone if isinstance(tone, tuple) else tone(self.x[:, box[1]], self.y[box[0]])
        for i in range(3):
            part = self.image[i, box[0], box[1]]
            part += (tones[i] - part) * cover

    def glow(self, x: float, y: float, radius: float, tone: Colour, strength: float = 1.0, soft: bool = False) -> None:
        """A round light; soft ones are bells, the others peak like a lamp."""
        radius = max(radius, 0.6 * self.px)
        box = self.rows(y - 4 * radius, y + 4 * radius), self.columns(x - 4 * radius, x + 4 * radius)
        if box[0].start >= box[0].stop or box[1].start >= box[1].stop:
            return
        far = np.hypot(self.x[:, box[1]] - np.float32(x), self.y[box[0]] - np.float32(y)) / np.float32(radius)
        light = floats(np.exp(-far * far) if soft else (np.exp(-far) - np.exp(-4.0)).clip(0)) * np.float32(strength)
        for i in range(3):
            self.image[i, box[0], box[1]] += light * np.float32(tone[i])
