"""Prompts: words followed by flags. A typed flag wins over the one that the desk would add."""

import re

from mj_desktop.core.choices import DEFAULT_MODE, DEFAULT_RATIO, DEFAULT_VERSION, MODES, RATIOS, VERSIONS

__all__ = [
    "DEFAULT_MODE", "DEFAULT_RATIO", "DEFAULT_VERSION", "MODES", "RATIOS", "VERSIONS",
    "flags", "is_ratio", "proportion", "ratio", "taken_apart", "version", "words", "written",
]  # fmt: skip

# A flag begins at two hyphens (or the dash that some keyboards make of them, contract 5.5) before a letter.
_FLAG = re.compile(r"(?:^|\s)(?:--|[—–])([A-Za-z]+)(?:[ \t]+([^\s-][^\s]*|-\d\S*))?")
_RATIO = re.compile(r"([1-9]\d{0,3}):([1-9]\d{0,3})")
_ASPECT = ("ar", "aspect")
_VERSION = ("v", "version")
_MODEL = (*_VERSION, "niji")


def flags(prompt: str) -> dict[str, str]:
    """The flags typed in a prompt, by name without hyphens, in lower case; a flag without a value has ""."""
    return {name.lower(): value for name, value in _FLAG.findall(prompt)}


def words(prompt: str) -> str:
    """The prompt without its flags and with single spaces: what is shown as a title."""
    first = _FLAG.search(prompt)
    return " ".join((prompt[: first.start()] if first else prompt).split()).rstrip(",;")


def ratio(prompt: str) -> str | None:
    """The aspect ratio typed in a prompt, or None."""
    return next((found[name] for found in [flags(prompt)] for name in _ASPECT if name in found), None)


def version(prompt: str) -> str | None:
    """The version typed in a prompt (`--v`, `--version`), or None; `--niji` is no version of the request's field."""
    return next((found[name] for found in [flags(prompt)] for name in _VERSION if found.get(name)), None)


def is_ratio(text: str) -> bool:
    """True for W:H with whole positive numbers."""
    return _RATIO.fullmatch(text.strip()) is not None


def proportion(text: str | None) -> float:
    """Width through height of W:H; 1 for anything else."""
    found = _RATIO.fullmatch((text or "").strip())
    return int(found[1]) / int(found[2]) if found else 1.0


def written(text: str, ratio_chosen: str, version_chosen: str) -> str:
    """The prompt as it is sent: the text, with the chosen ratio and version as flags where none is typed.

    The ratio 1:1 is the service's default and is left out; the version is always said, as the default moves.
    """
    typed = flags(text)
    parts = [text.strip()] if text.strip() else []
    if ratio_chosen != DEFAULT_RATIO and not any(name in typed for name in _ASPECT):
        parts.append(f"--ar {ratio_chosen.strip()}")
    if version_chosen and not any(name in typed for name in _MODEL):
        parts.append(f"--v {version_chosen}")
    return " ".join(parts)


def taken_apart(prompt: str) -> tuple[str, str, str | None]:
    """What `written` was given to make `prompt`: text, ratio, version. Only flags at the very end, exactly as it writes
    them, are taken out; else the text is the whole prompt, with the default ratio and no version."""
    version_typed, ratio_typed = version(prompt), ratio(prompt)
    rest, version_flag = _without_end(prompt, f" --v {version_typed}" if version_typed in VERSIONS else "")
    rest, ratio_flag = _without_end(rest, f" --ar {ratio_typed}" if ratio_typed and is_ratio(ratio_typed) else "")
    return rest, (ratio_typed or "") if ratio_flag else DEFAULT_RATIO, version_typed if version_flag else None


def _without_end(prompt: str, flag: str) -> tuple[str, bool]:
    return (prompt.removesuffix(flag), True) if flag and prompt.endswith(flag) else (prompt, False)
