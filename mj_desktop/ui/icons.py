"""Icons: Lucide's outlines, tinted, drawn at the device's pixel ratio, kept by (name, colour, size, ratio, stroke)."""

from functools import lru_cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap

from mj_desktop import paths
from mj_desktop.ui import theme

UNKNOWN = "ellipsis"
_KEPT = 512


def pixmap(name: str, colour: QColor, size: int, ratio: float, stroke: float = 2.0) -> QPixmap:
    """The glyph `name` in `colour`, `size` points wide at `ratio`; an unknown name gives the ellipsis."""
    return _drawn(name, colour.name(QColor.NameFormat.HexArgb), size, ratio, stroke)


def icon(name: str, token: str = "muted", size: int = 16, on: str = "", gap: int = 0) -> QIcon:
    """The glyph as an icon in the token's colour of now: `off` when disabled, the token `on`, if named, when checked.

    `gap` points of nothing follow it: Qt's buttons leave only 4 between icon and words.
    """
    made = QIcon()
    stroke = 2.0 if size <= 16 else 1.75
    faces = [(QIcon.Mode.Normal, QIcon.State.Off, token), (QIcon.Mode.Disabled, QIcon.State.Off, "off")]
    if on:
        faces.append((QIcon.Mode.Normal, QIcon.State.On, on))
    for mode, state, face in faces:
        for ratio in _ratios():
            made.addPixmap(_widened(pixmap(name, theme.colour(face), size, ratio, stroke), gap), mode, state)
    return made


def paint(painter: QPainter, name: str, colour: QColor, rect: QRectF, stroke: float = 2.0) -> None:
    """Paint the glyph centred in `rect`, as large as its shorter side, at the painter's own pixel ratio."""
    size = int(min(rect.width(), rect.height()))
    ratio = painter.device().devicePixelRatioF()
    x, y = rect.x() + (rect.width() - size) / 2, rect.y() + (rect.height() - size) / 2
    painter.drawPixmap(QRectF(x, y, size, size).topLeft(), pixmap(name, colour, size, ratio, stroke))


def _widened(glyph: QPixmap, gap: int) -> QPixmap:
    if not gap:
        return glyph
    ratio = glyph.devicePixelRatio()
    made = QPixmap(glyph.width() + round(gap * ratio), glyph.height())
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.drawPixmap(0, 0, glyph)
    painter.end()
    return made


def _ratios() -> list[float]:
    return sorted({1.0, *(screen.devicePixelRatio() for screen in QGuiApplication.screens())})


@lru_cache(maxsize=_KEPT)
def _drawn(name: str, argb: str, size: int, ratio: float, stroke: float) -> QPixmap:
    """Qt's own reader draws it in one call: a renderer and a painter in Python take twice as long, each glyph anew."""
    tint, edge = QColor(argb), str(round(size * ratio))
    svg = _source(name).replace("currentColor", tint.name()).replace('stroke-width="2"', f'stroke-width="{stroke}"')
    svg = svg.replace('width="24"', f'width="{edge}" opacity="{tint.alphaF()}"', 1)
    made = QPixmap()
    made.loadFromData(svg.replace('height="24"', f'height="{edge}"', 1).encode(), "SVG")
    made.setDevicePixelRatio(ratio)
    return made


@lru_cache(maxsize=_KEPT)
def _source(name: str) -> str:
    folder = paths.resources() / "icons"
    file = folder / f"{name}.svg"
    return (file if file.is_file() else folder / f"{UNKNOWN}.svg").read_text(encoding="utf-8")
