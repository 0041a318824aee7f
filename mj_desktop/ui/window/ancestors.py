"""Ancestors: which generations a generation came from."""

from collections.abc import Mapping

from mj_desktop.core.generation import Generation

_DEPTH = 1000


def ancestors(generation: Generation | None, known: Mapping[str, Generation]) -> list[Generation]:
    """Nearest first, as far as they are known."""
    found: list[Generation] = []
    while generation is not None and len(found) < _DEPTH:
        generation = known.get(generation.parent or "")
        if generation is not None:
            found.append(generation)
    return found
