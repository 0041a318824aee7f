"""The place that the mask editor shares with the columns: it takes theirs while a region is painted."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from mj_desktop.core.generation import Generation
    from mj_desktop.mask.pixels import Pixels
    from mj_desktop.mask.region import Draft, RegionEdit
    from mj_desktop.ui.mask_editor.editor import MaskEditor


class EditorPlace(QStackedWidget):
    """Owns the drafts of masks, and the editor once it is made (it is imported after the first paint).

    `wanted` is the generation on which the editor is to be opened when picture and editor are there, `offered` the one
    whose region edit was submitted, until that is begun.
    """

    submitted = Signal(object)
    draft_changed = Signal(object)
    opened = Signal(str)
    hinted = Signal(str)
    closed = Signal()

    def __init__(self, columns: QWidget) -> None:
        super().__init__()
        self.setObjectName("editor-place")
        self.addWidget(columns)
        self.editor: MaskEditor | None = None
        self.wanted: str | None = None
        self.offered: str | None = None
        self._remembered: object = None
        self._drafts: dict[str, Draft] = {}

    @property
    def is_covered(self) -> bool:
        """True while a page has the centre, and neither the columns nor the editor can be seen."""
        return self.currentWidget() not in (self.widget(0), self.editor)

    def set_editor(self, editor: "MaskEditor") -> None:
        """Take the mask editor."""
        self.editor = editor
        editor.restore(self._remembered)
        self.addWidget(editor)
        editor.submitted.connect(self._submit)
        editor.closed.connect(self.leave)
        editor.draft_changed.connect(self._keep)
        editor.hinted.connect(self.hinted)

    def state(self) -> object:
        """How a person left the editor, for `restore`."""
        return self._remembered if self.editor is None else self.editor.state()

    def restore(self, state: object) -> None:
        """Leave the editor so, also when it is made later."""
        self._remembered = state
        if self.editor is not None:
            self.editor.restore(state)

    def show_draft(self, draft: "Draft") -> None:
        """Take a mask that was saved, to be there when its editor is opened."""
        self._drafts[draft.generation] = draft
        if self.editor is not None:
            self.editor.take_draft(draft)
            if self.editor.generation is not None:
                self.editor.show_sibling(self._of_sibling(self.editor.generation))

    def show_picture(self, generation_id: str, image: "QImage") -> None:
        """The whole picture of what may be painted on is here."""
        if self.editor is not None and self.currentWidget() is self.editor:
            self.editor.show_picture(generation_id, image)

    def open(self, generation: "Generation", image: "QImage", ancestors: "Sequence[Generation]") -> None:
        """Paint on a generation's raw picture; without an editor nothing."""
        if self.editor is None:
            return
        self.wanted = None
        draft = self._drafts.get(generation.id)
        self.setCurrentWidget(self.editor)
        self.editor.show_sibling(self._of_sibling(generation))
        mask, words = (draft.mask, draft.prompt) if draft is not None else (None, "")
        self.editor.open(generation, image, mask, ancestors, words)
        self.opened.emit(self.editor.hint())

    def _of_sibling(self, generation: "Generation") -> "Pixels | None":
        """The latest mask begun on another picture of the same parent."""
        others = (draft for name, draft in reversed(self._drafts.items()) if name != generation.id)
        theirs = (draft.mask for draft in others if draft.parent is not None and draft.parent == generation.parent)
        return next((mask for mask in theirs if mask.any()), None)

    def leave(self) -> None:
        """Show the columns again."""
        self.wanted = None
        self.setCurrentIndex(0)
        self.closed.emit()

    def _submit(self, edit: "RegionEdit") -> None:
        self.offered = edit.parent
        self.leave()
        self.submitted.emit(edit)

    def _keep(self, draft: "Draft") -> None:
        self._drafts.pop(draft.generation, None)
        self._drafts[draft.generation] = draft
        self.draft_changed.emit(draft)
