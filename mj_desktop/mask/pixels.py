"""Arrays of pixels, as the painting model keeps them."""

from typing import Any, cast

import cv2
import numpy as np
import numpy.typing as npt

Pixels = npt.NDArray[np.uint8]
"""uint8: a mask (height x width, 255 = repaint) or a picture (height x width x 4, blue first)."""

Spot = tuple[int, int]
"""A pixel: column, row."""

HALF = 128
"""From here on a pixel counts as painted: what is sent is black and white."""


def as_pixels(array: npt.NDArray[Any]) -> Pixels:
    """`array` as what it is: OpenCV's functions do not say that bytes stay bytes."""
    return cast(Pixels, array)


def has_greys(pixels: Pixels) -> bool:
    """True where something is neither black nor white: then they are together less than as many whites.

    Without an array of its own: new memory costs up to 20 ms at 4096 x 4096.
    """
    return cv2.sumElems(pixels)[0] != 255 * cv2.countNonZero(pixels)


def blank(width: int, height: int) -> Pixels:
    """A mask with nothing painted; its memory is touched now, not in the middle of a stroke."""
    pixels = np.empty((height, width), np.uint8)
    pixels.fill(0)
    return pixels
