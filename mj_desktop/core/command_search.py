"""Searching commands: which of them, and which gestures, answer to what a person typed."""

from collections.abc import Sequence
from typing import TypeVar

from mj_desktop.core.commands import Command
from mj_desktop.core.gestures import Gesture

Row = TypeVar("Row", bound=Command | Gesture)
_WRITTEN = {"Return": "Enter", "PgUp": "Page Up", "PgDown": "Page Down", "Del": "Delete"}


def found(rows: Sequence[Row], text: str) -> list[Row]:
    """The rows in which every word of `text` occurs, in words, keys, group or further words; the best first.

    Rows of equal rank keep their order. An empty text finds all.
    """
    wanted = text.lower().split()
    ranked = [(rank, place, row) for place, row in enumerate(rows) if (rank := _rank(row, wanted)) is not None]
    return [row for _, _, row in sorted(ranked, key=lambda each: each[:2])]


def _rank(row: Command | Gesture, wanted: list[str]) -> int | None:
    """0: the words begin with it; 1: one of the words does; 2: it is inside; 3: found elsewhere; None: not at all."""
    words = row.words.lower()
    keys = (each for key in row.keys for each in (key, _as_it_stands(key)))
    elsewhere = " ".join((words, row.also, row.group, *keys)).lower()
    if not all(part in elsewhere for part in wanted):
        return None
    if words.startswith(" ".join(wanted)):
        return 0
    if all(any(word.startswith(part) for word in words.split()) for part in wanted):
        return 1
    return 2 if all(part in words for part in wanted) else 3


def _as_it_stands(key: str) -> str:
    """The key as a keyboard has it written: Qt names some otherwise."""
    for of_qt, written in _WRITTEN.items():
        key = key.replace(of_qt, written)
    return key
