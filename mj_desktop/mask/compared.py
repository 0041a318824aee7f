"""Compared: the pixels of a comparison, and what is found out about one candidate."""

from dataclasses import dataclass

import cv2
import numpy as np

from mj_desktop.core.comparison import Comparison
from mj_desktop.mask.composite import composite, difference, require_alike, seam
from mj_desktop.mask.drift import Drift, heat, measure
from mj_desktop.mask.pixels import Pixels, as_pixels

STRENGTH = 4
"""How many times stronger than it is a difference is shown: what one sees is mostly faint."""

# How bright the candidate is left under its heat map.
_DARK = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class Compared:
    """The pictures of a comparison, each height x width x 4, and the mask that was sent (height x width, black and
    white), if one was. Raises InputError when they differ in size."""

    of: Comparison
    before: Pixels
    after: tuple[Pixels, ...]
    mask: Pixels | None = None

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
    made = composite(as_pixels(cv2.cvtColor(grey, cv2.COLOR_GRAY2BGRA)), warmth, warmth[..., 3])
    made[..., 3] = 255
    cv2.copyTo(after, mask, made)
    return made


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
