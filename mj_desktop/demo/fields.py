"""The fields of a body, read one by one by the kind that the contract gives them."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from . import addresses
from .errors import bad_request

# Reading so many takes 50 ms, in which nobody else is answered.
_LONGEST = 200_000

Reader: TypeAlias = Callable[[str, Any], Any]
"""Takes a field's name and value, returns the value or raises bad_request with a sentence."""


def checked(body: Mapping[str, Any], readers: Mapping[str, Reader]) -> dict[str, Any]:
    """The known fields of a body; null is absent, unknown fields are ignored (contract 7)."""
    given = {name: value for name, value in body.items() if value is not None}
    return {name: readers[name](name, value) for name, value in given.items() if name in readers}


def clean(text: str) -> str:
    """Half of a surrogate pair is legal in JSON, but no text: it becomes a question mark."""
    return text.encode("utf-8", "replace").decode("utf-8")


def text(name: str, value: Any) -> str:
    """A string."""
    if not isinstance(value, str):
        raise bad_request(f"{name} must be a string")
    return clean(value)


def words(name: str, value: Any) -> str:
    """A string that is read word by word; a limit of this engine, as the documents give none."""
    given = text(name, value)
    if len(given) > _LONGEST:
        raise bad_request(f"{name} is longer than {_LONGEST} characters")
    return given


def flag(name: str, value: Any) -> bool:
    """true or false."""
    if not isinstance(value, bool):
        raise bad_request(f"{name} must be true or false")
    return value


def seconds(name: str, value: Any) -> float:
    """A number above 0."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < math.inf:
        raise bad_request(f"{name} must be a number of seconds above 0")
    return float(min(value, 1e9))


def web_address(name: str, value: Any) -> str:
    """An http or https address, or ""."""
    address = text(name, value)
    if address:
        addresses.split(name, address)
    return address


def one_of(*choices: str) -> Reader:
    """A reader of one of some strings."""

    def read(name: str, value: Any) -> str:
        if value not in choices:
            raise bad_request(f"{name} must be one of {', '.join(choices)}")
        return str(value)

    return read
