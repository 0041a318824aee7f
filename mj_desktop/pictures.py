"""Pictures: decode, verify, thumbnail, crop a tile. Pure functions, run in threads; Qt's readers release the GIL."""

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

from mj_desktop.core.errors import PictureError
from mj_desktop.core.local_picture import LARGEST, LocalPicture, is_picture

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

MAX_BYTES = 64 * 2**20
MAX_EDGE = 8192
"""What has more bytes, or pixels on a side, is shown reduced; beyond MAX_EDGE where its reader can do that in little
memory."""
MOST_BYTES = 4 * MAX_BYTES
"""What is larger than this is not even fetched; within MAX_EDGE no picture has more bytes than that decoded."""
TOO_LARGE = "picture_too_large"
_REDUCED = 4096  # the longest edge of what is shown of a larger one (pixels)
QImageReader.setAllocationLimit(MAX_EDGE * MAX_EDGE * 4 >> 20)
_JPEG_END = b"\xff\xd9"  # Qt decodes a JPEG that is cut short without a word
_LEVEL = 60  # Qt makes zlib's level 3 out of it: as small as what the service sends
EXTENSIONS = {"png": "png", "jpeg": "jpg", "jpg": "jpg", "webp": "webp"}


class Kind(StrEnum):
    """How good a shown picture is, from first to last."""

    PREVIEW = "preview"
    THUMB = "thumb"
    RAW = "raw"


@dataclass(frozen=True, slots=True)
class Loaded:
    """A decoded picture of a generation; `image` is premultiplied 32 bit, ready to be painted.

    `halves` are its halvings, where they were made ahead.
    """

    generation: str
    image: QImage
    kind: Kind
    halves: tuple[QImage, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """What a picture's bytes say of themselves: pixels, bytes, extension without dot, SHA-256 in hex."""

    width: int
    height: int
    size: int
    extension: str
    sha256: str


class Outgoing(NamedTuple):
    """A local picture as it is sent: a file's name, its bytes and their facts."""

    name: str
    data: bytes
    facts: Facts


def outgoing(local: LocalPicture) -> Outgoing:
    """A local picture's own bytes where the service takes them, else as PNG; raises PictureError with a sentence."""
    large = f"It is larger than {LARGEST >> 20} MB."
    try:
        if local.tile is None and Path(local.path).stat().st_size > LARGEST:
            raise PictureError(large)
        data = Path(local.path).read_bytes()
    except OSError as error:
        raise PictureError(f"Its file cannot be read: {error.strerror}.") from error
    if local.tile is not None or not _is_taken(local.path):
        data = _as_png(local)
    if len(data) > LARGEST:
        raise PictureError(large)
    return as_outgoing(local.name, data)


def as_outgoing(name: str, data: bytes) -> Outgoing:
    """A picture's bytes with a name that says what they are; raises PictureError."""
    facts, stem = verify(data), name.rpartition(".")[0] if is_picture(name) else name
    return Outgoing(f"{stem}.{facts.extension}", data, facts)


def as_taken(data: bytes) -> bytes:
    """An encoded picture as the service takes it: its own bytes, or a GIF or BMP as PNG; raises PictureError."""
    with _file(data) as path:
        return data if _is_taken(str(path)) else _as_png(LocalPicture("", str(path)))


def _is_taken(path: str) -> bool:
    return bytes(QImageReader(path).format().data()).decode() in EXTENSIONS


def _as_png(local: LocalPicture) -> bytes:
    """A tile, or a picture of a kind that is not sent as it is; raises PictureError for what is no picture."""
    reader = QImageReader(local.path)
    if not reader.canRead():
        raise PictureError("It is no picture that can be read here: PNG, JPEG, WebP, GIF and BMP can.")
    image = _decoded(reader)
    return encoded(image if local.tile is None else crop_tile(image, local.tile))


def encoded(image: QImage) -> bytes:
    """An image as PNG."""
    with tempfile.TemporaryDirectory(prefix="mj-picture-") as folder:
        path = Path(folder) / "picture.png"
        image.save(str(path), "PNG", _LEVEL)  # type: ignore[call-overload]  # stub: bytes
        return path.read_bytes()


def verify(data: bytes) -> Facts:
    """The facts of an encoded picture that decodes whole; raises PictureError with a sentence otherwise."""
    with _file(data) as path:
        reader = QImageReader(str(path))
        size, kind = reader.size(), bytes(reader.format().data()).decode()
        if kind not in EXTENSIONS:
            raise PictureError("What came is not a PNG, JPEG or WebP picture.")
        _reduce(reader)
        cut = kind == "jpeg" and not data.rstrip(b"\0").endswith(_JPEG_END)
        if cut or reader.read().isNull():
            raise PictureError("The picture is damaged or cut short.")
    return Facts(size.width(), size.height(), len(data), EXTENSIONS[kind], hashlib.sha256(data).hexdigest())


def _reduce(reader: QImageReader) -> None:
    """Have a reader of a file of more than MAX_BYTES, or of more than MAX_EDGE pixels, reduce what it reads.

    Only JPEG can be read at a fraction of its memory; PictureError for any other with more than MAX_EDGE pixels.
    """
    size = reader.size()
    edge = max(size.width(), size.height())
    if edge <= _REDUCED or (edge <= MAX_EDGE and Path(reader.fileName()).stat().st_size <= MAX_BYTES):
        return
    if edge > MAX_EDGE and bytes(reader.format().data()) not in (b"jpeg", b"jpg"):
        raise PictureError(f"It is larger than {MAX_EDGE} x {MAX_EDGE} pixels.", code=TOO_LARGE)
    reader.setScaledSize(size.scaled(QSize(_REDUCED, _REDUCED), Qt.AspectRatioMode.KeepAspectRatio))


def decode(data: bytes) -> QImage:
    """An encoded picture as a paintable image; raises PictureError."""
    with _file(data) as path:
        return load(path)


def load(path: Path) -> QImage:
    """A picture file as a paintable image, reduced where it is too large; raises PictureError."""
    reader = QImageReader(str(path))
    _reduce(reader)
    return _read(reader)


def unchanged(path: Path) -> QImage:
    """A picture file as it was encoded, with what it says of itself (texts, resolution); raises PictureError."""
    return _decoded(QImageReader(str(path)))


def thumbnail(path: Path, edge: int) -> QImage:
    """A picture file scaled to cover a square of `edge` pixels and cropped to its middle; raises PictureError.

    By the reader alone: scaling or cropping an image keeps the interpreter to itself, see `halvings`.
    """
    reader = QImageReader(str(path))
    size = reader.size()
    if not size.isValid():
        return covering(_read(reader), edge)
    scaled = size.scaled(QSize(edge, edge), Qt.AspectRatioMode.KeepAspectRatioByExpanding)
    reader.setScaledSize(scaled)
    reader.setScaledClipRect(QRect((scaled.width() - edge) // 2, (scaled.height() - edge) // 2, edge, edge))
    return _read(reader)


def halved(image: QImage) -> QImage:
    """`image` at half its size, smoothly."""
    size = QSize(max(1, image.width() // 2), max(1, image.height() // 2))
    return image.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)


def halvings(image: QImage, least: int = 512) -> tuple[QImage, ...]:
    """A 32 bit `image` halved again and again, down to `least` pixels at the longer edge.

    By OpenCV: Qt's scaling keeps the interpreter to itself, and the window would stand still for 30 ms at 4096 x 4096.
    """
    import cv2  # late, as the window is painted before it is imported

    found: list[QImage] = []
    while max(image.width(), image.height()) >= 2 * least:
        half = QImage(max(1, image.width() // 2), max(1, image.height() // 2), image.format())
        size = half.width(), half.height()
        cv2.resize(_pixels(image.constBits(), image), size, _pixels(half.bits(), half), interpolation=cv2.INTER_AREA)
        found.append(half)
        image = half
    return tuple(found)


def _pixels(data: "bytes | bytearray | memoryview[int]", image: QImage) -> "npt.NDArray[np.uint8]":
    """The pixels of a 32 bit image where they lie: height x width x 4; its rows have no gaps."""
    import numpy as np

    return np.frombuffer(data, np.uint8).reshape(image.height(), image.width(), 4)


def covering(image: QImage, edge: int) -> QImage:
    """`image` scaled smoothly to cover a square of `edge` pixels and cropped to its middle."""
    mode, smooth = Qt.AspectRatioMode.KeepAspectRatioByExpanding, Qt.TransformationMode.SmoothTransformation
    scaled = image.scaled(QSize(edge, edge), mode, smooth)
    return scaled.copy(QRect((scaled.width() - edge) // 2, (scaled.height() - edge) // 2, edge, edge))


def tile_rect(width: int, height: int, tile: int) -> tuple[int, int, int, int]:
    """Where tile 1..4 (reading order) of a grid lies: x, y, width, height in pixels."""
    column, row = (tile - 1) % 2, (tile - 1) // 2
    x, y = column * (width // 2), row * (height // 2)
    return x, y, width // 2 if column == 0 else width - x, height // 2 if row == 0 else height - y


def crop_tile(image: QImage, tile: int) -> QImage:
    """Tile 1..4 of a grid as an image of its own."""
    return image.copy(QRect(*tile_rect(image.width(), image.height(), tile)))


@contextmanager
def _file(data: bytes) -> Iterator[Path]:
    """The bytes as a file for a moment.

    Never a QBuffer: Qt asks a device made in Python for bytes while it holds a lock of its own, and the thread that has
    the interpreter may be waiting for that very lock: both stand still for good.
    """
    with tempfile.TemporaryDirectory(prefix="mj-picture-") as folder:
        path = Path(folder) / "picture"
        path.write_bytes(data)
        yield path


def _decoded(reader: QImageReader) -> QImage:
    image = reader.read()
    if image.isNull():
        raise PictureError(f"The picture cannot be read: {reader.errorString()}")
    return image


def _read(reader: QImageReader) -> QImage:
    image = _decoded(reader)
    if image.format() == QImage.Format.Format_RGB32:  # the same pixels; Qt keeps the interpreter while it converts
        image.reinterpretAsFormat(QImage.Format.Format_ARGB32_Premultiplied)
    else:
        image.convertTo(QImage.Format.Format_ARGB32_Premultiplied)
    return image
