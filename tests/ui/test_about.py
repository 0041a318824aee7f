"""The About dialog: what it tells, and what its diagnostics leave out."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

import mj_desktop
from mj_desktop.core.account import ADDRESS, TOKEN, Account, Finding, Kept
from mj_desktop.core.settings import Settings
from mj_desktop.ui.about.about import About
from mj_desktop.ui.window.window import Window

SECRET = "a-secret-token-7f3a"
SAID = "artist@example.com is not known"
SETTINGS = Settings(
    address=f"https://{SECRET}.example.com", proxy=f"http://{SECRET}.proxy:80", library=f"/home/{SECRET}/pictures",
    template=f"{SECRET} {{tile}}", updates_address=f"https://{SECRET}.example.org/",
)  # fmt: skip
ACCOUNT = Account(kept=Kept.FILE, address=SETTINGS.address, finding=Finding.TROUBLED, said=SAID, file=f"/{SECRET}")


@pytest.fixture
def about(qtbot: QtBot) -> Iterator[About]:
    window = Window()
    qtbot.addWidget(window)
    made = About(window, SETTINGS, ACCOUNT)
    made.open()
    yield made
    made.close()


def press(about: About, name: str) -> None:
    found = about.findChild(QAbstractButton, name)
    assert isinstance(found, QAbstractButton), name
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)


def test_it_names_what_the_program_is_made_of_with_versions_and_licences(about: About) -> None:
    told = about.text.toPlainText()
    assert f"MJ Desktop {mj_desktop.__version__}  (MIT)" in told
    for line in ("PySide6-Essentials 6.", "opencv-python-headless 5.", "(LGPL-3.0-only)", "numpy 2.", "httpx 0."):
        assert line in told


def test_its_other_pages_tell_what_is_new_and_what_qts_licence_allows(about: About) -> None:
    press(about, "about-page-news")
    assert about.text.toPlainText().startswith(f"{mj_desktop.__version__}, 20")
    press(about, "about-page-licences")
    assert "GNU Lesser General Public License" in about.text.toPlainText()
    assert "download.qt.io" in about.text.toPlainText()


def test_diagnostics_hold_versions_and_settings_and_no_token_account_path_or_address(
    about: About, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(TOKEN, SECRET)
    monkeypatch.setenv(ADDRESS, f"https://{SECRET}.example.net")
    monkeypatch.setenv("HTTPS_PROXY", f"http://me:{SECRET}@proxy:80")
    press(about, "copy-diagnostics")
    told = QGuiApplication.clipboard().text()
    assert f"MJ Desktop: {mj_desktop.__version__}, from source" in told
    for line in ("Qt: 6.", "Variables set: ACEDATACLOUD_API_TOKEN, ACEDATACLOUD_API_BASE_URL", "theme system",
                 "another address, token in file, last test: troubled"):  # fmt: skip
        assert line in told
    for secret in (SECRET, SAID, "example", "artist", "/home", "proxy"):
        assert secret not in told


def test_diagnostics_say_who_draws(qtbot: QtBot) -> None:
    window = Window()
    qtbot.addWidget(window)
    for account, expected in (
        (Account(), "Drawn by: the demo engine"),
        (replace(ACCOUNT, address=Settings().address, finding=None), "Drawn by: the service, token in file"),
    ):
        made = About(window, Settings(), account)
        press(made, "copy-diagnostics")
        assert expected in QGuiApplication.clipboard().text().splitlines()
        made.close()
