"""The keys of pages of their own: of batches, of questions, of code; each does there what its button does."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from mj_desktop.core.as_code import Call
from mj_desktop.core.asides import AsideAnswer
from mj_desktop.core.batch import Place
from mj_desktop.core.commands import COMMANDS, Command
from mj_desktop.core.generation import State
from mj_desktop.core.intentions import AsCode
from mj_desktop.core.where import ON_PAGES
from mj_desktop.ui.window.source_place import SourcePlace
from tests.ui.conftest import make
from tests.ui.finders import read
from tests.ui.keys_stage import Seen, overlay, press, staged

CALL = Call(address="https://service.example/imagine", body={"prompt": "a fox"}, accept="application/json", seconds=60)
WAITING = replace(make("w", State.WAITING), place=Place("b7", 0, "{1, 2}", ("Group 1",), ("1",)))


def batch_written(seen: Seen) -> None:
    press(seen, "Ctrl+Shift+B")
    page = seen.office.batches.page
    assert page is not None
    page.form.prompt.setPlainText("a {red, blue} fox")


def batch_waiting(seen: Seen) -> None:
    seen.office.batches.see(WAITING)
    press(seen, "Ctrl+Shift+B")
    seen.office.batches.show_generations([WAITING])


def answered(seen: Seen) -> None:
    press(seen, "Ctrl+D")
    page = seen.parts[0].page
    assert page is not None
    page.incoming.came.emit("https://web.example/a.png")
    sources = seen.window.findChild(SourcePlace)
    assert isinstance(sources, SourcePlace)
    sources.show_address("describe", "https://web.example/a.png")  # it was looked at
    (wish,) = seen.asked
    seen.parts[0].show_answer(AsideAnswer(wish, ("a fox",)))


def code_shown(seen: Seen) -> None:
    seen.office.code.take(AsCode("b"), CALL)


def told(seen: Seen) -> object:
    return seen.told


def chooser(seen: Seen) -> object:
    """The title of the dialog that asks for a file; it is closed."""
    found = seen.window.findChild(QFileDialog)
    if not isinstance(found, QFileDialog) or not found.isVisible():
        return ""
    found.reject()
    return found.windowTitle()


def batches(seen: Seen) -> object:
    page = seen.office.batches.page
    assert page is not None
    visible = page.which.view().isVisible()
    page.which.hidePopup()
    return visible


def copied(seen: Seen) -> object:
    return QGuiApplication.clipboard().text().split(" ")[0]


def language(seen: Seen) -> object:
    page = seen.office.code.page
    return page.languages.value() if page is not None else ""


Case = tuple[Callable[[Seen], None], Callable[[Seen], object], object]
CASES: dict[str, Case] = {
    "batch:start": (batch_written, told, ["started 2"]),
    "batch:pause": (batch_waiting, told, ["paused b7"]),
    "batch:stop": (batch_waiting, told, ["stopped b7"]),
    "batch:choose": (batch_waiting, batches, True),
    "batch:lines": (batch_written, chooser, "Lines of CSV"),
    "asides:again": (answered, lambda seen: len(seen.asked), 2),
    "asides:code": (answered, lambda seen: len(seen.wished), 1),
    "asides:file": (answered, chooser, "Describe a picture"),
    "code:save": (code_shown, chooser, "Save the code"),
    "code:copy": (code_shown, copied, "curl"),
    "code:next": (code_shown, language, "httpx"),
}


def of_pages() -> list[Command]:
    return [command for command in COMMANDS if command.where in ON_PAGES]


def test_every_command_of_a_page_has_its_case() -> None:
    assert {command.id for command in of_pages()} == set(CASES)


@pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing)")  # of a popup list, offscreen
@pytest.mark.parametrize("command", of_pages(), ids=lambda command: command.id)
def test_a_key_does_on_its_page_what_the_table_says(qtbot: QtBot, command: Command) -> None:
    open_page, look, expected = CASES[command.id]
    seen = staged(qtbot, "grid")
    QGuiApplication.clipboard().setText("")
    open_page(seen)
    assert look(seen) != expected
    press(seen, command.keys[0])
    assert look(seen) == expected


def test_what_cannot_be_done_on_the_page_says_why_and_elsewhere_the_key_is_the_windows(qtbot: QtBot) -> None:
    seen = staged(qtbot, "grid")
    press(seen, "Ctrl+Shift+B")
    press(seen, "Ctrl+.")
    assert seen.window.status.message.what == "Nothing waits of the batch on view."
    press(seen, "Ctrl+Shift+B")
    press(seen, "Ctrl+.")
    assert seen.window.status.message.what == "Nothing on view waits or is being drawn."
    press(seen, "F1")
    assert overlay(seen) == "sheet"


def test_what_the_batch_page_reads_for_longer_is_said_until_it_is_there(qtbot: QtBot) -> None:
    seen = staged(qtbot, "grid")
    press(seen, "Ctrl+Shift+B")
    page = seen.office.batches.page
    assert page is not None
    qtbot.waitUntil(lambda: read(page, "batch-reading") == "Reading the list of batches…")
    page.open_batch("b7", "{1, 2}", 1.7e9)
    seen.office.batches.show_list([("b7", "{1, 2}", 1.7e9)])
    qtbot.waitUntil(lambda: read(page, "batch-reading") == "Reading the batch…")
    assert read(page, "batch-progress") == ""
    seen.office.batches.show_generations([WAITING])
    assert (read(page, "batch-reading"), read(page, "batch-progress")) == ("", "0 of 1 drawn · 1 waiting")
