"""Choosing the task of a generation that was sent and never named, where several could be it."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from mj_desktop.core import actions
from mj_desktop.core.candidates import Candidate, Candidates, Claim
from mj_desktop.core.errors import SEVERAL, Failure
from mj_desktop.core.messages import Message, explain
from mj_desktop.ui import controls


class TaskChoices(QObject):
    """Keeps what is to be chosen from, says so in the window, and asks when a person wants to; `chosen`: Claim."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget, say: Callable[[Message], None]) -> None:
        super().__init__(parent)
        self._over, self._say = parent, say
        self._candidates: dict[str, Candidates] = {}

    def take(self, found: Candidates) -> None:
        """Several tasks could be one that was never named: say it, with the button that lets a person choose."""
        self._candidates[found.about] = found
        self._say(explain(Failure(code=SEVERAL, message=str(len(found.tasks))), found.about))

    def choose(self, about: str) -> None:
        """Ask which of them it is."""
        if about in self._candidates:
            dialog = ChooseTask(self._candidates[about], self._over)
            dialog.chosen.connect(self.chosen)
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()


class ChooseTask(QDialog):
    """Lists the candidates; `chosen` carries a Claim. To close it leaves the question open."""

    chosen = Signal(object)

    def __init__(self, candidates: Candidates, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("choose-task")
        self.setWindowTitle(self.tr("Choose task"))
        self._about = candidates.about
        self.tasks = QListWidget()
        self.tasks.setObjectName("candidates")
        self.tasks.setAccessibleName(self.tr("Tasks that could be this one"))
        for task in candidates.tasks:
            self._add(task)
        self.tasks.setCurrentRow(0)
        self._take = controls.Button(self.tr("This one"), "take-candidate", variant="filled")
        self._none = controls.Button(self.tr("None of these"), "no-candidate")
        self._take.clicked.connect(self._report)
        self._none.clicked.connect(self._report_none)
        self.tasks.itemActivated.connect(self._report)
        self._lay_out()

    def _lay_out(self) -> None:
        what = self.tr("The connection broke before the service named the task. Several of your tasks look like it.")
        todo = self.tr("If none is it, it can be sent again: a new request, and paid for.")
        column = QVBoxLayout(self)
        column.setSpacing(8)
        for words in (what, todo):
            label = controls.label(words)
            label.setWordWrap(True)
            column.addWidget(label)
        column.addWidget(self.tasks)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._none)
        row.addWidget(self._take)
        column.addLayout(row)
        self.resize(520, 320)

    def _add(self, task: Candidate) -> None:
        at = datetime.fromtimestamp(task.created_at) if task.created_at is not None else None
        time = f"{at:%Y-%m-%d %H:%M:%S}" if at is not None else self.tr("no time")
        item = QListWidgetItem(f"{time}  ·  {task.prompt or actions.parse(task.action).label}  ·  {task.task_id}")
        item.setData(Qt.ItemDataRole.UserRole, task.task_id)
        self.tasks.addItem(item)

    def _report(self) -> None:
        item = self.tasks.currentItem()
        if item is not None:
            self.chosen.emit(Claim(self._about, str(item.data(Qt.ItemDataRole.UserRole))))
            self.accept()

    def _report_none(self) -> None:
        self.chosen.emit(Claim(self._about, None))
        self.accept()
