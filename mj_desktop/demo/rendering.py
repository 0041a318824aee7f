"""From a recipe to pixels: scenes are painted, patches laid over them."""

from __future__ import annotations

import functools
import math
from pathlib import Path
from typing import TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

from .artist import Scene, View, paint, repaint, unmarked
from .order import files_folder, masks_folder
from .recipe import Patch, Recipe, Tile
from .sizes import Size

Pixels: TypeAlias = npt.NDArray[np.uint8]
Floats: TypeAlias = npt.NDArray[np.float32]

# Over which part of the old frame's length the surroundings of a zoom or pan turn into a candidate's own.
_FADE = 0.2
# The artist takes some 65 bytes and half a microsecond for each pixel: 4096 x 4096 would be 1.1 GB and eight seconds.
# Larger pictures are painted at half their size and enlarged, which still is twice as fine as the tile they come from.
_MOST_PAINTED = 3000 * 2000


def rendered(recipe: Recipe, size: Size, folder: Path) -> list[Pixels]:
    """All tiles of a recipe at any size, uint8 RGB (height, width, 3), with the files in the engine's `folder`."""
    return [_render(tile, size, folder) for tile in recipe.tiles]


def _render(tile: Tile, size: Size, folder: Path) -> Pixels:
    """A tile at any size. Files that show what lies below them, as fine as is needed, save painting that again."""
    if size.width * size.height > _MOST_PAINTED:
        return resized(_render(tile, size.over(2), folder), size)
    for index in reversed(range(len(tile.patches))):
        patch = tile.patches[index]
        if patch.scene is None and patch.view == tile.view:
            picture = read(files_folder(folder) / patch.file)
            if not patch.exact or picture.shape[1] >= size.width:
                return _covered(resized(picture, size), tile.patches[index + 1 :], tile.view, folder)
    return _covered(_painted(tile.scene, tile.view, size), tile.patches, tile.view, folder)


# The candidates of a zoom, pan or region edit share what lies below their patches.
@functools.lru_cache(maxsize=2)
def _painted(scene: Scene, view: View, size: Size) -> Pixels:
    picture = paint(scene, view, size.width, size.height)
    picture.setflags(write=False)
    return picture


def _covered(picture: Pixels, patches: tuple[Patch, ...], view: View, folder: Path) -> Pixels:
    for patch in patches:
        if patch.scene is None:
            picture = picture if patch.exact else _pasted(picture, patch, view, folder)
        elif patch.mask:
            picture = _repainted(picture, patch, patch.scene, view, folder)
        else:
            picture = _surrounded(picture, patch, patch.scene, view)
    return picture


def _repainted(picture: Pixels, patch: Patch, scene: Scene, view: View, folder: Path) -> Pixels:
    """A region edit; in another view as it was first seen, if that is fine enough.

    Painted anew among other surroundings its light might come out otherwise.
    """
    size = Size(picture.shape[1], picture.shape[0])
    mask = _placed(read_mask(masks_folder(folder) / patch.mask), patch.view, view, size)
    if not mask.any():
        return picture
    if patch.file and patch.view != view:
        seen = unmarked(cut(read(files_folder(folder) / patch.file), patch.tile))
        if seen.shape[1] / patch.view.width >= size.width / view.width:
            return _joined(picture, _placed(seen, patch.view, view, size), (mask > 0).astype(np.float32))
    if patch.view == view:
        mask = np.where(mask >= 128, np.uint8(255), np.uint8(0))
    return repaint(picture, scene, view, mask)


def _placed(picture: Pixels, own: View, view: View, size: Size) -> Pixels:
    """A mask or picture where it belongs in another view of the scene; black beyond its own frame.

    A mask in its own view is scaled to the nearest pixel, since what is white there is exact.
    """
    if own == view:
        return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_NEAREST), np.uint8)
    left, top, right, bottom = _frame(own, view, size)
    wanted = Size(max(1, round(right - left)), max(1, round(bottom - top)))
    scaled = resized(picture, wanted) if wanted.width < picture.shape[1] else picture
    across, down = (right - left) / scaled.shape[1], (bottom - top) / scaled.shape[0]
    # Pixel centres lie half a pixel inside, on both sides of the map.
    place = np.array([[across, 0, left + across / 2 - 0.5], [0, down, top + down / 2 - 0.5]])
    return np.asarray(cv2.warpAffine(scaled, place, size, flags=cv2.INTER_LINEAR), np.uint8)


def _surrounded(picture: Pixels, patch: Patch, scene: Scene, view: View) -> Pixels:
    """Bit for bit the picture within the patch's frame, more and more another scene beyond it."""
    size = Size(picture.shape[1], picture.shape[0])
    left, top, right, bottom = _frame(patch.view, view, size)
    columns = _beyond(np.arange(size.width, dtype=np.float32), math.floor(left), math.ceil(right))
    rows = _beyond(np.arange(size.height, dtype=np.float32), math.floor(top), math.ceil(bottom))
    reach = _FADE * max(right - left, bottom - top)
    away = np.clip(np.hypot(columns[None, :], rows[:, None]) / np.float32(max(1.0, reach)), 0, 1)
    share = np.asarray(away * away * (3 - 2 * away), np.float32)
    return _joined(picture, paint(scene, view, size.width, size.height), share)


def _beyond(places: Floats, start: int, end: int) -> Floats:
    """How far each place lies outside start..end."""
    return np.maximum(0, np.maximum(start - places, places - (end - 1))).astype(np.float32)


def _share(mask: Pixels) -> Floats:
    return np.divide(mask, np.float32(255), dtype=np.float32)


def _joined(below: Pixels, above: Pixels, share: Floats) -> Pixels:
    """`below` where share is 0, `above` where it is 1."""
    weight = share[..., None]
    mixed = below + (above.astype(np.float32) - below) * weight
    return np.where(weight > 0, np.floor(mixed + np.float32(0.5)), below).astype(np.uint8)


def read_mask(file: Path) -> Pixels:
    """A kept mask, white = repaint; ValueError if it is none any more, OSError if it is gone."""
    mask = cv2.imdecode(np.fromfile(file, np.uint8), cv2.IMREAD_GRAYSCALE)
    if mask is None:
        raise ValueError(f"{file.name} is no mask any more")
    return np.asarray(mask, np.uint8)


def _pasted(picture: Pixels, patch: Patch, view: View, folder: Path) -> Pixels:
    """A file laid over its own frame."""
    size = Size(picture.shape[1], picture.shape[0])
    file = read(files_folder(folder) / patch.file)
    share = _placed(np.full(file.shape[:2], 255, np.uint8), patch.view, view, size)
    return _joined(picture, _placed(file, patch.view, view, size), _share(share))


def _frame(inner: View, view: View, size: Size) -> tuple[float, float, float, float]:
    """Left, top, right and bottom, in pixels, of one view in a picture of another."""
    across, down = size.width / view.width, size.height / view.height
    left, top = (inner.x - view.x) * across, (inner.y - view.y) * down
    return left, top, left + inner.width * across, top + inner.height * down


def cut(grid: Pixels, number: int) -> Pixels:
    """A tile of a grid by its number, from 0 in reading order."""
    height, width = grid.shape[0] // 2, grid.shape[1] // 2
    left, top = number % 2 * width, number // 2 * height
    return grid[top : top + height, left : left + width]


def resized(picture: Pixels, size: Size) -> Pixels:
    """A picture at another size; the same array if nothing is to be done."""
    if (picture.shape[1], picture.shape[0]) == size:
        return picture
    finer = picture.shape[1] >= size.width
    method = cv2.INTER_AREA if finer else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(picture, size, interpolation=method), np.uint8)


def read(file: Path) -> Pixels:
    """A picture file's pixels; ValueError if it is none, OSError if it is gone."""
    picture = cv2.imdecode(np.fromfile(file, np.uint8), cv2.IMREAD_COLOR_RGB)
    if picture is None:
        raise ValueError(f"{file.name} is no picture any more")
    return np.asarray(picture, np.uint8)
