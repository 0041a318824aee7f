"""What is fleeting about a generation: it changes while that is drawn, quickly, and is not kept."""

from dataclasses import fields
from operator import attrgetter

from mj_desktop.core.generation import Event, Generation, State, advance

_NAMES = ("percent", "picture", "asked_at")
_FLEETING = attrgetter(*_NAMES)
_KEPT = attrgetter(*(each.name for each in fields(Generation) if each.name not in _NAMES))


def is_drawn_on(before: Generation, after: Generation) -> bool:
    """True when only the percentage, the preview or the last answer changed, which are not kept."""
    if after.state not in (State.ACCEPTED, State.RUNNING):
        return False
    return bool(_KEPT(before) == _KEPT(after) and _FLEETING(before) != _FLEETING(after))


def drawn(before: Generation, event: Event) -> Generation | None:
    """What it is after an event of which nothing is to be kept; None where something is."""
    after = advance(before, event)
    return after if after == before or is_drawn_on(before, after) else None
