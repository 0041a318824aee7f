"""What people built to move: windmill, rocket, airliner, and a bridge over the water."""

from __future__ import annotations

import numpy as np

from .animals import stroke
from .buildings import round_wall
from .canvas import Canvas, Colour, Point, blended, colour, scaled, times
from .figures import dark, lit, placed, rounded
from .plan import Plan

_PLANE = (
    (-0.98, 0.03),
    (-1.02, 0.26),
    (-0.92, 0.26),
    (-0.76, 0.08),
    (0.66, 0.10),
    (0.86, 0.06),
    (0.98, 0.0),
    (0.86, -0.05),
    (0.60, -0.075),
    (-0.70, -0.06),
)
_PLANE_WINGS = (
    ((0.16, -0.03), (-0.34, -0.33), (-0.46, -0.33), (-0.16, -0.02)),
    ((0.12, 0.06), (-0.16, 0.22), (-0.24, 0.22), (-0.14, 0.06)),
    ((-0.80, 0.0), (-1.06, -0.11), (-1.12, -0.11), (-0.94, 0.02)),
)
_ROCKET = ((-0.13, 0.16), (-0.155, 0.40), (-0.135, 0.68), (-0.075, 0.88), (0.0, 1.0), (0.075, 0.88), (0.135, 0.68),
           (0.155, 0.40), (0.13, 0.16))  # fmt: skip
_FIN = ((-0.13, 0.38), (-0.29, 0.16), (-0.31, 0.0), (-0.22, 0.05), (-0.11, 0.17))
_FRAME = (
    ((-0.52, 0.36), (-0.22, 0.72)), ((-0.52, 0.36), (-0.08, 0.34)), ((-0.08, 0.34), (-0.26, 0.82)),
    ((-0.22, 0.72), (0.34, 0.76)), ((-0.08, 0.34), (0.36, 0.70)), ((0.52, 0.36), (0.32, 0.90)),
)  # fmt: skip
_FITTINGS = (((-0.40, 0.84), (-0.14, 0.84)), ((0.32, 0.90), (0.44, 0.96), (0.52, 0.90)),
             ((-0.16, 0.24), (0.0, 0.44)))  # fmt: skip
_SPAN, _RISE = 0.62, 0.15  # from pier to pier, of a pier above the deck


def windmill(canvas: Canvas, plan: Plan, x: float, foot: float, size: float, seed: int) -> None:
    """A tower mill with cap and four lattice sails."""
    wall, cap = (0.90, 0.86, 0.78), colour(("#6b3f34", "#3f5a6b", "#54483c")[seed % 3])
    low, high = (foot, 0.155 * size), (foot - 0.62 * size, 0.098 * size)
    tower = [(x - low[1], low[0]), (x - high[1], high[0]), (x + high[1], high[0]), (x + low[1], low[0])]
    canvas.shape(tower, round_wall(plan, x, low, high, wall))
    canvas.shape(
        placed([(-0.03, 0.0), (-0.03, 0.12), (0.03, 0.12), (0.03, 0.0)], x, foot, size), scaled(dark(plan), 0.9)
    )
    for up in (0.27, 0.44):
        lit = (1.1, 0.82, 0.45) if plan.palette.night > 0.1 else (0.18, 0.19, 0.23)
        window = [(-0.016, up), (-0.016, up + 0.05), (0.016, up + 0.05), (0.016, up)]
        canvas.shape(placed(window, x, foot, size), lit)
    turn = np.linspace(np.pi, 0, 15)
    dome = [(x + 0.115 * size * float(np.cos(a)), high[0] - 0.14 * size * float(np.sin(a))) for a in turn]
    canvas.shape(dome, round_wall(plan, x, (high[0], 0.115 * size), (high[0] - 0.14 * size, 0.08 * size), cap))
    _sails(canvas, plan, (x, high[0] - 0.045 * size), 0.46 * size, 0.35 + (seed >> 3 & 7) / 8 * 0.8)


def _sails(canvas: Canvas, plan: Plan, hub: Point, length: float, angle: float) -> None:
    wood, cloth = scaled(dark(plan), 1.1), blended(colour(plan.palette.lit), (0.93, 0.88, 0.78), 0.6)
    for turn in (angle + k * np.pi / 2 for k in range(4)):
        ahead, aside = (float(np.cos(turn)), -float(np.sin(turn))), (float(np.sin(turn)), float(np.cos(turn)))

        def at(along: float, off: float, ahead: Point = ahead, aside: Point = aside) -> Point:
            return (
                hub[0] + length * (along * ahead[0] + off * aside[0]),
                hub[1] + length * (along * ahead[1] + off * aside[1]),
            )

        canvas.shape([at(0.22, 0.02), at(0.98, 0.02), at(0.98, 0.24), at(0.22, 0.19)], cloth, 0.82)
        for along in (0.22, 0.41, 0.60, 0.79, 0.98):
            canvas.shape(stroke([at(along, 0.0), at(along, 0.225)], 0.012 * length, 0.012 * length), wood)
        canvas.shape(stroke([at(0.0, 0.0), at(1.0, 0.0)], 0.036 * length, 0.022 * length), wood)
    canvas.shape([(hub[0] + 0.05 * length * float(np.cos(a)), hub[1] + 0.05 * length * float(np.sin(a)))
                  for a in np.linspace(0, 2 * np.pi, 14, endpoint=False)], wood)  # fmt: skip


def bicycle(canvas: Canvas, plan: Plan, x: float, foot: float, size: float) -> None:
    """A bicycle in profile that leads towards the light."""
    flip, tyre = 1.0 if plan.sun[0] > x else -1.0, scaled(dark(plan), 0.9)
    turn = np.linspace(0, 2 * np.pi, 41)
    for hub in (-0.52, 0.52):
        rim = [(hub + 0.34 * float(np.cos(a)), 0.36 + 0.34 * float(np.sin(a))) for a in turn]
        canvas.shape(placed(stroke(rim, 0.055, 0.055), x, foot, size, flip), tyre)
        for a in turn[:20:4]:
            dx, dy = 0.33 * float(np.cos(a)), 0.33 * float(np.sin(a))
            spoke = stroke([(hub - dx, 0.36 - dy), (hub + dx, 0.36 + dy)], 0.010, 0.010)
            canvas.shape(placed(spoke, x, foot, size, flip), scaled(tyre, 1.3), 0.7)
    frame = lit(plan, plan.paint or "#c0392f")
    for line in _FRAME:
        canvas.shape(placed(stroke(line, 0.045, 0.045), x, foot, size, flip), frame)
    for fitting in _FITTINGS:
        canvas.shape(placed(stroke(fitting, 0.05, 0.05), x, foot, size, flip), tyre)


def plane(canvas: Canvas, plan: Plan, x: float, y: float, size: float, seed: int, trail: float = 4.0) -> None:
    """An airliner with its trail, so many times as long as half the aircraft."""
    flip = 1.0 if seed & 1 else -1.0
    tone = blended(colour(plan.palette.lit), (0.96, 0.97, 1.0), 0.5)
    shade = blended(tone, colour(plan.palette.ambient), 0.6)
    behind = [(-1.0, 0.02), (-1.0 - trail, 0.11), (-1.0 - trail, -0.05), (-1.0, -0.03)]
    canvas.shape(placed(behind, x, y, size, flip), blended(tone, colour(plan.palette.haze), 0.3), 0.28)
    canvas.shape(placed(_PLANE_WINGS[1], x, y, size, flip), shade)
    canvas.shape(placed(rounded(_PLANE, 3), x, y, size, flip), tone)
    canvas.shape(placed([(-0.74, -0.055), (0.60, -0.07), (0.86, -0.04), (-0.74, -0.01)], x, y, size, flip), shade)
    for wing in (_PLANE_WINGS[0], _PLANE_WINGS[2]):
        canvas.shape(placed(wing, x, y, size, flip), scaled(shade, 0.85))
    if plan.palette.night > 0.3:
        canvas.glow(x - 0.4 * size * flip, y + 0.33 * size, 0.09 * size, (1.0, 0.2, 0.15), 1.0)


def rocket(canvas: Canvas, plan: Plan, x: float, foot: float, size: float, paint: str = "") -> None:
    """A rocket on its flame."""
    for step, (wide, strength) in enumerate(((0.10, 1.1), (0.13, 0.8), (0.17, 0.5), (0.23, 0.30), (0.30, 0.18))):
        canvas.glow(x, foot + (0.04 + 0.13 * step) * size, wide * size, (1.0, 0.66 - 0.07 * step, 0.26), strength)
    red = colour(paint or "#c4422f")
    light = blended(colour(plan.palette.ambient), colour(plan.palette.sun), 0.6)
    for way in (1.0, -1.0):
        canvas.shape(placed([(px * way, py) for px, py in _FIN], x, foot, size), times(red, scaled(light, 0.85)))
    body = placed(rounded(_ROCKET, 3), x, foot, size)
    wall = round_wall(plan, x, (foot, 0.16 * size), (foot - size, 0.15 * size), (0.93, 0.93, 0.95))
    canvas.shape(body, wall)
    nose = placed(
        rounded(((-0.105, 0.80), (-0.06, 0.91), (0.0, 1.0), (0.06, 0.91), (0.105, 0.80), (0.0, 0.785)), 3),
        x,
        foot,
        size,
    )
    canvas.shape(nose, round_wall(plan, x, (foot, 0.12 * size), (foot - size, 0.11 * size), red))
    turn = np.linspace(0, 2 * np.pi, 20, endpoint=False)
    for radius, tone in ((0.062, (0.25, 0.27, 0.32)), (0.045, times((0.62, 0.82, 0.95), light))):
        canvas.shape(
            placed([(radius * float(np.cos(a)), 0.62 + radius * float(np.sin(a))) for a in turn], x, foot, size), tone
        )


def bridge(canvas: Canvas, plan: Plan) -> None:
    """A suspension bridge over all the water, pier after pier, with its image below."""
    deck = plan.horizon - 0.022
    tone = blended(blended(colour("#8a3b30"), colour(plan.palette.dark), 0.45 + 0.3 * plan.palette.night),
                   colour(plan.palette.haze), 0.16)  # fmt: skip
    start = 0.12 * plan.seeds.number("bridge") + 0.04
    first = int(np.floor((canvas.view.x - start) / _SPAN)) - 1
    last = int(np.ceil((canvas.view.x + canvas.view.width - start) / _SPAN)) + 1
    for number in range(first, last + 1) if last - first < 400 else ():
        _bay(canvas, plan, start + number * _SPAN, deck, tone)
    edges = [(canvas.view.x - 0.1, deck), (canvas.view.x + canvas.view.width + 0.1, deck)]
    (left, _), (right, _) = edges
    canvas.shape([(left, deck + 0.010), (left, deck - 0.004), (right, deck - 0.004), (right, deck + 0.010)], tone)
    water = 2 * plan.horizon + 0.03 - deck
    canvas.shape(
        [(left, water + 0.012), (left, water - 0.004), (right, water - 0.004), (right, water + 0.012)], tone, 0.28
    )


def _bay(canvas: Canvas, plan: Plan, x: float, deck: float, tone: Colour) -> None:
    """One pier with the cable to the next and its hangers."""
    lit = blended(tone, scaled(colour(plan.palette.sun), plan.palette.power), 0.3)
    top, foot = deck - _RISE, plan.horizon + 0.016
    ends = np.linspace(0.0, 1.0, 25)
    sag = [(x + _SPAN * float(t), top + (_RISE - 0.014) * float(4 * t * (1 - t))) for t in ends]
    canvas.shape(stroke(sag, max(0.0042, canvas.py), max(0.0042, canvas.py)), tone)
    for px, py in sag[1:-1]:
        half = max(0.0007, canvas.px * 0.3)
        canvas.shape([(px - half, py), (px - half, deck), (px + half, deck), (px + half, py)], tone, 0.75)
    for dx, wide, colours in ((-0.016, 0.0062, tone), (0.016, 0.0062, lit)):
        pier = [
            (x + dx - wide, foot),
            (x + dx - 0.8 * wide, top - 0.012),
            (x + dx + 0.8 * wide, top - 0.012),
            (x + dx + wide, foot),
        ]
        canvas.shape(pier, colours)
        image = [(px, 2 * plan.horizon + 0.03 - py) for px, py in pier]
        canvas.shape(image, colours, 0.26)
    for up in (0.30, 0.66, 0.96):
        y = deck - _RISE * up
        canvas.shape([(x - 0.02, y + 0.006), (x - 0.02, y - 0.006), (x + 0.02, y - 0.006), (x + 0.02, y + 0.006)], tone)
    if plan.palette.night > 0.3:
        canvas.glow(x, top - 0.014, 0.006, (1.0, 0.3, 0.2), 0.9)
        for px in np.arange(x, x + _SPAN, _SPAN / 12):
            canvas.glow(float(px), deck - 0.006, 0.0035, (1.0, 0.82, 0.5), 0.8)
