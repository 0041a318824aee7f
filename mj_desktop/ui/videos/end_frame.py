"""A video's last frame: its address, or a picture of the library or a tile of it, and how far it is."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from mj_desktop.core.generation import Generation
from mj_desktop.ui import controls
from mj_desktop.ui.incoming import Known

_PICTURE = 56


class EndFrame(QWidget):
    """`given` carries the Known that is chosen, `forgotten` tells that whatever was to be it is not wanted any more.
    What is typed counts once it was looked at (`show_address`)."""

    given = Signal(object)
    forgotten = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._others: Sequence[Generation] = ()
        self._looked_at, self.is_going, self.is_refused = "", False, False
        self._make()
        self._lay_out()
        self.clear()

    @property
    def typed(self) -> str:
        """The address in the field."""
        return self.field.text().strip()

    @property
    def is_looked_at(self) -> bool:
        """True when nothing more has to be known of it: there is none, or a picture lies there."""
        return self.typed == self._looked_at and not self.is_going

    def offer(self, others: Sequence[Generation], titles: Sequence[str]) -> None:
        """Offer pictures of the library, each by its title."""
        self._others = others
        self.others.clear()
        self.others.addItems([self.tr("From the library"), *titles])

    def clear(self) -> None:
        """No last frame."""
        self.field.setText("")
        self._forget()

    def show_chosen(self, picture: QImage) -> None:
        """One is chosen, instead of any other: it counts as not taken until it is on its way, or has an address."""
        self.field.setText("")
        self._drop()
        self.is_refused = True
        self.show_look(picture)

    def show_address(self, address: str) -> None:
        """A picture lies there."""
        self.field.setText(address)
        self._looked_at, self.is_going, self.is_refused = address, False, False
        self._said.setText("")
        self._arrange()

    def show_going(self, said: str, is_over: bool) -> None:
        """Say how far it is, or why it gets nowhere; what was the last frame before is not any more."""
        if self.typed == self._looked_at:
            self.field.setText("")
            self._looked_at = ""
        self.is_going, self.is_refused = not is_over, is_over and bool(said)
        self._said.setText(said)
        if is_over and not said:
            self._unshow()
        self._arrange()

    def show_look(self, picture: QImage) -> None:
        """Show what it looks like."""
        ratio, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        found = QPixmap() if picture.isNull() else QPixmap.fromImage(picture.scaled(_PICTURE, _PICTURE, ratio, smooth))
        self._picture.setPixmap(found)
        self._arrange()

    # Inside

    def _make(self) -> None:
        self.field = QLineEdit()
        self.field.setObjectName("video_end")
        self.field.setAccessibleName(self.tr("Last frame"))
        self.field.setPlaceholderText(self.tr("Its web address; or drop or paste a picture"))
        self.field.textEdited.connect(self._forget)
        self.others = controls.Choice("video_others", self.tr("Last frame from the library"))
        self.others.activated.connect(self._choose)
        tiles = [("", self.tr("Whole grid")), *((str(tile), str(tile)) for tile in (1, 2, 3, 4))]
        self._tile = controls.Segments(tiles, "video_end_tile", self.tr("Tile of the last frame"))
        self._tile.chosen.connect(self._take)
        self._picture = QLabel()
        self._picture.setAccessibleName(self.tr("The last frame"))
        self._said = controls.label("", tone="muted")
        self._said.setObjectName("video_end_said")
        self._said.setWordWrap(True)

    def _lay_out(self) -> None:
        ways, below = QHBoxLayout(), QHBoxLayout()
        ways.addWidget(self.field, 3)
        ways.addWidget(self.others, 2)
        below.addWidget(self._picture)
        below.addWidget(self._said, 1)
        below.addWidget(self._tile, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for row in (ways, below):
            row.setSpacing(8)
            column.addLayout(row)

    def _chosen(self) -> Generation | None:
        place = self.others.currentIndex() - 1
        return self._others[place] if 0 <= place < len(self._others) else None

    def _choose(self) -> None:
        """One of the library; a grid's tile is chosen beside it."""
        self._tile.select("")
        if self._chosen() is None:
            self.clear()
        else:
            self._take()

    def _take(self) -> None:
        of, tile = self._chosen(), self._tile.value()
        if of is not None:
            self._arrange()
            self.given.emit(Known(of.id, int(tile) if tile and of.is_grid else None))

    def _forget(self) -> None:
        """Another is typed: what was said of the one before is over."""
        self._drop()
        self._unshow()
        self._arrange()

    def _drop(self) -> None:
        self._looked_at, self.is_going, self.is_refused = "", False, False
        self._said.setText("")
        self.forgotten.emit()

    def _unshow(self) -> None:
        self._picture.setPixmap(QPixmap())
        self.others.setCurrentIndex(0)

    def _arrange(self) -> None:
        of = self._chosen()
        self._tile.setVisible(of is not None and of.is_grid)
        self._picture.setVisible(not self._picture.pixmap().isNull())
        self._said.setVisible(bool(self._said.text()))
