"""The sheet of shortcuts and the command palette: opened, typed into, run and closed by the keyboard alone."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from mj_desktop.core.commands import COMMANDS, COVERED, Command
from mj_desktop.core.gestures import GESTURES
from mj_desktop.core.intentions import Trigger
from mj_desktop.core.messages import Message
from mj_desktop.core.situation import Need
from mj_desktop.core.where import ON_PAGES, Where
from mj_desktop.ui import theme
from mj_desktop.ui.commands import sheet as sheet_module
from mj_desktop.ui.commands import words
from mj_desktop.ui.commands.block import Block, Row
from mj_desktop.ui.commands.overlay import Overlay
from mj_desktop.ui.commands.palette import Entry, Palette
from mj_desktop.ui.commands.sheet import Sheet
from mj_desktop.ui.controls import Elided, IconButton
from mj_desktop.ui.mask_editor.editor import MaskEditor
from mj_desktop.ui.window.window import Window
from tests.ui.conftest import make, picture
from tests.ui.finders import message

CTRL = Qt.KeyboardModifier.ControlModifier
Key = Qt.Key


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    made = Window()
    qtbot.addWidget(made)
    made.set_editor(MaskEditor())
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.show_library([make("a", created_at=1.0), make("b", created_at=2.0)])
    made.show_picture(picture("b"))
    made.viewer.setFocus()
    yield made


def open_palette(window: Window) -> Palette:
    QTest.keyClick(window.focusWidget() or window, Key.Key_K, CTRL)
    found = window.commands.overlay
    assert isinstance(found, Palette)
    return found


def open_sheet(window: Window) -> Sheet:
    QTest.keyClick(window.focusWidget() or window, Key.Key_F1)
    found = window.commands.overlay
    assert isinstance(found, Sheet)
    return found


def foot(overlay: Overlay) -> str:
    assert isinstance(overlay.foot, Elided)
    return overlay.foot.words()


def ids(palette: Palette) -> list[str]:
    return [entry.command.id for entry in palette.shown()]


def test_the_palette_lists_every_command_that_has_a_place_here_and_those_of_the_picture(window: Window) -> None:
    palette = open_palette(window)
    elsewhere = (Where.MASK, Where.COMPARE, *ON_PAGES)
    table = {c.id for c in COMMANDS if c.where not in elsewhere and (not c.action or c.action == "reroll")}
    tiles = {f"action:{verb}{tile}" for verb in ("upscale", "variation") for tile in (1, 2, 3, 4)}
    assert sorted(ids(palette)) == sorted(table | tiles)


def test_what_cannot_run_stands_last_with_its_reason(window: Window) -> None:
    palette = open_palette(window)
    reasons = [entry.reason for entry in palette.shown()]
    assert reasons == sorted(reasons, key=bool)
    by_id = {entry.command.id: entry.reason for entry in palette.shown()}
    assert by_id["generate"] == Need.WORDS
    assert by_id["fit"] == ""


def test_typing_finds_arrows_choose_and_enter_runs_with_the_focus_back_where_it_was(window: Window) -> None:
    told: list[object] = []
    window.triggered.connect(told.append)
    palette = open_palette(window)
    assert palette.field.hasFocus()
    QTest.keyClicks(palette.field, "upsc")
    assert ids(palette)[:4] == [f"action:upscale{tile}" for tile in (1, 2, 3, 4)]
    QTest.keyClick(palette.field, Key.Key_Return)
    assert (told, palette.current()) == ([], None)  # what is paid is never chosen by itself
    QTest.keyClick(palette.field, Key.Key_Down)
    QTest.keyClick(palette.field, Key.Key_Down)
    QTest.keyClick(palette.field, Key.Key_Return)
    assert told == [Trigger("b", "upscale2", held=True)]
    assert window.commands.overlay is None
    assert not palette.isVisible()
    assert window.viewer.hasFocus()


def test_from_the_last_row_down_leads_to_the_first(window: Window) -> None:
    palette = open_palette(window)
    QTest.keyClick(palette.field, Key.Key_Up)
    last = palette.current()
    assert last == palette.shown()[-1]
    QTest.keyClick(palette.field, Key.Key_Down)
    assert palette.current() == palette.shown()[0]
    QTest.keyClick(palette.field, Key.Key_PageDown)
    assert palette.current() == palette.shown()[8]


def test_nothing_paid_is_chosen_before_a_person_chooses(window: Window) -> None:
    told: list[object] = []
    window.triggered.connect(told.append)
    window.submitted.connect(told.append)
    palette = open_palette(window)
    assert palette.shown()[0].command.spends
    QTest.keyClick(palette.field, Key.Key_Return)
    assert (told, palette.isVisible(), palette.current()) == ([], True, None)
    assert foot(palette) == "Choose with ↓ what Enter is to run."
    QTest.keyClicks(palette.field, "fit")
    palette.field.clear()
    assert palette.current() is None
    QTest.keyClick(palette.field, Key.Key_Down)
    assert palette.current() == palette.shown()[0]


def test_the_palette_says_what_is_paid_and_nothing_is_on_the_demo_engine(window: Window) -> None:
    window.desk.edit.setPlainText("words")
    free = open_palette(window)
    assert {entry.costs for entry in free.shown()} == {False}
    free.close_overlay()
    window.show_origin("https://api.acedata.cloud")
    window.show_library([replace(make("s", created_at=9.0), origin="https://api.acedata.cloud")])
    window.library.chosen.emit("s")
    palette = open_palette(window)
    paid = {entry.command.id for entry in palette.shown() if entry.costs}
    assert {"generate", "action:upscale1", "action:reroll", "upscale_tile", "shorten", "describe"} <= paid
    assert {"fit", "batch", "video", "describe_other", "settings", "repaint"} & paid == set()
    model = palette.list.model()
    heard = [model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(model.rowCount())]
    assert "Generate, Ctrl+Enter. paid" in heard


def test_enter_on_what_cannot_run_says_why_and_stays(window: Window) -> None:
    palette = open_palette(window)
    QTest.keyClicks(palette.field, "where it came")
    QTest.keyClick(palette.field, Key.Key_Return)
    assert palette.isVisible()
    assert foot(palette) == Need.PARENT
    QTest.keyClicks(palette.field, "xyz")
    assert palette.shown() == []
    assert foot(palette) == "No command is called so."
    QTest.keyClick(palette.field, Key.Key_Down)
    QTest.keyClick(palette.field, Key.Key_Return)
    assert palette.isVisible()


def test_while_the_settings_cover_the_picture_nothing_can_be_done_with_it(window: Window) -> None:
    wishes: list[object] = []
    for signal in (window.triggered, window.submitted, window.viewer.repaint_requested):
        signal.connect(wishes.append)
    window.desk.edit.setPlainText("words")
    window.settings.open()
    palette = open_palette(window)
    QTest.keyClicks(palette.field, "reroll")
    QTest.keyClick(palette.field, Key.Key_Return)
    assert palette.isVisible()
    assert foot(palette) == COVERED
    palette.field.clear()
    free = {entry.command.where for entry in palette.shown() if not entry.reason}
    assert free == {Where.WINDOW, Where.PAGES}
    palette.close_overlay()
    for key in ("R", "U", "B", "Ctrl+Return", "Ctrl+T", "Del", "Ctrl+S", "Alt+2", "Ctrl+P", "F"):
        QTest.keySequence(window.focusWidget() or window, QKeySequence(key))
    assert wishes == []
    assert window.settings.is_open
    sheet = open_sheet(window)
    QTest.keyClicks(sheet.field, "reroll")
    QTest.keyClick(sheet.field, Key.Key_Down)
    QTest.keyClick(sheet.field, Key.Key_Return)
    assert foot(sheet) == COVERED
    sheet.close_overlay()
    QTest.keyClick(window.focusWidget() or window, Key.Key_Escape)
    QTest.keyClick(window.viewer, Key.Key_R)
    assert wishes == [Trigger("b", "reroll", held=True)]


def test_that_a_page_covers_the_picture_is_said_only_as_long_as_it_does(window: Window) -> None:
    for leads_on in (window.settings.leave, window.tasks.open):
        window.settings.open()
        window.commands.run_by_id("copy_picture")
        assert message(window) == COVERED
        leads_on()
        assert message(window) == "Ready"
    window.commands.run_by_id("copy_picture")
    window.show_message(Message("Saved."))
    window.tasks.leave()
    assert message(window) == "Saved."


@pytest.mark.parametrize(
    ("typed", "part"),
    [("theme", "appearance"), ("proxy", "network"), ("library folder", "library"), ("token", "account"),
     ("receive", "drawing"), ("file names", "library"), ("timeout", "network")],
)  # fmt: skip
def test_what_is_set_in_the_settings_is_found_and_opened_at_its_own_part(window: Window, typed: str, part: str) -> None:
    palette = open_palette(window)
    QTest.keyClicks(palette.field, typed)
    QTest.keyClick(palette.field, Key.Key_Return)
    assert window.settings.is_open
    entry = window.findChild(QAbstractButton, f"nav-{part}")
    assert isinstance(entry, QAbstractButton)
    assert entry.isChecked()


@pytest.mark.parametrize("key", [(Key.Key_Escape, Qt.KeyboardModifier.NoModifier), (Key.Key_K, CTRL)])
def test_a_closing_key_gives_the_focus_back_to_the_text_with_its_cursor(
    window: Window, key: tuple[Qt.Key, Qt.KeyboardModifier]
) -> None:
    window.desk.focus_prompt()
    QTest.keyClicks(window.desk.edit, "a fox")
    taken: list[bool] = []
    window.taken_back.connect(lambda: taken.append(True))
    palette = open_palette(window)
    QTest.keyClick(palette.field, *key)
    assert window.commands.overlay is None
    assert window.desk.edit.hasFocus()
    assert taken == []
    QTest.keyClicks(window.desk.edit, "es")
    assert window.desk.edit.toPlainText() == "a foxes"


def test_no_shortcut_of_the_window_holds_while_an_overlay_is_open(window: Window) -> None:
    palette = open_palette(window)
    QTest.keyClick(palette.field, Key.Key_F)
    QTest.keyClick(palette.field, Key.Key_Q, CTRL)
    QTest.keyClick(palette.field, Key.Key_Tab)
    assert window.isVisible()
    assert window.desk.isVisible()
    assert palette.field.text() == "f"
    assert palette.field.hasFocus()


def test_a_click_runs_and_a_click_beside_the_card_closes(window: Window) -> None:
    palette = open_palette(window)
    QTest.keyClicks(palette.field, "fold the prompt")
    middle = palette.list.visualRect(palette.list.currentIndex()).center()
    QTest.mouseClick(palette.list.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert not window.desk.isVisible()
    again = open_palette(window)
    QTest.mouseClick(again, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert window.commands.overlay is None


def test_in_the_mask_editor_the_palette_has_the_editors_commands_and_runs_them(window: Window, qtbot: QtBot) -> None:
    window.show_generation(make("c", created_at=3.0, action="upscale1", parent="a", size=64))
    window.library.chosen.emit("c")
    window.show_picture(picture("c"))
    window.open_editor("c")
    editor = window.editor
    assert editor is not None
    qtbot.waitUntil(editor.canvas.hasFocus)
    palette = open_palette(window)
    assert {entry.command.where for entry in palette.shown()} == {Where.MASK, Where.WINDOW}
    QTest.keyClicks(palette.field, "invert")
    QTest.keyClick(palette.field, Key.Key_Return)
    assert not editor.painted.is_empty
    assert editor.canvas.hasFocus()


def test_the_sheet_lists_every_command_and_gesture_with_its_keys(window: Window) -> None:
    rows = open_sheet(window).shown()
    assert [row for row in (*COMMANDS, *GESTURES) if row not in rows] == []
    assert [row.words for row in rows if not words.shown(row)] == []


@pytest.mark.parametrize(
    ("key", "caps"),
    [
        ("Ctrl+Return", ["Ctrl+Enter"]), ("1, U", ["1", "U"]), ("Ctrl++", ["Ctrl++"]), ("Ctrl+Left", ["Ctrl+←"]),
        ("PgDown", ["Page Down"]), ("", []),
    ],
)  # fmt: skip
def test_key_caps_say_what_stands_on_the_keys(key: str, caps: list[str]) -> None:
    assert words.caps(key) == caps


def test_the_sheet_is_searched_by_words_and_by_keys(window: Window) -> None:
    sheet = open_sheet(window)
    QTest.keyClicks(sheet.field, "fold")
    assert {row.words for row in sheet.shown()} == {
        "Fold both side panels", "Fold the prompt panel", "Fold the library", "Library folder and file names",
    }  # fmt: skip
    sheet.field.setText("ctrl+shift+z")
    assert [row.words for row in sheet.shown()] == ["Redo the stroke"]
    sheet.field.setText("no such")
    assert sheet.shown() == []
    assert foot(sheet) == "No shortcut is called so."


def test_enter_on_the_sheet_runs_what_the_arrows_chose(window: Window) -> None:
    sheet = open_sheet(window)
    QTest.keyClicks(sheet.field, "choose tile")
    for _ in range(3):
        QTest.keyClick(sheet.field, Key.Key_Down)
    chosen = sheet.selected()
    assert isinstance(chosen, Command)
    assert chosen.id == "tile3"
    QTest.keyClick(sheet.field, Key.Key_Return)
    assert window.commands.overlay is None
    assert window.viewer.tile == 3


def test_the_sheet_says_where_a_command_of_the_other_place_holds(window: Window) -> None:
    sheet = open_sheet(window)
    QTest.keyClicks(sheet.field, "swap brush")
    QTest.keyClick(sheet.field, Key.Key_Down)
    QTest.keyClick(sheet.field, Key.Key_Return)
    assert sheet.isVisible()
    assert foot(sheet) == "It holds in the mask editor."


def test_a_row_of_the_sheet_runs_by_a_click(window: Window) -> None:
    sheet = open_sheet(window)
    QTest.keyClicks(sheet.field, "fold the library")
    (block,) = [block for block in sheet.findChildren(Block) if block.rows == sheet.shown()]
    rect = block.rect_of(sheet.shown()[0])
    assert rect is not None
    QTest.mouseClick(block, Qt.MouseButton.LeftButton, pos=rect.center().toPoint())
    assert not window.library.isVisible()


def test_the_keyboard_button_of_the_status_line_opens_the_sheet_and_f1_closes_it(window: Window) -> None:
    button = window.status.findChild(IconButton, "shortcuts")
    assert isinstance(button, IconButton)
    assert button.toolTip() == "Keyboard shortcuts [F1]"
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    sheet = window.commands.overlay
    assert isinstance(sheet, Sheet)
    QTest.keyClick(sheet.field, Key.Key_F1)
    assert window.commands.overlay is None
    assert window.viewer.hasFocus()


@pytest.mark.parametrize("scheme", [theme.DARK, theme.LIGHT])
@pytest.mark.parametrize(("width", "height"), [(1280, 800), (1024, 700), (900, 600)])
def test_the_cards_lie_inside_the_window_and_follow_it(window: Window, scheme: str, width: int, height: int) -> None:
    theme.set_scheme(scheme)
    for opened in (open_palette, open_sheet):
        overlay: Overlay = opened(window)
        window.resize(width, height)
        assert overlay.geometry() == window.rect()
        assert overlay.rect().adjusted(20, 20, -20, -20).contains(overlay.card.geometry())
        assert not overlay.grab().isNull()
        overlay.close_overlay()
        window.resize(1280, 800)


def test_the_sheets_columns_are_shared_out_evenly_in_the_groups_order() -> None:
    def rows(count: int) -> list[Row]:
        return list(COMMANDS[:count])

    groups = [("a", rows(10)), ("b", rows(2)), ("c", rows(9)), ("d", rows(12))]
    shared = sheet_module.columns(groups, 3)
    assert [[name for name, _ in column] for column in shared] == [["a"], ["b", "c"], ["d"]]
    assert [[name for name, _ in column] for column in sheet_module.columns(groups, 1)] == [["a", "b", "c", "d"]]
    assert sheet_module.columns([], 3) == [[]]


def test_a_screen_reader_hears_words_keys_and_reason(window: Window) -> None:
    palette = open_palette(window)
    model = palette.list.model()
    heard = [model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(model.rowCount())]
    assert "Fit the whole picture, Ctrl+0" in heard
    assert "Generate, Ctrl+Enter. The prompt has no words yet." in heard
    QTest.keyClick(palette.field, Key.Key_Down)
    assert isinstance(palette.current(), Entry)
    palette.close_overlay()
    blocks = open_sheet(window).findChildren(QWidget)
    described = " ".join(block.accessibleDescription() for block in blocks)
    assert "Zoom at the pointer, Wheel" in described
