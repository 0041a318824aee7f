"""Every key that is handled, in the window and in the mask editor, is in the table."""

import pytest
from PySide6.QtCore import QEvent, Qt
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


@pytest.mark.parametrize(("twin", "command"), [("Enter", "confirm"), ("Ctrl+Enter", "submit"),
                                               ("Ctrl+Alt+=", "larger"), ("Ctrl+Alt+Shift++", "larger")])  # fmt: skip
def test_twins_of_a_key_on_other_keyboards_mean_the_same(twin: str, command: str) -> None:
    assert mask_keys.command(mask_event(twin)) == command


def test_a_bracket_counts_by_its_text_also_where_altgr_counts_as_ctrl_and_alt() -> None:
    alt_gr = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    assert mask_keys.command(QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_BracketLeft, alt_gr, "[")) == "smaller"


def test_every_shortcut_of_the_window_is_in_the_table(qtbot: QtBot) -> None:
    window = staged(qtbot, "grid").window
    made = [key.toString(PORTABLE) for shortcut in window.findChildren(QShortcut) for key in QShortcut.keys(shortcut)]
    held = set(commands.keys_at(Where.WINDOW, Where.PAGES, Where.STUDIO, *ON_PAGES))
    assert (len(made), {*made, *FORM_KEYS}) == (len(held - FORM_KEYS), held)
