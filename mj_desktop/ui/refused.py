"""What is shown when a profile folder cannot be written: the sentence, and another folder as the way out."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QMessageBox

from mj_desktop.ui import folders


def another_folder(refusal: str) -> Path | None:
    """Show the refusal and stay until a person has read it: the folder chosen instead, or None.

    No event loop of asyncio runs yet, so this may be a dialog that is waited for.
    """
    box = QMessageBox()
    box.setIcon(QMessageBox.Icon.Critical)
    box.setWindowTitle("MJ Desktop")
    box.setText(refusal)
    box.setInformativeText(_tr("Make the folder writable, or keep your work in another one."))
    other = box.addButton(_tr("Choose another folder..."), QMessageBox.ButtonRole.AcceptRole)
    box.addButton(_tr("Close"), QMessageBox.ButtonRole.RejectRole)
    box.exec()
    if box.clickedButton() is not other:
        return None
    found = QFileDialog.getExistingDirectory(None, _tr("A folder for your pictures"), folders.pictures())
    return Path(found) if found else None


def _tr(words: str) -> str:
    return QCoreApplication.translate("Refused", words)
