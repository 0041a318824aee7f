"""What a batch is made of: a prompt with groups, lines of CSV, and how many prompts come of them at what cost."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from mj_desktop.core import batch_orders
from mj_desktop.core.batch import MOST, Batch, NotABatch, parse
from mj_desktop.ui import controls, folders, theme

_WIDE = 344
_HIGH, _LOW = 112, 56  # of the prompt, which shrinks in a low window: what is held higher lies below what follows
_LINES = 66  # at least, for three lines
_LARGEST = 1_000_000  # bytes of a file of lines


class BatchForm(QWidget):
    """Reports a Batch as `changed` whenever it is another one, None while it cannot be sent.

    `started` carries it, once: a batch that was started is used up until `renew`, or until another one is written.
    """

    changed = Signal(object)
    started = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(_WIDE)
        self.prompt = _edit("batch-prompt", self.tr("Prompt"), "a {red, blue} fox --c {0..100..50}")
        self.lines = _edit("batch-lines", self.tr("Lines"), "animal, place\nfox, forest\nowl, barn")
        self.open = controls.Button(
            self.tr("Open a file"), "open-lines", variant="link", tip=self.tr("Open a file of lines [Ctrl+O]")
        )
        self.start = controls.Button(self.tr("Start"), "start-batch", "sparkles", "main")
        self.batch: Batch | None = None
        self._pictures, self._price, self._is_used = 0, "", False
        self._count, self._cost = controls.label("", weight=600), controls.label("", 11, tone="faint")
        self._count.setObjectName("batch-count")
        self._count.setWordWrap(True)
        self._references = 0
        self._lay_out()
        self.prompt.textChanged.connect(self._read)
        self.lines.textChanged.connect(self._read)
        self.open.clicked.connect(self._choose_file)
        self.start.clicked.connect(self._start)
        send = QShortcut(QKeySequence("Ctrl+Return"), self)
        send.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        send.setAutoRepeat(False)
        send.activated.connect(self.start.click)
        self._read()

    @property
    def is_ready(self) -> bool:
        """True while there is a batch that can be started, and was not."""
        return self.batch is not None and not self._is_used

    def show_cost(self, words: str) -> None:
        """Say what all of it costs."""
        self._price = words
        self._use(self._is_used)

    def renew(self) -> None:
        """Let the batch be started, also once more."""
        self._use(False)

    def use_up(self) -> None:
        """The batch is begun: nothing starts it again before `renew`."""
        self._use(True)

    def show_references(self, count: int) -> None:
        """Say that so many reference pictures go with every prompt."""
        self._references = count
        if self.batch is not None:
            self._count_all(self.batch)

    def mend(self, mend: Callable[[str], str]) -> None:
        """Mend every prompt: in what was typed where that can be, which can be undone, else in what is sent."""
        if self.batch is None:
            return
        found = batch_orders.mended(self.batch, self.lines.toPlainText(), mend)
        if isinstance(found, Batch):
            self._take(found)
            return
        for edit, text in zip((self.prompt, self.lines), found, strict=True):
            if edit.toPlainText() != text:
                _put(edit, text)

    def read_file(self, path: str) -> None:
        """Take the lines of a file."""
        try:
            data = Path(path).read_bytes()[:_LARGEST]
        except OSError as error:
            self._say(self.tr("The file cannot be read: {why}.").format(why=error.strerror), "bad")
            return
        self.lines.setPlainText(data.decode("utf-8-sig", "replace"))

    def _read(self) -> None:
        """Count what is written; what cannot be sent says why."""
        try:
            batch = parse(self.prompt.toPlainText(), self.lines.toPlainText())
        except NotABatch as wrong:
            self._say(str(wrong), "bad")
            self._report(None)
            return
        self._take(batch)

    def _take(self, batch: Batch) -> None:
        count = self._count_all(batch)
        self._report(batch if 0 < count <= MOST else None, count)

    def _count_all(self, batch: Batch) -> int:
        """Say how many are drawn: a prompt that is repeated is counted as often, and the references are named."""
        count = batch_orders.pictures(batch) if batch.count <= MOST else batch.count
        told = self._told(batch, count)
        if self._references and batch.count:
            with_one, with_all = self.tr("{told}, with one reference"), self.tr("{told}, each with {count} references")
            told = (with_one if self._references == 1 else with_all).format(told=told, count=self._references)
        if count > MOST:
            told = self.tr("{told}; at most {most} at once").format(told=told, most=MOST)
        self._say(told, "bad" if count > MOST else "")
        return count

    def _told(self, batch: Batch, count: int) -> str:
        product = " × ".join(str(len(axis.values)) for axis in batch.axes if len(axis.values) > 1)
        told = self.tr("One prompt") if batch.count == 1 else self.tr("{count} prompts")
        told = told.format(count=f"{batch.count:,}") if batch.count else self.tr("No prompts yet")
        if "×" in product:
            told = f"{product} = {told}"
        return told if count == batch.count else self.tr("{told}, {count} pictures").format(told=told, count=count)

    def _report(self, batch: Batch | None, count: int = 0) -> None:
        self.batch, self._pictures, self._price = batch, count, ""
        self._use(False)
        self.changed.emit(batch)

    def _start(self) -> None:
        if self.is_ready:
            self._is_used = True  # before anything else can come of this click
            self.started.emit(self.batch)
            self._use(self._is_used)

    def _use(self, used: bool) -> None:
        self._is_used = used
        words = self.tr("Start {count}").format(count=self._pictures) if self.batch else self.tr("Start")
        self.start.setEnabled(self.is_ready)
        self.start.setText(self.tr("Started") if used else words)
        self._cost.setText(self.tr("Change it, or choose New batch, to start again") if used else self._price)

    def _say(self, words: str, tone: str) -> None:
        controls.dress(self._count, weight=600, tone=tone)
        self._count.setText(words)

    def _choose_file(self) -> None:
        dialog = QFileDialog(self, self.tr("Lines of CSV"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(self.tr("Lines (*.csv *.tsv *.txt);;All files (*)"))
        folders.follow(dialog, self)
        dialog.fileSelected.connect(self.read_file)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(controls.label(self.tr("Prompt"), weight=600))
        self.prompt.setMaximumHeight(_HIGH)
        self.prompt.setMinimumHeight(_LOW)
        self.lines.setMinimumHeight(_LINES)
        column.addWidget(self.prompt)
        column.addWidget(_hint(self.tr("{a, b} takes each in turn, {1..5} counts, {0..100..25} counts in steps.")))
        row = QHBoxLayout()
        row.addWidget(controls.label(self.tr("Lines of CSV"), weight=600))
        row.addStretch(1)
        row.addWidget(self.open)
        column.addLayout(row)
        column.addWidget(self.lines, 1)
        names = self.tr("The first line names columns, and {name} in the prompt takes each line's.")
        column.addWidget(_hint(f"{names} {self.tr('Without names each line is a prompt.')}"))
        column.addSpacing(4)
        column.addWidget(self._count)
        column.addWidget(self.start)
        keys = QKeySequence("Ctrl+Return").toString(QKeySequence.SequenceFormat.NativeText).replace("Return", "Enter")
        foot = QHBoxLayout()
        foot.addWidget(self._cost)
        foot.addStretch(1)
        foot.addWidget(controls.label(keys, 11, tone="faint"))
        column.addLayout(foot)


def _edit(name: str, label: str, hint: str) -> QPlainTextEdit:
    made = QPlainTextEdit()
    made.setObjectName(name)
    made.setAccessibleName(label)
    made.setPlaceholderText(hint)
    made.setTabChangesFocus(True)
    made.setFont(theme.font())
    return made


def _put(edit: QPlainTextEdit, text: str) -> None:
    """Another text, which can be undone."""
    cursor = QTextCursor(edit.document())
    cursor.select(QTextCursor.SelectionType.Document)
    cursor.insertText(text)


def _hint(words: str) -> QLabel:
    made = controls.label(words, 11, tone="faint")
    made.setWordWrap(True)
    return made
