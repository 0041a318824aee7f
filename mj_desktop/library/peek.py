"""A peek into a profile before its library is opened: how the window was left, and whether there are pictures.

Whatever cannot be read counts as not there: what is wrong is said by those who open it in earnest. A profile that is
new costs no import.
"""

from pathlib import Path
from typing import Any, NamedTuple

from mj_desktop.library import DATABASE, LAYOUT, SETTINGS

_LOG = "log/mj-desktop.log"


class Seen(NamedTuple):
    """`scheme` is "dark", "light" or None for the system's."""

    scheme: str | None = None
    mode: object = None
    version: object = None
    layout: dict[str, object] = {}  # noqa: RUF012 nobody writes into it
    has_pictures: bool = False


def refusal(profile: Path) -> str:
    """Why nothing can be written into `profile`, in a sentence; "" when it can."""
    try:
        log = profile / _LOG
        log.parent.mkdir(parents=True, exist_ok=True)
        log.open("ab").close()
    except OSError as error:
        return f"The profile folder {profile} cannot be written: {error.strerror}."
    return ""


def peek(profile: Path) -> Seen:
    """What is known of a profile at a glance; older versions kept the layout with the library."""
    settings = _json(profile / SETTINGS)
    theme, library = settings.get("theme"), settings.get("library")
    folder = Path(library) if isinstance(library, str) and library else profile
    scheme = str(theme) if theme in ("dark", "light") else None
    layout = _json(profile / LAYOUT) or _json(folder / LAYOUT)
    remembered = layout.get("pictures")  # what an orderly end wrote spares the database, which takes 5 ms
    if layout.get("library", str(folder)) != str(folder):  # it was another library's
        remembered = None
    has_pictures = remembered if isinstance(remembered, bool) else _has_rows(folder / DATABASE)
    return Seen(scheme, settings.get("mode"), settings.get("version"), layout, has_pictures)


def _json(file: Path) -> dict[str, Any]:
    if not file.exists():
        return {}
    import json

    try:
        found = json.loads(file.read_bytes())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _has_rows(file: Path) -> bool:
    if not file.exists():
        return False
    import sqlite3
    from contextlib import closing

    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True, timeout=0)) as database:
            found = database.execute("SELECT 1 FROM generations WHERE deleted_at IS NULL LIMIT 1").fetchone()
    except sqlite3.Error:
        return False
    return found is not None
