"""The candidates' column: a small picture of each, one of which is looked at."""

from functools import partial

from PySide6.QtCore import QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QAbstractButton, QWidget

from mj_desktop.ui import controls, theme
from mj_desktop.ui.compare import paint
from mj_desktop.ui.viewer.place import Box

_NUMBER = 22.0
_RING = QColor("#7fb0ff")


class Candidate(QAbstractButton):
    """One candidate; the one looked at wears a ring."""

    def __init__(self, place: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(f"candidate-{place + 1}")
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self._number = str(place + 1)
        name = self.tr("Candidate {number}").format(number=self._number)
        self.setAccessibleName(name)
        self.setToolTip(f"{name} [{self._number}]")
        self._image = QImage()
        self._scaled = QPixmap()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it."""
        if not controls.pressed(self, event):
            super().keyPressEvent(event)

    def show_image(self, image: QImage) -> None:
        """Show a picture, scaled when it is painted."""
        self._image, self._scaled = image, QPixmap()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Picture, number, ring."""
        painter = QPainter(self)
        if not self._image.isNull():
            painter.drawPixmap(0, 0, self._fitting())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        mark = QRectF(8, 8, _NUMBER, _NUMBER)
        if min(self.width(), self.height()) > 2 * _NUMBER:
            controls.draw_pill(painter, mark)
            painter.setPen(Qt.GlobalColor.white)
            painter.setFont(theme.font(11, 600))
            painter.drawText(mark, Qt.AlignmentFlag.AlignCenter, self._number)
        if self.isChecked() or self.hasFocus() or self.underMouse():
            self._ring(painter)

    def _ring(self, painter: QPainter) -> None:
        chosen = self.isChecked() or self.hasFocus()
        colour = _RING if chosen else QColor(Qt.GlobalColor.white)
        paint.ring(painter, QRectF(self.rect()), 3.0 if self.hasFocus() else 2.0, colour)

    def _fitting(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        size = QSize(round(self.width() * ratio), round(self.height() * ratio))
        if self._scaled.size() != size:
            mode, smooth = Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
            self._scaled = QPixmap.fromImage(self._image.scaled(size, mode, smooth))
            self._scaled.setDevicePixelRatio(ratio)
        return self._scaled


class Candidates(QObject):
    """Owns the buttons, children of the canvas on which they lie; `chosen` carries a place, from 0."""

    chosen = Signal(int)

    def __init__(self, canvas: QWidget, count: int) -> None:
        super().__init__(canvas)
        self.buttons = [Candidate(place, canvas) for place in range(count)]
        for place, button in enumerate(self.buttons):
            button.clicked.connect(partial(self._tell, place))

    def lie(self, boxes: list[Box]) -> None:
        """Lie at these boxes, or nowhere."""
        for place, button in enumerate(self.buttons):
            button.setVisible(place < len(boxes))
            if place < len(boxes):
                button.setGeometry(QRectF(*boxes[place]).toRect())

    def show_images(self, images: list[QImage]) -> None:
        """Show these pictures, as many as there are buttons, or none."""
        for button, image in zip(self.buttons, images or [QImage()] * len(self.buttons), strict=True):
            button.show_image(image)

    def check(self, place: int) -> None:
        """Mark the one that is looked at."""
        for number, button in enumerate(self.buttons):
            button.setChecked(number == place)

    def _tell(self, place: int, checked: bool = False) -> None:
        self.chosen.emit(place)
