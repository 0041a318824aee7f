"""Dragging out of the viewer: a tile or the picture, once the pointer has moved far enough with the button down."""

from PySide6.QtCore import QEvent, QMimeData, QObject, QPointF, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDrag, QGuiApplication, QMouseEvent, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from mj_desktop.core.generation import State
from mj_desktop.core.keeping import Export, Exported, How
from mj_desktop.ui import incoming
from mj_desktop.ui.viewer.viewer import Viewer

_PREVIEW = 96


class DragOut(QObject):
    """Watches the viewer's mouse and reports what is to be dragged (`asked`): its file has to be made first."""

    asked = Signal(object)

    def __init__(self, viewer: Viewer) -> None:
        super().__init__(viewer)
        self._viewer = viewer
        self._pressed: QPointF | None = None
        viewer.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A left press on the picture, then a move; with the hand in use (space) nothing is dragged out."""
        if isinstance(event, QMouseEvent):
            if event.type() == QEvent.Type.MouseButtonPress:
                self._press(event)
            elif event.type() == QEvent.Type.MouseMove and self._pressed is not None:
                self._move(event)
            elif event.type() == QEvent.Type.MouseButtonRelease:
                self._pressed = None
        return super().eventFilter(watched, event)

    def _press(self, event: QMouseEvent) -> None:
        hand = self._viewer.cursor().shape() != Qt.CursorShape.ArrowCursor
        left = event.button() == Qt.MouseButton.LeftButton
        inside = self._viewer.picture_rect().contains(event.position())
        self._pressed = event.position() if left and inside and not hand else None

    def _move(self, event: QMouseEvent) -> None:
        assert self._pressed is not None
        far = (event.position() - self._pressed).manhattanLength() >= QApplication.startDragDistance()
        generation = self._viewer.generation
        if far and generation is not None and generation.state is State.STORED:
            self._pressed = None
            self.asked.emit(Export(generation.id, How.DRAG, self._viewer.tile))


class FileDrag(QObject):
    """Drags a file that is ready, if the button is still down; begun by the event loop, never inside a coroutine."""

    def __init__(self, source: QWidget) -> None:
        super().__init__(source)
        self._source = source
        self._exported: Exported | None = None
        self._preview = QPixmap()
        self._start = QTimer(self, singleShot=True, interval=0)
        self._start.timeout.connect(self._drag)

    def begin(self, exported: Exported, preview: QPixmap) -> None:
        """Hand the file over, with a small picture under the pointer."""
        mode = Qt.AspectRatioMode.KeepAspectRatio
        self._exported = exported
        self._preview = (
            preview
            if preview.isNull()
            else preview.scaled(_PREVIEW, _PREVIEW, mode, Qt.TransformationMode.SmoothTransformation)
        )
        self._start.start()

    def _drag(self) -> None:
        if self._exported is None or not QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton:
            return
        drag = QDrag(self._source)
        drag.setMimeData(file_data(self._exported))
        drag.setPixmap(self._preview)
        drag.exec(Qt.DropAction.CopyAction)


def file_data(exported: Exported) -> QMimeData:
    """A file as other programs take it, by drop or paste; GNOME's file manager wants its own word for "copy".

    This program takes it for what it is, a picture of the library or a tile.
    """
    url = QUrl.fromLocalFile(exported.path)
    data = QMimeData()
    data.setUrls([url])
    data.setData(incoming.OWN, incoming.own(exported.wish.generation, exported.wish.tile))
    data.setData("x-special/gnome-copied-files", b"copy\n" + url.toEncoded().data())
    return data
