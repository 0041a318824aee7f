"""Keys changed in the sheet: by keyboard or mouse, asked for where others have them, and shown wherever keys are."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QGuiApplication, QImage, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from mj_desktop.core.commands import COMMANDS
from mj_desktop.core.intentions import Trigger
from mj_desktop.core.keymap import UNCHANGED, Keymap
from mj_desktop.core.situation import Need
from mj_desktop.ui import keymap
from mj_desktop.ui.commands import words
from mj_desktop.ui.commands.block import Block
from mj_desktop.ui.commands.palette import Palette
from mj_desktop.ui.commands.sheet import Sheet
from mj_desktop.ui.commands.tips import PAIRS, SHOWN
from mj_desktop.ui.mask_editor import keys as mask_keys
from mj_desktop.ui.strip.menu import PictureMenu
from mj_desktop.ui.viewer import keys
from tests.ui.conftest import make
from tests.ui.finders import message
from tests.ui.keys_stage import Seen, held, press, staged
from tests.ui.test_key_table import mask_event

Key = Qt.Key


@pytest.fixture
def seen(qtbot: QtBot) -> Seen:
    return staged(qtbot, "grid")


def opened(seen: Seen, typed: str) -> Sheet:
    """The sheet with the first row found by `typed` chosen, and its keys waited for."""
    seen.window.commands.open_sheet()
    sheet = seen.window.commands.overlay
    assert isinstance(sheet, Sheet)
    QTest.keyClicks(sheet.field, typed)
    QTest.keyClick(sheet.field, Key.Key_Down)
    QTest.keyClick(sheet.field, Key.Key_F2)
    return sheet


def row_of(seen: Seen, command_id: str) -> list[str]:
    (row,) = [row for row in seen.window.commands.every() if row.id == command_id]
    return words.shown(row)


def button(within: QWidget, name: str) -> QAbstractButton:
    found = within.findChild(QAbstractButton, name)
    assert isinstance(found, QAbstractButton)
    return found


def test_by_the_keyboard_alone_a_command_gets_another_key_and_the_former_means_nothing(seen: Seen) -> None:
    sheet = opened(seen, "reroll")
    assert sheet.editor.hasFocus()
    QTest.keyClick(sheet.editor, Key.Key_J, Qt.KeyboardModifier.ShiftModifier)
    assert not sheet.editor.isVisible()
    assert sheet.field.hasFocus()
    assert row_of(seen, "action:reroll") == ["Shift+J"]
    QTest.keyClick(sheet.field, Key.Key_Escape)
    assert keys.meant("R", seen.window.viewer.situation()) is None
    press(seen, "Shift+J")
    assert seen.told == [Trigger("b", "reroll", held=True)]


def test_a_key_that_others_have_is_named_and_only_taken_over_when_a_person_says_so(seen: Seen) -> None:
    sheet = opened(seen, "look up the seed")
    QTest.keyClick(sheet.editor, Key.Key_U)
    assert sheet.editor.said() == "Already: Upscale the tile (U), Upscale 2x (U). Enter takes it over, Esc leaves it."
    QTest.keyClick(sheet.editor, Key.Key_Escape)
    assert keymap.now() == UNCHANGED
    QTest.keyClick(sheet.field, Key.Key_F2)
    QTest.keyClick(sheet.editor, Key.Key_U)
    QTest.keyClick(sheet.editor, Key.Key_Return)
    assert (row_of(seen, "seed"), row_of(seen, "upscale_tile")) == (["U"], [])


@pytest.mark.parametrize(("key", "said"), [
    (Key.Key_Space, "Held, Space moves the view."), (Key.Key_Left, "The arrows move in text, lists and pictures."),
    (Key.Key_F4, "F2 to F10 are for further actions of a picture."),
])  # fmt: skip
def test_a_reserved_key_is_refused_with_the_reason_and_others_are_still_waited_for(
    seen: Seen, key: Qt.Key, said: str
) -> None:
    sheet = opened(seen, "look up the seed")
    QTest.keyClick(sheet.editor, key)
    assert sheet.editor.said().endswith(said)
    assert (keymap.now(), sheet.editor.isVisible()) == (UNCHANGED, True)


def test_what_cannot_have_other_keys_says_why(seen: Seen) -> None:
    sheet = opened(seen, "take back, or leave")
    assert not sheet.editor.isVisible()
    assert sheet.foot.words() == "Esc takes back and closes."


def test_backspace_takes_a_key_off_and_reset_gives_the_tables_back(seen: Seen) -> None:
    sheet = opened(seen, "zoom in")
    QTest.keyClick(sheet.editor, Key.Key_Backspace)
    assert keymap.keys("zoom_in") == ("Ctrl+=",)
    button(sheet, "key-reset").click()
    assert keymap.now() == UNCHANGED


def test_a_twin_is_given_beside_the_keys_that_a_command_has_and_dead_keys_mean_nothing(seen: Seen) -> None:
    sheet = opened(seen, "reroll")
    QTest.mouseClick(button(sheet, "key-beside"), Qt.MouseButton.LeftButton)
    for dead in (Key.Key_Dead_Acute, Key.Key_AltGr):
        QApplication.sendEvent(sheet.editor, QKeyEvent(QEvent.Type.KeyPress, dead, Qt.KeyboardModifier.NoModifier))
    QTest.keyClick(sheet.editor, Key.Key_J)
    assert keymap.keys("action:reroll") == ("J", "R")


def test_a_reset_names_who_has_the_keys_of_the_table_now(seen: Seen) -> None:
    changed = Keymap({"zoom_in": ("Ctrl+Alt+1",), "presets": ("Ctrl+Alt+2", "Ctrl+=")})
    seen.window.commands.keys.take_keys(changed)
    sheet = opened(seen, "zoom in")
    button(sheet, "key-reset").click()
    assert sheet.editor.said().startswith("Already: Presets (Ctrl+=). Enter")
    button(sheet, "key-take").click()
    assert (keymap.keys("zoom_in"), keymap.keys("presets")) == (("Ctrl++", "Ctrl+="), ("Ctrl+Alt+2",))


def test_by_the_mouse_alone_the_pencil_beside_a_row_changes_its_keys(seen: Seen) -> None:
    seen.window.commands.open_sheet()
    sheet = seen.window.commands.overlay
    assert isinstance(sheet, Sheet)
    sheet.field.setText("look up the seed")
    (block,) = sheet.findChildren(Block)
    rect = block.rect_of(block.rows[0])
    assert rect is not None
    QTest.mouseMove(block, rect.center().toPoint())
    pencil = button(block, "edit-keys")
    assert (pencil.isVisible(), pencil.accessibleName()) == (True, "Change the keys of “Look up the seed”")
    QTest.mouseClick(pencil, Qt.MouseButton.LeftButton)
    QTest.mouseClick(button(sheet, "key-off"), Qt.MouseButton.LeftButton)
    QTest.mouseClick(button(sheet, "key-leave"), Qt.MouseButton.LeftButton)
    assert (keymap.keys("seed"), sheet.isVisible()) == ((), True)


@pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing)")  # of a menu, offscreen
def test_changed_keys_are_shown_at_once_in_palette_menus_tooltips_and_on_buttons(seen: Seen) -> None:
    window = seen.window
    changed = {"presets": "Ctrl+Alt+1", "describe": "Ctrl+Alt+2", "action:reroll": "Ctrl+Alt+3", "tile1": "Y",
               "mask:brush": "Ctrl+Alt+4", "mask:smaller": "Ctrl+Alt+5"}  # fmt: skip
    window.commands.keys.take_keys(Keymap({command: (key,) for command, key in changed.items()}))
    assert button(window, "presets").toolTip().endswith("[Ctrl+Alt+1]")
    assert button(window, "action_reroll").toolTip().endswith("[Ctrl+Alt+3]")
    assert button(window, "action_upscale1").toolTip().endswith("[1, U]")
    assert window.editor is not None
    assert button(window.editor, "mask-brush").toolTip() == "Brush [Ctrl+Alt+4]"
    slider = window.editor.findChild(QWidget, "mask-size")
    assert isinstance(slider, QWidget)
    assert "Ctrl+Alt+5 and ]" in slider.toolTip()
    assert mask_keys.command(mask_event("Ctrl+Alt+4")) == "brush"
    press(seen, "Shift+F10")
    (menu,) = window.findChildren(PictureMenu)
    assert [each.text() for each in menu.actions() if each.text().endswith("\tCtrl+Alt+2")] != []
    menu.close()
    window.commands.open_palette()
    palette = window.commands.overlay
    assert isinstance(palette, Palette)
    assert row_of(seen, "presets") == ["Ctrl+Alt+1"]


def test_every_tooltip_that_names_a_key_of_the_table_is_one_that_changes_with_it(seen: Seen) -> None:
    """A key in another part's own tooltip would stay behind: these are the parts whose keys are not the table's."""
    window = seen.window
    window.settings.open()
    own = {"mask-done", "mask-apply", "trash-restore", "tasks-ids", "tasks-again", "tasks-fetch-all"}
    parts = [part for part in window.findChildren(QWidget) if "[" in part.toolTip() and "[Esc]" not in part.toolTip()]
    named_there = {part.objectName() for part in parts if not part.objectName().startswith(("action_", "tile_"))}
    assert named_there - own <= {*SHOWN, *PAIRS}
    assert set(SHOWN.values()) <= {command.id for command in COMMANDS}


def test_a_shortcut_of_the_window_and_a_fold_follow_their_new_keys(seen: Seen) -> None:
    seen.window.commands.keys.take_keys(Keymap({"presets": ("Ctrl+Alt+1",), "fold_both": ("Ctrl+Alt+2",)}))
    press(seen, "F")
    assert seen.window.desk.isVisible()
    press(seen, "Ctrl+Alt+2")
    assert not seen.window.desk.isVisible()
    press(seen, "Alt+S")
    assert seen.window.commands.overlay is None
    press(seen, "Ctrl+Alt+1")
    assert seen.window.commands.overlay is not None


def test_reasons_speak_of_the_keys_of_now(seen: Seen) -> None:
    seen.window.commands.keys.take_keys(Keymap({"tile1": ("7",), "upscale_and_repaint": ("J",)}))
    assert words.said(Need.TILE) == "Choose a tile first, by the keys 7 to 4."
    assert words.said(Need.REPAINTABLE).endswith("first, by J.")


def test_a_tiles_action_takes_the_tiles_and_the_verbs_new_keys(seen: Seen) -> None:
    seen.window.commands.keys.take_keys(Keymap({"upscale_tile": ("J",), "tile2": ("7",)}))
    assert row_of(seen, "action:upscale2") == ["7", "J"]
    for key in ("7", "J"):
        press(seen, key)
    assert seen.told == held("upscale2")


def test_keys_of_a_file_that_others_have_are_left_out_and_said(seen: Seen) -> None:
    seen.window.commands.keys.take_keys(Keymap({"seed": ("U",), "presets": ("Ctrl+Alt+1",)}))
    assert keymap.now().changed == {"presets": ("Ctrl+Alt+1",)}
    assert "Left out: Look up the seed." in message(seen.window)


def test_a_lone_letter_for_all_the_window_is_still_only_text_in_text(seen: Seen) -> None:
    seen.window.commands.keys.take_keys(Keymap({"presets": ("J",)}))
    seen.window.desk.focus_prompt()
    QTest.keyClicks(seen.window.desk.edit, "j")
    assert (seen.window.desk.edit.toPlainText(), seen.window.commands.overlay) == ("j", None)


@pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing)")  # of a menu, offscreen
def test_the_sheets_menu_copies_the_keys_and_resets_them_all(seen: Seen) -> None:
    seen.window.commands.keys.take_keys(Keymap({"seed": ("J",)}))
    seen.window.commands.open_sheet()
    sheet = seen.window.commands.overlay
    assert isinstance(sheet, Sheet)
    QTest.keyClick(sheet.field, Key.Key_Tab)
    QTest.keyClick(button(sheet, "sheet-more"), Key.Key_Return)
    (menu,) = sheet.findChildren(QMenu)
    actions: dict[str, QAction] = {each.text(): each for each in menu.actions()}
    actions["Copy as text"].trigger()
    assert "Look up the seed\tJ\n" in QGuiApplication.clipboard().text()
    actions["Reset all keys"].trigger()
    menu.close()
    assert (keymap.now(), row_of(seen, "seed")) == (UNCHANGED, ["S"])


def test_the_settings_open_by_their_key_also_from_the_mask_editor(seen: Seen) -> None:
    window, editor = seen.window, seen.window.editor
    assert editor is not None
    image = QImage(64, 64, QImage.Format.Format_RGB32)
    image.fill(0)
    window.place.open(make("c", created_at=3.0, action="upscale1"), image, ())
    QTest.keyClick(editor, Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    assert window.settings.is_open
