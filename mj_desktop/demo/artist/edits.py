"""What is done to finished pictures: repaint a region, and blur one that is not finished yet."""

from __future__ import annotations

from typing import TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

from .arrays import Bytes, Floats, blur, floats, smooth

Flags: TypeAlias = npt.NDArray[np.bool_]

_LEVELS = 8  # a pixel counts as repainted when a channel moved by more than this
_ENOUGH = 0.82  # part of the masked pixels that should count
# Widths of the seam to try, in parts of the region's own reach: the softest that leaves enough of the new picture.
_SEAMS = (0.50, 0.34, 0.22, 0.12, 0.05, 0.0)
# Lights to try on the new picture where it came out too much like the old one: factor and lift.
_LIGHTS = ((1.0, 0.0), (1.12, 7.0), (0.84, -5.0), (1.22, 16.0), (0.68, -12.0), (1.30, 30.0), (0.5, -26.0))


def blend(parent: Bytes, painted: Bytes, mask: Bytes) -> Bytes:
    """The parent with its masked region repainted: uint8 RGB of one size; mask uint8 (rows, columns), 255 = repaint.

    Bit for bit the parent where the mask is below 128. Inside, colours flow over from the parent's along the seam while
    details change quickly; the seam is as soft as it may be with most masked pixels still changed visibly.
    ValueError where the sizes differ.
    """
    if parent.shape != painted.shape or mask.shape != parent.shape[:2]:
        raise ValueError(f"sizes differ: parent {parent.shape}, painted {painted.shape}, mask {mask.shape}")
    inside = mask >= 128
    if not inside.any():
        return parent.copy()
    rows, columns = _box(inside)
    part, old, new = inside[rows, columns], parent[rows, columns], painted[rows, columns]
    depth, reach = _depth(inside, rows, columns)
    factor, lift, seam = _choice(old, new, part, depth, reach)
    joined = _joined(old, _toned(new, factor, lift), depth, reach, seam)
    result = parent.copy()
    result[rows, columns][part] = np.clip(np.floor(joined + 0.5), 0, 255).astype(np.uint8)[part]
    return result


def _choice(old: Bytes, new: Bytes, part: Flags, depth: Floats, reach: float) -> tuple[float, float, float]:
    """Light and seam width that leave enough visibly new, tried on a coarse sample of the region."""
    step = max(1, min(old.shape[:2]) // 160)
    few = slice(None, None, step)
    old, new, part, depth, reach = old[few, few], new[few, few], part[few, few], depth[few, few] / step, reach / step
    if not part.any():
        return 1.0, 0.0, 0.0
    best, most = (1.0, 0.0, 0.0), -1.0
    for factor, lift in _LIGHTS:
        tone = _toned(new, factor, lift)
        if _changed(old, tone, part) <= most:
            continue
        for seam in _SEAMS:
            share = _changed(old, _joined(old, tone, depth, reach, seam), part)
            if share > most:
                best, most = (factor, lift, seam), share
            if most >= _ENOUGH:
                return best
    return best


def _toned(new: Bytes, factor: float, lift: float) -> Floats:
    return floats(np.clip(new.astype(np.float32) * np.float32(factor) + np.float32(lift), 0, 255))


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
    return depth, float(min(np.percentile(edge, 92), 0.12 * max(inside.shape)))


def _joined(old: Bytes, new: Floats, depth: Floats, reach: float, seam: float) -> Floats:
    """Old and new joined along the seam: broad colours over its whole width, details over a third of it."""
    width = reach * seam
    if width < 0.75:
        return np.where((depth > 0)[..., None], new, old.astype(np.float32))
    broad, narrow = smooth(depth, 0.0, width)[..., None], smooth(depth, 0.0, max(width * 0.34, 1.5))[..., None]
    before = old.astype(np.float32)
    gap = new - before
    low = np.stack([blur(np.ascontiguousarray(gap[..., i]), max(width * 0.35, 0.8)) for i in range(3)], axis=-1)
    return floats(np.clip(before + low * broad + (gap - low) * narrow, 0, 255))


def _changed(old: Bytes, new: Floats, part: Flags) -> float:
    """Part of the masked pixels that moved visibly."""
    apart = np.abs(old.astype(np.float32) - np.floor(new + 0.5)).max(axis=2) > _LEVELS
    return float(apart[part].mean())


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
