"""The place of references: how pictures come to the prompt, by key, menu, drop and paste."""

import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QObject, QUrl, Signal
from PySide6.QtGui import QDropEvent, QGuiApplication, QKeyEvent, QKeySequence

from mj_desktop.core import addressed
from mj_desktop.core.addresses import is_web
from mj_desktop.core.generation import Generation
from mj_desktop.core.messages import Message, Tone
from mj_desktop.ui.references.panel import ReferencesPanel
from mj_desktop.ui.window.address_overlay import AddressOverlay

if TYPE_CHECKING:
    from mj_desktop.ui.window.library_acts import LibraryActs
    from mj_desktop.ui.window.window import Window

_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".webp")
UPLOAD_ADDRESS = "https://api.acedata.cloud/files/upload"
"""The service's own (contract 1.9)."""
_DRAGS = (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop)


class ReferencePlace(QObject):
    """Owns the panel. `address_given` carries an address and a name, `file_given` the path of a local file,
    `stored_given` a generation whose address has expired, `upload_given` where files are uploaded and the credential.
    """

    address_given = Signal(str, str)
    file_given = Signal(str)
    stored_given = Signal(object)
    upload_given = Signal(str, str)

    def __init__(self, window: "Window", acts: "LibraryActs") -> None:
        super().__init__(window)
        self._window = window
        self.upload_address = UPLOAD_ADDRESS
        self.panel = ReferencesPanel()
        window.desk.references_place.addWidget(self.panel)
        self.panel.address_wanted.connect(self._ask_address)
        acts.further.connect(self._add_of)
        window.commands.add(
            {"reference": self._add_shown, "reference_address": self._ask_address, "upload": self._ask_upload}
        )
        window.desk.edit.viewport().installEventFilter(self)
        window.desk.edit.installEventFilter(self)

    def add(self, of: Generation, tile: int | None = None) -> None:
        """Add a picture of the library, by the address that the service has for it."""
        problem = addressed.problem(of, time.time(), self._window.origin)
        if problem and of.file is not None and not of.is_composite and problem == addressed.EXPIRED:
            self.stored_given.emit(of)
        elif problem:
            self._window.show_message(Message(problem, tone=Tone.WARN, about=of.id))
        else:
            self.address_given.emit(addressed.address(of, tile), of.request.prompt or "")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Pictures dropped or pasted on the prompt are references; words stay words."""
        if event.type() in _DRAGS and isinstance(event, QDropEvent) and _has_pictures(event.mimeData()):
            event.acceptProposedAction()
            if event.type() == QEvent.Type.Drop:
                self._take(event.mimeData())
            return True
        if _is_paste(event) and _has_pictures(QGuiApplication.clipboard().mimeData()):
            self._take(QGuiApplication.clipboard().mimeData())
            return True
        return super().eventFilter(watched, event)

    # Inside

    def _take(self, data: QMimeData) -> None:
        for url in data.urls():
            if not url.isLocalFile():
                self.address_given.emit(url.toString(), "")
                continue
            path = Path(url.toLocalFile())
            known = self._window.library.lineage.get(path.stem)
            if known is not None:
                self.add(known)
            else:
                self.file_given.emit(str(path))

    def _add_of(self, command: str, generation_id: str, tile: object) -> None:
        found = self._window.library.lineage.get(generation_id)
        if found is not None and command == "reference":
            self.add(found, tile if isinstance(tile, int) else None)

    def _add_shown(self) -> None:
        shown = self._window.viewer.generation
        if shown is not None:
            self.add(shown, self._window.viewer.tile)

    def _ask_address(self) -> None:
        overlay = AddressOverlay(self._window, self.tr("Add a reference by its address"))
        overlay.entered.connect(self._enter)
        overlay.open_overlay()

    def _ask_upload(self) -> None:
        """Where files are uploaded, then the credential for it, which is another than the service's token."""
        overlay = AddressOverlay(self._window, self.tr("Where local files are uploaded"), self.upload_address)
        overlay.entered.connect(self._ask_credential)
        overlay.open_overlay()

    def _ask_credential(self, address: str) -> None:
        overlay = AddressOverlay(self._window, self.tr("The credential for uploads"), secret=True)
        overlay.entered.connect(partial(self.upload_given.emit, address))
        overlay.open_overlay()

    def _enter(self, address: str) -> None:
        self.address_given.emit(address, "")


def _is_paste(event: QEvent) -> bool:
    pressed = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
    return isinstance(event, QKeyEvent) and pressed and event.matches(QKeySequence.StandardKey.Paste)


def _has_pictures(data: QMimeData) -> bool:
    """True for files that are called as pictures are, and for web addresses of them."""
    urls = data.urls() if data.hasUrls() else []
    return bool(urls) and all(url.path().lower().endswith(_PICTURES) and _is_reachable(url) for url in urls)


def _is_reachable(url: QUrl) -> bool:
    return url.isLocalFile() or is_web(url.toString())
