"""The place of references: how pictures come to the prompt, by key, menu, drop and paste."""

from functools import partial
from pathlib import PurePath
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from mj_desktop.core import references, uploading
from mj_desktop.core.generation import Generation
from mj_desktop.core.intentions import Remedied
from mj_desktop.core.local_picture import LocalPicture
from mj_desktop.core.messages import GIVEN, Message, Remedy, Tone
from mj_desktop.core.references import Reference, Role
from mj_desktop.ui.incoming import Found, Incoming, Known, ask_files
from mj_desktop.ui.references.panel import ReferencesPanel
from mj_desktop.ui.status_line import filled
from mj_desktop.ui.window.address_overlay import AddressOverlay
from mj_desktop.ui.window.source_place import SourcePlace, Wish

if TYPE_CHECKING:
    from mj_desktop.ui.window.library_acts import LibraryActs
    from mj_desktop.ui.window.window import Window

UPLOAD_ADDRESS = "https://api.acedata.cloud/files/upload"
"""The service's own (contract 1.9)."""


class ReferencePlace(QObject):
    """Owns the panel. `address_given` carries an address, and the generation and tile that it is of or None, None;
    `local_given` a picture of this computer, `upload_given` where files are uploaded and the credential; `again` that
    one is to be there twice, `sent_as_is` that what names no picture is sent nevertheless.
    """

    address_given = Signal(str, object, object)
    local_given = Signal(object)
    upload_given = Signal(str, str)
    again = Signal()
    sent_as_is = Signal()

    def __init__(self, window: "Window", acts: "LibraryActs", sources: SourcePlace) -> None:
        super().__init__(window)
        self._window, self._sources, self._ready = window, sources, 0
        self._asking: AddressOverlay | None = None
        self._looked_at: int | None = None  # the reference of the address that is asked for
        self._found: tuple[Reference, ...] = ()
        self.upload_address = UPLOAD_ADDRESS
        self.panel = ReferencesPanel()
        window.desk.references_place.takeAt(0)  # its place was kept free
        window.desk.references_place.addWidget(self.panel)
        self.panel.show()  # at once, in this frame
        self.panel.address_wanted.connect(self._ask_address)
        self.panel.file_wanted.connect(self._ask_file)
        self.panel.paste_wanted.connect(self._paste)
        self.panel.shown_wanted.connect(self._add_shown)
        self.panel.upload_wanted.connect(self._ask_upload)
        sources.upload_wanted.connect(self._ask_upload)
        acts.further.connect(self._add_of)
        window.commands.add(
            {"reference": self._add_shown, "reference_address": self._ask_address, "upload": self._ask_upload}
        )
        window.remedied.connect(self._remedy)
        edit = window.desk.edit
        self._incoming = Incoming(self, edit, edit.viewport(), self.panel, any_address=False)
        self._incoming.came.connect(self.take)
        self._incoming.refused.connect(window.show_message)

    def add(self, of: Generation, tile: int | None = None) -> None:
        """Add a picture of the library, or a tile of it."""
        self._sources.take(Wish(of, tile, self._window.origin, partial(self._give, of), self.local_given.emit))

    def take(self, found: Found) -> None:
        """Add what came from anywhere."""
        if isinstance(found, LocalPicture) and PurePath(found.path).stem in self._window.library.lineage:
            found = Known(PurePath(found.path).stem)
        known = self._window.library.lineage.get(found.id) if isinstance(found, Known) else None
        if known is not None and isinstance(found, Known):
            self.add(known, found.tile)
        elif isinstance(found, str):
            self.address_given.emit(found, None, None)
        elif not isinstance(found, Known):
            self.local_given.emit(found)

    def show_said(self, message: Message) -> None:
        """What comes of an address is said where it was typed, where another can be typed; one that is there already
        is said with its button."""
        asking = self._asking
        if asking is None or self._looked_at is None:
            return
        if message.remedy is Remedy.ADD_AGAIN:
            asking.close_overlay()
        elif self._looked_at not in [each.key for each in self._found]:
            self._looked_at = None
            asking.say(f"{filled(message.what, message)} {filled(message.todo, message)}".strip())

    def show_references(self, found: tuple[Reference, ...], weights: dict[Role, float]) -> None:
        """Show them, and have them kept with the draft; one more that can be sent ends what was said of another."""
        ready = sum(bool(each.address) and not each.problem for each in found)
        if ready > self._ready:
            self._window.status.settle(GIVEN)
        self._ready, self._found = ready, found
        if self._asking is not None and any(each.key == self._looked_at and each.is_checked for each in found):
            self._asking.close_overlay()
        self.panel.show_references(found, weights)
        self._window.desk.references = references.kept(found, weights)
        self._window.desk.take_references(sum(each.role is Role.CONTENT for each in found))

    # Inside

    def _give(self, of: Generation, tile: int | None, address: str) -> None:
        if of.is_grid and tile is None:
            words = self.tr("The whole grid is a reference. Choose a tile (1 to 4) first to take one alone.")
            self._window.show_message(Message(words))
        self.address_given.emit(address, of, tile)

    def _add_of(self, command: str, generation_id: str, tile: object) -> None:
        found = self._window.library.lineage.get(generation_id)
        if found is not None and command == "reference":
            self.add(found, tile if isinstance(tile, int) else None)

    def _add_shown(self) -> None:
        shown = self._window.viewer.generation
        if shown is not None:
            self.add(shown, self._window.viewer.tile)

    def _ask_address(self) -> None:
        title = self.tr("Add a reference by its address")
        overlay = self._asking = AddressOverlay(self._window, title, pictures=True, stays=True)
        overlay.entered.connect(self._look_at)
        overlay.incoming.came.connect(self._come)
        overlay.incoming.refused.connect(self._window.show_message)
        overlay.closed.connect(self._forget)
        overlay.open_overlay()

    def _look_at(self, address: str) -> None:
        """It stays on view, and can be mended, until it is known that a picture lies there."""
        if self._asking is None or self._looked_at is not None:
            return
        before, self._looked_at = len(self._found), 0
        looked_at = uploading.looked_at(address)
        self._asking.say(filled(looked_at.what, looked_at))
        self.address_given.emit(address, None, None)
        self._looked_at = self._found[-1].key if len(self._found) > before else None

    def _come(self, found: Found) -> None:
        """A picture, dropped, pasted or as a file, or another address, in place of one that is typed."""
        if self._asking is not None and isinstance(found, str):
            self._asking.field.setText(found)
            self._look_at(found)
        elif self._asking is not None:
            self._asking.close_overlay()
            self.take(found)

    def _forget(self) -> None:
        self._asking = self._looked_at = None

    def _ask_file(self) -> None:
        ask_files(self._window, self.tr("Add references"), self._incoming)

    def _paste(self) -> None:
        if not self._incoming.take(QGuiApplication.clipboard().mimeData()):
            what, todo = self.tr("There is no picture on the clipboard."), self.tr("Copy one, or a file of one.")
            self._window.show_message(Message(what, todo, tone=Tone.WARN))

    def _ask_upload(self) -> None:
        """Where files are uploaded, then the credential for it, which is another than the service's token."""
        overlay = AddressOverlay(self._window, self.tr("Where local files are uploaded"), self.upload_address)
        overlay.entered.connect(self._ask_credential)
        overlay.open_overlay()

    def _ask_credential(self, address: str) -> None:
        overlay = AddressOverlay(self._window, self.tr("The credential for uploads"), secret=True)
        overlay.entered.connect(partial(self.upload_given.emit, address))
        overlay.open_overlay()

    def _remedy(self, chosen: Remedied) -> None:
        if chosen.remedy is Remedy.UPLOADS:
            self._ask_upload()
        elif chosen.remedy is Remedy.ADD_AGAIN:
            self.again.emit()
        elif chosen.remedy is Remedy.SEND_AS_IS:
            self.sent_as_is.emit()
