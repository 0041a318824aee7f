"""Presets: flags and terms under a name, with the look of a result; one JSON file of them."""

import base64
import binascii
import json
from dataclasses import dataclass, field

from mj_desktop.core import order, tokens
from mj_desktop.core.order import Terms
from mj_desktop.core.prompt import Prompt

LOOK = 96
"""The edge of a preset's thumbnail in pixels."""
MOST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Preset:
    """What is to be drawn the same way again; `flags` as they stand in a prompt, `look` an encoded picture or b""."""

    name: str
    flags: str = ""
    terms: Terms = field(default_factory=Terms)
    look: bytes = b""


def made(name: str, prompt: Prompt, terms: Terms, look: bytes = b"") -> Preset:
    """The preset of a prompt's flags, without its words."""
    return Preset(name=" ".join(name.split()), flags=flags(prompt.text), terms=terms, look=look)


def flags(text: str) -> str:
    """The known flags of a prompt with their values, as they are typed."""
    return " ".join(text[flag.start : flag.end] for flag in tokens.read(text) if flag.parameter is not None)


def applied(preset: Preset, prompt: Prompt) -> Prompt:
    """The prompt's words with the preset's flags in place of its own."""
    text = prompt.text
    for flag in reversed(tokens.read(text)):
        text = f"{text[: flag.start].rstrip()} {text[flag.end :].lstrip()}"
    return Prompt(f"{text.rstrip()} {preset.flags}".rstrip(), prompt.default)


def kept(presets: tuple[Preset, ...], new: Preset) -> tuple[Preset, ...]:
    """With `new` first, in the place of one of the same name."""
    return (new, *without(presets, new.name))[:MOST]


def without(presets: tuple[Preset, ...], name: str) -> tuple[Preset, ...]:
    """Without the one of that name, in small or capital letters."""
    return tuple(preset for preset in presets if preset.name.casefold() != name.casefold())


def written(presets: tuple[Preset, ...]) -> bytes:
    """Presets as JSON."""
    rows = [
        {"name": preset.name, "flags": preset.flags, **order.kept(preset.terms),
         "look": base64.b64encode(preset.look).decode()}
        for preset in presets
    ]  # fmt: skip
    return (json.dumps({"presets": rows}, indent=1, ensure_ascii=False) + "\n").encode("utf-8", "replace")


def read(data: bytes) -> tuple[Preset, ...]:
    """Presets out of JSON; one without a name is left out. Raises ValueError for what are no presets."""
    found = json.loads(data.decode("utf-8"))
    rows = found.get("presets") if isinstance(found, dict) else None
    if not isinstance(rows, list):
        raise ValueError("it holds no presets")
    return tuple(preset for row in rows if isinstance(row, dict) and (preset := _read(row)) is not None)[:MOST]


def _read(row: dict[str, object]) -> Preset | None:
    name, typed, look = row.get("name"), row.get("flags"), row.get("look")
    if not isinstance(name, str) or not name.strip() or not isinstance(typed, str):
        return None
    return Preset(name=name, flags=flags(typed), terms=order.read(row), look=_bytes(look))


def _bytes(look: object) -> bytes:
    try:
        return base64.b64decode(look, validate=True) if isinstance(look, str) else b""
    except binascii.Error:
        return b""
