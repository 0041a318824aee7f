"""Array types and the few pixel operations that every part of the artist shares."""

from __future__ import annotations

from typing import TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[np.float32]
Ints: TypeAlias = npt.NDArray[np.int64]
Bytes: TypeAlias = npt.NDArray[np.uint8]


def floats(values: npt.ArrayLike) -> Floats:
    """The values as a C-contiguous float32 array: numpy 2 promotes too easily, and cv2.remap misreads float64 maps."""
    return np.ascontiguousarray(values, dtype=np.float32)


def smooth(values: npt.ArrayLike, start: float, end: float) -> Floats:
    """Smoothstep from 0 at `start` to 1 at `end` (either may be the larger)."""
    t = np.clip((np.asarray(values, np.float32) - np.float32(start)) * np.float32(1 / (end - start)), 0, 1)
    return floats(t * t * (3 - 2 * t))


def bump(values: npt.ArrayLike, centre: float, spread: float) -> Floats:
    """A bell of height 1 around `centre`."""
    t = (np.asarray(values, np.float32) - np.float32(centre)) * np.float32(1 / spread)
    return floats(np.exp(-(t * t)))


def fall(values: npt.ArrayLike, length: float) -> Floats:
    """Exponential decay, 1 at and below 0."""
    return floats(np.exp(np.maximum(np.asarray(values, np.float32), 0) * np.float32(-1 / length)))


def enlarged(small: Floats, width: int, height: int) -> Floats:
    """A soft field at full size."""
    return floats(cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC))


def slope(values: Floats, axis: int) -> Floats:
    """Change from one sample to the next along an axis; 0 where there is but one."""
    return floats(np.gradient(values, axis=axis)) if values.shape[axis] > 1 else np.zeros_like(values)


def slopes(source: Floats, sigma: float) -> tuple[Floats, Floats]:
    """Change per pixel of the blurred source, across and down.

    Taken on the small copy and enlarged then: the other way round, the enlarging would show as a mesh.
    """
    shrink = int(min(16, max(1, sigma / 2), max(1, source.shape[0] / 4), max(1, source.shape[1] / 4)))
    height, width = source.shape
    small = cv2.resize(source, (-(-width // shrink), -(-height // shrink)), interpolation=cv2.INTER_AREA)
    small = floats(cv2.GaussianBlur(small, (0, 0), max(sigma / shrink, 0.3)))
    across, down = (slope(small, axis) / np.float32(shrink) for axis in (1, 0))
    return enlarged(floats(across), width, height), enlarged(floats(down), width, height)


def resample(source: Floats, columns: Floats, rows: Floats, cubic: bool = False) -> Floats:
    """`source` read at (columns, rows), edges repeated."""
    way = cv2.INTER_CUBIC if cubic else cv2.INTER_LINEAR
    return floats(cv2.remap(source, floats(columns), floats(rows), way, borderMode=cv2.BORDER_REPLICATE))


def blur(source: Floats, sigma_x: float, sigma_y: float | None = None) -> Floats:
    """Gaussian blur in pixels; wide ones run on a smaller copy, which nobody can tell apart."""
    sigma_y = sigma_x if sigma_y is None else sigma_y
    if max(sigma_x, sigma_y) < 0.3:
        return source
    shrink = int(min(16, max(1, min(sigma_x, sigma_y) / 2.5), source.shape[0] / 4, source.shape[1] / 4))
    if shrink <= 1:
        return floats(cv2.GaussianBlur(source, (0, 0), max(sigma_x, 0.01), None, max(sigma_y, 0.01)))
    height, width = source.shape[:2]
    small = cv2.resize(source, (-(-width // shrink), -(-height // shrink)), interpolation=cv2.INTER_AREA)
    small = cv2.GaussianBlur(small, (0, 0), sigma_x / shrink, None, sigma_y / shrink)
    return floats(cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC))
