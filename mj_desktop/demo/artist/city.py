"""A city by the water: towers in layers of haze, their windows, signs and lamps."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .arrays import Floats, floats, smooth
from .canvas import Canvas, Colour, Shader, blended, colour, scaled
from .noise import hashed, stable_hash
from .plan import Plan

_SIGNS = ("#ff4fa0", "#3fd0ff", "#ffb050", "#a070ff", "#50e0c0", "#ff6a50")
_LAMPS = ("#ffd49a", "#ffe6c0", "#bfe4ff", "#ffc27a")
_LAYERS = 4
_BLUR = 0.03  # pixels so large that a city is a dark line


@dataclass(frozen=True)
class Tower:
    """One building: its box, its seed."""

    left: float
    right: float
    top: float
    foot: float
    seed: int

    def pick(self, *key: object) -> float:
        """A number 0..1 of its own."""
        return stable_hash(self.seed, *key) / 2**32


def city(canvas: Canvas, plan: Plan) -> None:
    """All layers from far to near, with the glow of the streets between them."""
    haze, base = colour(plan.palette.haze), plan.horizon
    if canvas.px > _BLUR:
        rows = canvas.rows(base - 0.14, base)
        canvas.over(blended(colour(plan.palette.dark), haze, 0.4), 0.8, rows)
        return
    for index in range(_LAYERS):
        t = index / (_LAYERS - 1)
        for tower in _towers(canvas, plan, index):
            _tower(canvas, plan, tower, t)
        glow = np.exp(-np.maximum(np.float32(base) - canvas.y, 0) / np.float32(0.05 + 0.07 * (1 - t)))
        drift = 0.8 + 0.25 * canvas.outline(plan.seeds.salted("smog", index), 0.3, 4)
        above = canvas.y < np.float32(base)
        canvas.over(haze, floats(np.clip(glow * drift[None, :] * (0.50 - 0.36 * t), 0, 0.8) * above))
    _quay(canvas, plan)


def _towers(canvas: Canvas, plan: Plan, index: int) -> list[Tower]:
    t = index / (_LAYERS - 1)
    cell = 0.052 + 0.034 * t
    seeds = plan.seeds.salted("towers", index)
    base = stable_hash(seeds.parts[-1][0] if len(seeds.parts) > 1 else seeds.parts[0][0], seeds.salt)
    columns, zero = canvas.across.lattice(cell, 0).indices(0), np.zeros(1, np.int64)
    tall, wide = hashed(columns, zero, base), hashed(columns, zero, base + 1)
    middle = 0.36 + 0.14 * plan.seeds.number("downtown")
    towers = []
    for column, high, broad in zip(columns, tall, wide, strict=True):
        x = (int(column) + 0.5) * cell
        envelope = 0.46 + 0.62 * float(np.exp(-(((x - middle) / 0.26) ** 2))) + 0.22 * float(np.sin(x * 5.1 + base % 7))
        height = (0.10 + 0.42 * float(high) ** 1.9) * envelope * (1.08 - 0.36 * t)
        half = cell * (0.36 + 0.17 * float(broad))
        towers.append(
            Tower(x - half, x + half, plan.horizon - max(height, 0.03), plan.horizon, base ^ int(column) & 0xFFFFFF)
        )
    return towers


def _tower(canvas: Canvas, plan: Plan, tower: Tower, t: float) -> None:
    """The body in one of a few forms, its windows, and what shines on it."""
    palette = plan.palette
    body = blended(
        blended(colour(palette.dark), colour(palette.ambient), 0.16),
        colour(palette.haze),
        (0.46 + 0.20 * palette.night) * (1 - t) ** 0.9,
    )
    lit = scaled(colour(palette.sun), 0.30 * palette.power * (1 - 0.55 * palette.night))
    width, height = tower.right - tower.left, tower.foot - tower.top
    style = int(tower.pick("style") * 5)
    steps = (
        [(0.0, 1.0)]
        if style < 2
        else ([(0.0, 0.55), (0.16, 0.8), (0.42, 1.0)] if style < 4 else [(0.0, 0.7), (0.10, 1.0)])
    )
    for down, share in steps[::-1]:
        middle, half = (tower.left + tower.right) / 2, width * share / 2
        box = Tower(middle - half, middle + half, tower.top + height * down, tower.foot, tower.seed)
        corners = [(box.left, box.foot), (box.left, box.top), (box.right, box.top), (box.right, box.foot)]
        canvas.shape(corners, _facade(plan, box, body, lit, t))
    if style in (2, 3) and tower.pick("mast") > 0.4:
        _mast(canvas, tower, scaled(body, 0.8), t)
    if t > 0.5 and palette.night > 0.4 and tower.pick("sign") > 0.42:
        _sign(canvas, tower)


def _facade(plan: Plan, box: Tower, body: Colour, lit: Colour, t: float) -> Shader:
    """Colours of a wall: haze at the foot, a light side, rows of windows that blur when too small to see."""
    palette = plan.palette
    warm, side = colour(palette.haze), 1.0 if plan.sun[0] > (box.left + box.right) / 2 else -1.0
    lamp = colour(_LAMPS[int(box.pick("lamp") * 3.99)])
    tint = colour(_SIGNS[int(box.pick("tint") * 5.99)])
    lamp = blended(lamp, tint, 0.65 if box.pick("tinted") > 0.82 else 0.0)
    size = (
        (0.0058 + 0.0022 * t) * (0.85 + 0.5 * box.pick("grain")),
        (0.0082 + 0.003 * t) * (0.85 + 0.5 * box.pick("rows")),
    )
    share = (0.20 + 0.42 * box.pick("share")) * (0.22 + 0.78 * palette.night)

    def shader(x: Floats, y: Floats) -> Floats:
        down = np.clip((y - np.float32(box.top)) / 0.5, 0, 1)
        across = (x - np.float32(box.left)) / np.float32(max(box.right - box.left, 1e-6))
        facing = 0.35 + 0.65 * (across if side > 0 else 1 - across)
        panes, glow = _windows(box, x, y, size, share)
        planes = []
        for i in range(3):
            plane = body[i] + lit[i] * facing * (1 - 0.6 * down) + (warm[i] - body[i]) * down**2 * (0.5 - 0.3 * t)
            plane = plane * (1 - 0.22 * panes * (1 - palette.night))
            planes.append(plane + glow * lamp[i] * (0.30 + 0.75 * t))
        return floats(np.stack(np.broadcast_arrays(*planes)))

    return shader


def _windows(box: Tower, x: Floats, y: Floats, size: tuple[float, float], share: float) -> tuple[Floats, Floats]:
    """Which part of each pixel is pane, and how brightly it is lit."""
    u, v = (x - np.float32(box.left)) / np.float32(size[0]), (y - np.float32(box.top)) / np.float32(size[1])
    step_u = float(u[0, 1] - u[0, 0]) if u.shape[1] > 1 else 1.0
    step_v = float(v[1, 0] - v[0, 0]) if v.shape[0] > 1 else 1.0
    # Windows smaller than two pixels melt into an even glow instead of flickering.
    melt = np.float32(np.clip((max(step_u, step_v) - 0.45) / 0.4, 0, 1))
    if melt == 1:
        even = np.ones((v.shape[0], u.shape[1]), np.float32)
        return floats(even * 0.3), floats(even * share * 0.26)
    pane = _bars(u, 0.62, step_u) * _bars(v, 0.55, step_v)
    inside = (
        smooth(u, 0.2, 0.5) * smooth(np.float32((box.right - box.left) / size[0]) - u, 0.2, 0.5) * smooth(v, 0.8, 1.4)
    )
    columns, rows = np.floor(u).astype(np.int64), np.floor(v).astype(np.int64)
    chance = hashed(columns, rows, box.seed)
    storey = hashed(np.zeros((1, 1), np.int64), rows, box.seed + 9)
    lit = np.clip((share * (0.35 + 1.3 * storey) - chance) * 8, 0, 1) * (
        0.35 + 0.65 * hashed(columns, rows, box.seed + 5)
    )
    glow = lit * pane * (1 - melt) + share * 0.26 * melt
    return floats(pane * inside), floats(glow * inside)


def _bars(values: Floats, share: float, step: float) -> Floats:
    """Bars `share` wide in each unit, anti-aliased."""
    place = values - np.floor(values)
    edge = max(step * 0.7, 0.02)
    low, high = (1 - share) / 2, (1 + share) / 2
    return floats(np.clip((place - low) / edge + 0.5, 0, 1) * np.clip((high - place) / edge + 0.5, 0, 1))


def _mast(canvas: Canvas, tower: Tower, tone: Colour, t: float) -> None:
    x, height = (tower.left + tower.right) / 2, 0.03 + 0.06 * tower.pick("mast height")
    half = max(0.0012, canvas.px * 0.35)
    canvas.shape([(x - half, tower.top), (x, tower.top - height), (x + half, tower.top)], tone)
    canvas.glow(x, tower.top - height, 0.0035, (1.0, 0.22, 0.16), 0.5 + 0.5 * t)


def _sign(canvas: Canvas, tower: Tower) -> None:
    """A neon bar down one side, or a band along the roof."""
    tone = colour(_SIGNS[int(tower.pick("neon") * 5.99)])
    height, width = tower.foot - tower.top, tower.right - tower.left
    bright = scaled(tone, 1.25)
    if tower.pick("bar") > 0.4:
        x = tower.left + 0.012 if tower.pick("hand") > 0.5 else tower.right - 0.012
        top, long, half = tower.top + 0.12 * height, min(0.10, 0.4 * height), 0.0032
    else:
        x, half = (tower.left + tower.right) / 2, width * 0.34
        top, long = tower.top + 0.012, 0.006
    canvas.shape([(x - half, top), (x + half, top), (x + half, top + long), (x - half, top + long)], bright)
    for k in range(3):
        canvas.glow(x, top + long * (k + 0.5) / 3, 0.010 + half * 0.5, tone, 0.16)


def _quay(canvas: Canvas, plan: Plan) -> None:
    """A dark edge along the water with a row of lamps."""
    base = plan.horizon
    rows = canvas.rows(base - 0.006, base)
    canvas.over(scaled(colour(plan.palette.dark), 0.9), 0.92, rows)
    if plan.palette.night < 0.3:
        return
    for column in canvas.across.lattice(0.042, 0).indices(0):
        canvas.glow((int(column) + 0.5) * 0.042, base - 0.008, 0.0042, colour("#ffcf8a"), 0.85)
