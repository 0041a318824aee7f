"""From float light to 8-bit colour: bloom, tone, vignette, grain, and the small mark that says who drew it."""

from __future__ import annotations

import functools

import cv2
import numpy as np

from .arrays import Bytes, Floats, blur, floats
from .canvas import Canvas

_GRAIN = 0.0085
_MARK = 0.0145  # height of the mark's letters, in parts of the picture's shorter side


def finish(canvas: Canvas, strength: float = 0.0) -> Bytes:
    """The finished picture, (height, width, 3) uint8 RGB; `strength` is the manner's: plain below 0, lush above."""
    bloom, contrast, saturation = 0.5 + 0.75 * strength, 0.22 + 0.30 * strength, 1.1 + 0.55 * strength
    image = np.clip(canvas.image, 0, 1.6)
    for plane in image:
        bright = np.clip(plane - 0.70, 0, 0.8)
        plane += (
            blur(bright, 0.010 / canvas.px, 0.010 / canvas.py) + blur(bright, 0.035 / canvas.px, 0.035 / canvas.py)
        ) * bloom
    _shouldered(image)
    grey = image.mean(axis=0)
    shadow, grain = _vignette(canvas.height, canvas.width), _grain(canvas.height, canvas.width)
    picture = np.empty((canvas.height, canvas.width, 3), np.uint8)
    for i, plane in enumerate(image):
        plane += (plane - grey) * np.float32(saturation - 1)
        plane *= shadow
        np.clip(plane, 0, 1, out=plane)
        plane += (plane * plane * (3 - 2 * plane) - plane) * np.float32(contrast)
        plane += grain
        plane *= 255
        picture[:, :, i] = np.clip(plane + np.float32(0.5), 0, 255)
    return picture


def _shouldered(image: Floats) -> None:
    """Roll the lights off by their strongest channel: channel by channel, every orange would turn yellow.

    What is brighter than white can show goes to white instead.
    """
    peak = image.max(axis=0)
    over = np.maximum(peak - 0.66, 0)
    shown = np.minimum(peak, 0.66) + 0.34 * (1 - np.exp(over * np.float32(-1 / 0.42)))
    white = np.clip((peak - 0.92) * 0.9, 0, 0.85)
    scale = shown / np.maximum(peak, 1e-4)
    for plane in image:
        plane *= scale
        plane += (shown - plane) * white


@functools.lru_cache(maxsize=8)
def _vignette(height: int, width: int) -> Floats:
    """Slightly darker corners, relative to the picture."""
    y, x = np.linspace(-1, 1, height, dtype=np.float32)[:, None], np.linspace(-1, 1, width, dtype=np.float32)[None, :]
    return floats(1 - 0.075 * (x * x + y * y) ** 1.25)


@functools.lru_cache(maxsize=1)
def _grain_tile() -> Floats:
    noise = np.random.default_rng(20).standard_normal((512, 512), np.float32) * np.float32(_GRAIN)
    return floats(np.clip(noise, -3 * _GRAIN, 3 * _GRAIN))


@functools.lru_cache(maxsize=4)
def _grain(height: int, width: int) -> Floats:
    """Fine grain, which also keeps gradients from banding."""
    tile = _grain_tile()
    return np.tile(tile, (-(-height // 512), -(-width // 512)))[:height, :width]


def mark(picture: Bytes) -> Bytes:
    """A small, pale "demo" in the corner at the bottom right."""
    rows, columns, stamp = _corner(picture)
    corner = picture[rows, columns]
    letters, shade = stamp[..., :1], stamp[..., 1:]
    light = corner.astype(np.float32) * (1 - shade * 0.30)
    corner[:] = np.clip(light + (255 - light) * letters * 0.55 + 0.5, 0, 255)
    return picture


def unmarked(picture: Bytes) -> Bytes:
    """A copy without the mark: what lay below it is filled in from around it."""
    rows, columns, stamp = _corner(picture)
    hidden = np.zeros(picture.shape[:2], np.uint8)
    hidden[rows, columns] = (stamp.max(axis=2) > 0.04) * np.uint8(255)
    near = slice(max(0, rows.start - 16), None), slice(max(0, columns.start - 16), None)
    result = picture.copy()
    result[near] = cv2.inpaint(np.ascontiguousarray(picture[near]), hidden[near], 3, cv2.INPAINT_TELEA)
    return result


def _corner(picture: Bytes) -> tuple[slice, slice, Floats]:
    """Where the mark of a picture is, and its stamp as far as there is room for it."""
    height, width = picture.shape[:2]
    size = min(height, width) * _MARK
    stamp = _stamp(size)
    rows, columns = min(stamp.shape[0], height), min(stamp.shape[1], width)
    margin = min(round(size * 0.9), height - rows, width - columns)
    down, across = height - margin, width - margin
    return slice(down - rows, down), slice(across - columns, across), stamp[:rows, :columns]


@functools.lru_cache(maxsize=8)
def _stamp(size: float) -> Floats:
    """The word's cover and its soft shadow's, (rows, columns, 2), letters about `size` pixels high."""
    high = 96
    canvas = np.zeros((high * 2, high * 5), np.uint8)
    cv2.putText(
        canvas, "demo", (high // 2, int(high * 1.45)), cv2.FONT_HERSHEY_SIMPLEX, high / 22, (255,), 10, cv2.LINE_AA
    )
    used = np.flatnonzero(canvas.any(axis=0))
    canvas = canvas[:, max(0, used[0] - high // 3) : used[-1] + high // 3]
    ratio = size / (high * 0.98)
    shape = max(1, round(canvas.shape[1] * ratio)), max(1, round(canvas.shape[0] * ratio))
    letters = floats(cv2.resize(canvas, shape, interpolation=cv2.INTER_AREA) / 255)
    return floats(np.stack([letters, np.minimum(blur(letters, size * 0.16) * 1.6, 1)], axis=-1))
