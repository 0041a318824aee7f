"""The worker's side of pictures that a request names: their pixels, and what the artist takes from them."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np

from .artist import Reference, View, paint, see, tile_scenes
from .artist.palettes import style_of
from .description import description
from .errors import Refusal, bad_request
from .order import Given
from .rendering import Pixels

_SQUARE = View(0, 0, 1, 1)
_IMAGINED = 512  # edge of a picture that is drawn after its address
_MOST_PIXELS = 2**26


def picture(given: Given, folder: Path) -> tuple[Pixels, str]:
    """The pixels, uint8 RGB, and the words of a picture; bad_request where its file is none, or is not kept any more.

    One of which only the address is known is drawn after that.
    """
    if not given.file:
        scene = tile_scenes(given.words, len(given.words))[0]
        return paint(scene, _SQUARE, _IMAGINED, _IMAGINED), given.words
    try:
        data = (folder / given.file).read_bytes()
    except FileNotFoundError:
        raise bad_request("a picture that this goes on from is not kept any more") from None
    return decoded(data), description(data)


def check(field: str, file: str, folder: Path) -> None:
    """bad_request, which names the field, where a kept file is no picture."""
    try:
        picture(Given("", file), folder)
    except Refusal:
        raise bad_request(f"{field} leads to no readable picture") from None


def decoded(data: bytes) -> Pixels:
    """The pixels of a picture file; bad_request where it is none."""
    try:
        found = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR_RGB) if data else None
    except cv2.error:
        found = None
    if found is None or found.shape[0] * found.shape[1] > _MOST_PIXELS:
        raise bad_request("an image that the request names is no readable picture")
    return np.asarray(found, np.uint8)


def reference(given: Given, folder: Path) -> Reference:
    """What the artist takes from a reference picture, or from the code of a style."""
    if given.role == "style" and not given.file and given.words.isalnum():
        light, night = style_of(given.words)
        return Reference("style", given.weight, light, night)
    pixels, words = picture(given, folder)
    sight = see(pixels)
    if not words and given.role == "image":
        words = f"{sight.ground()} {given.words}"
    return Reference(given.role, given.weight, sight.light, sight.night, words, sight.paint)
