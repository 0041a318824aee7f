"""The page of batches: the next one's form, and the prompts or the sheet of the one that is chosen."""

import textwrap
import time
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from mj_desktop.core.batch import Batch
from mj_desktop.core.checks import Finding
from mj_desktop.core.errors import LEFT_OVER, Failure
from mj_desktop.core.generation import Generation
from mj_desktop.core.messages import explain
from mj_desktop.core.sheet import Sheet, laid_out, progress, value
from mj_desktop.pictures import Loaded
from mj_desktop.ui import controls, keymap
from mj_desktop.ui.batch.form import BatchForm
from mj_desktop.ui.batch.prompts import PromptList
from mj_desktop.ui.batch.table import SheetTable
from mj_desktop.ui.desk.travel import neighbour
from mj_desktop.ui.page import PATIENCE, Page
from mj_desktop.ui.status_line import filled

_TITLE = 56  # characters of a batch's title in the list
_VALUES = 8  # of an axis are named
_WIDEST = 520  # points of the list of batches
_PAUSE = 60  # milliseconds for which news are gathered


class BatchPage(Page):
    """Reports `started` (a Batch), and for the batch on view `paused`, `resumed`, `stopped`; `wanted` by its id."""

    started = Signal(object)
    paused = Signal(str)
    resumed = Signal(str)
    stopped = Signal(str)
    wanted = Signal(str)

    def __init__(self) -> None:
        sentence = self.tr(
            "One prompt becomes many pictures. Write flags such as --ar here; mode, translation and timeout are those"
            " of the prompt panel."
        )
        super().__init__("batch-page", self.tr("Batch"), sentence)
        self.form, self.table, self.prompts = BatchForm(), SheetTable(), PromptList()
        self.which = controls.Choice("batches", self.tr("Batch"))
        self.which.setToolTip(self.tr("Choose a batch [Alt+V]"))
        self.go = controls.Button("", "pause-batch", "pause")
        self.stop = controls.Button(
            self.tr("Cancel the rest"), "stop-batch", "x", tip=self.tr("Cancel the rest [Ctrl+.]")
        )
        self._far = controls.Elided(tone="muted")
        self._far.setObjectName("batch-progress")
        self._rests = controls.Elided(tone="warn")
        self._rests.setObjectName("batch-paused")
        self._axes = controls.Elided(size=11, tone="faint")
        self._axes.setObjectName("batch-axes")
        self._reading = controls.Elided(tone="muted")
        self._reading.setObjectName("batch-reading")
        self._taken = ""  # what was taken over from the prompt panel
        self._read: set[str] = set()
        self._late = QTimer(self, singleShot=True, interval=PATIENCE)
        self._late.timeout.connect(self._say_reading)
        self._right, self._side = QStackedWidget(), QWidget()
        self._held: dict[str, Generation] = {}
        self._paused: Mapping[str, Failure | None] = {}
        self._soon = QTimer(self, singleShot=True, interval=_PAUSE)
        self._soon.timeout.connect(self._show)
        self._lay_out()
        self._connect()
        self._show()

    @property
    def shown(self) -> str:
        """The id of the batch on view; "" while a new one is written."""
        return str(self.which.currentData() or "")

    @property
    def waits(self) -> bool:
        """True while some of the batch on view are not sent yet."""
        return self.go.isVisibleTo(self)

    def do(self, name: str) -> None:
        """What a command of the page does: press the button of that name, or open the list of batches."""
        if name == "choose":
            self.which.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.which.showPopup()
        else:
            {"start": self.form.start, "lines": self.form.open, "pause": self.go, "stop": self.stop}[name].click()

    def take_over(self, prompt: str) -> None:
        """Begin with a prompt where none is written, or only the one that was taken over before; a batch on view stays
        there, as it may wait for a person."""
        shown = self.which.currentIndex()
        if self.form.prompt.toPlainText() in ("", self._taken):
            self._taken = prompt
            with QSignalBlocker(self.which):
                self.form.prompt.setPlainText(prompt)
                self.which.setCurrentIndex(shown)

    def show_findings(self, findings: Mapping[int, Sequence[Finding]]) -> None:
        """Say what the checks find in the prompts of the batch that is written, by their places."""
        self.prompts.show_findings(findings)

    def await_list(self) -> None:
        """The list of batches is asked for; `show_list` follows."""
        self._await("list")

    def show_list(self, batches: Sequence[tuple[str, str, float]]) -> None:
        """Name the batches there are, the newest first; the one on view stays."""
        self._await("list", over=True)
        shown, named = self.shown, self.which.currentText()
        listed = [(batch, self._title(title, at)) for batch, title, at in batches]
        if shown and shown not in [batch for batch, _ in listed]:
            listed.insert(0, (shown, named))  # begun since the list was asked for
        with QSignalBlocker(self.which):
            self.which.clear()
            for batch, words in [("", self.tr("New batch")), *listed]:
                self.which.addItem(words, batch)
            self.which.setCurrentIndex(self.which.findData(shown))

    def open_batch(self, batch: str, title: str, at: float) -> None:
        """Put a batch that was begun `at` on view, though it may not be listed yet."""
        if self.which.findData(batch) < 0:
            self.which.insertItem(1, self._title(title, at), batch)
        self.which.setCurrentIndex(self.which.findData(batch))

    def show_generations(self, generations: Sequence[Generation]) -> None:
        """Show a whole batch, when it is the one on view."""
        told = {each.id: each for each in generations if each.place is not None and each.place.batch == self.shown}
        self._held = told | self._held  # what was seen meanwhile is newer
        if self.shown and (told or not generations):
            self._await("sheet", over=True)
        self._show()

    def see(self, generation: Generation) -> None:
        """One of the batch on view changed; many changes are shown at once."""
        if generation.place is not None and generation.place.batch == self.shown:
            self._held[generation.id] = generation
            self._soon.start()

    def forget(self, generation_id: str) -> None:
        """One of it was never sent, and is no more."""
        if self._held.pop(generation_id, None) is not None:
            self._soon.start()

    def show_paused(self, paused: Mapping[str, Failure | None]) -> None:
        """Take which batches wait for a person, and why; None is because a person wants it."""
        self._paused = paused
        self._show()

    def show_thumbnail(self, loaded: Loaded) -> None:
        """Take a picture of the sheet."""
        self.table.show_thumbnail(loaded)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes down the form, then down what it makes, then to the foot."""
        to = neighbour((self.form, self._side, self.done.parentWidget() or self), self.focusWidget(), forward)
        if to is None:
            return super().focusNextPrevChild(forward)
        to.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
        return True

    def _connect(self) -> None:
        self.form.changed.connect(self._take)
        self.form.started.connect(self._start)
        self.which.currentIndexChanged.connect(self._choose)
        self.go.clicked.connect(self._turn)
        self.stop.clicked.connect(self._stop)

    def _lay_out(self) -> None:
        self.which.addItem(self.tr("New batch"), "")
        self.which.setSizeAdjustPolicy(self.which.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.which.setMinimumContentsLength(12)
        self.which.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.which.setMaximumWidth(_WIDEST)
        self._right.addWidget(self.prompts)
        self._right.addWidget(self.table)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.which, 100)  # what is left once it is as wide as may be is the words' beside it
        head.addWidget(self._reading, 1)
        head.addWidget(self.go)
        head.addWidget(self.stop)
        right = QVBoxLayout(self._side)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(8)
        right.addLayout(head)
        right.addWidget(self._far)
        right.addWidget(self._rests)
        right.addWidget(self._axes)
        right.addWidget(self._right, 1)
        row = QHBoxLayout()
        row.setSpacing(32)
        row.addWidget(self.form)
        row.addWidget(self._side, 1)
        self.column.addLayout(row, 1)

    def _take(self, batch: Batch | None) -> None:
        self.prompts.show_prompts([variant.prompt for variant in batch.variants()] if batch is not None else [])
        self.which.setCurrentIndex(0)

    def _start(self, batch: Batch) -> None:
        if self.form.start.hasFocus():  # it goes out, and what stands next to it opens at Enter
            self.prompts.list.setFocus(Qt.FocusReason.OtherFocusReason)
        self.started.emit(batch)

    def _choose(self) -> None:
        self._held = {}
        if not self.shown:
            self.form.renew()
        self._await("sheet", over=not self.shown)
        self._show()
        if self.shown:
            self.wanted.emit(self.shown)

    def _await(self, what: str, over: bool = False) -> None:
        """Something is asked of the library, or came; what takes longer is said."""
        (self._read.discard if over else self._read.add)(what)
        if not self._read:
            self._late.stop()
            self._reading.set_words("")
        elif not over:
            self._late.start()

    def _say_reading(self) -> None:
        words = self.tr("Reading the batch…") if "sheet" in self._read else self.tr("Reading the list of batches…")
        self._reading.set_words(words)

    def _show(self) -> None:
        on_view = bool(self.shown)
        self._right.setCurrentWidget(self.table if on_view else self.prompts)
        far = progress(self._held.values())
        waits, rests = bool(far.waiting), self.shown in self._paused
        self.go.setVisible(on_view and waits)
        self.stop.setVisible(on_view and waits)
        self.go.setText(self.tr("Resume") if rests else self.tr("Pause"))
        self.go.setToolTip(self.go.text() + keymap.bracketed("batch:pause"))
        self.go.set_glyph("play" if rests else "pause")
        self._rests.setVisible(on_view and waits and rests)
        self._rests.set_words(_why(self._paused[self.shown]) if rests else "")
        self._axes.setVisible(on_view)
        self._far.setVisible(on_view)
        if not on_view or (not far.count and self._read):
            self._far.set_words("")
            self.table.show_sheet(laid_out([]))
            return
        parts = ((self.tr("{count} of {all} drawn"), far.done), (self.tr("{count} being drawn"), far.running),
                 (self.tr("{count} waiting"), far.waiting), (self.tr("{count} failed"), far.failed))  # fmt: skip
        told = [words.format(count=number, all=far.count) for words, number in parts if number or words == parts[0][0]]
        self._far.set_words(" · ".join(told))
        sheet = laid_out(self._held.values())
        self._axes.set_words(self._varied(sheet))
        self.table.show_sheet(sheet)

    def _title(self, title: str, at: float) -> str:
        """A batch's name in the list: the time first, as prompts are often alike, and cut where there is no room."""
        return f"{_clock(at)}  ·  {_short(title) or self.tr('Lines')}"

    def _varied(self, sheet: Sheet) -> str:
        """What varies, and where to."""
        if sheet.columns:
            rows, columns = _values(sheet.names[0], sheet.rows), _values(sheet.names[1], sheet.columns)
            return self.tr("Rows: {rows}. Columns: {columns}.").format(rows=rows, columns=columns)
        values = tuple(dict.fromkeys(value(each) for each in sheet.cells.values()))
        return self.tr("Varied: {values}.").format(values=_values(sheet.names[1], values)) if sheet.names[1] else ""

    def _turn(self) -> None:
        (self.resumed if self.shown in self._paused else self.paused).emit(self.shown)

    def _stop(self) -> None:
        self.stopped.emit(self.shown)


def _short(title: str) -> str:
    """Its first words."""
    return textwrap.shorten(title, _TITLE, placeholder="…")


def _clock(at: float) -> str:
    """To the second, for those begun one after the other; the day where it is not today."""
    begun, now = time.localtime(at), time.localtime()
    return time.strftime("%H:%M:%S" if begun[:3] == now[:3] else "%Y-%m-%d %H:%M:%S", begun)


def _values(axis: str, values: Sequence[str]) -> str:
    """The first values of an axis, after the flag that they are for."""
    shown = ", ".join(each or "–" for each in values[:_VALUES]) + (", …" if len(values) > _VALUES else "")
    return f"{axis} {shown}" if axis.startswith("--") else shown


def _why(failure: Failure | None) -> str:
    """Why a batch rests."""
    if failure is None:
        return _tr("Paused by you. Resume sends the rest.")
    if failure.code == LEFT_OVER:
        return _tr("Paused because the program was closed. Resume sends the rest.")
    told = explain(failure)
    return _tr("Paused because one failed: {why}.").format(why=filled(told.what, told))


def _tr(words: str) -> str:
    return QCoreApplication.translate("BatchPage", words)
