"""The library's check in the settings, and the choice of a task where several could be one."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from mj_desktop.core.candidates import Candidate, Candidates, Claim
from mj_desktop.core.health import Checkup, Health
from mj_desktop.ui.settings.health import HealthRow
from mj_desktop.ui.settings.page import SettingsPage
from mj_desktop.ui.window.choose_task import ChooseTask


def _button(within: QWidget, name: str) -> QAbstractButton:
    found = within.findChild(QAbstractButton, name)
    assert isinstance(found, QAbstractButton)
    return found


def _note(row: QWidget) -> str:
    found = row.findChild(QLabel, "note-health")
    assert isinstance(found, QLabel)
    return found.text()


@pytest.mark.parametrize(
    ("health", "words"),
    [
        (Health(), "No picture is missing."),
        (Health(pictures=3), "No picture is missing."),
        (Health(pictures=3, full=True), "3 checked, all whole."),
        (Health(pictures=1, full=True), "One picture checked, it is whole."),
        (Health(missing=("a",), damaged=("b", "c"), orphaned=("x",)),
         "1 missing, 2 damaged, 1 file that belongs to no picture."),
        (Health(orphaned=("x", "y"), untold=("a",)),
         "1 without the facts beside it, 2 files that belong to no picture."),
        (Health(unfetched=("a",)), "1 not fetched."),
        (Health(full=True, untold=("a", "b")), "2 without the facts beside them."),
        (Health(full=True, database="row 3 missing"),
         "the database is damaged: start again first, it is rebuilt then."),
    ],
)  # fmt: skip
def test_it_says_what_was_found(qtbot: QtBot, health: Health, words: str) -> None:
    row = HealthRow()
    qtbot.addWidget(row)
    row.show_checkup(Checkup(health=health))
    assert _note(row) == words


def test_checking_and_repairing_are_two_buttons_that_rest_while_it_goes_on(qtbot: QtBot) -> None:
    page = SettingsPage()
    qtbot.addWidget(page)
    wished: list[str] = []
    page.health.check_wanted.connect(lambda: wished.append("check"))
    page.health.repair_wanted.connect(lambda: wished.append("repair"))
    page.open_part("library")
    page.show()
    for name in ("check-library", "repair-library"):
        QTest.mouseClick(_button(page, name), Qt.MouseButton.LeftButton)
    assert wished == ["check", "repair"]
    page.health.show_checkup(Checkup(busy="repairing"))
    assert not _button(page, "repair-library").isEnabled()
    assert _note(page) == "Repairing…"


@pytest.mark.parametrize(("button", "chosen"), [("take-candidate", "two"), ("no-candidate", None)])
def test_a_person_chooses_the_task_or_says_that_none_is_it(qtbot: QtBot, button: str, chosen: str | None) -> None:
    candidates = Candidates("g", (Candidate("one", 1.0, "a cat", "generate"), Candidate("two", None, "", "upscale1")))
    window = QWidget()
    qtbot.addWidget(window)
    dialog, claims = ChooseTask(candidates, window), list[Claim]()
    dialog.chosen.connect(claims.append)
    assert "a cat" in dialog.tasks.item(0).text()
    assert "Upscale 1" in dialog.tasks.item(1).text()
    dialog.tasks.setCurrentRow(1)
    QTest.mouseClick(_button(dialog, button), Qt.MouseButton.LeftButton)
    assert claims == [Claim("g", chosen)]
