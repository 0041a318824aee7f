"""Masks of other programs: read, turned round, of a size that is told."""

import cv2
import numpy as np
import pytest

from mj_desktop.core.errors import InputError
from mj_desktop.mask.brush import Brush
from mj_desktop.mask.encoding import Encoding, Format, encode
from mj_desktop.mask.imported import Source, read
from mj_desktop.mask.mask import Mask
from mj_desktop.mask.pixels import Pixels


def blob(width: int = 90, height: int = 70) -> Pixels:
    mask = Mask(width, height)
    mask.begin(40, 30, Brush(17))
    mask.extend(60, 40)
    return mask.pixels


def file(pixels: np.ndarray[tuple[int, ...], np.dtype[np.generic]], ending: str = ".png") -> bytes:
    return cv2.imencode(ending, np.asarray(pixels))[1].tobytes()


GREY, WHITE = blob(), np.full_like(blob(), 255)
FILES = {
    "gray": (file(GREY), Source.BRIGHTNESS),
    "colours": (file(cv2.merge([GREY] * 3)), Source.BRIGHTNESS),
    "16 bits": (file(GREY.astype(np.uint16) * 257), Source.BRIGHTNESS),
    "alpha": (file(cv2.merge([WHITE, WHITE, WHITE, GREY])), Source.ALPHA),
    "opaque": (file(cv2.merge([GREY, GREY, GREY, WHITE])), Source.BRIGHTNESS),
    "clear": (file(cv2.merge([GREY, GREY, GREY, WHITE * 0])), Source.BRIGHTNESS),
    "webp": (
        cv2.imencode(".webp", cv2.merge([GREY] * 3), [cv2.IMWRITE_WEBP_QUALITY, 101])[1].tobytes(),
        Source.BRIGHTNESS,
    ),
}


@pytest.mark.parametrize("name", FILES)
def test_white_or_what_is_there_is_the_mask(name: str) -> None:
    data, source = FILES[name]
    found = read(data)
    assert np.array_equal(found.pixels, GREY)
    assert (found.source, found.size, found.looks_inverted) == (source, (90, 70), False)


def test_a_jpeg_comes_back_black_and_white_but_for_its_blurred_edge() -> None:
    found = read(encode(GREY))
    assert np.count_nonzero((found.pixels >= 128) != (GREY >= 128)) <= GREY.size / 1000
    assert np.count_nonzero((found.pixels > 0) & (found.pixels < 255)) < 60


def test_soft_edges_are_read_as_they_are() -> None:
    soft = np.tile(np.arange(256, dtype=np.uint8), (20, 1))
    assert np.array_equal(read(encode(soft, Encoding(Format.PNG, is_soft=True))).pixels, soft)
    assert np.abs(read(encode(soft, Encoding(is_soft=True))).pixels.astype(int) - soft).max() <= 16


@pytest.mark.parametrize("make", [lambda: GREY, lambda: cv2.merge([WHITE, WHITE, WHITE, np.bitwise_not(GREY)])])
def test_black_on_white_is_noticed_and_can_be_turned_round(make: object) -> None:
    found = read(file(np.bitwise_not(GREY)))
    assert found.looks_inverted
    assert np.array_equal(found.inverted().pixels, GREY) and not found.inverted().looks_inverted


@pytest.mark.parametrize("pixels", [np.zeros((9, 9), np.uint8), np.full((9, 9), 255, np.uint8)])
def test_all_black_and_all_white_are_what_they_are(pixels: Pixels) -> None:
    assert not read(file(pixels)).looks_inverted


@pytest.mark.parametrize("data", [b"", b"no picture", file(GREY)[:20], b"\xff\xd8\xff"])
def test_what_is_no_picture_is_refused_with_a_sentence(data: bytes) -> None:
    with pytest.raises(InputError, match="holds no picture"):
        read(data)
