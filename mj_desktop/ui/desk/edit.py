"""The prompt's text field: Ctrl+Enter submits, Enter begins a new line, Alt+Up and Alt+Down recall former prompts."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QTextEdit

from mj_desktop.ui import theme

LINE = 20
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class PromptEdit(QTextEdit):
    """Plain text in lines of 20 points; holds the former prompts and where in them a person is.

    `recalled` carries a former prompt to be shown: its flags may belong on controls beside the text.
    """

    submitted = Signal()
    recalled = Signal(str)

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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Submit, recall, or edit."""
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in _ENTER and modifiers == Qt.KeyboardModifier.ControlModifier:
            if not event.isAutoRepeat():
                self.submitted.emit()
        elif event.key() in _ENTER:
            self.textCursor().insertBlock()
            self.ensureCursorVisible()
        elif event.key() in _STEPS and modifiers == Qt.KeyboardModifier.AltModifier:
            self.recall(_STEPS[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

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


_STEPS = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
