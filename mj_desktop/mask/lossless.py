"""Lossless: a mask as PNG, for drafts on this computer, for export, and to be kept beside what was sent."""

import cv2
import numpy as np

from mj_desktop.core.errors import InputError
from mj_desktop.mask.pixels import Pixels

# Run lengths of the pixels as they are, 5 ms for 2048 x 2048 where level 1 alone takes 20: masks have long runs.
_HOW = [
    cv2.IMWRITE_PNG_COMPRESSION, 1,
    cv2.IMWRITE_PNG_STRATEGY, cv2.IMWRITE_PNG_STRATEGY_RLE,
    cv2.IMWRITE_PNG_FILTER, cv2.IMWRITE_PNG_FILTER_NONE,
]  # fmt: skip


def to_png(mask: Pixels) -> bytes:
    """A mask (uint8, height x width) as a gray PNG, pixel for pixel."""
    done, data = cv2.imencode(".png", mask, _HOW)
    if not done:
        raise InputError("The mask could not be encoded.")
    return data.tobytes()


def picture_to_png(picture: Pixels) -> bytes:
    """A picture (height x width x 4, blue first) as a PNG, pixel for pixel; alpha is left out where all is opaque."""
    opaque = int(picture[..., 3].min()) == 255
    done, data = cv2.imencode(".png", picture[..., :3] if opaque else picture)
    if not done:
        raise InputError("The picture could not be encoded.")
    return data.tobytes()


def from_png(data: bytes) -> Pixels:
    """The mask in a PNG that `to_png` made; raises InputError for anything else."""
    found = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED) if data else None
    if found is None or found.ndim != 2 or found.dtype != np.uint8:
        raise InputError("This is no mask.")
    return np.asarray(found, np.uint8)
