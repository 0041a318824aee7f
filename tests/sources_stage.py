"""A stage for pictures that go in: what is pressed, dropped and said, and small pictures to drop."""

from pathlib import Path
from typing import Any

import cv2
import numpy as np
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QImage, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from mj_desktop.core.generation import Generation
from mj_desktop.core.references import Reference
from tests.opened import Open


def press(widget: QWidget, key: str) -> None:
    QTest.keySequence(widget, QKeySequence(key))


def named(at: Open) -> tuple[Reference, ...]:
    return at.program.further.collector.all


def what(at: Open) -> str:
    said = at.window.status.message
    return f"{said.what} {said.todo}".format_map(said.values)


def urls(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def drop(target: QWidget, data: QMimeData) -> None:
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(target, QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, left, none))
    QApplication.sendEvent(target, QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, left, none))


def plain(width: int, height: int, colour: str = "#4a7d3c") -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    return image


def said_by(parent: QWidget, name: str) -> str:
    label = parent.findChild(QLabel, name)
    assert isinstance(label, QLabel), name
    return label.text()


def tile_of(at: Open, grid: Generation, tile: int) -> np.ndarray[Any, Any]:
    assert grid.file is not None
    whole = cv2.imread(str(at.program.library.path(grid.file)))
    assert whole is not None
    row, column = divmod(tile - 1, 2)
    edge = whole.shape[0] // 2
    return whole[row * edge : (row + 1) * edge, column * edge : (column + 1) * edge]
