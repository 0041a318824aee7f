"""Composites: a candidate laid over the original through the mask, the rest exactly as it was."""

import cv2
import numpy as np

from mj_desktop.core.errors import InputError
from mj_desktop.mask.area import bounds
from mj_desktop.mask.encoding import binary
from mj_desktop.mask.pixels import Pixels, as_pixels

SEAM = 12
"""Pixels over which a candidate fades in, from the mask's edge inwards."""


def seam(mask: Pixels, radius: int = SEAM) -> Pixels:
    """How much of the candidate shows at each pixel (uint8, 0 to 255): nothing where the mask, as it is sent, is not
    painted; from its edge inwards more over `radius` pixels. The picture's border is no edge."""
    painted = binary(mask)
    shares = np.zeros_like(painted)
    height, width = mask.shape
    around = bounds(painted).grown(1).clipped(width, height)
    if radius < 1 or around.is_empty:
        return painted
    distance = cv2.distanceTransform(painted[around.slices], cv2.DIST_L2, cv2.DIST_MASK_5)
    inwards = np.minimum(np.asarray(distance, np.float32) / (radius + 1), 1)
    shares[around.slices] = np.rint(inwards * inwards * (3 - 2 * inwards) * 255)
    return shares


def composite(original: Pixels, candidate: Pixels, shares: Pixels) -> Pixels:
    """`candidate` over `original` (both height x width x 4) by `shares` (height x width): a new picture.

    Where the share is 0 it is the original bit for bit, where it is 255 the candidate. Raises InputError when sizes
    differ: no picture is resampled.
    """
    require_alike(original, candidate, shares)
    made = original.copy()
    rect = bounds(shares)
    if rect.is_empty:
        return made
    before, after = original[rect.slices], candidate[rect.slices]
    weight = shares[rect.slices].astype(np.float32)[..., None] / 255
    blend = before + (after.astype(np.float32) - before) * weight
    made[rect.slices] = np.rint(blend)
    return made


def difference(original: Pixels, candidate: Pixels) -> Pixels:
    """By how many levels each pixel differs (uint8, height x width): the most of blue, green and red."""
    require_alike(original, candidate)
    apart = cv2.absdiff(original, candidate)
    return as_pixels(cv2.max(cv2.max(apart[..., 0], apart[..., 1]), apart[..., 2]))


def require_alike(original: Pixels, *others: Pixels) -> None:
    """Raise InputError when any has another width or height."""
    if any(other.shape[:2] != original.shape[:2] for other in others):
        raise InputError("The two pictures differ in size.")
