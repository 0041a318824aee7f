"""What addresses mean here: which file one names, and which hosts are this computer itself."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import SplitResult, unquote, urlsplit

from .errors import bad_request
from .order import half_name

# A task's id, then nothing (the picture), the number of a tile or video, or a preview's.
_NAME = re.compile(r"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(_[0-3]\.(?:png|mp4)|\.png|_grid_\d\.webp)", re.ASCII)
# Parameters of the picture service that the real addresses point at; this one asks for half the size.
_HALF = "imageMogr2/thumbnail/!50p"


def task_of(name: str) -> str | None:
    """The id of the task that a file belongs to; None for what is no name of a file that may be seen."""
    match = _NAME.fullmatch(name)
    return match[1] if match else None


def file_of(name: str, query: str) -> str:
    """The file that is meant by a name and an address's query."""
    return half_name(name) if unquote(query).startswith(_HALF) else name


def split(field: str, address: str) -> SplitResult:
    """The parts of an http or https address; bad_request, naming the field, for anything else."""
    try:
        parts = urlsplit(address)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise bad_request(f"{field} must be an http or https address")
    return parts


def is_loopback(host: str) -> bool:
    """Whether a host can be nobody but this computer."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
