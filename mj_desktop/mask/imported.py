"""Imported masks: what is in a file of another program, to be looked at before it is taken."""

from dataclasses import dataclass, replace
from enum import StrEnum

import cv2
import numpy as np
import numpy.typing as npt

from mj_desktop.core.errors import InputError
from mj_desktop.mask.pixels import HALF, Pixels, as_pixels

_JPEG = b"\xff\xd8"
# Round edges a JPEG leaves values that are almost black and almost white.
_ALMOST = 16


class Source(StrEnum):
    """Which of a file's channels the mask was read from."""

    BRIGHTNESS = "brightness"
    ALPHA = "alpha"


@dataclass(frozen=True, slots=True, eq=False)
class Imported:
    """A mask in its file's own size, 255 = repaint; `looks_inverted` when it seems to be black on white."""

    pixels: Pixels
    source: Source
    looks_inverted: bool

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        return self.pixels.shape[1], self.pixels.shape[0]

    def inverted(self) -> "Imported":
        """The other way round."""
        return replace(self, pixels=as_pixels(cv2.bitwise_not(self.pixels)), looks_inverted=False)


def read(data: bytes) -> Imported:
    """The mask in a PNG, JPEG or WebP: its alpha channel where that says something, else how bright it is.

    Whether the file is whole and not too large is `pictures.verify`'s to say, before. Raises InputError for bytes
    that are no picture.
    """
    found = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED) if data else None
    if found is None or found.dtype not in (np.uint8, np.uint16):
        raise InputError("This file holds no picture that could be a mask.")
    channels = _eight_bits(found)
    source = Source.ALPHA if _has_alpha(channels) else Source.BRIGHTNESS
    pixels = as_pixels(np.ascontiguousarray(channels[..., -1])) if source is Source.ALPHA else _brightness(channels)
    if data.startswith(_JPEG):
        pixels = _settled(pixels)
    return Imported(pixels, source, looks_inverted(pixels))


def looks_inverted(mask: Pixels) -> bool:
    """True when it covers more than half, its border more than half as well, and not all: black on white."""
    painted = mask >= HALF
    border = np.concatenate([painted[0], painted[-1], painted[:, 0], painted[:, -1]])
    return bool(0.5 < painted.mean() < 1 and border.mean() > 0.5)


def _eight_bits(found: npt.NDArray[np.generic]) -> Pixels:
    eight = found if found.dtype == np.uint8 else np.right_shift(np.asarray(found, np.uint16), 8)
    return as_pixels(eight.astype(np.uint8, copy=False).reshape(*found.shape[:2], -1))


def _has_alpha(channels: Pixels) -> bool:
    """True where an alpha channel is not the same everywhere."""
    return channels.shape[2] in (2, 4) and int(np.ptp(channels[..., -1])) > 0


def _brightness(channels: Pixels) -> Pixels:
    if channels.shape[2] < 3:
        return as_pixels(np.ascontiguousarray(channels[..., 0]))
    return as_pixels(cv2.cvtColor(np.ascontiguousarray(channels[..., :3]), cv2.COLOR_BGR2GRAY))


def _settled(pixels: Pixels) -> Pixels:
    """Almost black is black and almost white is white."""
    values = np.arange(256)
    values[:_ALMOST], values[-_ALMOST:] = 0, 255
    return as_pixels(cv2.LUT(pixels, values.astype(np.uint8)))
