"""The face of a video in the viewer: its four clips side by side, and what can be done with the one that is chosen."""

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QHideEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QWidget

from mj_desktop.ui import controls, keymap, theme

_GAP = 8
_PILL = 24


class ClipButtons(QWidget):
    """What can be done with the clips; where their words have no room, the icons stand alone."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("clip_buttons")
        self._faces: dict[controls.Button, tuple[str, str]] = {}
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(_GAP)
        self._row.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)
        self._row.addStretch(1)

    def add(self, words: str, name: str, glyph: str) -> controls.Button:
        """One more, for the command of its name, whose key is in its tip."""
        made = controls.Button(words, name, tip=words + keymap.bracketed(name))
        self._row.insertWidget(len(self._faces), made)
        self.dress(made, words, glyph)
        return made

    def dress(self, button: controls.Button, words: str, glyph: str) -> None:
        """Give a button these words and this icon."""
        self._faces[button] = words, glyph
        button.setAccessibleName(words)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width: words fit, or do not."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        for terse in (False, True):
            for button, (words, glyph) in self._faces.items():
                button.setText("" if terse else words)
                button.set_glyph(glyph)
            if self._row.sizeHint().width() <= self.width():
                return


class VideoFace(QWidget):
    """Covers the viewer while a video is on view; its `buttons` stand in the action bar.

    `paused` tells whether the clips stand still, `opened`, `saved` and `extended` are wished for the `chosen` clip.
    """

    paused = Signal(bool)
    opened = Signal()
    saved = Signal()
    extended = Signal()
    sized = Signal(int)

    def __init__(self, viewer: QWidget) -> None:
        super().__init__(viewer)
        self.setObjectName("video")
        self.setAccessibleName(self.tr("Video: four clips"))
        controls.ground(self, "viewer")
        self._viewer = viewer
        self.chosen = 0
        """The clip that is spoken of, from 0."""
        self._images: tuple[QImage, ...] = ()
        self._still = False
        self._make()
        self.hide()
        viewer.installEventFilter(self)

    def begin(self) -> None:
        """Another video: nothing is seen of it yet, and its first clip is chosen."""
        self._images, self.chosen = (), 0
        self.buttons.show()
        self._show_still(False)
        self.setGeometry(self._viewer.rect())
        self.show()
        self.raise_()

    def show_frames(self, images: tuple[QImage, ...]) -> None:
        """Show one frame of each clip."""
        self._images = images
        self.update()

    def choose(self, place: int) -> None:
        """Speak of another clip, from 0."""
        self.chosen = place
        self.update()

    def toggle(self) -> None:
        """Stand still, or go on."""
        self._show_still(not self._still)
        self.paused.emit(self._still)

    def boxes(self) -> list[QRect]:
        """Where the clips lie, in reading order: in a square, or in a row where that shows them larger."""
        room = self.rect().adjusted(_GAP, _GAP, -_GAP, -_GAP)
        shape = next((image.size() for image in self._images if not image.isNull()), None)
        ratio = shape.width() / shape.height() if shape is not None else 1.0
        columns = max((2, 4), key=lambda count: _fitted(room, ratio, count))
        width = int(_fitted(room, ratio, columns))
        height, rows = int(width / ratio), 4 // columns
        left = room.x() + (room.width() - columns * width - (columns - 1) * _GAP) // 2
        top = room.y() + (room.height() - rows * height - (rows - 1) * _GAP) // 2
        return [
            QRect(left + place % columns * (width + _GAP), top + place // columns * (height + _GAP), width, height)
            for place in range(4)
        ]

    def paintEvent(self, event: QPaintEvent) -> None:
        """The frames, each with its number; a frame around the chosen one."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("viewer"))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for place, box in enumerate(self.boxes()):
            if place < len(self._images) and not self._images[place].isNull():
                painter.drawImage(box, self._images[place])
            else:
                painter.fillRect(box, theme.colour("panel"))
            self._number(painter, place, box)
            if place == self.chosen:
                painter.setPen(QPen(theme.colour("acctext"), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(box.adjusted(-2, -2, 1, 1))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click chooses a clip."""
        at = event.position().toPoint()
        for place, box in enumerate(self.boxes()):
            if box.contains(at):
                self.choose(place)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """It is opened where it can be heard and seen large."""
        self.opened.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell how long a frame is shown."""
        box = self.boxes()[0]
        self.sized.emit(int(max(box.width(), box.height(), 64) * self.devicePixelRatioF()))

    def showEvent(self, event: QShowEvent) -> None:
        """It goes on, unless a person had it stand still."""
        super().showEvent(event)
        self.paused.emit(self._still)

    def hideEvent(self, event: QHideEvent) -> None:
        """Behind another page, or in a window that is put away, nothing needs to move."""
        super().hideEvent(event)
        self.paused.emit(True)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The viewer's size is the face's; Space pauses where it would move a picture."""
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._viewer.rect())
        pressed = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self.isVisible()
        if isinstance(event, QKeyEvent) and pressed and event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self.toggle()
            return True
        return super().eventFilter(watched, event)

    # Inside

    def _make(self) -> None:
        self.buttons = ClipButtons()
        self._pause = self.buttons.add(self.tr("Pause"), "video_pause", "pause")
        opened = self.buttons.add(self.tr("Open in player"), "clip_open", "expand")
        saved = self.buttons.add(self.tr("Save clip"), "clip_save", "download")
        longer = self.buttons.add(self.tr("Make longer"), "video_extend", "clapperboard")
        self._pause.clicked.connect(self.toggle)
        opened.clicked.connect(self.opened)
        saved.clicked.connect(self.saved)
        longer.clicked.connect(self.extended)

    def _show_still(self, still: bool) -> None:
        self._still = still
        words, glyph = (self.tr("Play"), "play") if still else (self.tr("Pause"), "pause")
        self.buttons.dress(self._pause, words, glyph)

    def _number(self, painter: QPainter, place: int, box: QRect) -> None:
        pill = QRectF(box.x() + 6, box.y() + 6, _PILL, _PILL)
        controls.draw_pill(painter, pill)
        painter.setPen(QColor(Qt.GlobalColor.white))
        painter.setFont(theme.font(11, 600, tabular=True))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, str(place + 1))


def _fitted(room: QRect, ratio: float, columns: int) -> float:
    """How wide a clip can be in so many columns."""
    rows = 4 // columns
    wide = (room.width() - (columns - 1) * _GAP) / columns
    high = (room.height() - (rows - 1) * _GAP) / rows
    return max(1.0, min(wide, high * ratio))
