"""Kinds of ground: mountains, hills, dunes, volcano; each a height and a surface over the plan of the land."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from . import terrain
from .arrays import Floats, bump, fall, floats, smooth
from .canvas import Canvas, Colour, blended, colour, scaled, times
from .noise import Seeds, hashed, line, perspective, stable_hash
from .plan import Plan
from .terrain import Relief, Slices


@dataclass(frozen=True)
class Ground:
    """One kind of ground; heights and albedo over slices, how high the eye is, how thick the air."""

    heights: Callable[[Slices, Plan], Floats]
    albedo: Callable[[Slices, Plan, Floats, Relief], Floats]
    eye: float
    near: float
    far: float
    air: float  # distance after which two thirds are haze
    lake: bool  # below height 0 the land leaves room for water
    slant: float = 0.5  # how high the sun stands for the shading
    grit: float = 0.0  # how rough its fine texture is
    glow: Callable[[Slices, Plan, Floats], Floats] | None = None  # light of its own, per slice and column


@dataclass(frozen=True)
class Lie:
    """What was drawn: its slices, heights and outline, for whatever is to stand on it."""

    cut: Slices
    heights: Floats
    outline: Floats


def draw(canvas: Canvas, plan: Plan, ground: Ground, mirrored: bool = False) -> Lie:
    """Paint a ground; mirrored gives its reflection's upright twin, as seen from below the water."""
    eye = -ground.eye if mirrored else ground.eye
    cut = terrain.slices(canvas, plan.horizon, eye, ground.near, ground.far)
    heights = ground.heights(cut, plan)
    side = 0.85 if plan.sun[0] > 0.5 else -0.85
    relief = terrain.relief(cut, heights, (side, ground.slant, -0.28))
    far = _far(cut, plan, ground, heights)
    colours = _lit(cut, plan, ground, heights, relief, far)
    grit = terrain.Grit(plan.seeds.salted("grit"), floats((1 - far) * ground.grit * (0.35 + 0.65 * relief.steep)))
    solid = smooth(heights, -0.003, 0.003) if ground.lake else None
    # Seen from below the water there is no plane at 0 that could hide what lies behind.
    flat = np.where(heights > 0, heights, -9 if mirrored else 0) if ground.lake else heights
    return Lie(cut, flat, terrain.draw(canvas, cut, flat, colours, solid, grit if ground.grit else None))


def _far(cut: Slices, plan: Plan, ground: Ground, heights: Floats) -> Floats:
    """How far each point has gone into the haze: by distance, and by the mist in the low places."""
    far = 1 - np.exp(-np.maximum(cut.z - ground.near * 1.2, 0) / ground.air)
    mist = np.exp(-np.maximum(heights, 0) / 0.11) * smooth(cut.z, 1.4, 5.0)
    thick = 0.75 if "fog" in plan.weather else 0.38
    return floats(np.clip(far + mist * thick * (1 - far), 0, 0.97))


def _lit(cut: Slices, plan: Plan, ground: Ground, heights: Floats, relief: Relief, far: Floats) -> Floats:
    """Surface colours in the plan's light and air."""
    palette = plan.palette
    sun = scaled(colour(palette.sun), 1.25 * palette.power)
    albedo = ground.albedo(cut, plan, heights, relief)
    lit = floats(relief.lit**1.25)
    if plan.edits:  # other clouds cast other shadows
        shadows = perspective(plan.moving.salted("shadows"), cut.rows, (1.3, 0.9), 5, 0.5, 3)
        lit = floats(lit * np.clip(0.97 + 0.22 * shadows, 0.5, 1.4))
    colours = terrain.shade(
        albedo, sun, scaled(colour(palette.ambient), 0.95 + 0.35 * palette.night), lit, colour(palette.haze), far
    )
    if ground.glow is not None:
        fire = ground.glow(cut, plan, heights)
        for i, channel in enumerate((1.5, 0.42, 0.08)):
            colours[i] += fire * np.float32(channel)
    return colours


def over(first: Floats | Colour, second: Colour, share: Floats) -> Floats:
    """A second colour laid over a first (planes or one colour) by share."""
    return floats(np.stack([a + (np.float32(b) - a) * share for a, b in zip(first, second, strict=True)]))


def _across(cut: Slices) -> Floats:
    """Scene x of each column."""
    return cut.u / cut.z + np.float32(0.5)


def _fold(noise: Floats, width: float) -> Floats:
    """Ridges where the noise crosses 0, slightly rounded; 0..1."""
    return floats(np.maximum(1 - np.sqrt(noise * noise + 0.02) * width, 0))


# -- mountains


def mountain_heights(cut: Slices, plan: Plan) -> Floats:
    """Folded noise in three scales; a gap towards the sun; a lake in front."""
    seeds, rows = plan.seeds.salted("mountains"), cut.rows
    broad = _fold(perspective(seeds.salted("a"), rows, (2.3, 2.0), 2, 0.5, 2), 0.62)
    middle = _fold(perspective(seeds.salted("b"), rows, (0.85, 0.85), 3, 0.5, 3), 0.55)
    fine = perspective(seeds.salted("c"), rows, (0.24, 0.24), 7, 0.56, 3)
    crags = _fold(fine, 0.5)
    height = broad**1.7 * 0.95 + broad * middle**1.4 * 0.55 + (broad * 0.55 + 0.06) * crags * 0.17 - 0.36
    gap = 1 - 0.62 * bump(_across(cut), plan.sun[0], 0.17) * smooth(cut.z, 1.0, 4.0)
    shore = 0.16 * (1 - smooth(cut.z, 1.7, 2.9))
    return floats(height * smooth(cut.z, 1.2, 3.6) * 1.28 * gap - shore)


_ROCKS = ("#6f6a74", "#7a6c66", "#62707a", "#75707e")
_TURF = {"spring": "#5f8048", "summer": "#4c6a3c", "autumn": "#8a6434", "winter": "#8c98a4", "": "#46563f"}


def mountain_albedo(cut: Slices, plan: Plan, heights: Floats, relief: Relief) -> Floats:
    """Turf below, rock above, snow where it is high and not too steep."""
    seeds = plan.moving.salted("cover")
    patch = perspective(seeds, cut.rows, (0.34, 0.30), 8, 0.6, 3)
    pick = int(plan.seeds.salted("cover").number("rock") * 3.99)
    rock, turf = colour(_ROCKS[pick]), colour(_TURF.get(plan.season, _TURF[""]))
    albedo = over(turf, rock, smooth(heights + 0.05 * patch + relief.steep * 0.12, 0.05, 0.24))
    albedo *= 1 + 0.16 * np.clip(patch, -1.5, 1.5)
    snowline = 0.10 if "snow" in plan.weather else (0.62 if plan.season in ("summer", "autumn") else 0.36)
    snow = smooth(heights + 0.09 * patch - relief.steep * 0.30, snowline - 0.08, snowline + 0.07)
    return over(albedo, (0.97, 0.98, 1.02), snow)


MOUNTAINS = Ground(mountain_heights, mountain_albedo, 0.10, 0.9, 12.0, 5.5, True, grit=0.36)


# -- fjord


def fjord_heights(cut: Slices, plan: Plan) -> Floats:
    """Steep walls to both sides, water between."""
    seeds, rows = plan.seeds.salted("fjord"), cut.rows
    broad = _fold(perspective(seeds.salted("a"), rows, (1.7, 1.9), 2, 0.5, 2), 0.5)
    fine = _fold(perspective(seeds.salted("b"), rows, (0.36, 0.36), 7, 0.56, 3), 0.5)
    middle = np.abs(_across(cut) - np.float32(0.46 + 0.12 * seeds.number("middle")))
    walls = smooth(middle + 0.05 * (fine - 0.5), 0.05, 0.55) * smooth(cut.z, 1.0, 2.2)
    close = smooth(cut.z, 5.0, 8.5) * 0.55
    return floats((broad * 1.5 + fine * broad * 0.6) * np.maximum(walls * 0.95, close) - 0.09)


def fjord_albedo(cut: Slices, plan: Plan, heights: Floats, relief: Relief) -> Floats:
    """Dark rock under snow."""
    patch = perspective(plan.moving.salted("cover"), cut.rows, (0.3, 0.26), 8, 0.6, 3)
    rock = over(colour("#4c5462"), colour("#6c7280"), smooth(patch, -1, 1.5))
    snow = smooth(heights + 0.07 * patch - relief.steep * 0.62 + 0.16, 0.02, 0.14)
    return over(rock, (0.94, 0.98, 1.05), snow)


FJORD = Ground(fjord_heights, fjord_albedo, 0.075, 0.9, 12.0, 8.5, True, grit=0.36)


# -- dunes

_SANDS = ("#e2ab70", "#d99a62", "#e6bd88", "#cf8458")


def dune_heights(cut: Slices, plan: Plan) -> Floats:
    """Long crests, sharp above a smooth lee, on slow swells."""
    seeds, rows = plan.seeds.salted("dunes"), cut.rows
    swell = perspective(seeds.salted("swell"), rows, (3.4, 2.6), 2, 0.45, 2)
    crest = perspective(seeds.salted("crest"), rows, (2.0, 0.95), 2, 0.34, 2)
    small = perspective(seeds.salted("small"), rows, (0.7, 0.34), 2, 0.4, 2)
    ridge = np.maximum(1 - np.sqrt(crest * crest + 0.0012) * 0.62, 0)
    near = smooth(cut.z, 0.35, 1.6)
    height = ridge**1.5 * 0.30 + 0.10 * swell + np.maximum(1 - np.abs(small) * 0.7, 0) * 0.028
    return floats(height * near - 0.12)


def dune_albedo(cut: Slices, plan: Plan, heights: Floats, relief: Relief) -> Floats:
    """Sand with the wind's ripples, which run along the slopes."""
    seeds = plan.moving.salted("sand")
    pick = int(plan.seeds.salted("sand").number("sand") * 3.99)
    bent = perspective(seeds.salted("bend"), cut.rows, (0.9, 0.5), 3, 0.5, 3)
    ripple = perspective(seeds.salted("ripple"), cut.rows, (0.17, 0.016), 3, 0.6, 3)
    grain = perspective(seeds.salted("grain"), cut.rows, (0.05, 0.05), 4, 0.7, 2)
    tone = 1 + np.clip(0.03 * ripple * fall(cut.z - 0.6, 1.6) + 0.015 * grain + 0.03 * bent, -0.2, 0.2)
    sand = over(colour(_SANDS[pick]), colour(_SANDS[(pick + 1) % 4]), smooth(bent, -1.5, 1.5))
    return floats(sand * tone)


DUNES = Ground(dune_heights, dune_albedo, 0.34, 0.55, 12.0, 6.5, False, 0.30)


# -- hills

_FLOWERS = ("#c83f3a", "#8f6cc8", "#f0c84a", "#e07aa0")
_GRASS = {
    "spring": ("#7fa04a", "#a4bd5c"),
    "summer": ("#6d8c40", "#a8a850"),
    "autumn": ("#a8803c", "#c39a50"),
    "winter": ("#dfe6ee", "#f4f6fa"),
    "": ("#67823f", "#93a04e"),
}


def hill_heights(cut: Slices, plan: Plan) -> Floats:
    """Rolling land that rises towards far, soft mountains."""
    seeds, rows = plan.seeds.salted("hills"), cut.rows
    roll = perspective(seeds.salted("roll"), rows, (1.9, 1.3), 3, 0.36, 3)
    far = _fold(perspective(seeds.salted("far"), rows, (2.6, 2.6), 6, 0.5, 3), 0.55)
    tuft = perspective(seeds.salted("tuft"), rows, (0.04, 0.04), 3, 0.6, 3)
    height = 0.105 * roll * smooth(cut.z, 0.5, 2.0) + 0.0005 * tuft
    return floats(height + far**1.5 * 0.85 * smooth(cut.z, 5.0, 9.0) - 0.05)


def hill_albedo(cut: Slices, plan: Plan, heights: Floats, relief: Relief) -> Floats:
    """Meadows in patches; flowers near by where they are asked for or in spring."""
    seeds = plan.moving.salted("meadow")
    first, second = (colour(code) for code in _GRASS.get(plan.season, _GRASS[""]))
    patch = perspective(seeds, cut.rows, (0.8, 0.45), 7, 0.5, 3)
    blade = perspective(seeds.salted("blade"), cut.rows, (0.0045, 0.016), 3, 0.8, 1)
    grass = over(first, second, smooth(patch, -0.9, 1.2)) * (1 + 0.085 * np.clip(blade, -2, 2))
    if "flowers" in plan.subjects or plan.season == "spring":
        dots = perspective(seeds.salted("flowers"), cut.rows, (0.013, 0.024), 2, 0.9, 1)
        pick = plan.paint or _FLOWERS[int(plan.seeds.salted("meadow").number("flower") * 3.99)]
        grass = over(floats(grass), colour(pick), smooth(dots + 0.5 * patch, 0.7, 1.3) * np.float32(0.9))
    stone = smooth(cut.z, 5.5, 8.0) * smooth(heights, 0.12, 0.4)
    return over(floats(grass), colour("#75767e"), stone)


HILLS = Ground(hill_heights, hill_albedo, 0.30, 0.5, 12.0, 5.5, False, 0.42)


# A round tree's parts: across (towards the light), up, half width, half height, light, cover. The first is its shadow.
_LUMPS = (
    (-0.45, -0.02, 0.62, 0.07, 0.0, 0.5),
    (0.0, 0.20, 0.05, 0.24, 0.2, 1.0),
    (-0.16, 0.50, 0.27, 0.26, 0.34, 1.0),
    (0.15, 0.46, 0.27, 0.25, 0.46, 1.0),
    (0.0, 0.70, 0.25, 0.27, 0.52, 1.0),
    (0.16, 0.58, 0.16, 0.16, 0.80, 0.7),
    (0.06, 0.80, 0.15, 0.14, 0.95, 0.7),
)


def groves(canvas: Canvas, plan: Plan, lie: Lie) -> None:
    """Round trees over the hills, in groves, from far to near."""
    seeds, palette = plan.seeds.salted("groves"), plan.palette
    base = stable_hash(seeds.parts[0][0], seeds.salt)
    leaf = colour(
        {"spring": "#6f9048", "summer": "#3f6034", "autumn": "#a05a28", "winter": "#a8b2bc"}.get(plan.season, "#3c5632")
    )
    sun, shadow = scaled(colour(palette.sun), 1.25 * palette.power), scaled(colour(palette.ambient), 0.9)
    tops = plan.horizon + (lie.cut.eye - lie.heights) / lie.cut.z
    crest = np.minimum.accumulate(tops, axis=0)
    depths = lie.cut.rows.depth
    side = 1.0 if plan.sun[0] > 0.5 else -1.0
    for ring in range(26, 3, -1):
        z = 0.9 * 1.085**ring
        cell = 0.16
        left, right = (canvas.view.x - 0.5) * z, (canvas.view.x + canvas.view.width - 0.5) * z
        columns = np.arange(int(np.floor(left / cell)) - 1, int(np.ceil(right / cell)) + 2)
        row = np.full(1, ring, np.int64)
        place = (columns + hashed(columns, row, base)) * cell
        grove = line(seeds, place + 7.3 * ring, 0.9, 2) + 0.8 * line(
            seeds.salted("field"), place * 0.3 + 0.5 * z, 0.4, 1
        )
        size = 0.030 + 0.030 * hashed(columns, row, base + 1)
        index = int(np.clip(np.searchsorted(depths, z), 1, len(depths) - 1))
        x = 0.5 + place / z
        column = np.clip((x - canvas.view.x) / canvas.px, 0, canvas.width - 1).astype(np.int64)
        seen = (grove >= 0.75) & (tops[index, column] <= crest[index - 1, column] + 0.004)
        haze, light = 1 - float(np.exp(-max(z - 0.6, 0) / 5.0)), (sun, shadow)
        for k in np.flatnonzero(seen):
            foot, high = float(tops[index, column[k]]), float(size[k]) * 2.4 / z
            _grove_tree(canvas, float(x[k]), foot, high, leaf, light, colour(palette.haze), haze, side)


def _grove_tree(
    canvas: Canvas,
    x: float,
    foot: float,
    size: float,
    leaf: Colour,
    light: tuple[Colour, Colour],
    haze: Colour,
    far: float,
    side: float,
) -> None:
    """One round tree far away: its shadow, a dark lump and a lit one."""
    if size < canvas.py * 1.5:
        return
    turn = np.linspace(0, 2 * np.pi, 13, endpoint=False)
    lump = 1 + 0.07 * np.sin(turn * 5 + x * 90)
    for dx, dy, wide, high, share, alpha in _LUMPS if size > 5 * canvas.py else _LUMPS[2:5]:
        tone = times(leaf, blended(light[1], light[0], share))
        tone = blended(scaled(tone, 0.5 if dy < 0 else 1.0), haze, far)
        outline = [(x + size * (dx * side + wide * float(a)), foot - size * (dy + high * float(b)))
                   for a, b in zip(np.cos(turn) * lump, np.sin(turn) * lump, strict=True)]  # fmt: skip
        canvas.shape(outline, tone, alpha)


# -- volcano

_CONE = (0.0, 4.6)  # where it stands: across from the middle of the picture (in x at its distance), and how far


def _polar(cut: Slices, plan: Plan) -> tuple[Floats, Floats]:
    """Distance from the volcano's axis and angle around it."""
    x = 0.06 * (plan.seeds.number("cone") - 0.5) - 0.08
    u, z = cut.u - np.float32(x * _CONE[1]), cut.z - np.float32(_CONE[1])
    return floats(np.hypot(u, z)), floats(np.arctan2(u, -z))


def volcano_heights(cut: Slices, plan: Plan) -> Floats:
    """A concave cone with gullies and a crater, in rough country."""
    seeds, rows = plan.seeds.salted("volcano"), cut.rows
    radius, angle = _polar(cut, plan)
    fine = perspective(seeds.salted("fine"), rows, (0.4, 0.4), 7, 0.56, 3)
    around = _gullies(seeds, angle, radius)
    cone = 1.62 * np.exp(-radius / 0.98) + 0.26 * np.exp(-((radius / 1.9) ** 2))
    cone *= 1 + 0.10 * around * smooth(radius, 0.15, 0.9) * fall(radius - 1.4, 1.0)
    crater = 1.27 + 0.05 * np.cos(angle * 2 + 1) - 0.25 * np.clip(1 - radius / 0.2, 0, 1)
    rough = (0.05 + 0.09 * _fold(fine, 0.5)) * smooth(radius, 0.2, 1.6)
    rim = floats(np.minimum(cone, crater) + 0.018 * fine * smooth(radius, 0.1, 0.5))
    return floats((rim + rough) * smooth(cut.z, 1.3, 3.0) - 0.17)


def _gullies(seeds: Seeds, angle: Floats, radius: Floats) -> Floats:
    """Noise around the axis that bends a little on its way down."""
    ring = np.linspace(-np.pi - 1, np.pi + 1, 1400)
    table = line(seeds.salted("gully"), ring, 0.42, 4, 0.55)
    at = angle + 0.22 * np.sin(radius * 2.3 + 1.7)
    return floats(np.interp(at.ravel(), ring, table)).reshape(angle.shape)


def volcano_albedo(cut: Slices, plan: Plan, heights: Floats, relief: Relief) -> Floats:
    """Ash and basalt."""
    patch = perspective(plan.seeds.salted("ash"), cut.rows, (0.35, 0.3), 8, 0.6, 3)
    rock = over(colour("#4a4348"), colour("#6d5c58"), smooth(patch, -1.2, 1.4))
    if "snow" in plan.weather:
        return over(rock, (0.95, 0.97, 1.02), smooth(heights + 0.08 * patch - relief.steep * 0.3, 0.4, 0.6))
    return rock


def volcano_glow(cut: Slices, plan: Plan, heights: Floats) -> Floats:
    """Lava in some of the gullies, bright at the crater, dim towards the foot."""
    seeds = plan.seeds.salted("volcano")
    radius, angle = _polar(cut, plan)
    around = _gullies(seeds.salted("lava"), angle, radius)
    break_up = perspective(seeds.salted("crust"), cut.rows, (0.12, 0.12), 5, 0.6, 3)
    core = bump(around - 0.9 + 0.10 * break_up, 0.0, 0.10) + 0.28 * bump(around - 0.9, 0.0, 0.5)
    reach = smooth(radius, 1.75, 0.35) * smooth(radius, 0.10, 0.20)
    crater = smooth(radius, 0.24, 0.10) * 1.1
    return floats((core * reach + crater) * smooth(-angle * angle, -6.5, -3.0))


def vent(plan: Plan) -> tuple[float, float]:
    """Where the crater's smoke rises, in the scene."""
    x = 0.06 * (plan.seeds.number("cone") - 0.5) - 0.08
    return 0.5 + x, plan.horizon - (1.20 - 0.17 - 0.10) / _CONE[1]


VOLCANO = Ground(volcano_heights, volcano_albedo, 0.10, 0.9, 9.5, 7.5, True, 0.42, 0.5, volcano_glow)

# -- isles


def isle_heights(cut: Slices, plan: Plan) -> Floats:
    """A few low islands far out."""
    seeds, rows = plan.seeds.salted("isles"), cut.rows
    broad = perspective(seeds.salted("a"), rows, (2.2, 2.4), 2, 0.5, 2)
    fine = _fold(perspective(seeds.salted("b"), rows, (0.42, 0.42), 7, 0.56, 3), 0.5)
    rise = smooth(broad, 0.55, 1.9) * smooth(cut.z, 4.2, 6.0)
    clear = 1 - 0.8 * bump(_across(cut), plan.sun[0], 0.12)
    return floats((0.75 + 0.5 * fine) * rise * clear * 0.62 - 0.03)


ISLES = Ground(isle_heights, mountain_albedo, 0.07, 3.0, 12.0, 6.0, True, grit=0.36)
