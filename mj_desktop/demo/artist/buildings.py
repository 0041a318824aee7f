"""Buildings that stand alone: lighthouse, cottage, castle."""

from __future__ import annotations

import numpy as np

from .arrays import Floats, floats
from .canvas import Canvas, Colour, Point, Shader, blended, colour, scaled, times
from .plan import Plan


def _light(plan: Plan) -> tuple[Colour, Colour]:
    """Sunlight and light in the shadow, for painted walls."""
    palette = plan.palette
    sun = scaled(colour(palette.sun), 0.78 * palette.power + 0.10)
    return sun, scaled(blended(colour(palette.ambient), colour(palette.haze), 0.30), 0.95)


def round_wall(plan: Plan, x: float, foot: tuple[float, float], top: tuple[float, float], paint: Colour) -> Shader:
    """A round wall from (height, radius) to (height, radius), lit from the sun's side."""
    sun, shadow = _light(plan)
    side = 1.0 if plan.sun[0] > x else -1.0

    def shader(across: Floats, down: Floats) -> Floats:
        share = (down - np.float32(foot[0])) / np.float32(top[0] - foot[0])
        radius = np.float32(foot[1]) + share * np.float32(top[1] - foot[1])
        t = np.clip((across - np.float32(x)) / np.maximum(radius, 1e-6), -1, 1)
        lit = np.clip(0.16 + 0.78 * t * side + 0.22 * np.sqrt(1 - t * t), 0, 1)
        edge = 0.80 + 0.20 * np.sqrt(1 - t * t)
        return floats(np.stack([paint[i] * (shadow[i] + (sun[i] - shadow[i]) * lit) * edge for i in range(3)]))

    return shader


def _band(x: float, low: tuple[float, float], high: tuple[float, float]) -> list[Point]:
    """A piece of a round wall as a polygon with a bulging lower edge."""
    turn = np.linspace(-1, 1, 9)
    below = [(x + t * low[1], low[0] + 0.16 * low[1] * float(np.sqrt(1 - t * t))) for t in turn]
    above = [(x + t * high[1], high[0] + 0.16 * high[1] * float(np.sqrt(1 - t * t))) for t in turn]
    return [(float(a), float(b)) for a, b in below + above[::-1]]


def lighthouse(canvas: Canvas, plan: Plan, x: float, foot: float, height: float) -> None:
    """A banded tower with gallery, lantern and dome; its beam is `beam`'s."""
    wide, narrow = 0.098 * height, 0.058 * height
    stripe = ("#b8382c", "#26456e", "#b8382c", "#2c2c34")[int(plan.seeds.number("stripe") * 3.99)]
    top = foot - height
    for index in range(5):
        low, high = foot - height * index / 5, foot - height * (index + 1) / 5 - canvas.py * 0.4
        radii = [wide + (narrow - wide) * (foot - y) / height for y in (low, high)]
        paint = (0.97, 0.95, 0.90) if index % 2 == 0 else colour(stripe)
        canvas.shape(
            _band(x, (low, radii[0]), (high, radii[1])), round_wall(plan, x, (foot, wide), (top, narrow), paint)
        )
    for index in range(3):
        _window(canvas, plan, x, foot - height * (0.17 + 0.27 * index), height * 0.012)
    iron, unit = (0.20, 0.20, 0.23), height / 10
    for low, high, radius in ((0.0, 0.14, 0.88), (0.14, 0.30, 0.80)):
        a, b = (top - low * unit, radius * unit), (top - high * unit, radius * unit)
        canvas.shape(_band(x, a, b), round_wall(plan, x, a, b, iron if low == 0 else (0.75, 0.73, 0.70)))
    _lantern(canvas, plan, x, top - 0.3 * unit, unit, colour(stripe))


def _window(canvas: Canvas, plan: Plan, x: float, y: float, half: float) -> None:
    tone = (1.1, 0.82, 0.45) if plan.palette.night > 0.1 else (0.14, 0.15, 0.19)
    canvas.shape([(x - half, y), (x - half, y - 3 * half), (x + half, y - 3 * half), (x + half, y)], tone)


def _lantern(canvas: Canvas, plan: Plan, x: float, foot: float, unit: float, roof: Colour) -> None:
    """The glowing room under the dome."""
    half, top = 0.46 * unit, foot - 0.95 * unit
    canvas.shape([(x - half, foot), (x - half, top), (x + half, top), (x + half, foot)], (1.25, 1.05, 0.66))
    for place in (-1.0, -0.36, 0.36, 1.0):
        left, right = x + place * half - 0.035 * unit, x + place * half + 0.035 * unit
        canvas.shape([(left, foot), (left, top), (right, top), (right, foot)], (0.13, 0.13, 0.15))
    turn = np.linspace(np.pi, 0, 17)
    dome = [(x + 0.60 * unit * float(np.cos(a)), top - 0.62 * unit * float(np.sin(a)) ** 0.8) for a in turn]
    canvas.shape(dome, round_wall(plan, x, (top, 0.6 * unit), (top - unit, 0.6 * unit), roof))
    canvas.shape(
        [(x - 0.05 * unit, top - 0.55 * unit), (x, top - 1.05 * unit), (x + 0.05 * unit, top - 0.55 * unit)],
        (0.2, 0.2, 0.22),
    )


def lamp(height: float, foot: float) -> float:
    """Where the light of a lighthouse stands."""
    return foot - height * 1.075


def beam(canvas: Canvas, plan: Plan, x: float, y: float, size: float) -> None:
    """The lamp's halo and two beams of light in the air."""
    tone = colour("#ffe9b4")
    canvas.glow(x, y, 0.030 * size, tone, 0.85)
    canvas.glow(x, y, 0.09 * size, tone, 0.16)
    side = 1.0 if plan.sun[0] > x else -1.0
    dx, dy = (canvas.x - np.float32(x)) * np.float32(side), canvas.y - np.float32(y)
    far = np.hypot(dx, dy)
    strength = 0.20 + 0.34 * plan.palette.night
    for way, length in ((1.0, 0.42), (-1.0, 0.22)):
        along = dx * np.float32(way) - 0.09 * dy
        off = np.abs(dy + 0.09 * dx) / (np.maximum(along, 1e-4) * 0.055 + 0.0035 * size)
        light = np.exp(-(off * off)) * np.exp(-far / np.float32(length)) * (along > 0)
        canvas.add(tone, floats(light * np.float32(strength)))


def cottage(canvas: Canvas, plan: Plan, x: float, foot: float, size: float) -> None:
    """A gabled house in three-quarter view: lit front, roof, chimney, warm windows."""
    sun, shadow = _light(plan)
    flip = 1.0 if plan.sun[0] > x else -1.0
    wall, roof = ("#e9e2d4", "#d8c4a4", "#cfd4d8", "#c8b49c")[int(plan.seeds.number("wall") * 3.99)], "#7a3a30"
    bright = times(colour(wall), blended(shadow, sun, 0.75))
    dim = times(colour(wall), blended(shadow, sun, 0.22))

    def at(*points: tuple[float, float]) -> list[Point]:
        return [(x + px * flip * size, foot - py * size) for px, py in points]

    round_ = np.linspace(0, 2 * np.pi, 20, endpoint=False)
    shadow_at = [(-0.12 + 1.0 * float(np.cos(a)), -0.03 + 0.09 * float(np.sin(a))) for a in round_]
    canvas.shape(at(*shadow_at), scaled(blended(colour(plan.palette.dark), shadow, 0.3), 0.8), 0.55)
    canvas.shape(at((-0.62, -0.03), (-0.62, 0.40), (0.22, 0.40), (0.22, -0.03)), dim)
    canvas.shape(at((0.22, -0.03), (0.22, 0.40), (0.45, 0.80), (0.68, 0.40), (0.68, -0.03)), bright)
    canvas.shape(at((-0.40, 0.62), (-0.40, 0.98), (-0.27, 0.98), (-0.27, 0.62)), scaled(dim, 0.75))
    tiles = colour("#eef2f6") if "snow" in plan.weather else colour(roof)
    canvas.shape(at((-0.68, 0.36), (-0.42, 0.82), (0.45, 0.82), (0.19, 0.36)), times(tiles, blended(shadow, sun, 0.35)))
    canvas.shape(at((0.45, 0.84), (0.75, 0.35), (0.70, 0.33), (0.45, 0.76)), times(tiles, blended(shadow, sun, 0.7)))
    lit = (1.2, 0.86, 0.44) if plan.palette.night > 0.04 or plan.palette.elevation < 0.14 else (0.20, 0.24, 0.30)
    for px in (-0.48, -0.20):
        canvas.shape(at((px, 0.12), (px, 0.29), (px + 0.16, 0.29), (px + 0.16, 0.12)), lit)
    canvas.shape(at((0.39, 0.14), (0.39, 0.32), (0.53, 0.32), (0.53, 0.14)), lit)
    canvas.shape(at((0.0, -0.02), (0.0, 0.24), (0.12, 0.24), (0.12, -0.02)), scaled(dim, 0.35))
    for px, wide in ((-0.60, 0.17), (-0.42, 0.12), (0.66, 0.13)):
        bush = [(px + wide * float(np.cos(a)), -0.02 + wide * 0.85 * float(np.sin(a))) for a in round_]
        canvas.shape(at(*bush), times(colour("#4a6638"), blended(shadow, sun, 0.25)))
    if lit[0] > 1:
        canvas.glow(x - 0.2 * flip * size, foot - 0.2 * size, 0.22 * size, (1.0, 0.68, 0.32), 0.25)


def castle(canvas: Canvas, plan: Plan, x: float, foot: float, size: float) -> None:
    """Round towers with pointed roofs around a keep, against the haze."""
    stone, unit = blended(colour("#77727c"), colour(plan.palette.haze), 0.22), size
    roof = blended(colour("#3c4a68"), colour(plan.palette.haze), 0.2)
    towers = ((-0.42, 0.10, 0.52), (0.40, 0.11, 0.60), (-0.18, 0.09, 0.78), (0.20, 0.08, 0.92), (0.02, 0.13, 0.66))
    sides = ((-0.46, -0.06), (-0.46, 0.30), (0.44, 0.30), (0.44, -0.06))
    wall = [(x + px * unit, foot - py * unit) for px, py in sides]
    canvas.shape(wall, round_wall(plan, x, (foot, 0.7 * unit), (foot - unit, 0.7 * unit), stone))
    for place, radius, height in towers:
        tx, r, top = x + place * unit, radius * unit * 0.8, foot - height * unit
        low, high = (foot + 0.05 * unit, r), (top, r * 0.94)
        canvas.shape(_band(tx, low, high), round_wall(plan, tx, low, high, stone))
        canvas.shape([(tx - 1.3 * r, top + 0.01 * unit), (tx, top - 2.9 * r), (tx + 1.3 * r, top + 0.01 * unit)],
                     round_wall(plan, tx, (top, 1.3 * r), (top - 2.9 * r, 0.01), roof))  # fmt: skip
        for step in range(2):
            _slit(canvas, plan, tx, top + (0.08 + 0.14 * step) * unit, r * 0.16)


def _slit(canvas: Canvas, plan: Plan, x: float, y: float, half: float) -> None:
    tone = (1.15, 0.85, 0.48) if plan.palette.night > 0.04 or plan.palette.elevation < 0.12 else (0.16, 0.16, 0.2)
    canvas.shape(
        [(x - half, y + 3 * half), (x - half, y), (x, y - half), (x + half, y), (x + half, y + 3 * half)], tone
    )
