"""The flags of a prompt: their names, kinds, ranges and defaults, and which version takes them; data of one day.

Versions come monthly and change the rules (contract 5.15), so they stand in tables, and a version that is not in them
passes. A version is written as it is shown: "8.2", "niji 6".
"""

import re
from collections.abc import Mapping
from enum import Enum, auto
from typing import NamedTuple

AS_OF = "2026-11-20"
"""The day of the service's documents that the tables below are from (contract 4, prompt_parameters.json)."""


class Kind(Enum):
    """What a flag takes: nothing, W:H, a number, one of some words, words to the next flag, pictures, a code."""

    SWITCH = auto()
    RATIO = auto()
    WHOLE = auto()
    NUMBER = auto()
    ONE_OF = auto()
    WORDS = auto()
    PICTURES = auto()
    CODE = auto()


class Parameter(NamedTuple):
    """One flag. The first of `names` is written when a field sets it; `default` "" is "not given"."""

    names: tuple[str, ...]
    kind: Kind
    default: str = ""
    least: int = 0
    most: int = 0
    choices: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The name it goes by here and in the prompt."""
        return self.names[0]


class Said(NamedTuple):
    """A sentence: a template for `tr()`, and what fills its {names}."""

    words: str
    values: Mapping[str, str]


VERSIONS = ("8.2", "8.1", "8", "7", "6.1", "6", "5.2", "5.1", "5", "4", "3", "2", "1")
NIJIS = ("niji 7", "niji 6", "niji 5", "niji 4")
BILLED = ("8.2", "8.1", "8", "7", "6.1", "6", "5.2")
"""The versions that the request's field knows (contract 1.1)."""
_KNOWN = frozenset((*VERSIONS, *NIJIS))
_V8 = ("8.2", "8.1", "8")
_MODEL = ("v", "niji")

PARAMETERS: dict[str, Parameter] = {
    parameter.name: parameter
    for parameter in (
        Parameter(("ar", "aspect"), Kind.RATIO, "1:1"),
        Parameter(("v", "version"), Kind.ONE_OF, choices=VERSIONS),
        Parameter(("niji",), Kind.ONE_OF, choices=("7", "6", "5", "4")),
        Parameter(("chaos", "c"), Kind.WHOLE, "0", 0, 100),
        Parameter(("stylize", "s"), Kind.WHOLE, "100", 0, 1000),
        Parameter(("weird", "w"), Kind.WHOLE, "0", 0, 3000),
        Parameter(("quality", "q"), Kind.ONE_OF, "1", choices=(".25", ".5", "1", "2", "4")),
        Parameter(("iw",), Kind.NUMBER, "1", 0, 3),
        Parameter(("no",), Kind.WORDS),
        Parameter(("seed",), Kind.WHOLE, "", 0, 4294967295),
        Parameter(("stop",), Kind.WHOLE, "100", 10, 100),
        Parameter(("repeat", "r"), Kind.WHOLE, "1", 1, 40),
        Parameter(("style",), Kind.ONE_OF, choices=(
            "raw", "cute", "expressive", "original", "scenic", "random-16", "random-64", "random-128")),
        Parameter(("raw",), Kind.SWITCH),
        Parameter(("tile",), Kind.SWITCH),
        Parameter(("hd",), Kind.SWITCH),
        Parameter(("sref",), Kind.PICTURES),
        Parameter(("sw",), Kind.WHOLE, "100", 0, 1000),
        Parameter(("sv",), Kind.WHOLE, "", 1, 7),
        Parameter(("cref",), Kind.PICTURES),
        Parameter(("cw",), Kind.WHOLE, "100", 0, 100),
        Parameter(("oref",), Kind.PICTURES),
        Parameter(("ow",), Kind.WHOLE, "100", 1, 1000),
        Parameter(("p", "profile"), Kind.CODE),
        Parameter(("exp",), Kind.WHOLE, "0", 0, 100),
        Parameter(("draft",), Kind.SWITCH),
        Parameter(("fast",), Kind.SWITCH),
        Parameter(("relax",), Kind.SWITCH),
        Parameter(("turbo",), Kind.SWITCH),
    )
}  # fmt: skip
_BY_NAME = {name: parameter for parameter in PARAMETERS.values() for name in parameter.names}


def named(name: str) -> Parameter | None:
    """The parameter of that name or other name, in small or capital letters; None for an unknown one."""
    return _BY_NAME.get(name) or _BY_NAME.get(name.lower())


def names() -> tuple[str, ...]:
    """All names of all flags, without hyphens."""
    return tuple(_BY_NAME)


def _since(version: str, niji: str = "") -> tuple[str, ...]:
    """All versions from `version` on, the newest first; with the niji models from `niji` on."""
    return VERSIONS[: VERSIONS.index(version) + 1] + (NIJIS[: NIJIS.index(niji) + 1] if niji else ())


# By flag the versions that take it; a flag that is not here goes with all of them. What only another reseller's list
# leaves out (weird and tile in 8.1) is not held against a version; --iw follows the service's own web client.
TAKEN_BY: dict[str, tuple[str, ...]] = {
    "weird": _since("5", "niji 5"),
    "quality": ("8.2", "8", *_since("1", "niji 4")[3:]),
    "iw": _since("1", "niji 4")[3:],
    "stop": ("6.1", "6", "5.2", "5.1", "5", "4", "3", "2", "1", *NIJIS),
    "raw": (*_V8, "7"),
    "tile": tuple(version for version in (*VERSIONS, *NIJIS) if version != "4"),
    "hd": _V8,
    "sref": _since("6", "niji 6"),
    "sw": _since("6", "niji 6"),
    "sv": _since("6"),
    "cref": ("6.1", "6", "niji 6"),
    "cw": ("6.1", "6", "niji 6"),
    "oref": ("8.1", "7"),
    "ow": ("8.1", "7"),
    "p": _since("6", "niji 6"),
    "exp": ("8.1", "7"),
    "draft": ("7",),
    "turbo": tuple(version for version in (*VERSIONS, *NIJIS) if version != "8.1"),
}
# By flag and version what it takes there, where that differs from the flag's own row; "" is every other version.
_CHOICES: dict[str, dict[str, tuple[str, ...]]] = {
    "quality": {"8.2": ("1", "2"), "8": ("1", "4"), "7": (".25", ".5", "1", "2", "4"), "": (".25", ".5", "1", "2")},
    "style": {"niji 5": ("cute", "expressive", "original", "scenic"),
              **dict.fromkeys(("5", "4", "3", "2", "1"), ("random-16", "random-64", "random-128")),
              "": ("raw", "random-16", "random-64", "random-128")},
}  # fmt: skip
_MOST: dict[str, dict[str, int]] = {"iw": {"7": 3, "": 2}, "sv": {**dict.fromkeys(_V8, 7), "": 6}}


def model_words(model: str) -> str:
    """A version as it is named in a sentence."""
    return model.capitalize() if model.startswith("niji") else f"Version {model}"


def reason(name: str, model: str) -> Said | None:
    """Why `model` does not take the flag `name`; None when it does, or when the model is not known."""
    taken = TAKEN_BY.get(name)
    if taken is None or model not in _KNOWN or model in taken:
        return None
    values = {"model": model_words(model), "flag": f"--{name}", "others": _listed(taken)}
    return Said("{model} does not take {flag}. It goes with {others}.", values)


def choices(parameter: Parameter, model: str) -> tuple[str, ...]:
    """What a flag of the kind ONE_OF takes with `model`; all there is with one that is not known."""
    rows = _CHOICES.get(parameter.name)
    if rows is None or model not in _KNOWN:
        return parameter.choices
    return rows.get(model, rows[""])


def most(parameter: Parameter, model: str) -> int:
    """The largest number that the flag takes with `model`."""
    rows = _MOST.get(parameter.name)
    return parameter.most if rows is None or model not in _KNOWN else rows.get(model, rows[""])


def is_default(parameter: Parameter, value: str) -> bool:
    """True for the value that the service takes when none is given."""
    if not parameter.default:
        return False
    numbers = _number(parameter.default), _number(value)
    return value == parameter.default or (numbers[0] is not None and numbers[0] == numbers[1])


def problem(parameter: Parameter, value: str, model: str) -> Said | None:
    """What is wrong with `value` ("" is none) for the flag with `model`; None when nothing is."""
    flag = {"flag": f"--{parameter.name}", "value": value}
    if not value and parameter.kind is not Kind.SWITCH and not _may_be_bare(parameter):
        return Said("{flag} needs a value.", flag)
    if parameter.kind is Kind.RATIO and not re.fullmatch(_RATIO, value):
        return Said("{flag} takes whole numbers as width:height, such as 3:2.", flag)
    if parameter.kind in (Kind.WHOLE, Kind.NUMBER) and not _fits(parameter, value, model):
        least, largest = str(parameter.least), str(most(parameter, model))
        return Said("{flag} takes {least} to {most}.", flag | {"least": least, "most": largest})
    if parameter.kind is Kind.ONE_OF and value and not _is_choice(parameter, value, model):
        allowed = ", ".join(choices(parameter, model))
        words = "{flag} takes {choices}." if parameter.name in _MODEL else "{flag} takes {choices} with {model}."
        return Said(words, flag | {"choices": allowed, "model": model_words(model)})
    return None


def nearest(parameter: Parameter, value: str, model: str) -> str | None:
    """The value nearest to a wrong one that the flag takes; None when there is no telling."""
    bare = value.rstrip(",.;:")
    if bare and problem(parameter, bare, model) is None:
        return bare
    if parameter.kind is Kind.RATIO:
        return _nearest_ratio(value)
    number = _number(value)
    if number is None:
        return _nearest_word(parameter, value, model)
    if parameter.kind is Kind.ONE_OF:
        allowed = [(abs(known - number), choice) for choice in choices(parameter, model)
                   if (known := _number(choice)) is not None]  # fmt: skip
        return min(allowed)[1] if allowed else None
    held = min(max(number, parameter.least), most(parameter, model))
    return str(round(held)) if parameter.kind is Kind.WHOLE else f"{held:g}"


def _nearest_word(parameter: Parameter, value: str, model: str) -> str | None:
    import difflib  # nothing that the start needs

    return next(iter(difflib.get_close_matches(value.lower(), choices(parameter, model), 1)), None)


def _listed(models: tuple[str, ...]) -> str:
    """Versions in a sentence; a long unbroken run of them is its ends."""
    plain = [model for model in models if not model.startswith("niji")]
    at = VERSIONS.index(plain[0]) if plain else 0
    if len(plain) > 3 and VERSIONS[at : at + len(plain)] == tuple(plain):
        plain = [f"{plain[-1]} to {plain[0]}"]
    return ", ".join([*plain, *(model for model in models if model.startswith("niji"))])


# Compiled when they are first asked for: a start does without, mostly.
_RATIO = r"(?a:[1-9]\d{0,3}:[1-9]\d{0,3})"
_WHOLE = r"(?a:\d{1,12})"
_NUMBER = r"(?a:[-+]?(?:\d{1,12}(?:\.\d{0,9})?|\.\d{1,9}))"
_PAIR = r"(?ai:(\d{1,4}(?:\.\d{1,4})?)\s*[:/x×*]\s*(\d{1,4}(?:\.\d{1,4})?)(?:\s*[:/x×*].*)?)"
_VERSION = r"(?a:\d{1,3}(?:\.\d{1,3})?)"


def _number(text: str) -> float | None:
    return float(text) if re.fullmatch(_NUMBER, text) else None


def _may_be_bare(parameter: Parameter) -> bool:
    return parameter.kind is Kind.CODE or parameter.name == "niji"


def _fits(parameter: Parameter, value: str, model: str) -> bool:
    if parameter.kind is Kind.WHOLE and not re.fullmatch(_WHOLE, value):
        return False
    number = _number(value)
    return number is not None and value[0] not in "+-" and parameter.least <= number <= most(parameter, model)


def _is_choice(parameter: Parameter, value: str, model: str) -> bool:
    """A version that is not known passes (contract 5.15)."""
    if parameter.name in _MODEL:
        return re.fullmatch(_VERSION, value) is not None
    return value in choices(parameter, model)


def _nearest_ratio(value: str) -> str | None:
    """Whole numbers of the same proportion, as 16x9, 1.85:1 and the first two of 16:9:9 mean it; None for no pair."""
    found = re.fullmatch(_PAIR, value.strip())
    if found is None or not (float(found[1]) and float(found[2])):
        return None
    if found[1].isdigit() and found[2].isdigit():
        return f"{int(found[1])}:{int(found[2])}"
    from fractions import Fraction  # with decimal it takes 3 ms, which the start does without

    proportion = (Fraction(found[1]) / Fraction(found[2])).limit_denominator(100)
    ratio = f"{proportion.numerator}:{proportion.denominator}"
    return ratio if re.fullmatch(_RATIO, ratio) else None
