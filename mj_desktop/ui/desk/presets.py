"""The presets: an overlay that lists them with the look of a result, applies, saves and deletes."""

from collections.abc import Callable

from PySide6.QtCore import (
    QAbstractItemModel,
    QBuffer,
    QByteArray,
    QEvent,
    QIODevice,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QImage,
    QImageWriter,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from mj_desktop.core import presets
from mj_desktop.core.presets import LOOK, Preset
from mj_desktop.pictures import covering
from mj_desktop.ui import controls, icons, theme
from mj_desktop.ui.commands.overlay import Overlay

_ROW, _LOOK, _PAD = 64, 48, 8
_WIDE, _TOP, _AROUND = 520, 72, 48 + 1 + 33 + 2
_LONGEST = 8
_PRESET, _PICTURE = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex
_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


def encoded(picture: QImage) -> bytes:
    """A picture as the small JPEG that a preset keeps; b"" for none."""
    if picture.isNull():
        return b""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(b"jpg"))
    writer.setQuality(85)
    writer.write(covering(picture, LOOK).convertToFormat(QImage.Format.Format_RGB32))
    return bytes(data.data())


class PresetOverlay(Overlay):
    """A field and the presets below it; typing finds one or names a new one.

    `applied` carries the preset to be put on the desk, `saved` a name, `changed` the presets after one was deleted or
    brought back.
    """

    applied = Signal(object)
    saved = Signal(str)
    changed = Signal(object)

    def __init__(self, window: QWidget, kept: tuple[Preset, ...], suggested: str, can_save: bool) -> None:
        super().__init__(window, "presets", window.tr("Presets"), window.tr("Find a preset, or name a new one"))
        self._presets, self._suggested, self._can_save = kept, suggested, can_save
        self._gone: list[tuple[Preset, ...]] = []
        self.rows = QStandardItemModel()
        self.list = QListView()
        self.list.setModel(self.rows)
        self.list.setItemDelegate(_Row(self.list, self._click))
        self.lay_out_list(self.list, "bookmark", _PAD)
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self._find)
        self.field.stepped.connect(self._step)
        self.field.entered.connect(self._take)
        self._find("")

    def place(self, room: QRect) -> QRect:
        """In the middle above, as high as its rows."""
        rows = max(1, min(_LONGEST, self.rows.rowCount()))
        high = min(_AROUND + rows * _ROW + 2 * _PAD, room.height() - 48)
        wide = min(_WIDE, room.width() - 48)
        return QRect((room.width() - wide) // 2, min(_TOP, max(24, room.height() - high - 24)), wide, high)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Del on an empty field deletes what is chosen, Ctrl+Z brings it back."""
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Delete and not self.field.text():
                self.delete()
                return True
            if event.key() == Qt.Key.Key_Z and event.modifiers() == Qt.KeyboardModifier.ControlModifier and self._gone:
                self._put(self._gone.pop())
                return True
        return super().eventFilter(watched, event)

    def delete(self) -> None:
        """Delete the preset that is chosen; until the overlay is closed it can be brought back."""
        preset = self.list.currentIndex().data(_PRESET)
        if not isinstance(preset, Preset):
            return
        row = self.list.currentIndex().row()
        self._gone.append(self._presets)
        self._put(presets.without(self._presets, preset.name))
        self.list.setCurrentIndex(self.rows.index(min(row, self.rows.rowCount() - 1), 0))
        self.foot.set_words(self.tr("“{name}” is deleted. Ctrl+Z brings it back.").format(name=preset.name))

    def _put(self, kept: tuple[Preset, ...]) -> None:
        self._presets = kept
        self._find(self.field.text())
        self.changed.emit(kept)

    def _find(self, text: str) -> None:
        """List what holds all words; a name that none has can be saved, and saving is offered first for it."""
        wanted = text.casefold().split()
        found = [
            each for each in self._presets if all(part in f"{each.name} {each.flags}".casefold() for part in wanted)
        ]
        self.rows.clear()
        for preset in found:
            self.rows.appendRow(_preset_item(preset))
        if self._can_save:
            name = " ".join(text.split()) or self._suggested
            same = any(preset.name.casefold() == name.casefold() for preset in self._presets)
            words = self.tr("Save over “{name}”") if same else self.tr("Save as “{name}”")
            first = bool(wanted) and not same
            self.rows.insertRow(0 if first else self.rows.rowCount(), _save_item(words.format(name=name), name))
        self.list.setCurrentIndex(self.rows.index(0, 0))
        self.card.setGeometry(self.place(self.rect()))
        self.foot.set_words(self.tr("↑ ↓ choose  ·  Enter applies or saves  ·  Del deletes  ·  Esc closes"))

    def _step(self, by: int) -> None:
        count = self.rows.rowCount()
        if count:
            self.list.setCurrentIndex(self.rows.index((self.list.currentIndex().row() + by) % count, 0))

    def _click(self, index: Index, on_bin: bool) -> None:
        self.list.setCurrentIndex(self.rows.index(index.row(), 0))
        if on_bin:
            self.delete()
        else:
            self._take()

    def _take(self) -> None:
        chosen = self.list.currentIndex().data(_PRESET)
        if chosen is None:
            return
        self.close_overlay()
        if isinstance(chosen, Preset):
            self.applied.emit(chosen)
        else:
            self.saved.emit(str(chosen))


def _preset_item(preset: Preset) -> QStandardItem:
    item = QStandardItem(preset.name)
    item.setData(preset, _PRESET)
    item.setData(QImage.fromData(preset.look), _PICTURE)
    item.setAccessibleText(f"{preset.name}. {preset.flags}")
    return item


def _save_item(words: str, name: str) -> QStandardItem:
    item = QStandardItem(words)
    item.setData(name, _PRESET)
    return item


class _Row(QStyledItemDelegate):
    """The look, the name, the flags, and at the right of the row that is pointed at a bin."""

    def __init__(self, parent: QListView, click: Callable[[Index, bool], None]) -> None:
        super().__init__(parent)
        self._click = click

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """All rows are as high."""
        return QSize(100, _ROW)

    def editorEvent(self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index) -> bool:
        """A click takes the row, one on its bin deletes it."""
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonRelease:
            is_preset = isinstance(index.data(_PRESET), Preset)
            self._click(index, is_preset and _bin(QRectF(option.rect)).contains(event.position()))
            return True
        return False

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One row."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        rect = QRectF(option.rect).adjusted(0, 0, -_PAD, 0)
        on = bool(option.state & QStyle.StateFlag.State_Selected)
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if on or over:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accsoft" if on else "hover"))
            painter.drawRoundedRect(rect, controls.RADIUS, controls.RADIUS)
        preset = index.data(_PRESET)
        self._look(painter, rect, index.data(_PICTURE), "bookmark" if isinstance(preset, Preset) else "plus")
        room = rect.adjusted(_LOOK + 20, 0, -44, 0)
        self._words(painter, room, str(index.data()), preset.flags if isinstance(preset, Preset) else "")
        if isinstance(preset, Preset) and (on or over):
            icons.paint(painter, "trash-2", theme.colour("muted"), controls.centre(_bin(rect), 16))
        painter.restore()

    @staticmethod
    def _look(painter: QPainter, rect: QRectF, picture: object, glyph: str) -> None:
        box = QRectF(rect.x() + 8, rect.center().y() - _LOOK / 2, _LOOK, _LOOK)
        path = QPainterPath()
        path.addRoundedRect(box, 4, 4)
        painter.fillPath(path, theme.colour("cell"))
        if isinstance(picture, QImage) and not picture.isNull():
            painter.save()
            painter.setClipPath(path)
            painter.drawImage(box, picture)
            painter.restore()
        else:
            icons.paint(painter, glyph, theme.colour("faint"), controls.centre(box, 20), 1.75)

    @staticmethod
    def _words(painter: QPainter, room: QRectF, name: str, flags: str) -> None:
        wide, middle = int(room.width()), room.center().y()
        painter.setFont(theme.font())
        painter.setPen(theme.colour("text"))
        shown = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, wide)
        upper = QRectF(room.x(), middle - 20, wide, 20) if flags else room
        painter.drawText(upper, _MIDDLE, shown)
        painter.setFont(theme.font(11))
        painter.setPen(theme.colour("muted"))
        shown = painter.fontMetrics().elidedText(flags, Qt.TextElideMode.ElideRight, wide)
        painter.drawText(QRectF(room.x(), middle, wide, 20), _MIDDLE, shown)


def _bin(rect: QRectF) -> QRectF:
    return QRectF(rect.right() - 40, rect.y(), 40, rect.height())
