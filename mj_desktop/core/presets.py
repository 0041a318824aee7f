"""Presets: flags and terms under a name, with the look of a result; one JSON file of them."""

import base64
import binascii
import json
from dataclasses import dataclass, field, replace

from mj_desktop.core import order, tokens
from mj_desktop.core.order import Terms
from mj_desktop.core.prompt import MODES, Prompt, taken_out
from mj_desktop.core.prompt import applied as changed
from mj_desktop.core.tokens import Flag

LOOK = 96
"""The edge of a preset's thumbnail in pixels."""
MOST = 200
_SAME = {"niji": "v", "raw": "style"}  # what excludes each other is one thing


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
    """The prompt with the preset's flags in place of those that say the same; what it does not name stays."""
    text = changed(prompt.text, taken_out(prompt.text, replaced(preset, prompt.text)))
    return Prompt(f"{text.rstrip()} {preset.flags}".strip(), prompt.default)


def replaced(preset: Preset, text: str) -> tuple[Flag, ...]:
    """The flags of a text that give way to the preset's."""
    named = {_kind(flag) for flag in tokens.read(preset.flags)}
    named |= {"mode"} if preset.terms.mode != Terms().mode else set()
    return tuple(flag for flag in tokens.read(text) if flag.parameter is not None and _kind(flag) in named)


def termed(preset: Preset, terms: Terms) -> Terms:
    """Terms with those of the preset that are not the defaults, which go without saying as a flag's do."""
    said = {name: value for name, value in order.kept(preset.terms).items() if value != order.kept(Terms())[name]}
    return order.read(order.kept(terms) | said)


def looking(presets: tuple[Preset, ...], name: str, look: bytes) -> tuple[Preset, ...]:
    """With a look for the one of that name, unless it has one."""
    same = name.casefold()
    return tuple(replace(p, look=look) if p.name.casefold() == same and not p.look else p for p in presets)


def _kind(flag: Flag) -> str:
    name = flag.parameter.name if flag.parameter is not None else ""
    return "mode" if name in MODES else _SAME.get(name, name)


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
