"""Encoding: a mask as the service takes it."""

import cv2
import numpy as np

from mj_desktop.core.errors import InputError
from mj_desktop.mask.pixels import HALF, Pixels, as_pixels

# At this quality, and black and white, at most one pixel in a thousand comes back on the wrong side of the middle.
_QUALITY = 95


def encode(mask: Pixels) -> bytes:
    """A mask (uint8, height x width) as JPEG of exactly its size, one channel: white where it is at least 128.

    The service's documents show a JPEG of the picture's size, white = repaint (contract 3). Raises InputError for an
    array that is no mask or larger than a JPEG can be.
    """
    if mask.dtype != np.uint8 or mask.ndim != 2 or not mask.size:
        raise InputError("A mask is one channel of 8 bits with at least one pixel.")
    if max(mask.shape) > 65_500:
        raise InputError("A mask can be at most 65500 pixels wide and high.")
    done, data = cv2.imencode(".jpg", binary(mask), [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])
    if not done:
        raise InputError("The mask could not be encoded.")
    return data.tobytes()


def binary(mask: Pixels) -> Pixels:
    """Black and white: 255 where `mask` is at least 128, else 0; a new array."""
    return as_pixels(cv2.threshold(mask, HALF - 1, 255, cv2.THRESH_BINARY)[1])


def thumbnail(mask: Pixels, width: int, height: int) -> Pixels:
    """What is sent, shrunk to `width` x `height` with grey edges: for showing, never for sending."""
    return as_pixels(cv2.resize(binary(mask), (width, height), interpolation=cv2.INTER_AREA))
