"""Folders: where the program's own files and a person's data are."""

from pathlib import Path

import platformdirs

_PACKAGE = Path(__file__).parent


def resources() -> Path:
    """The folder of icons, fonts and contract tables: inside the installed package, else beside it in a checkout."""
    installed = _PACKAGE / "resources"
    return installed if installed.is_dir() else _PACKAGE.parent / "resources"


def default_profile() -> Path:
    """The profile folder used when none is named: library, settings and the demo engine's pictures live in it."""
    return Path(platformdirs.user_data_dir("mj-desktop", appauthor=False))
