"""The worker's side of pictures from elsewhere: any picture file becomes one that edits can start from."""

from __future__ import annotations

import hashlib
import uuid
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from . import sizes, stencil
from .artist import View, tile_scenes
from .errors import bad_request
from .recipe import Patch, Recipe, Tile
from .rendering import Pixels, read, resized
from .sizes import Size

_STEP = 8
_SMALLEST, _LONGEST = 16, 14  # pixels of the shorter edge; most times as long as short


def keep(data: bytes, mask: bytes, edge: int, files: Path, masks: Path) -> dict[str, str]:
    """Keep a picture and its mask, no larger than a tile of a grid; the names of their files as `picture`, `mask`.

    No mask is one that is white all over. bad_request for files that are no pictures, and for a mask without any white.
    """
    picture = _decoded(data)
    size = _worked_on(Size(picture.shape[1], picture.shape[0]), edge)
    encoded = cv2.imencode(".png", cv2.cvtColor(resized(picture, size), cv2.COLOR_RGB2BGR))[1].tobytes()
    name = f"{hashlib.sha256(encoded).hexdigest()[:32]}.given.png"
    stencil.put(files / name, encoded)
    white = stencil.scaled(mask, size) if mask else np.full((size.height, size.width), 255, np.uint8)
    return {"picture": name, "mask": stencil.kept(white, masks)}


def take(data: bytes, files: Path) -> str:
    """Keep an uploaded picture as it is, as PNG; the name of its file, which can be asked for by its address."""
    encoded = cv2.imencode(".png", cv2.cvtColor(_decoded(data), cv2.COLOR_RGB2BGR))[1].tobytes()
    name = f"{uuid.uuid4()}.png"
    stencil.put(files / name, encoded)
    return name


def _decoded(data: bytes) -> Pixels:
    try:
        picture = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR_RGB) if data else None
    except cv2.error:
        picture = None
    if picture is None:
        raise bad_request("image_url leads to no readable picture")
    return np.asarray(picture, np.uint8)


def _worked_on(size: Size, edge: int) -> Size:
    """A picture's own size, down to whole steps, or that of a tile of its ratio where it is larger."""
    if min(size) < _SMALLEST or max(size) > _LONGEST * min(size):
        raise bad_request(f"image_url leads to a picture of {size.width} x {size.height}, too small or too narrow")
    usual = sizes.tile(size.width / size.height, edge)
    if size.width > usual.width or size.height > usual.height:
        return usual
    return Size(size.width // _STEP * _STEP, size.height // _STEP * _STEP)


def recipe(file: Path, text: str, seed: int) -> dict[str, Any]:
    """The recipe of a kept picture: the picture itself, laid over the scene that continues it beyond its frame."""
    picture = read(file)
    size = Size(picture.shape[1], picture.shape[0])
    view = View.of_ratio(size.width / size.height)
    tile = Tile(tile_scenes(text, seed)[0], view, (Patch(view, file=file.name, given=True),))
    return Recipe((tile,), size, size.width / size.height).to_json()
