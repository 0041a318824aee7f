"""Animals: dog, horse, deer and whale as silhouettes with a rim of light, a dragon in the sky."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .canvas import Canvas, Colour, Point, blended, colour, scaled
from .figures import coat, dark, placed, rimmed, rounded
from .plan import Plan

# Outlines in units of the animal's height: x to the right, where it looks, y up from the ground.
_DOG = (
    (-0.32, 0.0), (-0.38, 0.13), (-0.34, 0.30), (-0.21, 0.48), (-0.09, 0.62), (-0.04, 0.75), (-0.02, 0.87),
    (0.05, 0.97), (0.14, 0.98), (0.20, 0.92), (0.25, 0.86), (0.37, 0.825), (0.405, 0.79), (0.38, 0.745), (0.27, 0.715),
    (0.18, 0.66), (0.18, 0.55), (0.205, 0.42), (0.17, 0.27), (0.16, 0.10), (0.23, 0.03), (0.21, -0.005), (0.07, -0.005),
    (0.05, 0.16), (0.01, 0.24), (0.02, 0.08), (0.08, 0.03), (0.06, -0.005), (-0.18, -0.01),
)  # fmt: skip
_DOG_EAR = ((0.05, 0.94), (-0.03, 0.87), (-0.055, 0.75), (-0.01, 0.68), (0.05, 0.76), (0.09, 0.89))
_DOG_TAIL = ((-0.28, 0.03), (-0.45, 0.06), (-0.59, 0.19), (-0.63, 0.30), (-0.57, 0.27), (-0.46, 0.15), (-0.30, 0.13))
_BODY = (
    (-0.36, 0.0), (-0.345, 0.14), (-0.372, 0.27), (-0.335, 0.36), (-0.385, 0.48), (-0.365, 0.60), (-0.29, 0.655),
    (-0.10, 0.635), (0.08, 0.65), (0.16, 0.705), (0.225, 0.82), (0.262, 0.915), (0.235, 0.985), (0.29, 0.955),
    (0.325, 0.965), (0.385, 0.925), (0.455, 0.862), (0.468, 0.832), (0.44, 0.812), (0.37, 0.842), (0.34, 0.825),
    (0.325, 0.735), (0.295, 0.61), (0.262, 0.51), (0.248, 0.40), (0.243, 0.26), (0.232, 0.14), (0.246, 0.0),
    (0.208, 0.0), (0.198, 0.14), (0.192, 0.28), (0.165, 0.405), (0.0, 0.41), (-0.15, 0.43), (-0.235, 0.405),
    (-0.265, 0.30), (-0.305, 0.22), (-0.297, 0.12), (-0.315, 0.0),
)  # fmt: skip
_FAR_LEGS = (
    (
        (0.13, 0.45),
        (0.095, 0.25),
        (0.108, 0.12),
        (0.098, 0.0),
        (0.135, 0.0),
        (0.145, 0.14),
        (0.155, 0.27),
        (0.21, 0.45),
    ),
    (
        (-0.24, 0.46),
        (-0.205, 0.31),
        (-0.245, 0.20),
        (-0.228, 0.10),
        (-0.243, 0.0),
        (-0.203, 0.0),
        (-0.187, 0.12),
        (-0.195, 0.21),
        (-0.142, 0.32),
        (-0.10, 0.46),
    ),
)
_HORSE_TAIL = (
    (-0.35, 0.64),
    (-0.44, 0.57),
    (-0.475, 0.40),
    (-0.455, 0.22),
    (-0.42, 0.30),
    (-0.405, 0.46),
    (-0.35, 0.55),
)
_MANE = ((0.30, 0.975), (0.215, 0.93), (0.155, 0.81), (0.085, 0.66), (0.17, 0.70), (0.25, 0.85), (0.29, 0.945))
_ANTLERS = (
    ((0.285, 0.95), (0.225, 1.06), (0.195, 1.18), (0.235, 1.30)),
    ((0.212, 1.10), (0.275, 1.19)),
    ((0.20, 1.18), (0.14, 1.28)),
    ((0.315, 0.96), (0.37, 1.07), (0.425, 1.16), (0.405, 1.29)),
    ((0.385, 1.09), (0.335, 1.20)),
    ((0.42, 1.15), (0.49, 1.24)),
)
_FLUKE = ((-0.12, -0.02), (-0.065, 0.34), (-0.04, 0.54), (-0.20, 0.67), (-0.46, 0.77), (-0.66, 0.97), (-0.42, 0.955),
          (-0.17, 0.90), (0.0, 0.79), (0.17, 0.90), (0.42, 0.955), (0.66, 0.97), (0.46, 0.77), (0.20, 0.67),
          (0.04, 0.54), (0.065, 0.34), (0.12, -0.02))  # fmt: skip
_WING = (
    (0.04, 0.10), (-0.14, 0.30), (-0.30, 0.42), (-0.35, 0.50), (-0.39, 0.42), (-0.68, 0.36), (-1.0, 0.16),
    (-0.81, 0.17), (-0.72, 0.06), (-0.61, 0.16), (-0.48, 0.0), (-0.37, 0.11), (-0.22, -0.06), (-0.02, -0.06),
)  # fmt: skip
_DRAGON = (
    (-0.035, 0.14),
    (0.0, 0.26),
    (0.055, 0.38),
    (0.08, 0.50),
    (0.06, 0.59),
    (0.0, 0.66),
    (0.075, 0.645),
    (0.13, 0.665),
    (0.20, 0.655),
    (0.27, 0.60),
    (0.345, 0.575),
    (0.35, 0.545),
    (0.27, 0.54),
    (0.20, 0.545),
    (0.165, 0.49),
    (0.15, 0.38),
    (0.13, 0.24),
    (0.115, 0.08),
    (0.085, -0.08),
    (0.03, -0.20),
    (-0.05, -0.33),
    (-0.18, -0.45),
    (-0.34, -0.51),
    (-0.49, -0.46),
    (-0.41, -0.57),
    (-0.24, -0.57),
    (-0.11, -0.47),
    (-0.04, -0.36),
    (-0.055, -0.20),
    (-0.075, -0.05),
    (-0.065, 0.06),
)


def stroke(points: Sequence[Point], wide: float, thin: float) -> list[Point]:
    """A line as an outline, `wide` at its beginning and `thin` at its end."""
    p = np.asarray(points, np.float64)
    along = np.gradient(p, axis=0)
    side = np.stack([-along[:, 1], along[:, 0]], axis=1) / np.maximum(np.hypot(*along.T), 1e-9)[:, None]
    half = np.linspace(wide, thin, len(p))[:, None] / 2
    return [(float(x), float(y)) for x, y in np.concatenate([p + side * half, (p - side * half)[::-1]])]


def dog(canvas: Canvas, plan: Plan, x: float, foot: float, size: float) -> None:
    """A sitting dog that looks towards the light."""
    flip = 1.0 if plan.sun[0] > x else -1.0
    parts = [placed(rounded(part), x, foot, size, flip) for part in (_DOG_TAIL, _DOG)]
    body = coat(plan, "dog")
    rimmed(canvas, plan, parts, 0.012 * size, body)
    ear = scaled(blended(body, colour(plan.palette.ambient), 0.3), 0.8)
    canvas.shape(placed(rounded(_DOG_EAR), x, foot, size, flip), ear)


def horse(canvas: Canvas, plan: Plan, x: float, foot: float, size: float) -> None:
    """A standing horse with mane and tail."""
    _four_legged(canvas, plan, x, foot, size, [rounded(_HORSE_TAIL, 3), rounded(_MANE, 3)], coat(plan, "horse"))


def deer(canvas: Canvas, plan: Plan, x: float, foot: float, size: float) -> None:
    """A standing stag with its antlers."""
    _four_legged(canvas, plan, x, foot, size, [stroke(line, 0.026, 0.010) for line in _ANTLERS], coat(plan, "deer"))


def _four_legged(
    canvas: Canvas, plan: Plan, x: float, foot: float, size: float, more: list[list[Point]], body: Colour
) -> None:
    flip = 1.0 if plan.sun[0] > x else -1.0
    far = scaled(blended(body, colour(plan.palette.haze), 0.03), 0.86)
    for leg in _FAR_LEGS:
        canvas.shape(placed(rounded(leg, 3), x, foot, size, flip), far)
    parts = [placed(part, x, foot, size, flip) for part in (*more, rounded(_BODY, 3))]
    rimmed(canvas, plan, parts, 0.011 * size, body)


def whale(canvas: Canvas, plan: Plan, x: float, foot: float, size: float) -> None:
    """A whale's tail above the water, its image below it, rings around."""
    body = blended(dark(plan), colour(plan.palette.ambient), 0.25)
    below = [(px, -0.55 * py) for px, py in rounded(_FLUKE, 3)]
    canvas.shape(placed(below, x, foot, size), blended(body, colour(plan.palette.water), 0.4), 0.4)
    turn = np.linspace(0, 2 * np.pi, 32, endpoint=False)
    foam = blended(colour(plan.palette.lit), (1.0, 1.0, 1.0), 0.3)
    for wide, high, alpha in ((0.62, 0.075, 0.20), (0.36, 0.045, 0.35)):
        canvas.shape(
            placed([(wide * float(np.cos(a)), high * float(np.sin(a))) for a in turn], x, foot, size), foam, alpha
        )
    rimmed(canvas, plan, [placed(rounded(_FLUKE, 3), x, foot, size)], 0.014 * size, body)
    for dx in (-0.16, -0.08, 0.10, 0.18):
        canvas.glow(x + dx * size, foot - 0.03 * size, 0.05 * size, foam, 0.35, soft=True)


def dragon(canvas: Canvas, plan: Plan, x: float, y: float, size: float, seed: int) -> None:
    """A dragon on the wing; it breathes fire now and then."""
    flip, body = (1.0 if seed & 1 else -1.0), blended(coat(plan, "dragon"), colour(plan.palette.haze), 0.05)
    wings = [placed([(px * way, py) for px, py in _WING], x, y, size, flip) for way in (1.0, -1.0)]
    parts = [*wings, placed(rounded(_DRAGON, 3), x, y, size, flip)]
    rimmed(canvas, plan, parts, 0.010 * size, body)
    if seed & 2:
        for step, strength in ((0.05, 0.9), (0.11, 0.7), (0.18, 0.45), (0.27, 0.25)):
            at = x + flip * (0.36 + step) * size, y - (0.54 - 0.5 * step) * size
            canvas.glow(*at, (0.025 + 0.22 * step) * size, (1.0, 0.52, 0.16), strength)
