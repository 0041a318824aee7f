"""The tasks' list model: what the service listed, the newest first; more is asked for when the end comes into view."""

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from mj_desktop.core.tasks import Here, Task, TaskList
from mj_desktop.ui.tasks import words

Index = QModelIndex | QPersistentModelIndex
_DEPTH = 50
_NOWHERE = QModelIndex()
_WORDS = frozenset({Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole})


class TasksModel(QAbstractListModel):
    """Rows are the tasks of a `TaskList`. `more_wanted` says that somebody has seen the last of them."""

    more_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.list = TaskList()
        self._ids: list[str] = []
        self._makers: dict[str, Task] = {}

    def show_list(self, shown: TaskList) -> None:
        """Show a list; rows that stay where they are stay chosen.

        The view is to be painted anew afterwards: `dataChanged` would have it lay out every row, 20 ms for thousands.
        """
        ids = [task.id for task in shown.tasks]
        self._makers = {task.image_id: task for task in shown.tasks if task.image_id is not None}
        first, count = len(self._ids), len(ids)
        if ids[:first] != self._ids or (not first and count):
            self.beginResetModel()
            self.list, self._ids = shown, ids
            self.endResetModel()
            return
        if count > first:
            self.beginInsertRows(_NOWHERE, first, count - 1)
        self.list, self._ids = shown, ids
        if count > first:
            self.endInsertRows()

    def task(self, index: Index) -> Task | None:
        """The task of a row."""
        return self.list.tasks[index.row()] if index.isValid() and index.row() < len(self.list.tasks) else None

    def here(self, task: Task) -> Here:
        """Where a task stands in the library."""
        return self.list.here(task)

    def prompt(self, task: Task) -> str:
        """Its own prompt, or that of the nearest one it came from that is listed, too."""
        for _ in range(_DEPTH):
            maker = self._makers.get(task.made_from or "")
            if task.prompt or maker is None:
                break
            task = maker
        return task.prompt

    def row(self, task_id: str) -> int | None:
        """Where a task stands in the list."""
        return self._ids.index(task_id) if task_id in self._ids else None

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """One for each task."""
        return 0 if parent.isValid() else len(self._ids)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Words for screen readers and tooltips; the rest is painted from the task itself."""
        task = self.task(index) if role in _WORDS else None
        return words.spoken(task, self.prompt(task), self.here(task)) if task is not None else None

    def canFetchMore(self, parent: Index) -> bool:
        """True while the account has older ones."""
        return not parent.isValid() and self.list.has_older and not self.list.busy and self.list.trouble is None

    def fetchMore(self, parent: Index) -> None:
        """The end came into view."""
        self.more_wanted.emit()
