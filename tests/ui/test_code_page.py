"""Requests as code in the window: by key, by the picture's menu, and on a page of their own."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from mj_desktop.core.as_code import LANGUAGES, Call, written
from mj_desktop.core.intentions import AsCode
from mj_desktop.core.request import COMPOSITE
from mj_desktop.ui.window.library_acts import LibraryActs
from mj_desktop.ui.window.office_place import OfficePlace
from mj_desktop.ui.window.window import Window
from tests.ui.conftest import make

CALL = Call(address="https://api.acedata.cloud/midjourney/imagine", accept="application/x-ndjson", seconds=540,
            body={"action": "generate", "prompt": "a fox", "mask": "A" * 500})  # fmt: skip


@pytest.fixture
def window(window: Window) -> Window:
    window.show_library([make("a", created_at=1.0), make("b", created_at=0.5, action=COMPOSITE)])
    window.viewer.setFocus()
    return window


def test_the_page_shows_and_copies_each_form_by_the_keyboard_alone_and_gives_the_window_back(window: Window) -> None:
    code = OfficePlace(window).code
    code.wanted.connect(lambda wish: code.take(wish, CALL))
    QTest.keyClick(window.viewer, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    page = code.page
    assert page is not None
    assert (page.isVisible(), page.copy.hasFocus()) == (True, True)
    for language in LANGUAGES:
        segment = page.languages.segment(language.id)
        segment.setFocus()
        QTest.keyClick(segment, Qt.Key.Key_Space)
        assert "(500 characters)" in page.code.toPlainText()
        QTest.keyClick(page.copy, Qt.Key.Key_Space)
        assert QGuiApplication.clipboard().text() == written(language.id, CALL)
    QTest.keyClick(page.copy, Qt.Key.Key_Escape)
    assert (page.isVisible(), window.viewer.hasFocus()) == (False, True)


def test_a_form_is_saved_as_a_file_that_its_page_names(window: Window, tmp_path: Path) -> None:
    code = OfficePlace(window).code
    saved: list[tuple[str, str, str]] = []
    code.saved.connect(lambda *told: saved.append(told))
    code.take(AsCode("a"), CALL)
    assert code.page is not None
    assert code.page.save.text() == "Save as request.sh"
    code.page.languages.segment("javascript").click()
    assert code.page.save.text() == "Save as request.mjs"
    code.page.save.click()
    dialog = window.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    dialog.setDirectory(str(tmp_path))
    dialog.selectFile("mine.mjs")
    dialog.accept()
    assert saved == [("javascript", str(tmp_path / "mine.mjs"), written("javascript", CALL))]


def test_the_pictures_menu_asks_for_every_form(window: Window) -> None:
    acts, wished = LibraryActs(window), list[object]()
    acts.code_wanted.connect(wished.append)
    menu = acts.menu_of("a")
    (copies,) = [action.menu() for action in menu.actions() if action.text() == "Copy as code"]
    (show,) = [action for action in menu.actions() if action.text().startswith("Show as code")]
    for action in (show, *copies.actions()):  # type: ignore[attr-defined]
        action.trigger()
    assert wished == [AsCode("a"), *(AsCode("a", language.id) for language in LANGUAGES)]
    assert not any(action.text().startswith(("Show as code", "Copy as code")) for action in acts.menu_of("b").actions())
