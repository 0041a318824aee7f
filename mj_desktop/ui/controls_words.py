"""Words and glyphs that stand on panels: labels by tone, one that elides, and a lone glyph."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from mj_desktop.ui import icons, theme
from mj_desktop.ui.ground import dress


class Glyph(QWidget):
    """A glyph that stands among words; follows the theme."""

    def __init__(self, glyph: str = "", token: str = "muted", size: int = 16) -> None:
        super().__init__()
        self.setFixedSize(size, size)
        self._glyph, self._token = glyph, token

    def show_glyph(self, glyph: str, token: str) -> None:
        """Show another glyph in a token's colour, or nothing for ""."""
        self._glyph, self._token = glyph, token
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The glyph alone."""
        if self._glyph:
            stroke = 2.0 if self.width() <= 16 else 1.75
            icons.paint(QPainter(self), self._glyph, theme.colour(self._token), QRectF(self.rect()), stroke)


class Elided(QLabel):
    """A one-line label that ends in "..." where it does not fit; the whole text is its tooltip then."""

    def __init__(self, words: str = "", size: int = 13, weight: int = 400, tone: str = "") -> None:
        super().__init__()
        self._whole = words
        dress(self, size, weight, tone)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.set_words(words)

    def set_words(self, words: str) -> None:
        """Show `words`, as much as fits."""
        self._whole = " ".join(words.split())
        self.updateGeometry()
        self._fit()

    def words(self) -> str:
        """The whole text."""
        return self._whole

    def sizeHint(self) -> QSize:
        """Room for all words."""
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self._whole) + 2, metrics.height())

    def minimumSizeHint(self) -> QSize:
        """It may shrink to nothing."""
        return QSize(0, self.fontMetrics().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Elide anew."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Another font has other widths."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width())
        self.setText(shown)
        self.setToolTip(self._whole if shown != self._whole else "")


class Wrapped(QLabel):
    """A sentence in small letters that wraps and is as high as that takes.

    It is no "height for width" to the layout: a scroll area would give all else in it the height it likes best.
    """

    def __init__(self, words: str, tone: str = "muted") -> None:
        super().__init__(unbroken(words))
        self.setTextFormat(Qt.TextFormat.PlainText)
        dress(self, 11, tone=tone)
        self.setWordWrap(True)
        self._policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setSizePolicy(self._policy)

    def set_words(self, words: str) -> None:
        """Say something else."""
        self.setText(unbroken(words))
        self.setSizePolicy(self._policy)
        self.setFixedHeight(max(0, self.heightForWidth(self.width())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As high as its lines."""
        super().resizeEvent(event)
        self.setFixedHeight(max(0, self.heightForWidth(event.size().width())))


def unbroken(words: str) -> str:
    """Words in which no line ends within a flag: a word joiner after each of its dashes keeps it together."""
    return words.replace("--", "-\u2060-\u2060")


def label(words: str, size: int = 13, weight: int = 400, tone: str = "") -> QLabel:
    """A plain label; `tone` is muted, faint, accent, good, warn or bad."""
    made = QLabel(words)
    made.setTextFormat(Qt.TextFormat.PlainText)
    dress(made, size, weight, tone)
    return made
