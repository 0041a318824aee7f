"""The worker's side of describe: four prompts that a picture could have come from."""

from __future__ import annotations

from math import gcd
from pathlib import Path

from .artist import Sight, see
from .noticing import picture
from .order import Given

# Ratios that people ask for; a picture that is as near to one as this is said to have it.
_RATIOS = ((1, 1), (5, 4), (4, 3), (3, 2), (16, 9), (2, 1), (21, 9), (3, 1))
_NEAR = 0.025
_SHADES = {
    "black": "deep black",
    "charcoal": "charcoal",
    "grey": "slate grey",
    "silver": "silver",
    "white": "white",
    "red": "crimson",
    "orange": "warm orange",
    "gold": "golden",
    "yellow": "lemon",
    "green": "moss green",
    "teal": "teal",
    "blue": "deep blue",
    "purple": "violet",
    "pink": "rose",
    "brown": "earthy brown",
}


def prompts(given: Given, folder: Path) -> list[str]:
    """Four prompts for a picture, each ending in its `--ar`; the words in its own file come first."""
    pixels, words = picture(given, folder)
    sight, ratio = see(pixels), _ratio(pixels.shape[1], pixels.shape[0])
    subject = words.strip().rstrip(".,") or f"{_ground(sight)} {_where(sight)}"
    first, second = _colours(sight)
    texts = (
        f"{subject}, {sight.hour}, {first} and {second}, {_composition(sight, pixels.shape[1] / pixels.shape[0])}",
        f"{_shot(sight)} of {_plain(subject)}, {_contrast(sight)}, a palette of {first}, {second}"
        f"{_third(sight)}, cinematic lighting",
        f"{_plain(subject)} in {sight.hour}, {_temperature(sight)} tones, {_contrast(sight)}, "
        f"{_eye(sight)}, matte painting",
        f"minimalist poster, {_plain(subject)}, flat shapes in {first} on {second}, {_horizon(sight)}, {sight.hour}",
    )
    return [f"{text} --ar {ratio}" for text in texts]


def _plain(text: str) -> str:
    """The beginning of a long text: a prompt within a prompt is told in short."""
    head = text.split(",")[0].strip()
    return head if len(head) > 12 else ", ".join(part.strip() for part in text.split(",")[:2])


def _ground(sight: Sight) -> str:
    return {
        "lake": "a still lake that mirrors the shore",
        "meadow": "a green meadow",
        "desert": "a sunlit plain",
        "sea": "a wide view over the sea",
        "mountains": "a quiet landscape",
    }[sight.ground()]


def _where(sight: Sight) -> str:
    return "under the stars" if sight.night > 0.5 else "under an open sky"


def _colours(sight: Sight) -> tuple[str, str]:
    """The two that cover most; one that covers all stands beside a darker or lighter self."""
    names = [_SHADES[name] for name, share in sight.colours if share > 0.02] or [_SHADES[sight.colours[0][0]]]
    other = "pale light" if sight.brightness > 0.5 else "deep shadow"
    return names[0], names[1] if len(names) > 1 else other


def _third(sight: Sight) -> str:
    names = [_SHADES[name] for name, share in sight.colours[2:3] if share > 0.03]
    return f" and {names[0]}" if names else ""


def _temperature(sight: Sight) -> str:
    return "warm" if sight.warmth > 0.04 else "cool" if sight.warmth < -0.04 else "neutral"


def _contrast(sight: Sight) -> str:
    if sight.contrast > 0.22:
        return "strong contrast"
    return "balanced contrast" if sight.contrast > 0.12 else "soft low contrast"


def _eye(sight: Sight) -> str:
    if sight.side < 0.42:
        return "subject on the left third"
    return "subject on the right third" if sight.side > 0.58 else "centred subject"


def _horizon(sight: Sight) -> str:
    if sight.horizon < 0.45:
        return "high horizon"
    return "low horizon" if sight.horizon > 0.62 else "horizon in the middle"


def _composition(sight: Sight, ratio: float) -> str:
    frame = "wide panorama" if ratio > 1.5 else "tall frame" if ratio < 0.75 else _horizon(sight)
    return f"{frame}, {_eye(sight)}" + (", mirrored in the water" if sight.mirrored else "")


def _shot(sight: Sight) -> str:
    return "atmospheric night shot" if sight.night > 0.5 else "wide shot"


def _ratio(width: int, height: int) -> str:
    """Width to height as one would ask for it, else in whole numbers as they are, up to 100."""
    wanted = max(width, height) / min(width, height)
    for long, short in _RATIOS:
        if abs(long / short / wanted - 1) < _NEAR:
            return f"{long}:{short}" if width >= height else f"{short}:{long}"
    share = max(1.0, max(width, height) / 100)
    sides = max(1, round(width / share)), max(1, round(height / share))
    common = gcd(*sides)
    return f"{sides[0] // common}:{sides[1] // common}"
