"""Pills: the dark rounded marks and buttons that lie on pictures, the same in both themes."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QWidget

from mj_desktop.ui import controls, icons, theme

HEIGHT = 32
_PAD = 10
_GAP = 7
_ICON = 16
_HOVER = QColor(52, 52, 52, 225)
_PRESS = QColor(74, 74, 74, 235)
_WHITE = QColor(255, 255, 255)
_OFF = QColor(255, 255, 255, 110)
_RING = QColor("#7fb0ff")
BY_KEYBOARD = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)


@dataclass(frozen=True, slots=True)
class Face:
    """What a pill shows, from left to right; `square` leaves only the icon."""

    icon: str = ""
    words: str = ""
    key: str = ""
    square: bool = False


def width_of(face: Face) -> int:
    """Points that a pill with this face needs."""
    if face.square:
        return HEIGHT
    metrics = QFontMetrics(theme.font(weight=600, tabular=True))
    parts = [_ICON] * bool(face.icon) + [metrics.horizontalAdvance(face.words)] * bool(face.words)
    parts += [_key_width(face.key)] * bool(face.key)
    return round(2 * _PAD + sum(parts) + _GAP * (len(parts) - 1))


def paint_pill(painter: QPainter, rect: QRectF, face: Face, ground: QColor, ink: QColor = _WHITE) -> None:
    """Paint ground, icon, words and key cap into `rect`."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(rect, controls.RADIUS, controls.RADIUS)
    if face.square:
        x = rect.x() + (rect.width() - _ICON) / 2
        icons.paint(painter, face.icon, ink, QRectF(x, rect.y(), _ICON, rect.height()))
        return
    x = rect.x() + _PAD
    if face.icon:
        icons.paint(painter, face.icon, ink, QRectF(x, rect.y(), _ICON, rect.height()))
        x += _ICON + _GAP
    x += _words(painter, QRectF(x, rect.y(), rect.right() - x, rect.height()), face.words, ink) + _GAP
    if face.key:
        _key_cap(painter, QRectF(x, rect.center().y() - 8, _key_width(face.key), 16), face.key, ink)


def paint_number(painter: QPainter, rect: QRectF, number: int) -> None:
    """A tile's number in its dark square."""
    paint_pill(painter, rect, Face(), controls.SCRIM)
    painter.setPen(_WHITE)
    painter.setFont(theme.font(weight=600, tabular=True))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, str(number))


def _words(painter: QPainter, rect: QRectF, words: str, ink: QColor) -> float:
    painter.setPen(ink)
    painter.setFont(theme.font(weight=600, tabular=True))
    painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
    return QFontMetrics(painter.font()).horizontalAdvance(words)


def _key_width(key: str) -> int:
    return max(16, QFontMetrics(theme.font(11, 500)).horizontalAdvance(key) + 8)


def _key_cap(painter: QPainter, rect: QRectF, key: str, ink: QColor) -> None:
    edge = QColor(ink)
    edge.setAlpha(ink.alpha() * 6 // 10)
    painter.setPen(QPen(edge, 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
    painter.setPen(ink)
    painter.setFont(theme.font(11, 500))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, key)


class Pill(QPushButton):
    """A real button on a picture; filled in the accent for the one next step. Its frame shows only for the keyboard."""

    def __init__(self, face: Face, name: str, tip: str, parent: QWidget, *, filled: bool = False) -> None:
        super().__init__(parent)
        self._face = face
        self._filled = filled
        self._by_key = False
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.set_face(face)
        self.set_tip(tip)

    def set_tip(self, tip: str) -> None:
        """Words, key in brackets, after a colon what more there is to say; the words are the accessible name."""
        self.setToolTip(tip)
        self.setAccessibleName(tip.partition(":")[0].partition(" [")[0])

    def set_face(self, face: Face) -> None:
        """Show another face; the size follows."""
        self._face = face
        self.resize(self.sizeHint())
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it."""
        if not controls.pressed(self, event):
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """As wide as its face, 32 high."""
        return QSize(width_of(self._face), HEIGHT)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Remember whether the keyboard brought the focus."""
        self._by_key = event.reason() in BY_KEYBOARD
        super().focusInEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground by state, face, focus frame."""
        painter = QPainter(self)
        ink = _WHITE if self.isEnabled() else _OFF
        paint_pill(painter, QRectF(self.rect()), self._face, self._ground(), ink)
        if self.hasFocus() and self._by_key:
            painter.setPen(QPen(_WHITE if self._filled else _RING, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(
                QRectF(self.rect()).adjusted(1, 1, -1, -1), controls.RADIUS - 1, controls.RADIUS - 1
            )

    def _ground(self) -> QColor:
        if self._filled and self.isEnabled():
            return theme.colour("accent_hover" if self.underMouse() or self.isDown() else "accent")
        if not self.isEnabled():
            return controls.SCRIM
        return _PRESS if self.isDown() else _HOVER if self.underMouse() else controls.SCRIM


class InfoPill(QWidget):
    """A pill that only says something; clicks go through it."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._face = Face()
        self.setObjectName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def set_face(self, face: Face) -> None:
        """Show another face; the words are the accessible name."""
        if face != self._face:
            self._face = face
            self.setAccessibleName(face.words)
            self.resize(width_of(face), HEIGHT)
            self.update()

    def words(self) -> str:
        """What it says."""
        return self._face.words

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground and face."""
        paint_pill(QPainter(self), QRectF(self.rect()), self._face, controls.SCRIM)
