"""Spelling: which flag a misspelt one is meant to be, by its letters and by the value that follows it."""

import difflib
import re

from mj_desktop.core import parameters
from mj_desktop.core.parameters import Kind, Parameter

_GLUED = re.compile(r"([A-Za-z]+?)(?:[:=](\S+)|[-:=]?(\d\S*))|([A-Za-z]+)-(\S+)")
_LIKE, _SHUFFLED = 0.75, 0.85  # how alike two names are at least, letter by letter, and when their order is no matter
_SHORT = 2  # names of so few letters are near to many words: only with a value that they take
_ENDS = ",.;:="


def meant(name: str, value: str, model: str) -> str:
    """What an unknown flag with `value` ("" is none) is to be written as, without hyphens; "" when nothing is near."""
    bare = name.rstrip(_ENDS)
    if parameters.named(bare) is not None:
        return bare.lower()
    return _parted(bare, value, model) or nearest(bare, value, model)


def nearest(name: str, value: str, model: str) -> str:
    """The flag's name that is most like `name`, those first that take the value; "" when none is near."""
    ranked = []
    for known in parameters.names():
        fits, like = takes(known, value.rstrip(_ENDS), model), _likeness(name.lower(), known)
        if like >= _LIKE and (fits or (len(known) > _SHORT and not name.startswith(known))):
            ranked.append((fits, like, known))
    return max(ranked, default=(False, 0.0, ""))[2]


def takes(known: str, value: str, model: str) -> bool:
    """Whether the flag of that name takes the value with `model`."""
    parameter = _parameter(known)
    if parameter.kind is Kind.SWITCH:
        return not value
    return parameters.problem(parameter, value, model) is None


def _parted(name: str, value: str, model: str) -> str:
    """A name and its value that nothing parts, or the wrong sign: `ar16:9`, `stylize=100`, `styleraw`."""
    for known in parameters.names():
        rest = name.lower().removeprefix(known)
        if rest in _parameter(known).choices:
            return f"{known} {rest}"
    found = _GLUED.fullmatch(name)
    if found is None or (found[4] and value):
        return ""
    front, behind = found[1] or found[4], found[2] or found[3] or found[5]
    known = front.lower() if parameters.named(front) is not None else nearest(front, behind, model)
    return f"{known} {behind}" if known and _parameter(known).kind is not Kind.SWITCH else ""


def _parameter(known: str) -> Parameter:
    found = parameters.named(known)
    assert found is not None  # it is one of the names
    return found


def _likeness(name: str, known: str) -> float:
    """0 to 1; what is likely for a slip of the hand is as like as the least that counts."""
    plain = difflib.SequenceMatcher(None, name, known).ratio()
    return _LIKE if plain < _LIKE and _is_slip(name, known) else plain


def _is_slip(name: str, known: str) -> bool:
    """A name with its letters doubled or, where it is long enough to tell, shuffled, not finished, or gone on with."""
    if re.sub(r"(.)\1+", r"\1", name) == known:
        return True
    if min(len(name), len(known)) <= _SHORT:
        return False
    shuffled = difflib.SequenceMatcher(None, sorted(name), sorted(known)).ratio()
    return known.startswith(name) or name.startswith(known) or shuffled >= _SHUFFLED
