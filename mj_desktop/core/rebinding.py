"""Rebinding: giving commands other keys, so that no place ever has two commands on one key."""

from dataclasses import replace

from mj_desktop.core.commands import COMMANDS, ORIGINAL_KEY, OTHER_KEYS, Command
from mj_desktop.core.keymap import Keymap
from mj_desktop.core.where import ON_PAGES, Where

_STUDIO = frozenset((Where.STUDIO, Where.PROMPT, Where.PICTURE, Where.COMPARE, *ON_PAGES))
# With which other places a place's keys hold at once. A comparison comes before the picture behind it; so does a page,
# but what both have in the table is all that they share: the window's shortcuts are there at the same time.
_AT_ONCE: dict[Where, frozenset[Where]] = {
    Where.WINDOW: frozenset(Where),
    Where.PAGES: frozenset(Where) - {Where.MASK},
    Where.STUDIO: _STUDIO,
}
_MOVES = "The arrows move in text, lists and pictures."
_SENDS = "Ctrl+Enter sends, in text too."
_CLOSES = "Esc takes back and closes."
_CONFIRMS = "Enter takes what is chosen, and begins a line in text."
_DELETES = "It takes signs of a text away."
_FORMER = "Alt and the arrows recall former prompts, in the text itself."
_ENDS = "It closes the window at any time."
_TRAVELS = "Tab leads to the next control."
_STEPS = ("Left", "Right", "Up", "Down", "Home", "End", "PgUp", "PgDown")
_RESERVED: dict[str, str] = {
    "Esc": _CLOSES, "Shift+Esc": _CLOSES, "Tab": _TRAVELS, "Shift+Tab": _TRAVELS, "Backtab": _TRAVELS,
    "Shift+Backtab": _TRAVELS, "Ctrl+Tab": _TRAVELS, "Return": _CONFIRMS, "Shift+Return": _CONFIRMS,
    "Ctrl+Return": _SENDS, "Space": "Held, Space moves the view.", "Backspace": _DELETES, "Shift+Backspace": _DELETES,
    "Alt+Up": _FORMER, "Alt+Down": _FORMER, "Ctrl+Q": _ENDS, "Alt+F4": _ENDS,
    **{modifier + step: _MOVES for step in _STEPS for modifier in ("", "Shift+")},
}  # fmt: skip
# Reserved only where one of these places is.
_RESERVED_AT: dict[str, tuple[frozenset[Where], str]] = {
    ORIGINAL_KEY: (frozenset((Where.MASK, Where.COMPARE)), "Held, O shows the picture before."),
    "Ctrl+V": (frozenset((Where.PROMPT,)), "It pastes pictures and text."),
    **{key: (frozenset((Where.PICTURE,)), "F2 to F10 are for further actions of a picture.") for key in OTHER_KEYS},
}
_FIXED: dict[str, str] = {
    "generate": _SENDS, "batch:start": _SENDS, "mask:submit": _SENDS, "former_prompt": _FORMER,
    "newer_prompt": _FORMER, "leave": _CLOSES, "mask:back": _CLOSES, "mask:confirm": _CONFIRMS,
    "mask:step_back": "Backspace takes the last corner back.", "quit": _ENDS,
}  # fmt: skip


def bound(keymap: Keymap, command: Command) -> Command:
    """A command of the table with the keys that it has now."""
    keys = keymap.changed.get(command.id)
    return command if keys is None else replace(command, keys=keys)


def why_fixed(command: Command) -> str:
    """Why its keys cannot be changed, or ""."""
    is_of_table = command.id in _TABLE
    return _FIXED.get(command.id, "" if is_of_table else "It follows the keys of other commands.")


def why_reserved(command: Command, key: str) -> str:
    """Why `command` cannot have `key`, or ""; what the table gives it is never refused."""
    if key in _TABLE[command.id].keys:
        return ""
    places, reason = _RESERVED_AT.get(key, (frozenset(), ""))
    return _RESERVED.get(key) or (reason if any(_meet(command.where, place) for place in places) else "")


def holders(keymap: Keymap, command: Command, key: str) -> tuple[Command, ...]:
    """The other commands for which `key` stands where `command` holds.

    Those that share a key in the table are told apart by the picture on view.
    """
    return tuple(
        bound(keymap, other)
        for other in COMMANDS
        if other.id != command.id
        and key in keymap.keys(other.id, other.keys)
        and _meet(other.where, command.where)
        and not (key in other.keys and key in _TABLE[command.id].keys)
    )


def given(keymap: Keymap, command: Command, key: str, beside: bool = False) -> Keymap:
    """With `key` as the first one of `command`, in place of the former first or `beside` it; others lose it there."""
    kept = [each for each in keymap.keys(command.id, command.keys)[0 if beside else 1 :] if each != key]
    return _given(keymap, command, (key, *kept))


def without(keymap: Keymap, command: Command) -> Keymap:
    """Without the first key of `command`."""
    return _put(keymap, command.id, keymap.keys(command.id, command.keys)[1:])


def reset(keymap: Keymap, command: Command) -> Keymap:
    """With the table's keys of `command`, also where others have taken them."""
    return _given(keymap, command, _TABLE[command.id].keys)


def taken_by_reset(keymap: Keymap, command: Command) -> tuple[Command, ...]:
    """The commands that lose a key when the keys of `command` are the table's again."""
    found = (each for key in _TABLE[command.id].keys for each in holders(keymap, command, key))
    return tuple({each.id: each for each in found}.values())


def sound(read: Keymap) -> tuple[Keymap, tuple[str, ...]]:
    """What can be taken of a keymap that comes from outside, and the ids of the commands whose keys it cannot have.

    Keys that others have are refused, whoever comes later; unknown commands are kept.
    """
    known = {command: keys for command, keys in read.changed.items() if command in _TABLE}
    taken = Keymap({**read.changed, **dict.fromkeys(known, ())})
    refused = []
    for command, keys in known.items():
        row = _TABLE[command]
        if why_fixed(row) or any(why_reserved(row, key) or holders(taken, row, key) for key in keys):
            refused.append(command)
        else:
            taken = _put(taken, command, keys)
    for command in refused:
        row = _TABLE[command]
        free = tuple(key for key in row.keys if not holders(taken, row, key))
        taken = _put(taken, command, free)
    return taken, tuple(refused)


_TABLE = {command.id: command for command in COMMANDS}


def _meet(one: Where, other: Where) -> bool:
    return one is other or other in _AT_ONCE.get(one, ()) or one in _AT_ONCE.get(other, ())


def _given(keymap: Keymap, command: Command, keys: tuple[str, ...]) -> Keymap:
    for key in keys:
        for other in holders(keymap, command, key):
            keymap = _put(keymap, other.id, tuple(each for each in other.keys if each != key))
    return _put(keymap, command.id, keys)


def _put(keymap: Keymap, command_id: str, keys: tuple[str, ...]) -> Keymap:
    rest = {name: held for name, held in keymap.changed.items() if name != command_id}
    return Keymap(rest if keys == _TABLE[command_id].keys else {**rest, command_id: keys})
