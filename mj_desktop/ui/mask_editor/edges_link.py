"""The edges' link: says that soft edges are in vain where masks are sent with hard ones, and leads to that setting."""

from PySide6.QtCore import QCoreApplication

from mj_desktop.ui import controls

PART = "drawing"
"""The section of the settings that has it."""


class EdgesLink(controls.Button):
    """A short reason, to be clicked; hidden until there is one."""

    def __init__(self, name: str) -> None:
        words = QCoreApplication.translate("MaskEditor", "Edges are sent hard: Settings")
        tip = QCoreApplication.translate("MaskEditor", "Soft edges count once they are sent soft: set Edges of masks")
        super().__init__(words, name, "", "link", tip)
        self.hide()
