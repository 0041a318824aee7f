"""Water: a mirror that ripples, tinted by its depth, with the sun's glitter."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import numpy as np

from .arrays import Floats, blur, floats, resample, smooth
from .canvas import Canvas, colour, scaled
from .noise import Rows, Seeds, perspective
from .palettes import Palette
from .view import View

_REACH = 0.72  # how much of the world above the horizon a mirror may show
Painter: TypeAlias = Callable[[Canvas], None]


def mirror(canvas: Canvas, horizon: float, paint: Painter) -> Canvas:
    """What stands above the horizon, painted at half the fineness whether or not the view shows it."""
    bottom = canvas.view.y + canvas.view.height
    reach = _REACH * (1 - np.exp(-max(bottom - horizon, 0.05) * 1.15 / _REACH)) + 0.05
    margin = 0.04 * canvas.view.width
    view = View(canvas.view.x - margin, horizon - reach, canvas.view.width + 2 * margin, reach)
    size = [max(8, round(side / step / 2)) for side, step in ((view.width, canvas.px), (view.height, canvas.py))]
    glass = Canvas(view, size[0], size[1])
    paint(glass)
    return glass


def draw(
    canvas: Canvas,
    seeds: Seeds,
    palette: Palette,
    horizon: float,
    sun_x: float,
    paint: Painter,
    ripple: float = 1.0,
    glitter: float = 1.0,
    streak: float = 0.0,
) -> None:
    """Water from the horizon down; `paint` draws what it mirrors; `streak` lengthens lights as in a city's river."""
    rows = canvas.rows(horizon, np.inf)
    if rows.start >= rows.stop:
        return
    glass = mirror(canvas, horizon, paint)
    depth = np.maximum(canvas.y[rows] - np.float32(horizon), np.float32(canvas.py * 0.5))
    wave = _waves(canvas, seeds, rows, horizon)
    if streak:
        glass.image[:] = np.stack([blur(plane, 0.6, streak / glass.py) for plane in glass.image])
    planes = _mirrored(canvas, glass, rows, depth, wave, horizon, ripple)
    tint, haze = colour(palette.water), colour(palette.haze)
    deep = floats(0.16 + 0.5 * (1 - np.exp(-depth / 0.28))) + np.clip(wave, -1.5, 1.5) * floats(
        0.07 * smooth(depth, 0, 0.1)
    )
    far = floats(0.45 * np.exp(-depth / 0.02))
    for i in range(3):
        plane = planes[i] * floats(0.97 - 0.25 * np.minimum(depth, 1))
        plane += (np.float32(tint[i]) - plane) * deep
        plane += (np.float32(haze[i]) - plane) * far
        canvas.image[i, rows] = plane
    if glitter:
        _glitter(canvas, palette, rows, depth, wave, sun_x, glitter)


def _waves(canvas: Canvas, seeds: Seeds, rows: slice, horizon: float) -> Floats:
    """Wave heights, long across and closer together towards the horizon."""
    away = 0.12 / (0.012 + np.maximum(canvas.down.positions()[rows] - horizon, canvas.py * 0.5))
    place = Rows((canvas.across.start - 0.5) * away, canvas.px * away, away * 2.2, canvas.width)
    swell = perspective(seeds.salted("swell"), place, (0.30, 0.22), 3, 0.6, 3)
    return swell * np.float32(0.55) + perspective(seeds.salted("waves"), place, (0.085, 0.05), 5, 0.62, 3)


def _mirrored(
    canvas: Canvas, glass: Canvas, rows: slice, depth: Floats, wave: Floats, horizon: float, ripple: float
) -> list[Floats]:
    """The mirror's planes read through the waves."""
    push = wave * floats((0.0012 + 0.045 * depth) * ripple)
    height = _REACH * (1 - np.exp(-depth / _REACH)) + push
    # A wave's far side shows the sky above what stands upright there, never what lies below the horizon.
    down = (np.float32(horizon) - np.maximum(height, 0.3 * canvas.py) - glass.view.y) / glass.py - 0.5
    across = (canvas.x + push * np.float32(0.5) - np.float32(glass.view.x)) / np.float32(glass.px) - 0.5
    return [resample(plane, across, down) for plane in glass.image]


def _glitter(
    canvas: Canvas, palette: Palette, rows: slice, depth: Floats, wave: Floats, sun_x: float, amount: float
) -> None:
    """Sparks under the sun, a path that widens towards the viewer."""
    spread = 0.022 + 0.20 * depth
    path = np.exp(-(((canvas.x - np.float32(sun_x)) / spread) ** 2))
    sparks = smooth(wave - 1.35 + 1.25 * path, -0.1, 0.9) * path
    calm = floats(np.exp(-depth / 0.55) * (0.35 + 0.65 * np.exp(-depth / 0.12)))
    canvas.add(scaled(colour(palette.sun), amount), floats(sparks * (0.55 + 0.45 * calm)), rows)
    canvas.add(scaled(colour(palette.glow), 0.16 * amount), floats(path * calm), rows)
