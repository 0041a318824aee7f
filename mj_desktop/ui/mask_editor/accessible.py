"""What a screen reader hears of the canvas: a canvas with a name, whose value is the state of its mask in words."""

from functools import lru_cache

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget

CANVAS = "mask-canvas"
"""The object name by which the canvas is known."""


class AccessibleCanvas(QAccessibleWidget):
    """Without one of its own a painted widget is a filler, which screen readers pass over."""

    def __init__(self, canvas: QWidget) -> None:
        super().__init__(canvas, QAccessible.Role.Canvas, canvas.accessibleName())

    def text(self, kind: QAccessible.Text) -> str:
        """Its value is its state: tool, size, coverage."""
        widget = self.widget()
        if kind == QAccessible.Text.Value and widget is not None:
            return widget.accessibleDescription()
        return super().text(kind)


@lru_cache(maxsize=1)
def install() -> None:
    """Let Qt ask for it, from the first canvas on; once for the whole process, as Qt keeps it."""
    QAccessible.installFactory(_make)


# Qt does not own what Python made: they live as long as their canvas.
_made: dict[int, AccessibleCanvas] = {}


def _make(name: str, thing: QObject) -> QAccessibleInterface | None:
    if not isinstance(thing, QWidget) or thing.objectName() != CANVAS:
        return None
    made = AccessibleCanvas(thing)
    _made[id(thing)] = made
    return made
