"""How a scene is drawn besides what its words say: what a prompt's flags and reference pictures ask for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .view import View


@dataclass(frozen=True)
class Reference:
    """What the artist takes from another picture: its light, as `Sight.light` gives it, and its words.

    `role` is `image` (light and words), `style` (light only) or `subject` (whom the words name, and its paint);
    `weight` 0..1 is how much of it.
    """

    role: str
    weight: float
    light: tuple[str, ...]
    night: float
    words: str = ""
    paint: str = ""

    def to_json(self) -> list[object]:
        """Plain lists and numbers; `from_json` reads them back."""
        return [self.role, self.weight, list(self.light), self.night, self.words, self.paint]

    @staticmethod
    def from_json(data: Any) -> Reference:
        """The reference that `to_json` wrote; ValueError or TypeError where it is none."""
        role, weight, light, night, words, paint = data
        return Reference(str(role), float(weight), tuple(map(str, light)), float(night), str(words), str(paint))


@dataclass(frozen=True)
class Manner:
    """The flags that the artist follows, as the service means them.

    `chaos` 0..100: how far the four tiles go apart; `stylize` 0..1000: how strongly light and colour are composed;
    `weird` 0..3000: how far the colours leave what one expects; `without`: words whose things are left out;
    `torus`: the rectangle that repeats without a seam in all directions, if one does.
    """

    stylize: int = 100
    chaos: int = 0
    weird: int = 0
    without: str = ""
    torus: View | None = None
    references: tuple[Reference, ...] = ()

    @property
    def strength(self) -> float:
        """0 at the default of `stylize`, -0.32 for plain, 0.68 at most."""
        return float((max(0, self.stylize) / 1000) ** 0.5 - 0.1**0.5)

    def to_json(self) -> dict[str, Any]:
        """Plain values; `from_json` reads them back."""
        torus = self.torus and [self.torus.x, self.torus.y, self.torus.width, self.torus.height]
        facts = {"stylize": self.stylize, "chaos": self.chaos, "weird": self.weird, "without": self.without}
        return {**facts, "torus": torus, "references": [reference.to_json() for reference in self.references]}

    @staticmethod
    def from_json(data: Mapping[str, Any]) -> Manner:
        """The manner that `to_json` wrote, or what stands of it; ValueError or TypeError where it is none."""
        torus = data.get("torus")
        return Manner(
            int(data.get("stylize", 100)),
            int(data.get("chaos", 0)),
            int(data.get("weird", 0)),
            str(data.get("without", "")),
            None if torus is None else View(*(float(side) for side in torus)),
            tuple(Reference.from_json(one) for one in data.get("references", ())),
        )


PLAIN = Manner()
