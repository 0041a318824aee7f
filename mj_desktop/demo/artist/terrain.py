"""Ground in perspective: a heightfield cut into slices from near to far, lit, hazed, and read out per pixel."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from .arrays import Floats, floats, resample, slope
from .canvas import Canvas, Colour
from .noise import Rows, Seeds

RATIO = 1.005  # each slice is this much farther away than the one before
_FAR = 11.0


@dataclass(frozen=True)
class Slices:
    """The columns of a picture over slices of the ground: `rows` are their places in the plan (u, z)."""

    rows: Rows
    eye: float
    horizon: float

    @property
    def z(self) -> Floats:
        """Distance of each slice, as a column."""
        return floats(self.rows.depth)[:, None]

    @property
    def u(self) -> Floats:
        """Place across, per slice and column."""
        steps = np.arange(self.rows.columns)[None, :]
        return floats(self.rows.start[:, None] + self.rows.step[:, None] * steps)


Heights: TypeAlias = Callable[[Slices], Floats]
Surface: TypeAlias = Callable[[Slices, Floats, "Relief"], Floats]


@dataclass(frozen=True)
class Grit:
    """Fine texture of a ground: its seeds, its strength per slice and column."""

    seeds: Seeds
    strength: Floats


@dataclass(frozen=True)
class Relief:
    """How the ground lies to the light: `lit` 0..1 by the sun, `steep` 0 flat..1 cliff."""

    lit: Floats
    steep: Floats


def slices(canvas: Canvas, horizon: float, eye: float, near: float = 0.25, far: float = _FAR) -> Slices:
    """Slices that fill the canvas down to its bottom, always the same ones; coarse pictures take each 2nd or 3rd."""
    stride = int(np.clip(np.ceil(np.log2(max(canvas.py * 420, 1)) + 0.8), 1, 3))
    bottom = canvas.view.y + canvas.view.height - horizon
    if eye > 0:
        near = min(far / 1.2, near, eye * 0.8 / max(bottom, 1e-3))
    first, last = int(np.floor(np.log(near) / np.log(RATIO))), int(np.log(far) / np.log(RATIO))
    z = RATIO ** np.arange(first // stride * stride, last + 1, stride, dtype=np.float64)
    rows = Rows((canvas.across.start - 0.5) * z, canvas.px * z, z, canvas.width)
    return Slices(rows, eye, horizon)


def relief(cut: Slices, heights: Floats, sun: tuple[float, float, float]) -> Relief:
    """Light from the direction `sun` (right, up, towards the viewer)."""
    du = slope(heights, 1) / floats(cut.rows.step)[:, None]
    dz = slope(heights, 0) / floats(np.gradient(cut.rows.depth))[:, None]
    length = 1 / np.sqrt(1 + du * du + dz * dz)
    lit = np.clip((-du * sun[0] + sun[1] + dz * sun[2]) * length, 0, 1)
    return Relief(floats(lit), floats(1 - length))


def draw(
    canvas: Canvas, cut: Slices, heights: Floats, colours: Floats, solid: Floats | None = None, grit: Grit | None = None
) -> Floats:
    """Paint the ground (colours: 3 x slices x columns); gives the height of its outline per column.

    `solid` (slices x columns, 0..1) leaves parts open, such as water; `grit` roughens it.
    """
    tops = np.float32(cut.horizon) + (np.float32(cut.eye) - heights) / cut.z
    crest = np.minimum.accumulate(tops, axis=0)
    outline = floats(crest[-1])
    rows = canvas.rows(float(outline.min()) - canvas.py, np.inf)
    if rows.start >= rows.stop:
        return outline
    index, between, edge = _visible(canvas, rows, tops, crest)
    columns = np.broadcast_to(np.arange(canvas.width, dtype=np.float32)[None, :], index.shape)
    down = index.astype(np.float32) - between
    alpha = floats(np.clip((canvas.y[rows] - outline[None, :]) / np.float32(canvas.py) + 0.5, 0, 1))
    if solid is not None:
        alpha *= _softened(resample(solid, columns, down), edge)
    planes = np.stack([_softened(resample(plane, columns, down), edge) for plane in colours])
    if grit is not None:
        planes *= 1 + resample(grit.strength, columns, down) * _rough(canvas, grit.seeds, rows)
    canvas.over(planes, alpha, rows)
    return outline


def _rough(canvas: Canvas, seeds: Seeds, rows: slice) -> Floats:
    """Broken stone: sharp small ridges, lit and dark sides side by side."""
    folds = np.abs(canvas.noise(seeds, 0.060, 0.75, 10, 0.56, rows))
    lean = np.zeros_like(folds)
    if folds.shape[1] > 2:
        step = np.float32(0.0034 / canvas.px)
        shift = np.arange(folds.shape[1], dtype=np.float32)[None, :] + step
        columns = np.broadcast_to(shift, folds.shape)
        down = np.broadcast_to(np.arange(folds.shape[0], dtype=np.float32)[:, None], folds.shape)
        lean = resample(folds, columns, down) - folds
    return floats(np.clip(1.6 * lean + 0.22 * (0.75 - folds), -1.0, 1.0))


def _visible(canvas: Canvas, rows: slice, tops: Floats, crest: Floats) -> tuple[npt.NDArray[np.intp], Floats, Floats]:
    """Per pixel: the nearest slice that reaches it, how far between it and the one before, its crest's cover."""
    height, width = rows.stop - rows.start, canvas.width
    y0 = canvas.view.y + (rows.start + 0.5) * canvas.py
    first = np.clip(np.ceil((crest - y0) / canvas.py), 0, height).astype(np.int64)
    flat = (first * width + np.arange(width)[None, :]).ravel()
    reached = np.bincount(flat, minlength=(height + 1) * width).reshape(height + 1, width)[:height].cumsum(axis=0)
    index = np.clip(len(crest) - reached, 0, len(crest) - 1)
    before = np.maximum(index - 1, 0)
    here, prior = np.take_along_axis(tops, index, 0), np.take_along_axis(tops, before, 0)
    y = canvas.y[rows]
    gap = np.maximum(prior - here, 1e-7)
    between = np.where(index > 0, np.clip((y - here) / gap, 0, 1), 0)
    cover = (y - np.take_along_axis(crest, index, 0)) / np.float32(canvas.py) + 0.5
    edge = np.where(cover > 1.5, 1, np.maximum(cover, 0.5))
    return index, floats(between), floats(edge)


def _softened(plane: Floats, edge: Floats) -> Floats:
    """Anti-aliased crests: a pixel half covered by its slice shows some of the one above, and the other way."""
    own, reach = np.minimum(edge, 1), np.maximum(edge - 1, 0)
    result = plane.copy()
    result[1:] += (plane[:-1] - plane[1:]) * (1 - own[1:])
    result[:-1] += (plane[1:] - plane[:-1]) * reach[1:]
    return result


def shade(albedo: Floats, sun: Colour, ambient: Colour, lit: Floats, haze: Colour, far: Floats) -> Floats:
    """Surface colours (3 x ...) in sun and sky light, fading into the haze by `far` 0..1."""
    planes = []
    for i in range(3):
        plane = albedo[i] * (np.float32(ambient[i]) + np.float32(sun[i]) * lit)
        planes.append(plane + (np.float32(haze[i]) - plane) * far)
    return floats(np.stack(planes))
