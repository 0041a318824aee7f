"""The refused library's place: its page while none is open, and an answer to whatever would need one."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, SignalInstance

from mj_desktop.core.messages import Message, Tone

if TYPE_CHECKING:
    from mj_desktop.ui.window.refused_page import RefusedPage
    from mj_desktop.ui.window.window import Window


class RefusedPlace(QObject):
    """Owns the page; `wanted` carries None for another try, else the folder to use, "" for the program's own."""

    wanted = Signal(object)

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window = window
        self.page: RefusedPage | None = None

    def show(self, message: Message, is_chosen: bool) -> None:
        """Show what the disk refused, in the pictures' place and in the status line."""
        page = self.page or self._opened()
        page.show_refusal(message, is_chosen)
        self._window.pages.setCurrentWidget(page)
        self._window.show_message(message)

    def leave(self) -> None:
        """A library is open."""
        page, self.page = self.page, None
        if page is None:
            return
        for signal in self._asking():
            signal.disconnect(self._say)
        self._window.pages.removeWidget(page)
        page.deleteLater()

    def _opened(self) -> "RefusedPage":
        from mj_desktop.ui.window.refused_page import RefusedPage  # hardly ever needed

        self.page = page = RefusedPage()
        page.wanted.connect(self._pass_on)
        self._window.pages.addWidget(page)
        for signal in self._asking():
            signal.connect(self._say)
        return page

    def _asking(self) -> tuple[SignalInstance, ...]:
        settings = self._window.settings
        return self._window.submitted, settings.offered, settings.tested

    def _pass_on(self, wanted: object) -> None:
        if self.page is not None:
            self.page.show_busy(True)
        self.wanted.emit(wanted)

    def _say(self) -> None:
        """Something was asked for that needs a library."""
        what, todo = self.tr("Nothing was sent: no library is open."), self.tr("Choose a folder for it first.")
        self._window.show_message(Message(what, todo, tone=Tone.WARN))
