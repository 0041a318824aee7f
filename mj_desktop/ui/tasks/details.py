"""One task in full: what was asked for, how it went, its ids with copy buttons, and what can be done with it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from mj_desktop.core.tasks import Here, Task
from mj_desktop.ui import controls
from mj_desktop.ui.tasks import words

WIDE = 368
# What can be done where: words and glyph.
_DEEDS = {
    Here.MISSING: ("Fetch into the library", "download"),
    Here.UNFETCHED: ("Fetch picture", "download"),
    Here.KEPT: ("Show in the library", "images"),
    Here.TRASH: ("Restore from the trash", "undo-2"),
}
_FACTS = ("State", "Type", "Action", "Created", "Started", "Finished", "Took")
_IDS = (("task", "Task id"), ("trace", "Trace id"), ("image", "Image id"), ("made-from", "Made from"))


class Details(QWidget):
    """Shows a task. `copied` carries the text of what is to be copied and its name, `pressed` says "do it"."""

    copied = Signal(str, str)
    pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("task-details")
        controls.ground(self, "panel")
        self.setFixedWidth(WIDE)
        self._prompt = controls.label("")
        self._prompt.setObjectName("task-prompt")
        self._prompt.setWordWrap(True)
        self._prompt.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._error = controls.label("", tone="bad")
        self._error.setObjectName("task-error")
        self._error.setWordWrap(True)
        self._facts = {name: controls.Elided() for name in _FACTS}
        self._ids = {name: IdRow(name, words.tr(title)) for name, title in _IDS}
        self._copy_prompt = controls.IconButton("copy", self.tr("Copy the prompt"), "copy-task-prompt")
        self._place = controls.label("", 11, tone="muted")
        self._place.setObjectName("task-place")
        self._place.setWordWrap(True)
        self.deed = controls.Button("", "task-deed", "download", variant="filled", tip="")
        self._whole = ""
        self._lay_out()
        self.deed.clicked.connect(self.pressed)
        self._copy_prompt.clicked.connect(self._report_prompt)
        for row in self._ids.values():
            row.copied.connect(self.copied)

    def show_task(self, task: Task, prompt: str, here: Here, busy: bool) -> None:
        """Show a task with its own prompt or an ancestor's; while fetching goes on (`busy`) no other is begun."""
        self._whole = prompt
        self._prompt.setText(prompt or self.tr("No prompt of its own"))
        self._copy_prompt.setEnabled(bool(prompt))
        failure = task.failure
        self._error.setText(": ".join(part for part in (failure.code, failure.message) if part) if failure else "")
        self._error.setVisible(failure is not None)
        values = (
            words.stage(task), words.kind(task.type), words.label(task), words.moment(task.created_at),
            words.moment(task.started_at), words.moment(task.finished_at), words.took(task),
        )  # fmt: skip
        for label, value in zip(self._facts.values(), values, strict=True):
            label.set_words(value or "–")
        ids = task.id, task.trace_id, task.image_id, task.made_from
        for row, value_of_id in zip(self._ids.values(), ids, strict=True):
            row.show_id(value_of_id or "")
        self._place.setText(words.place(task, here))
        self._show_deed(here, busy)

    def _show_deed(self, here: Here, busy: bool) -> None:
        said, glyph = _DEEDS.get(here, ("", ""))
        self.deed.setVisible(bool(said))
        self.deed.setText(words.tr(said))
        self.deed.set_glyph(glyph)
        self.deed.setToolTip(f"{words.tr(said)} [{self.tr('Enter')}]")
        self.deed.setEnabled(not (busy and here is Here.MISSING))

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(12)
        head = QHBoxLayout()
        head.addWidget(controls.label(self.tr("Prompt"), weight=600), 1)
        head.addWidget(self._copy_prompt)
        column.addLayout(head)
        column.addWidget(self._prompt)
        column.addWidget(self._error)
        column.addWidget(controls.hairline())
        column.addLayout(self._grid())
        column.addWidget(controls.hairline())
        for row in self._ids.values():
            column.addWidget(row)
        column.addStretch(1)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(area, 1)
        whole.addWidget(controls.hairline())
        whole.addWidget(self._foot())

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for row, (name, value) in enumerate(self._facts.items()):
            grid.addWidget(controls.label(words.tr(name), 11, tone="faint"), row, 0)
            value.setObjectName(f"task-{name.lower()}")
            grid.addWidget(value, row, 1)
        return grid

    def _foot(self) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(8)
        column.addWidget(self._place)
        column.addWidget(self.deed)
        return made

    def _report_prompt(self) -> None:
        self.copied.emit(self._whole, self.tr("The prompt"))


class IdRow(QWidget):
    """An id below its name, with a button that copies it; gone where there is none."""

    copied = Signal(str, str)

    def __init__(self, name: str, title: str) -> None:
        super().__init__()
        self._title = title
        self._value = controls.Elided()
        self._value.setObjectName(f"id-{name}")
        copy = controls.IconButton("copy", self.tr("Copy: {what}").format(what=title), f"copy-id-{name}")
        copy.clicked.connect(self._report)
        words_of_it = QVBoxLayout()
        words_of_it.setSpacing(0)
        words_of_it.addWidget(controls.label(title, 11, tone="faint"))
        words_of_it.addWidget(self._value)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addLayout(words_of_it, 1)
        row.addWidget(copy)

    def show_id(self, value: str) -> None:
        """Show an id, or nothing."""
        self._value.set_words(value)
        self.setVisible(bool(value))

    def _report(self) -> None:
        self.copied.emit(self._value.words(), self._title)
