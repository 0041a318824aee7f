"""Fitting: a mask of one size laid over a picture of another, to be shown before it is taken."""

from enum import StrEnum

import cv2

from mj_desktop.mask.encoding import binary
from mj_desktop.mask.pixels import Pixels, as_pixels, has_greys


class Fit(StrEnum):
    """How a mask of another size is laid over a picture."""

    STRETCH = "stretch"
    INSIDE = "inside"
    COVER = "cover"


def fitted(mask: Pixels, width: int, height: int, fit: Fit = Fit.STRETCH) -> Pixels:
    """`mask` as one of `width` x `height`; the same array where its size is right.

    Inside leaves what is left over unpainted, cover cuts off what stands out; both keep the middle in the middle.
    Black and white stays black and white.
    """
    if mask.shape == (height, width):
        return mask
    resampled = _resampled(mask, width, height, fit)
    return resampled if has_greys(mask) else binary(resampled)


def _resampled(pixels: Pixels, width: int, height: int, fit: Fit) -> Pixels:
    """Averaged where it shrinks, smooth where it grows."""
    rows, columns = pixels.shape
    if fit is Fit.STRETCH:
        size = width, height
    else:
        scale = (min if fit is Fit.INSIDE else max)(width / columns, height / rows)
        size = max(1, round(columns * scale)), max(1, round(rows * scale))
    smaller = size[0] < columns or size[1] < rows
    made = as_pixels(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA if smaller else cv2.INTER_LINEAR))
    return _centred(made, width, height)


def _centred(pixels: Pixels, width: int, height: int) -> Pixels:
    """Cut off, or with an unpainted margin, to be of `width` x `height`."""
    cut, wide = max(0, pixels.shape[0] - height), max(0, pixels.shape[1] - width)
    pixels = pixels[cut // 2 : cut // 2 + height, wide // 2 : wide // 2 + width]
    below, right = height - pixels.shape[0], width - pixels.shape[1]
    margins = below // 2, below - below // 2, right // 2, right - right // 2
    return as_pixels(cv2.copyMakeBorder(pixels, *margins, cv2.BORDER_CONSTANT, value=(0,)))
