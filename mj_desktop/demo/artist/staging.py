"""Where subjects stand: in the sky, on the water, on the ground of each place or on a bank in front."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from . import animals, buildings, cliff, creatures, figures, flyers, land, machines, monuments, terrain
from .arrays import Floats, floats
from .canvas import Canvas, blended, colour
from .noise import Rows, line, stable_hash
from .places import WATERY
from .plan import Plan

_BANKED = ("mountains", "fjord", "volcano", "sea", "city", "forest")
_ON_A_BANK = ("cat", "person", "dog", "horse", "deer", "robot", "mushroom", "bicycle", *creatures.CREATURES)
_GROUNDS = {"hills": land.HILLS, "dunes": land.DUNES}


@dataclass(frozen=True)
class Spot:
    """A place for one subject: feet (or middle) and scale, 1 being a lone subject in front."""

    x: float
    y: float
    scale: float
    seed: int


Drawer: TypeAlias = Callable[[Canvas, Plan, Spot], None]


def subjects(canvas: Canvas, plan: Plan) -> None:
    """Draw what the plan names: things in the sky, then on the water, then on the ground."""
    for name in plan.subjects:
        if name in _SKY:
            for spot in _sky_spots(canvas, plan, name):
                _SKY[name](canvas, plan, spot)
    if "bridge" in plan.subjects and plan.place in WATERY:
        machines.bridge(canvas, plan)
    if "whale" in plan.subjects and plan.place in WATERY:
        for spot in _water_spots(canvas, plan, "whale"):
            animals.whale(canvas, plan, spot.x, spot.y, 0.13 * spot.scale)
    if "ship" in plan.subjects and plan.place in WATERY:
        for spot in _water_spots(canvas, plan, "ship"):
            flyers.ship(canvas, plan, spot.x, spot.y, 0.16 * spot.scale, spot.seed)
    standing = [name for name in plan.subjects if name in _GROUND]
    order = {name: index for index, name in enumerate(sorted(standing, key=lambda name: _on_bank(plan, name)))}
    for name in [name for name in order if not _on_bank(plan, name)]:
        _stand(canvas, plan, name, order[name])
    if any(_on_bank(plan, name) for name in order):
        _bank(canvas, plan)
    for name in [name for name in order if _on_bank(plan, name)]:
        _stand(canvas, plan, name, order[name])
    if "lanterns" in plan.subjects:
        flyers.lanterns(canvas, plan, 0.25, 0.95)


def _stand(canvas: Canvas, plan: Plan, name: str, order: int) -> None:
    for spot in _ground_spots(canvas, plan, name, order):
        _GROUND[name](canvas, plan, spot)


def _on_bank(plan: Plan, name: str) -> bool:
    """Silhouettes stand on a dark bank in front, except on the headland; others where there is no ground."""
    if name == "castle" and plan.place in _BANKED:
        return False
    return plan.place in _BANKED or (name in _ON_A_BANK and plan.place != "lighthouse")


# -- spots


def _number(plan: Plan, *key: object) -> float:
    return plan.seeds.number("spot", *key)


def _everywhere(canvas: Canvas, plan: Plan, name: str, cell: float, top: float, bottom: float) -> list[Spot]:
    """Spots all over: a region edit's mask may lie anywhere."""
    base = stable_hash(plan.seeds.parts[0][0], plan.seeds.salt, name, plan.idea)
    spots = []
    for column in canvas.across.lattice(cell, 0).indices(0):
        for row in range(int(np.floor(top / cell)), int(np.ceil(bottom / cell))):
            seed = stable_hash(base, int(column), row)
            x = (int(column) + 0.25 + 0.5 * (seed & 255) / 255) * cell
            y = (row + 0.25 + 0.5 * (seed >> 8 & 255) / 255) * cell
            if top < y < bottom:
                spots.append(Spot(x, y, 0.42 + 0.4 * (seed >> 16 & 255) / 255, seed))
    return spots


def _sky_spots(canvas: Canvas, plan: Plan, name: str) -> list[Spot]:
    if name in plan.scattered:
        return _everywhere(canvas, plan, name, 0.19 if name == "balloon" else 0.30, 0.03, 0.80)
    seed = stable_hash(plan.seeds.parts[0][0], name)
    x, y = 0.60 + 0.16 * _number(plan, name, "x"), 0.22 + 0.10 * _number(plan, name, "y")
    if name != "balloon":
        return [Spot(x - 0.1, y + (0.05 if name == "birds" else 0.0), 1.0, seed)]
    far = [(0.20, 0.16, 0.46), (-0.17, 0.20, 0.32), (-0.32, -0.04, 0.22), (0.30, -0.08, 0.26)]
    count = 2 + seed % 3
    return [
        Spot(x, y, 1.0, seed),
        *(Spot(x + dx, y + dy, size, seed + i + 1) for i, (dx, dy, size) in enumerate(far[:count])),
    ]


def _water_spots(canvas: Canvas, plan: Plan, name: str) -> list[Spot]:
    line = plan.horizon
    if name in plan.scattered:
        spots = _everywhere(canvas, plan, name, 0.27, line + 0.03, 1.1)
        return sorted((Spot(s.x, s.y, 0.35 + 2.6 * (s.y - line), s.seed) for s in spots), key=lambda spot: spot.y)
    seed = stable_hash(plan.seeds.parts[0][0], name)
    x, away = 0.52 + 0.30 * _number(plan, name), 0.05 + 0.07 * _number(plan, f"{name} away")
    if name == "whale":  # near enough to be seen, and not where a ship is
        return [Spot(x - 0.30, line + away + 0.08, 0.75 + 5.2 * away, seed)]
    main = Spot(x, line + away, 0.55 + 5.2 * away, seed)
    return [Spot(x - 0.24, line + 0.012, 0.30, seed + 3), main] if seed & 2 else [main]


def _ground_spots(canvas: Canvas, plan: Plan, name: str, order: int) -> list[Spot]:
    if name == "castle" and plan.place == "mountains" and name not in plan.scattered:
        return []  # it stands on the spit, which the water mirrors
    seed = stable_hash(plan.seeds.parts[0][0], name, "ground")
    x = (0.30, 0.66, 0.47)[order % 3] + 0.10 * (_number(plan, name) - 0.5)
    if name not in plan.scattered:
        return [_standing(plan, x, name, seed)]
    cell = 0.46 if name in ("car", "castle", "tree") else 0.30
    places = {round(spot.x, 4): spot for spot in _everywhere(canvas, plan, name, cell, 0.0, cell)}
    return [_standing(plan, at, name, spot.seed) for at, spot in sorted(places.items())]


def _standing(plan: Plan, x: float, name: str, seed: int) -> Spot:
    """A spot on the ground of the place."""
    if plan.place == "lighthouse":
        return Spot(x, float(cliff.top(plan, floats([x]))[0]) + 0.008, 0.42, seed)
    if name == "castle" and plan.place in _BANKED:
        return Spot(0.24 + 0.2 * (x - 0.4), plan.horizon + 0.062, 0.62, seed)
    if plan.place in _GROUNDS and not _on_bank(plan, name):
        away = {
            "cottage": 1.25,
            "castle": 2.4,
            "tree": 1.15,
            "car": 0.85,
            "windmill": 1.3,
            "pagoda": 1.3,
            "pyramid": 2.2,
        }.get(name, 0.8)
        return Spot(x, _on_land(plan, _GROUNDS[plan.place], x, away), 0.95 / away, seed)
    return Spot(x, float(_bank_edge(plan, floats([x]))[0]) + 0.008, 1.0, seed)


def _on_land(plan: Plan, ground: land.Ground, x: float, away: float) -> float:
    """Height in the picture of the ground at a place and distance, or of the crest that hides it."""
    z = np.geomspace(ground.near, away, 160, dtype=np.float64)
    cut = terrain.Slices(Rows((x - 0.5) * z, np.full_like(z, 1e-3), z, 2), ground.eye, plan.horizon)
    tops = plan.horizon + (ground.eye - ground.heights(cut, plan)[:, 0]) / z
    return min(float(tops.min()) + 0.004, 0.95)


def _bank_edge(plan: Plan, places: Floats) -> Floats:
    """Upper edge of the dark bank in front."""
    seeds = plan.seeds.salted("bank")
    return floats(
        0.885
        + 0.016 * line(seeds, places, 0.4, 5, 0.45)
        + 0.05 * np.tanh((places - 0.5) * 1.4) * (seeds.number("lean") - 0.3)
    )


def _bank(canvas: Canvas, plan: Plan) -> None:
    """Ground in front for figures to stand on, with blades of grass along its edge."""
    tone = blended(colour(plan.palette.dark), colour(plan.palette.ambient), 0.10)
    edge = _bank_edge(plan, canvas.x[0])
    blades = np.maximum(canvas.outline(plan.seeds.salted("blades"), 0.012, 4, 0.8), 0) * 0.0065
    rough = canvas.noise(plan.seeds.salted("soil"), 0.02, 2.0, 6, 0.6)
    shade = np.stack([np.float32(channel) * (1 + 0.14 * rough) for channel in tone])
    canvas.over(floats(shade), canvas.below(edge - blades))
    canvas.settle()


# -- drawers


def _balloon(canvas: Canvas, plan: Plan, spot: Spot) -> None:
    flyers.balloon(canvas, plan, spot.x, spot.y, 0.088 * spot.scale, spot.seed)


def _birds(canvas: Canvas, plan: Plan, spot: Spot) -> None:
    flyers.flock(canvas, plan, spot.x, spot.y, spot.seed, 9)


def _cat(canvas: Canvas, plan: Plan, spot: Spot) -> None:
    figures.cat(canvas, plan, spot.x, spot.y, 0.25 * spot.scale)


def _person(canvas: Canvas, plan: Plan, spot: Spot) -> None:
    figures.person(canvas, plan, spot.x, spot.y, 0.20 * spot.scale)


def _car(canvas: Canvas, plan: Plan, spot: Spot) -> None:
    figures.car(canvas, plan, spot.x, spot.y, 0.12 * spot.scale, plan.paint or "#a83a30")


def _tree(canvas: Canvas, plan: Plan, spot: Spot) -> None:
    figures.tree(canvas, plan, spot.x, spot.y + 0.006, 0.44 * spot.scale, spot.seed)


def _cottage(canvas: Canvas, plan: Plan, spot: Spot) -> None:
    buildings.cottage(canvas, plan, spot.x, spot.y, 0.15 * spot.scale)


def _castle(canvas: Canvas, plan: Plan, spot: Spot) -> None:
    buildings.castle(canvas, plan, spot.x, spot.y, 0.34 * spot.scale)


def _lighthouse(canvas: Canvas, plan: Plan, spot: Spot) -> None:
    if plan.place != "lighthouse":
        buildings.lighthouse(canvas, plan, spot.x, spot.y, 0.34 * spot.scale)
        buildings.beam(canvas, plan, spot.x, buildings.lamp(0.34 * spot.scale, spot.y), spot.scale)


def _dog(canvas: Canvas, plan: Plan, spot: Spot) -> None:
    animals.dog(canvas, plan, spot.x, spot.y, 0.22 * spot.scale)


def _horse(canvas: Canvas, plan: Plan, spot: Spot) -> None:
    animals.horse(canvas, plan, spot.x, spot.y, 0.29 * spot.scale)


def _deer(canvas: Canvas, plan: Plan, spot: Spot) -> None:
    animals.deer(canvas, plan, spot.x, spot.y, 0.27 * spot.scale)


def _palm(canvas: Canvas, plan: Plan, spot: Spot) -> None:
    figures.palm(canvas, plan, spot.x, spot.y + 0.008, 0.46 * spot.scale, spot.seed)


def _windmill(canvas: Canvas, plan: Plan, spot: Spot) -> None:
    machines.windmill(canvas, plan, spot.x, spot.y, 0.42 * spot.scale, spot.seed)


def _pagoda(canvas: Canvas, plan: Plan, spot: Spot) -> None:
    monuments.pagoda(canvas, plan, spot.x, spot.y, 0.42 * spot.scale, spot.seed)


def _pyramid(canvas: Canvas, plan: Plan, spot: Spot) -> None:
    monuments.pyramid(canvas, plan, spot.x, spot.y, 0.34 * max(spot.scale, 0.6))


def _robot(canvas: Canvas, plan: Plan, spot: Spot) -> None:
    monuments.robot(canvas, plan, spot.x, spot.y, 0.26 * spot.scale, plan.paint)


def _mushroom(canvas: Canvas, plan: Plan, spot: Spot) -> None:
    monuments.mushroom(canvas, plan, spot.x, spot.y, 0.22 * spot.scale, spot.seed, plan.paint)


def _rocket(canvas: Canvas, plan: Plan, spot: Spot) -> None:
    machines.rocket(canvas, plan, spot.x, spot.y + 0.16 * spot.scale, 0.26 * spot.scale, plan.paint)


def _plane(canvas: Canvas, plan: Plan, spot: Spot) -> None:
    machines.plane(canvas, plan, spot.x, spot.y, 0.12 * spot.scale, spot.seed)


def _dragon(canvas: Canvas, plan: Plan, spot: Spot) -> None:
    animals.dragon(canvas, plan, spot.x, spot.y, 0.19 * spot.scale, spot.seed)


def _butterfly(canvas: Canvas, plan: Plan, spot: Spot) -> None:
    creatures.butterfly(canvas, plan, spot.x, spot.y + 0.16, 0.16 * spot.scale)


def _bicycle(canvas: Canvas, plan: Plan, spot: Spot) -> None:
    machines.bicycle(canvas, plan, spot.x, spot.y, 0.22 * spot.scale)


def _creature(name: str, size: float) -> Drawer:
    def drawn(canvas: Canvas, plan: Plan, spot: Spot) -> None:
        creatures.draw(canvas, plan, spot.x, spot.y, size * spot.scale, name)

    return drawn


_SKY: dict[str, Drawer] = {
    "plane": _plane,
    "balloon": _balloon,
    "dragon": _dragon,
    "rocket": _rocket,
    "birds": _birds,
    "butterfly": _butterfly,
}
_GROUND: dict[str, Drawer] = {
    "castle": _castle,
    "cottage": _cottage,
    "pyramid": _pyramid,
    "pagoda": _pagoda,
    "windmill": _windmill,
    "tree": _tree,
    "palm": _palm,
    "horse": _horse,
    "deer": _deer,
    "dog": _dog,
    "elephant": _creature("elephant", 0.36),
    "bear": _creature("bear", 0.24),
    "cow": _creature("cow", 0.25),
    "sheep": _creature("sheep", 0.20),
    "fox": _creature("fox", 0.24),
    "penguin": _creature("penguin", 0.22),
    "rabbit": _creature("rabbit", 0.20),
    "owl": _creature("owl", 0.26),
    "bicycle": _bicycle,
    "robot": _robot,
    "mushroom": _mushroom,
    "car": _car,
    "person": _person,
    "cat": _cat,
    "lighthouse": _lighthouse,
}
