"""A prompt: words followed by flags, and the fields that its flags stand for. Text and fields are one value.

A field that is set changes the text of its own flag and nothing else; what a person typed stays as it is typed.
"""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from mj_desktop.core import parameters, tokens
from mj_desktop.core.choices import DEFAULT_MODE, DEFAULT_RATIO, DEFAULT_VERSION, MODES, RATIOS, VERSIONS
from mj_desktop.core.parameters import PARAMETERS, Kind, Parameter
from mj_desktop.core.tokens import Flag

__all__ = [
    "DEFAULT_MODE", "DEFAULT_RATIO", "DEFAULT_VERSION", "MODES", "RATIOS", "VERSIONS", "Edit", "Prompt",
    "applied", "flags", "is_ratio", "moved_ahead", "proportion", "ratio", "taken_out", "version", "words",
]  # fmt: skip

_RATIO = r"(?a:([1-9]\d{0,3}):([1-9]\d{0,3}))"
_DASHES = r"(?<!\S)[-－—–]+(?=\S)"
_MODEL = ("niji", "v")
RAW = "raw"


class Edit(NamedTuple):
    """Characters `start` to `end` of a text give way to `text`."""

    start: int
    end: int
    text: str


def applied(text: str, edits: Iterable[Edit]) -> str:
    """The text after edits, which all speak of it as it is now and do not overlap."""
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def taken_out(text: str, flags: Sequence[Flag]) -> tuple[Edit, ...]:
    """The edits that take flags of a text out, with the blanks before them.

    Words after one that it does not take must not become the value of a flag before it: they move ahead of all flags,
    or stay where the first flag goes too. Neighbours become one edit, as the blanks between them are both's.
    """
    stays = bool(flags) and flags[0].start > tokens.head(text)
    edits: list[Edit] = []
    for flag in flags:
        edit = _removal(text, flag.start, flag.stop if stays else flag.end)
        if edits and edit.start <= edits[-1].end:
            edit = Edit(edits.pop().start, edit.end, "")
        edits.append(edit)
    loose = [flag for flag in flags if flag.stop > flag.end]
    return (moved_ahead(text, loose), *edits) if stays and loose else tuple(edits)


def moved_ahead(text: str, flags: Sequence[Flag]) -> Edit:
    """The words that flags do not take, put before the first flag."""
    words = " ".join(text[flag.end : flag.stop].strip() for flag in flags)
    return Edit(tokens.head(text), tokens.head(text), f"{words} ")


def _removal(text: str, start: int, end: int) -> Edit:
    """A part with the blanks before it, or after it where it is the first."""
    begun = len(text[:start].rstrip())
    if begun == 0:
        return Edit(0, len(text) - len(text[end:].lstrip()), "")
    return Edit(begun, end, "")


class Prompt(NamedTuple):
    """A prompt's text, read and changed by fields; `default` is the version where the text names none."""

    text: str
    default: str = DEFAULT_VERSION

    @property
    def model(self) -> str:
        """The version that counts: "8.2", "niji 6", or "niji" for its newest."""
        niji, typed = self.value("niji"), self.value("v")
        if niji is not None:
            return f"niji {niji}".strip()
        return (typed.removesuffix(".0") if typed else "") or self.default

    @property
    def style(self) -> str:
        """ "raw", another of the styles, or "" for none."""
        return RAW if self.value(RAW) is not None else self.value("style") or ""

    @property
    def mode(self) -> str | None:
        """The mode typed as a flag, or None."""
        typed = [flag.parameter.name for flag in tokens.read(self.text) if flag.parameter]
        return next((name for name in reversed(typed) if name in MODES), None)

    def value(self, name: str) -> str | None:
        """What is typed for the parameter `name`; "" for a flag without a value, None where it is not typed.

        Of several the last one counts.
        """
        found = self._typed(name)
        return found[-1].value if found else None

    def fields(self) -> dict[str, str]:
        """Every parameter that is typed, with its value."""
        return {flag.parameter.name: flag.value for flag in tokens.read(self.text) if flag.parameter}

    def edits(self, name: str, value: str | None) -> tuple[Edit, ...]:
        """What is to be changed in the text so that the parameter has `value`; None takes its flag out.

        A value that is the default is not written: it takes the flag out too. A switch has the value "".
        """
        parameter, typed = PARAMETERS[name], self._typed(name)
        kept = None if value is None else cleaned(parameter, value)
        if typed and typed[-1].value in (value, kept):
            return ()
        if kept is None or parameters.is_default(parameter, kept) or (not kept and not _stands_alone(parameter)):
            return self.removals([name])
        if typed:
            return (_replaced(typed[-1], kept),)
        return (Edit(len(self.text), len(self.text), f" --{name} {kept}".rstrip()),)

    def with_value(self, name: str, value: str | None) -> "Prompt":
        """The prompt after `edits`."""
        return self._after(self.edits(name, value))

    def model_edits(self, model: str) -> tuple[Edit, ...]:
        """What is to be changed so that `model` counts; the default version is not written."""
        if model == self.model:
            return ()
        niji, _, number = model.partition(" ")
        if niji == "niji":
            return (*self.removals(["v"]), *self.edits("niji", number))
        return (*self.removals(["niji"]), *self.edits("v", None if model == self.default else model))

    def with_model(self, model: str) -> "Prompt":
        """The prompt after `model_edits`."""
        return self._after(self.model_edits(model))

    def style_edits(self, style: str) -> tuple[Edit, ...]:
        """What is to be changed so that `style` counts; raw is a flag of its own from version 7 on."""
        if style == self.style:
            return ()
        if style == RAW and parameters.reason(RAW, self.model) is None:
            return (*self.removals(["style"]), *self.edits(RAW, ""))
        return (*self.removals([RAW]), *self.edits("style", style or None))

    def with_style(self, style: str) -> "Prompt":
        """The prompt after `style_edits`."""
        return self._after(self.style_edits(style))

    def removals(self, names: Iterable[str]) -> tuple[Edit, ...]:
        """What is to be changed so that these parameters are not typed."""
        wanted = frozenset(names)
        typed = [flag for flag in tokens.read(self.text) if flag.parameter is not None]
        return taken_out(self.text, [flag for flag in typed if flag.parameter and flag.parameter.name in wanted])

    def without(self, names: Iterable[str]) -> "Prompt":
        """The prompt without the flags of these parameters."""
        return self._after(self.removals(names))

    def sent(self) -> "Prompt":
        """As the service gets it: without what the request's field `mode` says, and with a version.

        The version is always said, as the service's default moves; so text and default make one and the same request.
        """
        plain = Prompt(self.without(MODES).text.strip(), self.default)
        if not self.default or any(plain.value(name) is not None for name in _MODEL):
            return plain
        niji, _, number = self.default.partition(" ")
        flag = f"--niji {number}".rstrip() if niji == "niji" else f"--v {self.default}"
        return Prompt(f"{plain.text} {flag}".strip(), self.default)

    def unsent(self) -> "Prompt":
        """A prompt that was sent, as it is shown to be changed: the default version at its end is not needed."""
        plain = Prompt(self.text.removesuffix(f" --v {self.default}") if self.default else self.text, self.default)
        return plain if plain.sent() == self.sent() else self

    def _typed(self, name: str) -> list[Flag]:
        return [flag for flag in tokens.read(self.text) if flag.parameter is not None and flag.parameter.name == name]

    def _after(self, edits: Iterable[Edit]) -> "Prompt":
        return Prompt(applied(self.text, edits), self.default)


def cleaned(parameter: Parameter, value: str) -> str:
    """A field's value as it can stand in a text: on one line, and without what would begin a flag."""
    narrow = " ".join(tokens.narrow(value).split())
    while parameter.kind is not Kind.SWITCH and (plain := re.sub(_DASHES, "", narrow)) != narrow:
        narrow = " ".join(plain.split())
    return narrow


def _stands_alone(parameter: Parameter) -> bool:
    return parameter.kind in (Kind.SWITCH, Kind.CODE) or parameter.name == "niji"


def _replaced(flag: Flag, value: str) -> Edit:
    """The value alone, however the flag itself is written."""
    if not value:
        return Edit(flag.named, flag.end, "")
    return Edit(flag.begun, flag.end, value if flag.begun > flag.named else f" {value}")


# What is asked of a text that nobody edits.


def flags(prompt: str) -> dict[str, str]:
    """The flags typed in a prompt, by name without hyphens, in lower case; a flag without a value has ""."""
    return {flag.name.lower(): flag.value for flag in tokens.read(prompt)}


def words(prompt: str) -> str:
    """The prompt without its flags and with single spaces: what is shown as a title."""
    return " ".join(prompt[: tokens.head(prompt)].split()).rstrip(",;")


def ratio(prompt: str) -> str | None:
    """The aspect ratio typed in a prompt, or None."""
    return Prompt(prompt).value("ar")


def version(prompt: str) -> str | None:
    """The version typed in a prompt (`--v`, `--version`), or None; `--niji` is no version of the request's field."""
    return Prompt(prompt).value("v") or None


def is_ratio(text: str) -> bool:
    """True for W:H with whole positive numbers."""
    return re.fullmatch(_RATIO, text.strip()) is not None


def proportion(text: str | None) -> float:
    """Width through height of W:H; 1 for anything else."""
    found = re.fullmatch(_RATIO, (text or "").strip())
    return int(found[1]) / int(found[2]) if found else 1.0
