"""What is in the air before everything else: fog, rain, snow, lightning."""

from __future__ import annotations

import cv2
import numpy as np

from .arrays import Floats, blur, bump, enlarged, floats, smooth
from .canvas import Canvas, colour, scaled
from .noise import Rows, hashed, perspective, stable_hash
from .plan import Plan


def fog(canvas: Canvas, plan: Plan, at: float, thick: float, amount: float) -> None:
    """A bank of mist at a height."""
    drift = canvas.noise(plan.seeds.salted("fog"), 0.17, 3.4, 6, 0.5)
    bank = bump(canvas.y + 0.018 * drift, at, thick) * np.clip(0.62 + 0.30 * drift, 0, 1.3) * np.float32(amount)
    canvas.over(colour(plan.palette.haze), floats(np.clip(bank, 0, 0.92)))


def rain(canvas: Canvas, plan: Plan) -> None:
    """Slanting streaks in two depths, thin enough to look through."""
    for index, (cell, length, step) in enumerate(((0.0026, 0.06, 1), (0.0048, 0.11, 2))):
        # The nearer streaks are broad enough for every second pixel.
        drops = Canvas(canvas.view, -(-canvas.width // step), -(-canvas.height // step))
        y = drops.down.positions()
        slanted = Rows(drops.across.start - 0.13 * y, np.full_like(y, drops.px), y, drops.width)
        noise = perspective(plan.seeds.salted("rain", index), slanted, (cell, length), 1, 0.5, 1)
        streaks = smooth(noise, 1.25, 2.4)
        canvas.add(scaled(colour(plan.palette.lit), 0.13), enlarged(streaks, canvas.width, canvas.height))


def snowfall(canvas: Canvas, plan: Plan) -> None:
    """Flakes in three depths, the near ones large and soft."""
    base = stable_hash(plan.seeds.parts[0][0], "snowfall")
    for layer, (cell, radius, bright) in enumerate(
        ((0.030, 0.0013, 0.50), (0.060, 0.0024, 0.62), (0.17, 0.0065, 0.34))
    ):
        if cell < canvas.px * 8:
            continue
        columns, rows = (
            canvas.across.lattice(cell, 0).indices(0)[None, :],
            canvas.down.lattice(cell, 0).indices(0)[:, None],
        )
        dx, dy, size = (hashed(columns, rows, base + 10 * layer + k) for k in range(3))
        x, y = ((columns + dx) * cell).ravel(), ((rows + dy) * cell).ravel()
        radii = radius * (0.6 + 0.7 * size.ravel())
        canvas.add((1.0, 1.0, 1.0), _flakes(canvas, x, y, radii) * np.float32(bright))


def _flakes(canvas: Canvas, x: Floats, y: Floats, radii: Floats) -> Floats:
    """Soft round flakes, 0..1: discs first, softened all at once."""
    discs = np.zeros((canvas.height, canvas.width), np.uint8)
    mean = float(radii.mean()) / canvas.px
    places = np.stack([(x - canvas.view.x) / canvas.px - 0.5, (y - canvas.view.y) / canvas.py - 0.5, radii / canvas.px])
    for column, row, reach in np.rint(places.T * 16).astype(np.int64).tolist():
        cv2.circle(discs, (column, row), max(reach, 10), (255,), -1, cv2.LINE_AA, 4)
    return blur(floats(discs) * np.float32(1 / 255), max(0.42 * mean, 0.35))


def lightning(canvas: Canvas, plan: Plan) -> None:
    """One forked bolt from the clouds to the horizon, and its glow."""
    rng = np.random.default_rng(stable_hash(plan.seeds.parts[0][0], "bolt"))
    x, y, points = plan.sun[0] - 0.35 + 0.25 * rng.random(), -0.5, []
    while y < plan.horizon - 0.01:
        points.append((x, y))
        x, y = x + rng.normal(0, 0.016), y + 0.012 + 0.022 * rng.random()
    tone = (0.94, 0.93, 1.05)
    for (x0, y0), (x1, y1) in zip(points, points[1:], strict=False):
        half = max(0.0016, canvas.px * 0.6)
        canvas.shape([(x0 - half, y0), (x0 + half, y0), (x1 + half, y1), (x1 - half, y1)], tone)
        canvas.glow(x0, y0, 0.022, (0.62, 0.60, 1.0), 0.16)


def weather(canvas: Canvas, plan: Plan) -> None:
    """All of the plan's weather, in the order in which it lies before the scene."""
    if "fog" in plan.weather and plan.place != "forest":
        fog(canvas, plan, plan.horizon + 0.01, 0.055, 0.75)
        fog(canvas, plan, plan.horizon + 0.20, 0.07, 0.30)
    if "lightning" in plan.weather:
        lightning(canvas, plan)
    if "rain" in plan.weather:
        rain(canvas, plan)
    if "snowfall" in plan.weather:
        snowfall(canvas, plan)
