"""Shortening prompts: ever fewer of their words, the ones that weigh least dropped first."""

from __future__ import annotations

import re

_FLAGS = re.compile(r"(?<!\S)(?:--|[—–])[A-Za-z]")
_KEPT = (0.8, 0.6, 0.45, 0.3, 0.15)  # parts of the words that weigh anything
_IDLE = """
a an the and or of on in at by to for with from over under very really extremely highly ultra super hyper quality best
masterpiece detailed detail details intricate trending artstation award winning professional stunning amazing beautiful
sharp focus 4k 8k hd uhd hdr resolution realistic photorealistic render unreal engine
"""
_DESCRIBING = ("ing", "ed", "ly", "ful", "ous", "ive")


def shorten(prompt: str) -> list[str]:
    """Up to five shorter prompts, the longest first; flags stay as they are. A prompt of one word stays alone."""
    match = _FLAGS.search(prompt)
    end = match.start() if match else len(prompt)
    phrases = [words for phrase in prompt[:end].split(",") if (words := phrase.split())]
    weights = _weights(phrases)
    ranked = sorted(weights, key=lambda place: -weights[place])
    counts = dict.fromkeys(max(1, int(len(ranked) * part + 0.5)) for part in _KEPT)
    texts = (_joined(phrases, set(ranked[:count])) for count in counts)
    flags = f" {prompt[end:].strip()}" if match else ""
    return [text + flags for text in dict.fromkeys(texts) if text] or [prompt.strip()]


def _weights(phrases: list[list[str]]) -> dict[tuple[int, int], float]:
    """How much each word weighs, by its place: early phrases most, in them the things, which come last in English.

    Idle words only count where there are no others, and no word counts twice.
    """
    idle = _IDLE.split()
    places = {(i, j): word for i, words in enumerate(phrases) for j, word in enumerate(words)}
    telling = {place: word for place, word in places.items() if _plain(word) not in idle} or places
    seen: set[str] = set()
    found: dict[tuple[int, int], float] = {}
    for (i, j), word in telling.items():
        if _plain(word) not in seen:
            describing = _plain(word).endswith(_DESCRIBING)
            found[i, j] = 1 / (1 + i) + (0 if describing else 0.3) + 0.1 * j / len(phrases[i])
        seen.add(_plain(word))
    return found


def _plain(word: str) -> str:
    return word.strip(".!?;:\"'()").casefold()


def _joined(phrases: list[list[str]], kept: set[tuple[int, int]]) -> str:
    left = ([word for j, word in enumerate(words) if (i, j) in kept] for i, words in enumerate(phrases))
    return ", ".join(" ".join(words) for words in left if words)
