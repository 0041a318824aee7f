"""Other masks: one from a file or the clipboard, the last one sent, a sibling's; offered, never taken silently."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QMimeData, QObject, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog

from mj_desktop.core.errors import InputError
from mj_desktop.mask.encoding import outgoing
from mj_desktop.mask.imported import Imported, Source, read
from mj_desktop.mask.pixels import Pixels
from mj_desktop.ui import folders
from mj_desktop.ui.mask_editor.proposals import Import

if TYPE_CHECKING:
    from mj_desktop.ui.mask_editor.editor import MaskEditor

_PASTE = "mask paste"


@dataclass(frozen=True, slots=True, eq=False)
class MaskFile:
    """A mask to be written, lossless, to a path."""

    path: Path
    mask: Pixels


class OtherMasks(QObject):
    """Brings masks from elsewhere to an editor, and its mask elsewhere; says what could not be read."""

    refused = Signal(str)

    def __init__(self, editor: "MaskEditor") -> None:
        super().__init__(editor)
        self._editor = editor
        self.last: Pixels | None = None
        self.sibling: Pixels | None = None

    def offer(self, imported: Imported) -> None:
        """Show another mask on the picture; one that seems black on white is offered the other way round."""
        self._editor.offer(Import(imported, is_inverted=imported.looks_inverted))

    def choose(self) -> None:
        """Ask for a file."""
        dialog = self._dialog(self.tr("Open a mask"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(self.tr("Pictures (*.png *.jpg *.jpeg *.webp)"))
        dialog.fileSelected.connect(self._editor.mask_wanted)
        dialog.open()

    def save(self) -> None:
        """Ask where to, and have what would be sent written there, lossless."""
        if self._editor.painted.is_empty:
            self.refused.emit(self.tr("Nothing is painted yet."))
            return
        dialog = self._dialog(self.tr("Save the mask"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter("PNG (*.png)")
        dialog.setDefaultSuffix("png")
        dialog.selectFile("mask.png")
        dialog.fileSelected.connect(self.save_as)
        dialog.open()

    def save_as(self, path: str) -> None:
        """Have it written to `path`."""
        mask = outgoing(self._editor.painted.pixels, self._editor.encoding).copy()
        self._editor.mask_saved.emit(MaskFile(Path(path), mask))

    def take(self, dropped: QMimeData | None) -> None:
        """Offer what was dropped or pasted: the first file, or a picture."""
        if dropped is None:  # some systems have no clipboard
            dropped = QMimeData()
        files = [url.toLocalFile() for url in dropped.urls() if url.isLocalFile()]
        if files:
            self._editor.mask_wanted.emit(files[0])
        elif dropped.hasImage():
            image = QImage(dropped.imageData())
            self._editor.background.run(_PASTE, lambda: _read(image), self._offer_read)
        else:
            self.refused.emit(self.tr("There is no picture to paste."))

    def reuse(self) -> None:
        """Offer the last mask that was sent."""
        if self.last is None:
            self._editor.last_mask_wanted.emit()
        else:
            self._offer_known(self.last, "")

    def carry(self) -> None:
        """Offer the mask begun on a picture of the same origin."""
        self._offer_known(self.sibling, self.tr("No picture from the same grid has a mask."))

    def _offer_known(self, mask: Pixels | None, otherwise: str) -> None:
        if mask is None:
            self.refused.emit(otherwise)
        else:
            self._editor.offer(Import(Imported(mask, Source.BRIGHTNESS, looks_inverted=False)))

    def _offer_read(self, imported: Imported | None) -> None:
        if imported is None:
            self.refused.emit(self.tr("What was pasted cannot be read as a mask."))
        else:
            self.offer(imported)

    def _dialog(self, title: str) -> QFileDialog:
        dialog = QFileDialog(self._editor, title)
        dialog.setModal(True)
        folders.follow(dialog, self._editor)
        dialog.finished.connect(dialog.deleteLater)
        return dialog


def _read(image: QImage) -> Imported | None:
    """The mask in a picture of the clipboard."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG", 100)  # type: ignore[call-overload]
    try:
        return read(bytes(buffer.data().data()))
    except InputError:
        return None
