"""Incoming pictures: what is dropped on a widget, or pasted into it, from this window, this computer or the web."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QObject, QUrl, Signal
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFileDialog, QWidget

from mj_desktop.core.addresses import is_web
from mj_desktop.core.local_picture import KINDS, LocalPicture, is_picture
from mj_desktop.core.messages import GIVEN, Message, Tone
from mj_desktop.ui import folders

OWN = "application/x-mj-desktop-picture"
"""What a picture of the library says of itself, to this program: its id and its tile or 0."""
_DRAGS = (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop)


@dataclass(frozen=True, slots=True)
class Known:
    """A picture of the library, or a tile of it."""

    id: str
    tile: int | None = None


Found = Known | LocalPicture | QImage | str
"""A picture: of the library, a file, a bitmap, or a web address."""


def own(generation_id: str, tile: int | None) -> bytes:
    """What is written under `OWN`."""
    return f"{generation_id} {tile or 0}".encode()


def read(data: QMimeData, any_address: bool) -> list[Found]:
    """The pictures in what is dropped or pasted; a file that is called otherwise is one that cannot be read.

    Words stay words, also where a bitmap of them comes along; with `any_address` a web address is one of a picture,
    whatever it is called.
    """
    if data.hasFormat(OWN):
        name, _, tile = bytes(data.data(OWN).data()).decode().partition(" ")
        return [Known(name, int(tile) or None)]
    found = [_of_url(url) for url in data.urls() if url.isLocalFile() or _is_meant(url, any_address)]
    if found and len(found) == len(data.urls()):
        return found
    if data.hasImage() and (any_address or not data.hasFormat("text/plain")):
        image = QImage(data.imageData())
        return [] if image.isNull() else [image]
    return []


def _of_url(url: QUrl) -> Found:
    path = url.toLocalFile()
    return LocalPicture(PurePath(path).name, path) if path else url.toString()


def _is_meant(url: QUrl, any_address: bool) -> bool:
    return is_web(url.toString()) and (any_address or is_picture(url.path()))


class Incoming(QObject):
    """Watches widgets; `came` carries each picture, `refused` the Message about what is none."""

    came = Signal(object)
    refused = Signal(object)

    def __init__(self, parent: QObject, *watched: QWidget, any_address: bool = True) -> None:
        super().__init__(parent)
        self._any_address = any_address
        for widget in watched:
            widget.setAcceptDrops(True)
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Pictures are taken; everything else is the widget's."""
        if event.type() in _DRAGS and isinstance(event, QDropEvent):
            return self._drag(event)
        if _is_paste(event):
            return self.take(QGuiApplication.clipboard().mimeData())
        return super().eventFilter(watched, event)

    def take(self, data: QMimeData) -> bool:
        """Report the pictures in it; False when it has none."""
        found = read(data, self._any_address)
        self._report(found)
        return bool(found)

    def take_files(self, paths: Sequence[str]) -> None:
        """Report files that were chosen."""
        self._report([LocalPicture(PurePath(path).name, path) for path in paths])

    def _report(self, found: Sequence[Found]) -> None:
        for each in found:
            if isinstance(each, LocalPicture) and not is_picture(each.name):
                self.refused.emit(_no_picture(each.name))
            else:
                self.came.emit(each)

    def _drag(self, event: QDropEvent) -> bool:
        if not read(event.mimeData(), self._any_address):
            return False
        event.acceptProposedAction()
        if event.type() == QEvent.Type.Drop:
            self.take(event.mimeData())
        return True


def ask_files(window: QWidget, title: str, incoming: Incoming) -> None:
    """Let a person choose picture files."""
    dialog = QFileDialog(window, title)
    dialog.setObjectName("picture-files")
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    words = QCoreApplication.translate("Incoming", "Pictures")
    dialog.setNameFilter(f"{words} ({' '.join(f'*.{kind}' for kind in KINDS)})")
    folders.follow(dialog, window)
    dialog.filesSelected.connect(incoming.take_files)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def _is_paste(event: QEvent) -> bool:
    pressed = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
    return isinstance(event, QKeyEvent) and pressed and event.matches(QKeySequence.StandardKey.Paste)


def _no_picture(name: str) -> Message:
    what, todo = "{name} is no picture.", "PNG, JPEG, WebP, GIF and BMP can be taken, up to 25 MB."
    return Message(what, todo, tone=Tone.WARN, values={"name": name}, about=GIVEN)
