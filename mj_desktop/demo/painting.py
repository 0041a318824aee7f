"""The worker's side of drawing: recipes become picture files."""

from __future__ import annotations

import re
from typing import Any

import numpy as np

from .artist import preview
from .encoding import write
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
    name, words = picture_name(order.stem), recipe.words
    whole = _composed(tiles)
    write(files / half_name(name), resized(whole, recipe.whole.over(2)), words)
    if order.split and recipe.kind == "grid":
        for number, tile in enumerate(tiles):
            write(files / split_name(order.stem, number), tile, words)
    write(files / name, whole, words)


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
    write(files / half_name(name), resized(whole, recipe.whole.over(_PREVIEW * 2)))
    write(files / name, whole)


def _composed(tiles: list[Pixels]) -> Pixels:
    """One tile as it is, four as a grid in reading order."""
    if len(tiles) == 1:
        return tiles[0]
    return np.vstack([np.hstack(tiles[:2]), np.hstack(tiles[2:])])
