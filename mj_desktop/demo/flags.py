"""The flags at the end of a prompt, read by the contract's table of prompt parameters."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from . import moderation, tables
from .errors import Refusal, bad_request

# Documents and phones turn two hyphens into one dash (contract 5.5).
_DASH = re.compile(r"(?<!\S)[—–](?=[A-Za-z])")
_FLAG = re.compile(r"--[A-Za-z]|-[A-Za-z]$")
_REFERENCE = re.compile(r"https?://\S+", re.IGNORECASE)
_RANGE = re.compile(r"(\d+)-(\d+)")
_NUMBER = re.compile(r"\d{0,9}\.?\d{1,9}", re.ASCII)
_RATIO = re.compile(r"([1-9]\d{0,5}):([1-9]\d{0,5})", re.ASCII)
_WHOLE = re.compile(r"\d{1,12}", re.ASCII)

# How many words a flag of each kind takes: at least, at most.
_MANY = 10_000
_WORDS = {
    "flag": (0, 0),
    "text": (1, _MANY),
    "urls or codes": (1, _MANY),
    "urls": (1, _MANY),
    "optional code": (0, _MANY),
}
_REFERENCES = 5
_WIDEST = 14

# Limits of this engine that are narrower than the table's.
_LIMITS = {"--ar": f"W:H positive integers, up to {_WIDEST}:1 or 1:{_WIDEST}", "--r": "1, a request makes one picture"}


@dataclass(frozen=True)
class Prompt:
    """A prompt taken apart: what is to be seen, pictures to start from, flags by their long names without dashes."""

    text: str = ""
    references: tuple[str, ...] = ()
    flags: dict[str, str] = field(default_factory=dict)

    @property
    def ratio(self) -> float:
        """Width / height asked for by `--ar`."""
        width, height = self.flags.get("aspect", "1:1").split(":")
        return int(width) / int(height)

    @property
    def seed(self) -> int | None:
        """The number given by `--seed`, if any."""
        return int(self.flags["seed"]) if "seed" in self.flags else None


def read(prompt: str) -> Prompt:
    """Take a prompt apart; bad_request for unknown flags and values out of range, forbidden for moderated words."""
    moderation.check(prompt)
    words = _DASH.sub("--", prompt).split()
    start = next((i for i, word in enumerate(words) if _FLAG.match(word)), len(words))
    head = words[:start]
    count = next((i for i, word in enumerate(head) if not _REFERENCE.fullmatch(word)), len(head))
    return Prompt(" ".join(head[count:]), _references(head[:count], head[count:]), _flags(words[start:]))


def _references(addresses: list[str], text: list[str]) -> tuple[str, ...]:
    """At most five pictures; a single one needs words beside it, several alone are a blend (contract 1.9)."""
    if len(addresses) > _REFERENCES:
        raise bad_request(f"A prompt may start with at most {_REFERENCES} image URLs")
    if len(addresses) == 1 and not text:
        raise bad_request("An image URL needs a text beside it, or a second image URL to blend with")
    return tuple(addresses)


def _flags(words: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    strangers: list[str] = []
    for name, values in _groups(words):
        row = _rows().get(name)
        if row is None:
            strangers += [name, *values]
            continue
        _, most = _arity(row)
        strangers += values[most:]
        found[_long(row, name)] = _value(row, name, values[:most])
    if strangers:
        listed = ", ".join(f"`{word}`" for word in strangers)
        raise bad_request(f"Unrecognized argument(s): {listed}")
    if "niji" in found and "version" in found:
        raise bad_request("`--niji` and `--version` cannot be used together")
    return found


def _groups(words: Sequence[str]) -> list[tuple[str, list[str]]]:
    groups: list[tuple[str, list[str]]] = []
    for word in words:
        if _FLAG.match(word):
            groups.append((word, []))
        else:
            groups[-1][1].append(word)
    return groups


@functools.cache
def _rows() -> dict[str, dict[str, Any]]:
    return {name: row for row in tables.prompt_parameters() for name in row["names"]}


def _long(row: dict[str, Any], name: str) -> str:
    """`--ar` and `--aspect` are one flag with two names; `--fast --relax --turbo` are three flags in one row."""
    return (name if row["kind"] == "flag" else row["names"][-1]).lstrip("-")


def _arity(row: dict[str, Any]) -> tuple[int, int]:
    if row["names"] == ["--niji"]:
        return 0, 1  # alone it means the newest of its models
    return _WORDS.get(row["kind"], (1, 1))


def _value(row: dict[str, Any], name: str, values: list[str]) -> str:
    if len(values) < _arity(row)[0]:
        raise bad_request(f"`{name}` needs a value")
    value = " ".join(values)
    check = _CHECKS.get(row["kind"])
    if check is not None and value and not check(row, value):
        raise _wrong(row, name, value)
    return value


def _wrong(row: dict[str, Any], name: str, value: str) -> Refusal:
    allowed = _LIMITS.get(row["names"][0]) or _listed(row["range"])
    return bad_request(f"Invalid value for argument `{name}`: `{value}` (allowed: {allowed})")


def _listed(allowed: Any) -> str:
    """The table's range in words: one text, a list, or a text or list for each version."""
    if isinstance(allowed, dict):
        return "; ".join(f"{_listed(choices)} with {version}" for version, choices in allowed.items())
    return ", ".join(allowed) if isinstance(allowed, list) else str(allowed)


def _ratio(row: dict[str, Any], value: str) -> bool:
    """Two whole numbers; ratios beyond 14:1 are refused, the pictures would be threads."""
    match = _RATIO.fullmatch(value)
    return match is not None and 1 / _WIDEST <= int(match[1]) / int(match[2]) <= _WIDEST


def _choice(row: dict[str, Any], value: str) -> bool:
    """Models come monthly, so an unknown number passes as a version (contract 5.15)."""
    if "--version" in row["names"]:
        return bool(_NUMBER.fullmatch(value))
    allowed = row["range"]
    if isinstance(allowed, dict):
        return any(value in choices for choices in allowed.values() if isinstance(choices, list))
    return value in allowed


def _amount(row: dict[str, Any], value: str) -> bool:
    if "--repeat" in row["names"]:
        return value == "1"  # more would be several jobs, and one request is one job
    shape = _WHOLE if row["kind"] == "int" else _NUMBER
    spans = _RANGE.findall(str(row["range"]))
    return shape.fullmatch(value) is not None and any(int(low) <= float(value) <= int(high) for low, high in spans)


_CHECKS: dict[str, Callable[[dict[str, Any], str], bool]] = {
    "ratio": _ratio,
    "enum": _choice,
    "int": _amount,
    "float": _amount,
}


def check_version(prompt: Prompt, version: str | None, mode: str, quality: str | None = None) -> None:
    """Version 8.1 is refused with quality or turbo; other versions take some qualities only (contract 1.1, 4)."""
    quality = prompt.flags.get("quality") or quality
    allowed = qualities(version)
    if quality is not None and allowed is None:
        raise bad_request(f"quality is not supported with version {version}")
    if quality is not None and allowed is not None and quality not in allowed:
        raise bad_request(f"quality must be one of {', '.join(allowed)} with version {version}")
    if version == "8.1" and "turbo" in (mode, *prompt.flags):
        raise bad_request("turbo is not supported with version 8.1")


def qualities(version: str | None) -> tuple[str, ...] | None:
    """The values of quality that a version takes; None where the version knows no quality at all (8.1)."""
    table: dict[str, Any] = _rows()["--quality"]["range"]
    keys = _quality_keys(version, table)
    lists = [table[key] for key in keys]
    if any(not isinstance(choices, list) for choices in lists):
        return None
    return tuple(dict.fromkeys(choice for choices in lists for choice in choices))


def _quality_keys(version: str | None, table: dict[str, Any]) -> list[str]:
    """The table's rows for a version; for an unknown version all rows that hold values."""
    named = [key for key in table if version is not None and key.split()[0] == version]
    if version is not None and _NUMBER.fullmatch(version) and float(version) <= 7:
        named.append("<=7")
    return named or [key for key, choices in table.items() if isinstance(choices, list)]
