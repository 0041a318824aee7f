"""Places in a text: Qt counts UTF-16 units, of which an emoji has two; Python counts characters."""

from collections.abc import Iterable

from mj_desktop.core.prompt import Edit


def units(text: str, place: int) -> int:
    """A place in characters as Qt counts it."""
    return len(text[:place].encode("utf-16-le", "surrogatepass")) // 2


def character(text: str, place: int) -> int:
    """A place as Qt counts it, in characters."""
    head = text.encode("utf-16-le", "surrogatepass")[: 2 * place]
    return len(head.decode("utf-16-le", "replace"))


def moved(place: int, edits: Iterable[Edit]) -> int:
    """Where a place is after edits; what is inserted right there comes after it."""
    shift = 0
    for start, end, text in sorted(edits):
        if place >= end and (place > start or end > start):
            shift += len(text) - (end - start)
        elif place > start:
            shift += min(len(text), place - start) - (place - start)
    return place + shift
