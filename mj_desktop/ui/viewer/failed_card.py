"""The failed card: what happened, its code, the cause with the guilty words marked, the remedies, the trace id."""

from html import escape

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from mj_desktop.core.errors import Failure
from mj_desktop.core.generation import DEMO, Generation
from mj_desktop.core.intentions import Remedied
from mj_desktop.core.messages import Remedy, explain
from mj_desktop.ui import controls, theme
from mj_desktop.ui.viewer import failed_card_words as words
from mj_desktop.ui.viewer.card import Card, spaced

WIDTH = 484
_COPIED_MS = 1500
_ICONS = {
    Remedy.TRY_AGAIN: "rotate-ccw",
    Remedy.EDIT_PROMPT: "pencil",
    Remedy.FETCH: "download",
    Remedy.CONNECT: "plug",
}


class RemedyButton(controls.Button):
    """One way on from a failure."""

    remedied = Signal(object)

    def __init__(self, remedy: Remedy, about: str, filled: bool) -> None:
        variant = "filled" if filled else "plain"
        super().__init__(
            QCoreApplication.translate("Messages", remedy.value),
            f"remedy_{remedy.name.lower()}",
            _ICONS.get(remedy, ""),
            variant,
        )
        self.remedy = remedy
        self._about = about
        self.clicked.connect(self._report)

    def _report(self) -> None:
        self.remedied.emit(Remedied(self.remedy, self._about))


class FailedCard(Card):
    """Shows the failure of one generation; `remedied` carries what a person chose to do."""

    remedied = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, "failed_card", WIDTH)
        self._failure: Failure | None = None
        self._shown: tuple[Failure, str] | None = None
        self._sign = controls.Glyph("triangle-alert", "bad", 20)
        self._title = controls.label("", weight=600)
        self._code = controls.label("", 11, tone="faint")
        self._body = controls.label("", tone="muted")
        self._well = QLabel()
        self._trace = controls.label("", 11, tone="faint")
        self._copy = controls.IconButton("copy", self.tr("Copy the trace id"), "copy_trace")
        self._details = controls.Button(self.tr("Copy details"), "copy_details", variant="quiet")
        self._copied = QTimer(self, singleShot=True, interval=_COPIED_MS)
        self._buttons: list[RemedyButton] = []
        self._paid = controls.label(self.tr("Trying again is a new request, and paid for."), 11, tone="faint")
        self._paid.setObjectName("paid")
        self._paid.setContentsMargins(0, 6, 0, 0)
        self._lay_out()
        self._connect()
        self.hide()

    def show_failure(self, generation: Generation) -> None:
        """Show why `generation` failed."""
        failure = generation.failure or Failure(code="bug")
        prompt = generation.request.prompt or ""
        if self._shown == (failure, generation.id):
            return
        self._failure, self._shown = failure, (failure, generation.id)
        message = explain(failure)
        title = words.said(message.what, message)
        self._title.setText(spaced(title))
        self._code.setText(words.code(failure))
        self._body.setText(spaced(words.body(failure)))
        self._show_trace(failure.trace_id or generation.trace_id or "")
        self._show_buttons(generation)
        self._prompt = prompt
        self._restyle()
        self.setAccessibleName(title)
        self.setAccessibleDescription(words.body(failure))

    def _connect(self) -> None:
        self._copy.clicked.connect(self._copy_trace)
        self._details.clicked.connect(self._copy_details)
        self._copied.timeout.connect(self._copy_again)
        theme.notifier().changed.connect(self._restyle)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 12)
        column.setSpacing(0)
        self._title.setTextFormat(Qt.TextFormat.RichText)
        self._title.setWordWrap(True)
        self._body.setTextFormat(Qt.TextFormat.RichText)
        self._body.setWordWrap(True)
        self._well.setTextFormat(Qt.TextFormat.RichText)
        self._well.setWordWrap(True)
        self._trace.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._row = QHBoxLayout()
        self._row.setSpacing(8)
        column.addLayout(self._head())
        column.addSpacing(10)
        column.addWidget(self._body)
        column.addSpacing(8)
        column.addWidget(self._well)
        column.addSpacing(12)
        column.addLayout(self._row)
        column.addWidget(self._paid)
        column.addSpacing(12)
        column.addWidget(controls.hairline())
        column.addSpacing(8)
        column.addLayout(self._foot())

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._title, 1)
        self._code.setFixedHeight(20)
        self._code.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._code, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self._trace)
        row.addWidget(self._copy)
        row.addStretch(1)
        row.addWidget(self._details)
        return row

    def _show_trace(self, trace: str) -> None:
        self._trace_id = trace
        self._trace.setText(self.tr("Trace id  {trace}").format(trace=trace))
        self._trace.setVisible(bool(trace))
        self._copy.setVisible(bool(trace))
        self._copy_again()

    def _show_buttons(self, generation: Generation) -> None:
        while (item := self._row.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._buttons = [RemedyButton(r, generation.id, i == 0) for i, r in enumerate(words.remedies(generation))]
        for button in self._buttons:
            button.remedied.connect(self._remedy)
            self._row.addWidget(button)
        self._row.addStretch(1)
        tries = Remedy.TRY_AGAIN in words.remedies(generation)
        self._paid.setVisible(tries and generation.origin != DEMO)

    def _restyle(self) -> None:
        if self._failure is None:
            return
        spans = words.guilty(self._failure.message, self._prompt)
        self._well.setVisible(bool(spans))
        if spans:
            self._well.setText(self._marked(*words.excerpt(self._prompt, spans[0])))
            ground = theme.colour("field").name()
            self._well.setStyleSheet(f"QLabel {{ background: {ground}; border-radius: 6px; padding: 10px 12px; }}")

    @staticmethod
    def _marked(before: str, guilty: str, after: str) -> str:
        ink, ground = theme.colour("bad").name(), theme.colour("badsoft").name()
        # Qt joins two non-breaking hyphens into a dash: a word joiner keeps "--" together and as it was typed.
        marked = escape(guilty).replace("-", "-⁠").replace(" ", "&nbsp;")
        plain = theme.colour("muted").name()
        return (
            f'<span style="color:{plain}">{escape(before)}</span> '
            f'<span style="color:{ink}; background-color:{ground}">&nbsp;{marked}&nbsp;</span> '
            f'<span style="color:{plain}">{escape(after)}</span>'
        )

    def _remedy(self, remedied: Remedied) -> None:
        self.remedied.emit(remedied)

    def _copy_trace(self) -> None:
        QGuiApplication.clipboard().setText(self._trace_id)
        self._copy.set_glyph("check")
        self._copied.start()

    def _copy_details(self) -> None:
        if self._failure is not None:
            QGuiApplication.clipboard().setText(explain(self._failure).details)
            self._details.setText(self.tr("Copied"))
            self._copied.start()

    def _copy_again(self) -> None:
        self._copy.set_glyph("copy")
        self._details.setText(self.tr("Copy details"))
