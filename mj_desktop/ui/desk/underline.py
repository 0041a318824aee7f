"""The underline: marks in the prompt's text the places that a check has found."""

from collections.abc import Sequence

from PySide6.QtCore import QObject
from PySide6.QtGui import QSyntaxHighlighter, QTextCharFormat, QTextDocument

from mj_desktop.core.checks import Finding
from mj_desktop.ui import theme
from mj_desktop.ui.desk.places import units


class Underline(QSyntaxHighlighter):
    """Draws a wave below every finding, and follows the theme."""

    def __init__(self, parent: QObject, document: QTextDocument) -> None:
        super().__init__(parent)
        self.setDocument(document)
        self._spans: list[tuple[int, int]] = []
        theme.notifier().changed.connect(self.rehighlight)

    def show_findings(self, text: str, findings: Sequence[Finding]) -> None:
        """Mark these places of `text`, which the document holds; of one without extent the character after it."""
        spans = [(units(text, each.start), units(text, max(each.end, each.start + 1))) for each in findings]
        if spans != self._spans:
            self._spans = spans
            self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        """One line of the text."""
        begun, wave = self.currentBlock().position(), QTextCharFormat()
        wave.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        wave.setUnderlineColor(theme.colour("warn"))
        for start, end in self._spans:
            self.setFormat(max(0, start - begun), max(0, end - max(start, begun)), wave)
