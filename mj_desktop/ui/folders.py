"""Folders: where a person last opened a file, for the next dialog to begin in; kept with the window's layout."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths

if TYPE_CHECKING:
    from PySide6.QtWidgets import QFileDialog, QWidget


class Folders(QObject):
    """A window's own; `folder` is where files were last opened, else the person's pictures."""

    def __init__(self, window: "QWidget") -> None:
        super().__init__(window)
        self._last = ""

    @property
    def folder(self) -> str:
        """A folder that is there."""
        return self._last if self._last and Path(self._last).is_dir() else pictures()

    def kept(self) -> str:
        """What is remembered; "" while nothing was opened."""
        return self._last

    def restore(self, kept: object) -> None:
        """Take what was remembered; anything else stays out."""
        self._last = kept if isinstance(kept, str) else self._last

    def note(self, paths: Sequence[str]) -> None:
        """Files were opened."""
        if paths:
            self._last = str(Path(paths[0]).parent)


def of(widget: "QWidget") -> Folders:
    """Those of a widget's window."""
    window = widget.window()
    found = window.findChild(Folders)
    return found if isinstance(found, Folders) else Folders(window)


def follow(dialog: "QFileDialog", widget: "QWidget") -> None:
    """Let a dialog that asks for files begin where a person last opened one, and remember where that is next."""
    dialog.setDirectory(of(widget).folder)
    dialog.filesSelected.connect(of(widget).note)


def pictures() -> str:
    """The person's folder of pictures, else the home folder."""
    found = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
    return found if found and Path(found).is_dir() else str(Path.home())
