"""Drafting: tells what is painted, and the words for it, some time after a change, to be kept over a crash."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from mj_desktop.mask.region import Draft

if TYPE_CHECKING:
    from mj_desktop.ui.mask_editor.editor import MaskEditor

_AFTER = 600


class Drafting(QObject):
    """Knows whether an editor's draft is to be told, and the words that it was told with last."""

    def __init__(self, editor: "MaskEditor") -> None:
        super().__init__(editor)
        self._editor = editor
        self._words = ""
        self._due = QTimer(self, singleShot=True, interval=_AFTER)
        self._due.timeout.connect(self._tell)

    @property
    def is_due(self) -> bool:
        """True while something is not told yet."""
        return self._due.isActive()

    def begin(self, words: str) -> None:
        """Another picture's draft is taken up, with its words for the region."""
        self._words = words
        self._editor.panel.edit.setPlainText(words)

    def soon(self) -> None:
        """Something has changed."""
        if not self._due.isActive():  # put off by each stroke, it would wait for a pause
            self._due.start()

    def now(self) -> None:
        """Tell what has changed since it was told last."""
        if self._due.isActive():
            self._due.stop()
            self._tell()

    def note_words(self) -> None:
        """Words are typed; those that are as they were told change nothing."""
        if self._editor.panel.prompt() != self._words:
            self.soon()

    def _tell(self) -> None:
        editor, generation = self._editor, self._editor.generation
        if editor.proposing.is_open or editor.painted.is_painting:
            self._due.start()
        elif generation is not None:
            self._words = editor.panel.prompt()
            mask = editor.painted.pixels.copy()
            editor.draft_changed.emit(Draft(generation.id, mask, generation.parent, self._words))
