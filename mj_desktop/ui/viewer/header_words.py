"""What the viewer's header says: a title and a line of facts, out of a generation and its ancestors."""

import re
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from mj_desktop.core import actions, prompt
from mj_desktop.core.generation import Generation, State, is_first
from mj_desktop.core.references import without_pictures
from mj_desktop.core.request import COMPOSITE, REGION
from mj_desktop.ui.viewer.place import known_size

DOT = "  ·  "


def title(generation: Generation, ancestors: Sequence[Generation] = ()) -> str:
    """The first words of the prompt; a follow-up without one has its nearest ancestor's."""
    prompts = (g.request.prompt or "" for g in (generation, *ancestors))
    words = without_pictures(next((text for text in map(prompt.words, prompts) if text), ""))
    words = _first_clause(words)
    return words[:1].upper() + words[1:] if words else generation.name or deed(generation)


def _first_clause(words: str) -> str:
    """Up to the first comma or full stop, unless that leaves hardly anything: the subject comes first in a prompt."""
    clause = re.split(r"[,;.，。、](?:\s|$)|[，。、]", words, maxsplit=1)[0].strip()
    return clause if len(clause) >= 8 else words


def meta(generation: Generation) -> str:
    """Version, mode and size; for a follow-up what was done; while there is no picture its state instead of a size."""
    first = is_first(generation)
    facts = [_version(generation), generation.request.mode] if first else [_lower(deed(generation))]
    return DOT.join(fact for fact in (*facts, _size_or_state(generation)) if fact)


def deed(generation: Generation) -> str:
    """What a follow-up did: "Upscale of tile 2", "Zoom out 2x"."""
    action = actions.parse(generation.request.action)
    said = QCoreApplication.translate
    of_tile = {
        "upscale": said("Header", "Upscale of tile {tile}"),
        "variation": said("Header", "Variation of tile {tile}"),
        COMPOSITE: said("Header", "Composite of candidate {tile}"),
    }
    if action.id == REGION:
        return said("Header", "Region edit")
    if action.tile and action.verb in of_tile:
        return of_tile[action.verb].format(tile=action.tile)
    return said("Action", action.label)


def _version(generation: Generation) -> str:
    typed = generation.request.prompt or ""
    niji = prompt.flags(typed).get("niji")
    if niji is not None:
        return f"niji {niji}".strip()
    version = prompt.version(typed) or generation.request.version
    return f"v{version}" if version else ""


def _size_or_state(generation: Generation) -> str:
    said = QCoreApplication.translate
    if generation.waits_for_person:
        return said("Header", "waiting for you")
    if generation.is_searched:
        return said("Header", "searching")
    states = {
        State.WAITING: said("Header", "waiting"),
        State.SENT: said("Header", "sending"),
        State.ACCEPTED: said("Header", "accepted"),
        State.RUNNING: said("Header", "drawing"),
        State.FAILED: said("Header", "failed"),
        State.SET_ASIDE: said("Header", "set aside"),
    }
    size = known_size(generation)
    sized = f"{size[0]:.0f} × {size[1]:.0f}" if size is not None else ""
    return states.get(generation.state, sized)


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]
