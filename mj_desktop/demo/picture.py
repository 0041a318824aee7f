"""A finished picture of the engine: what it is, how it came to be, and what may be done with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from . import tables
from .order import Given


@dataclass(frozen=True)
class Origin:
    """How a picture was asked for: enough to ask again with another seed."""

    action: str
    text: str = ""
    ratio: float = 1.0
    parent: str = ""
    mask: str = ""
    flags: dict[str, str] = field(default_factory=dict)
    references: tuple[Given, ...] = ()


@dataclass(frozen=True)
class Picture:
    """Facts of a finished picture; `recipe` is what the artist needs to go on from it, opaque to the server."""

    image_id: str
    task_id: str
    kind: str
    name: str
    width: int
    height: int
    upscaled: bool
    version: str | None
    origin: Origin
    recipe: dict[str, Any]

    def to_json(self) -> dict[str, Any]:
        """Everything as JSON values."""
        facts = asdict(self)
        facts["origin"]["references"] = [*facts["origin"]["references"]]
        return facts

    @staticmethod
    def from_json(facts: dict[str, Any]) -> Picture:
        """The picture that `to_json` wrote."""
        origin = facts["origin"]
        references = tuple(Given(**each) for each in origin.get("references", ()))
        return Picture(**{**facts, "origin": Origin(**{**origin, "references": references})})

    def actions(self, offers: Sequence[str] = ()) -> list[str]:
        """What the picture offers, in the documented order (contract 2), then `offers`."""
        listed = [*tables.grid_actions()] if self.kind == "grid" else self._single_actions()
        return list(dict.fromkeys([*listed, *offers]))

    def _single_actions(self) -> list[str]:
        listed = [*tables.single_actions()]
        if self.upscaled:
            listed += tables.redo_actions()
        if self.width != self.height:
            listed.append("square")
        return listed
