"""The office's place in the window: the pages around drawing, which share the window's centre."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from mj_desktop.ui.window.batch_place import BatchPlace
from mj_desktop.ui.window.code_place import CodePlace
from mj_desktop.ui.window.cost_place import CostPlace
from mj_desktop.ui.window.lent import Lent

if TYPE_CHECKING:
    from mj_desktop.ui.window.window import Window


class OfficePlace(QObject):
    """Owns what opens each page; a page itself is made when it is first opened."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        lent = Lent(window.place, window.let_keys)
        self.code = CodePlace(window, lent)
        self.costs = CostPlace(window, lent)
        self.batches = BatchPlace(window, lent, self.costs)
