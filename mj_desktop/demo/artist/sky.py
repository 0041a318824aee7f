"""The sky: gradient, sun or moon, stars, clouds, rays, aurora."""

from __future__ import annotations

import numpy as np

from .arrays import Floats, bump, enlarged, fall, floats, resample, slopes, smooth
from .canvas import Canvas, Colour, colour, ramp, scaled
from .noise import Rows, Seeds, hashed, line, perspective
from .palettes import Palette


def gradient(canvas: Canvas, palette: Palette, horizon: float, sun_x: float) -> None:
    """From zenith to horizon, warmer on the sun's side."""
    t = (canvas.y[:, 0] - (horizon - 0.62)) / 0.62
    tones = ramp(np.where(t < 0, t * 0.4, t).astype(np.float32), ((-0.6, _darker(palette.sky[0][1])), *palette.sky))
    canvas.image[:] = tones[:, :, None]
    side = bump(canvas.x, sun_x, 0.75) - 0.35
    canvas.add(scaled(colour(palette.glow), 0.16), floats(side * bump(canvas.y, horizon, 0.30)))


def _darker(code: str) -> str:
    return "#" + "".join(f"{round(channel * 255 * 0.72):02x}" for channel in colour(code))


def disc(canvas: Canvas, palette: Palette, at: tuple[float, float], glow: float = 1.0) -> None:
    """Sun or moon with a tight and a wide glow."""
    far = canvas.distance(*at)
    sun, around = colour(palette.sun), colour(palette.glow)
    strength = glow * (0.5 if palette.night > 0.5 else 1.0)
    canvas.add(scaled(around, 0.17 * strength), fall(far, 0.22))
    canvas.add(scaled(sun, 0.26 * strength), fall(far, 0.055))
    cover = floats(np.clip((palette.size - far) / max(canvas.py, palette.size * 0.05) + 0.5, 0, 1))
    canvas.over(scaled(sun, 1.12 + 0.35 * (1 - palette.night)), cover)


def stars(canvas: Canvas, seeds: Seeds, bottom: float, amount: float) -> None:
    """Points of light on a jittered lattice, fewer and fainter towards the horizon."""
    cell = 0.022 if canvas.px < 0.006 else 0.022 * 2.0 ** np.ceil(np.log2(canvas.px / 0.006))
    columns = canvas.across.lattice(cell, 0).indices(0)[None, :]
    rows = canvas.down.lattice(cell, 0).indices(0)[:, None]
    salt = [seeds.salted("stars", name).parts[0][0] ^ seeds.salted("stars", name).salt for name in range(4)]
    x = (columns + hashed(columns, rows, salt[0])) * cell
    y = (rows + hashed(columns, rows, salt[1])) * cell
    power = hashed(columns, rows, salt[2]) ** 7 * smooth(bottom - y, 0.02, 0.45) * np.float32(amount)
    hue = hashed(columns, rows, salt[3])
    keep = power > 0.015
    _points(canvas, floats(x[keep]), floats(y[keep]), floats(power[keep]), floats(hue[keep]))


def _points(canvas: Canvas, x: Floats, y: Floats, power: Floats, hue: Floats) -> None:
    """Small round lights, as large as a scene's star or a bit more than half a pixel."""
    radius = np.maximum(0.0009 * (0.8 + 1.0 * power), canvas.px * 0.6)
    strength = power * np.minimum(1.0, (0.0016 / radius) ** 1.0) * 1.5
    reach = int(np.ceil(2.2 * float(radius.max(initial=canvas.px)) / canvas.px))
    column = np.floor((x - canvas.view.x) / canvas.px).astype(np.int64)
    row = np.floor((y - canvas.view.y) / canvas.py).astype(np.int64)
    for dy in range(-reach, reach + 1):
        for dx in range(-reach, reach + 1):
            c, r = column + dx, row + dy
            inside = (c >= 0) & (c < canvas.width) & (r >= 0) & (r < canvas.height)
            c, r = c[inside], r[inside]
            far = np.hypot(canvas.x[0, c] - x[inside], canvas.y[r, 0] - y[inside]) / radius[inside]
            light = floats(np.exp(-far * far) * strength[inside])
            for i, tint in enumerate((0.85 + 0.3 * hue, 0.92 + 0.0 * hue, 1.15 - 0.3 * hue)):
                np.add.at(canvas.image[i], (r, c), light * tint[inside])


def clouds(
    canvas: Canvas,
    seeds: Seeds,
    palette: Palette,
    horizon: float,
    sun: tuple[float, float],
    cover: float = 0.2,
    amount: float = 0.9,
    drift: float = 0.0,
) -> None:
    """Clouds on a flat ceiling seen in perspective, lit from the sun's side; cover -1 overcast .. 1 few."""
    rows = canvas.rows(-np.inf, horizon - 0.004)
    if rows.stop <= rows.start:
        return
    density = _density(canvas, seeds, rows, horizon, drift)
    y = canvas.y[rows]
    thick = smooth(density, cover, cover + 1.9)
    alpha = smooth(density, cover - 0.15, cover + 0.75) * np.float32(amount) * smooth(horizon - y, 0.0, 0.09)
    dx, dy = np.float32(sun[0]) - canvas.x, np.float32(sun[1]) - y
    far = np.hypot(dx, dy) + np.float32(0.08)
    across, down = slopes(density, 0.004 / canvas.py)
    rise = -(across * (dx / np.float32(canvas.px)) + down * (dy / np.float32(canvas.py))) / far
    near = fall(far, 0.5)
    light = np.clip(0.42 + rise * 0.035 + near * 0.35 - thick * (0.62 - 0.3 * near), 0, 1)
    lit, shade, haze = colour(palette.lit), colour(palette.shade), colour(palette.haze)
    distant = fall(horizon - y, 0.12) * 0.55
    tone = np.stack([s + (np.float32(1.08 * c) - s) * light for c, s in zip(lit, shade, strict=True)])
    tone = np.stack([t + (np.float32(h) - t) * distant for t, h in zip(tone, haze, strict=True)])
    canvas.over(floats(tone), alpha, rows)


def _density(canvas: Canvas, seeds: Seeds, rows: slice, horizon: float, drift: float) -> Floats:
    """Cloud density, mean 0, deviation about 1, over a run of rows."""
    away = 1 / (0.17 + 0.85 * (horizon - canvas.down.positions()[rows]))
    place = Rows((canvas.across.start - 0.5) * away + drift, canvas.px * away, away, canvas.width)
    density = perspective(seeds.salted("clouds"), place, (1.9, 0.95), 9, 0.55, 3)
    bend = canvas.noise(seeds.salted("bend"), 0.07, 2.0, 5, 0.6, rows)
    columns = np.arange(canvas.width, dtype=np.float32)[None, :] + bend * np.float32(0.006 / canvas.px)
    down = np.arange(rows.stop - rows.start, dtype=np.float32)[:, None] + bend * np.float32(0.003 / canvas.py)
    return resample(density, floats(columns), floats(down))


def rays(canvas: Canvas, seeds: Seeds, at: tuple[float, float], tone: Colour, amount: float) -> None:
    """Fans of light around the sun: a function of the angle alone, fading with distance."""
    if amount <= 0:
        return
    size = max(1, -(-canvas.width // 3)), max(1, -(-canvas.height // 3))  # soft light needs no fine grid
    coarse = Canvas(canvas.view, *size)
    dx, dy = coarse.x - np.float32(at[0]), coarse.y - np.float32(at[1])
    angle = np.arctan2(dy, dx)
    steps = np.linspace(-np.pi, np.pi, 2049)
    ring = line(seeds.salted("rays"), np.cos(steps) * 3, 0.55, 2) + line(
        seeds.salted("fan"), np.sin(steps) * 3, 0.55, 2
    )
    fan = np.interp(angle.ravel(), steps, np.clip(0.25 + 0.35 * ring, 0, 1.2)).reshape(angle.shape).astype(np.float32)
    far = np.hypot(dx, dy)
    light = floats(fan * np.exp(-far / 0.38) * smooth(far, 0.0, 0.16))
    canvas.add(scaled(tone, amount), enlarged(light, canvas.width, canvas.height))


def aurora(canvas: Canvas, seeds: Seeds, horizon: float, tints: tuple[str, str, str]) -> None:
    """Curtains of light over wandering lines: sharp below, long rays upwards, green into violet.

    What hangs needs half the rows: it is soft downwards.
    """
    hung = Canvas(canvas.view, canvas.width, max(1, canvas.height // 2))
    _curtains(hung, seeds, horizon, tints)
    for plane, light in zip(canvas.image, hung.image, strict=True):
        plane += enlarged(light, canvas.width, canvas.height)


def _curtains(canvas: Canvas, seeds: Seeds, horizon: float, tints: tuple[str, str, str]) -> None:
    rows = canvas.rows(-np.inf, horizon)
    if rows.start >= rows.stop:
        return
    y = canvas.y[rows]
    for index in range(3):
        own = seeds.salted("aurora", index)
        wander = canvas.outline(own.salted("line"), 0.42, 5, 0.42)
        base = horizon - 0.17 - 0.10 * index + 0.085 * wander
        folds = canvas.outline(own.salted("folds"), 0.055, 6, 0.66)
        fine = canvas.noise(own.salted("fine"), 0.4, 0.035, 4, 0.5, rows)
        power = np.clip(0.45 + 0.40 * canvas.outline(own.salted("power"), 0.5, 3), 0.05, 1.2)
        length = np.maximum(0.135 + 0.055 * folds, 0.05)[None, :]
        up = base[None, :] - y
        light = np.where(up > 0, np.exp(-up / length), np.exp(np.minimum(up, 0) / 0.012))
        light *= np.clip(0.75 + 0.30 * folds[None, :] + 0.12 * fine, 0.08, 1.6) * power[None, :] * (0.92 - 0.16 * index)
        share = smooth(up, 0.015, 0.26)
        low, high = colour(tints[0]), colour(tints[1 + index % 2])
        for i in range(3):
            canvas.image[i, rows] += light * (np.float32(low[i]) + np.float32(high[i] - low[i]) * share)
        veil = fall(np.abs(up - 0.05), 0.13) * power[None, :] * np.float32(0.17)
        canvas.add(low, floats(veil), rows)


def plume(canvas: Canvas, seeds: Seeds, palette: Palette, at: tuple[float, float], fire: float) -> None:
    """Smoke that rises from a place, widens, leans with the wind, and glows from below."""
    rows = canvas.rows(at[1] - 0.75, at[1] + 0.03)
    if rows.start >= rows.stop:
        return
    up = np.maximum(np.float32(at[1]) - canvas.y[rows], 0)
    puffs = canvas.noise(seeds.salted("plume"), 0.10, 1.0, 9, 0.56, rows)
    lean = np.float32(at[0]) + 0.42 * up**1.6
    width = 0.022 + 0.27 * up**0.95
    centre = (canvas.x - lean + 0.016 * puffs * (0.3 + up * 3)) / width
    body = np.exp(-(centre * centre) * 1.3) * smooth(up, 0.0, 0.02) * np.exp(-up / 0.45)
    density = smooth(body * (1.0 + 0.24 * puffs), 0.04, 0.85) * np.float32(0.95)
    _, rise = slopes(puffs, 0.005 / canvas.py)
    lump = np.clip(0.5 + 0.016 * rise / np.float32(canvas.py), 0, 1)
    heat = np.exp(-up / 0.075) * np.float32(fire)
    shade, lit = colour(palette.shade), colour(palette.lit)
    tone = np.stack(
        [
            a * 0.8 + (b - a * 0.8) * 0.55 * (1 - lump) + h * heat * (0.45 + 0.55 * lump)
            for a, b, h in zip(shade, lit, (1.35, 0.50, 0.16), strict=True)
        ]
    )
    canvas.over(floats(tone), floats(density), rows)
