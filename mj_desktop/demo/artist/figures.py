"""Silhouettes that stand in front: cat, person, car, tree, drawn as smooth outlines with a rim of light."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .canvas import Canvas, Colour, Point, blended, colour, scaled, times
from .plan import Plan

# Outlines in units of the figure's height: x to the right, y up from the ground; walked once around.
_CAT = (
    (-0.30, 0.0), (-0.33, 0.10), (-0.31, 0.28), (-0.24, 0.46), (-0.15, 0.58), (-0.13, 0.66), (-0.155, 0.76),
    (-0.15, 0.86), (-0.165, 1.0), (-0.09, 0.925), (-0.03, 0.935), (0.03, 0.925), (0.105, 1.0), (0.095, 0.86),
    (0.105, 0.76), (0.07, 0.66), (0.09, 0.56), (0.13, 0.42), (0.145, 0.22), (0.15, 0.06), (0.20, 0.02),
    (0.19, -0.01), (0.0, -0.01), (-0.15, -0.01),
)  # fmt: skip
_CAT_TAIL = ((-0.26, 0.03), (-0.42, 0.04), (-0.54, 0.10), (-0.58, 0.22), (-0.53, 0.33), (-0.55, 0.36), (-0.62, 0.24),
             (-0.60, 0.08), (-0.47, -0.015), (-0.26, -0.015))  # fmt: skip
_COAT = (
    (-0.045, 0.0), (-0.075, 0.012), (-0.05, 0.05), (-0.055, 0.30), (-0.125, 0.315), (-0.118, 0.42), (-0.125, 0.50),
    (-0.135, 0.64), (-0.125, 0.77), (-0.085, 0.825), (-0.038, 0.845), (-0.034, 0.875), (0.034, 0.875), (0.038, 0.845),
    (0.085, 0.825), (0.125, 0.77), (0.135, 0.64), (0.125, 0.50), (0.118, 0.42), (0.125, 0.315), (0.055, 0.30),
    (0.05, 0.05), (0.085, 0.012), (0.05, 0.0), (0.012, 0.01), (0.010, 0.28), (-0.010, 0.28), (-0.010, 0.01),
)  # fmt: skip
_PACK = ((-0.075, 0.56), (-0.082, 0.74), (-0.05, 0.80), (0.05, 0.80), (0.082, 0.74), (0.075, 0.56))
_STAFF = ((0.195, -0.005), (0.178, 0.86), (0.190, 0.86), (0.207, -0.005))
_ARM = ((0.105, 0.76), (0.135, 0.60), (0.185, 0.56), (0.200, 0.585), (0.165, 0.63), (0.14, 0.75))
_CAR = (
    (-1.02, 0.16), (-1.04, 0.36), (-0.98, 0.48), (-0.72, 0.54), (-0.50, 0.60), (-0.28, 0.84), (-0.10, 0.90),
    (0.22, 0.90), (0.40, 0.84), (0.62, 0.60), (0.90, 0.56), (1.00, 0.48), (1.04, 0.34), (1.02, 0.16),
)  # fmt: skip
_CAR_GLASS = ((-0.40, 0.61), (-0.22, 0.81), (-0.08, 0.84), (0.20, 0.84), (0.34, 0.80), (0.49, 0.61))


def rounded(points: Sequence[Point], steps: int = 5) -> list[Point]:
    """A closed Catmull-Rom curve through the points."""
    p = np.asarray(points, np.float64)
    before, after, beyond = np.roll(p, 1, 0), np.roll(p, -1, 0), np.roll(p, -2, 0)
    t = (np.arange(steps) / steps)[None, :, None]
    a, b, c, d = (q[:, None, :] for q in (before, p, after, beyond))
    curve = b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)))
    return [(float(x), float(y)) for x, y in curve.reshape(-1, 2)]


def placed(points: Sequence[Point], x: float, foot: float, size: float, flip: float = 1.0) -> list[Point]:
    """A unit outline at its place in the scene."""
    return [(x + px * size * flip, foot - py * size) for px, py in points]


def rimmed(canvas: Canvas, plan: Plan, outlines: Sequence[Sequence[Point]], rim: float, body: Colour) -> None:
    """Outlines filled dark, with a thin edge of light on the sun's side."""
    tone = scaled(colour(plan.palette.sun), 0.85 * min(1.0, plan.palette.power + 0.2))
    centre = float(np.mean([x for x, _ in outlines[0]]))
    dx, dy = (1.0 if plan.sun[0] > centre else -1.0) * rim, -0.6 * rim
    for outline in outlines:
        canvas.shape([(x + dx, y + dy) for x, y in outline], tone, 0.8)
    for outline in outlines:
        canvas.shape(outline, body)


def dark(plan: Plan) -> Colour:
    """The colour of silhouettes in front."""
    return blended(colour(plan.palette.dark), colour(plan.palette.ambient), 0.12)


def lit(plan: Plan, code: str) -> Colour:
    """A colour in the light of the hour."""
    palette = plan.palette
    return times(
        colour(code), scaled(blended(colour(palette.ambient), colour(palette.sun), 0.5), 1 - 0.3 * palette.night)
    )


def coat(plan: Plan, name: str, own: str = "") -> Colour:
    """An animal's colour in the light of the hour, as asked for or its own; without one it is a silhouette."""
    code = dict(plan.coats).get(name, own)
    return lit(plan, code) if code else dark(plan)


def cat(canvas: Canvas, plan: Plan, x: float, foot: float, size: float) -> None:
    """A sitting cat that looks at the view, its tail around it."""
    flip = -1.0 if plan.sun[0] > x else 1.0
    parts = [placed(rounded(part), x, foot, size, flip) for part in (_CAT_TAIL, _CAT)]
    rimmed(canvas, plan, parts, 0.012 * size, coat(plan, "cat"))


def person(canvas: Canvas, plan: Plan, x: float, foot: float, size: float) -> None:
    """A wanderer in a coat, seen from behind, with a pack and a staff."""
    turn = np.linspace(0, 2 * np.pi, 28, endpoint=False)
    head = [(0.056 * float(np.cos(a)), 0.925 + 0.068 * float(np.sin(a))) for a in turn]
    shapes = (_STAFF, rounded(_ARM, 4), rounded(_COAT, 3), head)
    rimmed(canvas, plan, [placed(part, x, foot, size) for part in shapes], 0.012 * size, dark(plan))
    pack = blended(dark(plan), colour(plan.palette.ambient), 0.25)
    canvas.shape(placed(rounded(_PACK, 4), x, foot, size), pack)


def car(canvas: Canvas, plan: Plan, x: float, foot: float, size: float, paint: str = "#a83a30") -> None:
    """A rounded coupe in profile; lamps on in the dark."""
    flip, palette = (1.0 if plan.sun[0] > x else -1.0), plan.palette
    light = scaled(blended(colour(palette.ambient), colour(palette.sun), 0.45), 0.95)
    body = times(colour(paint), light)
    shadow = [
        (px * 1.05, 0.02 + 0.05 * py) for px, py in rounded([(np.cos(a), np.sin(a)) for a in np.linspace(0, 6.0, 12)])
    ]
    canvas.shape(placed(shadow, x, foot, size), scaled(colour(palette.dark), 0.6), 0.65)
    outline = placed(rounded(_CAR), x, foot, size, flip)
    rimmed(canvas, plan, [outline], 0.022 * size, body)
    lower = [(a, min(b, 0.40)) for a, b in _CAR]
    canvas.shape(placed(lower, x, foot, size, flip), scaled(body, 0.72))
    glass = blended(colour(palette.sky[1][1]), colour(palette.dark), 0.35)
    canvas.shape(placed(rounded(_CAR_GLASS), x, foot, size, flip), glass)
    canvas.shape(placed([(0.03, 0.58), (0.03, 0.86), (0.07, 0.86), (0.07, 0.58)], x, foot, size, flip), body)
    for wheel in (-0.62, 0.62):
        _wheel(canvas, x + wheel * size * flip, foot - 0.17 * size, 0.19 * size)
    bright = 0.9 if palette.night > 0.05 or palette.elevation < 0.12 else 0.25
    canvas.glow(x + 1.0 * size * flip, foot - 0.42 * size, 0.10 * size, (1.0, 0.9, 0.66), bright)
    canvas.glow(x - 1.02 * size * flip, foot - 0.44 * size, 0.07 * size, (1.0, 0.16, 0.10), bright)


def _wheel(canvas: Canvas, x: float, y: float, radius: float) -> None:
    turn = np.linspace(0, 2 * np.pi, 28, endpoint=False)
    for share, tone in ((1.0, (0.05, 0.05, 0.06)), (0.52, (0.46, 0.46, 0.48)), (0.22, (0.16, 0.16, 0.18))):
        circle = [(x + radius * share * float(np.cos(a)), y + radius * share * float(np.sin(a))) for a in turn]
        canvas.shape(circle, tone)


_TRUNK = (
    (-0.085, -0.01), (-0.042, 0.05), (-0.034, 0.22), (-0.045, 0.34), (-0.15, 0.52), (-0.135, 0.535), (-0.02, 0.40),
    (-0.015, 0.60), (0.012, 0.60), (0.022, 0.42), (0.14, 0.56), (0.155, 0.54), (0.050, 0.35), (0.036, 0.22),
    (0.046, 0.05), (0.095, -0.01),
)  # fmt: skip


def tree(canvas: Canvas, plan: Plan, x: float, foot: float, size: float, seed: int) -> None:
    """A lone broad tree: forked stem, a crown of many tufts that catch the light on the sun's side."""
    palette = plan.palette
    leaves = {"autumn": "#b0602c", "spring": "#dc9cb4", "winter": "#a4aeb8"}.get(plan.season, "#4a6436")
    tint, side = colour(leaves), 1.0 if plan.sun[0] > x else -1.0
    shadow = times(tint, scaled(colour(palette.ambient), 0.62 + 0.25 * palette.night))
    lit = times(tint, scaled(colour(palette.sun), 1.05 * palette.power + 0.35 * palette.night + 0.1))
    shadow = blended(shadow, colour(palette.dark), 0.35)
    turn = np.linspace(0, 2 * np.pi, 24, endpoint=False)
    ground = [(0.36 * float(np.cos(a)) - 0.14 * side, 0.035 * float(np.sin(a))) for a in turn]
    canvas.shape(placed(ground, x, foot, size), scaled(colour(palette.dark), 0.7), 0.35)
    canvas.shape(placed(_TRUNK, x, foot, size), blended(colour(palette.dark), shadow, 0.3))
    for dx, up, radius, light in _tufts(seed, side)[:: 1 if size > 40 * canvas.py else 2]:
        tone = blended(shadow, lit, light)
        canvas.shape([(x + size * px, foot - size * py) for px, py in _tuft(dx, up, radius, seed)], tone)


def _tufts(seed: int, side: float) -> list[tuple[float, float, float, float]]:
    """Tufts of a crown from the dark ones behind to the lit ones in front: across, up, radius, light 0..1."""
    rng = np.random.default_rng(seed)
    tufts = []
    for index in range(120):
        share = index / 119
        angle, far = rng.random() * 2 * np.pi, rng.random() ** 0.55
        dx, up = 0.40 * far * float(np.cos(angle)), 0.70 + 0.25 * far * float(np.sin(angle))
        facing = 0.5 + 0.9 * (dx * side) + 1.3 * (up - 0.72)
        tufts.append((dx, up, 0.085 - 0.050 * share, float(np.clip(facing * share * 1.15 + 0.10 * rng.random(), 0, 1))))
    return tufts


def _tuft(dx: float, up: float, radius: float, seed: int) -> list[Point]:
    turn = np.linspace(0, 2 * np.pi, 15, endpoint=False)
    ragged = radius * (1 + 0.20 * np.sin(turn * 4 + dx * 60 + seed % 7) + 0.10 * np.sin(turn * 7 + up * 50))
    return [(dx + float(r * np.cos(a)), up + 0.8 * float(r * np.sin(a))) for r, a in zip(ragged, turn, strict=True)]


_FRONDS = (
    (-0.62, -0.16, 0.42),
    (0.60, -0.20, 0.42),
    (-1.0, 0.12, 0.52),
    (1.0, 0.06, 0.54),
    (-0.84, 0.46, 0.54),
    (0.82, 0.42, 0.52),
    (-0.52, 0.74, 0.50),
    (0.56, 0.70, 0.52),
    (-0.22, 0.86, 0.40),
    (0.26, 0.84, 0.42),
)


def palm(canvas: Canvas, plan: Plan, x: float, foot: float, size: float, seed: int) -> None:
    """A palm: a leaning, ringed stem and drooping fronds, darker on the side away from the sun."""
    lean = (0.16 + 0.10 * (seed & 7) / 7) * (1.0 if seed & 8 else -1.0)
    side = 1.0 if plan.sun[0] > x else -1.0
    t = np.linspace(0, 1, 14)
    stem = [(lean * float(a) ** 1.7, 0.74 * float(a)) for a in t]
    half = 0.026 - 0.010 * t + 0.004 * (np.arange(14) % 2)
    left = [(px - float(h), py) for (px, py), h in zip(stem, half, strict=True)]
    right = [(px + float(h), py) for (px, py), h in zip(stem, half, strict=True)]
    bark = blended(dark(plan), colour("#6a5138"), 0.35)
    canvas.shape(placed([*left, *right[::-1]], x, foot, size), bark)
    green, sun = colour("#3f5f35"), scaled(colour(plan.palette.sun), 0.8 * plan.palette.power)
    shade = scaled(colour(plan.palette.ambient), 0.7)
    for dx, up, long in _FRONDS:
        light = float(np.clip(0.35 + 0.4 * dx * side + 0.35 * up, 0.05, 1))
        outline = [(lean + px, 0.74 + py) for px, py in _frond(dx, up, long)]
        canvas.shape(placed(outline, x, foot, size), blended(times(green, shade), times(green, sun), light))


def _frond(dx: float, up: float, long: float) -> list[Point]:
    """A leaf that rises and hangs over, its underside ragged."""
    t = np.linspace(0, 1, 19)
    across, rise = dx * long * t, long * (1.15 * up * t - 0.85 * t**2.2 * (0.75 + 0.4 * abs(dx)))
    width = 0.085 * np.sin(np.pi * np.clip(t * 0.96 + 0.04, 0, 1)) * (1 - 0.35 * (np.arange(19) % 2))
    above = [(float(a), float(b) + 0.012) for a, b in zip(across, rise, strict=True)]
    below = [(float(a), float(b - w)) for a, b, w in zip(across, rise, width, strict=True)]
    return [*above, *below[::-1]]
