"""Drift: what a candidate changed outside the mask, where nothing should have changed."""

from dataclasses import dataclass

import cv2
import numpy as np

from mj_desktop.mask.composite import difference, require_alike
from mj_desktop.mask.encoding import binary
from mj_desktop.mask.pixels import HALF, Pixels, as_pixels

NOTICED = 8
"""Levels (of 255) from which a change can be seen; less is what a JPEG does."""

# A drift of so many levels is shown at full heat.
_HOTTEST = 64


@dataclass(frozen=True, slots=True)
class Drift:
    """How far the pixels outside a mask moved, in levels of 255: on average and at most; `share` of them, 0 to 1,
    moved by `NOTICED` levels or more."""

    mean: float
    most: int
    share: float

    @property
    def is_nothing(self) -> bool:
        """True when all outside is bit for bit as it was."""
        return self.most == 0


def measure(original: Pixels, candidate: Pixels, mask: Pixels) -> Drift:
    """The drift of `candidate` from `original` (height x width x 4) outside `mask`; InputError where sizes differ."""
    outside = _outside(original, candidate, mask)
    rest = cv2.countNonZero(as_pixels(cv2.bitwise_not(binary(mask))))
    if not rest:
        return Drift(0.0, 0, 0.0)
    return Drift(
        mean=float(outside.sum(dtype=np.int64)) / rest,
        most=int(outside.max()),
        share=cv2.countNonZero(as_pixels(cv2.threshold(outside, NOTICED - 1, 255, cv2.THRESH_BINARY)[1])) / rest,
    )


def heat(original: Pixels, candidate: Pixels, mask: Pixels) -> Pixels:
    """A heat map of the drift (height x width x 4, blue first, alpha not multiplied in), to be laid over the picture:
    clear where nothing moved and inside the mask, from dark over red to yellow elsewhere."""
    outside = _outside(original, candidate, mask)
    return as_pixels(cv2.LUT(cv2.merge([outside] * 4), _HEAT))


def _outside(original: Pixels, candidate: Pixels, mask: Pixels) -> Pixels:
    require_alike(original, mask)
    apart = difference(original, candidate)
    apart[mask >= HALF] = 0
    return apart


def _heat_table() -> Pixels:
    """For each channel, blue first, and alpha, what a difference looks like."""
    warmth = np.minimum(np.arange(256) * 255 // _HOTTEST, 255).astype(np.uint8)
    colours = cv2.applyColorMap(warmth[None], cv2.COLORMAP_INFERNO)[0]
    colours[0] = 0
    alpha = np.where(np.arange(256) > 0, 32 + warmth.astype(int) * 223 // 255, 0)
    return as_pixels(np.column_stack([colours, alpha.astype(np.uint8)])[None])


_HEAT = _heat_table()
