"""The layout file: `<profile>/window.json`, how the window was left and what stood on the desk.

It lies with the profile, not with the library: a draft is kept also when the library cannot be opened.
"""

import json
from pathlib import Path

from mj_desktop.library import LAYOUT
from mj_desktop.library.store import refused, write_whole


def load(profile: Path) -> dict[str, object]:
    """How the window was laid out; empty when that is not known."""
    try:
        found = json.loads((profile / LAYOUT).read_bytes())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def save(profile: Path, laid: dict[str, object]) -> None:
    """Keep how the window is laid out; raises LibraryError."""
    try:
        write_whole(profile / LAYOUT, json.dumps(laid).encode())
    except OSError as error:
        raise refused(profile / LAYOUT, error) from error
