"""What is sent, small: the mask in black and white, in the gutter beside the picture."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from mj_desktop.ui import theme
from mj_desktop.ui.mask_editor.panel_words import percent

if TYPE_CHECKING:
    from mj_desktop.ui.mask_editor.facts import Facts

EDGE = 132
_PAD = 8
_CAPTION = 26
_FOOT = 24


class SentPicture(QWidget):
    """Shows a mask as it would be sent; the pointer goes through it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("mask-sent")
        self.setAccessibleName(self.tr("What is sent"))
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._image = QImage()
        self._words = self._share = ""
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
        weight = self.tr("{} KB").format(max(1, round(facts.size / 1024))) if facts.size else ""
        self._words = " · ".join(word for word in (facts.format.upper(), weight) if word)
        self._share = percent(facts.coverage)
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
        foot = QRectF(_PAD + 2, self.height() - _FOOT, self.width() - 2 * _PAD - 4, _FOOT)
        painter.drawText(foot, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._share)
        painter.drawText(foot, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self._words)
        width = self._image.width() / self._image.devicePixelRatio()
        height = self._image.height() / self._image.devicePixelRatio()
        target = QRectF(round((self.width() - width) / 2), _CAPTION, width, height)
        painter.drawImage(target.topLeft(), self._image)
        painter.setPen(QPen(theme.colour("ctl"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(target.adjusted(-0.5, -0.5, 0.5, 0.5))
