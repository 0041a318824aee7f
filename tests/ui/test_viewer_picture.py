"""The scaled picture: made once per place, smooth when shrunk, crisp when enlarged, faded to the next."""

import pytest
from PySide6.QtCore import QObject, QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from mj_desktop.ui.viewer.picture import CrossFade, ScaledPicture

BLACK, WHITE = QColor(0, 0, 0), QColor(255, 255, 255)


def checkered(edge: int) -> QImage:
    image = QImage(edge, edge, QImage.Format.Format_ARGB32_Premultiplied)
    for y in range(edge):
        for x in range(edge):
            image.setPixelColor(x, y, WHITE if (x + y) % 2 else BLACK)
    return image


def drawn(picture: ScaledPicture, target: QRect, view: QSize = QSize(200, 200), ratio: float = 1.0) -> QImage:  # noqa: B008
    canvas = QImage(view, QImage.Format.Format_ARGB32_Premultiplied)
    canvas.setDevicePixelRatio(ratio)
    canvas.fill(Qt.GlobalColor.red)
    painter = QPainter(canvas)
    picture.draw(painter, target, view, ratio)
    painter.end()
    return canvas


def greys(image: QImage, rect: QRect) -> set[int]:
    points = ((x, y) for x in range(rect.left(), rect.right()) for y in range(rect.top(), rect.bottom()))
    return {image.pixelColor(*at).green() for at in points}


@pytest.mark.usefixtures("look")
def test_painting_again_does_not_scale_again() -> None:
    picture = ScaledPicture(checkered(64), crisp=True)
    for _ in range(5):
        drawn(picture, QRect(10, 10, 32, 32))
    assert picture.scalings == 1


def test_moving_a_picture_that_is_seen_whole_does_not_scale_again() -> None:
    picture = ScaledPicture(checkered(64), crisp=True)
    drawn(picture, QRect(10, 10, 32, 32))
    drawn(picture, QRect(40, 20, 32, 32))
    assert picture.scalings == 1


def test_a_shrunk_picture_is_smooth() -> None:
    shown = drawn(ScaledPicture(checkered(64), crisp=True), QRect(0, 0, 16, 16))
    assert all(100 < grey < 160 for grey in greys(shown, QRect(2, 2, 12, 12)))


def test_an_enlarged_picture_shows_its_pixels() -> None:
    shown = drawn(ScaledPicture(checkered(16), crisp=True), QRect(0, 0, 64, 64))
    assert greys(shown, QRect(0, 0, 64, 64)) == {0, 255}
    assert shown.pixelColor(3, 0) == BLACK
    assert shown.pixelColor(4, 0) == WHITE


def test_an_enlarged_preview_is_soft() -> None:
    shown = drawn(ScaledPicture(checkered(8), crisp=False), QRect(0, 0, 128, 128))
    assert len(greys(shown, QRect(20, 20, 80, 80))) > 20


def test_the_tiles_of_an_enlarged_preview_do_not_bleed_into_one_another() -> None:
    halves = QImage(8, 8, QImage.Format.Format_ARGB32_Premultiplied)
    halves.fill(BLACK)
    for at in range(32):
        halves.setPixelColor(4 + at % 4, at // 4, WHITE)
    seen = {
        tiled: drawn(ScaledPicture(halves, crisp=False, tiled=tiled), QRect(0, 0, 128, 128)) for tiled in (True, False)
    }
    assert greys(seen[True], QRect(0, 0, 128, 128)) == {0, 255}
    assert len(greys(seen[False], QRect(0, 0, 128, 128))) > 5


def test_of_a_large_picture_only_what_is_in_sight_is_scaled_and_it_lies_right() -> None:
    shown = drawn(ScaledPicture(checkered(64), crisp=True), QRect(-1000, -1000, 6400, 6400))
    assert greys(shown, QRect(0, 0, 200, 200)) == {0, 255}
    assert shown.pixelColor(0, 0) == BLACK
    assert shown.pixelColor(100, 0) == WHITE


def test_a_picture_is_drawn_in_device_pixels() -> None:
    shown = drawn(ScaledPicture(checkered(16), crisp=True), QRect(20, 20, 16, 16), ratio=2.0)
    assert shown.pixelColor(20, 20) == BLACK
    assert shown.pixelColor(21, 20) == WHITE
    assert shown.pixelColor(19, 20) == QColor(Qt.GlobalColor.red)


def test_the_next_picture_fades_in_and_the_former_is_let_go(qtbot: QtBot) -> None:
    owner = QObject()
    fade = CrossFade(owner)
    fade.show(ScaledPicture(checkered(16), crisp=True))
    with qtbot.waitSignal(fade.moved, check_params_cb=lambda value: value == 1.0):
        fade.show(ScaledPicture(checkered(16), crisp=True))
    assert fade.is_still
