"""The settings' place: the page takes the window's centre while it is open, and gives it back as it was."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget

from mj_desktop.core.account import Account
from mj_desktop.core.health import Checkup
from mj_desktop.core.settings import Settings, Verdict
from mj_desktop.ui.window.editor_place import EditorPlace

if TYPE_CHECKING:
    from mj_desktop.ui.settings.page import SettingsPage


class SettingsPlace(QObject):
    """Owns the page, made when it is first opened, and what it is to show.

    `let_keys(through)` is told whether the window's own keys count.
    """

    PARTS = ("drawing", "appearance", "library", "network", "updates")
    changed = Signal(object)  # Change
    offered = Signal(object)  # Offer
    tested = Signal()
    disconnected = Signal()
    file_agreed = Signal()
    editor_wanted = Signal(str)  # the mask editor was covered: it let go of its picture meanwhile
    check_wanted = Signal()
    repair_wanted = Signal()

    def __init__(self, place: EditorPlace, let_keys: Callable[[bool], None]) -> None:
        super().__init__(place)
        self._place, self._let_keys = place, let_keys
        self._settings, self._account, self._checkup = Settings(), Account(), Checkup()
        self._before: tuple[QWidget | None, QWidget | None] | None = None
        self.page: SettingsPage | None = None
        place.currentChanged.connect(self._note_taken)

    @property
    def is_open(self) -> bool:
        """True while the page is what a person sees."""
        return self.page is not None and self._place.currentWidget() is self.page

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

    def leave(self) -> None:
        """Give the centre back."""
        if self._before is None or not self.is_open:
            return
        (widget, focus), self._before = self._before, None
        editor = self._place.editor
        if editor is not None and widget is editor and editor.generation is not None:
            self._place.setCurrentIndex(0)
            self._let_keys(True)
            self.editor_wanted.emit(editor.generation.id)
            return
        if widget is not None:
            self._place.setCurrentWidget(widget)
        self._let_keys(self._place.currentIndex() == 0)
        if focus is not None and focus.isVisible():
            focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open(self, part: str) -> None:
        page = self.page or self._made()
        if not self.is_open:
            self._before = self._place.currentWidget(), QApplication.focusWidget()
            self._place.wanted = None
            self._place.setCurrentWidget(page)
            self._let_keys(False)
            page.done.setFocus(Qt.FocusReason.OtherFocusReason)
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
        self._place.addWidget(page)
        self.page = page
        return page

    def _note_taken(self) -> None:
        """Something else took the centre meanwhile: there is nothing to give back."""
        if not self.is_open:
            self._before = None
