"""The tasks page: the account's tasks at the left, one of them in full at the right; all of it by keys, too."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from mj_desktop.core.messages import Message
from mj_desktop.core.origin import DEMO
from mj_desktop.core.tasks import Here, Older, Recover, Task, TaskList
from mj_desktop.ui import controls
from mj_desktop.ui.status_line import sentence
from mj_desktop.ui.tasks.bar import TasksBar
from mj_desktop.ui.tasks.details import Details
from mj_desktop.ui.tasks.face import Face
from mj_desktop.ui.tasks.model import TasksModel
from mj_desktop.ui.tasks.row import TasksView

_NOTICE = 36
_CTRL = Qt.KeyboardModifier.ControlModifier
_PLAIN = Qt.KeyboardModifier.NoModifier


class TasksPage(QWidget):
    """Shows a `TaskList`. `asked` carries wishes, `chosen` and `restored` a generation's id, `said` a Message."""

    asked = Signal(object)
    chosen = Signal(str)
    restored = Signal(str)
    connect_wanted = Signal()
    said = Signal(object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("tasks")
        controls.ground(self, "viewer")
        self._list = TaskList()
        self.bar = TasksBar()
        self.model = TasksModel()
        self.view = TasksView(self.model, self.tr("Tasks"))
        self.details = Details()
        self.face = Face()
        self._notice = controls.Elided(tone="warn")
        self._notice.setObjectName("tasks-notice")
        self._lay_out()
        self._connect()
        self._keys: dict[tuple[int, Qt.KeyboardModifier], Callable[[], object]] = {
            (Qt.Key.Key_Escape, _PLAIN): self._leave,
            (Qt.Key.Key_F5, _PLAIN): self.bar.look_again,
            (Qt.Key.Key_F, _CTRL): self._go_to_ids,
            (Qt.Key.Key_Return, _CTRL): self.bar.fetch_all,
        }

    def show_list(self, shown: TaskList) -> None:
        """Show what there is; the task that was chosen stays chosen."""
        chosen, had_focus = self.chosen_task(), self.view.hasFocus()
        self._list = shown
        self.bar.show_list(shown)
        self.model.show_list(shown)
        self.view.viewport().update()
        self._notice.set_words(sentence(shown.trouble) if shown.trouble is not None else "")
        self._notice.setVisible(shown.trouble is not None and bool(shown.tasks))
        self._choose(chosen.id if chosen is not None else "")
        self._pages.setCurrentIndex(0 if shown.tasks else 1)
        if not shown.tasks:
            self._show_face(shown)
        if shown.tasks and (had_focus or self.bar.back.hasFocus() or self.face.button.hasFocus()):
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_chosen()

    def focus(self) -> None:
        """Take the keyboard."""
        part = self.view if self._list.tasks else self.bar.back
        part.setFocus(Qt.FocusReason.OtherFocusReason)

    def chosen_task(self) -> Task | None:
        """The task in full view."""
        return self.model.task(self.view.currentIndex())

    def event(self, event: QEvent) -> bool:
        """Its keys hold wherever the focus is in here, before the window's."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._deed(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What no part of it took."""
        deed = self._deed(event)
        if deed is not None:
            deed()
        elif event.key() == Qt.Key.Key_C and event.modifiers() == _CTRL and self.view.hasFocus():
            self._copy_id()
        else:
            super().keyPressEvent(event)

    # Inside

    def _lay_out(self) -> None:
        listed = QWidget()
        column = QVBoxLayout(listed)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._notice.setFixedHeight(_NOTICE)
        self._notice.setContentsMargins(16, 0, 16, 0)
        column.addWidget(self._notice)
        column.addWidget(self.view, 1)
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(listed, 1)
        row.addWidget(controls.hairline(Qt.Orientation.Vertical))
        row.addWidget(self.details)
        self._pages = QStackedWidget()
        self._pages.addWidget(both)
        self._pages.addWidget(self.face)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        for part in (self.bar, controls.hairline()):
            whole.addWidget(part)
        whole.addWidget(self._pages, 1)

    def _connect(self) -> None:
        self.bar.asked.connect(self.asked)
        self.bar.left.connect(self.left)
        self.model.more_wanted.connect(self._want_older)
        self.view.selectionModel().currentChanged.connect(self._show_chosen)
        self.view.activated.connect(self._act)
        self.details.pressed.connect(self._act)
        self.details.copied.connect(self._copy)
        self.face.pressed.connect(self._press_face)

    def _deed(self, event: QKeyEvent) -> Callable[[], object] | None:
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        key = Qt.Key.Key_Return if event.key() == Qt.Key.Key_Enter else event.key()
        return self._keys.get((key, modifiers))

    def _leave(self) -> None:
        """Esc: first the ids that were typed go."""
        if self.bar.drop_ids():
            self.focus()
        else:
            self.left.emit()

    def _go_to_ids(self) -> None:
        self.bar.ids.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.bar.ids.selectAll()

    def _want_older(self) -> None:
        self.asked.emit(Older())

    def _choose(self, task_id: str) -> None:
        """Choose a task again, or the newest."""
        row = self.model.row(task_id)
        if self.model.rowCount() and (row is None or row != self.view.currentIndex().row()):
            self.view.setCurrentIndex(self.model.index(row or 0))

    def _show_chosen(self, current: QModelIndex | None = None) -> None:
        task = self.chosen_task()
        self.details.setEnabled(task is not None)
        if task is not None:
            busy = self._list.progress is not None
            self.details.show_task(task, self.model.prompt(task), self._list.here(task), busy)

    def _act(self) -> None:
        """Do what can be done with the task in full view."""
        task = self.chosen_task()
        if task is None:
            return
        here, held = self._list.here(task), self._list.holdings.get(task.id)
        if here in (Here.MISSING, Here.UNFETCHED):
            self.asked.emit(Recover((task.id,)))
        elif here is Here.TRASH and held is not None:
            self.restored.emit(held.generation)
        elif here is Here.KEPT and held is not None:
            self.chosen.emit(held.generation)

    def _copy_id(self) -> None:
        task = self.chosen_task()
        if task is not None:
            self._copy(task.id, self.tr("Task id"))

    def _copy(self, text: str, what: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.said.emit(Message(self.tr("Copied: {what}."), values={"what": what}))

    def _show_face(self, shown: TaskList) -> None:
        """Why there is no list, and what to do about it."""
        look, show = shown.look, self.face.show_words
        if shown.busy:
            show("clock", self.tr("Asking for the tasks."))
        elif shown.trouble is not None:
            show("triangle-alert", sentence(shown.trouble), button=self.tr("Ask again"), token="bad")
        elif look.origin == DEMO and not shown.is_connected:
            show("flask-conical", self.tr("The demo engine is starting."), self.tr("Its tasks are listed then."))
        elif not shown.is_connected:
            what, todo = self.tr("No account is connected."), self.tr("Connect one to see the tasks it has.")
            show("plug", what, todo, self.tr("Connect account"))
        elif look.ids:
            show("search", self.tr("No such task."), self.tr("The service knows none of these ids."))
        elif look.type:
            show("search", self.tr("No tasks of this type."), self.tr("Choose another type above."))
        else:
            todo = self.tr("All that is drawn is listed here, whichever program asked for it.")
            show("history", self.tr("No tasks yet."), todo)

    def _press_face(self) -> None:
        if self._list.is_connected:
            self.bar.look_again()
        else:
            self.connect_wanted.emit()
