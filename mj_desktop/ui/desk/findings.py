"""The findings below the prompt: each a sentence, and where it can be mended a button that does so."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mj_desktop.core.checks import Finding
from mj_desktop.ui import controls, keymap
from mj_desktop.ui.controls_words import Wrapped
from mj_desktop.ui.desk.fields import sentence

_MOST = 5


class FindingList(QWidget):
    """Hidden while there is nothing to say. `mended` carries the finding whose button was pressed."""

    mended = Signal(object)
    all_mended = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("findings")
        self.setAccessibleName(self.tr("Warnings about the prompt"))
        self._findings: tuple[Finding, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 8)
        self._column.setSpacing(0)
        self.hide()

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Say these."""
        if tuple(findings) == self._findings:
            return
        self._findings = tuple(findings)
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        told = _once(self._findings)
        for finding in told[:_MOST]:
            self._column.addWidget(self._row(finding))
        if sum(each.is_mendable for each in told) > 1:
            self._column.addWidget(self._last(len(told) - _MOST))
        self.setVisible(bool(self._findings))

    def _row(self, finding: Finding) -> QWidget:
        if not finding.is_mendable:
            return _line(Wrapped(sentence(finding.said)), None, controls.Glyph("triangle-alert", "warn", 14))
        mend = controls.Button(sentence(finding.mending), f"mend-{finding.trouble}", variant="link")
        mend.clicked.connect(partial(self.mended.emit, finding))
        mend.setAccessibleDescription(sentence(finding.said))
        mend.setToolTip(self.tr("Mend one warning, at the caret or the first") + keymap.bracketed("mend"))
        return _line(Wrapped(sentence(finding.said)), mend, controls.Glyph("triangle-alert", "warn", 14))

    def _last(self, more: int) -> QWidget:
        tip = self.tr("Mend all warnings") + keymap.bracketed("mend_all")
        mend = controls.Button(self.tr("Mend all"), "mend-all", variant="link", tip=tip)
        mend.clicked.connect(self.all_mended)
        return _line(Wrapped(self.tr("{count} more").format(count=more) if more > 0 else ""), mend, None)


def _once(findings: Sequence[Finding]) -> list[Finding]:
    """Those that have no button say the same thing once."""
    said = [each.said for each in findings]
    return [each for place, each in enumerate(findings) if each.is_mendable or each.said not in said[:place]]


def _line(words: QWidget, button: QWidget | None, glyph: QWidget | None) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 2, 0, 2)
    row.setSpacing(6)
    if glyph is not None:
        row.addWidget(glyph, 0, Qt.AlignmentFlag.AlignVCenter)
    row.addWidget(words, 1)
    if button is not None:
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
    return made
