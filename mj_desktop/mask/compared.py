"""Compared: the pixels of a comparison, and what is found out about one candidate."""

from dataclasses import dataclass

import cv2
import numpy as np

from mj_desktop.core.comparison import Comparison
from mj_desktop.mask.composite import composite, difference, require_alike, seam
from mj_desktop.mask.drift import Drift, heat, measure
from mj_desktop.mask.pixels import Pixels, as_pixels
from mj_desktop.mask.pyramid import shrunk

STRENGTH = 4
"""How many times stronger than it is a difference is shown: what one sees is mostly faint."""

SMALL = 320
"""Pixels of a small picture's longer edge: a candidate in the column, at a device pixel ratio of 2."""

# How bright the candidate is left under its heat map.
_DARK = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class Compared:
    """The pictures of a comparison, each height x width x 4, and the mask that was sent (height x width, black and
    white), if one was; `small` are the results again, shrunk to about `SMALL` pixels to be shown as such.

    Raises InputError when sizes differ.
    """

    of: Comparison
    before: Pixels
    after: tuple[Pixels, ...]
    mask: Pixels | None = None
    small: tuple[Pixels, ...] = ()

    def __post_init__(self) -> None:
        require_alike(self.before, *self.after, *([] if self.mask is None else [self.mask]))


@dataclass(frozen=True, slots=True, eq=False)
class Examined:
    """What one candidate (by its place, from 0) changed: `difference` as a grey picture; if there is a mask, the heat
    map of what drifted outside it, and its drift. Pictures are height x width x 4 and opaque."""

    of: Comparison
    place: int
    difference: Pixels
    heat: Pixels | None
    drift: Drift | None


def shrunk_to_show(pixels: Pixels) -> Pixels:
    """A picture averaged down by a whole number until its longer edge is at least `SMALL` pixels, but hardly more."""
    return shrunk(pixels, max(1, max(pixels.shape[:2]) // SMALL))


def examine(compared: Compared, place: int) -> Examined:
    """Find out what a candidate changed."""
    before, after, mask = compared.before, compared.after[place], compared.mask
    strong = cv2.convertScaleAbs(difference(before, after), alpha=STRENGTH)
    grey = as_pixels(cv2.cvtColor(strong, cv2.COLOR_GRAY2BGRA))
    if mask is None:
        return Examined(compared.of, place, grey, None, None)
    return Examined(compared.of, place, grey, _heated(before, after, mask), measure(before, after, mask))


def _heated(before: Pixels, after: Pixels, mask: Pixels) -> Pixels:
    """The candidate as it is inside the mask, in dark greys outside, where the heat map shines."""
    grey = cv2.convertScaleAbs(cv2.cvtColor(after, cv2.COLOR_BGRA2GRAY), alpha=_DARK)
    warmth = heat(before, after, mask)
    shares = np.multiply(warmth[..., 3], np.float32(1 / 255), dtype=np.float32)
    made = cv2.blendLinear(warmth, cv2.cvtColor(grey, cv2.COLOR_GRAY2BGRA), shares, 1 - shares)
    made[..., 3] = 255
    return as_pixels(cv2.copyTo(after, mask, made))


def kept_exact(compared: Compared, place: int) -> Pixels:
    """The candidate inside the mask, fading in from its edge inwards, and the picture before, bit for bit, outside.

    Raises ValueError where there is no mask.
    """
    if compared.mask is None:
        raise ValueError("Without a mask there is no outside.")
    return composite(compared.before, compared.after[place], seam(compared.mask))


def legend() -> Pixels:
    """The colours of the heat map from nothing to its hottest, as one row of 65 x 4 (blue first)."""
    before = np.zeros((1, 65, 4), np.uint8)
    after = before.copy()
    after[0, :, 0] = np.arange(65)
    return heat(before, after, np.zeros((1, 65), np.uint8))
