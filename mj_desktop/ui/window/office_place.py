"""The office's place in the window: the pages around drawing, which share the window's centre."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from mj_desktop.ui.window.batch_place import BatchPlace
from mj_desktop.ui.window.code_place import CodePlace
from mj_desktop.ui.window.cost_place import CostPlace

if TYPE_CHECKING:
    from mj_desktop.ui.window.window import Window


class OfficePlace(QObject):
    """Owns what opens each page; a page itself is made when it is first opened."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self.code = CodePlace(window)
        self.costs = CostPlace(window)
        self.batches = BatchPlace(window, self.costs)
        for each in (self.code, self.costs, self.batches):
            each.editor_wanted.connect(window.open_editor)
