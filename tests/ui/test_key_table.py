"""Every key that is handled, in the window and in the mask editor, is in the table."""

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from pytestqt.qtbot import QtBot

from mj_desktop.core import commands
from mj_desktop.core.commands import COMMANDS, Command
from mj_desktop.core.where import ON_PAGES, Where
from mj_desktop.ui.mask_editor import keys as mask_keys
from tests.ui.keys_stage import staged

FORM_KEYS = {"Ctrl+Return"}  # of the batch page, which is made when it is first opened
PORTABLE = QKeySequence.SequenceFormat.PortableText


def mask_event(key: str) -> QKeyEvent:
    chord = QKeySequence(key)[0]  # type: ignore[index]
    sign = key if len(key) == 1 else ""
    return QKeyEvent(QEvent.Type.KeyPress, chord.key(), chord.keyboardModifiers(), sign.lower())


@pytest.mark.parametrize(("command", "key"),
                         [(c, key) for c in COMMANDS if c.where is Where.MASK for key in c.keys],
                         ids=lambda value: value.id if isinstance(value, Command) else value)  # fmt: skip
def test_the_mask_editor_reads_every_key_as_the_table_does(command: Command, key: str) -> None:
    assert f"mask:{mask_keys.command(mask_event(key))}" == command.id


def test_every_key_that_the_mask_editor_knows_is_in_the_table() -> None:
    ids = {command.id for command in COMMANDS if command.where is Where.MASK}
    known = {*mask_keys.LETTERS.values(), *mask_keys.SIGNS.values(), *mask_keys.CHORDS.values()}
    assert {f"mask:{name}" for name in known} == ids
    # Twins of one key on other keyboards: the keypad's Enter, plus by "=" and by Shift.
    twins = {"Enter", "Ctrl+Enter", "Ctrl+Alt+=", "Ctrl+Alt+Shift++"}
    held_there = commands.keys_at(Where.MASK)
    chords = {QKeySequence(m.value | k.value).toString(PORTABLE) for m, k in mask_keys.CHORDS}
    signs = {sign.upper() for sign in (*mask_keys.LETTERS, *mask_keys.SIGNS)}
    assert chords | signs == set(held_there) | twins


def test_every_shortcut_of_the_window_is_in_the_table(qtbot: QtBot) -> None:
    window = staged(qtbot, "grid").window
    made = [key.toString(PORTABLE) for shortcut in window.findChildren(QShortcut) for key in QShortcut.keys(shortcut)]
    held = set(commands.keys_at(Where.WINDOW, Where.PAGES, Where.STUDIO, *ON_PAGES))
    assert (len(made), {*made, *FORM_KEYS}) == (len(held - FORM_KEYS), held)
