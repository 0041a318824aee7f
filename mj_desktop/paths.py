"""Folders: where the program's own files and a person's data are."""

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).parent


@cache
def resources() -> Path:
    """The folder of icons, fonts and contract tables: inside the installed package, else beside it in a checkout."""
    installed = _PACKAGE / "resources"
    return installed if installed.is_dir() else _PACKAGE.parent / "resources"


def default_profile() -> Path:
    """The profile folder used when none is named: library, settings and the demo engine's pictures live in it."""
    import platformdirs  # a start with a profile named does without

    return Path(platformdirs.user_data_dir("mj-desktop", appauthor=False))
