"""What is sent, small: the mask in black and white, in the gutter beside the picture."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from mj_desktop.ui import theme
from mj_desktop.ui.mask_editor.panel_words import percent, weight

if TYPE_CHECKING:
    from mj_desktop.ui.mask_editor.facts import Facts

EDGE = 132
_PAD = 8
_CAPTION = 26
_FOOT = 42
_LINE = 17


class SentPicture(QWidget):
    """Shows a mask as it would be sent; `lines` are its size and share, format and bytes. Pointers go through it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("mask-sent")
        self.setAccessibleName(self.tr("What is sent"))
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._image = QImage()
        self.lines: tuple[tuple[str, str], ...] = ()
        self.hide()

    def show_facts(self, facts: "Facts") -> None:
        """Take the small copy of the mask, and what it weighs."""
        if facts.small is None:
            return
        ratio, small = self.devicePixelRatioF(), facts.small
        rows, columns = small.shape
        kind = QImage.Format.Format_Grayscale8
        self._image = QImage(small.tobytes(), columns, rows, columns, kind).copy()
        self._image.setDevicePixelRatio(ratio)
        size = "{} × {}".format(*facts.pixels)
        said = weight(facts.size) if facts.size else ""
        self.lines = (size, percent(facts.coverage)), (facts.format.upper(), said)
        self.resize(EDGE + 2 * _PAD, _CAPTION + round(rows / ratio) + _FOOT)
        self.update()

    def place(self, view: QRect, picture: QRect, wished: bool | None = None) -> None:
        """Stand at the view's lower right; over the picture only where it is wished."""
        self.move(view.right() - self.width() - 11, view.bottom() - self.height() - 11)
        free = wished or not self.geometry().adjusted(-4, -4, 4, 4).intersects(picture)
        self.setVisible(wished is not False and free and view.contains(self.geometry()) and not self._image.isNull())

    def paintEvent(self, event: QPaintEvent) -> None:
        """A card with a caption, then the mask in a hairline."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("panel"))
        painter.fillRect(self.rect(), theme.colour("viewer"))
        painter.drawRoundedRect(QRectF(self.rect()), 8, 8)
        caption = QRectF(_PAD + 2, 2, self.width() - 2 * _PAD - 4, _CAPTION - 4)
        painter.setFont(theme.font(11, 600))
        painter.setPen(theme.colour("text"))
        painter.drawText(caption, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.tr("What is sent"))
        painter.setPen(theme.colour("faint"))
        painter.setFont(theme.font(11))
        for number, ends in enumerate(self.lines):
            top = self.height() - _FOOT + 4 + number * _LINE
            line = QRectF(_PAD + 2, top, self.width() - 2 * _PAD - 4, _LINE)
            for side, words in zip((Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight), ends, strict=True):
                painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | side, words)
        width = self._image.width() / self._image.devicePixelRatio()
        height = self._image.height() / self._image.devicePixelRatio()
        target = QRectF(round((self.width() - width) / 2), _CAPTION, width, height)
        painter.drawImage(target.topLeft(), self._image)
        painter.setPen(QPen(theme.colour("ctl"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(target.adjusted(-0.5, -0.5, 0.5, 0.5))
