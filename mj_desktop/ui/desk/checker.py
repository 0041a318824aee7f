"""The checker: underlines what the checks find in the prompt, lists it below, and mends it on a click or a key."""

from PySide6.QtCore import QObject, QTimer, Signal

from mj_desktop.core.checks import Finding
from mj_desktop.ui.desk.edit import PromptEdit
from mj_desktop.ui.desk.findings import FindingList
from mj_desktop.ui.desk.underline import Underline

_PAUSE = 500  # milliseconds without a key, after which what is being typed counts as written


class Checker(QObject):
    """Shows the findings that it is given whenever the prompt changes, a mending's change included.

    `mode_wanted` carries the mode of a mending that chooses one.
    """

    mode_wanted = Signal(str)

    def __init__(self, edit: PromptEdit) -> None:
        super().__init__(edit)
        self._edit = edit
        self._found: tuple[Finding, ...] = ()
        self._underline = Underline(self, edit.document())
        self.list = FindingList()
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._show_all)
        self.list.mended.connect(self.mend)
        self.list.all_mended.connect(self.mend_all)
        edit.mended.connect(self.mend)

    def take(self, found: tuple[Finding, ...]) -> None:
        """Show what is found, but for the word that a person is just typing: that is shown after a pause."""
        self._found = found
        if self._edit.is_typing:
            caret = self._edit.caret()
            self._pause.start()
            self._show(tuple(each for each in found if not each.start < caret <= each.end))
        else:
            self._show_all()

    def mend(self, finding: Finding | None = None) -> None:
        """Mend a finding; without one that at the caret, else the first that has a mending."""
        here = self._edit.finding_at(self._edit.textCursor().position())
        here = here if here is not None and here.is_mendable else None
        finding = finding or here or self._next()
        if finding is None or finding not in self._found:
            return
        if finding.mode:
            self.mode_wanted.emit(finding.mode)
        self._edit.change(finding.edits, "")

    def mend_all(self) -> None:
        """Mend every finding; each may bring others to light, so there is an end to it."""
        for _ in range(3 * len(self._found)):
            self.mend(self._next())

    def _next(self) -> Finding | None:
        return next((each for each in self._found if each.is_mendable), None)

    def _show_all(self) -> None:
        self._show(self._found)

    def _show(self, found: tuple[Finding, ...]) -> None:
        self._edit.findings = found
        self._underline.show_findings(self._edit.toPlainText(), found)
        self.list.show_findings(found)
