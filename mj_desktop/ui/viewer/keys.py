"""The viewer's keys: which command of the table a key press means in the situation that is on view."""

from mj_desktop.core import commands
from mj_desktop.core.commands import Command
from mj_desktop.core.situation import Situation
from mj_desktop.core.where import Where
from mj_desktop.ui import keymap
from mj_desktop.ui.keymap import name as name

# By how many widget points an arrow moves an enlarged single picture.
NUDGES = {"Left": (64.0, 0.0), "Right": (-64.0, 0.0), "Up": (0.0, 64.0), "Down": (0.0, -64.0)}
REPEATED = ("next_tile", "former_tile", "tile_above", "tile_below", "newer", "older")


def meant(key: str, now: Situation) -> Command | None:
    """The command that `key` stands for on the picture, if one can run now."""
    return next((command for command in _held(key, now) if command.fits(now) and not command.reason(now)), None)


def reason(key: str, now: Situation) -> str:
    """Why `key` means nothing on the picture now: the reason of the first command that it stands for, or ""."""
    return next((command.reason(now) for command in _held(key, now) if command.fits(now)), "")


def _held(key: str, now: Situation) -> tuple[Command, ...]:
    of_picture = (each for each in commands.of_picture(now.generation, now.keymap) if key in each.keys)
    return (*keymap.at(Where.PICTURE).get(key, ()), *of_picture)


def is_known(key: str) -> bool:
    """True for a key that means something on some picture."""
    return key in keymap.at(Where.PICTURE) or key in commands.OTHER_KEYS
