"""Colours of the hour: what light a scene stands in."""

from __future__ import annotations

import colorsys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from .canvas import Colour, Stops, blended, colour
from .noise import stable_hash


@dataclass(frozen=True)
class Palette:
    """One light: sky from zenith (0) to horizon (1), sun or moon, what it does to land, cloud and water."""

    sky: Stops
    sun: str  # the disc and direct light
    glow: str  # the sky around it
    lit: str  # cloud in the light
    shade: str  # cloud in the shadow
    haze: str  # distance
    ambient: str  # light in the shadows
    water: str  # depth of the water
    dark: str  # silhouettes in front
    elevation: float = 0.1  # of the disc above the horizon
    power: float = 1.0  # of the direct light
    size: float = 0.03  # of the disc
    night: float = 0.0  # stars, lamps, lit windows: 0..1


def _sky(*codes: str) -> Stops:
    """Stops from zenith to horizon, closer together near the horizon where the sky changes faster."""
    places = {3: (0.0, 0.55, 1.0), 4: (0.0, 0.45, 0.78, 1.0), 5: (0.0, 0.35, 0.62, 0.84, 1.0)}[len(codes)]
    return tuple(zip(places, codes, strict=True))


# fmt: off
DUSK = (
    Palette(_sky("#1c2a57", "#54588f", "#b9788f", "#f29c72", "#ffd394"), "#ffe0a6", "#ff9a62", "#ffc39a", "#5a4d7c",
            "#e8a58e", "#4a4a78", "#1f2f5a", "#151428", 0.075, 1.15, 0.030, 0.15),
    Palette(_sky("#123250", "#2f6a86", "#8fa9a0", "#efb985", "#ffe0a2"), "#ffe9b4", "#ffb36c", "#ffdcb0", "#46687e",
            "#d9b79a", "#3b5a70", "#123e55", "#0d1a26", 0.085, 1.1, 0.030, 0.08),
    Palette(_sky("#231a4a", "#5d3f7e", "#c65f83", "#ff8d6b", "#ffc585"), "#ffd496", "#ff7d5a", "#ffa98c", "#553a70",
            "#e58a86", "#4a3a70", "#2a1f50", "#170f28", 0.06, 1.1, 0.036, 0.2),
    Palette(_sky("#2b2350", "#6f4f88", "#cf8aa4", "#f7b8a6", "#ffe2c4"), "#ffe4c6", "#ffa58e", "#ffd6c4", "#7a628f",
            "#e6b2b4", "#5a4d80", "#3a3264", "#1d1734", 0.1, 1.05, 0.028, 0.1),
)
DAWN = (
    Palette(_sky("#2c4a78", "#6f93b8", "#b9c4c6", "#f0cda6", "#ffe6bd"), "#fff0cc", "#ffc68e", "#ffeedd", "#8d93ab",
            "#ecc9a8", "#56688c", "#284663", "#1a2638", 0.11, 1.1, 0.027),
    Palette(_sky("#3b3a6e", "#8277a6", "#d39db4", "#f9c8b4", "#ffe9cf"), "#fff0da", "#ffb9a0", "#ffe2d6", "#8f7ea6",
            "#eec0b8", "#635c8e", "#3f4274", "#20203c", 0.09, 1.05, 0.030),
    Palette(_sky("#1f5a78", "#5ea3b4", "#a6cbc0", "#e9dfb8", "#fff3d0"), "#fff8df", "#ffe0a0", "#ffffff", "#84a9b0",
            "#d3dcc4", "#4a7484", "#15485a", "#10303a", 0.13, 1.1, 0.027),
    Palette(_sky("#26325e", "#54709e", "#9fb0c4", "#f3b694", "#ffdca8"), "#ffecc2", "#ffa878", "#ffd8bc", "#6c7699",
            "#dfb6a4", "#4c5a86", "#23385e", "#161f36", 0.08, 1.1, 0.030),
)
DAY = (
    Palette(_sky("#2867ac", "#5b9bd2", "#98c6e4", "#cfe4ea", "#eef4ea"), "#fffbe8", "#fff2cf", "#ffffff", "#a9bccf",
            "#c9dde6", "#7f9cc4", "#1c5f86", "#20343c", 0.30, 1.15, 0.026),
    Palette(_sky("#1d6a8e", "#4aa3b8", "#8fcfce", "#cfe9d8", "#f6f6dc"), "#fffbe0", "#fff0c0", "#ffffff", "#a0c4c4",
            "#cfe6da", "#7ba6b4", "#0f6a7c", "#17383a", 0.27, 1.12, 0.026),
    Palette(_sky("#3a6ea2", "#7aa4c8", "#b5cbd6", "#e6dcc4", "#f7ebd0"), "#fff6da", "#ffe9b8", "#fffaf0", "#a2aebc",
            "#dcd9c8", "#7f94b4", "#285a78", "#26323a", 0.22, 1.12, 0.026),
    Palette(_sky("#1a559c", "#4a86c6", "#8eb8e0", "#d8e2ec", "#fbeee0"), "#fff8e4", "#ffe6c4", "#fffdfa", "#9fb2d0",
            "#d2dae6", "#7c94c8", "#144f86", "#1c2c44", 0.25, 1.15, 0.026),
)
NIGHT = (
    Palette(_sky("#050a1e", "#0b1a3c", "#16305a", "#2b4f78", "#4c7694"), "#fff3da", "#9db8e0", "#7f9cc4", "#101c3a",
            "#2c4c70", "#1c2c56", "#081530", "#050a18", 0.36, 0.42, 0.036, 1.0),
    Palette(_sky("#0b0822", "#1c1444", "#3a2566", "#6a3c80", "#a85a86"), "#ffe8dc", "#c79ae0", "#a77fc0", "#1c1440",
            "#573a78", "#2a2058", "#120c34", "#0a0618", 0.33, 0.42, 0.038, 1.0),
    Palette(_sky("#03141c", "#07262f", "#10434c", "#1f6a6c", "#5a9a88"), "#f6f5dc", "#9ee0cc", "#7dbcae", "#0a2a32",
            "#27605f", "#153c46", "#062028", "#03100f", 0.34, 0.42, 0.034, 1.0),
    Palette(_sky("#070b18", "#141d36", "#2c3652", "#5b5566", "#b08266"), "#ffe9c4", "#e0b890", "#a99a9c", "#141c34",
            "#57526a", "#262c4a", "#0c1428", "#070a14", 0.30, 0.42, 0.040, 0.9),
)
STORM = (
    Palette(_sky("#141b26", "#2b3947", "#51626c", "#8c979a", "#d5cdb6"), "#fff1d0", "#e8d8b0", "#b9bec0", "#2a333f",
            "#88949a", "#49586a", "#1a303c", "#0c1218", 0.09, 0.7, 0.020),
    Palette(_sky("#1a1a30", "#34365a", "#5f5c80", "#a1838f", "#edb795"), "#ffdcae", "#ff9f78", "#c8a0a0", "#2a2a48",
            "#94808e", "#494a6e", "#20244a", "#0e0d1c", 0.07, 0.8, 0.022),
    Palette(_sky("#0d2026", "#23424a", "#4a6d70", "#86a39a", "#d8d9b4"), "#f8f4cf", "#dfe0a8", "#adc2b8", "#1c363e",
            "#7d998f", "#3f6068", "#10343a", "#08161a", 0.10, 0.7, 0.020),
    Palette(_sky("#181a20", "#33353d", "#5d5c60", "#978d84", "#e0c39a"), "#ffe4b4", "#eebf80", "#bcb0a4", "#2b2c34",
            "#908880", "#4c4c5a", "#24303a", "#0f0f12", 0.08, 0.75, 0.020),
)
FOG = (
    Palette(_sky("#8fa6a2", "#a9b8ae", "#c3c8b6", "#dcd6bd", "#ece2c4"), "#fff4d6", "#f7e6bc", "#f6efdc", "#aab4ac",
            "#dcd7c0", "#7b8f8c", "#7b9490", "#15261f", 0.20, 0.55, 0.034),
    Palette(_sky("#7d97a6", "#9cb2bc", "#bccbce", "#d5dedb", "#e8ede6"), "#fbfff6", "#e6f2ee", "#f4faf8", "#9cb0ba",
            "#d2dedd", "#71889a", "#6f8b98", "#13232a", 0.22, 0.5, 0.032),
    Palette(_sky("#8a7f98", "#ab9aa8", "#ccb4b2", "#e7cdbd", "#f5e1c8"), "#fff0da", "#ffd9b8", "#fbe9dc", "#a898a8",
            "#e3cbc0", "#827a98", "#857f98", "#241c2c", 0.16, 0.6, 0.034),
    Palette(_sky("#5d7a86", "#7b989c", "#9cb4b0", "#bfcbbd", "#d9dcc6"), "#f6f7e0", "#dfe8cc", "#e6ece0", "#86a0a2",
            "#bfcdc2", "#5c7884", "#557680", "#0e1f24", 0.20, 0.5, 0.032),
)
GOLD = (
    Palette(_sky("#5e6c98", "#9c94ac", "#d8ab9c", "#f6bf92", "#ffd9ac"), "#ffe9c4", "#ffb076", "#ffe4cc", "#9a86a0",
            "#efbf9c", "#7c6a98", "#56608c", "#2a2034", 0.15, 1.15, 0.032),
    Palette(_sky("#37587e", "#7690a2", "#c8ab98", "#f2b888", "#ffd39c"), "#ffe6b8", "#ffa868", "#ffdfbc", "#7f7a8a",
            "#e6b48c", "#64648a", "#38567a", "#1f1c28", 0.13, 1.15, 0.034),
    Palette(_sky("#6a5a8a", "#a884a2", "#dda094", "#f8b58a", "#ffd2a2"), "#ffe2b8", "#ff9c6c", "#ffd6bc", "#94749a",
            "#e8ac94", "#74588e", "#54487c", "#261a30", 0.11, 1.15, 0.034),
    Palette(_sky("#7c7c98", "#ae9ea4", "#dbb9a0", "#f3cda6", "#ffe6c8"), "#fff0d8", "#ffc494", "#fff0dc", "#a6989e",
            "#ecc9aa", "#84809c", "#646c84", "#2c282c", 0.19, 1.1, 0.032),
)
AURORA = (
    Palette(_sky("#040818", "#081634", "#0d2a48", "#174a5c", "#2f6e70"), "#e8f4ff", "#8fd8d0", "#5c90a0", "#0a1a34",
            "#1f4c5e", "#1c3a5c", "#061628", "#040a14", 0.42, 0.40, 0.022, 1.0),
    Palette(_sky("#0a0620", "#170f3c", "#2a2058", "#3c3a72", "#5a5c8a"), "#f0e8ff", "#b8a0e8", "#7870a8", "#140f34",
            "#34346a", "#2a2860", "#0c0c30", "#070516", 0.42, 0.40, 0.022, 1.0),
    Palette(_sky("#03101a", "#06222c", "#0a3a40", "#1a5c54", "#3c8068"), "#f0fff4", "#98e8b8", "#5ca090", "#08222a",
            "#1f5850", "#184848", "#051e24", "#030e10", 0.42, 0.40, 0.022, 1.0),
    Palette(_sky("#070a1c", "#101c3e", "#223458", "#4a4c6c", "#8c6a76"), "#fff0e4", "#d8b0b0", "#8c8098", "#101838",
            "#3c4462", "#283460", "#0a1630", "#060a16", 0.42, 0.40, 0.022, 1.0),
)
NEON = (
    Palette(_sky("#070a1e", "#171a44", "#3a2562", "#7a3578", "#cf5a82"), "#fff0dc", "#d878c0", "#8a5aa0", "#14143a",
            "#6a3878", "#2a2460", "#0c0f2c", "#06061a", 0.40, 0.40, 0.040, 0.8),
    Palette(_sky("#04121c", "#0a2a3a", "#164e5c", "#2e7c80", "#e8a470"), "#fff4dc", "#8cd8d0", "#4e8c94", "#0a2230",
            "#2f6c74", "#18404e", "#06202c", "#030c12", 0.40, 0.40, 0.040, 0.8),
    Palette(_sky("#0a0618", "#22103c", "#4c1c5c", "#8a2c68", "#ff6a6a"), "#ffe4dc", "#ff78a8", "#90508c", "#1a0c34",
            "#702c68", "#30184e", "#140826", "#0a0414", 0.40, 0.40, 0.040, 0.8),
    Palette(_sky("#05081c", "#0c1c46", "#183a78", "#2e64a4", "#7ab8d0"), "#f4f8ff", "#88b8f0", "#5080b8", "#0a1638",
            "#2c5c94", "#183068", "#08163a", "#040818", 0.40, 0.40, 0.040, 0.8),
)
SEASONS = (DAY[1], DAY[0], GOLD[1], FOG[1])  # spring, summer, autumn, winter
# fmt: on

MOODS: dict[str, tuple[Palette, ...]] = {
    "dusk": DUSK,
    "dawn": DAWN,
    "day": DAY,
    "night": NIGHT,
    "storm": STORM,
    "fog": FOG,
    "gold": GOLD,
    "aurora": AURORA,
    "neon": NEON,
    "seasons": SEASONS,
}

# Tints asked for by name: what the light leans to.
TINTS: dict[str, str] = {
    "red": "#e0523f",
    "orange": "#f08a3c",
    "gold": "#f2bf5a",
    "yellow": "#f2d45a",
    "green": "#58b07a",
    "teal": "#2fa39a",
    "blue": "#4a86d8",
    "purple": "#8a5ac8",
    "pink": "#f08ab4",
    "white": "#eef0f2",
    "black": "#24262c",
    "brown": "#a4744a",
    "silver": "#b4bcc6",
}


def _toned(code: str, tint: str, share: float) -> str:
    """A colour leaning to a tint at its own brightness."""
    own, other = colour(code), colour(tint)
    light = (0.3 * own[0] + 0.59 * own[1] + 0.11 * own[2]) / max(
        0.3 * other[0] + 0.59 * other[1] + 0.11 * other[2], 0.05
    )
    mixed = (a + (min(1.0, c * light) - a) * share for a, c in zip(own, other, strict=True))
    return "#" + "".join(f"{round(max(0.0, min(1.0, value)) * 255):02x}" for value in mixed)


def _recoloured(palette: Palette, change: Callable[[str], str], sun: Callable[[str], str]) -> Palette:
    """The palette with each of its colours changed; the sun's own in its own way."""
    return replace(
        palette,
        sky=tuple((place, change(stop)) for place, stop in palette.sky),
        sun=sun(palette.sun),
        glow=change(palette.glow),
        lit=change(palette.lit),
        shade=change(palette.shade),
        haze=change(palette.haze),
        ambient=change(palette.ambient),
        water=change(palette.water),
        dark=change(palette.dark),
    )


def tinted(palette: Palette, tint: str, share: float = 0.5) -> Palette:
    """The palette leaning to a named tint, its sun half as much."""
    code = TINTS[tint]
    change, sun = (partial(_toned, tint=code, share=part) for part in (share, share / 2))
    return _recoloured(palette, change, sun)


def shifted(palette: Palette, factor: float, tint: str, share: float) -> Palette:
    """The palette brighter or darker and leaning to a tint: the same hour, a cloud or a gleam later."""
    changed = _recoloured(tinted(palette, tint, share), partial(_scaled, factor=factor), str)
    return replace(changed, power=palette.power * factor)


def _scaled(code: str, factor: float) -> str:
    """Darker by a factor, or brighter by closing in on white, which keeps pale colours apart."""
    tones = colour(code)
    mixed = (c * factor if factor < 1 else c + (1 - c) * (factor - 1) * 0.8 + 0.02 for c in tones)
    return "#" + "".join(f"{round(max(0.0, min(1.0, value)) * 255):02x}" for value in mixed)


# What the light leans to where a colour is not wanted.
_OPPOSITES = {
    "red": "teal",
    "orange": "blue",
    "gold": "blue",
    "yellow": "purple",
    "green": "purple",
    "teal": "orange",
    "blue": "gold",
    "purple": "gold",
    "pink": "teal",
    "white": "brown",
    "black": "gold",
    "brown": "teal",
    "silver": "gold",
}


def avoiding(palette: Palette, tint: str) -> Palette:
    """The palette leaning away from a named tint."""
    return tinted(palette, _OPPOSITES[tint], 0.6)


def lit_like(palette: Palette, light: Sequence[str], night: float, share: float) -> Palette:
    """The palette leaning to another picture's light, its twelve tones as a `Sight` gives them."""

    def mixed(code: str, place: int) -> str:
        return _mixed(code, light[place], share)

    return replace(
        palette,
        sky=tuple((place, _mixed(stop, _between(light[:4], place), share)) for place, stop in palette.sky),
        sun=mixed(palette.sun, 4),
        glow=mixed(palette.glow, 5),
        lit=mixed(palette.lit, 6),
        shade=mixed(palette.shade, 7),
        haze=mixed(palette.haze, 8),
        ambient=mixed(palette.ambient, 9),
        water=mixed(palette.water, 10),
        dark=mixed(palette.dark, 11),
        night=palette.night + (night - palette.night) * share,
    )


def _between(codes: Sequence[str], place: float) -> str:
    """The tone at a place 0..1 along some."""
    at = place * (len(codes) - 1)
    first = min(int(at), len(codes) - 2)
    return _mixed(codes[first], codes[first + 1], at - first)


def _mixed(first: str, second: str, share: float) -> str:
    return _code(blended(colour(first), colour(second), share))


def _code(tone: Colour) -> str:
    return "#" + "".join(f"{round(max(0.0, min(1.0, value)) * 255):02x}" for value in tone)


def turned(palette: Palette, degrees: float) -> Palette:
    """The palette with every hue moved on around the wheel, its sun half as far."""
    return _recoloured(palette, partial(_turned, degrees=degrees), partial(_turned, degrees=degrees / 2))


def _turned(code: str, degrees: float) -> str:
    hue, lightness, strength = colorsys.rgb_to_hls(*colour(code))
    return _code(colorsys.hls_to_rgb((hue + degrees / 360) % 1.0, lightness, strength))


def style_of(code: str) -> tuple[tuple[str, ...], float]:
    """The light of a style that is named by a code, twelve tones as a `Sight` gives them, and how much night it is."""
    number = stable_hash("style", code)
    lights = [palette for name in sorted(MOODS) for palette in MOODS[name]]
    found = turned(lights[number % len(lights)], (number >> 8) % 120 - 60)
    places = [stop for stop, _ in found.sky]
    sky = [found.sky[min(range(len(places)), key=lambda k: abs(places[k] - at))][1] for at in (0.0, 0.45, 0.8, 1.0)]
    tones = (found.sun, found.glow, found.lit, found.shade, found.haze, found.ambient, found.water, found.dark)
    return (*sky, *tones), found.night
