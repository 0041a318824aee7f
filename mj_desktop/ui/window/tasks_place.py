"""The tasks' place: the page of the account's tasks in the window's centre."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from mj_desktop.core.keeping import Restore
from mj_desktop.core.tasks import TaskList
from mj_desktop.ui.window.page_place import PagePlace

if TYPE_CHECKING:
    from mj_desktop.ui.tasks.page import TasksPage


class TasksPlace(PagePlace):
    """Owns the page, made when it is first opened, and the list that it is to show."""

    asked = Signal(object)  # a wish of core.tasks
    seen = Signal(bool)  # whether somebody looks
    chosen = Signal(str)
    restored = Signal(object)  # Restore
    connect_wanted = Signal()
    said = Signal(object)

    page: "TasksPage | None" = None
    _list, _seen = TaskList(), False

    def show_list(self, shown: TaskList) -> None:
        """Take the list as it is."""
        self._list = shown
        if self.page is not None and self.is_open:
            self.page.show_list(shown)

    def open(self) -> None:
        """Open the page, or close it when it is open."""
        if self.is_open:
            self.leave()
            return
        page = self.page or self._made()
        page.show_list(self._list)
        self.give(page, page.view if self._list.tasks else page.bar.back)

    def _note_taken(self) -> None:
        super()._note_taken()
        if self.is_open is not self._seen:
            self._seen = self.is_open
            self.seen.emit(self._seen)

    def _choose(self, generation_id: str) -> None:
        self.leave()
        self.chosen.emit(generation_id)

    def _restore(self, generation_id: str) -> None:
        self.leave()
        self.restored.emit(Restore((generation_id,)))

    def _made(self) -> "TasksPage":
        from mj_desktop.ui.tasks.page import TasksPage  # the first paint does without

        page = TasksPage()
        page.asked.connect(self.asked)
        page.chosen.connect(self._choose)
        page.restored.connect(self._restore)
        page.connect_wanted.connect(self.connect_wanted)
        page.said.connect(self.said)
        page.left.connect(self.leave)
        self.page = page
        return page
