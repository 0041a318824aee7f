"""What floats: balloons, birds, moons in the sky, ships on the water."""

from __future__ import annotations

import numpy as np

from .arrays import Floats, floats, smooth
from .canvas import Canvas, Colour, Point, Shader, blended, colour, scaled
from .figures import placed, rounded
from .noise import hashed, stable_hash
from .plan import Plan

_CLOTHS = (("#d8412f", "#f4e4c6"), ("#e8a13a", "#2f5d8a", "#f4e4c6"), ("#2f8a86", "#f2d9b0"), ("#b5305a", "#f0b04a"),
           ("#41508c", "#e8d8c0", "#d8683c"))  # fmt: skip


def balloon(canvas: Canvas, plan: Plan, x: float, y: float, radius: float, seed: int, paint: str = "") -> None:
    """A hot-air balloon: gored envelope in the sun, ropes, basket."""
    turn = np.linspace(-1.25, np.pi + 1.25, 40)
    dome = [(x + radius * float(np.cos(a)), y - radius * float(np.sin(a))) for a in turn if np.sin(a) > -0.32]
    mouth = [(x - 0.17 * radius, y + 1.22 * radius), (x + 0.17 * radius, y + 1.22 * radius)]
    cloth = (paint, "#f4e4c6") if paint else _CLOTHS[seed % len(_CLOTHS)]
    for side in (-1, 1):
        rope = [(side * 0.16, -1.2), (side * 0.115, -1.56), (side * 0.095, -1.56), (side * 0.14, -1.2)]
        canvas.shape(placed(rope, x, y, radius), (0.16, 0.11, 0.10))
    canvas.shape([*dome, *mouth], _envelope(plan, x, y, radius, cloth))
    basket = [(-0.13, -1.52), (-0.11, -1.74), (0.11, -1.74), (0.13, -1.52)]
    canvas.shape(placed(basket, x, y, radius), (0.23, 0.15, 0.10))
    if plan.palette.night > 0.3:
        canvas.glow(x, y + 0.9 * radius, 0.28 * radius, (1.0, 0.68, 0.3), 0.8)


def _envelope(plan: Plan, x: float, y: float, radius: float, cloth: tuple[str, ...]) -> Shader:
    palette, side = plan.palette, 1.0 if plan.sun[0] > x else -1.0
    sun, shadow = (
        scaled(colour(palette.sun), 0.85 * palette.power + 0.12),
        blended(colour(palette.ambient), colour(palette.haze), 0.35),
    )

    def shader(across: Floats, down: Floats) -> Floats:
        u, v = (across - np.float32(x)) / np.float32(radius), (down - np.float32(y)) / np.float32(radius)
        half = np.where(v < 0.3, np.sqrt(np.clip(1 - v * v, 0.01, 1)), np.clip(0.954 - (v - 0.3) * 0.84, 0.12, 1))
        angle = np.arcsin(np.clip(u / half, -1, 1))
        gore = (angle / np.pi + 0.5) * 10
        index = np.floor(gore).astype(np.int64) % len(cloth)
        seam = 1 - 0.16 * smooth(np.abs(gore - np.floor(gore) - 0.5), 0.40, 0.5)
        lit = np.clip(0.36 + 0.62 * np.sin(angle) * side - 0.16 * v, 0, 1) * seam
        paint = np.array([colour(code) for code in cloth], np.float32)
        return floats(np.stack([paint[index, i] * (shadow[i] + (sun[i] - shadow[i]) * lit) for i in range(3)]))

    return shader


def bird(canvas: Canvas, tone: Colour, x: float, y: float, span: float, lift: float) -> None:
    """A gull far away: two bent wings."""
    half = [(1.0, 0.10 + lift), (0.55, 0.30 + lift * 0.8), (0.12, 0.05), (0.0, 0.0)]
    under = [(0.0, -0.10), (0.10, -0.07), (0.55, 0.20 + lift * 0.7)]
    wing = [*half, *((-px, py) for px, py in half[::-1]), *((-px, py) for px, py in under[::-1]), *under]
    canvas.shape(placed(wing, x, y, span / 2), tone)


def flock(canvas: Canvas, plan: Plan, x: float, y: float, seed: int, count: int = 11) -> None:
    """Birds in a loose crowd."""
    rng = np.random.default_rng(seed)
    tone = blended(colour(plan.palette.dark), colour(plan.palette.haze), 0.18)
    for _ in range(count):
        dx, dy = rng.normal(0, 0.10), rng.normal(0, 0.035)
        bird(canvas, tone, x + dx, y + dy - 0.2 * abs(dx), 0.020 + 0.020 * rng.random(), 0.30 * rng.random() - 0.08)


def moon(canvas: Canvas, plan: Plan, x: float, y: float, radius: float, seed: int, lit_from: float = 0.7) -> None:
    """A large pale moon with seas and a soft terminator; part of it melts into the sky by day."""
    palette = plan.palette
    disc, sky = blended(colour(palette.sun), (1.0, 0.97, 0.92), 0.4), colour(palette.haze)
    turn = np.linspace(0, 2 * np.pi, 64, endpoint=False)
    outline = [(x + radius * float(np.cos(a)), y + radius * float(np.sin(a))) for a in turn]
    rng = np.random.default_rng(seed)
    seas = [(rng.uniform(-0.6, 0.6), rng.uniform(-0.6, 0.6), rng.uniform(0.14, 0.38)) for _ in range(7)]

    def shader(across: Floats, down: Floats) -> Floats:
        u, v = (across - np.float32(x)) / np.float32(radius), (down - np.float32(y)) / np.float32(radius)
        depth = np.sqrt(np.clip(1 - u * u - v * v, 0, 1))
        lit = smooth(u * lit_from - v * 0.15 + depth * 0.62, -0.35, 0.5)
        spots = sum(np.exp(-((((u - a) ** 2 + (v - b) ** 2) / (c * c)) ** 2)) for a, b, c in seas)
        tone = lit * (1.04 - 0.13 * np.minimum(spots, 1.4)) * (0.86 + 0.14 * depth)
        veil = 0.80 if palette.night < 0.4 else 0.22
        return floats(np.stack([(s * veil + (d - s * veil) * tone) for d, s in zip(disc, sky, strict=True)]))

    canvas.glow(x, y, radius * 1.15, disc, 0.10 + 0.10 * palette.night)
    canvas.shape(outline, shader, 0.96 if palette.night > 0.4 else 0.86)


_HULL = ((-0.50, 0.10), (-0.40, -0.02), (0.36, -0.02), (0.55, 0.14), (0.30, 0.09), (-0.20, 0.09))
_MAIN = ((0.02, 0.16), (0.02, 1.12), (-0.06, 0.80), (-0.22, 0.45), (-0.44, 0.18))
_JIB = ((0.06, 1.02), (0.52, 0.20), (0.34, 0.18), (0.08, 0.20))


def ship(canvas: Canvas, plan: Plan, x: float, foot: float, size: float, seed: int) -> None:
    """A sailing boat and its image in the water below."""
    palette, flip = plan.palette, 1.0 if seed & 1 else -1.0
    cloth = scaled(blended(colour(palette.sun), (0.98, 0.95, 0.90), 0.5), 0.55 + 0.45 * palette.power)
    shaded = blended(cloth, colour(palette.ambient), 0.45)
    hull = blended(colour(palette.dark), colour("#5a3524"), 0.45)
    parts: tuple[tuple[list[Point], Colour], ...] = (
        ([(-0.012, 0.08), (0.0, 1.2), (0.012, 0.08)], scaled(hull, 0.8)),
        (rounded(_MAIN, 3), cloth), (rounded(_JIB, 3), shaded), (list(_HULL), hull),
    )  # fmt: skip
    for outline, tone in parts:
        water = [(px, -py * 0.78 - 0.05) for px, py in outline]
        canvas.shape(placed(water, x, foot, size, flip), blended(tone, colour(palette.water), 0.4), 0.34)
    for outline, tone in parts:
        canvas.shape(placed(outline, x, foot, size, flip), tone)
    if palette.night > 0.3:
        canvas.glow(x + 0.2 * size * flip, foot - 0.16 * size, 0.05 * size, (1.0, 0.76, 0.4), 1.0)


def lanterns(canvas: Canvas, plan: Plan, top: float, bottom: float) -> None:
    """Small warm lights that hang in the air."""
    base, cell = stable_hash(plan.seeds.parts[0][0], "lanterns"), 0.075
    columns, rows = canvas.across.lattice(cell, 0).indices(0)[None, :], canvas.down.lattice(cell, 0).indices(0)[:, None]
    chance, dx, dy = (hashed(columns, rows, base + k) for k in range(3))
    for row, column in np.argwhere(chance < 0.42):
        x = (float(columns[0, column]) + float(dx[row, column])) * cell
        y = (float(rows[row, 0]) + float(dy[row, column])) * cell
        if top < y < bottom:
            size = 0.004 + 0.010 * float(chance[row, column])
            canvas.glow(x, y, size, (1.0, 0.72, 0.34), 0.95)
