"""Checks before money is spent: what in a prompt the service would refuse or read otherwise, where, and its mending.

Findings are warnings: nothing here keeps a prompt from being sent.
"""

import re
from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import NamedTuple

from mj_desktop.core import parameters, spelling, tokens
from mj_desktop.core.batch import NotABatch, groups, loose, parse
from mj_desktop.core.parameters import Kind, Said
from mj_desktop.core.prompt import MODES, Edit, Prompt, applied, moved_ahead, taken_out
from mj_desktop.core.tokens import Flag


class Trouble(StrEnum):
    """What is wrong; the value is its short name for programs."""

    DASH = "dash"
    FULL_WIDTH = "full-width"
    UNKNOWN = "unknown"
    DUPLICATE = "duplicate"
    VALUE = "value"
    ORDER = "order"
    VERSION = "version"
    BRACES = "braces"


class Finding(NamedTuple):
    """Characters `start` to `end` of the text are in trouble; `said` says so.

    `mending` says what a click does, by `edits` of the text, and by choosing another `mode` where that is not "".
    One with neither has no mending.
    """

    trouble: Trouble
    start: int
    end: int
    said: Said
    mending: Said
    edits: tuple[Edit, ...]
    mode: str = ""

    @property
    def is_mendable(self) -> bool:
        """True where a click can rid the prompt of it."""
        return bool(self.edits or self.mode)


def findings_alone(prompt: Prompt, mode: str = "fast") -> tuple[Finding, ...]:
    """Those about a prompt that is sent by itself, where a batch's groups are braces and nothing more."""
    return tuple(sorted([*findings(prompt, mode), *_braces(prompt)], key=lambda each: (each.start, each.end)))


def loose_braces(text: str) -> tuple[Finding, ...]:
    """What is said of a batch's braces that belong to no group: they spread nothing out."""
    said = Said("A brace is not closed, or closes none: it is sent as it stands, and no batch comes of it.", _NOTHING)
    return tuple(Finding(Trouble.BRACES, *place, said, Said("", _NOTHING), ()) for place in loose(text))


def findings(prompt: Prompt, mode: str = "fast") -> tuple[Finding, ...]:
    """All findings about a prompt that is to be sent in `mode`, from its beginning to its end."""
    found = [finding for check in _CHECKS for finding in check(prompt)]
    return tuple(sorted([*found, *_turbo(prompt, mode)], key=lambda each: (each.start, each.end)))


def mended(text: str, finding: Finding) -> str:
    """The text after a finding's mending."""
    return applied(text, finding.edits)


def settled(prompt: Prompt, mode: str = "fast") -> str:
    """The text with every finding mended, one after the other; a mode that a mending chooses is written as its flag."""
    for _ in range(3 * len(findings(prompt, mode)) + 3):
        found = next(iter(findings(prompt, mode)), None)
        if found is None:
            break
        chosen = f" --{found.mode}" if found.mode else ""
        prompt = prompt._replace(text=mended(prompt.text, found) + chosen)
    return prompt.text


_Check = Callable[[Prompt], Iterator[Finding]]
_NOTHING: dict[str, str] = {}
_DASH = re.compile(r"(?<!\S)(?:[—–]{1,2}(?=[A-Za-z])|-(?=[A-Za-z]))([A-Za-z]+)\S*")
_LONG_DASH = "A dash stands where {flag} has two hyphens."
_DIGITS = re.compile(r"\s+(\d\S*)")
_WIDE_WORDS = re.compile(r"[Ａ-Ｚａ-ｚ０-９]+")
_WIDE = re.compile(r"[\uFF01-\uFF5E\u3000]")
_REMOVE = Said("Remove", _NOTHING)


def _write(text: str) -> Said:
    return Said("Write {text}", {"text": text})


def _dashes(prompt: Prompt) -> Iterator[Finding]:
    """Two hyphens that a keyboard made a dash (contract 5.5), or one hyphen where two are meant."""
    for found in _DASH.finditer(prompt.text):
        start, end = found.start(), found.start(1)
        dash, name, meant = prompt.text[start:end], found[1], _dashed(prompt, found)
        if meant:
            words = "One hyphen begins no flag; {flag} has two." if dash == "-" else _LONG_DASH
            edit = Edit(start, end, "--") if meant == name else Edit(start, found.end(1), f"--{meant}")
            said = Said(words, {"flag": f"--{meant}"})
            yield Finding(Trouble.DASH, edit.start, edit.end, said, _write(f"--{meant}"), (edit,))
        elif dash != "-":
            said = Said("The service reads a dash before a letter as the beginning of a flag.", _NOTHING)
            apart = f"{dash} {name}"
            yield Finding(Trouble.DASH, start, end, said, _write(apart), (Edit(end, end, " "),))
        elif found.end() - end == 1:
            said = Said("The service takes a hyphen and one letter for a flag.", _NOTHING)
            yield Finding(Trouble.DASH, start, found.end(), said, _write(name), (Edit(start, end, ""),))


def _dashed(prompt: Prompt, found: re.Match[str]) -> str:
    """The flag that a word after a dash is meant to be, also a misspelt one that a number follows; "" for prose."""
    name, number = found[1], _DIGITS.match(prompt.text, found.end())
    if found.end() > found.end(1):
        return ""
    if parameters.named(name) is not None:
        return name
    near = spelling.nearest(name, number[1], prompt.model) if number is not None else ""
    return near if number is not None and near and spelling.takes(near, number[1], prompt.model) else ""


def _full_width(prompt: Prompt) -> Iterator[Finding]:
    """Full-width letters and digits anywhere, and full-width signs in flags: the service knows the narrow ones."""
    flags, text = tokens.read(prompt.text), prompt.text
    spans = [(flag.start, flag.named) for flag in flags]
    spans += [(flag.begun, flag.end) for flag in flags if flag.begun < flag.end]
    inside = [span for span in spans if _WIDE.search(text, *span)]
    words = [found.span() for found in _WIDE_WORDS.finditer(text)]
    loose = [word for word in words if not any(start <= word[0] < end for start, end in inside)]
    for start, end in (*inside, *loose):
        narrow = tokens.narrow(text[start:end])
        said = Said("Full-width characters: the service knows {text}.", {"text": narrow})
        yield Finding(Trouble.FULL_WIDTH, start, end, said, _write(narrow), (Edit(start, end, narrow),))


def _unknown(prompt: Prompt) -> Iterator[Finding]:
    for flag in tokens.read(prompt.text):
        dash = prompt.text[flag.start : flag.named - len(flag.name)]
        if flag.parameter is None and not dash.strip("—–"):
            continue  # a dash in prose, which has a finding of its own
        meant = _meant(flag, prompt.model)
        if meant is None:
            continue
        given = {"flag": f"--{flag.name}"}
        if meant:
            said = Said("The service does not know {flag}.", given)
            edit = Edit(flag.start, flag.named, f"--{meant}")
            yield Finding(Trouble.UNKNOWN, flag.start, flag.named, said, _write(f"--{meant}"), (edit,))
        else:
            said = Said("The service does not know {flag} and would refuse the prompt.", given)
            yield Finding(Trouble.UNKNOWN, flag.start, flag.named, said, _REMOVE, taken_out(prompt.text, [flag]))


def _meant(flag: Flag, model: str) -> str | None:
    """The flag that an unknown one is meant to be, "" when there is no telling; None for one that is known."""
    if flag.name in parameters.names():
        return None
    return spelling.meant(flag.name, flag.value, model)


def _duplicates(prompt: Prompt) -> Iterator[Finding]:
    """The last one counts, so the earlier ones go."""
    seen: set[str] = set()
    for flag in reversed(tokens.read(prompt.text)):
        name = _family(flag)
        if name and name in seen:
            said = Said("{flag} is given twice; the last one counts.", {"flag": f"--{flag.name}"})
            edits = taken_out(prompt.text, [flag])
            yield Finding(Trouble.DUPLICATE, flag.start, flag.end, said, _REMOVE, edits)
        seen.add(name)


def _family(flag: Flag) -> str:
    """Flags that say the same: the modes are one thing, and a parameter's names are."""
    name = flag.parameter.name if flag.parameter is not None else ""
    return "mode" if name in MODES else name


def _values(prompt: Prompt) -> Iterator[Finding]:
    model = prompt.model
    for flag in tokens.read(prompt.text):
        if flag.parameter is None or parameters.reason(flag.parameter.name, model) is not None:
            continue
        said = parameters.problem(flag.parameter, flag.value, model)
        if said is None:
            continue
        place = (flag.begun, flag.end) if flag.begun < flag.end else (flag.start, flag.named)
        nearest = parameters.nearest(flag.parameter, flag.value, model)
        if nearest is None:
            yield Finding(Trouble.VALUE, *place, said, _REMOVE, taken_out(prompt.text, [flag]))
        else:
            yield Finding(Trouble.VALUE, *place, said, _write(nearest), (Edit(*place, nearest),))


def _order(prompt: Prompt) -> Iterator[Finding]:
    """Words after a flag that does not take them: flags belong at the end of the prompt (contract 4)."""
    text = prompt.text
    for flag in tokens.read(text):
        if flag.stop == flag.end:
            continue
        start = flag.stop - len(text[flag.end : flag.stop].lstrip())
        said = Said("These words stand after a flag; flags belong at the end.", _NOTHING)
        edits = (moved_ahead(text, [flag]), Edit(flag.end, flag.stop, ""))
        yield Finding(Trouble.ORDER, start, flag.stop, said, Said("Move", _NOTHING), edits)


def _conflicts(prompt: Prompt) -> Iterator[Finding]:
    """Flags that the version does not take, and two models at once."""
    model, both = prompt.model, prompt.value("niji") is not None
    for flag in tokens.read(prompt.text):
        name = flag.parameter.name if flag.parameter is not None else ""
        said = parameters.reason(name, model)
        if both and name == "v":
            said = Said("{model} and a version exclude each other.", {"model": parameters.model_words(model)})
        if said is not None:
            edits = taken_out(prompt.text, [flag])
            yield Finding(Trouble.VERSION, flag.start, flag.end, said, _REMOVE, edits)


def _turbo(prompt: Prompt, mode: str) -> Iterator[Finding]:
    """A mode that was chosen, not typed, and that the version does not take."""
    if prompt.mode is None and parameters.reason(mode, prompt.model) is not None:
        typed = next((flag for flag in tokens.read(prompt.text) if _names_model(flag)), None)
        start, end = (typed.start, typed.end) if typed is not None else (0, 0)
        said = Said("{model} cannot be drawn in turbo mode.", {"model": parameters.model_words(prompt.model)})
        yield Finding(Trouble.VERSION, start, end, said, Said("Draw in fast mode", _NOTHING), (), "fast")


def _braces(prompt: Prompt) -> Iterator[Finding]:
    """Groups that a batch would spread out: sent alone, the service draws the braces, for the full price."""
    said = _spread(prompt.text)
    if said is not None:
        for start, end in groups(prompt.text):
            yield Finding(Trouble.BRACES, start, end, said, Said("", _NOTHING), ())


def _spread(text: str) -> Said | None:
    """What a batch would make of the braces of a text; None where that is one prompt."""
    try:
        count = parse(text).count
    except NotABatch as wrong:
        return Said("Braces are sent as they stand, and no batch comes of them: {why}", {"why": str(wrong)})
    words = "Braces are sent as they stand; Ctrl+Shift+B makes a batch of {count} prompts of it."
    return Said(words, {"count": f"{count:,}"}) if count > 1 else None


def _names_model(flag: Flag) -> bool:
    return flag.parameter is not None and flag.parameter.name in ("v", "niji") and flag.parameter.kind is Kind.ONE_OF


_CHECKS: tuple[_Check, ...] = (_dashes, _full_width, _unknown, _duplicates, _values, _order, _conflicts)
