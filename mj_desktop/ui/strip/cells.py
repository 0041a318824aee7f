"""The view of cells: as many in a row as the width holds; a drag out of it is reported, not begun."""

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QCursor, QHoverEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QFrame, QListView

from mj_desktop.ui.strip.cell import GAP, CellPainter, cells


class CellView(QListView):
    """Cells in rows; `dragged` is told when a person begins to drag the current one."""

    dragged = Signal()

    def __init__(self, painter: CellPainter, draggable: bool = True) -> None:
        super().__init__()
        self.setObjectName("library-cells")
        self._painter = painter
        self._hovering = QTimer(self, singleShot=True, interval=0)
        self.setItemDelegate(painter)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setDragEnabled(draggable)
        self.setDragDropMode(
            QAbstractItemView.DragDropMode.DragOnly if draggable else QAbstractItemView.DragDropMode.NoDragDrop
        )
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalScrollBar().setSingleStep(40)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setLayoutMode(QListView.LayoutMode.Batched)  # ten thousand cells are laid out in turns
        self.setBatchSize(400)
        self.setMouseTracking(True)
        self._hovering.timeout.connect(self._hover)

    def startDrag(self, actions: Qt.DropAction) -> None:
        """The file to be dragged has to be made first."""
        self.dragged.emit()

    def updateGeometries(self) -> None:
        """What lies under the pointer may be another cell now, though the pointer has not moved."""
        super().updateGeometries()
        if self.viewport().underMouse():
            self._hovering.start()

    def _hover(self) -> None:
        """Tell Qt where the pointer is: it marks a cell when the pointer moves, and goes on to mark that."""
        place = self.viewport().mapFromGlobal(QCursor.pos()).toPointF()
        event = QHoverEvent(QEvent.Type.HoverMove, place, QCursor.pos().toPointF(), place)
        QApplication.sendEvent(self.viewport(), event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width out before the rows are laid out."""
        fitting = cells(self.width())
        self.setViewportMargins(fitting.padding - GAP // 2, 0, 0, 0)
        if fitting != self._painter.cells:
            self._painter.fit(fitting)
            self.scheduleDelayedItemsLayout()
        super().resizeEvent(event)
