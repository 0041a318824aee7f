"""What the first paint is made of: grounds, hairlines and headings, all without PySide's class `Qt`.

PySide makes a class with all its enumerations when it is first named, and `Qt` has 93 of them: 10 ms, which the first
paint does without. Modules that are imported before it name `Qt` inside functions that run later.
"""

from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from mj_desktop.ui import theme


class Place(QFrame):
    """A part's ground, painted before the part is made; `height` is 0 for what takes the room that is left."""

    def __init__(self, token: str, height: int = 0, underlined: bool = False) -> None:
        super().__init__()
        self.setProperty("ground", token)
        if height:
            self.setFixedHeight(height)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._line = hairline() if underlined else None
        if self._line is not None:
            self._column.addStretch(1)
            self._column.addWidget(self._line)

    def put(self, part: QWidget) -> None:
        """The part, which paints its own line, now that it is made; further ones go below it."""
        if self._line is not None:
            self._column.takeAt(0)
            self._line.deleteLater()
            self._line = None
        self._column.addWidget(part)
        if self.isVisible():  # else it would be painted once before it has its size
            self._column.activate()
            part.show()


def hairline(upright: bool = False) -> QFrame:
    """A line of one point across (or down)."""
    made = QFrame()
    made.setProperty("hairline", True)
    (made.setFixedWidth if upright else made.setFixedHeight)(1)
    return made


def heading(words: str, height: int) -> QLabel:
    """Semi-bold words, centred in a line of `height` points."""
    made = QLabel(words)
    dress(made, weight=600)
    made.setFixedHeight(height)
    return made


def dress(widget: QLabel, size: int = 13, weight: int = 400, tone: str = "") -> None:
    """Give a label its font and tone; may be called again when the tone changes."""
    widget.setFont(theme.font(size, weight, tabular=True))
    widget.setProperty("tone", tone)
    repolish(widget)


def repolish(widget: QWidget) -> None:
    """Let the sheet look at a property again; before there is one, there is nothing to do."""
    if theme.is_dressed():
        widget.style().unpolish(widget)
        widget.style().polish(widget)
