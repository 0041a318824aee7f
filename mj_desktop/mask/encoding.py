"""Encoding: a mask as the service takes it."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import cv2
import numpy as np

from mj_desktop.core.errors import InputError
from mj_desktop.mask.lossless import to_png
from mj_desktop.mask.pixels import HALF, Pixels, as_pixels, has_greys

# At this quality, and black and white, at most one pixel in a thousand comes back on the wrong side of the middle.
_QUALITY = 95


class Format(StrEnum):
    """The kind of file that is sent; the service's documents show JPEG and do not promise that PNG is taken."""

    JPEG = "jpeg"
    PNG = "png"


@dataclass(frozen=True, slots=True)
class Encoding:
    """How masks are sent: in which format, and whether edges stay soft or all is black and white."""

    format: Format = Format.JPEG
    is_soft: bool = False


DEFAULT = Encoding()


def encode(mask: Pixels, how: Encoding = DEFAULT) -> bytes:
    """A mask (uint8, height x width) as a file of exactly its size, one channel: white where it is at least 128.

    The service's documents show a JPEG of the picture's size, white = repaint (contract 3). Raises InputError for an
    array that is no mask or larger than a JPEG can be.
    """
    if mask.dtype != np.uint8 or mask.ndim != 2 or not mask.size:
        raise InputError("A mask is one channel of 8 bits with at least one pixel.")
    if max(mask.shape) > 65_500:
        raise InputError("A mask can be at most 65500 pixels wide and high.")
    return _ENCODERS[how.format](outgoing(mask, how))


def outgoing(mask: Pixels, how: Encoding = DEFAULT) -> Pixels:
    """The pixels that are encoded: black and white from 128 on, or the mask itself with its soft edges.

    A mask that is black and white anyway is given back as it is: to be read, never written.
    """
    return binary(mask) if has_greys(mask) and not how.is_soft else mask


def binary(mask: Pixels) -> Pixels:
    """Black and white: 255 where `mask` is at least 128, else 0; a new array."""
    return as_pixels(cv2.threshold(mask, HALF - 1, 255, cv2.THRESH_BINARY)[1])


def coverage(mask: Pixels) -> float:
    """The share of a mask that counts as painted, 0 to 1."""
    return cv2.countNonZero(binary(mask)) / mask.size


def thumbnail(mask: Pixels, width: int, height: int, how: Encoding = DEFAULT) -> Pixels:
    """What is sent, shrunk to `width` x `height` with grey edges: for showing, never for sending."""
    return as_pixels(cv2.resize(outgoing(mask, how), (width, height), interpolation=cv2.INTER_AREA))


def _to_jpeg(pixels: Pixels) -> bytes:
    done, data = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])
    if not done:
        raise InputError("The mask could not be encoded.")
    return data.tobytes()


_ENCODERS: dict[Format, Callable[[Pixels], bytes]] = {Format.JPEG: _to_jpeg, Format.PNG: to_png}
