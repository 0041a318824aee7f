"""Guests: what region edits put into a picture, each wholly inside the place that its mask leaves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeAlias

import numpy as np

from . import animals, buildings, cliff, creatures, figures, flyers, machines, monuments, trees
from .arrays import Floats, floats
from .canvas import Canvas, Point, blended, colour, scaled
from .fitting import Box, Room, Spot
from .noise import stable_hash
from .places import tower_at
from .plan import Edit, Plan

Drawer: TypeAlias = Callable[[Canvas, Plan, Spot], None]
Caps: TypeAlias = dict[str, Floats]

_MOST = 5  # of one kind; birds fly in one flock instead
_STONE = (0.50, 0.46, 0.47)
_LAND = ("hills", "dunes", "forest")


@dataclass(frozen=True)
class Kind:
    """A kind of guest: what it takes around its point at size 1, its largest size, where it belongs, who draws it."""

    box: Box
    most: float
    home: str
    draw: Drawer


@dataclass(frozen=True)
class Guest:
    """One guest at its place, on what: `air`, `land` or `water`."""

    kind: str
    spot: Spot
    ground: str
    number: int
    paint: str


def draw(canvas: Canvas, plan: Plan) -> None:
    """Draw the guests of all edits; `canvas.cover` then tells where those of the last one are."""
    for edit in plan.edits:
        canvas.cover = np.zeros((canvas.height, canvas.width), np.float32)
        for guest in sorted(guests(plan, edit), key=lambda guest: (guest.kind not in _BEHIND, guest.spot.size)):
            _draw(canvas, plan, guest)


def _draw(canvas: Canvas, plan: Plan, guest: Guest) -> None:
    kind, spot = KINDS[guest.kind], guest.spot
    if kind.home == "land" and guest.ground != "land":
        _islet(canvas, plan, spot, kind.box.side * 1.25 * spot.size, guest.ground)
    if guest.kind == "birds":
        _flock(canvas, plan, spot, guest.number)
        return
    coats = ((guest.kind, guest.paint),) if guest.paint else plan.coats
    kind.draw(canvas, replace(plan, paint=guest.paint, coats=coats), spot)


# -- who comes


def guests(plan: Plan, edit: Edit) -> list[Guest]:
    """Who comes to an edit and where: those that its words name, or one that suits the place if none can be drawn."""
    room = Room(edit.focus)
    caps = _caps(plan, room)
    found = list[Guest]()
    names = [name for name, _ in edit.wanted]
    wanted = [want for want in edit.wanted if want[0] in KINDS and not (want[0] == "moon" and "moons" in names)]
    wanted.sort(key=lambda want: want[0] == "birds")
    for name, number in wanted:
        crowded = len(wanted) > 1 and room.length() < 2
        found += _placed(plan, edit, room, caps, name, number, 0.72 if crowded else 1.0)
    if not found and edit.open:
        ideas = (
            _placed(plan, edit, room, caps, name, int(name != "birds"), 1.0) for name in _ideas(edit, plan, room, caps)
        )
        found = next((placed for placed in ideas if placed), found)
    return found


def _ideas(edit: Edit, plan: Plan, room: Room, caps: Caps) -> list[str]:
    """What may suit the place, the best first: by what most of the free cells show."""
    shares = {ground: float((caps[ground] > 0)[room.free].mean()) if room.free.any() else 0.0 for ground in _IDEAS}
    ground = max(shares, key=lambda name: shares[name])
    if shares[ground] < 0.2:
        return ["birds", "lanterns"]  # a rock face or the like
    if ground == "air clear" and plan.aurora:
        return ["moon", "birds", "balloon"][edit.seed % 3 :] + ["balloon", "birds"]
    names = _LAND_IDEAS.get(plan.place, _IDEAS["land"]) if ground == "land" else _IDEAS[ground]
    turn = edit.seed % len(names)
    return [*names[turn:], *names[:turn], "birds", "lanterns"]


def _placed(plan: Plan, edit: Edit, room: Room, caps: Caps, name: str, number: int, share: float) -> list[Guest]:
    """Guests of one kind, as many as asked for or as the mask is long, where they belong."""
    kind, seed = KINDS[name], stable_hash(edit.seed, name)
    ground, box = _home(room, caps, kind)
    if not ground:
        return []
    limits = np.minimum(caps[ground], 1.0) * np.float32(kind.most)
    # Four candidates should not all be as large as may be.
    share *= (1.0, 0.86, 0.74, 0.92)[seed % 4]
    spots = room.place(limits, box, _many(room, name, number), seed, share)
    birds = number if number > 0 else 7 + seed % 4
    return [Guest(name, spot, ground.partition(" ")[0], birds, edit.paint) for spot in spots]


def _many(room: Room, name: str, number: int) -> int:
    """How many to place: the number asked for, or more where the free place is long."""
    if name in _CROWDS:
        return _CROWDS[name]
    long = room.length()
    if number > 0:
        return min(number, _MOST)
    return int(np.clip(round(long) + 1, 2, _MOST)) if number < 0 else int(np.clip(round(long * 0.75), 1, 4))


def _home(room: Room, caps: Caps, kind: Kind) -> tuple[str, Box]:
    """The first ground that leaves a kind enough of the room that it could have, and its box there."""
    options = [(ground, kind.box.deeper(down, side)) for ground, down, side in _homes(kind)]
    sizes = [room.largest(np.minimum(caps[ground], 1.0) * np.float32(kind.most), box) for ground, box in options]
    enough = (0.15 if kind.home == "sky" else 0.5) * max(sizes)
    return next(
        (option for option, size in zip(options, sizes, strict=True) if size > 0 and size >= enough), ("", kind.box)
    )


def _homes(kind: Kind) -> tuple[tuple[str, float, float], ...]:
    """Grounds for a kind in the order of preference, with what is needed there below and to the sides."""
    half = kind.box.side * 1.3
    return {
        "air": (("air clear", 0.0, 0.0), ("air", 0.0, 0.0)),
        "sky": (("air high", 0.0, 0.0), ("air", 0.0, 0.0)),
        "water": (("water", 0.85, 0.0), ("water", 0.1, 0.0)),
        "land": (("land", 0.0, 0.0), ("water islet", 0.3 * half, half), ("air clear", 0.95 * half, half),
                 ("air", 0.95 * half, half)),
    }[kind.home]  # fmt: skip


# -- grounds


def _caps(plan: Plan, room: Room) -> Caps:
    """For each ground how large guests may be at each cell, 1 being in front, 0 where it is another ground."""
    x, y = room.x + 0 * room.y, room.y + 0 * room.x
    away = y - np.float32(plan.horizon)
    below, none = away > 0.012, np.zeros_like(x, np.bool_)
    rock, crown, tower = none, none, none
    if plan.place == "lighthouse":
        top = cliff.top(plan, room.x[0])[None, :] + 0 * y
        # A boat needs water to both sides.
        beside = np.minimum(*(cliff.top(plan, room.x[0] + np.float32(dx)) for dx in (-0.13, 0.13)))[None, :]
        rock, crown = (
            y > np.minimum(top, beside) - 0.01,
            (y > top + 0.004) & (y < top + 0.035) & (top < plan.horizon - 0.02),
        )
        at, tall = tower_at(plan)
        tower = (np.abs(x - np.float32(at)) < 0.075) & (y > top - tall * 1.3)
    land = (away > 0.035) if plan.place in _LAND else crown
    water = below & ~rock & (plan.place not in _LAND)
    near = np.clip(0.12 + 2.6 * away, 0.0, 1.0)
    grown = np.where(crown, 0.5, 1.0 if plan.place == "forest" else np.clip(4.2 * away, 0.0, 1.0))
    everywhere = np.ones_like(x)
    return {
        "air": floats(everywhere),
        "air clear": floats(~below & ~rock & ~tower),
        "air high": floats((away < -0.14) & ~rock & ~tower),
        "water": floats(near * water),
        "water islet": floats(np.clip(near * 1.2, 0.0, 1.0) * water),
        "land": floats(grown * land),
    }


def _islet(canvas: Canvas, plan: Plan, spot: Spot, half: float, ground: str) -> None:
    """A piece of ground to stand on where there is none: in the water a low rock, in the air one that floats."""
    palette, rng = plan.palette, np.random.default_rng(spot.seed)
    side = 1.0 if plan.sun[0] > spot.x else -1.0
    depth, foot = (0.85 if ground == "air" else 0.17) * half, spot.y + 0.02 * half
    t = np.linspace(-1, 1, 25)
    hang = (1 - np.abs(t) ** 1.5) * (0.72 + 0.28 * rng.random(25)) * depth + 0.05 * half
    rock = [(spot.x + float(a) * half, foot + float(b)) for a, b in zip(t, hang, strict=True)]
    rim = [(spot.x + float(a) * half, foot - 0.10 * half * float(np.sqrt(1 - a * a))) for a in t[::-1]]
    shade = blended(colour(palette.ambient), colour(palette.haze), 0.25)
    sun = scaled(colour(palette.sun), 0.75 * palette.power + 0.1)

    def stone(across: Floats, down: Floats) -> Floats:
        u, v = (across - np.float32(spot.x)) / np.float32(half), (down - np.float32(foot)) / np.float32(depth)
        facet = np.sin(u * 21 + 4 * np.sin(v * 5 + spot.seed % 7)) * 0.12
        lit = np.clip(0.34 + 0.45 * u * side - 0.35 * v + facet, 0.02, 1)
        return floats(
            np.stack(
                [tone * (dim + (bright - dim) * lit) for tone, dim, bright in zip(_STONE, shade, sun, strict=True)]
            )
        )

    if ground == "water":
        mirror = [(x, 2 * foot + 0.11 * half - y + 0.12 * half) for x, y in rim]
        canvas.shape([*rock, *mirror], scaled(blended(colour(palette.water), colour(palette.dark), 0.5), 0.9), 0.35)
    canvas.shape([*rock, *rim], stone)
    turf = [
        (spot.x + float(a) * half, foot + (0.05 + 0.05 * float(r)) * half)
        for a, r in zip(t, rng.random(25), strict=True)
    ]
    grass = colour("#eef2f6" if "snow" in plan.weather else "#66803f")
    light = blended(shade, sun, 0.6)
    canvas.shape([*turf, *rim], (grass[0] * light[0], grass[1] * light[1], grass[2] * light[2]))


# -- drawers


def _balloon(canvas: Canvas, plan: Plan, spot: Spot) -> None:
    flyers.balloon(canvas, plan, spot.x, spot.y, spot.size, spot.seed, plan.paint)


def _flock(canvas: Canvas, plan: Plan, spot: Spot, count: int) -> None:
    """Birds in a slanting wedge or in a loose crowd, all within one size of the spot."""
    rng = np.random.default_rng(spot.seed)
    palette = plan.palette
    tone = blended(colour(palette.dark), colour(palette.haze), 0.10)
    dark = palette.night > 0.5 or (plan.place == "lighthouse" and _before_rock(plan, spot))
    tone = blended(tone, (0.80, 0.84, 0.90), 0.6 if dark else 0.0)
    span = spot.size * (0.9 if count == 1 else float(np.clip(3.0 / count, 0.30, 0.60)))
    for place in _wedge(count, spot.seed) if spot.seed & 1 or count < 4 else _crowd(count, rng):
        x, y = spot.x + place[0] * spot.size, spot.y + place[1] * spot.size
        flyers.bird(canvas, tone, x, y, span * rng.uniform(0.8, 1.05), 0.30 * rng.random() - 0.05)


def _before_rock(plan: Plan, spot: Spot) -> bool:
    return spot.y > float(cliff.top(plan, floats([spot.x]))[0])


def _wedge(count: int, seed: int) -> list[Point]:
    flip = 1.0 if seed & 2 else -1.0
    step = 1.5 / max(count - 1, 1)
    points = [(-0.75 + step * k, 0.20 * (1 if k % 2 else -1) * k / max(count - 1, 1)) for k in range(count)]
    return [(flip * x, y) for x, y in points] if count > 1 else [(0.0, 0.0)]


def _crowd(count: int, rng: np.random.Generator) -> list[Point]:
    """One bird in each of as many slices, at any height."""
    return [(-0.75 + 1.5 * (k + rng.uniform(0.2, 0.8)) / count, rng.uniform(-0.24, 0.24)) for k in range(count)]


def _moon(canvas: Canvas, plan: Plan, spot: Spot) -> None:
    lean = 0.15 if plan.palette.night > 0.4 else (0.6 if spot.seed & 1 else -0.6)
    flyers.moon(canvas, plan, spot.x, spot.y, spot.size, spot.seed, lean)


def _ship(canvas: Canvas, plan: Plan, spot: Spot) -> None:
    flyers.ship(canvas, plan, spot.x, spot.y, spot.size, spot.seed)


def _cat(canvas: Canvas, plan: Plan, spot: Spot) -> None:
    figures.cat(canvas, plan, spot.x, spot.y, spot.size)


def _person(canvas: Canvas, plan: Plan, spot: Spot) -> None:
    figures.person(canvas, plan, spot.x, spot.y, spot.size)


def _car(canvas: Canvas, plan: Plan, spot: Spot) -> None:
    figures.car(canvas, plan, spot.x, spot.y, spot.size, plan.paint or ("#a83a30", "#2f5d8a", "#d8a03a")[spot.seed % 3])


def _tree(canvas: Canvas, plan: Plan, spot: Spot) -> None:
    figures.tree(canvas, plan, spot.x, spot.y + 0.012 * spot.size, spot.size, spot.seed)


def _pines(canvas: Canvas, plan: Plan, spot: Spot) -> None:
    """Three conifers of different heights."""
    tone = blended(colour(plan.palette.dark), colour(plan.palette.ambient), 0.3)
    for index, (dx, height) in enumerate(((-0.22, 0.72), (0.24, 0.60), (0.02, 1.0))):
        outline = trees.conifer(spot.x + dx * spot.size, spot.y, height * spot.size * 0.94, spot.seed + index)
        canvas.shape([(float(x), float(y)) for x, y in outline], scaled(tone, 1.25 - 0.12 * index))


def _cottage(canvas: Canvas, plan: Plan, spot: Spot) -> None:
    buildings.cottage(canvas, plan, spot.x, spot.y, spot.size)


def _castle(canvas: Canvas, plan: Plan, spot: Spot) -> None:
    buildings.castle(canvas, plan, spot.x, spot.y, spot.size)


def _lighthouse(canvas: Canvas, plan: Plan, spot: Spot) -> None:
    buildings.lighthouse(canvas, plan, spot.x, spot.y, spot.size)
    canvas.glow(spot.x, buildings.lamp(spot.size, spot.y), 0.07 * spot.size, colour("#ffe9b4"), 0.8)


def _lantern(canvas: Canvas, plan: Plan, spot: Spot) -> None:
    canvas.glow(spot.x, spot.y, spot.size, (1.0, 0.72, 0.34), 0.95)


def _animal(draw: Callable[[Canvas, Plan, float, float, float], None]) -> Drawer:
    def drawn(canvas: Canvas, plan: Plan, spot: Spot) -> None:
        draw(canvas, plan, spot.x, spot.y, spot.size)

    return drawn


def _dragon(canvas: Canvas, plan: Plan, spot: Spot) -> None:
    animals.dragon(canvas, plan, spot.x, spot.y, spot.size, spot.seed & ~2)


def _palm(canvas: Canvas, plan: Plan, spot: Spot) -> None:
    figures.palm(canvas, plan, spot.x, spot.y + 0.012 * spot.size, spot.size, spot.seed)


def _windmill(canvas: Canvas, plan: Plan, spot: Spot) -> None:
    machines.windmill(canvas, plan, spot.x, spot.y, spot.size, spot.seed)


def _plane(canvas: Canvas, plan: Plan, spot: Spot) -> None:
    machines.plane(canvas, plan, spot.x, spot.y, spot.size, spot.seed, 0.0)


def _rocket(canvas: Canvas, plan: Plan, spot: Spot) -> None:
    machines.rocket(canvas, plan, spot.x, spot.y, spot.size, plan.paint)


def _pagoda(canvas: Canvas, plan: Plan, spot: Spot) -> None:
    monuments.pagoda(canvas, plan, spot.x, spot.y, spot.size, spot.seed)


def _robot(canvas: Canvas, plan: Plan, spot: Spot) -> None:
    monuments.robot(canvas, plan, spot.x, spot.y, spot.size, plan.paint)


def _mushroom(canvas: Canvas, plan: Plan, spot: Spot) -> None:
    monuments.mushroom(canvas, plan, spot.x, spot.y, spot.size, spot.seed, plan.paint)


KINDS: dict[str, Kind] = {
    "balloon": Kind(Box(1.08, 1.08, 1.82), 0.150, "air", _balloon),
    "birds": Kind(Box(1.0, 0.40, 0.32), 0.19, "air", _balloon),
    "moon": Kind(Box(1.7, 1.7, 1.7), 0.075, "sky", _moon),
    "moons": Kind(Box(1.4, 1.4, 1.4), 0.080, "sky", _moon),
    "ship": Kind(Box(0.6, 1.26, 0.16), 0.27, "water", _ship),
    "cat": Kind(Box(0.66, 1.04, 0.05), 0.25, "land", _cat),
    "person": Kind(Box(0.24, 1.04, 0.05), 0.24, "land", _person),
    "car": Kind(Box(1.12, 0.96, 0.10), 0.12, "land", _car),
    "tree": Kind(Box(0.56, 1.06, 0.05), 0.42, "land", _tree),
    "pines": Kind(Box(0.44, 1.02, 0.03), 0.36, "land", _pines),
    "cottage": Kind(Box(0.92, 1.02, 0.16), 0.17, "land", _cottage),
    "castle": Kind(Box(0.60, 1.16, 0.10), 0.36, "land", _castle),
    "lighthouse": Kind(Box(0.14, 1.26, 0.05), 0.40, "land", _lighthouse),
    "dog": Kind(Box(0.66, 1.02, 0.05), 0.23, "land", _animal(animals.dog)),
    "horse": Kind(Box(0.50, 1.02, 0.05), 0.29, "land", _animal(animals.horse)),
    "deer": Kind(Box(0.52, 1.34, 0.05), 0.26, "land", _animal(animals.deer)),
    "fox": Kind(Box(0.80, 1.06, 0.05), 0.23, "land", _animal(partial(creatures.draw, name="fox"))),
    "bear": Kind(Box(0.96, 1.06, 0.05), 0.22, "land", _animal(partial(creatures.draw, name="bear"))),
    "cow": Kind(Box(0.92, 1.08, 0.05), 0.22, "land", _animal(partial(creatures.draw, name="cow"))),
    "sheep": Kind(Box(0.74, 0.96, 0.05), 0.18, "land", _animal(partial(creatures.draw, name="sheep"))),
    "rabbit": Kind(Box(0.46, 1.04, 0.05), 0.20, "land", _animal(partial(creatures.draw, name="rabbit"))),
    "elephant": Kind(Box(0.88, 1.02, 0.05), 0.34, "land", _animal(partial(creatures.draw, name="elephant"))),
    "owl": Kind(Box(0.66, 1.06, 0.03), 0.25, "land", _animal(partial(creatures.draw, name="owl"))),
    "penguin": Kind(Box(0.40, 1.04, 0.05), 0.22, "land", _animal(partial(creatures.draw, name="penguin"))),
    "butterfly": Kind(Box(0.88, 0.68, 0.66), 0.15, "air", _animal(creatures.butterfly)),
    "bicycle": Kind(Box(0.90, 1.0, 0.05), 0.20, "land", _animal(machines.bicycle)),
    "palm": Kind(Box(0.80, 1.16, 0.05), 0.40, "land", _palm),
    "windmill": Kind(Box(0.52, 1.14, 0.05), 0.38, "land", _windmill),
    "pagoda": Kind(Box(0.34, 1.08, 0.06), 0.40, "land", _pagoda),
    "pyramid": Kind(Box(1.12, 1.02, 0.08), 0.24, "land", _animal(monuments.pyramid)),
    "robot": Kind(Box(0.36, 1.08, 0.04), 0.26, "land", _robot),
    "mushroom": Kind(Box(0.68, 1.02, 0.04), 0.20, "land", _mushroom),
    "whale": Kind(Box(0.70, 1.02, 0.10), 0.20, "water", _animal(animals.whale)),
    "dragon": Kind(Box(1.06, 0.72, 0.62), 0.18, "air", _dragon),
    "plane": Kind(Box(1.16, 0.32, 0.40), 0.14, "air", _plane),
    "rocket": Kind(Box(0.42, 1.04, 0.80), 0.22, "air", _rocket),
    "lanterns": Kind(Box(2.5, 2.5, 2.5), 0.012, "air", _lantern),
}  # fmt: skip
_BEHIND = ("moon", "moons")
_CROWDS = {"birds": 1, "moons": 2, "lanterns": 9}
_IDEAS: dict[str, tuple[str, ...]] = {
    "air clear": ("balloon", "birds", "balloon"),
    "water": ("ship", "birds", "ship"),
    "land": ("tree", "person", "birds", "cottage"),
}
_LAND_IDEAS: dict[str, tuple[str, ...]] = {
    "hills": ("tree", "cottage", "person", "tree"),
    "dunes": ("person", "tree", "car", "balloon"),
    "forest": ("lanterns", "person", "cat", "cottage"),
}
