"""Pictures and masks as the engine's tests see and make them."""

import base64
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

Pixels = npt.NDArray[np.uint8]


def decoded(data: bytes) -> Pixels:
    """Any picture file as pixels, colours in OpenCV's order."""
    picture = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    assert picture is not None, "this is no picture"
    return np.asarray(picture, np.uint8)


def tile(grid: Pixels, number: int) -> Pixels:
    """A tile of a grid by its number, 1 to 4 in reading order."""
    height, width = grid.shape[0] // 2, grid.shape[1] // 2
    top, left = (number - 1) // 2 * height, (number - 1) % 2 * width
    return grid[top : top + height, left : left + width]


def disc(width: int, height: int, x: float = 0.4, y: float = 0.5, radius: float = 0.25) -> Pixels:
    """A black mask with a white disc; place and radius in parts of its size."""
    mask = np.zeros((height, width), np.uint8)
    cv2.circle(mask, (int(x * width), int(y * height)), int(radius * min(width, height)), 255, -1)
    return mask


def enlarged(mask: Pixels, factor: int) -> Pixels:
    """A mask with each pixel as a square of factor x factor."""
    return np.repeat(np.repeat(mask, factor, axis=0), factor, axis=1)


def in_base64(picture: npt.NDArray[Any], kind: str = ".png") -> str:
    """A picture as a mask field's text."""
    return base64.b64encode(cv2.imencode(kind, picture)[1].tobytes()).decode("ascii")


def shrunk(picture: Pixels, factor: int) -> Pixels:
    """A picture with 1 / factor of its width and height, each pixel the mean of those it stands for."""
    size = picture.shape[1] // factor, picture.shape[0] // factor
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.uint8)


def likeness(first: Pixels, second: Pixels) -> float:
    """How alike the coarse forms of two pictures are: 1 the same, 0 nothing in common."""
    sigma = max(first.shape) / 40
    one, other = (cv2.GaussianBlur(each, (0, 0), sigma).astype(np.float64).ravel() for each in (first, second))
    return float(np.corrcoef(one, other)[0, 1])


def difference(first: Pixels, second: Pixels) -> Pixels:
    """How far apart two pictures are, pixel by pixel, in the channel that differs most."""
    return np.asarray(np.abs(first.astype(np.int16) - second.astype(np.int16)).max(axis=2), np.uint8)
