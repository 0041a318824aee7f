"""How a task's row is painted: its state's glyph, what was asked for, when, and where it stands."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from mj_desktop.core.tasks import Task
from mj_desktop.ui import icons, theme
from mj_desktop.ui.tasks import words
from mj_desktop.ui.tasks.model import Index, TasksModel

HIGH = 52
_PADDING = 16
_PLACE = 144  # how wide the column is that says where it stands
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_AT_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_AT_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class RowPainter(QStyledItemDelegate):
    """Paints the rows of a `TasksModel`."""

    def __init__(self, model: TasksModel) -> None:
        super().__init__(model)
        self._model = model

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """All are alike."""
        return QSize(200, HIGH)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One row."""
        task = self._model.task(index)
        if task is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter, option)
        _, glyph, token = words.STAGES[task.stage]
        rect = option.rect
        icons.paint(painter, glyph, theme.colour(token), QRectF(rect.x() + _PADDING, rect.y() + 10, 16, 16))
        left, right = rect.x() + _PADDING + 28, rect.right() - _PADDING
        quiet = "muted" if option.state & QStyle.StateFlag.State_Selected else "faint"
        self._lines(painter, QRect(left, rect.y() + 8, right - _PLACE - 16 - left, HIGH - 16), task, quiet)
        self._place(painter, QRect(right - _PLACE, rect.y() + 8, _PLACE, HIGH - 16), task, quiet)
        painter.restore()

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        rect = option.rect
        if chosen:
            painter.fillRect(rect, theme.colour("accsoft"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.colour("hover"))
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, theme.colour("line"))
        if chosen and option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(theme.colour("acctext"))
            for inset in (0.5, 1.5):
                painter.drawRect(QRectF(rect).adjusted(inset, inset, -inset, -inset))

    def _lines(self, painter: QPainter, box: QRect, task: Task, quiet: str) -> None:
        """What was asked for, and below it action and time."""
        _text(painter, box.adjusted(0, 0, 0, -16), words.title(task, self._model.prompt(task)), "text", 13)
        below = " · ".join(part for part in (words.label(task), words.moment(task.created_at)) if part)
        _text(painter, box.adjusted(0, 20, 0, 0), below, quiet, 11)

    def _place(self, painter: QPainter, box: QRect, task: Task, quiet: str) -> None:
        """Where it stands, and below it how far the service is."""
        place, token = words.PLACES[self._model.here(task)]
        _text(painter, box.adjusted(0, 0, 0, -16), words.tr(place), token if token != "faint" else quiet, 13, _AT_RIGHT)
        _text(painter, box.adjusted(0, 20, 0, 0), words.stage(task), quiet, 11, _AT_RIGHT)


class TasksView(QListView):
    """The rows, one chosen at a time."""

    def __init__(self, model: TasksModel, name: str) -> None:
        super().__init__()
        self.setObjectName("tasks-list")
        self.setAccessibleName(name)
        self.setModel(model)
        self.setItemDelegate(RowPainter(model))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.verticalScrollBar().setSingleStep(HIGH)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        theme.notifier().changed.connect(self.viewport().update)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter with Ctrl is the page's: Qt would take it for Enter."""
        if event.key() in _ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)


def _text(painter: QPainter, box: QRect, said: str, token: str, size: int, align: Qt.AlignmentFlag = _AT_LEFT) -> None:
    painter.setFont(theme.font(size, tabular=True))
    painter.setPen(theme.colour(token))
    painter.drawText(box, align, painter.fontMetrics().elidedText(said, Qt.TextElideMode.ElideRight, box.width()))
