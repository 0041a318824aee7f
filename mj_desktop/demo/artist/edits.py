"""What is done to finished pictures: repaint a region, and blur one that is not finished yet."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

from .arrays import Bytes, Floats, blur, enlarged, floats, smooth

Flags: TypeAlias = npt.NDArray[np.bool_]

_LEVELS = 8  # a pixel counts as repainted when a channel moved by more than this
_ENOUGH = 0.64  # part of the masked pixels that should count
# Widths of the seam to try, in parts of the region's own reach, and the strongest push with them: the softest first.
_SEAMS = (
    ((3.2, 2.3, 1.6, 1.25, 1.0), 11.0),
    ((0.85, 0.7), 13.0),
    ((0.55, 0.42), 20.0),
    ((0.3,), 26.0),
    ((0.2, 0.1, 0.0), 99.0),
)
# How far to push the hue where the new picture came out too much like the old one, in levels.
_PUSHES = (0.0, 9.0, 11.0, 13.0, 16.0, 20.0, 26.0, 34.0)
_WARM, _COOL = (1.0, 0.15, -1.0), (-1.0, 0.05, 1.0)
_LIT = (0.0, 0.0, 0.0)  # brighter in the colour that is there, which shows least, above all in the dark
_DARK = 80
_Way: TypeAlias = tuple[float, float, float]


@dataclass(frozen=True)
class _Region:
    """What is repainted, within its bounding box; `most` is about how far broad colours may go."""

    old: Floats
    new: Floats
    part: Flags
    hidden: Floats
    depth: Floats
    reach: float
    most: float

    def coarse(self, step: int) -> _Region:
        """Every so many pixels of it."""
        few = (slice(None, None, step),) * 2
        depth = floats(self.depth[few] / step)
        planes = self.old[few], self.new[few], self.part[few], self.hidden[few], depth
        return _Region(*planes, self.reach / step, self.most)


@dataclass(frozen=True)
class _Join:
    """How a region is joined to what surrounds it: seam width in parts of its reach, push of the hue, which way."""

    seam: float
    push: float
    way: _Way


def blend(parent: Bytes, painted: Bytes, mask: Bytes, cover: Floats | None = None) -> Bytes:
    """The parent with its masked region repainted: uint8 RGB of one size; mask uint8 (rows, columns), 255 = repaint.

    Bit for bit the parent where the mask is below 128. Inside, colours flow over from the parent's along the seam while
    details change more quickly; the seam is as soft as it may be with most masked pixels still changed visibly. What
    `cover` (0..1) hides is the painted picture's alone. ValueError where the sizes differ.
    """
    if parent.shape != painted.shape or mask.shape != parent.shape[:2]:
        raise ValueError(f"sizes differ: parent {parent.shape}, painted {painted.shape}, mask {mask.shape}")
    inside = mask >= 128
    if not inside.any():
        return parent.copy()
    rows, columns = box = _box(inside)
    part = inside[box]
    hidden = np.zeros(part.shape, np.float32) if cover is None else floats(cover[box])
    depth, reach = _depth(inside, rows, columns)
    most = 60 + 400 * float(inside.mean())
    region = _Region(floats(parent[box]), floats(painted[box]), part, hidden, depth, reach, most)
    joined = _joined(region, _choice(region.coarse(max(1, min(part.shape) // 72))))
    result = parent.copy()
    result[box][part] = np.clip(np.floor(joined + 0.5), 0, 255).astype(np.uint8)[part]
    return result


def _choice(region: _Region) -> _Join:
    """The softest and least way of joining that leaves enough visibly new, tried on a coarse sample of the region."""
    best, most = _Join(0.0, 0.0, _WARM), -1.0
    if not region.part.any():
        return best
    pushes = _pushes(region)
    for seams, strongest in _SEAMS:
        for push, way in (one for one in pushes if one[0] <= strongest):
            share = _changed(region, _Join(seams[-1], push, way))
            if share > most:
                best, most = _Join(seams[-1], push, way), share
            if share >= _ENOUGH:
                return _softest(region, best, seams)
    return best


def _softest(region: _Region, join: _Join, seams: tuple[float, ...]) -> _Join:
    """The join with the widest of these seams that still leaves enough; the last is known to."""
    softer = (replace(join, seam=seam) for seam in seams[:-1])
    return next((one for one in softer if _changed(region, one) >= _ENOUGH), replace(join, seam=seams[-1]))


def _pushes(region: _Region) -> list[tuple[float, _Way]]:
    """None first, then ever stronger ones, each towards where the new picture leans already and the other way."""
    gap = (region.new - region.old)[region.part].mean(axis=0)
    ways = (_WARM, _COOL) if gap[0] >= gap[2] else (_COOL, _WARM)
    dark = region.old[region.part].max(axis=1).mean() < _DARK
    lit = [(push, _LIT) for push in _PUSHES[1:]] if dark else []
    return [(0.0, _WARM), *lit, *((push, way) for push in _PUSHES[1:] for way in (_LIT, *ways))]


def _box(inside: Flags) -> tuple[slice, slice]:
    """The bounding box of the region with a little room around."""
    rows, columns = np.flatnonzero(inside.any(axis=1)), np.flatnonzero(inside.any(axis=0))
    return slice(max(0, rows[0] - 2), rows[-1] + 3), slice(max(0, columns[0] - 2), columns[-1] + 3)


def _depth(inside: Flags, rows: slice, columns: slice) -> tuple[Floats, float]:
    """Distance of each masked pixel to the region's edge, and how deep the region is; a picture's border is no edge."""
    if inside.all():
        whole = np.full(inside.shape, 1e4, np.float32)
        return whole, 1e4
    depth = floats(cv2.distanceTransform(inside[rows, columns].astype(np.uint8), cv2.DIST_L2, 3))
    if not (depth < 1e6).all():
        depth = np.minimum(depth, 1e4)
    edge = depth[depth > 0]
    # Uneven, or a straight mask would leave a straight seam.
    uneven = enlarged(np.random.default_rng(7).uniform(0.65, 1.35, (7, 7)).astype(np.float32), *depth.shape[::-1])
    return floats(depth * np.clip(uneven, 0.5, 1.5)), float(min(np.percentile(edge, 92), 0.16 * max(inside.shape)))


def _joined(region: _Region, join: _Join) -> Floats:
    """Old and new joined along the seam: broad colours over all of its width, details over two thirds of it."""
    gap, width = _gap(region, join), region.reach * join.seam
    if width < 0.75:
        joined = region.old + gap * (region.depth > 0)[..., None]
    else:
        broad = smooth(region.depth, 0.0, width)[..., None]
        narrow = smooth(region.depth, 0.0, max(width * 0.65, 1.5))[..., None]
        low = _broad(gap, max(width * 0.35, 0.8))
        # A night in a hole of the day is a dusk: what is far off comes nearer to what surrounds it.
        near = low / (1 + np.abs(low).max(axis=2, keepdims=True) / np.float32(2 * region.most))
        joined = region.old + near * broad + (gap - low) * narrow
    return floats(np.clip(joined + (region.new - joined) * region.hidden[..., None], 0, 255))


def _gap(region: _Region, join: _Join) -> Floats:
    """How far the new picture is from the old one, pushed where that is not far enough to be seen."""
    gap = region.new - region.old
    if not join.push:
        return floats(gap)
    same = np.maximum(1 - np.abs(gap).max(axis=2) / np.float32(2.2 * join.push), 0)
    tint = blur(floats(same), max(0.02 * max(same.shape), 0.8)) * np.float32(join.push * 1.15)
    # Opposite ways in two channels: whatever the gap, one of them grows.
    return floats(gap + tint[..., None] * _ways(region.old, join.way))


def _ways(picture: Floats, way: _Way) -> Floats:
    """Which way each pixel is pushed: what is dark only towards more of its own broad colour."""
    soft = _broad(picture, max(0.02 * max(picture.shape[:2]), 0.8)) + 4
    peak = soft.max(axis=2, keepdims=True)
    lit = soft / peak
    return floats(lit if way == _LIT else floats(way) + (lit - floats(way)) * smooth(peak, 120.0, 40.0))


def _broad(picture: Floats, sigma: float) -> Floats:
    """Each channel blurred, (rows, columns, 3); by more than its own size it would only take longer."""
    sigma = min(sigma, float(max(picture.shape[:2])))
    return floats(np.stack([blur(np.ascontiguousarray(picture[..., i]), sigma) for i in range(3)], axis=-1))


def _changed(region: _Region, join: _Join) -> float:
    """Part of the masked pixels that would move visibly."""
    apart = np.abs(region.old - np.floor(_joined(region, join) + 0.5)).max(axis=2) > _LEVELS
    return float(apart[region.part].mean())


def preview(picture: Bytes, percent: int) -> Bytes:
    """A stand-in for an unfinished picture: blurred and grainy, less of both with `percent` 0..100; 100 is the picture.

    Blur a grid tile by tile, or its tiles run into each other.
    """
    left = 1 - min(100, max(0, percent)) / 100
    if left <= 0:
        return picture.copy()
    size = min(picture.shape[:2])
    image = picture.astype(np.float32)
    sigma = size * 0.072 * left**1.55
    soft = np.stack([blur(np.ascontiguousarray(image[..., i]), sigma) for i in range(3)], axis=-1)
    noise = np.random.default_rng(max(0, percent)).standard_normal(
        (-(-picture.shape[0] // 2), -(-picture.shape[1] // 2), 1), np.float32
    )
    grain = cv2.resize(noise, (picture.shape[1], picture.shape[0]), interpolation=cv2.INTER_LINEAR)[..., None]
    return np.ascontiguousarray(np.clip(soft + grain * np.float32(9.0 * left) + 0.5, 0, 255).astype(np.uint8))
