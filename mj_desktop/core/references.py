"""References: pictures that a prompt names, what each stands for, and how they are written (contract 1.9, 4)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from mj_desktop.core import prompt
from mj_desktop.core.request import Imagine

MOST = 5
"""Pictures that a prompt may name (contract 1.9)."""


class Role(StrEnum):
    """What a picture stands for."""

    CONTENT = "content"
    STYLE = "style"
    CHARACTER = "character"
    OMNI = "omni"


class Weight(NamedTuple):
    """A role's weight: its flag, its range, what the service takes without it, and the step of a field."""

    flag: str
    least: float
    most: float
    usual: float
    step: float


WEIGHTS = {
    Role.CONTENT: Weight("iw", 0, 3, 1, 0.1),
    Role.STYLE: Weight("sw", 0, 1000, 100, 10),
    Role.CHARACTER: Weight("cw", 0, 100, 100, 5),
    Role.OMNI: Weight("ow", 1, 1000, 100, 10),
}
_HEAD = re.compile(r"^(?:https?://\S+\s+)+(?=\S)(?!https?://)")
# Content has no flag: its addresses stand before the words.
_FLAGS = {Role.STYLE: "sref", Role.CHARACTER: "cref", Role.OMNI: "oref"}


@dataclass(frozen=True, slots=True)
class Reference:
    """A picture at an address; `key` tells it from another at the same one. An `address` "" is still on its way up.

    `is_checked`: a picture is there. `percent` is how much of a local file is there already.
    """

    key: int
    address: str
    name: str
    role: Role = Role.CONTENT
    is_checked: bool = False
    percent: int = 100


def without_pictures(words: str) -> str:
    """A prompt's words without the addresses of pictures at their head; only addresses stay as they are."""
    return _HEAD.sub("", words)


def objection(references: Sequence[Reference], text: str) -> str:
    """Why the references cannot be sent with this text, in a sentence; "" when they can."""
    if any(not each.address for each in references):
        return "A reference is still being uploaded."
    if any(not each.is_checked for each in references):
        return "A reference is still being looked at."
    content = sum(each.role is Role.CONTENT for each in references)
    if not prompt.words(text) and content < 2:
        return "One picture needs words beside it; two to five can be blended without."
    return ""


def written(text: str, references: Sequence[Reference], weights: dict[Role, float]) -> str:
    """The prompt with its references: addresses of content at its head, the others as flags at its end.

    A flag that is typed wins; a weight that is the usual one is left out.
    """
    typed = prompt.flags(text)
    by_role = {role: [each.address for each in references if each.role is role] for role in Role}
    parts = [*by_role[Role.CONTENT], *([text.strip()] if text.strip() else [])]
    for role, flag in _FLAGS.items():
        if by_role[role] and flag not in typed:
            parts.append(f"--{flag} {' '.join(by_role[role])}")
    for role, weight in WEIGHTS.items():
        chosen = weights.get(role, weight.usual)
        if by_role[role] and chosen != weight.usual and weight.flag not in typed:
            parts.append(f"--{weight.flag} {chosen:g}")
    return " ".join(parts)


def joined(request: Imagine, references: Sequence[Reference], weights: dict[Role, float]) -> Imagine:
    """The request with the references; a style's is billed as such (contract 1.1)."""
    styled = request.style_reference or any(each.role is Role.STYLE for each in references)
    return replace(request, prompt=written(request.prompt or "", references, weights), style_reference=styled)
