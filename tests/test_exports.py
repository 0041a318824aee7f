"""Files for outside: as small as the service's own, with the same pixels and what the picture says of itself."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from mj_desktop import exports

EDGE = 512


def _picture(path: Path) -> QImage:
    """Smooth shades with a little grain, as a drawn picture has, and a text in it."""
    across = np.linspace(0, 200, EDGE)[None, :, None] + np.linspace(0, 40, EDGE)[:, None, None]
    grain = np.random.default_rng(7).integers(0, 4, (EDGE, EDGE, 3))
    pixels = (across + grain).astype(np.uint8)
    made = QImage(pixels.tobytes(), EDGE, EDGE, 3 * EDGE, QImage.Format.Format_RGB888).copy()
    made.setText("Description", "a lighthouse --v 8.2")
    made.setDotsPerMeterX(5000)
    assert made.save(str(path))
    return made


def test_a_tile_is_compressed_has_the_same_pixels_and_keeps_what_the_picture_says_of_itself(
    qapp: QApplication, tmp_path: Path
) -> None:
    source, target = tmp_path / "grid.png", tmp_path / "tile.png"
    whole = _picture(source)
    exports.save(source, 4, target)
    tile = QImage(str(target))
    half = EDGE // 2
    assert tile.convertToFormat(QImage.Format.Format_RGB888) == whole.copy(half, half, half, half)
    assert target.stat().st_size < 0.6 * half * half * 3
    assert target.stat().st_size < 1.2 * source.stat().st_size / 4
    assert (tile.text("Description"), tile.dotsPerMeterX()) == ("a lighthouse --v 8.2", 5000)
    assert not tile.hasAlphaChannel()


def test_another_ending_is_another_format_and_the_same_ending_the_same_bytes(
    qapp: QApplication, tmp_path: Path
) -> None:
    source = tmp_path / "grid.png"
    _picture(source)
    exports.save(source, None, tmp_path / "copy.png")
    assert (tmp_path / "copy.png").read_bytes() == source.read_bytes()
    exports.save(source, None, tmp_path / "copy.jpg")
    assert (tmp_path / "copy.jpg").read_bytes()[:2] == b"\xff\xd8"
    assert QImage(str(tmp_path / "copy.jpg")).size() == QImage(str(source)).size()


def test_what_is_lent_again_is_the_same_file_which_others_may_link_to(tmp_path: Path) -> None:
    source, lent = tmp_path / "grid.png", tmp_path / "lent" / "b"
    source.write_bytes(b"a picture")
    first = exports.lend(source, None, lent, "fox.png")
    os.utime(first, (1, 1))
    before = first.stat()
    assert exports.lend(source, None, lent, "fox.png") == first
    assert first.stat().st_ino == before.st_ino
    assert first.stat().st_mtime > before.st_mtime
    assert list(lent.iterdir()) == [first]


def test_many_that_are_lent_at_once_under_one_name_are_each_whole_and_equal_ones_are_one_file(tmp_path: Path) -> None:
    sources, lent = [tmp_path / "a.png", tmp_path / "b.png"], tmp_path / "lent" / "b"
    for source in sources:
        source.write_bytes(os.urandom(5_000_000))
    with ThreadPoolExecutor(8) as threads:
        paths = list(threads.map(lambda source: exports.lend(source, None, lent, "fox.png"), sources * 4))
    for path, source in zip(paths, sources * 4, strict=True):
        assert path.read_bytes() == source.read_bytes()
    assert sorted(path.name for path in lent.iterdir()) == ["fox (2).png", "fox.png"]
