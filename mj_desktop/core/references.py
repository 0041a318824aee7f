"""References: pictures that a prompt names, what each stands for, and how they are written (contract 1.9, 4)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from mj_desktop.core import prompt
from mj_desktop.core.addresses import is_loopback, is_web
from mj_desktop.core.local_picture import LocalPicture
from mj_desktop.core.origin import DEMO
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
_MOODBOARDS = ("8", "8.1")  # versions that bill pictures before the words as a moodboard (contract 1.1)
# Content has no flag: its addresses stand before the words.
_FLAGS = {Role.STYLE: "sref", Role.CHARACTER: "cref", Role.OMNI: "oref"}


@dataclass(frozen=True, slots=True)
class Reference:
    """A picture at an address that `origin` is shown; `key` tells it from another at the same one.

    An `address` "" is still on its way up, `percent` of it there already; one that `expires` (seconds since the epoch,
    0: nobody knows) is made anew from what is `local`. `is_checked`: a picture is there; else `problem` may say why it
    was not to be had.
    """

    key: int
    address: str
    name: str
    role: Role = Role.CONTENT
    is_checked: bool = False
    percent: int = 100
    origin: str = ""
    local: LocalPicture | None = None
    expires: float = 0.0
    problem: str = ""

    def is_stale(self, origin: str, now: float) -> bool:
        """True when its address means nothing to `origin`, or nothing any more."""
        elsewhere = is_loopback(self.address) and is_web(origin) and not is_loopback(origin)
        moved = self.local is not None and self.origin != origin
        return bool(self.address) and (elsewhere or moved or 0 < self.expires < now)


def without_pictures(words: str) -> str:
    """A prompt's words without the addresses of pictures at their head; only addresses stay as they are."""
    return _HEAD.sub("", words)


def objection(references: Sequence[Reference], text: str) -> str:
    """Why the references cannot be sent with this text, in a sentence; "" when they can."""
    trouble = next((each for each in references if each.problem), None)
    if trouble is not None:
        return f"{trouble.name}: {trouble.problem}"
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
    """The request with the references, which are billed by what they stand for (contract 1.1)."""
    roles = {each.role for each in references}
    text = written(request.prompt or "", references, weights)
    board = request.moodboard or (request.version in _MOODBOARDS and Role.CONTENT in roles)
    styled = request.style_reference or Role.STYLE in roles
    return replace(request, prompt=text, style_reference=styled, moodboard=board)


def kept(references: Sequence[Reference], weights: Mapping[Role, float]) -> dict[str, object]:
    """References and weights as they are kept with a draft, for `read`."""
    return {
        "pictures": [asdict(each) for each in references],
        "weights": {role.value: weight for role, weight in weights.items()},
    }


def read(found: object) -> tuple[tuple[Reference, ...], dict[Role, float]]:
    """What `kept` gave; what is missing or wrong is left out."""
    if not isinstance(found, dict):
        return (), {}
    pictures, weights = found.get("pictures"), found.get("weights")
    rows = pictures[:MOST] if isinstance(pictures, list) else []
    made = [_read(key, row) for key, row in enumerate(rows, 1) if isinstance(row, dict)]
    heavy = weights.items() if isinstance(weights, dict) else ()
    known = {role.value: role for role in Role}
    return (
        tuple(each for each in made if each is not None),
        {known[name]: float(weight) for name, weight in heavy if name in known and isinstance(weight, int | float)},
    )


def _read(key: int, row: Mapping[str, object]) -> Reference | None:
    """One that was kept; None where neither an address nor a file is named."""
    local, expires = _read_local(row.get("local")), row.get("expires")
    address, role = _text(row, "address"), _text(row, "role")
    if not is_web(address) and local is None:
        return None
    return Reference(
        key, address if is_web(address) else "", _text(row, "name") or address,
        Role(role) if role in tuple(Role) else Role.CONTENT, percent=100 if address else 0,
        origin=_text(row, "origin") or DEMO, local=local, expires=float(expires) if isinstance(expires, float) else 0.0,
    )  # fmt: skip


def _read_local(row: object) -> LocalPicture | None:
    if not isinstance(row, dict) or not _text(row, "path"):
        return None
    tile = row.get("tile")
    return LocalPicture(
        _text(row, "name"), _text(row, "path"), tile if tile in (1, 2, 3, 4) else None, _text(row, "of"),
        _text(row, "former"),
    )  # fmt: skip


def _text(row: Mapping[str, object], name: str) -> str:
    found = row.get(name)
    return found if isinstance(found, str) else ""
