"""The checker: underlines what the checks find in the prompt, lists it below, and mends it on a click or a key."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from mj_desktop.core.checks import Finding
from mj_desktop.ui.desk.edit import PromptEdit
from mj_desktop.ui.desk.findings import FindingList
from mj_desktop.ui.desk.underline import Underline

_PAUSE = 500  # milliseconds without a key, after which what is being typed counts as written


class Checker(QObject):
    """Asks `find` for the findings. `mode_wanted` carries the mode of a mending that chooses one."""

    mode_wanted = Signal(str)

    def __init__(self, edit: PromptEdit, find: Callable[[], tuple[Finding, ...]]) -> None:
        super().__init__(edit)
        self._edit, self._find = edit, find
        self._underline = Underline(edit.document())
        self.list = FindingList()
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self.check)
        self.list.mended.connect(self.mend)
        self.list.all_mended.connect(self.mend_all)
        edit.mended.connect(self.mend)

    def check(self) -> None:
        """Show what is found, but for the word that a person is just typing: that is looked at after a pause."""
        found = self._find()
        if self._edit.is_typing:
            caret = self._edit.caret()
            found = tuple(each for each in found if not each.start < caret <= each.end)
            self._pause.start()
        self._edit.findings = found
        self._underline.show_findings(self._edit.toPlainText(), found)
        self.list.show_findings(found)

    def mend(self, finding: Finding | None = None) -> None:
        """Mend a finding; without one that at the caret, else the first."""
        found = self._find()
        here = self._edit.finding_at(self._edit.textCursor().position())
        finding = finding or here or next(iter(found), None)
        if finding is None or finding not in found:
            return
        if finding.mode:
            self.mode_wanted.emit(finding.mode)
        self._edit.change(finding.edits, "")
        self.check()

    def mend_all(self) -> None:
        """Mend every finding; each may bring others to light, so there is an end to it."""
        for _ in range(3 * len(self._find())):
            self.mend(next(iter(self._find()), None))
