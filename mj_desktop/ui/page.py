"""What the pages that take the window's centre have in common: a title with its sentence above, Done at the foot."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mj_desktop.ui import controls

PADDING = 40
PATIENCE = 300
"""Milliseconds for which nothing need be said of what is read for a page."""
_FOOT, _DONE = 48, 88


class Page(QWidget):
    """A titled page; `column` takes its content, `foot` further buttons at the left of `done`."""

    def __init__(self, name: str, title: str, sentence: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(title)
        controls.ground(self, "viewer")
        self.sentence = controls.label(sentence, tone="muted")
        self.sentence.setWordWrap(True)
        self.done = controls.Button(self.tr("Done"), f"{name}-done", tip=self.tr("Done [Esc]"))
        self.column = QVBoxLayout()
        self.column.setContentsMargins(PADDING, 24, PADDING, 16)
        self.column.setSpacing(0)
        self.column.addWidget(controls.label(title, 20, 600))
        self.column.addSpacing(4)
        self.column.addWidget(self.sentence)
        self.column.addSpacing(16)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(self.column, 1)
        whole.addWidget(controls.hairline())
        foot = Foot(self.done)
        self.foot = foot.row
        whole.addWidget(foot)


class Foot(QWidget):
    """The bar at a page's foot, with `done` at its right; `row` takes further buttons at its left."""

    def __init__(self, done: QWidget) -> None:
        super().__init__()
        self.setFixedHeight(_FOOT)
        done.setMinimumWidth(_DONE)
        self.row = QHBoxLayout()
        self.row.setSpacing(8)
        row = QHBoxLayout(self)
        row.setContentsMargins(PADDING, 0, 24, 0)
        row.setSpacing(8)
        row.addLayout(self.row)
        row.addStretch(1)
        row.addWidget(done)
