"""The worker's side of masks: any picture file becomes black and white at a tile's size."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

from .errors import bad_request
from .order import Source
from .planning import region_size
from .recipe import Recipe
from .sizes import Size

Pixels: TypeAlias = npt.NDArray[np.uint8]

_MIDDLE = 128


def keep(data: bytes, source: Source, edge: int, folder: Path) -> str:
    """Scale a mask to the tiles of a region edit of `source` and keep it in `folder`; returns its file name.

    bad_request for a file that is no picture, and for one without any white.
    """
    return kept(scaled(data, region_size(Recipe.from_json(source.recipe), edge)), folder)


def scaled(data: bytes, size: Size) -> Pixels:
    """A mask file at a size, 255 = repaint, 0 = keep; bad_request for one without any white."""
    white = np.asarray(cv2.resize(_channel(_decoded(data)), size, interpolation=cv2.INTER_NEAREST)) >= _MIDDLE
    if not white.any():
        raise bad_request("mask is all black: nothing is marked to be repainted")
    return np.asarray(white.astype(np.uint8) * 255, np.uint8)


def kept(mask: Pixels, folder: Path) -> str:
    """Write a mask; its file name is the same for the same mask."""
    encoded = cv2.imencode(".png", mask)[1].tobytes()
    name = f"{hashlib.sha256(encoded).hexdigest()[:32]}.png"
    put(folder / name, encoded)
    return name


def put(file: Path, data: bytes) -> None:
    """Write a file at once, whoever else writes the same."""
    part = file.with_name(f"{file.name}.{os.getpid()}.part")
    part.write_bytes(data)
    part.replace(file)


def _decoded(data: bytes) -> Pixels:
    try:
        picture = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED)
    except cv2.error:
        picture = None
    if picture is None:
        raise bad_request("mask is no readable JPEG or PNG picture")
    if picture.dtype == np.uint16:
        picture = picture // np.uint16(256)
    return np.asarray(picture, np.uint8)


def _channel(picture: Pixels) -> Pixels:
    """What says how much is marked: alpha where anything is transparent, else brightness (contract 3)."""
    if picture.ndim == 2:
        return picture
    if picture.shape[2] == 4:
        alpha = picture[:, :, 3]
        if alpha.min() < 255:
            return np.ascontiguousarray(alpha)
        picture = np.ascontiguousarray(picture[:, :, :3])
    return np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), np.uint8)
