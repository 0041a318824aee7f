"""Where a region edit may put things: its mask, coarsely, in scene space."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

from .arrays import Bytes
from .view import View

Flags: TypeAlias = npt.NDArray[np.bool_]

_CELLS = 48  # along the longer side


@dataclass(frozen=True)
class Focus:
    """A raster over a mask's bounding box; a cell is free where the mask covers all of it.

    `rows` are whole numbers with one bit for each of `columns` cells, the lowest for the leftmost.
    """

    view: View
    columns: int
    rows: tuple[int, ...]

    @staticmethod
    def of(mask: Bytes, view: View) -> Focus:
        """The focus of a mask, uint8 (rows, columns), 128 and more = repaint, that covers `view`.

        ValueError where nothing is to be repainted.
        """
        inside = mask >= 128
        if not inside.any():
            raise ValueError("nothing is to be repainted")
        down, across = np.flatnonzero(inside.any(axis=1)), np.flatnonzero(inside.any(axis=0))
        part = inside[down[0] : down[-1] + 1, across[0] : across[-1] + 1]
        height, width = part.shape
        share = min(1.0, _CELLS / max(part.shape))
        size = max(1, round(width * share)), max(1, round(height * share))
        free = cv2.resize(part.astype(np.float32), size, interpolation=cv2.INTER_AREA) > 0.999
        px, py = view.width / mask.shape[1], view.height / mask.shape[0]
        box = View(view.x + float(across[0]) * px, view.y + float(down[0]) * py, width * px, height * py)
        return Focus(box, size[0], tuple(sum(1 << int(k) for k in np.flatnonzero(row)) for row in free))

    def free(self) -> Flags:
        """The cells, (rows, columns): where the mask leaves room."""
        return np.array([[row >> k & 1 for k in range(self.columns)] for row in self.rows], np.bool_)

    def mirrored(self) -> Focus:
        """The focus in the scene mirrored about x = 0.5."""
        rows = (sum((row >> k & 1) << (self.columns - 1 - k) for k in range(self.columns)) for row in self.rows)
        return replace(self, view=self.view.mirrored(), rows=tuple(rows))

    def holds(self, x: float, y: float) -> bool:
        """Whether a place of the scene lies in a free cell."""
        column = int(np.floor((x - self.view.x) / self.view.width * self.columns))
        row = int(np.floor((y - self.view.y) / self.view.height * len(self.rows)))
        return 0 <= row < len(self.rows) and 0 <= column < self.columns and bool(self.rows[row] >> column & 1)

    def to_json(self) -> list[object]:
        """Plain lists and numbers; `from_json` reads them back."""
        view = self.view
        return [[view.x, view.y, view.width, view.height], self.columns, list(self.rows)]

    @staticmethod
    def from_json(data: object) -> Focus:
        """The focus that `to_json` wrote; ValueError or TypeError where it is none."""
        if not isinstance(data, list | tuple):
            raise TypeError("a focus is a list")
        view, columns, rows = data
        return Focus(View(*(float(side) for side in view)), int(columns), tuple(int(row) for row in rows))
