"""A card in the middle of the viewer: as wide as it may be, as high as its words need."""

from html import escape

from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QFrame, QWidget

_BESIDE = 32
_LEAST = 220
_LINE = 20


def spaced(words: str) -> str:
    """Plain words as rich text with the interface's line height of 20 points."""
    return f'<p style="line-height:{_LINE}px; margin:0">{escape(words)}</p>'


class Card(QFrame):
    """Stands in the middle of the view; grows and shrinks with what is laid out in it."""

    def __init__(self, parent: QWidget | None, name: str, widest: int) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("card", True)
        self._widest = widest
        self._view: QSize | None = None

    def place(self, view: QSize) -> None:
        """Stand in the middle of a view of this size."""
        self._view = view
        self.setFixedWidth(max(_LEAST, min(self._widest, view.width() - _BESIDE)))
        self.resize(self.width(), self.heightForWidth(self.width()))
        self.move((view.width() - self.width()) // 2, max(8, (view.height() - self.height()) // 2))

    def event(self, event: QEvent) -> bool:
        """Its words changed or were measured anew: the height is another."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest and self._view is not None:
            self.place(self._view)
        return done
