"""The place of pictures from elsewhere: address or file is asked for, they are taken in, then painted on."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from mj_desktop.core.generation import Generation
from mj_desktop.core.messages import Message, Tone
from mj_desktop.ui.incoming import Found, Known
from mj_desktop.ui.window.address_overlay import AddressOverlay

if TYPE_CHECKING:
    from mj_desktop.ui.window.window import Window


class OutsidePlace(QObject):
    """`address_given` carries the address of a picture that is to be edited, `local_given` one of this computer."""

    address_given = Signal(str)
    local_given = Signal(object)

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window = window
        window.commands.add({"edit_outside": self._ask})

    def edit(self, taken: Generation) -> None:
        """It is in the library now: show it, and paint on it."""
        self._window.show_generation(taken)
        self._window.library.chosen.emit(taken.id)
        self._window.open_editor(taken.id)

    def take(self, found: Found) -> None:
        """Take in what came from anywhere; one of the library is there already."""
        if isinstance(found, Known):
            self._open(found)
        elif isinstance(found, str):
            self.address_given.emit(found)
        else:
            self.local_given.emit(found)

    def _open(self, found: Known) -> None:
        known = self._window.library.lineage.get(found.id)
        if known is None or not known.can_repaint:
            words = self.tr("Only a finished single picture can be repainted."), self.tr("Upscale the tile first.")
            self._window.show_message(Message(*words, tone=Tone.WARN))
        else:
            self._window.library.chosen.emit(known.id)
            self._window.open_editor(known.id)

    def _ask(self) -> None:
        overlay = AddressOverlay(self._window, self.tr("Edit another picture"), pictures=True)
        overlay.entered.connect(self.address_given)
        overlay.incoming.came.connect(self.take)
        overlay.incoming.refused.connect(self._window.show_message)
        overlay.open_overlay()
