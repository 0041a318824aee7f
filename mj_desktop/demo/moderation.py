"""Moderation: prompts that the service would refuse, by their words."""

from __future__ import annotations

import re

from .errors import Refusal

_REFUSED = """
nude nudes nudity naked nsfw porn porno pornographic erotic sexual genitals gore gory beheading beheaded decapitated
dismembered mutilated corpse
"""
_WORD = re.compile(r"[^\W_]+")


def check(text: str) -> None:
    """Raise `forbidden` for a text with a word that is moderated."""
    found = next((word for word in _WORD.findall(text.casefold()) if word in _REFUSED.split()), None)
    if found:
        raise Refusal("forbidden", f"The prompt was refused by moderation: `{found}`.")
