"""The page in the pictures' place while no library is open: why, and the ways out."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from mj_desktop.core.messages import Message
from mj_desktop.ui import controls, folders
from mj_desktop.ui.status_line import filled

_WIDEST = 560


class RefusedPage(QWidget):
    """Says what the disk refused; `wanted` carries None for another try, else the folder to use, "" for the own one."""

    wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("refused")
        controls.ground(self, "viewer")
        self._title = controls.label("", 20, 600)
        self._title.setObjectName("refused-title")
        self._body = controls.label("", tone="muted")
        self._body.setObjectName("refused-body")
        self._again = controls.Button(self.tr("Try again"), "refused-again", "rotate-ccw", "filled")
        self._own = controls.Button(self.tr("Use the program's own folder"), "refused-own", "hard-drive")
        self._other = controls.Button(self.tr("Choose another folder"), "refused-other")
        self._again.clicked.connect(self._report_again)
        self._own.clicked.connect(self._report_own)
        self._other.clicked.connect(self._choose)
        self._lay_out()

    def show_refusal(self, message: Message, is_chosen: bool) -> None:
        """Say why; `is_chosen` for a folder that a person chose, beside which there is the program's own."""
        self._title.setText(filled(message.what, message))
        kept = self.tr("Nothing is sent meanwhile, and what you typed stays.")
        self._body.setText(f"{filled(message.todo, message)} {kept}")
        self._own.setVisible(is_chosen)
        self.show_busy(False)

    def show_busy(self, busy: bool) -> None:
        """While a folder is tried nothing else can be asked for."""
        for part in (self._again, self._own, self._other):
            part.setEnabled(not busy)

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setMaximumWidth(_WIDEST)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for words in (self._title, self._body):
            words.setWordWrap(True)
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(words)
        for part in (self._again, self._own, self._other):
            column.addWidget(part, 0, Qt.AlignmentFlag.AlignLeft)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 24, 24, 24)
        outer.addStretch(2)
        outer.addWidget(inside)
        outer.addStretch(3)

    def _report_again(self) -> None:
        self.wanted.emit(None)

    def _report_own(self) -> None:
        self.wanted.emit("")

    def _choose(self) -> None:
        dialog = QFileDialog(self, self.tr("A folder for your library"), folders.pictures())
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self.wanted)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
