"""File names for saved pictures: a template of date, prompt words and tile, safe on every system."""

import re
import unicodedata
from datetime import datetime

from mj_desktop.core import prompt as prompts

TEMPLATE = "{date} {prompt} {tile}"
LONGEST = 120
"""UTF-8 bytes of a name without its extension: short enough for a path of Windows, whose limit is 260 in all."""

_FIELD = re.compile(r"\{(date|time|prompt|tile)\}")
_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
# Windows' device names, also with an extension; the superscript digits count (Naming Files, Paths, and Namespaces).
_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])(\s*\..*)?", re.IGNORECASE)
_NAMELESS = "picture"


def name(template: str, created_at: float, prompt: str, tile: int | None, extension: str) -> str:
    """A safe file name: `template` with {date}, {time}, {prompt} (its words) and {tile} filled in; others stay."""
    at = datetime.fromtimestamp(created_at)
    values = {
        "date": f"{at:%Y-%m-%d}",
        "time": f"{at:%H.%M.%S}",
        "prompt": prompts.words(prompt),
        "tile": str(tile) if tile else "",
    }
    ending = f" {tile}" if tile and template.endswith("{tile}") else ""
    body = template.removesuffix("{tile}") if ending else template
    filled = _FIELD.sub(lambda found: values[found[1]], body)
    return f"{safe(filled, ending)}.{extension}"


def safe(words: str, ending: str = "") -> str:
    """`words` as a name that Windows, macOS and Linux take, without extension; `ending` is never cut off."""
    visible = "".join(_shown(sign) for sign in unicodedata.normalize("NFC", words))
    tidy = _stripped(" ".join(_FORBIDDEN.sub(" ", visible).split()))
    cut = _stripped(_cut(tidy, LONGEST - len(ending.encode()))) or _NAMELESS
    whole = cut + ending
    return f"_{whole}" if _RESERVED.fullmatch(whole) else whole


def numbered(file_name: str, number: int) -> str:
    """The same name with a number, for a folder that has it already."""
    stem, dot, extension = file_name.rpartition(".")
    return f"{stem} ({number}){dot}{extension}"


def _shown(sign: str) -> str:
    """Spaces of any kind become one; what shows nothing (controls, formats, half surrogates) goes."""
    kind = unicodedata.category(sign)
    if kind[0] == "Z" or sign.isspace():
        return " "
    return "" if kind in ("Cc", "Cf", "Cs") else sign


def _stripped(words: str) -> str:
    """Windows drops dots and spaces at the end; a dot in front hides a file."""
    return words.strip(" .")


def _cut(words: str, size: int) -> str:
    """At most `size` bytes, cut between words where one ends in the last third."""
    if len(words.encode()) <= size:
        return words
    short = words.encode()[:size].decode("utf-8", "ignore")
    at = short.rfind(" ")
    return short[:at] if at > len(short) * 2 // 3 else short
