"""A cover's place: a page takes the viewer's place, beside the prompt and the library, and gives it back."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from mj_desktop.core.generation import Generation
from mj_desktop.core.messages import GIVEN
from mj_desktop.pictures import crop_tile

if TYPE_CHECKING:
    from mj_desktop.ui.window.window import Window


class CoverPlace(QObject):
    """Knows the page that covers the viewer, once it was opened."""

    _cover: QWidget | None = None

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window = window
        window.pages.currentChanged.connect(self._note_taken)

    @property
    def is_open(self) -> bool:
        """True while the page is what a person sees."""
        return self._cover is not None and self._window.pages.currentWidget() is self._cover

    def leave(self) -> bool:
        """Give the viewer, or the first run's face, its place back; False when it has it."""
        if not self.is_open:
            return False
        self._window.status.settle(GIVEN)
        shown = self._window.shown is not None
        self._window.pages.setCurrentWidget(self._window.viewer if shown else self._window.first_run)
        self._window.viewer.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _cover_with(self, page: QWidget) -> None:
        if page is not self._cover:
            self._cover = page
            self._window.pages.addWidget(page)
        self._window.pages.setCurrentWidget(page)

    def _small(self, of: Generation, tile: int | None = None) -> QImage:
        """The library's thumbnail of a generation, or a tile of it; none while it is not held."""
        held = self._window.library.model.thumbnail(of.id)
        if held is None or tile is None or not of.is_grid:
            return held.image if held is not None else QImage()
        return crop_tile(held.image, tile)

    def _note_taken(self) -> None:
        """Another page may have the place now."""
