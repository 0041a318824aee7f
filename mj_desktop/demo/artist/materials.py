"""What things are made of: marble, glass, paper and the like, laid over whatever stands in a scene."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .arrays import Floats, floats, slopes, smooth
from .canvas import Canvas, Stops, blended, colour, ramp
from .plan import Plan


@dataclass(frozen=True)
class Material:
    """Tones from its shadows to its lights, how hard it shines, its grain (size, length, strength), how solid it is."""

    tones: Stops
    shine: float
    grain: tuple[float, float, float]
    solid: float = 0.92


def _tones(*codes: str) -> Stops:
    return tuple((index / (len(codes) - 1), code) for index, code in enumerate(codes))


MATERIALS: dict[str, Material] = {
    "gold": Material(_tones("#2a1604", "#7a4a0c", "#d89a2a", "#ffd978", "#fff8dc"), 1.7, (0.05, 3.0, 0.05)),
    "bronze": Material(_tones("#140c08", "#4a2a18", "#9a6236", "#d9a878", "#fff0dc"), 1.6, (0.03, 1.5, 0.12)),
    "metal": Material(_tones("#0e1116", "#3c434c", "#8b949e", "#cfd6dc", "#ffffff"), 1.9, (0.02, 9.0, 0.08)),
    "glass": Material(_tones("#0e3440", "#3f8c9c", "#9fdce0", "#e2fbfa", "#ffffff"), 1.9, (0.06, 0.5, 0.10), 0.66),
    "ice": Material(_tones("#1b3f66", "#5b93bd", "#a9d3ea", "#e3f5fb", "#ffffff"), 1.6, (0.035, 0.6, 0.22), 0.84),
    "marble": Material(_tones("#5c5a60", "#a3a0a4", "#dcd9d6", "#f6f4f0", "#ffffff"), 1.1, (0.16, 0.7, -0.34)),
    "stone": Material(_tones("#25242a", "#56535a", "#8b8786", "#b9b4ac", "#e4dfd4"), 1.15, (0.012, 1.3, 0.30)),
    "wood": Material(_tones("#23130a", "#5c361c", "#9a6536", "#cf9c62", "#f2d3a2"), 1.15, (0.010, 14.0, 0.30)),
    "paper": Material(_tones("#8d8376", "#c2b7a6", "#e6dccb", "#f8f2e6", "#fffdf6"), 1.25, (0.006, 1.0, 0.10)),
    "clay": Material(_tones("#3f1d14", "#8a4630", "#c67552", "#e7a684", "#ffdcc4"), 1.0, (0.020, 1.6, 0.14)),
    "wool": Material(_tones("#4a3348", "#8a6a84", "#c49ab0", "#ecc9cf", "#fff1ec"), 1.25, (0.0045, 2.2, 0.24)),
    "obsidian": Material(_tones("#050508", "#121218", "#262630", "#5c5f74", "#f2f4ff"), 2.0, (0.05, 0.6, 0.08)),
}


def apply(canvas: Canvas, plan: Plan) -> None:
    """Have what stands on a canvas that tracks it made of the plan's material; lights stay lights."""
    material = MATERIALS.get(plan.material)
    if material is None or canvas.standing is None:
        return
    rows = np.flatnonzero(canvas.standing.any(axis=1))
    if not len(rows):
        return
    part = slice(int(rows[0]), int(rows[-1]) + 1)
    grey = floats(np.tensordot(np.array([0.30, 0.59, 0.11], np.float32), canvas.image[:, part], 1))
    share = canvas.standing[part] * np.float32(material.solid) * (1 - smooth(grey, 0.92, 1.15))
    canvas.over(_toned(canvas, plan, material, grey, part), floats(share), part)


def _relief(canvas: Canvas, plan: Plan, part: slice) -> Floats:
    """How the light would fall on silhouettes if they were round: about -0.5..0.5."""
    solid = np.zeros((1, 1), np.float32) if canvas.standing is None else canvas.standing[part]
    total = np.zeros(solid.shape, np.float32)
    for size in (0.006, 0.018):
        across, down = slopes(floats(solid), max(size / canvas.py, 0.5))
        side = 1.0 if plan.sun[0] > 0.5 else -1.0
        # A slope of a blurred edge is about one over its width: bring it back to the size of the thing.
        total += np.clip((-across * np.float32(side) + down * 0.8) * np.float32(size / canvas.py), -0.4, 0.4)
    return floats(total * np.float32(0.9))


def _toned(canvas: Canvas, plan: Plan, material: Material, grey: Floats, part: slice) -> Floats:
    """The material's tones by the light that falls on each place, in the colour of the hour."""
    palette, (cell, stretch, strength) = plan.palette, material.grain
    field = canvas.noise(plan.seeds.salted(plan.material), cell, stretch, 7, 0.6, part)
    # Veins are where the noise crosses zero, which a strength below 0 asks for.
    grain = floats(np.exp(-np.abs(field) * 5.5)) if strength < 0 else field
    middle = 0.42 - 0.26 * palette.night
    if plan.pointed:
        light = 0.44 + _relief(canvas, plan, part) * np.float32(material.shine) + (grey - grey.mean()) * np.float32(0.3)
    else:
        light = 0.46 + (grey - np.float32(middle)) * np.float32(material.shine)
    light = light + grain * np.float32(strength * 0.5)
    tones = ramp(floats(np.clip(light, 0, 1)), material.tones)
    hue = blended(colour(palette.sun), colour(palette.haze), 0.5)
    peak = max(hue)
    for plane, channel in zip(tones, hue, strict=True):
        plane *= np.float32((0.55 + 0.45 * channel / peak) * (1 - 0.42 * palette.night))
    return tones
