"""Trees: conifers and round crowns as outlines, rows of them, and a forest in depth."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from .arrays import Floats, floats, smooth
from .canvas import Canvas, Colour, blended, colour
from .noise import Seeds, hashed, stable_hash
from .plan import Plan

Outline = npt.NDArray[np.float64]


def conifer(x: float, foot: float, height: float, seed: int, tiers: int = 24) -> Outline:
    """A conifer's outline: drooping, uneven branches around a straight stem; (points, 2)."""
    rng = np.random.default_rng(seed)
    down = (np.arange(tiers) + 0.6) / tiers
    spread = height * (0.145 + 0.035 * rng.random()) * down**0.82
    sides = []
    for _ in (0, 1):
        reach = spread * (0.60 + 0.40 * rng.random(tiers) + 0.12 * np.sin(np.arange(tiers) * 1.9 + rng.random() * 6))
        tip = down + 0.55 / tiers + 0.030 * rng.random(tiers) * down
        inner = reach * (0.30 + 0.12 * rng.random(tiers))
        branch = np.empty((tiers, 2, 2))
        branch[:, 0] = np.stack([reach, tip], axis=1)
        branch[:, 1] = np.stack([inner, down + 0.20 / tiers], axis=1)
        sides.append(branch.reshape(-1, 2))
    stem = height * 0.016
    right = np.concatenate([sides[0], [(stem, 0.96), (stem * 1.3, 1.06)]])
    left = np.concatenate([sides[1], [(stem, 0.96), (stem * 1.3, 1.06)]]) * (-1, 1)
    whole = np.concatenate([[(0.0, 0.0)], right, left[::-1]])
    return np.stack([x + whole[:, 0], foot - height + whole[:, 1] * height * 0.94], axis=1)


def cover(canvas: Canvas, outlines: list[Outline]) -> npt.NDArray[np.uint8]:
    """How much of each pixel the outlines hide: uint8 (height, width)."""
    mask = np.zeros((canvas.height, canvas.width), np.uint8)
    for outline in outlines:
        local = (outline - (canvas.view.x, canvas.view.y)) / (canvas.px, canvas.py) - 0.5
        if (local.max(axis=0) < 0).any() or local[:, 0].min() > canvas.width or local[:, 1].min() > canvas.height:
            continue
        fixed = np.clip(local * 16, -(2**24), 2**24).round().astype(np.int32)
        cv2.fillPoly(mask, [fixed], (255,), cv2.LINE_AA, 4)
    return mask


def stand(canvas: Canvas, seeds: Seeds, cell: float, size: float, tiers: int = 24) -> list[tuple[float, float, int]]:
    """Places of trees along a row that has no end: (x, height, seed) for all that the canvas may show."""
    columns = canvas.across.lattice(cell, 0).indices(0)
    zero = np.zeros(1, np.int64)
    base = stable_hash(seeds.parts[0][0], seeds.salt)
    x = (columns + hashed(columns, zero, base)) * cell
    tall = size * (0.62 + 0.5 * hashed(columns, zero, base + 1)) * (1 + 0.25 * (hashed(columns, zero, base + 2) > 0.85))
    return [(float(a), float(b), base ^ int(c) & 0xFFFFFFFF) for a, b, c in zip(x, tall, columns, strict=True)]


def seen(canvas: Canvas, height: float, tiers: int) -> int:
    """How many tiers of branches are worth drawing: no more than there are pixels for."""
    return min(tiers, max(5, int(0.6 * height / canvas.py)))


def row(canvas: Canvas, seeds: Seeds, feet: Floats, cell: float, size: float, tone: Colour, tiers: int = 14) -> None:
    """A row of conifers whose feet follow a line (one height per column)."""
    if size < canvas.py * 2:
        return
    outlines = []
    tiers = seen(canvas, size, tiers)
    for x, height, seed in stand(canvas, seeds, cell, size):
        column = int(np.clip((x - canvas.view.x) / canvas.px, 0, canvas.width - 1))
        outlines.append(conifer(x, float(feet[column]) + size * 0.04, height, seed, tiers))
    canvas.over(tone, floats(cover(canvas, outlines) / 255))


_LAYERS = 7


def forest(canvas: Canvas, plan: Plan) -> None:
    """Conifers from a pale distance to a dark nearness, mist between, the ground rising to the viewer."""
    for index in range(_LAYERS):
        _layer(canvas, plan, plan.seeds.salted("forest", index), index)


def _layer(canvas: Canvas, plan: Plan, seeds: Seeds, index: int) -> None:
    """One row of trees, the ground under it and the mist at its feet."""
    t, haze, snow = index / (_LAYERS - 1), colour(plan.palette.haze), "snow" in plan.weather
    dark = blended(colour(plan.palette.dark), colour(plan.palette.ambient), 0.12 * (1 - t))
    tone = blended(haze, dark, 0.10 + 0.90 * t**0.75)
    foot = plan.horizon - 0.05 + 0.30 * t**1.35
    ground = floats(foot + 0.018 * (0.4 + t) * canvas.outline(seeds.salted("ground"), 0.5 + 0.3 * t, 6, 0.42))
    floor = blended(tone, (0.95, 0.97, 1.0), 0.55) if snow else blended(tone, haze, 0.10)
    rows = canvas.rows(float(ground.min()) - canvas.py, np.inf)
    if rows.start < rows.stop:
        texture = 1 + 0.10 * t * canvas.noise(seeds.salted("floor"), 0.05, 2.5, 8, 0.62, rows)
        canvas.over(floats(np.stack([channel * texture for channel in floor])), canvas.below(ground)[rows], rows)
    trunks = _trunks(canvas, seeds, index, t)
    tiers = seen(canvas, 0.20 + 0.62 * t**1.1, 22 + int(30 * t))
    outlines = [conifer(x, _at(canvas, ground, x) + 0.03 * t, h, s, tiers) for x, h, s in trunks]
    canvas.over(_needles(canvas, seeds, tone, haze, foot, t, snow), floats(cover(canvas, outlines) / 255))
    drift = canvas.noise((seeds.salted(plan.idea) if plan.edits else seeds).salted("mist"), 0.16, 3.2, 6, 0.5)
    if plan.edits:  # mist that has drifted in since
        canvas.over(haze, floats(np.clip(0.10 + 0.16 * drift, 0, 0.4) * (1 - 0.5 * t)))
    veil = np.exp(-(((canvas.y - np.float32(foot)) / np.float32(0.05 + 0.06 * t)) ** 2)) * (0.42 + 0.2 * drift)
    near = smooth(canvas.y - ground[None, :], 0.0, 0.16)
    canvas.over(haze, floats(np.clip(veil * (1 - 0.75 * t) - 0.15 * near, 0, 0.85)))


def _trunks(canvas: Canvas, seeds: Seeds, index: int, t: float) -> list[tuple[float, float, int]]:
    """The trees of a layer; near ones leave a gap in the middle to look through."""
    gap = 0.0 if index < 4 else 0.085 + 0.03 * index
    every = stand(canvas, seeds, 0.034 + 0.100 * t**1.25, 0.20 + 0.62 * t**1.1)
    return [tree for tree in every if abs(tree[0] - 0.47) > gap]


def _needles(canvas: Canvas, seeds: Seeds, tone: Colour, haze: Colour, foot: float, t: float, snow: bool) -> Floats:
    """Colours of a layer's trees: paler towards the mist at their feet, snow on the branches in winter."""
    lift = np.clip((canvas.y - np.float32(foot - 0.26)) / 0.30, 0, 1) ** 2 * np.float32(0.62 * (1 - t) ** 0.8)
    planes = np.stack([np.float32(c) + np.float32(h - c) * lift for c, h in zip(tone, haze, strict=True)])
    if snow:
        flecks = np.clip(canvas.noise(seeds.salted("snow"), 0.012, 2.0, 5, 0.6) * 0.5, 0, 0.75)
        planes = planes + (0.92 - planes) * flecks * np.float32(0.25 + 0.45 * t)
    return floats(planes)


def _at(canvas: Canvas, line: Floats, x: float) -> float:
    return float(line[int(np.clip((x - canvas.view.x) / canvas.px, 0, canvas.width - 1))])
