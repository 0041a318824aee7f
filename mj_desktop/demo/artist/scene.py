"""A scene: everything that decides a picture but the rectangle it shows."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TypeAlias

from .focus import Focus
from .manner import PLAIN, Manner
from .noise import Seeds, stable_hash

Json: TypeAlias = dict[str, object]

_KEPT = 6  # variations of variations that still count: older ones have faded to nothing by then


@dataclass(frozen=True)
class Region:
    """A region edit: its words and seed, and where its mask leaves room, if that is known."""

    words: str
    seed: int
    focus: Focus | None = None

    def to_json(self) -> list[object]:
        """Plain lists and numbers; `from_json` reads them back."""
        return [self.words, self.seed, *([] if self.focus is None else [self.focus.to_json()])]

    @staticmethod
    def from_json(data: object) -> Region:
        """The region that `to_json` wrote, now or before it knew a focus; ValueError or TypeError where it is none."""
        if not isinstance(data, list | tuple):
            raise TypeError("a region is a list")
        words, seed, *focus = data
        return Region(str(words), _whole(seed), Focus.from_json(focus[0]) if focus else None)


@dataclass(frozen=True)
class Scene:
    """Words, seed, which of four tiles, what was varied and what was repainted since, and in what manner."""

    prompt: str
    seed: int
    tile: int = 0
    variations: tuple[tuple[int, float], ...] = ()
    regions: tuple[Region, ...] = ()
    manner: Manner = PLAIN

    def varied(self, seed: int, strength: float) -> Scene:
        """The scene changed a little (0.25) or a lot (0.8)."""
        return replace(self, variations=(*self.variations, (seed, float(strength))))

    def seeds(self) -> Seeds:
        """The seeds of its noise, weighted so that a variation of strength 1 leaves nothing of the former forms."""
        parts = [(stable_hash(self.prompt.strip().casefold(), self.seed, self.tile), 1.0)]
        for seed, strength in self.variations[-_KEPT:]:
            turn = min(1.0, max(0.0, strength)) * math.pi / 2
            parts = [(part, weight * math.cos(turn)) for part, weight in parts]
            parts.append((stable_hash("variation", seed, self.tile), math.sin(turn)))
        return Seeds(tuple(parts))

    def choice(self, *key: object) -> int:
        """A whole number for a choice that only strong variations change."""
        strong = [seed for seed, strength in self.variations if strength >= 0.5]
        return stable_hash(self.prompt.strip().casefold(), self.seed, *strong[-1:], *key)

    def to_json(self) -> Json:
        """Plain lists and numbers; `from_json` reads them back."""
        return {
            "prompt": self.prompt,
            "seed": self.seed,
            "tile": self.tile,
            "variations": [list(part) for part in self.variations],
            "regions": [region.to_json() for region in self.regions],
            "manner": self.manner.to_json(),
        }

    @staticmethod
    def from_json(data: Json) -> Scene:
        """The scene that `to_json` wrote; ValueError or TypeError where it is none."""
        variations, regions = data.get("variations", []), data.get("regions", [])
        if not isinstance(variations, list | tuple) or not isinstance(regions, list | tuple):
            raise TypeError("a scene's variations and regions are lists")
        return Scene(
            str(data["prompt"]),
            _whole(data["seed"]),
            _whole(data.get("tile", 0)),
            tuple((_whole(seed), float(strength)) for seed, strength in variations),
            tuple(Region.from_json(region) for region in regions),
            _manner(data),
        )


def _manner(data: Json) -> Manner:
    """A scene of before there were other flags has at most its `stylize`."""
    found = data.get("manner", data)
    if not isinstance(found, dict):
        raise TypeError("a scene's manner is an object")
    return Manner.from_json(found)


def _whole(value: object) -> int:
    if isinstance(value, int):
        return value
    raise TypeError(f"a scene's numbers are whole, not {value!r}")


def tile_scenes(prompt: str, seed: int, manner: Manner = PLAIN) -> tuple[Scene, Scene, Scene, Scene]:
    """The four tiles of a grid: one idea in four lights, forms and sides."""
    first = Scene(prompt, seed, 0, manner=manner)
    return first, replace(first, tile=1), replace(first, tile=2), replace(first, tile=3)


def region_scene(parent: Scene, prompt: str, seed: int, focus: Focus | None = None) -> Scene:
    """The parent's scene with what `prompt` names; an empty prompt is a new idea of the same.

    With a focus things stand inside it, in the parent's own light unless the words name another. Without one they
    stand everywhere, in a light of their own.
    """
    return replace(parent, regions=(*parent.regions, Region(prompt, seed, focus)))
