"""The place of pictures from elsewhere: their address is asked for, they are taken in, then painted on."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from mj_desktop.core.generation import Generation
from mj_desktop.ui.window.address_overlay import AddressOverlay

if TYPE_CHECKING:
    from mj_desktop.ui.window.window import Window


class OutsidePlace(QObject):
    """`address_given` carries the address of a picture that is to be edited."""

    address_given = Signal(str)

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window = window
        window.commands.add({"edit_outside": self._ask})

    def edit(self, taken: Generation) -> None:
        """It is in the library now: show it, and paint on it."""
        self._window.show_generation(taken)
        self._window.library.chosen.emit(taken.id)
        self._window.open_editor(taken.id)

    def _ask(self) -> None:
        overlay = AddressOverlay(self._window, self.tr("Edit a picture by its address"))
        overlay.entered.connect(self.address_given)
        overlay.open_overlay()
