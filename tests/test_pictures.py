import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColor, QImage

from mj_desktop import pictures
from mj_desktop.core.errors import PictureError


def _image(width: int, height: int) -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("black"))
    for tile, colour in enumerate(("red", "green", "blue", "white"), 1):
        x, y, w, h = pictures.tile_rect(width, height, tile)
        for px in range(x, x + w):
            for py in range(y, y + h):
                image.setPixelColor(px, py, QColor(colour))
    return image


def _bytes(image: QImage, kind: str) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert image.save(buffer, kind)  # type: ignore[call-overload]  # its stub wants bytes, which it refuses
    return bytes(buffer.data().data())


@pytest.mark.parametrize(("kind", "extension"), [("PNG", "png"), ("JPG", "jpg"), ("WEBP", "webp")])
def test_a_whole_picture_is_verified_with_its_facts(kind: str, extension: str) -> None:
    data = _bytes(_image(12, 8), kind)
    facts = pictures.verify(data)
    assert (facts.width, facts.height, facts.size, facts.extension) == (12, 8, len(data), extension)
    assert len(facts.sha256) == 64


@pytest.mark.parametrize(
    ("data", "words"),
    [(b"", "not a"), (b"<html>gone</html>", "not a"), (_bytes(_image(40, 40), "PNG")[:90], "damaged"),
     (_bytes(_image(9, 9), "BMP"), "not a"),
     (_bytes(QImage(8200, 1, QImage.Format.Format_Grayscale8), "PNG"), "larger")],
)  # fmt: skip
def test_what_is_no_whole_picture_is_refused_with_a_sentence(data: bytes, words: str) -> None:
    with pytest.raises(PictureError, match=words):
        pictures.verify(data)


def test_a_jpeg_that_is_too_large_is_shown_reduced_and_keeps_its_facts(tmp_path: Path) -> None:
    (tmp_path / "wide.jpg").write_bytes(data := _bytes(_image(8200, 41), "JPG"))
    facts, shown = pictures.verify(data), pictures.load(tmp_path / "wide.jpg")
    assert (facts.width, facts.height) == (8200, 41)
    assert (shown.width(), shown.height()) == (4096, 20)


def test_a_picture_of_too_many_bytes_is_shown_reduced_and_keeps_its_facts(tmp_path: Path) -> None:
    data = _bytes(_image(4200, 42), "PNG")
    heavy = data + bytes(pictures.MAX_BYTES - len(data) + 1)  # what follows a picture's end is not looked at
    for name, held in (("light.png", data), ("heavy.png", heavy)):
        (tmp_path / name).write_bytes(held)
    facts, shown = pictures.verify(heavy), pictures.load(tmp_path / "heavy.png")
    assert (facts.width, facts.height, facts.size) == (4200, 42, pictures.MAX_BYTES + 1)
    assert (shown.width(), shown.height()) == (4096, 40)
    assert pictures.load(tmp_path / "light.png").width() == 4200


@pytest.mark.parametrize("kind", ["PNG", "JPG", "WEBP"])
@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
def test_a_picture_that_is_cut_short_is_refused(kind: str, share: float) -> None:
    data = _bytes(_noise(64), kind)
    with pytest.raises(PictureError):
        pictures.verify(data[: int(len(data) * share)])


def _noise(edge: int) -> QImage:
    image = QImage(edge, edge, QImage.Format.Format_RGB32)
    for x in range(edge):
        for y in range(edge):
            image.setPixelColor(x, y, QColor((x * 37 + y * 91) % 256, (x * y) % 256, (x * 5 + y * 3) % 256))
    return image


def test_the_tiles_of_an_odd_grid_cover_it_without_overlap() -> None:
    rects = [pictures.tile_rect(7, 5, tile) for tile in (1, 2, 3, 4)]
    assert sum(w * h for _, _, w, h in rects) == 35
    colours = [pictures.crop_tile(_image(7, 5), tile).pixelColor(0, 0).name() for tile in (1, 2, 3, 4)]
    assert colours == ["#ff0000", "#008000", "#0000ff", "#ffffff"]


def test_a_thumbnail_is_a_square_out_of_the_middle(tmp_path: Path) -> None:
    _image(64, 32).save(str(tmp_path / "wide.png"))
    small = pictures.thumbnail(tmp_path / "wide.png", 16)
    assert (small.width(), small.height()) == (16, 16)
    assert small.pixelColor(0, 0).red() > 200


def test_the_halvings_of_a_picture_look_as_qt_makes_them() -> None:
    image = QImage(1030, 517, QImage.Format.Format_ARGB32_Premultiplied)
    for x in range(image.width()):
        for y in range(image.height()):
            image.setPixelColor(x, y, QColor(x % 256, y % 256, (x + y) % 256))
    (half,) = pictures.halvings(image)
    assert (half.width(), half.height(), half.format()) == (515, 258, image.format())
    known = pictures.halved(image)
    for x, y in ((0, 0), (100, 100), (300, 200), (514, 257)):
        ours, theirs = half.pixelColor(x, y), known.pixelColor(x, y)
        assert abs(ours.red() - theirs.red()) + abs(ours.green() - theirs.green()) <= 4
    assert pictures.halvings(half) == ()


@pytest.mark.parametrize("form", ["RGB32", "ARGB32", "RGB888", "Grayscale8"])
def test_what_is_loaded_is_ready_to_be_painted_and_has_its_colours(tmp_path: Path, form: str) -> None:
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    image.fill(QColor(90, 90, 90))
    image.convertToFormat(QImage.Format[f"Format_{form}"]).save(str(tmp_path / "a.png"))
    loaded = pictures.load(tmp_path / "a.png")
    assert loaded.format() == QImage.Format.Format_ARGB32_Premultiplied
    assert loaded.pixelColor(3, 3) == QColor(90, 90, 90)


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(PictureError):
        pictures.load(tmp_path / "none.png")


def test_a_picture_decodes_from_bytes_as_from_a_file(tmp_path: Path) -> None:
    _image(13, 7).save(str(tmp_path / "a.png"))
    decoded = pictures.decode((tmp_path / "a.png").read_bytes())
    assert decoded == pictures.load(tmp_path / "a.png")
    with pytest.raises(PictureError):
        pictures.decode(b"no picture")


_MANY_AT_ONCE = """
import sys, threading
import subprocess
import sys
from pathlib import Path
from mj_desktop import pictures
path = Path(sys.argv[1])
data = path.read_bytes()
def work():
    for _ in range(60):
        pictures.verify(data), pictures.decode(data), pictures.load(path), pictures.thumbnail(path, 16)
threads = [threading.Thread(target=work) for _ in range(8)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
"""


def test_many_threads_read_pictures_at_once_and_none_waits_for_another_for_good(tmp_path: Path) -> None:
    _image(64, 64).save(str(tmp_path / "a.webp"))
    command = [sys.executable, "-c", _MANY_AT_ONCE, str(tmp_path / "a.webp")]
    subprocess.run(command, check=True, timeout=60)
