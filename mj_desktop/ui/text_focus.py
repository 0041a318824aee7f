"""Whether somebody may be writing: what happens by itself leaves the keyboard there."""

from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit


def in_text() -> bool:
    """True while a field that takes text has the keyboard."""
    focus = QApplication.focusWidget()
    return isinstance(focus, QLineEdit | QPlainTextEdit | QTextEdit) and not focus.isReadOnly()
