"""What can be seen in any picture: its colours, its light, how it is composed."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from .arrays import Bytes, Floats, floats

_EDGE = 64  # pixels of the small copy that is looked at
_MIRRORED = 0.6  # correlation of a shore with its image
# Names of colours by hue (degrees, up to), for clear colours.
_HUES = ((14, "red"), (38, "orange"), (52, "gold"), (68, "yellow"), (150, "green"), (188, "teal"), (250, "blue"),
         (290, "purple"), (340, "pink"), (361, "red"))  # fmt: skip
_GREYS = ((0.16, "black"), (0.42, "charcoal"), (0.68, "grey"), (0.86, "silver"), (2.0, "white"))
_LIGHTS = (
    # darkest brightness, brightest, least warmth, most warmth, least contrast: the first row that fits names the light
    (0.00, 0.24, -1.0, 1.00, 0.13, "moonlit night"),
    (0.00, 0.24, -1.0, 1.00, 0.00, "dark night"),
    (0.24, 0.46, 0.04, 1.00, 0.00, "glowing dusk"),
    (0.24, 0.46, -1.0, 0.04, 0.17, "stormy twilight"),
    (0.24, 0.46, -1.0, 0.04, 0.00, "blue hour"),
    (0.46, 1.01, 0.05, 1.00, 0.00, "golden evening light"),
    (0.46, 0.70, -1.0, 0.05, 0.12, "clear daylight"),
    (0.46, 0.70, -1.0, 0.05, 0.00, "soft misty light"),
    (0.70, 1.01, -1.0, 0.05, 0.00, "bright noon light"),
)


@dataclass(frozen=True)
class Sight:
    """What is seen: `colours` by name with the share they cover, largest first; `light` in twelve tones.

    The tones are those of a palette: four of the sky from zenith to horizon, sun, glow, lit and shaded cloud, haze,
    ambient, water, dark. `brightness`, `contrast` 0..1, `warmth` -1 cold..1 warm; `horizon` and `side` 0..1 from the
    top and from the left: the strongest line across, and where the eye goes. `mirrored`: the lower half mirrors the
    upper one.
    """

    colours: tuple[tuple[str, float], ...]
    light: tuple[str, ...]
    brightness: float
    contrast: float
    warmth: float
    horizon: float
    side: float
    mirrored: bool
    paint: str

    @property
    def night(self) -> float:
        """How much of a night it is, 0..1."""
        return float(np.clip((0.34 - self.brightness) / 0.16, 0, 1))

    @property
    def hour(self) -> str:
        """The light in two or three words."""
        for low, high, cold, warm, contrast, name in _LIGHTS:
            if low <= self.brightness < high and cold <= self.warmth <= warm and self.contrast >= contrast:
                return name
        return "soft light"

    def ground(self) -> str:
        """What the lower part is most like: a word that a scene can be made of."""
        water = colour_name(self.light[10])
        if self.mirrored:
            return "lake"
        if water == "green":
            return "meadow"
        if water in ("gold", "orange", "yellow"):
            return "desert"
        return "sea" if water in ("blue", "teal", "purple") else "mountains"


def colour_name(code: str) -> str:
    """The name of a colour `#rrggbb`."""
    tone = np.array([[[int(code[i : i + 2], 16) for i in (1, 3, 5)]]], np.uint8)
    return str(_names(tone)[0, 0])


def see(picture: Bytes) -> Sight:
    """Look at a picture, uint8 RGB (height, width, 3)."""
    small = np.asarray(cv2.resize(picture, (_EDGE, _EDGE), interpolation=cv2.INTER_AREA), np.uint8)
    tones = floats(small / 255)
    grey = floats(tones @ floats([0.30, 0.59, 0.11]))
    shore = _shore(grey)
    horizon = _horizon(tones) if shore is None else shore
    return Sight(
        colours=_colours(small),
        light=_light(tones, grey, horizon),
        brightness=float(grey.mean()),
        contrast=float(grey.std()),
        warmth=float((tones[..., 0] - tones[..., 2]).mean()),
        horizon=horizon / _EDGE,
        side=_side(grey),
        mirrored=shore is not None,
        paint=_paint(tones),
    )


def _names(small: Bytes) -> np.ndarray[tuple[int, ...], np.dtype[np.object_]]:
    """The name of each pixel's colour."""
    hsv = cv2.cvtColor(floats(small / 255), cv2.COLOR_RGB2HSV)
    hue, value = hsv[..., 0], hsv[..., 2]
    dull = (hsv[..., 1] * value) < 0.09
    clear = np.array([name for _, name in _HUES], object)[np.searchsorted([top for top, _ in _HUES], hue, "right")]
    grey = np.array([name for _, name in _GREYS], object)[np.searchsorted([top for top, _ in _GREYS], value, "right")]
    brown = (clear == "orange") & (value < 0.5)
    return np.where(dull | (value < 0.10), grey, np.where(brown, "brown", clear))


def _colours(small: Bytes) -> tuple[tuple[str, float], ...]:
    names, numbers = np.unique(_names(small).astype(str), return_counts=True)
    order = np.argsort(-numbers, kind="stable")
    return tuple((str(names[k]), float(numbers[k] / small[..., 0].size)) for k in order)


def _horizon(tones: Floats) -> int:
    """The row, 20..52 of 64, below which the picture differs most from what is above."""
    rows = tones.mean(axis=1)
    steps = [np.abs(rows[row : row + 5].mean(0) - rows[row - 5 : row].mean(0)).sum() for row in range(20, 53)]
    return 20 + int(np.argmax(steps))


def _light(tones: Floats, grey: Floats, horizon: int) -> tuple[str, ...]:
    """The twelve tones of a palette as this picture has them."""
    edges = np.linspace(0, horizon, 5).round().astype(int)
    sky = [tones[a:b].mean(axis=(0, 1)) for a, b in zip(edges, edges[1:], strict=False)]
    flat, order = tones.reshape(-1, 3), np.argsort(grey, axis=None, kind="stable")
    dark, sun = flat[order[: len(order) // 12]].mean(0), flat[order[-len(order) // 50 :]].mean(0)
    lit, shade = flat[order[-len(order) // 6 :]].mean(0), flat[order[len(order) // 4 : len(order) // 2]].mean(0)
    low = tones[horizon:].mean(axis=(0, 1))
    glow, haze, ambient = (sun + sky[3]) / 2, sky[3], (dark + sky[0] * 1.2) / 2
    parts = (*sky, sun, glow, lit, shade, haze, ambient, low * 0.75, dark * 0.7)
    return tuple(_code(part) for part in parts)


def _code(tone: Floats) -> str:
    """A mean colour, whose mixing has taken some of its strength, as `#rrggbb`."""
    grey = tone.mean()
    strong = np.clip(grey + (tone - grey) * 1.25, 0, 1)
    return "#" + "".join(f"{round(float(part) * 255):02x}" for part in strong)


def _side(grey: Floats) -> float:
    """Where the eye goes, from left to right: where there is most detail."""
    detail = np.abs(grey - cv2.GaussianBlur(grey, (0, 0), 4)).sum(axis=0)
    detail = np.maximum(detail - np.median(detail), 0) + 1e-6
    return float((detail * (np.arange(_EDGE) + 0.5)).sum() / detail.sum() / _EDGE)


def _shore(grey: Floats) -> int | None:
    """The row below which there is what stands above it, upside down, if there is one.

    Only details count: a broad light over both halves is no mirror.
    """
    detail = grey - cv2.GaussianBlur(grey, (0, 0), 5)
    likeness = {row: _alike(detail, row) for row in range(24, 49)}
    best = max(likeness, key=lambda row: likeness[row])
    return best if likeness[best] > _MIRRORED else None


def _alike(detail: Floats, row: int) -> float:
    reach = min(row, _EDGE - row, 14)
    # The rows next to the shore are alike anyway.
    above, below = detail[row - reach : row - 3][::-1], detail[row + 3 : row + reach]
    if above.std() < 0.008 or below.std() < 0.008:
        return 0.0
    return float(np.corrcoef(above.ravel(), below.ravel())[0, 1])


def _paint(tones: Floats) -> str:
    """The strongest colour that is not a mere speck."""
    spread = tones.max(axis=2) - tones.min(axis=2)
    few = np.argsort(spread, axis=None, kind="stable")[-tones[..., 0].size // 40 :]
    return _code(floats(np.median(tones.reshape(-1, 3)[few], axis=0)))
