"""What the tests of the mask editor share: an editor open on a picture, and a hand that presses and moves."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from mj_desktop.core.generation import Generation
from mj_desktop.mask.pixels import Pixels
from mj_desktop.ui.mask_editor.editor import MaskEditor

_NO_BUTTON, _LEFT = Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton
_NO_KEY = Qt.KeyboardModifier.NoModifier
Point = tuple[float, float]


def opened(qtbot: QtBot, generation: Generation, image: QImage) -> MaskEditor:
    """An editor open on a picture, 1000 x 700 points large, with the keyboard's focus on its canvas."""
    made = MaskEditor()
    qtbot.addWidget(made)
    made.resize(1000, 700)
    with qtbot.waitExposed(made):
        made.show()
    made.open(generation, image, None)
    made.activateWindow()
    qtbot.waitUntil(made.canvas.hasFocus)
    return made


def button(editor: MaskEditor, name: str) -> QAbstractButton:
    found = editor.findChild(QAbstractButton, name)
    assert found is not None, name
    return found


def label(editor: MaskEditor, name: str) -> QLabel:
    found = editor.findChild(QLabel, name)
    assert found is not None, name
    return found


def size_field(editor: MaskEditor) -> QLineEdit:
    found = editor.findChild(QLineEdit, "mask-size-field")
    assert found is not None
    return found


def picture(width: int, height: int) -> QImage:
    """An opaque picture whose pixels all differ from their neighbours."""
    rows, columns = np.mgrid[:height, :width]
    pixels = np.dstack([rows * 7 % 256, columns * 5 % 256, (rows + columns) % 256, np.full_like(rows, 255)])
    data = np.ascontiguousarray(pixels.astype(np.uint8))
    return QImage(data.data, width, height, 4 * width, QImage.Format.Format_ARGB32_Premultiplied).copy()


def bytes_of(image: QImage) -> bytes:
    return bytes(image.constBits())


def painted(mask: Pixels) -> int:
    return int((mask >= 128).sum())


def mouse(
    widget: QWidget,
    kind: QEvent.Type,
    at: Point,
    button: Qt.MouseButton = _LEFT,
    keys: Qt.KeyboardModifier = _NO_KEY,
) -> None:
    """One mouse event with a position between points, as a real pointer's are."""
    moves, lets_go = kind == QEvent.Type.MouseMove, kind == QEvent.Type.MouseButtonRelease
    place = QPointF(*at)
    held = _NO_BUTTON if lets_go else button
    event = QMouseEvent(
        kind, place, QPointF(widget.mapToGlobal(QPoint(0, 0))) + place, _NO_BUTTON if moves else button, held, keys
    )
    QApplication.sendEvent(widget, event)


def drag(
    widget: QWidget, way: Sequence[Point], button: Qt.MouseButton = _LEFT, keys: Qt.KeyboardModifier = _NO_KEY
) -> None:
    """Press at the first point, move through the others, let go at the last."""
    mouse(widget, QEvent.Type.MouseButtonPress, way[0], button, keys)
    for at in way[1:]:
        mouse(widget, QEvent.Type.MouseMove, at, button, keys)
    mouse(widget, QEvent.Type.MouseButtonRelease, way[-1], button, keys)


def hover(widget: QWidget, at: Point) -> None:
    mouse(widget, QEvent.Type.MouseMove, at, _NO_BUTTON)


def wheel(widget: QWidget, at: Point, turned: int, keys: Qt.KeyboardModifier = _NO_KEY) -> None:
    """One turn of the wheel; with Alt, Qt's platforms turn it on its side."""
    delta = QPoint(turned, 0) if keys & Qt.KeyboardModifier.AltModifier else QPoint(0, turned)
    place = QPointF(*at)
    event = QWheelEvent(
        place, QPointF(widget.mapToGlobal(QPoint(0, 0))) + place, QPoint(), delta, _NO_BUTTON, keys,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(widget, event)
