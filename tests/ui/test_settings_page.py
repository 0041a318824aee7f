"""The settings page: opened and left, what it reports, and that no part of a token is shown."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QObject, QPoint, QRect, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QScrollArea, QWidget

from mj_desktop.core.account import ADDRESS, TOKEN, Account, Finding, Kept, Offer
from mj_desktop.core.messages import Message, Remedy, Tone
from mj_desktop.core.settings import Change, Settings
from mj_desktop.ui.controls import Choice
from mj_desktop.ui.settings.page import SettingsPage
from mj_desktop.ui.settings.row import Row
from mj_desktop.ui.settings.settings import PARTS
from mj_desktop.ui.window.window import Window
from tests.ui.finders import button, click, field, gather, read

CTRL = Qt.KeyboardModifier.ControlModifier
SECRET = "a-secret-token-7f3a"
CONNECTED = Account(kept=Kept.KEYRING, finding=Finding.GOOD)


@pytest.fixture
def page(window: Window) -> SettingsPage:
    window.settings.open_account()
    assert window.settings.page is not None
    return window.settings.page


def note(page: SettingsPage, name: str) -> str:
    return read(page, f"note-{name}")


def words(page: QWidget) -> str:
    return " ".join(found.text() for found in page.findChildren(QLabel) if found.isVisible())


def test_the_gear_the_banner_and_the_key_open_it_and_esc_leads_back(window: Window) -> None:
    before = window.focusWidget()
    click(button(window, "open-settings"))
    assert window.settings.is_open
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Escape)
    assert not window.settings.is_open
    assert window.focusWidget() is before
    QTest.keyClick(window, Qt.Key.Key_Comma, CTRL)
    assert window.settings.is_open
    click(button(window, "settings-done"))
    assert not window.settings.is_open
    click(button(window, "connect-account"))
    assert window.settings.is_open
    assert window.focusWidget().objectName() == "token"


@pytest.mark.parametrize("key", [Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Up])
def test_arrows_stay_on_the_page_whatever_the_status_line_offers(
    window: Window, page: SettingsPage, key: Qt.Key
) -> None:
    window.show_message(Message("It failed.", remedy=Remedy.TRY_AGAIN, tone=Tone.BAD))
    page.done.setFocus(Qt.FocusReason.TabFocusReason)
    for _ in range(12):
        QTest.keyClick(window.focusWidget(), key)
        assert page.isAncestorOf(window.focusWidget())


def test_enter_presses_done(window: Window, page: SettingsPage) -> None:
    page.done.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(page.done, Qt.Key.Key_Return)
    assert not window.settings.is_open


def test_the_keyboard_goes_along_to_what_is_clicked_among_its_own(window: Window, page: SettingsPage) -> None:
    for first, clicked in (("nav-account", "nav-appearance"), ("setting-theme-system", "setting-theme-light")):
        button(page, first).setFocus(Qt.FocusReason.TabFocusReason)
        click(button(page, clicked))
        assert window.focusWidget().objectName() == clicked


def test_the_windows_own_keys_rest_while_it_is_open(window: Window, page: SettingsPage) -> None:
    QTest.keyClick(button(page, "nav-network"), Qt.Key.Key_F)
    page.done.click()
    assert window.desk.isVisible()
    QTest.keyClick(window.viewer, Qt.Key.Key_F)
    assert not window.desk.isVisible()


def test_a_pasted_token_is_masked_and_offered_with_its_address(window: Window, page: SettingsPage) -> None:
    offers = gather(window.settings.offered)
    QTest.keyClicks(field(page, "token"), f" {SECRET} ")
    assert field(page, "token").displayText() == "●" * (len(SECRET) + 2)
    field(page, "address").clear()
    QTest.keyClicks(field(page, "address"), "http://127.0.0.1:9/")
    click(button(page, "test-and-connect"))
    assert offers == [Offer(SECRET, "http://127.0.0.1:9")]


def test_without_a_token_or_with_an_address_without_tls_nothing_is_offered(window: Window, page: SettingsPage) -> None:
    offers = gather(window.settings.offered)
    field(page, "address").setText("http://example.org")
    click(button(page, "test-and-connect"))
    assert offers == []
    assert "Paste the token" in note(page, "token")
    assert "https://" in note(page, "address")


@pytest.mark.parametrize("finding", list(Finding))
def test_every_finding_has_its_sentence(window: Window, page: SettingsPage, finding: Finding) -> None:
    window.settings.show_account(Account(finding=finding, said="sorry"))
    said = note(page, "token")
    assert said.endswith((".", "sorry"))
    assert "{" not in said


def test_a_refused_token_stays_to_be_corrected_and_a_good_one_goes(window: Window, page: SettingsPage) -> None:
    field(page, "token").setText(SECRET)
    window.settings.show_account(Account(finding=Finding.REFUSED))
    assert field(page, "token").text() == SECRET
    window.settings.show_account(CONNECTED)
    assert field(page, "token").text() == ""
    assert not field(page, "token").isVisible()
    assert "Connected" in note(page, "held")


def test_a_refused_token_is_marked_and_chosen_and_another_one_that_is_typed_unsays_the_refusal(
    window: Window, page: SettingsPage
) -> None:
    section = page.account
    QTest.keyClicks(section.token, "sk-wrong")
    window.settings.show_account(Account(busy=True))
    window.settings.show_account(Account(finding=Finding.REFUSED))
    QTest.keyClick(window, Qt.Key.Key_Escape)
    QTest.keyClick(window, Qt.Key.Key_A, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert "does not know this token" in read(page, "note-token")
    assert (section.token.property("wrong"), section.token.selectedText()) == (True, "sk-wrong")
    QTest.keyClicks(section.token, "sk-right")
    assert (section.token.text(), read(page, "note-token"), section.token.property("wrong")) == ("sk-right", "", False)


def test_the_keyboard_stays_at_the_token_while_it_is_asked_and_moves_on_once_connected(
    window: Window, page: SettingsPage
) -> None:
    offers = gather(window.settings.offered)
    QTest.keyClicks(field(page, "token"), SECRET)
    for account in (Account(busy=True), Account(finding=Finding.REFUSED)):
        window.settings.show_account(account)
        assert window.focusWidget() is field(page, "token")
    window.settings.show_account(Account(busy=True))
    QTest.keyClick(field(page, "token"), Qt.Key.Key_Return)
    assert offers == []
    window.settings.show_account(CONNECTED)
    assert window.focusWidget() is button(page, "test")
    window.settings.show_account(Account())
    assert window.focusWidget() is field(page, "token")


def test_disconnect_test_and_file_are_offered_when_they_can_be_done(window: Window, page: SettingsPage) -> None:
    assert not button(page, "disconnect").isVisible()
    window.settings.show_account(CONNECTED)
    assert button(page, "disconnect").isVisible()
    assert not button(page, "keep-in-file").isVisible()
    window.settings.show_account(replace(CONNECTED, kept=Kept.SESSION, file="/there/token"))
    assert "until MJ Desktop closes" in words(page)
    assert "/there/token" in button(page, "keep-in-file").toolTip()
    agreed, left, tested = [], [], []  # type: list[int], list[int], list[int]
    window.settings.file_agreed.connect(lambda: agreed.append(1))
    window.settings.disconnected.connect(lambda: left.append(1))
    window.settings.tested.connect(lambda: tested.append(1))
    for name in ("keep-in-file", "disconnect", "test"):
        click(button(page, name))
    assert (agreed, left, tested) == ([1], [1], [1])


def test_what_the_environment_gives_wins_and_is_said(window: Window, page: SettingsPage) -> None:
    window.settings.show_account(replace(CONNECTED, kept=Kept.ENVIRONMENT, fixed_address=True))
    assert TOKEN in words(page)
    assert ADDRESS in words(page)
    assert not button(page, "disconnect").isVisible()
    assert not field(page, "address").isEnabled()


def test_every_row_has_its_sentence_of_explanation(window: Window, page: SettingsPage) -> None:
    issue = {"mode", "version", "receive", "address", "proxy", "connect", "tasks", "drawing", "library", "theme",
             "template", "mask_format", "mask_edges", "brush_wheel", "public_address", "receiver_port", "callback_url",
             "updates", "updates_address"}  # fmt: skip
    assert {spec.name for part in PARTS for spec in part.rows} | {"address"} == issue
    for account in (Account(), CONNECTED, replace(CONNECTED, kept=Kept.ENVIRONMENT, fixed_address=True)):
        window.settings.show_account(account)
        rows = [row for row in page.findChildren(Row) if not row.isHidden()]
        sentences = [row.sentence() for row in rows]
        assert all(words.endswith(".") and len(words.split()) > 3 for words in sentences), sentences


class _Browser(QObject):
    """Stands where the system's browser would open."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def open(self, address: QUrl) -> None:
        self.opened.append(address.toString())


def test_get_a_token_opens_the_platform(window: Window, page: SettingsPage) -> None:
    browser = _Browser()
    QDesktopServices.setUrlHandler("https", browser, "open")  # type: ignore[arg-type]
    try:
        click(button(page, "get-token"))
    finally:
        QDesktopServices.unsetUrlHandler("https")
    assert browser.opened == ["https://platform.acedata.cloud"]
    assert "free quota" in words(page)


def test_what_is_chosen_is_reported_once_and_right(window: Window, page: SettingsPage) -> None:
    changes = gather(window.settings.changed)
    click(button(page, "nav-appearance"))
    click(button(page, "setting-theme-light"))
    click(button(page, "nav-drawing"))
    click(button(page, "setting-receive-polling"))
    versions = page.findChild(Choice, "setting-version")
    assert isinstance(versions, Choice)
    QTest.keyClick(versions, Qt.Key.Key_Down)
    assert changes == [Change("theme", "light"), Change("receive", "polling"), Change("version", "8.1")]


def test_a_wrong_value_is_said_and_not_reported_and_stays_to_be_corrected(window: Window, page: SettingsPage) -> None:
    changes = gather(window.settings.changed)
    page.open_part("network")
    connect = field(page, "setting-connect")
    connect.setFocus()
    connect.selectAll()
    QTest.keyClicks(connect, "soon")
    QTest.keyClick(connect, Qt.Key.Key_Return)
    assert changes == []
    assert "seconds from 1 to 120" in note(page, "connect")
    window.settings.show_settings(Settings(theme="light"))
    assert connect.text() == "soon"
    connect.selectAll()
    QTest.keyClicks(connect, "2,5")
    QTest.keyClick(connect, Qt.Key.Key_Return)
    assert changes == [Change("connect", 2.5)]
    assert note(page, "connect") == ""


@pytest.mark.parametrize("size", [(1280, 800), (1024, 700), (900, 600)])
def test_nothing_is_cut_off_and_what_has_no_room_below_is_scrolled_to(
    window: Window, page: SettingsPage, size: tuple[int, int]
) -> None:
    window.resize(*size)
    window.settings.show_account(Account(finding=Finding.NOT_THE_SERVICE))
    for part in PARTS:
        page.open_part(part.name)
        QTest.qWait(0)
        area = next(found for found in page.findChildren(QScrollArea) if found.isVisible())
        inside = area.widget()
        assert inside is not None
        assert inside.width() <= area.viewport().width()
        shown = [found for found in inside.findChildren(QWidget) if found.isVisible() and found.width()]
        assert all(inside.rect().contains(QRect(found.mapTo(inside, QPoint()), found.size())) for found in shown)
        last = [found for found in shown if found.focusPolicy() & Qt.FocusPolicy.TabFocus][-1]
        last.setFocus(Qt.FocusReason.TabFocusReason)
        area.ensureWidgetVisible(last)
        assert area.viewport().rect().contains(QRect(last.mapTo(area.viewport(), QPoint()), last.size()))


def test_a_wrong_address_is_marked_when_it_is_left_and_unmarked_as_it_becomes_right(
    window: Window, page: SettingsPage
) -> None:
    address = field(page, "address")
    address.setFocus()
    address.selectAll()
    QTest.keyClicks(address, "http://example.org")
    assert note(page, "address") == ""
    QTest.keyClick(address, Qt.Key.Key_Tab)
    assert "https://" in note(page, "address")
    assert address.property("wrong") is True
    address.setFocus()
    address.setCursorPosition(4)
    QTest.keyClicks(address, "s")
    assert address.text() == "https://example.org"
    assert note(page, "address") == ""
    assert address.property("wrong") is False


def test_webhooks_have_a_section_in_which_each_setting_is_explained(window: Window, page: SettingsPage) -> None:
    changes = gather(window.settings.changed)
    page.open_part("webhooks")
    for name, wrong, right in (
        ("public_address", "http://example.org", "https://example.org/results"),
        ("receiver_port", "80", "9000"),
        ("callback_url", "my hook", "https://example.org/hook"),
    ):
        for text in (wrong, right):
            field(page, f"setting-{name}").setText(text)
            QTest.keyClick(field(page, f"setting-{name}"), Qt.Key.Key_Return)
            assert bool(note(page, name)) is (text == wrong)
    assert changes == [
        Change("public_address", "https://example.org/results"), Change("receiver_port", 9000.0),
        Change("callback_url", "https://example.org/hook"),
    ]  # fmt: skip
    for sentence in ("nobody can guess", "127.0.0.1 at this port", "your own automation"):
        assert sentence in words(page)
