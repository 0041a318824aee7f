"""What is sent: a JPEG of one channel that gives back the mask."""

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mj_desktop.core.errors import InputError
from mj_desktop.mask.brush import Brush
from mj_desktop.mask.encoding import encode
from mj_desktop.mask.mask import Mask
from mj_desktop.mask.pixels import Pixels

SIZES = st.tuples(st.integers(1, 400), st.integers(1, 400)) | st.sampled_from([(1, 1), (1, 999), (999, 1), (8, 8)])
DABS = st.tuples(st.floats(-20, 420), st.floats(-20, 420), st.integers(1, 60), st.booleans())


def decoded(data: bytes) -> Pixels:
    picture = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED)
    assert picture is not None
    return picture.astype(np.uint8)


def wrong(mask: Pixels) -> int:
    """How many pixels come back on the wrong side of the middle; asserts size and channels."""
    back = decoded(encode(mask))
    assert back.shape == mask.shape and back.ndim == 2
    return int(((back >= 128) != (mask >= 128)).sum())


@settings(max_examples=60)
@given(SIZES, st.lists(DABS, min_size=1, max_size=8))
def test_the_decoded_mask_is_the_painted_one(size: tuple[int, int], dabs: list[tuple[float, float, int, bool]]) -> None:
    mask = Mask(*size)
    for index, (x, y, radius, adds) in enumerate(dabs):
        if index % 2 == 0:
            mask.begin(x, y, Brush(radius, adds))
        mask.extend(y, x)
    mask.end()
    assert wrong(mask.pixels) <= mask.pixels.size / 1000


@pytest.mark.parametrize("size", [(2912, 1632), (1, 8192), (8192, 1), (2047, 1023)])
def test_big_and_thin_masks_keep_their_size_and_pixels(size: tuple[int, int]) -> None:
    mask = Mask(*size)
    for step in range(12):
        mask.begin(step * size[0] / 12, 0, Brush(1 + step))
        mask.extend(size[0] - step * size[0] / 12, size[1])
        mask.end()
    assert wrong(mask.pixels) <= mask.pixels.size / 1000


def test_even_single_scattered_pixels_come_back() -> None:
    rng = np.random.default_rng(5)
    scattered = ((rng.random((333, 517)) > 0.5) * 255).astype(np.uint8)
    assert wrong(scattered) <= scattered.size / 1000


def test_greys_are_sent_black_or_white() -> None:
    data = encode(np.array([[0, 127, 128, 200]] * 8, np.uint8).repeat(8, axis=1))
    back = decoded(data)
    assert data[:2] == b"\xff\xd8"
    assert set(np.unique(back // 64)) <= {0, 3}
    assert (back >= 128).mean() == 0.5


@pytest.mark.parametrize(
    "array",
    [np.zeros((0, 4), np.uint8), np.zeros((4, 4, 3), np.uint8), np.zeros((4, 4), np.float32)],
    ids=["no pixels", "three channels", "floats"],
)
def test_an_array_that_is_no_mask_is_refused_with_a_sentence(array: Pixels) -> None:
    with pytest.raises(InputError, match="A mask is one channel"):
        encode(array)


def test_a_mask_larger_than_a_jpeg_can_be_is_refused_with_a_sentence() -> None:
    with pytest.raises(InputError, match="at most 65500 pixels"):
        encode(np.zeros((1, 65_501), np.uint8))
