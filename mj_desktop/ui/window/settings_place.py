"""The settings' place: the page of the settings in the window's centre."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from mj_desktop.core.account import Account
from mj_desktop.core.health import Checkup
from mj_desktop.core.settings import Settings, Verdict
from mj_desktop.ui.window.editor_place import EditorPlace
from mj_desktop.ui.window.page_place import PagePlace

if TYPE_CHECKING:
    from mj_desktop.ui.settings.page import SettingsPage


class SettingsPlace(PagePlace):
    """Owns the page, made when it is first opened, and what it is to show."""

    PARTS = ("drawing", "appearance", "library", "network", "webhooks", "updates")
    changed = Signal(object)  # Change
    offered = Signal(object)  # Offer
    tested = Signal()
    disconnected = Signal()
    file_agreed = Signal()
    check_wanted = Signal()
    repair_wanted = Signal()
    opened = Signal()

    def __init__(self, place: EditorPlace, let_keys: Callable[[bool], None]) -> None:
        super().__init__(place, let_keys)
        self._settings, self._account, self._checkup = Settings(), Account(), Checkup()
        self.page: SettingsPage | None = None

    def show_settings(self, settings: Settings) -> None:
        """Take the settings as they are."""
        self._settings = settings
        if self.page is not None:
            self.page.show_settings(settings)

    def show_verdict(self, verdict: Verdict) -> None:
        """Take what came of a change that had to be tried."""
        if self.page is not None:
            self.page.show_verdict(verdict)

    def show_account(self, account: Account) -> None:
        """Take the account as it is."""
        self._account = account
        if self.page is not None:
            self.page.show_account(account)

    def show_checkup(self, checkup: Checkup) -> None:
        """Take the library's last check as it is."""
        self._checkup = checkup
        if self.page is not None:
            self.page.health.show_checkup(checkup)

    def open(self) -> None:
        """Open the page where a person left it, or close it when it is open."""
        if self.is_open:
            self.leave()
        else:
            self._open("" if self.page is not None else "account")

    def open_account(self) -> None:
        """Open the account's section."""
        self._open("account")

    def open_about(self) -> None:
        """Show what the program is made of."""
        from mj_desktop.ui.about.about import About  # whoever opens it waits for it, not every start

        About(self._place.window(), self._settings, self._account).open()

    def open_part(self, part: str) -> None:
        """Open one of `PARTS`."""
        self._open(part)

    def _open(self, part: str) -> None:
        page = self.page or self._made()
        self.give(page, page.done)
        self.opened.emit()
        if part:
            page.open_part(part)

    def _made(self) -> "SettingsPage":
        from mj_desktop.ui.settings.page import SettingsPage  # 10 ms that the first paint does without

        page = SettingsPage()
        page.show_settings(self._settings)
        page.show_account(self._account)
        page.health.show_checkup(self._checkup)
        page.health.check_wanted.connect(self.check_wanted)
        page.health.repair_wanted.connect(self.repair_wanted)
        page.changed.connect(self.changed)
        page.left.connect(self.leave)
        page.about_wanted.connect(self.open_about)
        section = page.account
        section.offered.connect(self.offered)
        section.tested.connect(self.tested)
        section.disconnected.connect(self.disconnected)
        section.file_agreed.connect(self.file_agreed)
        self.page = page
        return page
