"""A headland of basalt columns above the sea, with grass on top and surf at its foot."""

from __future__ import annotations

import numpy as np

from .arrays import Floats, fall, floats, smooth
from .canvas import Canvas, blended, colour, scaled
from .noise import hashed, line, stable_hash
from .plan import Plan

_COLUMN = 0.021  # width of a basalt column


def top(plan: Plan, places: Floats) -> Floats:
    """Height of the headland's upper edge at the given places across."""
    seeds = plan.seeds.salted("cliff")
    edge = 0.40 + 0.05 * (seeds.number("edge") - 0.5)
    away = places - np.float32(edge)
    crown = plan.horizon - 0.055 + 0.014 * line(seeds.salted("crown"), places, 0.22, 6, 0.5)
    inland = -0.05 * smooth(-places, -0.25, 0.6)
    slope = 0.16 * smooth(away, -0.06, 0.10) + 0.62 * smooth(away, 0.05, 0.34) + 1.6 * np.maximum(away - 0.28, 0)
    return floats(crown + inland + slope)


def _columns(canvas: Canvas, plan: Plan) -> tuple[Floats, Floats, Floats]:
    """Per pixel column: the stepped upper edge, place within its basalt column 0..1, the column's own shade."""
    seeds = plan.seeds.salted("basalt")
    base = stable_hash(seeds.parts[0][0], seeds.salt)
    x = canvas.across.positions()
    bent = x / _COLUMN + 0.35 * np.sin(x * 41.0)
    index = np.floor(bent).astype(np.int64)
    zero = np.zeros(1, np.int64)
    middle = floats((index + 0.5) * _COLUMN)
    steps = (hashed(index, zero, base) - 0.5) * 0.075
    smooth_top, stepped = top(plan, floats(x)), top(plan, middle) + steps
    # The grassy crown is smooth; columns stand free where the headland falls to the sea.
    free = smooth(smooth_top - np.float32(plan.horizon - 0.035), 0.0, 0.05) * 0.62
    return floats(smooth_top + (stepped - smooth_top) * free), floats(bent - index), hashed(index, zero, base + 3)


def cliff(canvas: Canvas, plan: Plan) -> Floats:
    """Paint the headland; gives its upper edge per pixel column."""
    edge, place, shade = _columns(canvas, plan)
    rows = canvas.rows(float(edge.min()) - 0.01, np.inf)
    if rows.start >= rows.stop:
        return edge
    palette, seeds = plan.palette, plan.moving.salted("rock")
    depth = canvas.y[rows] - edge[None, :]
    rough = canvas.noise(seeds, 0.06, 0.6, 9, 0.62, rows)
    streak = canvas.noise(seeds.salted("streak"), 0.30, 0.03, 6, 0.6, rows)
    side = 1.0 if plan.sun[0] > 0.4 else -1.0
    facet = np.clip((place - 0.5) * 2 * side, -1, 1)
    groove = smooth(np.abs(place - 0.5), 0.36, 0.5)
    seaward = smooth(canvas.x, 0.16, 0.46)
    lit = (
        np.clip(0.20 + 0.55 * facet + 0.28 * (shade - 0.5), 0, 1)[None, :]
        * (0.28 + 0.72 * seaward)
        * (1 - 0.6 * groove)[None, :]
    )
    lit = lit * fall(depth - 0.02, 0.55) * np.clip(1 + 0.35 * rough + 0.25 * streak, 0.2, 2)
    rock, sun = colour("#7d7780"), scaled(colour(palette.sun), 1.0 * palette.power)
    ambient = scaled(blended(colour(palette.ambient), colour(palette.haze), 0.18), 0.80)
    body = (1 + 0.16 * rough + 0.12 * streak) * (1 - 0.45 * groove)[None, :] * (0.72 + 0.36 * shade)[None, :]
    body = body * (0.62 + 0.38 * fall(depth, 0.35))
    planes = np.stack([r * (a * body + s * lit) for r, a, s in zip(rock, ambient, sun, strict=True)])
    grass = _grass(canvas, plan, rows, depth, rough)
    turf = blended(colour("#5c6b34"), colour("#b39a52"), plan.seeds.salted("rock").number("turf"))
    green = [t * (a * 0.9 + s * 0.55 * (0.7 + 0.3 * rough)) for t, a, s in zip(turf, ambient, sun, strict=True)]
    planes = np.stack([p + (g - p) * grass for p, g in zip(planes, green, strict=True)])
    canvas.over(floats(planes), floats(np.clip(depth / np.float32(canvas.py) + 0.5, 0, 1)), rows)
    _surf(canvas, plan, rows)
    return edge


def _grass(canvas: Canvas, plan: Plan, rows: slice, depth: Floats, rough: Floats) -> Floats:
    """Turf on the crown, hanging over the edge in tufts."""
    flat = smooth(np.float32(plan.horizon + 0.01) - (canvas.y[rows] - depth), 0.0, 0.05)
    return floats(smooth(0.022 + 0.010 * rough - depth, 0.0, 0.014) * flat)


def _surf(canvas: Canvas, plan: Plan, rows: slice) -> None:
    """Foam where the rock meets the water: just outside the edge, below the horizon."""
    foam = canvas.noise(plan.seeds.salted("surf"), 0.022, 2.6, 9, 0.62, rows)
    away = top(plan, canvas.x[0])[None, :] - canvas.y[rows]
    under = smooth(canvas.y[rows], plan.horizon + 0.05, plan.horizon + 0.16)
    outside = smooth(away, 0.10, 0.012) * smooth(away, -0.004, 0.012)
    splash = smooth(foam + outside * 1.9, 1.5, 2.9) * under * outside
    tone = blended(colour(plan.palette.lit), (1.0, 1.0, 1.0), 0.3)
    canvas.over(tone, floats(splash * np.float32(0.8)), rows)
