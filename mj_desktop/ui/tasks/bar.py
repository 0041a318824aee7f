"""The top of the tasks page: whose tasks, of which type or ids, and fetching all that are missing."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from mj_desktop.core.origin import DEMO
from mj_desktop.core.tasks import TYPES, Here, Look, Recover, StopRecovery, TaskList
from mj_desktop.ui import controls
from mj_desktop.ui.tasks import words

HIGH = 48
_ACCOUNT = "account"


class TasksBar(QWidget):
    """Shows what is asked for; `asked` carries wishes, `left` says that a person is done."""

    asked = Signal(object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        controls.ground(self, "panel")
        self.setFixedHeight(HIGH)
        self._list = TaskList()
        self.back = controls.IconButton("arrow-left", self.tr("Back [Esc]"), "tasks-back")
        owners = [(_ACCOUNT, self.tr("Account")), (DEMO, self.tr("Demo engine"))]
        self._owners = controls.Segments(owners, "tasks-of", self.tr("Whose tasks"))
        self._types = controls.Choice("tasks-type", self.tr("Type of the tasks"))
        self._types.addItem(self.tr("All types"), "")
        for name in TYPES:
            self._types.addItem(words.kind(name), name)
        self.ids = QLineEdit()
        self.ids.setObjectName("tasks-ids")
        self.ids.setPlaceholderText(self.tr("Task ids"))
        self.ids.setAccessibleName(self.tr("Task ids"))
        self.ids.setToolTip(self.tr("Only tasks with these ids, or these trace ids, parted by spaces [Ctrl+F]"))
        self.ids.setClearButtonEnabled(True)
        self.again = controls.IconButton("rotate-ccw", self.tr("Ask again [F5]"), "tasks-again")
        self._progress = controls.Elided(tone="muted")
        self._progress.setObjectName("tasks-progress")
        self._stop = controls.Button(self.tr("Stop"), "tasks-stop", "x")
        tip = self.tr("Fetch all that are missing into the library [Ctrl+Enter]")
        self.all = controls.Button(self.tr("Fetch all missing"), "tasks-fetch-all", "download", "filled", tip)
        self._lay_out()
        self._connect()

    def show_list(self, shown: TaskList) -> None:
        """Show what is asked for, and how far fetching has come."""
        self._list = shown
        self._owners.select(DEMO if shown.look.origin == DEMO else _ACCOUNT)
        self._types.setCurrentIndex(max(0, self._types.findData(shown.look.type)))
        self.again.setEnabled(not shown.busy)
        going = shown.progress is not None
        self._progress.setVisible(going)
        self._stop.setVisible(going)
        self._progress.set_words(words.progress(shown.progress) if shown.progress is not None else "")
        self.all.setVisible(not going)
        self.all.setEnabled(shown.is_connected)
        lacking = any(shown.here(task) in (Here.MISSING, Here.UNFETCHED) for task in shown.tasks)
        self.all.set_variant("filled" if lacking else "plain")

    def look_again(self) -> None:
        """Ask for the same once more."""
        self.asked.emit(self._list.look)

    def fetch_all(self) -> None:
        """Have all that are missing fetched."""
        if self._list.progress is None and self._list.is_connected:
            self.asked.emit(Recover())

    def drop_ids(self) -> bool:
        """Empty the field for ids; False when it is empty."""
        typed, shown = bool(self.ids.text()), bool(self._list.look.ids)
        self.ids.clear()
        if shown and not typed:
            self._look()
        return typed or shown

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 16, 0)
        row.setSpacing(8)
        title = controls.label(self.tr("Tasks"), weight=600)
        for part in (self.back, title, self._owners, self._types, self.ids, self.again):
            row.addWidget(part)
        row.addStretch(1)
        for right in (self._progress, self._stop, self.all):
            row.addWidget(right)
        self.ids.setMinimumWidth(104)
        self.ids.setMaximumWidth(320)
        row.setStretchFactor(self.ids, 2)
        self._stop.hide()
        self._progress.hide()

    def _connect(self) -> None:
        self.back.clicked.connect(self.left)
        self._owners.chosen.connect(self._look)
        self._types.activated.connect(self._look)
        self.ids.returnPressed.connect(self._look)
        self.ids.textChanged.connect(self._note_emptied)
        self.again.clicked.connect(self.look_again)
        self.all.clicked.connect(self.fetch_all)
        self._stop.clicked.connect(self._report_stop)

    def _look(self) -> None:
        origin = DEMO if self._owners.value() == DEMO else self._list.service
        ids = tuple(dict.fromkeys(self.ids.text().replace(",", " ").split()))
        self.asked.emit(Look(origin, str(self._types.currentData()), ids))

    def _note_emptied(self, text: str) -> None:
        if not text and self._list.look.ids:
            self._look()

    def _report_stop(self) -> None:
        self.asked.emit(StopRecovery())
