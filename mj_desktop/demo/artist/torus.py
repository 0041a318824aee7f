"""Pictures without a seam (`--tile`): a rectangle of a scene whose edges run into each other, repeated for ever."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from .arrays import Bytes, Floats, floats, smooth
from .view import View

Painted: TypeAlias = tuple[Bytes, Floats | None]
Pixels: TypeAlias = npt.NDArray[Any]
Painter: TypeAlias = Callable[[View, int, int], Painted]

# Across and down, the part of a side where what comes after the far edge turns into what begins at the near one.
_OVERLAP = (0.06, 0.045)


def wrapped(paint: Painter, period: View, view: View, width: int, height: int) -> Painted:
    """What `view` shows where the scene within `period` goes on without end: position modulo the period."""
    columns = max(2, round(period.width / (view.width / width)))
    rows = max(2, round(period.height / (view.height / height)))
    more = max(1, round(columns * _OVERLAP[0])), max(1, round(rows * _OVERLAP[1]))
    wide, high = (columns + more[0]) / columns, (rows + more[1]) / rows
    whole = View(period.x, period.y, period.width * wide, period.height * high)
    picture, cover = paint(whole, columns + more[0], rows + more[1])
    across = _places(view.x, view.width / width, width, period.x, period.width, columns)
    down = _places(view.y, view.height / height, height, period.y, period.height, rows)
    seamless = _joined(picture, columns, rows)[down][:, across]
    hidden = None if cover is None else floats(_joined(cover, columns, rows)[down][:, across])
    return np.ascontiguousarray(seamless, np.uint8), hidden


def _places(start: float, step: float, count: int, zero: float, length: float, cells: int) -> npt.NDArray[np.int64]:
    """Which cell of the period each sample reads."""
    share = ((start + (np.arange(count) + 0.5) * step - zero) / length) % 1.0
    return np.minimum((share * cells).astype(np.int64), cells - 1)


def _joined(picture: Pixels, columns: int, rows: int) -> Pixels:
    """The first `columns` x `rows` of it, their beginnings mixed with what comes after their ends."""
    across = _mixed(picture, columns)
    return np.swapaxes(_mixed(np.swapaxes(across, 0, 1), rows), 0, 1)


def _mixed(picture: Pixels, length: int) -> Pixels:
    """The same along the second axis alone."""
    more = picture.shape[1] - length
    weight = smooth(np.arange(more) + 0.5, 0.0, float(more)).reshape(1, more, *(1,) * (picture.ndim - 2))
    first, after = picture[:, :more], picture[:, length:].astype(np.float32)
    result = picture[:, :length].copy()
    result[:, :more] = after + (first - after) * weight
    return result
