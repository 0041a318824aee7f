"""The tool column: the tools, and at its foot undo and redo."""

from collections.abc import Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QVBoxLayout, QWidget

from mj_desktop.mask.history import History
from mj_desktop.mask.kit import Tool
from mj_desktop.ui import controls, icons
from mj_desktop.ui.mask_editor.tool_words import ICONS, tip

WIDTH = 48
_UNDO, _REDO = "undo-2", "redo-2"
# Groups stand apart.
_AT_ONCE = 6
_BEFORE_GAP = {Tool.ERASER, Tool.MAGNETIC, Tool.ELLIPSE, Tool.SUBJECT}
_ORDER = (
    Tool.BRUSH, Tool.ERASER, Tool.LASSO, Tool.POLYGON, Tool.MAGNETIC, Tool.RECTANGLE, Tool.ELLIPSE,
    Tool.WAND, Tool.SUBJECT, Tool.HAND,
)  # fmt: skip


def drawing() -> Iterator[None]:
    """Draw the column's icons ahead of it, which is most of what it takes, some at each step."""
    glyphs = [*ICONS.values(), _UNDO, _REDO]
    for first in range(0, len(glyphs), _AT_ONCE):
        for glyph in glyphs[first : first + _AT_ONCE]:
            icons.icon(glyph, "muted", controls.LARGE, "on_accent")
        yield


class ToolColumn(QWidget):
    """Shows which tool is in hand and what can be undone; reports what a person takes."""

    taken = Signal(object)  # Tool
    undone = Signal()
    redone = Signal()

    def __init__(self, within: QWidget | None = None) -> None:
        super().__init__(within)
        self.setObjectName("mask-tools")
        self.setFixedWidth(WIDTH)
        controls.ground(self, "viewer")
        self._tools = {tool: self._tool(tool) for tool in _ORDER}
        self._undo = controls.IconButton(_UNDO, self.tr("Undo [Ctrl+Z]"), "mask-undo", edge=controls.TOOL)
        self._redo = controls.IconButton(_REDO, self.tr("Redo [Ctrl+Shift+Z]"), "mask-redo", edge=controls.TOOL)
        self._can_undo = self._can_redo = self._pends = False
        self._group = QButtonGroup(self)
        self._lay_out()
        controls.follow_choice(self._group)
        self._group.buttonClicked.connect(self._report)
        self._undo.clicked.connect(self.undone)
        self._redo.clicked.connect(self.redone)

    def show_tool(self, tool: Tool) -> None:
        """Mark the tool in hand."""
        self._tools[tool].setChecked(True)

    def show_history(self, history: History) -> None:
        """Undo and redo can be pressed where there is something to undo or redo."""
        self._can_undo, self._can_redo = history.can_undo, history.can_redo
        self._show_can()

    def show_pending(self, pends: bool) -> None:
        """While a tool waits, undo takes its last point back, and nothing can be redone."""
        self._pends = pends
        self._show_can()

    def _show_can(self) -> None:
        self._undo.setEnabled(self._can_undo or self._pends)
        self._redo.setEnabled(self._can_redo and not self._pends)

    def _tool(self, tool: Tool) -> controls.IconButton:
        return controls.IconButton(
            ICONS[tool], tip(tool), f"mask-{tool}", edge=controls.TOOL, checkable=True, variant="filled"
        )

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 8, 6, 8)
        column.setSpacing(2)
        for tool, button in self._tools.items():
            self._group.addButton(button)
            column.addWidget(button)
            if tool in _BEFORE_GAP:
                column.addSpacing(8)
        column.addStretch(1)
        column.addWidget(self._undo)
        column.addWidget(self._redo)

    def _report(self, pressed: QAbstractButton) -> None:
        self.taken.emit(next(tool for tool, button in self._tools.items() if button is pressed))
