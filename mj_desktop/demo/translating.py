"""Translating prompts into English, word by word: as far as a demonstration without a network gets."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable

from .dictionary import PARTICLES, spaced, unspaced

_FLAGS = re.compile(r"(?<!\S)(?:--|[—–])[A-Za-z]")
_ADDRESS = r"https?://\S+"
_MARKS = str.maketrans({"，": ", ", "、": ", ", "。": ". ", "；": "; ", "：": ": ", "　": " "})
_WORD = re.compile(r"[^\W\d_]+")
_BLANKS = re.compile(r"\s+")
_BLANKS_BEFORE_MARK = re.compile(r" (?=[,.;:])")


def translate(text: str) -> str:
    """English where the words are known, everything else as it was: addresses, flags, English, unknown words."""
    match = _FLAGS.search(text)
    end = match.start() if match else len(text)
    english = _from_spaced(_from_unspaced(text[:end].translate(_MARKS)))
    tidy = _BLANKS_BEFORE_MARK.sub("", _BLANKS.sub(" ", english)).strip()
    return " ".join(part for part in (tidy, text[end:]) if part)


def _from_unspaced(text: str) -> str:
    """Chinese, Japanese, Korean: the longest known word at each place, without what is tied to it."""

    def english(found: str) -> str:
        known = found if found in unspaced() else found[:-1]
        return f" {unspaced()[known]} "

    pattern = f"{_any(unspaced())}[{PARTICLES.replace(' ', '')}]?"
    return _replaced(text, pattern, english)


def _from_spaced(text: str) -> str:
    """German, French, Spanish: the language that knows most of the words, if that is more than a few by chance."""
    words = [word.casefold() for word in _WORD.findall(text)]
    known = [[word for word in words if word in table and table[word] != word] for table in spaced()]
    most, table = max(zip(known, spaced(), strict=True), key=lambda pair: len(pair[0]))
    if len(set(most)) < 2 and len(most) * 2 <= len(words) or not most:
        return text
    return _replaced(text, rf"\b{_any(table)}\b", lambda found: table[found.casefold()])


@functools.cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(f"({_ADDRESS})|({pattern})", re.IGNORECASE)


def _replaced(text: str, pattern: str, english: Callable[[str], str]) -> str:
    return _compiled(pattern).sub(lambda match: match[1] or english(match[2]), text)


def _any(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(re.escape(word) for word in sorted(words, key=len, reverse=True))})"
