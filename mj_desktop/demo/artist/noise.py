"""Noise as a function of position: lattices of hashed numbers fixed in scene space, the same for any view."""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from .arrays import Floats, Ints, floats, resample

_MARGIN = 4  # lattice points kept around a view: cubic sampling of a level by the next one needs them
_OCTAVES = 14
_SPREAD = 0.43  # standard deviation of one octave of interpolated noise in -1..1


def stable_hash(*parts: object) -> int:
    """32 bits that are the same in any process."""
    text = "\x1f".join(str(part) for part in parts)
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=4).digest(), "big")


def hashed(columns: Ints, rows: Ints, seed: int) -> Floats:
    """A number in 0..1 for each pair of (broadcast) lattice coordinates."""
    mixed = (columns & 0xFFFFFFFF).astype(np.uint32) * np.uint32(0x8DA6B343)
    other = (rows & 0xFFFFFFFF).astype(np.uint32) * np.uint32(0xD8163841) + np.uint32(seed & 0xFFFFFFFF)
    other ^= other >> np.uint32(13)
    other *= np.uint32(0xC2B2AE35)
    number = mixed + other
    for shift, factor in ((16, 0x7FEB352D), (15, 0x846CA68B)):
        number ^= number >> np.uint32(shift)
        number *= np.uint32(factor)
    number ^= number >> np.uint32(16)
    return floats(number) * np.float32(1 / 4294967296)


@dataclass(frozen=True)
class Seeds:
    """The seeds of a scene with their weights: a variation adds one, so that fields change by as much as asked."""

    parts: tuple[tuple[int, float], ...]
    salt: int = 0

    def salted(self, *salt: object) -> Seeds:
        """Another, independent field of the same scene."""
        return Seeds(self.parts, stable_hash(self.salt, *salt))

    def lattice(self, octave: int, columns: Ints, rows: Ints) -> Floats:
        """Numbers in about -1..1; variations reshape only the first octaves, which carry the forms."""
        parts = self.parts if octave < 3 else ((self.parts[0][0], 1.0),)
        total = np.zeros(np.broadcast_shapes(columns.shape, rows.shape), np.float32)
        for seed, weight in parts:
            number = hashed(columns, rows, stable_hash(self.salt, seed, octave))
            number -= np.float32(0.5)
            number *= np.float32(2 * weight)
            total += number
        return total

    def offset(self, octave: int) -> tuple[float, float]:
        """Where the lattice of an octave starts, in cells: octaves must not share points."""
        number = stable_hash(self.salt, "offset", octave)
        return (number & 0xFFFF) / 0x10000, (number >> 16) / 0x10000

    def number(self, *key: object) -> float:
        """One number in 0..1 for a choice; variations move it."""
        value = stable_hash(self.parts[0][0], self.salt, *key) / 2**32
        for seed, weight in self.parts[1:]:
            value += (stable_hash(seed, self.salt, *key) / 2**32 - value) * min(1.0, weight * weight + 0.1)
        return value


@dataclass(frozen=True)
class Axis:
    """Equally spaced sample positions along one axis: start, step, count."""

    start: float
    step: float
    count: int

    @property
    def end(self) -> float:
        """Position of the last sample."""
        return self.start + self.step * (self.count - 1)

    def positions(self) -> npt.NDArray[np.float64]:
        """The samples' positions."""
        return self.start + self.step * np.arange(self.count, dtype=np.float64)

    def lattice(self, cell: float, offset: float) -> Axis:
        """The lattice points of a cell size that surround these samples."""
        first = math.floor(self.start / cell - offset) - _MARGIN
        last = math.ceil(self.end / cell - offset) + _MARGIN
        return Axis((first + offset) * cell, cell, last - first + 1)

    def indices(self, offset: float) -> Ints:
        """Whole lattice coordinates of lattice points."""
        first = round(self.start / self.step - offset)
        return np.arange(first, first + self.count, dtype=np.int64)


def _reread(source: Floats, old: tuple[Axis, Axis], new: tuple[Axis, Axis]) -> Floats:
    """Samples of one grid read at the points of another, bicubic."""
    matrix = np.array(
        [
            [new[0].step / old[0].step, 0, (new[0].start - old[0].start) / old[0].step],
            [0, new[1].step / old[1].step, (new[1].start - old[1].start) / old[1].step],
        ],
        np.float64,
    )
    flags = cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP
    return floats(
        cv2.warpAffine(source, matrix, (new[0].count, new[1].count), flags=flags, borderMode=cv2.BORDER_REPLICATE)
    )


def plane(
    seeds: Seeds,
    axes: tuple[Axis, Axis],
    cells: tuple[float, float],
    octaves: int = _OCTAVES,
    gain: float = 0.5,
    first: int = 0,
    room: float = 1.2,
) -> Floats:
    """Fractal value noise on a grid, mean 0, deviation about 1 whatever the resolution.

    Octaves from `first` on, each of half the cell and `gain` times the height of the one before, as far as the
    samples can carry them. A coarse octave is refined level by level (always twice as fine), which keeps
    OpenCV's 1/32 steps invisible and makes the whole sum cost little more than its finest level.
    """
    scale = 1 / (_SPREAD * math.sqrt(sum(gain ** (2 * k) for k in range(octaves))))
    total = np.zeros((axes[1].count, axes[0].count), np.float32)
    cell = (cells[0] / 2**first, cells[1] / 2**first)
    if _weight(axes, cell, room) == 0:
        return total
    grid: tuple[Axis, Axis] | None = None
    for octave in range(first, 40):
        nominal = (cells[0] / 2**octave, cells[1] / 2**octave)
        weight = _weight(axes, nominal, room) if octave < octaves else 0.0
        if weight == 0 and max(cell[i] / axes[i].step for i in (0, 1)) < 2:
            break
        offset = seeds.offset(octave)
        finer = axes[0].lattice(cell[0], offset[0]), axes[1].lattice(cell[1], offset[1])
        total = np.zeros((finer[1].count, finer[0].count), np.float32) if grid is None else _reread(total, grid, finer)
        if weight:
            indices = finer[0].indices(offset[0])[None, :], finer[1].indices(offset[1])[:, None]
            total += seeds.lattice(octave, *indices) * np.float32(weight * gain**octave * scale)
        grid = finer
        # An axis whose cells are as fine as the samples is not refined further (stretched noise).
        cell = (_halved(cell[0], axes[0]), _halved(cell[1], axes[1]))
    return total if grid is None else _reread(total, grid, axes)


def _weight(axes: tuple[Axis, Axis], cell: tuple[float, float], room: float) -> float:
    """How far samples this far apart can carry an octave of this cell, from `room` samples a cell on: 0..1."""
    fineness = min(cell[0] / axes[0].step, cell[1] / axes[1].step)
    return min(1.0, max(0.0, (fineness - room) / (room * 1.1)))


def _halved(cell: float, axis: Axis) -> float:
    return cell / 2 if cell / axis.step > 1.75 else cell


def line(seeds: Seeds, places: npt.ArrayLike, cell: float, octaves: int = 8, gain: float = 0.5) -> Floats:
    """Fractal noise along a line, at any places; mean 0, deviation about 1."""
    at = np.asarray(places, np.float64)
    total = np.zeros(at.shape, np.float64)
    for octave in range(octaves):
        where = at / cell * 2**octave + seeds.offset(octave)[0]
        whole = np.floor(where).astype(np.int64)
        t = where - whole
        a, b, c, d = _neighbours(seeds, octave, whole)
        total += gain**octave * (b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a))))
    return floats(total / (0.5 * math.sqrt(sum(gain ** (2 * k) for k in range(octaves)))))


def _neighbours(seeds: Seeds, octave: int, whole: Ints) -> list[npt.NDArray[np.float64]]:
    """The lattice's numbers at -1, 0, 1 and 2 from each place: read from one run where the places lie close."""
    first, zero = int(whole.min(initial=0)) - 1, np.zeros(1, np.int64)
    length = int(whole.max(initial=0)) + 3 - first
    if length > 4 * whole.size + 64:
        return [seeds.lattice(octave, whole + k, zero).astype(np.float64) for k in (-1, 0, 1, 2)]
    run = seeds.lattice(octave, np.arange(first, first + length), zero).astype(np.float64)
    return [run[whole - first + k] for k in (-1, 0, 1, 2)]


@dataclass(frozen=True)
class Rows:
    """Sample places of a field seen in perspective: row j reads (start[j] + step[j] * column, depth[j])."""

    start: npt.NDArray[np.float64]
    step: npt.NDArray[np.float64]
    depth: npt.NDArray[np.float64]
    columns: int

    def footprint(self) -> npt.NDArray[np.float64]:
        """Depth between neighbouring rows."""
        return np.abs(np.gradient(self.depth)) if len(self.depth) > 1 else np.ones_like(self.depth)


def perspective(
    seeds: Seeds, rows: Rows, cells: tuple[float, float], octaves: int = 9, gain: float = 0.5, group: int = 2
) -> Floats:
    """Fractal noise read through a perspective: (rows, columns), mean 0, deviation about 1 near by.

    Octaves are drawn in groups on flat textures; a group fades where the rows are too far to carry it.
    """
    total = np.zeros((len(rows.depth), rows.columns), np.float32)
    for first in range(0, octaves, group):
        last = min(octaves, first + group)
        finest = cells[0] / 2 ** (last - 1), cells[1] / 2 ** (last - 1)
        # Cells of less than three samples fade: interpolated from so few, they would show as a mesh.
        across, along = finest[0] / np.maximum(rows.step, 1e-9), finest[1] / np.maximum(rows.footprint(), 1e-9)
        weight = np.clip((np.minimum(across / 1.5, along) - 0.8) / 1.0, 0, 1)
        active = np.flatnonzero(weight > 0)
        if not len(active):
            break
        for part in _runs(rows, int(active[0]), int(active[-1]) + 1, finest):
            drawn = _group(seeds, rows, part, cells, (first, last), gain, octaves)
            total[part] += drawn * floats(weight[part])[:, None]
    return total


def _runs(rows: Rows, first: int, last: int, finest: tuple[float, float]) -> list[slice]:
    """The rows in runs that one texture serves well: where it would be large, rows of about one distance each."""
    if float(np.ptp(rows.depth[first:last])) / finest[1] < 60:
        return [slice(first, last)]
    level = np.floor(np.log2(rows.step[first:last] / rows.step.min()) * 1.5)
    cuts = [first, *(first + 1 + np.flatnonzero(np.diff(level))).tolist(), last]
    return [slice(start, end) for start, end in zip(cuts, cuts[1:], strict=False)]


def _group(
    seeds: Seeds,
    rows: Rows,
    part: slice,
    cells: tuple[float, float],
    span: tuple[int, int],
    gain: float,
    octaves: int,
) -> Floats:
    """The octaves span[0]..span[1] of `perspective` for a run of rows."""
    start, step, depth = rows.start[part], rows.step[part], rows.depth[part]
    end = start + step * (rows.columns - 1)
    finest = cells[0] / 2 ** (span[1] - 1), cells[1] / 2 ** (span[1] - 1)
    across = _texture_axis(float(start.min()), float(end.max()), finest[0] / 6, float(step.min()))
    along = _texture_axis(float(depth.min()), float(depth.max()), finest[1] / 6, float(rows.footprint()[part].min()))
    # plane() normalises for the octaves it is given: bring the group to its share of the whole sum.
    scale = math.sqrt(sum(gain ** (2 * k) for k in range(span[1])) / sum(gain ** (2 * k) for k in range(octaves)))
    texture = plane(seeds, (across, along), cells, span[1], gain, span[0], 2.4)
    columns = floats(step / across.step)[:, None] * np.arange(rows.columns, dtype=np.float32)[None, :]
    columns += floats((start - across.start) / across.step)[:, None]
    down = np.broadcast_to(floats((depth - along.start) / along.step)[:, None], columns.shape)
    texture *= np.float32(scale)
    return resample(texture, columns, down, span[0] == 0)


def _texture_axis(start: float, end: float, step: float, finest: float, most: int = 3000) -> Axis:
    """Texture samples over a range: as fine as asked, never finer than what is read, never more than `most`."""
    step = max(step, min(finest, step * 4), (end - start) / most, 1e-9)
    return Axis(start - 2 * step, step, int((end - start) / step) + 6)
