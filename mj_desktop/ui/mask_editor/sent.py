"""What is sent, small: the mask in black and white, in the gutter beside the picture."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from mj_desktop.mask.encoding import thumbnail
from mj_desktop.mask.mask import Mask
from mj_desktop.ui import theme

_EDGE = 132
_PAD = 8
_CAPTION = 26


class SentPicture(QWidget):
    """Shows a mask as it would be sent; the pointer goes through it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("mask-sent")
        self.setAccessibleName(self.tr("What is sent"))
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._image = QImage()
        self.hide()

    def show_mask(self, mask: Mask) -> None:
        """Take a small copy of the mask."""
        width, height = mask.rect.width, mask.rect.height
        ratio = self.devicePixelRatioF()
        size = QSize(width, height).scaled(QSize(_EDGE, _EDGE) * ratio, Qt.AspectRatioMode.KeepAspectRatio)
        small = thumbnail(mask.pixels, max(1, size.width()), max(1, size.height()))
        rows = small.shape[0]
        kind = QImage.Format.Format_Grayscale8
        self._image = QImage(small.tobytes(), small.shape[1], rows, small.strides[0], kind).copy()
        self._image.setDevicePixelRatio(ratio)
        self.resize(_EDGE + 2 * _PAD, _CAPTION + round(rows / ratio) + _PAD)
        self.update()

    def place(self, view: QRect, picture: QRect) -> None:
        """Stand at the view's lower right; hidden where that would cover the picture."""
        self.move(view.right() - self.width() - 11, view.bottom() - self.height() - 11)
        free = not self.geometry().adjusted(-4, -4, 4, 4).intersects(picture)
        self.setVisible(free and view.contains(self.geometry()) and not self._image.isNull())

    def paintEvent(self, event: QPaintEvent) -> None:
        """A card with a caption, then the mask in a hairline."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("panel"))
        painter.fillRect(self.rect(), theme.colour("viewer"))
        painter.drawRoundedRect(QRectF(self.rect()), 8, 8)
        caption = QRectF(_PAD + 2, 2, self.width() - 2 * _PAD - 4, _CAPTION - 4)
        painter.setFont(theme.font(11, 500))
        painter.setPen(theme.colour("text"))
        painter.drawText(caption, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.tr("What is sent"))
        painter.setPen(theme.colour("faint"))
        painter.setFont(theme.font(11))
        painter.drawText(caption, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, "JPEG")
        width = self._image.width() / self._image.devicePixelRatio()
        height = self._image.height() / self._image.devicePixelRatio()
        target = QRectF(round((self.width() - width) / 2), _CAPTION, width, height)
        painter.drawImage(target.topLeft(), self._image)
        painter.setPen(QPen(theme.colour("ctl"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(target.adjusted(-0.5, -0.5, 0.5, 0.5))
