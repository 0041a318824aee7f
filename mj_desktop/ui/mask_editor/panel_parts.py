"""Small parts of the editor's panel: the coverage bar and the notice."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from mj_desktop.ui import controls, icons, theme

_BAR = 6


class CoverageBar(QWidget):
    """A thin bar, filled as far as the picture is painted."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(_BAR)
        self._share = 0.0

    def show_share(self, share: float) -> None:
        """Fill it so far, 0 to 1."""
        self._share = share
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Track and filled part; a little that is painted is seen."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        filled = max(float(_BAR), self.width() * self._share) if self._share else 0.0
        for token, width in (("track", float(self.width())), ("acctext", filled)):
            painter.setBrush(theme.colour(token))
            painter.drawRoundedRect(QRectF(0, 0, width, _BAR), _BAR / 2, _BAR / 2)


class Notice(QWidget):
    """A sentence with a triangle, in amber; hidden while there is nothing to say."""

    def __init__(self) -> None:
        super().__init__()
        self._sign = QLabel()
        self._sign.setFixedSize(QSize(16, 20))
        self._words = controls.label("", tone="warn")
        self._words.setObjectName("mask-notice")
        self._words.setWordWrap(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        self.hide()
        theme.notifier().changed.connect(self._restyle)
        self._restyle()

    def show_words(self, words: str) -> None:
        """Say `words`; "" hides it."""
        self._words.setText(words)
        self.setVisible(bool(words))

    def words(self) -> str:
        """What it says."""
        return self._words.text()

    def _restyle(self) -> None:
        glyph: QPixmap = icons.pixmap("triangle-alert", theme.colour("warn"), 16, self.devicePixelRatioF())
        self._sign.setPixmap(glyph)
