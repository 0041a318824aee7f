"""Rows of the settings page: name and explanation at the left, the control and what is said of it at the right."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from mj_desktop.ui import controls

LABELS = 264
_GAP = 16
_NO_LIMIT = 2**24 - 1  # Qt's own, which PySide does not name


class Note(QWidget):
    """A glyph and a sentence under a control; hidden while there is nothing to say."""

    _GLYPHS = {"good": "check", "warn": "triangle-alert", "bad": "triangle-alert", "muted": ""}

    def __init__(self, name: str) -> None:
        super().__init__()
        self._mark = controls.Glyph(size=14)
        self._words = controls.label("", tone="muted")
        self._words.setObjectName(name)
        self._words.setWordWrap(True)
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        self._mark.setContentsMargins(0, 2, 0, 0)
        self.hide()

    def say(self, words: str, tone: str = "muted") -> None:
        """Say `words` in a tone (good, warn, bad, muted), or nothing for ""."""
        self._mark.show_glyph(self._GLYPHS[tone], tone)
        self._mark.setVisible(bool(self._GLYPHS[tone]))
        controls.dress(self._words, tone="muted" if tone == "good" else tone)
        self._words.setText(words)
        self.setVisible(bool(words))

    def words(self) -> str:
        """What is said."""
        return self._words.text()


class Row(QWidget):
    """One setting: `parts` stand side by side, its note below them; they stand below its words where it is narrow."""

    def __init__(self, name: str, title: str, sentence: str, parts: Sequence[QWidget]) -> None:
        super().__init__()
        self.note = Note(f"note-{name}")
        self._sentence = _wrapped(sentence)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(controls.label(title))
        words.addWidget(self._sentence)
        words.addStretch(1)
        self._left = QWidget()
        self._left.setLayout(words)
        words.setContentsMargins(0, 0, 0, 0)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 8, 0, 8)
        self._row.addWidget(self._left, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addLayout(self._right(parts), 1)
        self.stack(False)

    def stack(self, narrow: bool) -> None:
        """Below each other in a narrow window, else side by side."""
        self._row.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(_GAP // 2 if narrow else _GAP)
        self._row.setAlignment(self._left, Qt.AlignmentFlag(0) if narrow else Qt.AlignmentFlag.AlignTop)
        self._left.setMinimumWidth(0 if narrow else LABELS)
        self._left.setMaximumWidth(_NO_LIMIT if narrow else LABELS)

    def sentence(self) -> str:
        """Its explanation."""
        return self._sentence.text()

    def explain(self, sentence: str) -> None:
        """Give it another sentence of explanation."""
        self._sentence.setText(sentence)

    def _right(self, parts: Sequence[QWidget]) -> QVBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(8)
        for part in parts:
            line.addWidget(part)
        line.addStretch(1)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addLayout(line)
        column.addWidget(self.note)
        column.addStretch(1)
        return column


class Field(QLineEdit):
    """A line of text that knows whether it is wrong."""

    def __init__(self, name: str, label: str, width: int, hint: str = "") -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setPlaceholderText(hint)
        self.setFixedWidth(width)

    def show_wrong(self, wrong: bool) -> None:
        """Mark it, or unmark it."""
        self.setProperty("wrong", wrong)
        self.style().unpolish(self)
        self.style().polish(self)


def tr(words: str) -> str:
    """Words of the settings' tables in the interface's language."""
    return QCoreApplication.translate("Settings", words) if words else ""


def _wrapped(sentence: str) -> QLabel:
    made = controls.label(sentence, 11, tone="faint")
    made.setWordWrap(True)
    return made
