"""Things to be met with: pagoda, pyramid, robot, mushroom."""

from __future__ import annotations

import numpy as np

from .animals import stroke
from .buildings import round_wall
from .canvas import Canvas, Colour, Point, blended, colour, scaled, times
from .figures import dark, placed, rounded
from .plan import Plan

_DOTS = (
    (-0.24, 0.70, 0.055), (-0.05, 0.80, 0.075), (0.18, 0.74, 0.06), (0.30, 0.63, 0.035), (0.05, 0.92, 0.04),
    (-0.33, 0.61, 0.03), (0.04, 0.64, 0.04),
)  # fmt: skip
_LAMP = (1.15, 0.84, 0.45)


def _lights(plan: Plan) -> tuple[Colour, Colour]:
    """Sunlight and light in the shadow."""
    palette = plan.palette
    shade = scaled(blended(colour(palette.ambient), colour(palette.haze), 0.3), 0.95)
    return scaled(colour(palette.sun), 0.8 * palette.power + 0.1), shade


def _disc(x: float, y: float, radius: float, flat: float = 1.0) -> list[Point]:
    turn = np.linspace(0, 2 * np.pi, 24, endpoint=False)
    return [(x + radius * float(np.cos(a)), y + radius * flat * float(np.sin(a))) for a in turn]


def _box(x: float, low: float, half: float, high: float) -> list[Point]:
    return [(x - half, low), (x - half, low + high), (x + half, low + high), (x + half, low)]


def pagoda(canvas: Canvas, plan: Plan, x: float, foot: float, size: float, seed: int) -> None:
    """Five storeys under curved roofs, lit from within when it is dark."""
    sun, shade = _lights(plan)
    flip, evening = (1.0 if plan.sun[0] > x else -1.0), plan.palette.night > 0.05 or plan.palette.elevation < 0.14
    wall, roof = colour("#d9c6a5"), colour(("#8c2f28", "#3f5a52", "#4a4454")[seed % 3])
    for index in range(5):
        wide, low = 0.21 - 0.032 * index, 0.03 + 0.17 * index
        lit = times(wall, blended(shade, sun, 0.55))
        canvas.shape(
            placed(_box(0.0, low - 0.04, wide, 0.15), x, foot, size),
            lit,
        )
        side = [(-wide, low - 0.04), (-wide, low + 0.11), (-wide * 0.25, low + 0.11), (-wide * 0.25, low - 0.04)]
        canvas.shape(placed(side, x, foot, size, flip), times(wall, blended(shade, sun, 0.2)))
        pane = _LAMP if evening else (0.22, 0.17, 0.15)
        for place in (-0.55, 0.0, 0.55):
            window = _box(place * wide, low, 0.022, 0.06)
            canvas.shape(placed(window, x, foot, size), pane)
        eaves, top = wide + 0.10, low + 0.19
        outline = [(-eaves, low + 0.125), (-eaves * 0.62, low + 0.115), (0.0, low + 0.105), (eaves * 0.62, low + 0.115),
                   (eaves, low + 0.125), (eaves * 0.66, low + 0.15), (wide * 0.72, top), (-wide * 0.72, top),
                   (-eaves * 0.66, low + 0.15)]  # fmt: skip
        canvas.shape(placed(outline, x, foot, size), times(roof, blended(shade, sun, 0.5)))
        dim = [(px, py) for px, py in outline if px <= 0] + [(0.0, top)]
        canvas.shape(placed(dim, x, foot, size, flip), times(roof, blended(shade, sun, 0.22)))
    canvas.shape(placed([(-0.012, 0.88), (0.0, 1.06), (0.012, 0.88)], x, foot, size), scaled(roof, 0.7))


def pyramid(canvas: Canvas, plan: Plan, x: float, foot: float, size: float) -> None:
    """A great pyramid with a smaller one behind it, in courses of stone."""
    _side_of_stone(canvas, plan, x + 0.62 * size, foot - 0.02 * size, 0.55 * size)
    _side_of_stone(canvas, plan, x, foot, size)


def _side_of_stone(canvas: Canvas, plan: Plan, x: float, foot: float, size: float) -> None:
    sun, shade = _lights(plan)
    flip, stone = (1.0 if plan.sun[0] > x else -1.0), colour("#c99f63")
    edge = 0.10
    bright, dim = (times(stone, blended(shade, sun, share)) for share in (0.85, 0.16))
    canvas.shape(placed([(-0.80, 0.0), (0.0, 1.0), (edge, -0.03)], x, foot, size, flip), dim)
    canvas.shape(placed([(edge, -0.03), (0.0, 1.0), (0.80, 0.0)], x, foot, size, flip), bright)
    for course in range(1, 22):
        up = course / 22
        left, right, middle = -0.80 * (1 - up), 0.80 * (1 - up), edge * (1 - up)
        line = [(left, up), (middle, up - 0.03 * (1 - up)), (right, up)]
        canvas.shape(placed(stroke(line, 0.005, 0.005), x, foot, size, flip), scaled(dim, 0.8), 0.5)


def robot(canvas: Canvas, plan: Plan, x: float, foot: float, size: float, paint: str = "") -> None:
    """A friendly robot with glowing eyes."""
    sun, shade = _lights(plan)
    flip = 1.0 if plan.sun[0] > x else -1.0
    tin = times(colour(paint or "#9fb2b8"), blended(shade, sun, 0.55))
    dim, joint = times(colour(paint or "#9fb2b8"), blended(shade, sun, 0.15)), scaled(dark(plan), 1.2)
    for way in (-1.0, 1.0):
        leg = [(0.06 * way, 0.06), (0.06 * way, 0.30), (0.15 * way, 0.30), (0.15 * way, 0.06)]
        shoe = [(0.03 * way, 0.0), (0.03 * way, 0.07), (0.19 * way, 0.07), (0.21 * way, 0.0)]
        arm = [(0.24 * way, 0.58), (0.31 * way, 0.55), (0.33 * way, 0.36), (0.26 * way, 0.34)]
        for part, tone in ((leg, joint), (shoe, dim), (arm, dim if way * flip < 0 else tin)):
            canvas.shape(placed(part, x, foot, size), tone)
        canvas.shape(placed(_disc(0.295 * way, 0.33, 0.045), x, foot, size), joint)
    body = rounded([(-0.22, 0.30), (-0.235, 0.62), (0.235, 0.62), (0.22, 0.30)], 6)
    canvas.shape(
        placed(body, x, foot, size),
        round_wall(plan, x, (foot, 0.26 * size), (foot - size, 0.26 * size), colour(paint or "#9fb2b8")),
    )
    canvas.shape(placed([(-0.06, 0.64), (-0.06, 0.70), (0.06, 0.70), (0.06, 0.64)], x, foot, size), joint)
    head = rounded([(-0.18, 0.68), (-0.19, 0.92), (0.19, 0.92), (0.18, 0.68)], 6)
    canvas.shape(placed(head, x, foot, size), tin)
    canvas.shape(
        placed([(-0.145, 0.735), (-0.145, 0.87), (0.145, 0.87), (0.145, 0.735)], x, foot, size), (0.07, 0.09, 0.12)
    )
    canvas.shape(placed([(-0.006, 0.93), (-0.006, 1.02), (0.006, 1.02), (0.006, 0.93)], x, foot, size), joint)
    canvas.shape(placed(_disc(0.0, 1.03, 0.022), x, foot, size), (1.1, 0.35, 0.25))
    for px in (-0.07, 0.07):
        canvas.shape(placed(_disc(px, 0.80, 0.034), x, foot, size), (0.55, 1.1, 1.15))
        canvas.glow(x + px * size, foot - 0.80 * size, 0.06 * size, (0.35, 0.9, 1.0), 0.35)
    for index, tone in enumerate(((1.0, 0.4, 0.3), (1.0, 0.8, 0.35), (0.4, 0.9, 0.5))):
        canvas.shape(placed(_disc(-0.08 + 0.08 * index, 0.52, 0.022), x, foot, size), tone)


def mushroom(canvas: Canvas, plan: Plan, x: float, foot: float, size: float, seed: int, paint: str = "") -> None:
    """A large mushroom and a small one beside it."""
    _cap(canvas, plan, x + 0.42 * size * (1 if seed & 1 else -1), foot, 0.5 * size, paint)
    _cap(canvas, plan, x, foot, size, paint)


def _cap(canvas: Canvas, plan: Plan, x: float, foot: float, size: float, paint: str) -> None:
    sun, shade = _lights(plan)
    flip = 1.0 if plan.sun[0] > x else -1.0
    stem = rounded([(-0.10, 0.0), (-0.075, 0.30), (-0.09, 0.60), (0.09, 0.60), (0.075, 0.30), (0.11, 0.0)], 4)
    canvas.shape(
        placed(stem, x, foot, size),
        round_wall(plan, x, (foot, 0.12 * size), (foot - size, 0.10 * size), (0.93, 0.88, 0.78)),
    )
    canvas.shape(
        placed(_disc(0.0, 0.57, 0.40, 0.14), x, foot, size), times((0.86, 0.78, 0.68), blended(shade, sun, 0.12))
    )
    turn = np.linspace(0, np.pi, 25)
    dome = [(0.43 * float(np.cos(a)), 0.56 + 0.42 * float(np.sin(a)) ** 0.85) for a in turn]
    red = colour(paint or "#c8382c")
    canvas.shape(placed(dome, x, foot, size), round_wall(plan, x, (foot, 0.43 * size), (foot - size, 0.43 * size), red))
    light = times((0.97, 0.94, 0.88), blended(shade, sun, 0.6))
    for px, py, radius in _DOTS:
        canvas.shape(placed(_disc(px, py, radius, 0.82), x, foot, size, flip), light)
