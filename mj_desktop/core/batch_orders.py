"""What a batch comes to: its requests with their places, a `--repeat` as so many places, and its prompts mended."""

import difflib
import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from mj_desktop.core import order
from mj_desktop.core.batch import Batch, NotABatch, Place, parse
from mj_desktop.core.prompt import Prompt
from mj_desktop.core.request import Imagine

REPEAT = "Repeat"
"""The axis of the pictures that are drawn of one and the same prompt."""
Order = tuple[Imagine, Place]


def pictures(batch: Batch) -> int:
    """How many are drawn: each prompt once, or as often as its `--repeat` says."""
    return sum(order.times(Prompt(variant.prompt)) for variant in batch.variants())


def orders(batch: Batch, name: str, asked: Callable[[str], list[Imagine]]) -> list[Order]:
    """The requests that `asked` makes of each prompt, with their places in the batch `name`.

    The service draws one picture a request and charges each (contract 1.8, 4): what is repeated has a place each.
    """
    found = [(variant, asked(variant.prompt)) for variant in batch.variants()]
    repeats = any(len(requests) > 1 for _, requests in found)
    names = (*(axis.name for axis in batch.axes), *((REPEAT,) if repeats else ()))
    made: list[Order] = []
    for variant, requests in found:
        for turn, request in enumerate(requests, 1):
            at = (*variant.at, *((str(turn),) if repeats else ()))
            made.append((request, Place(name, len(made), batch.text, names, at)))
    return made


def mended(batch: Batch, lines: str, mend: Callable[[str], str]) -> tuple[str, str] | Batch:
    """A batch with its prompts mended: text and lines that make them, or where there are no such, the batch itself.

    A mending is tried on the words that were typed, and taken when the same prompts come of it.
    """
    before = [variant.prompt for variant in batch.variants()]
    after = [mend(prompt) for prompt in before]
    words = _words(before, after)
    text, rows = _rewritten(batch.text, words), "\n".join(_rewritten(line, words) for line in lines.splitlines())
    try:
        made = [variant.prompt for variant in parse(text, rows).variants()]
    except NotABatch:
        made = []
    return (text, rows) if made == after else replace(batch, written=tuple(after))


def _words(before: list[str], after: list[str]) -> dict[str, str]:
    """What stands for a word that is another one afterwards, or for the first of some; "" for one that is gone."""
    words: dict[str, str] = {}
    for old, new in zip(before, after, strict=True):
        old_words, new_words = old.split(), new.split()
        matcher = difflib.SequenceMatcher(None, old_words, new_words, autojunk=False)
        for tag, begun, end, at, to in matcher.get_opcodes():
            if tag in ("replace", "delete"):
                words |= dict.fromkeys(old_words[begun:end], "") | {old_words[begun]: " ".join(new_words[at:to])}
    return words


def _rewritten(text: str, words: Mapping[str, str]) -> str:
    """The text with other words in it; of one that is gone the blanks before it go too."""
    return re.sub(r"(\s*)(\S+)", lambda found: _in_place(found, words), text)


def _in_place(found: re.Match[str], words: Mapping[str, str]) -> str:
    new = words.get(found[2], found[2])
    return f"{found[1]}{new}" if new else ""
