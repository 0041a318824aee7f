"""The places: each paints its ground, water and buildings from back to front."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import numpy as np

from . import buildings, flyers, land, materials, sky, trees, water
from .arrays import floats, smooth
from .canvas import Canvas, blended, colour
from .city import city as towers
from .cliff import cliff, top
from .noise import stable_hash
from .plan import Plan

Place: TypeAlias = Callable[[Canvas, Plan], None]

_SPIT = 0.085  # of a spit's foot below the horizon
_CURTAINS = (("#3dffa8", "#7a5cff", "#c050ff"), ("#58f0d8", "#c050ff", "#5c7cff"), ("#8affa0", "#3fc8d8", "#7a5cff"),
             ("#4df0b8", "#ff5ca8", "#a05cff"))  # fmt: skip


def backdrop(canvas: Canvas, plan: Plan) -> None:
    """The sky of a plan: gradient, stars, aurora, disc, clouds."""
    palette = plan.palette
    sky.gradient(canvas, palette, plan.horizon, plan.sun[0])
    if (palette.night > 0.05 or "stars" in plan.subjects) and "stars" not in plan.bare:
        sky.stars(canvas, plan.seeds, plan.horizon, max(palette.night, 0.4 * ("stars" in plan.subjects)) * 1.2)
    if plan.aurora:
        _curtain(canvas, plan)
    elif plan.disc:
        sky.disc(canvas, palette, plan.sun)
    if plan.disc:
        _moons(canvas, plan)
    sky.clouds(
        canvas,
        plan.seeds.salted(plan.idea),
        palette,
        plan.horizon,
        plan.sun,
        plan.cover + 1.1 * plan.aurora,
        0.92 - 0.5 * plan.aurora,
    )
    canvas.settle()


def _curtain(canvas: Canvas, plan: Plan) -> None:
    sky.aurora(canvas, plan.seeds, plan.horizon, _CURTAINS[int(plan.seeds.number("curtain") * 3.99)])


def _moons(canvas: Canvas, plan: Plan) -> None:
    """The moon of the night, or the ones that the words ask for."""
    seed, (x, y) = stable_hash(plan.seeds.parts[0][0], "moon"), plan.sun
    lean = 0.75 if seed & 1 else -0.75
    if "moons" in plan.subjects:
        flyers.moon(canvas, plan, 0.30 + 0.08 * plan.seeds.number("moon"), 0.20, 0.095, seed, lean)
        flyers.moon(canvas, plan, 0.56 + 0.08 * plan.seeds.number("second"), 0.115, 0.040, seed + 1, lean)
    elif "moon" in plan.subjects and plan.palette.night < 0.5:
        flyers.moon(canvas, plan, 1 - x, 0.2, 0.075, seed, lean)
    elif plan.palette.night > 0.5 and not plan.aurora:
        flyers.moon(canvas, plan, x, y, plan.palette.size * (1.7 if "moon" in plan.subjects else 1.0), seed, 0.2)


def _rays(canvas: Canvas, plan: Plan) -> None:
    if "sun" in plan.bare or "rays" in plan.bare:
        return
    amount = (0.30 if "rays" in plan.weather else 0.11) * (1 + 1.8 * plan.strength)
    sky.rays(canvas, plan.seeds, plan.sun, colour(plan.palette.glow), amount * (1 - plan.palette.night))


def _front(canvas: Canvas, plan: Plan) -> None:
    backdrop(canvas, plan)
    _rays(canvas, plan)


def _waters(canvas: Canvas, plan: Plan, above: Place, ripple: float, streak: float = 0.0) -> None:
    """Water up to the horizon that mirrors what `above` paints."""
    still = 0.4 if "calm" in plan.weather else (1.5 if "storm" in plan.weather else 1.0)
    glitter = 0.0 if plan.aurora else 1.05 - 0.5 * plan.palette.night
    sun_x, ripple = plan.sun[0], ripple * still

    def paint(glass: Canvas) -> None:
        if plan.material and not plan.pointed:
            glass.track()
        above(glass, plan)
        materials.apply(glass, plan)

    water.draw(canvas, plan.moving, plan.palette, plan.horizon, sun_x, paint, ripple, glitter, streak)
    canvas.settle()


def _by_water(canvas: Canvas, plan: Plan, ground: land.Ground, ripple: float) -> land.Lie:
    """A ground with a lake in front."""

    def above(glass: Canvas, plan: Plan) -> None:
        backdrop(glass, plan)
        _smoke(glass, plan)
        land.draw(glass, plan, ground, mirrored=True)
        if plan.place == "mountains":
            _spit(glass, plan, plan.horizon - _SPIT, plan.horizon - _SPIT)

    _front(canvas, plan)
    _smoke(canvas, plan)
    _waters(canvas, plan, above, ripple)
    return land.draw(canvas, plan, ground)


def _smoke(canvas: Canvas, plan: Plan) -> None:
    if plan.place == "volcano":
        sky.plume(canvas, plan.seeds, plan.palette, land.vent(plan), 0.55 + 0.45 * plan.palette.night)


def mountains(canvas: Canvas, plan: Plan) -> None:
    """Mountains behind a lake, a wooded spit in front of them."""
    _by_water(canvas, plan, land.MOUNTAINS, 0.7)
    _spit(canvas, plan, plan.horizon + _SPIT, plan.horizon + _SPIT)


def _spit(canvas: Canvas, plan: Plan, base: float, foot: float) -> None:
    """The spit, with a castle where one is asked for."""
    if "castle" in plan.subjects and "castle" not in plan.scattered:
        buildings.castle(canvas, plan, 0.20 + 0.08 * plan.seeds.number("castle"), foot - 0.012, 0.24)
    _shore(canvas, plan, base, 0.050)


def _shore(canvas: Canvas, plan: Plan, base: float, size: float) -> None:
    """A low spit with conifers that runs in from the side away from the sun."""
    seeds, haze = plan.seeds.salted("shore"), colour(plan.palette.haze)
    reach = 0.34 + 0.2 * seeds.number("reach")
    rise = smooth(reach - canvas.x[0], -0.02, 0.30) * (0.028 + 0.006 * canvas.outline(seeds, 0.14, 6))
    edge = floats(np.where(rise > 0.0012, base - rise, base + 1e3))
    tone = blended(blended(colour(plan.palette.dark), colour(plan.palette.ambient), 0.25), haze, 0.12)
    feet = floats(np.where(edge < base, edge + 0.006, 1e3))
    for index, (cell, share) in enumerate(() if "pines" in plan.bare else ((0.0105, 0.85), (0.0135, 1.25))):
        trees.row(
            canvas, seeds.salted("pines", index), feet, cell, size * share, blended(tone, haze, 0.20 * (1 - index))
        )
    shore = base + 0.0025 * canvas.outline(seeds.salted("water"), 0.03, 4)[None, :] + 0.004
    under = np.clip((shore - canvas.y) / np.float32(canvas.py) + 0.5, 0, 1)
    rows = canvas.rows(base - 0.08, base + 0.03)
    if rows.start >= rows.stop:
        return
    rough = 1 + 0.22 * canvas.noise(seeds.salted("soil"), 0.016, 2.2, 7, 0.62, rows)
    light = rough * (0.82 + 0.5 * smooth(canvas.y[rows], base, base - 0.03))
    soil = floats(np.stack([channel * light for channel in tone]))
    canvas.over(soil, floats(canvas.below(edge) * under)[rows], rows)


def fjord(canvas: Canvas, plan: Plan) -> None:
    """Snowy walls around still water."""
    _by_water(canvas, plan, land.FJORD, 0.4)


def volcano(canvas: Canvas, plan: Plan) -> None:
    """A volcano behind dark water."""
    _by_water(canvas, plan, land.VOLCANO, 0.8)


def dunes(canvas: Canvas, plan: Plan) -> None:
    """Sand to the horizon."""
    _front(canvas, plan)
    land.draw(canvas, plan, land.DUNES)
    _open(canvas, plan)


def hills(canvas: Canvas, plan: Plan) -> None:
    """Meadows before far mountains."""
    _front(canvas, plan)
    lie = land.draw(canvas, plan, land.HILLS)
    _open(canvas, plan)
    if "tree" not in plan.bare:
        land.groves(canvas, plan, lie)


def _open(canvas: Canvas, plan: Plan) -> None:
    """Land to walk on is ground, unless it is itself made of something."""
    if not plan.material or plan.pointed:
        canvas.settle()


def sea(canvas: Canvas, plan: Plan) -> None:
    """Open water, islands far out."""

    def above(glass: Canvas, plan: Plan) -> None:
        backdrop(glass, plan)
        if "islands" not in plan.bare:
            land.draw(glass, plan, land.ISLES, mirrored=True)

    _front(canvas, plan)
    _waters(canvas, plan, above, 1.2)
    if "islands" not in plan.bare:
        land.draw(canvas, plan, land.ISLES)


def lighthouse(canvas: Canvas, plan: Plan) -> None:
    """A headland above the sea with its tower and the keeper's house."""
    sea(canvas, plan)
    x, size = tower_at(plan)
    foot = float(top(plan, floats([x]))[0]) + 0.012
    inland = x - 0.115
    if "cottage" not in plan.bare:
        buildings.cottage(canvas, plan, inland, float(top(plan, floats([inland]))[0]) + 0.012, 0.072)
    buildings.lighthouse(canvas, plan, x, foot, size)
    cliff(canvas, plan)
    buildings.beam(canvas, plan, x, buildings.lamp(size, foot), size / 0.34)


def tower_at(plan: Plan) -> tuple[float, float]:
    """Where the lighthouse stands and how high it is."""
    return 0.285 + 0.05 * plan.seeds.number("tower"), 0.31 + 0.07 * plan.seeds.number("tall")


def city(canvas: Canvas, plan: Plan) -> None:
    """A skyline behind a river that draws its lights out."""

    def above(glass: Canvas, plan: Plan) -> None:
        backdrop(glass, plan)
        towers(glass, plan)

    _front(canvas, plan)
    _waters(canvas, plan, above, 0.8, 0.030)
    towers(canvas, plan)


def forest(canvas: Canvas, plan: Plan) -> None:
    """Conifers in the mist."""
    sky.gradient(canvas, plan.palette, plan.horizon, plan.sun[0])
    if plan.palette.night > 0.05 and "stars" not in plan.bare:
        sky.stars(canvas, plan.seeds, plan.horizon, plan.palette.night)
    if plan.aurora:
        _curtain(canvas, plan)
    elif plan.disc:
        sky.disc(canvas, plan.palette, plan.sun)
    trees.forest(canvas, plan)
    sky.rays(
        canvas,
        plan.seeds,
        (plan.sun[0], plan.sun[1] - 0.1),
        colour(plan.palette.glow),
        0.30 * (1 - 0.7 * plan.palette.night),
    )


WATERY = frozenset({"mountains", "sea", "lighthouse", "city", "fjord", "volcano"})
"""Places with water from the horizon down."""

PLACES: dict[str, Place] = {
    "mountains": mountains,
    "sea": sea,
    "lighthouse": lighthouse,
    "city": city,
    "dunes": dunes,
    "fjord": fjord,
    "forest": forest,
    "volcano": volcano,
    "hills": hills,
}
