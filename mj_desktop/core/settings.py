"""Settings: what a person decided once for all, as one frozen value, and as JSON."""

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from urllib.parse import urlsplit

from mj_desktop.core import callbacks
from mj_desktop.core.addresses import is_trusted, is_web
from mj_desktop.core.messages import Message
from mj_desktop.core.prompt import DEFAULT_VERSION, MODES, VERSIONS

SERVICE_ADDRESS = "https://api.acedata.cloud"
AUTOMATIC = "automatic"
RECEIVE = (AUTOMATIC, "stream", "polling", "one_answer")
MASK_FORMATS = ("jpeg", "png")
MASK_EDGES = ("hard", "soft")
BRUSH_WHEELS = ("alt", "ctrl")
THEMES = ("system", "dark", "light")
UPDATES = ("off", "on")
PLACEHOLDERS = ("date", "prompt", "tile")
CONNECT, TASKS, DRAWING = 10.0, 30.0, 480.0
"""Seconds by default; the last is the service's own for `timeout` (contract 1.1)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Defaults for new pictures, ways to the service, and places on disk.

    `connect`, `tasks` and `drawing` are seconds; `proxy` "" follows the system; `library` "" is the profile's folder;
    `public_address` leads to this computer's `receiver_port`, "": results are not posted; `callback_url` is a person's
    own. `connected` remembers that a token is kept, so that the keyring is asked only then. Newer releases are looked
    for at `updates_address` when `updates` is "on".
    """

    mode: str = "fast"
    version: str = DEFAULT_VERSION
    receive: str = AUTOMATIC
    address: str = SERVICE_ADDRESS
    proxy: str = ""
    connect: float = CONNECT
    tasks: float = TASKS
    drawing: float = DRAWING
    library: str = ""
    theme: str = "system"
    template: str = "{date} {prompt} {tile}"
    connected: bool = False
    updates: str = "off"
    updates_address: str = ""
    mask_format: str = "jpeg"
    mask_edges: str = "hard"
    brush_wheel: str = "alt"
    public_address: str = ""
    receiver_port: int = callbacks.PORT
    callback_url: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """A person set the setting `name` to `value`, which has no `problem`."""

    name: str
    value: str | float | bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of a change that had to be tried: `refusal` says why it was not taken; None when it was."""

    name: str
    refusal: Message | None = None


def problem(name: str, value: object) -> str:
    """What is wrong with `value` for the setting `name`, as a sentence; "" when it is right."""
    return _RULES[name](value)


def changed(settings: Settings, name: str, value: object) -> Settings:
    """Settings with `name` set to `value`, which has no `problem`."""
    if isinstance(value, str):
        value = value.strip().rstrip("/") if name in ("address", "public_address") else value.strip()
    elif name in _SECONDS:
        value = float(value)  # type: ignore[arg-type]
    elif name == "receiver_port":
        value = int(value)  # type: ignore[call-overload]
    return replace(settings, **{name: value})  # type: ignore[arg-type]


def written(settings: Settings) -> bytes:
    """Settings as JSON."""
    return (json.dumps(asdict(settings), indent=1, ensure_ascii=False) + "\n").encode()


def read(data: bytes) -> tuple[Settings, tuple[str, ...]]:
    """Settings out of JSON, and the names of those whose value is wrong and fell back to the default.

    Unknown names are left out; raises ValueError for what is no JSON object.
    """
    found = json.loads(data.decode("utf-8"))
    if not isinstance(found, Mapping):
        raise ValueError("it is no JSON object")
    settings, wrong = Settings(), []
    for name in (field.name for field in fields(Settings) if field.name in found):
        if problem(name, found[name]):
            wrong.append(name)
        else:
            settings = changed(settings, name, found[name])
    return settings, tuple(wrong)


def _one_of(choices: tuple[str, ...]) -> Callable[[object], str]:
    def rule(value: object) -> str:
        return "" if value in choices else f"Choose one of {', '.join(choices)}."

    return rule


def _seconds(least: int, most: int) -> Callable[[object], str]:
    def rule(value: object) -> str:
        number = type(value) in (int, float) and math.isfinite(value)  # type: ignore[arg-type]
        right = number and least <= value <= most  # type: ignore[operator]
        return "" if right else f"Give a number of seconds from {least} to {most}."

    return rule


def _address(value: object) -> str:
    address = value.strip() if isinstance(value, str) else ""
    if not is_web(address):
        return f"Give a whole address, such as {SERVICE_ADDRESS}."
    if not is_trusted(address):
        return "Begin it with https://, so that nobody on the way can read the token."
    parts = urlsplit(address)
    return "Leave out what is not the address: names, passwords, ? and #." if _has_more(address) or parts.query else ""


def _public(value: object) -> str:
    address = value.strip() if isinstance(value, str) else "?"
    if not address:
        return ""
    if not is_web(address):
        return "Give a whole address, such as https://example.org/results, or leave it empty."
    if not is_trusted(address):
        return "Begin it with https://, so that nobody on the way can read the results."
    parts = urlsplit(address)
    return "Leave out what is not the address: names, passwords, ? and #." if _has_more(address) or parts.query else ""


def _callback(value: object) -> str:
    address = value.strip() if isinstance(value, str) else "?"
    return "" if not address or is_web(address) else "Give a whole address, or leave it empty."


def _port(value: object) -> str:
    number = type(value) in (int, float) and float(value).is_integer()  # type: ignore[arg-type]
    right = number and 1024 <= value <= 65535  # type: ignore[operator]
    return "" if right else "Give a number from 1024 to 65535."


def _proxy(value: object) -> str:
    proxy = value.strip() if isinstance(value, str) else None
    if proxy == "":
        return ""
    if proxy is None or not is_web(proxy):
        return "Give a whole address, such as http://127.0.0.1:8080, or leave it empty."
    return "Leave out name and password: set them in HTTPS_PROXY and leave this empty." if _has_more(proxy) else ""


def _updates_address(value: object) -> str:
    address = value.strip() if isinstance(value, str) else None
    if address == "":
        return ""
    right = address is not None and is_trusted(address) and not _has_more(address)
    return "" if right else "Give a whole address that begins with https://, or leave it empty."


def _has_more(address: str) -> bool:
    parts = urlsplit(address)
    return "@" in parts.netloc or bool(parts.fragment)


def _folder(value: object) -> str:
    right = isinstance(value, str) and (not value.strip() or Path(value.strip()).is_absolute()) and "\0" not in value
    return "" if right else "Give a whole path, or leave it empty for the program's own folder."


def _template(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        return "Give at least one word or placeholder."
    if any(character in value for character in '/\\:*?"<>|') or not value.isprintable():
        return 'Leave out / \\ : * ? " < > |, which file names cannot have.'
    rest = value
    for name in PLACEHOLDERS:
        rest = rest.replace(f"{{{name}}}", "")
    known = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
    return f"Use braces only for {known}." if "{" in rest or "}" in rest else ""


def _flag(value: object) -> str:
    return "" if isinstance(value, bool) else "Say true or false."


_SECONDS = ("connect", "tasks", "drawing")
_RULES: dict[str, Callable[[object], str]] = {
    "mode": _one_of(MODES),
    "version": _one_of(VERSIONS),
    "receive": _one_of(RECEIVE),
    "address": _address,
    "proxy": _proxy,
    "connect": _seconds(1, 120),
    "tasks": _seconds(1, 600),
    "drawing": _seconds(30, 3600),
    "library": _folder,
    "theme": _one_of(THEMES),
    "template": _template,
    "connected": _flag,
    "updates": _one_of(UPDATES),
    "updates_address": _updates_address,
    "mask_format": _one_of(MASK_FORMATS),
    "mask_edges": _one_of(MASK_EDGES),
    "brush_wheel": _one_of(BRUSH_WHEELS),
    "public_address": _public,
    "receiver_port": _port,
    "callback_url": _callback,
}
