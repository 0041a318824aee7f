"""The prompt's text field: Ctrl+Enter submits, Enter begins a new line, Alt+Up and Alt+Down recall former prompts."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QKeyEvent
from PySide6.QtWidgets import QTextEdit

from mj_desktop.ui import theme

if TYPE_CHECKING:
    from mj_desktop.core.checks import Finding
    from mj_desktop.core.prompt import Edit

LINE = 20


class PromptEdit(QTextEdit):
    """Plain text in lines of 20 points; holds the former prompts and where in them a person is.

    `recalled` carries a former prompt to be shown: what of it goes without saying is left out. `findings` are those
    that its menu offers to mend where that can be, `mended` carries one. `is_typing` is true while a key changes text.
    """

    submitted = Signal()
    recalled = Signal(str)
    mended = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("prompt")
        self.setAccessibleName(self.tr("Prompt"))
        self.setPlaceholderText(self.tr("Describe a picture"))
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setFont(theme.font())
        self._history: list[str] = []
        self._place = -1
        self._draft = ""
        self._recalling = False
        self._even = False
        self._last_change = ""
        self.is_typing = False
        self.findings: Sequence[Finding] = ()
        self.textChanged.connect(self._forget_place)

    def show_history(self, prompts: list[str]) -> None:
        """Take the former prompts, newest first."""
        self._history = list(dict.fromkeys(prompts))
        self._place = -1

    def show_text(self, text: str) -> None:
        """Replace the text; the replacement can be undone."""
        from PySide6.QtGui import QTextCursor

        self.even_lines()
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)
        self.moveCursor(QTextCursor.MoveOperation.End)

    def go_behind_words(self) -> None:
        """Put the caret where the words end, before the flags: what is typed next is read as words."""
        from mj_desktop.core import tokens
        from mj_desktop.ui.desk.places import units

        text, caret = self.toPlainText(), self.textCursor()
        caret.setPosition(units(text, len(text[: tokens.head(text)].rstrip())))
        self.setTextCursor(caret)

    def change(self, edits: "Sequence[Edit]", of: str) -> None:
        """Change parts of the text; the caret stays before what is added at its place.

        Changes one after the other of the same name `of` are undone as one.
        """
        from PySide6.QtGui import QTextCursor

        from mj_desktop.ui.desk.places import character, moved, units

        text, caret = self.toPlainText(), self.textCursor()
        place = moved(character(text, caret.position()), edits)
        cursor = QTextCursor(self.document())
        (cursor.joinPreviousEditBlock if of and of == self._last_change else cursor.beginEditBlock)()
        for start, end, new in sorted(edits, reverse=True):
            cursor.setPosition(units(text, start))
            cursor.setPosition(units(text, end), QTextCursor.MoveMode.KeepAnchor)
            cursor.insertText(new)
        cursor.endEditBlock()
        caret.setPosition(units(self.toPlainText(), place))
        self.setTextCursor(caret)
        self._last_change = of

    def caret(self) -> int:
        """Where the caret stands, in characters."""
        from mj_desktop.ui.desk.places import character

        return character(self.toPlainText(), self.textCursor().position())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The usual menu, headed by the mending of what was clicked on."""
        menu = self.createStandardContextMenu()
        finding = self.finding_at(self.cursorForPosition(event.pos()).position())
        if finding is not None and finding.is_mendable:
            from functools import partial

            from PySide6.QtGui import QAction

            from mj_desktop.ui.desk.fields import sentence

            mend = QAction(sentence(finding.mending), menu)
            mend.setObjectName("mend")
            mend.triggered.connect(partial(self.mended.emit, finding))
            menu.insertAction(menu.actions()[0], mend)
            menu.insertSeparator(menu.actions()[1])
        menu.popup(event.globalPos())
        menu.aboutToHide.connect(menu.deleteLater)

    def event(self, event: QEvent) -> bool:
        """What is wrong with the words below the pointer is their tooltip."""
        if isinstance(event, QHelpEvent) and self.findings:
            from PySide6.QtWidgets import QToolTip

            from mj_desktop.ui.desk.fields import sentence

            below = self.viewport().mapFromGlobal(event.globalPos())
            finding = self.finding_at(self.cursorForPosition(below).position())
            QToolTip.showText(event.globalPos(), sentence(finding.said) if finding is not None else "", self)
            return True
        return super().event(event)

    def finding_at(self, position: int) -> "Finding | None":
        """The finding at a cursor's position, one with a mending first, or None."""
        from mj_desktop.ui.desk.places import character

        place = character(self.toPlainText(), position)
        here = [each for each in self.findings if each.start <= place <= each.end]
        return min(here, key=lambda each: not each.is_mendable, default=None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Submit, recall, or edit."""
        from PySide6.QtCore import Qt  # not before the first paint: see ground.py

        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if enter and modifiers == Qt.KeyboardModifier.ControlModifier:
            if not event.isAutoRepeat():
                self.submitted.emit()
        elif enter:
            self.textCursor().insertBlock()
            self.ensureCursorVisible()
        elif event.key() in steps and modifiers == Qt.KeyboardModifier.AltModifier:
            self.recall(steps[Qt.Key(event.key())])
        else:
            self.is_typing, self._last_change = True, ""
            super().keyPressEvent(event)
            self.is_typing = False

    def recall(self, step: int) -> None:
        """Go `step` prompts back in time; before the newest stands what was being written."""
        place = self._place + step
        if not -1 <= place < len(self._history):
            return
        if self._place == -1:
            self._draft = self.toPlainText()
        self._recalling = True
        if place >= 0:
            self.recalled.emit(self._history[place])
        else:
            self.show_text(self._draft)
        self._recalling = False
        self._place = place

    def _forget_place(self) -> None:
        if not self._recalling:
            self._place = -1

    def even_lines(self) -> None:
        """Lines of 20 points from now on; an empty field is painted without them, as the classes take 2 ms."""
        if self._even:
            return
        from PySide6.QtGui import QTextBlockFormat, QTextCursor

        self._even = True
        even = QTextBlockFormat()
        even.setLineHeight(LINE, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(even)
        self.document().clearUndoRedoStacks()
