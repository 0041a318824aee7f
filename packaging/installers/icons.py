"""The program's icon, from its one drawing: pictures of all sizes, and Windows' and Apple's files that hold them."""

import struct
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from installers import places
from mj_desktop import identity

DRAWING = places.CHECKOUT / "resources" / f"{identity.COMMAND}.svg"
SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)
_WINDOWS = (16, 24, 32, 48, 64, 128, 256)
# Apple's names for a picture of that edge; the second of two is for screens of twice the density.
_MACOS = (("icp4", 16), ("icp5", 32), ("ic07", 128), ("ic08", 256), ("ic09", 512), ("ic10", 1024), ("ic11", 32),
          ("ic12", 64), ("ic13", 256), ("ic14", 512))  # fmt: skip


def png(edge: int) -> bytes:
    """The icon as a PNG of `edge` pixels."""
    image = QImage(edge, edge, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(str(DRAWING)).render(painter, QRectF(0, 0, edge, edge))
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def into_theme(folder: Path) -> None:
    """Lay the icon at all sizes, and as it is drawn, where the icon themes of Linux look: under `share/icons`."""
    for edge in SIZES:
        file = folder / "hicolor" / f"{edge}x{edge}" / "apps" / f"{identity.COMMAND}.png"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(png(edge))
    file = folder / "hicolor" / "scalable" / "apps" / f"{identity.COMMAND}.svg"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(DRAWING.read_bytes())


def ico(folder: Path) -> Path:
    """Windows' file: a directory of pictures, each a PNG."""
    pictures = [png(edge) for edge in _WINDOWS]
    offset = 6 + 16 * len(pictures)
    head = struct.pack("<HHH", 0, 1, len(pictures))
    for edge, data in zip(_WINDOWS, pictures, strict=True):
        head += struct.pack("<BBBBHHII", edge % 256, edge % 256, 0, 0, 1, 32, len(data), offset)
        offset += len(data)
    return _written(folder / f"{identity.COMMAND}.ico", head + b"".join(pictures))


def icns(folder: Path) -> Path:
    """Apple's file: pictures one after the other, each with its kind and length before it."""
    parts = b""
    for kind, edge in _MACOS:
        data = png(edge)
        parts += struct.pack(">4sI", kind.encode(), 8 + len(data)) + data
    return _written(folder / f"{identity.COMMAND}.icns", struct.pack(">4sI", b"icns", 8 + len(parts)) + parts)


def _written(file: Path, data: bytes) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
    return file
