"""Asking where a file is to be saved."""

from collections.abc import Callable
from pathlib import PurePath

from PySide6.QtWidgets import QFileDialog, QWidget


def ask(window: QWidget, title: str, suggested: PurePath, kinds: str, then: Callable[[str], object]) -> QFileDialog:
    """Open the system's dialog on a suggested file; `kinds` is a filter as Qt writes it, `then` is told the file."""
    dialog = QFileDialog(window, title, str(suggested.parent))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilter(kinds)
    dialog.setDefaultSuffix(suggested.suffix.removeprefix("."))
    dialog.selectFile(suggested.name)
    dialog.fileSelected.connect(then)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog
