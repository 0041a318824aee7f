"""What the failed card says: sentences out of the table of errors, and which words of the prompt are to blame."""

import re

from PySide6.QtCore import QCoreApplication

from mj_desktop.core.errors import Failure
from mj_desktop.core.generation import Generation
from mj_desktop.core.messages import Message, Remedy, charge, explain

LONGEST = 480
BEFORE = 30
AFTER = 24

Span = tuple[int, int]

_QUOTED = re.compile(r"`+([^`]+)`+")
_FLAG = re.compile(r"--[A-Za-z]+(?:[ \t]+[^\s-][^\s,;.`'\"]*)?")


def said(template: str, message: Message) -> str:
    """A message's template in the interface's language, filled with its values."""
    return QCoreApplication.translate("Messages", template).format(**message.values)


def body(failure: Failure) -> str:
    """What to do and whether it was charged, in plain words; very long ones are cut (the details hold all)."""
    message = explain(failure)
    words = " ".join(_QUOTED.sub(r"\1", said(message.todo, message)).split())
    if len(words) > LONGEST:
        words = words[:LONGEST].rsplit(" ", 1)[0] + " …"
    ended = words if not words or words[-1] in ".!?…" else words + "."
    return f"{ended} {_charged(failure)}".strip()


def _charged(failure: Failure) -> str:
    translate = QCoreApplication.translate
    sentences = {
        "not charged": translate("FailedCard", "You were not charged."),
        "perhaps charged": translate("FailedCard", "It may have been charged."),
        "finished": translate("FailedCard", "It was drawn; only the picture is missing."),
    }
    return sentences.get(charge(failure), "")


def code(failure: Failure) -> str:
    """The failure's code and HTTP status, as an expert names it."""
    return failure.code + (f"  ·  HTTP {failure.status}" if failure.status else "")


def guilty(message: str, prompt: str) -> list[Span]:
    """Where in `prompt` the words stand that `message` quotes in backticks, or the flags it names."""
    named = [*_QUOTED.findall(message), *_FLAG.findall(message)]
    for text in named:
        at = prompt.lower().find(text.strip().lower())
        if text.strip() and at >= 0:
            return [(at, at + len(text.strip()))]
    return []


def excerpt(prompt: str, span: Span) -> tuple[str, str, str]:
    """The guilty words with a little before and after them."""
    before, words, after = prompt[: span[0]], prompt[span[0] : span[1]], prompt[span[1] :]
    if len(before) > BEFORE:
        before = "…" + before[-BEFORE:].partition(" ")[2]
    if len(after) > AFTER:
        after = after[:AFTER].rpartition(" ")[0] + "…"
    return " ".join(before.split()), " ".join(words.split()), " ".join(after.split())


def remedies(generation: Generation) -> list[Remedy]:
    """The buttons, the best first: the table's own, then another way on. A follow-up has no prompt to edit, and to
    copy the details, or to start the program again, has a place of its own."""
    own = explain(generation.failure).remedy if generation.failure is not None else Remedy.TRY_AGAIN
    has_prompt = bool(generation.request.prompt)
    wished: list[Remedy] = [own, Remedy.TRY_AGAIN, Remedy.EDIT_PROMPT]
    elsewhere = (Remedy.NONE, Remedy.COPY_DETAILS, Remedy.RESTART)
    fit = [r for r in wished if r not in elsewhere and (has_prompt or r is not Remedy.EDIT_PROMPT)]
    best: list[Remedy] = list(dict.fromkeys(fit))
    return best[:2]
