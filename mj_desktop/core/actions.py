"""Actions: an id out of a picture's `actions`, read by grammar (verb, then tile digit or amount), with label and group.

An unknown id gets its words as label and the group *other*, and is sent back unchanged. What an action yields is the
service's `actions.json`, of which a test holds this table to be a faithful copy.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

GRID = "grid"
SINGLE = "single"
VIDEO = "video"
OTHER = "Other"


@dataclass(frozen=True, slots=True)
class Verb:
    """One row of the table: how ids that begin with it are shown."""

    label: str
    icon: str
    yields: str
    hint: str
    # What words after the verb mean for the icon, where they mean anything.
    icons: tuple[tuple[str, str], ...] = ()


_ARROWS = (("left", "arrow-left"), ("right", "arrow-right"), ("up", "arrow-up"), ("down", "arrow-down"))

# In the order in which groups stand in the bar.
VERBS: dict[str, Verb] = {
    "generate": Verb("Generate", "sparkles", GRID, "Draw a new grid"),
    "upscale": Verb("Upscale", "image-upscale", SINGLE, "Draw it larger, as a picture of its own"),
    "redo_upscale": Verb("Redo upscale", "image-upscale", SINGLE, "Enlarge it once more, anew"),
    "variation": Verb("Vary", "shuffle", GRID, "Draw four pictures like it"),
    "reroll": Verb("Reroll", "dices", GRID, "Draw the same prompt again"),
    "zoom_out": Verb("Zoom out", "expand", GRID, "Show more around the picture"),
    "pan": Verb("Pan", "arrow-right", GRID, "Extend the picture to that side", _ARROWS),
    "square": Verb("Make square", "square", GRID, "Extend the picture to a square"),
}

# Ours, never a service's: what `core.request` calls local.
_OURS = {
    "local:composite": Verb("Composite", "layers", SINGLE, "Keep all outside the mask as it was"),
    "local:outside": Verb("Outside picture", "globe", SINGLE, "A picture from elsewhere"),
}
_UNKNOWN = Verb("", "ellipsis", "", "An action the service offers and this program does not know: it is sent as it is")
_NAMED = {
    "variation_region": Verb("Repaint region", "brush", GRID, "Paint where the picture is to be drawn anew"),
    # What is sent to other endpoints than the actions' own, see `core.request`.
    "edits:generate": Verb("Edit", "brush", GRID, "Draw a picture from elsewhere anew where it is painted"),
    "videos:generate": Verb("Video", "clapperboard", VIDEO, "Four clips that begin with the picture"),
    "videos:extend": Verb("Longer video", "clapperboard", VIDEO, "Four clips that go on from one"),
    "describe": Verb("Describe", "scan-eye", "", "Four prompts that could have made the picture"),
    "shorten": Verb("Shorten", "scissors", "", "Prompts with the words that count"),
    "translate": Verb("Translate", "languages", "", "The prompt in English"),
    "seed": Verb("Seed", "sprout", "", "The picture's seed"),
}
# Names of 2023 and of other clients (contract 2): read as what they stand for, sent back unchanged.
_FORMER = {"high_variation": "variation_strong", "low_variation": "variation_subtle"}
_FORMER_VERBS = {"upsample": "upscale", "redo_upsample": "redo_upscale"}
_ROWS = {**VERBS, **_OURS}
_VERB = "|".join(sorted([*_ROWS, *_FORMER_VERBS], key=len, reverse=True))
_SHAPE = re.compile(rf"(?P<verb>{_VERB})(?:(?P<tile>[1-4])|_(?P<amount>\d[\d_]*x|[a-z]+))?")


@dataclass(frozen=True, slots=True)
class Action:
    """An action as it is shown. `id` goes back to the service unchanged; `tile` is 1..4 or None."""

    id: str
    verb: str
    label: str
    short: str
    group: str
    icon: str
    hint: str
    yields: str
    tile: int | None = None
    order: int = 0


def parse(action_id: str) -> Action:
    """The action that an id names; any string has a defined fate."""
    if action_id in _NAMED:
        return _action(action_id, action_id, _NAMED[action_id], len(VERBS))
    found = _SHAPE.fullmatch(_FORMER.get(action_id, action_id))
    if found is None:
        return _unknown(action_id)
    verb = _FORMER_VERBS.get(found["verb"], found["verb"])
    amount = (found["amount"] or "").replace("_", ".")
    return _action(action_id, verb, _ROWS[verb], list(_ROWS).index(verb), found["tile"], amount)


def _action(action_id: str, verb: str, row: Verb, order: int, tile: str | None = None, amount: str = "") -> Action:
    what = f" {tile}" if tile else f" {amount}" if amount else ""
    short = tile or (amount if amount[:1].isdigit() else amount.capitalize()) or row.label
    return Action(
        id=action_id, verb=verb, label=row.label + what, short=short, group=row.label, hint=row.hint,
        icon=dict(row.icons).get(amount, row.icon), yields=row.yields, tile=int(tile) if tile else None, order=order,
    )  # fmt: skip


def _unknown(action_id: str) -> Action:
    words = " ".join(action_id.replace("_", " ").replace("-", " ").split()) or action_id
    label = words[:1].upper() + words[1:]
    return Action(
        id=action_id, verb="", label=label, short=label, group=OTHER, icon=_UNKNOWN.icon, hint=_UNKNOWN.hint,
        yields="", order=len(VERBS) + 1,
    )  # fmt: skip


def grouped(action_ids: Iterable[str]) -> list[tuple[str, list[Action]]]:
    """Every action by group, in the table's order; inside a group amounts from small to large; unknown ones last."""
    parsed = sorted((parse(i) for i in dict.fromkeys(action_ids)), key=lambda a: (a.order, _amount(a)))
    groups: dict[str, list[Action]] = {}
    for action in parsed:
        groups.setdefault(action.group, []).append(action)
    return list(groups.items())


def _amount(action: Action) -> float:
    number = re.match(r"\d+(\.\d+)?", action.short)
    return float(number[0]) if number else 0.0


def for_tile(action_ids: Iterable[str], verb: str, tile: int) -> str | None:
    """The id among `action_ids` that does `verb` to `tile`, or None where the service does not offer it."""
    return next((i for i in action_ids if (a := parse(i)).verb == verb and a.tile == tile), None)
