"""The place of pictures from elsewhere: address or file is asked for, they are taken in, then painted on."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from mj_desktop.core.generation import Generation
from mj_desktop.core.messages import Message, Tone
from mj_desktop.ui.incoming import Found, Known
from mj_desktop.ui.status_line import filled
from mj_desktop.ui.window.address_overlay import AddressOverlay

if TYPE_CHECKING:
    from mj_desktop.ui.window.window import Window


class OutsidePlace(QObject):
    """`given` carries a picture that is to be edited: an address, a file or a bitmap; `dropped` that nobody waits.

    Where it is asked for it is said how far the picture is, too.
    """

    given = Signal(object)
    dropped = Signal()

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window = window
        self._overlay: AddressOverlay | None = None
        window.commands.add({"edit_outside": self._ask})

    def show_progress(self, message: Message) -> None:
        """Say how far it is: on the overlay, or where a picture is repainted that was taken in before."""
        if self._overlay is not None:
            self._overlay.say(filled(message.what, message))
        else:
            self._window.show_message(message)

    def show_refusal(self, message: Message) -> None:
        """Say why it is not taken, also where another can be given."""
        self._window.show_message(message)
        if self._overlay is not None:
            self._overlay.say(f"{filled(message.what, message)} {filled(message.todo, message)}".strip())

    def edit(self, taken: Generation) -> None:
        """It is in the library now: show it, and paint on it."""
        if self._overlay is not None:
            self._overlay.close_overlay()
        self._window.show_generation(taken)
        self._window.library.chosen.emit(taken.id)
        self._window.open_editor(taken.id)

    def take(self, found: Found) -> None:
        """Take in what came from anywhere; one of the library is there already."""
        if isinstance(found, Known):
            self._open(found)
        else:
            self.given.emit(found)

    def _open(self, found: Known) -> None:
        known = self._window.library.lineage.get(found.id)
        if known is None or not known.can_repaint:
            words = self.tr("Only a finished single picture can be repainted."), self.tr("Upscale the tile first.")
            self.show_refusal(Message(*words, tone=Tone.WARN))
        else:
            if self._overlay is not None:
                self._overlay.close_overlay()
            self._window.library.chosen.emit(known.id)
            self._window.open_editor(known.id)

    def _ask(self) -> None:
        overlay = AddressOverlay(self._window, self.tr("Edit another picture"), pictures=True, stays=True)
        overlay.entered.connect(self.take)
        overlay.incoming.came.connect(self.take)
        overlay.incoming.refused.connect(self.show_refusal)
        overlay.closed.connect(self._forget)
        self._overlay = overlay
        overlay.open_overlay()

    def _forget(self) -> None:
        self._overlay = None
        self.dropped.emit()
