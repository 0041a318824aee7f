"""The worker's side of drawing: recipes become picture files."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from .artist import preview
from .order import (
    STEPS,
    Order,
    Sheet,
    files_folder,
    half_name,
    picture_name,
    preview_name,
    preview_steps,
    split_name,
)
from .planning import chosen_tile, plan
from .recipe import Recipe
from .rendering import Pixels, cut, read, rendered, resized

_CROP = re.compile(r"upscale[1-4]")
# Level 1 takes a fifth of the default's time for a tenth more bytes.
_PNG = (cv2.IMWRITE_PNG_COMPRESSION, 1)
_WEBP = (cv2.IMWRITE_WEBP_QUALITY, 82)
_PREVIEW = 4
# At which part of their size tiles of at least so many pixels are painted: for the first preview, which has to be there
# at once, and for the later ones. Both are blurred anyway.
_COARSE = ((512, 16, 8), (256, 8, 4), (0, 4, 4))


def warm() -> None:
    """Nothing: calling it makes a worker import all this."""


def sketch(order: Order) -> Sheet:
    """Plan an order and write its first preview; all of them where they need no finer painting."""
    recipe = plan(order)
    first, later = _coarseness(recipe)
    tiles = rendered(recipe, recipe.size.over(first), order.folder)
    for step in preview_steps() if first == later else preview_steps()[:1]:
        _write_preview(order, recipe, tiles, step)
    whole = recipe.whole
    return Sheet(recipe.kind, whole.width, whole.height, recipe.base is not None, recipe.to_json())


def refine(order: Order, facts: dict[str, Any]) -> None:
    """Write the other previews, each sharper than the one before."""
    recipe = Recipe.from_json(facts)
    first, later = _coarseness(recipe)
    if first == later:
        return
    tiles = rendered(recipe, recipe.size.over(later), order.folder)
    for step in preview_steps()[1:]:
        _write_preview(order, recipe, tiles, step)


def _coarseness(recipe: Recipe) -> tuple[int, int]:
    return next((first, later) for least, first, later in _COARSE if min(recipe.size) >= least)


def finish(order: Order, facts: dict[str, Any]) -> None:
    """Write the picture, its half-size thumbnail and, if asked for, a grid's tiles one by one."""
    recipe = Recipe.from_json(facts)
    tiles = _finished_tiles(order, recipe)
    files = files_folder(order.folder)
    name = picture_name(order.stem)
    whole = _composed(tiles)
    _write(files / half_name(name), ".png", resized(whole, recipe.whole.over(2)), _PNG)
    if order.split and recipe.kind == "grid":
        for number, tile in enumerate(tiles):
            _write(files / split_name(order.stem, number), ".png", tile, _PNG)
    _write(files / name, ".png", whole, _PNG)


def _finished_tiles(order: Order, recipe: Recipe) -> list[Pixels]:
    """The tiles at full size; a grid's tile is cut out of the grid's file, so that it keeps every pixel."""
    if order.source is not None and order.source.kind == "grid" and _CROP.fullmatch(order.action):
        grid = read(files_folder(order.folder) / order.source.name)
        return [cut(grid, chosen_tile(order.action, Recipe.from_json(order.source.recipe)))]
    return rendered(recipe, recipe.size, order.folder)


def _write_preview(order: Order, recipe: Recipe, tiles: list[Pixels], step: int) -> None:
    size = recipe.size.over(_PREVIEW)
    blurred = [preview(resized(tile, size), STEPS[step]) for tile in tiles]
    whole = _composed(blurred)
    files, name = files_folder(order.folder), preview_name(order.stem, step)
    _write(files / half_name(name), ".webp", resized(whole, recipe.whole.over(_PREVIEW * 2)), _WEBP)
    _write(files / name, ".webp", whole, _WEBP)


def _composed(tiles: list[Pixels]) -> Pixels:
    """One tile as it is, four as a grid in reading order."""
    if len(tiles) == 1:
        return tiles[0]
    return np.vstack([np.hstack(tiles[:2]), np.hstack(tiles[2:])])


def _write(file: Path, kind: str, picture: Pixels, options: tuple[int, int]) -> None:
    """Encode and put in place at once: a killed worker leaves no half a picture under a known name."""
    good, data = cv2.imencode(kind, cv2.cvtColor(picture, cv2.COLOR_RGB2BGR), options)
    if not good:
        raise ValueError(f"{file.name} could not be encoded")
    part = file.with_name(f"{file.name}.part")
    part.write_bytes(data.tobytes())
    part.replace(file)
