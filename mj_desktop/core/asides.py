"""Asides: questions that the service answers at once and that draw nothing (contract 1.4)."""

import re
from dataclasses import dataclass, field
from enum import StrEnum

_SEED = re.compile(r"(?:^|\s)(?:--|[—–])seed(?:[ \t]+\d+)?(?=\s|$)", re.IGNORECASE)


class Aside(StrEnum):
    """What is asked; the value is the endpoint's name."""

    DESCRIBE = "describe"
    SHORTEN = "shorten"
    TRANSLATE = "translate"
    SEED = "seed"


@dataclass(frozen=True, slots=True)
class AsideWish:
    """A question: `subject` is a picture's address, a prompt or an image id. `about` is the generation it came from.

    Where it is about a generation, its own origin is asked, else whoever draws now (`origin` ""). `name` is what a
    person calls the subject, where that is a mere address.
    """

    aside: Aside
    subject: str
    origin: str = ""
    about: str | None = None
    name: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class AsideAnswer:
    """What was answered, a text each: four prompts, up to five shorter ones, a translation, a seed."""

    wish: AsideWish
    texts: tuple[str, ...]
    seconds: float = 0.0


def with_seed(prompt: str, seed: str) -> str:
    """The prompt with this seed, in place of the one that it has."""
    return f"{_SEED.sub('', prompt).strip()} --seed {seed}".strip()
