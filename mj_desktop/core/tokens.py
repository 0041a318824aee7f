"""A prompt's text taken apart: where its flags stand, what each takes, and the words that none takes.

Reading is lenient: an em dash or full-width characters begin a flag here too, as the service reads the first so
(contract 5.5) and a person means the second so; `checks` says what is wrong with them.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from mj_desktop.core import parameters
from mj_desktop.core.parameters import Kind, Parameter

_WORD = re.compile(r"\S+")
_FLAG = re.compile(r"([-－]{2}|[—–]{1,2})([A-Za-zＡ-Ｚａ-ｚ]\S*)")
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_CODE = re.compile(r"(?:https?://|random|\d)", re.IGNORECASE)


class Flag(NamedTuple):
    """One flag in a text. All places count characters from the text's beginning.

    `name` is as typed, without its hyphens and in narrow letters; `parameter` is None for an unknown one. The flag is
    `start` to `named`, its value `begun` to `end` (both `named` without one), and words that it does not take go on to
    `stop`, which is `end` when there are none.
    """

    name: str
    parameter: Parameter | None
    value: str
    start: int
    named: int
    begun: int
    end: int
    stop: int


Span = tuple[int, int]


def narrow(text: str) -> str:
    """The text with full-width letters, digits and signs made narrow; as long as before."""
    return text.translate(_WIDE)


@lru_cache(maxsize=64)
def read(text: str) -> tuple[Flag, ...]:
    """The flags of a prompt, in their order."""
    spans = [found.span() for found in _WORD.finditer(text)]
    heads = [place for place, (start, end) in enumerate(spans) if _FLAG.fullmatch(text, start, end)]
    ends = [*heads[1:], len(spans)]
    return tuple(_flag(text, spans[head:end]) for head, end in zip(heads, ends, strict=False))


def head(text: str) -> int:
    """Where the flags begin; the text's end without one."""
    flags = read(text)
    return flags[0].start if flags else len(text)


def references(text: str) -> tuple[str, ...]:
    """The addresses of pictures at a prompt's head (contract 1.9)."""
    found = []
    for word in text[: head(text)].split():
        if not word.lower().startswith(("http://", "https://")):
            break
        found.append(word)
    return tuple(found)


def addresses(text: str) -> tuple[str, ...]:
    """The addresses of all pictures that a prompt names, at its head and after its flags."""
    after = (word for flag in read(text) if flag.parameter is not None for word in flag.value.split())
    return (*references(text), *(word for word in after if word.lower().startswith(("http://", "https://"))))


def _flag(text: str, spans: list[Span]) -> Flag:
    """The flag whose word is the first of `spans`; the others stand between it and the next one."""
    start, named = spans[0]
    found = _FLAG.fullmatch(text, start, named)
    assert found is not None  # its caller looked
    name = narrow(found[2])
    parameter = parameters.named(name)
    words = [narrow(text[begin:end]) for begin, end in spans[1:]]
    taken = _taken(parameter, words)
    begun, end = (spans[1][0], spans[taken][1]) if taken else (named, named)
    stop = spans[-1][1] if taken < len(words) else end
    return Flag(name, parameter, " ".join(words[:taken]), start, named, begun, end, stop)


def _taken(parameter: Parameter | None, words: list[str]) -> int:
    """How many of the words after it a flag takes; an unknown one takes one that stands alone, or has digits."""
    if parameter is None:
        return int(len(words) == 1 or (bool(words) and any(character.isdigit() for character in words[0])))
    if parameter.kind is Kind.SWITCH:
        return 0
    if parameter.kind is Kind.WORDS:
        return len(words)
    if parameter.kind is Kind.PICTURES:
        found = next((place for place, word in enumerate(words) if not _CODE.match(word)), len(words))
        return found or int(len(words) == 1)
    return int(bool(words) and (len(words) == 1 or _looks_like_one(parameter, words[0])))


def _looks_like_one(parameter: Parameter, word: str) -> bool:
    """True for what is meant as a value, even a wrong one: the words of a picture seldom have digits."""
    return word in parameter.choices or any(character.isdigit() for character in word)
