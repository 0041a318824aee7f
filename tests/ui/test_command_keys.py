"""Every command of the table has a key that does in the real window what the table says."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from mj_desktop.core.as_code import LANGUAGES
from mj_desktop.core.commands import COMMANDS, Command
from mj_desktop.core.comparison import Comparison, Part
from mj_desktop.core.generation import DEMO
from mj_desktop.core.intentions import AsCode, Remedied, Repaint
from mj_desktop.core.keeping import Delete, DeleteOrigin, Export, How, OpenTrash, UndoDelete
from mj_desktop.core.messages import Message, Remedy
from mj_desktop.core.where import ON_PAGES, Where
from mj_desktop.ui.strip.menu import PictureMenu
from mj_desktop.ui.window.address_overlay import AddressOverlay
from tests.ui.finders import message
from tests.ui.keys_stage import ALL_SINGLE, Seen, held, overlay, panels, press, staged, tile


def scale(seen: Seen) -> float:
    viewer = seen.window.viewer
    return round(viewer.picture_rect().width() / 2048 * viewer.devicePixelRatioF(), 2)


def told(seen: Seen) -> object:
    return seen.told


def wished(seen: Seen) -> object:
    return seen.wished


def asked_place(seen: Seen) -> object:
    """The title of the dialog that asks where to save; it is closed."""
    found = seen.window.findChild(QFileDialog)
    if not isinstance(found, QFileDialog):
        return ""
    found.reject()
    return found.windowTitle()


def menu(seen: Seen) -> object:
    found = seen.window.findChild(PictureMenu)
    return isinstance(found, PictureMenu) and found.close()


def demo_hidden(seen: Seen) -> object:
    return seen.window.library.head.demo_is_hidden


def focus(seen: Seen) -> object:
    found = QApplication.focusWidget()
    return found.objectName() if found is not None else ""


def searching(seen: Seen) -> object:
    return seen.window.library.head.field.hasFocus()


def about(seen: Seen) -> object:
    return (found := seen.window.findChild(QDialog, "about")) is not None and found.close()


def in_settings(seen: Seen) -> object:
    return seen.window.settings.is_open


def in_tasks(seen: Seen) -> object:
    return seen.window.tasks.is_open


def part_shown(seen: Seen) -> object:
    """The settings' part that is open."""
    page = seen.window.settings.page
    names = [each.objectName() for each in page.findChildren(QAbstractButton) if each.isChecked()] if page else []
    return next((name.removeprefix("nav-") for name in names if name.startswith("nav-")), "")


def text(seen: Seen) -> object:
    return seen.window.desk.edit.toPlainText()


def ratio(seen: Seen) -> object:
    return seen.window.desk.ratios.value()


def mode(seen: Seen) -> object:
    return seen.window.desk.modes.value()


def shown(seen: Seen) -> object:
    return seen.window.shown


def copied(seen: Seen) -> object:
    return QGuiApplication.clipboard().text()


def page(seen: Seen) -> object:
    found = seen.window.pages.currentWidget()
    return found.objectName() if found is not None else ""


def further(seen: Seen) -> object:
    return seen.further


def address(seen: Seen) -> object:
    return seen.window.findChild(AddressOverlay) is not None


def clip(seen: Seen) -> object:
    face = seen.videos.face
    return face.chosen if face is not None else None


def still(seen: Seen) -> object:
    found = seen.window.findChild(QAbstractButton, "video_pause")
    return found.text() if isinstance(found, QAbstractButton) else ""


def versions(seen: Seen) -> object:
    popup = seen.window.desk.versions
    visible = popup.view().isVisible()
    popup.hidePopup()
    return visible


# id: on which stage, keys pressed before, what is looked at, and what is seen then.
Case = tuple[str, str, Callable[[Seen], object], object]
CASES: dict[str, Case] = {
    "generate": ("grid", "", lambda seen: len(seen.told), 1),
    "former_prompt": ("grid", "", text, "the prompt before"),
    "newer_prompt": ("grid", "", text, "words"),
    **{f"ratio:{value}": ("grid", "", ratio, value) for value in ("1:1", "4:3", "3:4", "16:9", "9:16")},
    "ratio:other": ("grid", "", focus, "ratio-field"),
    "parameters": ("grid", "", focus, "field-style"),
    "presets": ("grid", "", overlay, "presets"),
    "mend": ("grid", "", text, "words --ar 16:9"),
    "mend_all": ("grid", "", text, "words --ar 16:9 --c 100"),
    "version": ("grid", "", versions, True),
    **{f"mode:{value}": ("grid", "", mode, value) for value in ("relax", "fast", "turbo")},
    "fit": ("grid", "Ctrl+1", scale, 0.3),
    "actual": ("grid", "", scale, 1.0),
    "double": ("grid", "", scale, 2.0),
    "zoom_in": ("grid", "Ctrl+1", scale, 2.0),
    "zoom_out": ("grid", "Ctrl+1", scale, 0.5),
    **{f"tile{number}": ("grid", "", tile, number) for number in (1, 2, 3, 4)},
    "next_tile": ("grid", "2", tile, 3),
    "former_tile": ("grid", "2", tile, 1),
    "tile_above": ("grid", "3", tile, 1),
    "tile_below": ("grid", "2", tile, 4),
    "first_tile": ("grid", "3", tile, 1),
    "last_tile": ("grid", "3", tile, 4),
    "alone": ("grid", "3", scale, 0.6),
    "leave": ("grid", "3", tile, None),
    "newer": ("grid", "PgDown", shown, "b"),
    "older": ("grid", "", shown, "a"),
    "compare": ("varied", "", told, [Comparison(Part("a", 2), tuple(Part("b", tile) for tile in (1, 2, 3, 4)))]),
    "parent": ("grid", "", shown, "a"),
    "stop": ("running", "", told, ["b"]),
    "send_now": ("refused", "", told, [Remedied(Remedy.SEND_NOW, "b")]),
    "wait_again": ("set_aside", "", told, ["b"]),
    "fetch": ("unfetched", "", told, [Remedied(Remedy.FETCH, "b")]),
    "try_again": ("failed", "", told, [Remedied(Remedy.TRY_AGAIN, "b")]),
    "edit_prompt": ("failed", "", focus, "prompt"),
    "copy_details": ("failed", "", copied, "task_failed · no · trace-7"),
    "copy_trace": ("failed", "", copied, "trace-7"),
    "upscale_tile": ("grid", "2", told, held("upscale2")),
    "vary_tile": ("grid", "4", told, held("variation4")),
    "upscale_and_repaint": ("grid", "1", told, held("upscale1", then_repaint=True)),
    "repaint": ("single", "", told, [Repaint("b")]),
    "action:reroll": ("grid", "", told, held("reroll")),
    **{f"action:{action}": ("single", "", told, held(action)) for action in ALL_SINGLE},
    "use_prompt": ("grid", "", text, "a lighthouse on a basalt cliff"),
    "copy_prompt": ("grid", "", copied, "a lighthouse on a basalt cliff --v 8.2"),
    "as_code": ("grid", "", wished, [AsCode("b")]),
    **{f"copy_{language.id}": ("grid", "", wished, [AsCode("b", language.id)]) for language in LANGUAGES},
    "save": ("grid", "", asked_place, "Save"),
    "save_tiles": ("grid", "", asked_place, "Save the four tiles in a folder"),
    "copy_picture": ("grid", "", wished, [Export("b", How.COPY_PICTURE)]),
    "copy_file": ("grid", "2", wished, [Export("b", How.COPY_FILE, 2)]),
    "show_file": ("single", "", wished, [Export("b", How.SHOW)]),
    "made_of_it": ("grid", "PgDown", shown, "b"),
    "menu": ("grid", "", menu, True),
    "delete": ("grid", "", wished, [Delete(("b",))]),
    "undo_delete": ("grid", "", wished, [UndoDelete()]),
    "trash": ("grid", "", wished, [OpenTrash()]),
    "empty_trash": ("grid", "", wished, [OpenTrash()]),
    "hide_demo": ("grid", "", demo_hidden, True),
    "remove_demo": ("grid", "", wished, [DeleteOrigin(DEMO)]),
    "account": ("grid", "", in_settings, True),
    **{
        f"settings:{part}": ("grid", "", part_shown, part)
        for part in ("drawing", "appearance", "library", "network", "webhooks", "updates")
    },
    "palette": ("grid", "", overlay, "palette"),
    "shortcuts": ("grid", "", overlay, "sheet"),
    "go_prompt": ("grid", "", focus, "prompt"),
    "go_picture": ("grid", "Ctrl+P", focus, "viewer"),
    "go_library": ("grid", "", focus, "library-cells"),
    "fold_both": ("grid", "", panels, (False, False)),
    "fold_prompt": ("grid", "", panels, (False, True)),
    "fold_library": ("grid", "", panels, (True, False)),
    "message": ("grid", "", told, [Remedied(Remedy.SEND_WAITING, None)]),
    "search": ("grid", "", searching, True),
    "settings": ("grid", "", in_settings, True),
    "describe": ("addressed", "", page, "asides"),
    "describe_other": ("grid", "", page, "asides"),
    "seed": ("grid", "", page, "asides"),
    "shorten": ("grid", "", page, "asides"),
    "translate": ("grid", "", page, "asides"),
    "video": ("addressed", "", page, "video-composer"),
    "video_extend": ("video", "", page, "video-composer"),
    "video_pause": ("video", "", still, "Play"),
    "clip1": ("video", "2", clip, 0),
    **{f"clip{number}": ("video", "", clip, number - 1) for number in (2, 3, 4)},
    "clip_open": ("video", "3", further, [("open", 2)]),
    "clip_save": ("video", "", asked_place, "Save the clip"),
    "edit_outside": ("grid", "", address, True),
    "reference": ("addressed", "", further, ["https://service.example/b.png"]),
    "reference_address": ("grid", "", address, True),
    "upload": ("grid", "", address, True),
    "tasks": ("grid", "", in_tasks, True),
    "batch": ("grid", "", focus, "batch-prompt"),
    "costs": ("grid", "", focus, "costs-page-done"),
    "about": ("grid", "", about, True),
    "quit": ("grid", "", told, ["closing"]),
}


def of_the_studio() -> list[Command]:
    """All but those of parts that have tests of their own."""
    return [command for command in COMMANDS if command.where not in (Where.MASK, Where.COMPARE, *ON_PAGES)]


def test_every_command_of_the_table_has_its_case() -> None:
    assert {command.id for command in of_the_studio()} == set(CASES)


@pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing)")  # of a popup list, offscreen
@pytest.mark.parametrize(("command", "key"), [(c, key) for c in of_the_studio() for key in c.keys],
                         ids=lambda value: value.id if isinstance(value, Command) else value)  # fmt: skip
def test_a_key_does_what_the_table_says(qtbot: QtBot, command: Command, key: str) -> None:
    stage, before, look, expected = CASES[command.id]
    seen = staged(qtbot, stage)
    typed = {"mend": "words —ar 16:9", "mend_all": "words —ar 16:9 --c 500"}.get(command.id, "words")
    seen.window.desk.edit.setPlainText(typed)
    seen.window.show_message(Message("One waits", remedy=Remedy.SEND_WAITING))
    QGuiApplication.clipboard().setText("")
    if before:
        press(seen, before)
    if command.id == "newer_prompt":
        press(seen, "Alt+Up", Where.PROMPT)
    assert command.id in ("ratio:1:1", "mode:fast", "newer_prompt") or look(seen) != expected
    press(seen, key, command.where)
    assert look(seen) == expected


@pytest.mark.parametrize(("typed", "before", "sent", "told"), [
    ("words", "", 1, "Ready"),
    ("", "", 0, "The prompt has no words yet."),
    ("words", "Ctrl+,", 0, "Ready"),
    ("words", "Ctrl+Shift+P", 0, "The prompt was folded away. Ctrl+Enter sends it now."),
], ids=["from the library", "no words", "from the settings", "folded"])  # fmt: skip
def test_ctrl_enter_outside_the_prompt_does_what_its_button_would_or_says_why_not(
    qtbot: QtBot, typed: str, before: str, sent: int, told: str
) -> None:
    seen = staged(qtbot, "grid")
    seen.window.status.clear()
    seen.window.desk.edit.setPlainText(typed)
    if before:
        press(seen, before)
    else:
        seen.window.library.view.setFocus()
    QTest.keyClick(seen.window.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert (len(seen.told), message(seen.window)) == (sent, told)
