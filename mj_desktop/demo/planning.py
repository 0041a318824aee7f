"""From an order to a recipe: what each action makes of a picture (contract 2)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from math import isclose

from . import sizes
from .artist import Focus, Manner, Scene, View, region_scene, tile_scenes
from .noticing import reference
from .order import Order, Source, masks_folder, picture_name
from .recipe import Patch, Recipe, Tile
from .rendering import read_mask
from .sizes import Size

_TILE_ACTION = re.compile(r"(upscale|variation)([1-4])")
_REDO = "redo_"

# How far a variation goes from its picture: 0 is the same, 1 another picture.
_SUBTLE, _MEDIUM, _STRONG = 0.25, 0.5, 0.8
# Candidates of a zoom or pan differ only this much, and outside the old frame only, where nobody has seen it yet.
_SURROUNDINGS = 0.15

# A pan makes the frame half as long again, until it is three times as long as high; from then on it moves along.
_PAN = 1.5
_LONGEST = 3.0

_Plan = Callable[[Order, Recipe], Recipe]


def plan(order: Order) -> Recipe:
    """The recipe for an order; an action without a plan of its own is a variation of the first tile."""
    if order.source is None:
        return _generated(order)
    parent = Recipe.from_json(order.source.recipe)
    match = _TILE_ACTION.fullmatch(order.action)
    if match is not None:
        chosen = chosen_tile(order.action, parent)
        return _TILE_PLANS[match[1]](order, _only(parent, parent.tiles[chosen]))
    if order.action == "variation_region":
        return _region(order, parent, order.source)
    return _PLANS.get(order.action.removeprefix(_REDO), _varied(_MEDIUM))(order, _only(parent, parent.tiles[0]))


def chosen_tile(action: str, parent: Recipe) -> int:
    """Which tile a numbered action means, counted from 0."""
    return min(int(action[-1]), len(parent.tiles)) - 1


def _only(parent: Recipe, tile: Tile) -> Recipe:
    return Recipe((tile,), parent.size, parent.ratio, parent.base)


def _seeds(order: Order) -> Iterator[int]:
    """Four numbers out of the order's one, far apart."""
    return ((order.seed + i * 0x9E3779B1) % 2**32 for i in range(4))


def _generated(order: Order) -> Recipe:
    size = sizes.tile(order.ratio, order.edge)
    view = View.of_ratio(size.width / size.height)
    manner = _manner(order, view)
    text = order.text or ", ".join(one.words for one in manner.references if one.words)
    tiles = tuple(Tile(scene, _chaotic(scene, view)) for scene in tile_scenes(text, order.seed, manner))
    return Recipe(tiles, size, order.ratio)


def _manner(order: Order, view: View) -> Manner:
    """The flags as the artist follows them."""
    flags = order.flags
    plain = "raw" in flags or flags.get("style") == "raw"
    return Manner(
        stylize=int(flags.get("stylize", 20 if plain else 100)),
        chaos=int(flags.get("chaos", 0)),
        weird=int(flags.get("weird", 0)),
        without=flags.get("no", ""),
        torus=view if "tile" in flags else None,
        references=tuple(reference(given, order.folder) for given in order.references),
    )


def _chaotic(scene: Scene, view: View) -> View:
    """With chaos each tile is seen from nearer or farther, and from another side; one without seams is not."""
    loose = 0.0 if scene.manner.torus else scene.manner.chaos / 100
    if not loose:
        return view
    near, across = (scene.choice("frame", key, scene.tile) % 1000 / 500 - 1 for key in ("near", "across"))
    return view.zoomed_out(1 + 0.28 * loose * near).moved(0.22 * loose * across, 0.0)


def _upscaled_tile(order: Order, parent: Recipe) -> Recipe:
    """A tile as a picture of its own: the same pixels."""
    return parent


def _upscaled(factor: int) -> _Plan:
    def upscaled(order: Order, parent: Recipe) -> Recipe:
        """The same scene with more pixels; `redo_` starts from the size before the last upscale."""
        base = parent.base if order.action.startswith(_REDO) and parent.base else parent.size
        return Recipe(parent.tiles, sizes.enlarged(base, factor), parent.ratio, base)

    return upscaled


def _varied(strength: float) -> _Plan:
    def varied(order: Order, parent: Recipe) -> Recipe:
        """Four new scenes near the picture's own."""

        def other(seed: int) -> Tile:
            return parent.tiles[0].varied(lambda scene: scene.varied(seed, strength))

        return _framed((other(seed) for seed in _seeds(order)), parent.ratio, order)

    return varied


def _zoomed_out(factor: float) -> _Plan:
    def zoomed_out(order: Order, parent: Recipe) -> Recipe:
        """More of the scene around the same centre."""
        return _surroundings(order, parent.tiles[0], parent.tiles[0].view.zoomed_out(factor), parent.ratio)

    return zoomed_out


def _panned(dx: int, dy: int) -> _Plan:
    def panned(order: Order, parent: Recipe) -> Recipe:
        """The frame made longer towards one side, or moved there once it is long enough."""
        tile = parent.tiles[0]
        ratio = parent.ratio * (_PAN if dx else 1 / _PAN)
        if not 1 / _LONGEST <= ratio <= _LONGEST:
            return _surroundings(order, tile, tile.view.moved(dx / 2, dy / 2), parent.ratio)
        size = sizes.tile(ratio, order.edge)
        view = _longer(tile.view, dx, dy, size.width / size.height)
        return _surroundings(order, tile, view, ratio)

    return panned


def _longer(view: View, dx: int, dy: int, aspect: float) -> View:
    """The view made longer towards (dx, dy), its other sides where they were."""
    if dx:
        width = view.height * aspect
        return View(view.x + min(dx, 0) * (width - view.width), view.y, width, view.height)
    height = view.width / aspect
    return View(view.x, view.y + min(dy, 0) * (height - view.height), view.width, height)


def _square(order: Order, parent: Recipe) -> Recipe:
    """As much scene beyond the long edges as makes the frame square."""
    view = parent.tiles[0].view
    side = max(view.width, view.height)
    square = View(view.x + (view.width - side) / 2, view.y + (view.height - side) / 2, side, side)
    return _surroundings(order, parent.tiles[0], square, 1.0)


def _surroundings(order: Order, tile: Tile, view: View, ratio: float) -> Recipe:
    """Four candidates that hold the old frame and differ outside it."""

    def candidate(seed: int) -> Tile:
        return tile.seen(view).covered(Patch(tile.view, tile.scene.varied(seed, _SURROUNDINGS)))

    return _framed((candidate(seed) for seed in _seeds(order)), ratio, order)


def _region(order: Order, parent: Recipe, source: Source) -> Recipe:
    """Four candidates that are the parent outside the mask; a larger parent is scaled down to a tile."""
    tile = parent.tiles[0]
    size = region_size(parent, order.edge)
    below = tile.covered(Patch(tile.view, file=source.name, exact=parent.kind == "single"))
    focus = Focus.of(read_mask(masks_folder(order.folder) / order.mask), tile.view)

    def candidate(number: int, seed: int) -> Tile:
        scene = region_scene(tile.scene, order.text, seed, focus)
        return below.covered(Patch(tile.view, scene, order.mask, picture_name(order.stem), tile=number))

    return Recipe(tuple(candidate(number, seed) for number, seed in enumerate(_seeds(order))), size, parent.ratio)


def region_size(parent: Recipe, edge: int) -> Size:
    """The size of a region edit's tiles: the parent's own where it is no larger than a tile."""
    if parent.kind == "grid":
        return parent.size
    usual = sizes.tile(parent.ratio, edge)
    return parent.size if parent.size.width <= usual.width and parent.size.height <= usual.height else usual


def _framed(tiles: Iterator[Tile], ratio: float, order: Order) -> Recipe:
    """Tiles as a grid of the usual size for a ratio, their frames fitted to its exact proportions."""
    size = sizes.tile(ratio, order.edge)
    return Recipe(tuple(tile.seen(_fitted(tile.view, size)) for tile in tiles), size, ratio)


def _fitted(view: View, size: Size) -> View:
    height = view.width * size.height / size.width
    if isclose(height, view.height, rel_tol=1e-9):
        return view
    return View(view.x, view.y + (view.height - height) / 2, view.width, height)


_TILE_PLANS: dict[str, _Plan] = {"upscale": _upscaled_tile, "variation": _varied(_MEDIUM)}

_PLANS: dict[str, _Plan] = {
    "upscale_2x": _upscaled(2),
    "upscale_4x": _upscaled(4),
    "upscale_subtle": _upscaled(2),
    "upscale_creative": _upscaled(2),
    "variation_subtle": _varied(_SUBTLE),
    "variation_strong": _varied(_STRONG),
    "zoom_out_2x": _zoomed_out(2.0),
    "zoom_out_1_5x": _zoomed_out(1.5),
    "pan_left": _panned(-1, 0),
    "pan_right": _panned(1, 0),
    "pan_up": _panned(0, -1),
    "pan_down": _panned(0, 1),
    "square": _square,
}
