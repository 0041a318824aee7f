"""What is sent: one channel of exactly the picture's size that gives back the mask."""

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mj_desktop.core.errors import InputError
from mj_desktop.mask.area import Combining
from mj_desktop.mask.brush import Brush
from mj_desktop.mask.encoding import DEFAULT, Encoding, Format, encode, outgoing, thumbnail
from mj_desktop.mask.lossless import from_png, to_png
from mj_desktop.mask.mask import Mask
from mj_desktop.mask.pixels import Pixels
from mj_desktop.mask.sent import send
from mj_desktop.mask.shape import polygon

PNG, SOFT_PNG, SOFT_JPEG = Encoding(Format.PNG), Encoding(Format.PNG, is_soft=True), Encoding(is_soft=True)
EDGES = st.integers(1, 400)
SIZES = st.tuples(EDGES, EDGES) | st.tuples(st.just(1), EDGES) | st.tuples(EDGES, st.just(1)) | st.just((8, 8))
# Where strokes lie, as shares of the picture, a little outside too.
PLACES = st.tuples(st.floats(-0.1, 1.1), st.floats(-0.1, 1.1))
BRUSHES = st.builds(Brush, st.integers(1, 60), st.booleans(), st.sampled_from([1.0, 1.0, 0.5, 0.0]))
STROKES = st.lists(st.tuples(BRUSHES, st.lists(PLACES, min_size=1, max_size=4)), min_size=1, max_size=8)
Strokes = list[tuple[Brush, list[tuple[float, float]]]]


def painted(size: tuple[int, int], strokes: Strokes) -> Mask:
    """The first stroke is a lasso, the others are the brush's."""
    width, height = size
    mask = Mask(width, height)
    lasso = [(x * width, y * height) for x, y in strokes[0][1]]
    mask.combine(polygon(lasso, width, height), Combining.ADD)
    for brush, places in strokes[1:]:
        mask.begin(places[0][0] * width, places[0][1] * height, brush)
        for x, y in places[1:]:
            mask.extend(x * width, y * height)
        mask.end()
    return mask


def decoded(data: bytes) -> Pixels:
    picture = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED)
    assert picture is not None
    return picture.astype(np.uint8)


def wrong(mask: Pixels, how: Encoding = DEFAULT) -> int:
    """How many pixels come back on the wrong side of the middle; asserts size and channels."""
    back = decoded(encode(mask, how))
    assert back.shape == mask.shape and back.ndim == 2
    return int(np.count_nonzero((back >= 128) != (mask >= 128)))


def assert_comes_back(mask: Pixels) -> None:
    """In black and white pixel for pixel, as a JPEG with at most one in a thousand on the wrong side."""
    white = np.where(mask >= 128, 255, 0)
    assert np.array_equal(decoded(encode(mask, PNG)), white)
    assert np.array_equal(decoded(encode(mask, SOFT_PNG)), mask)
    assert wrong(mask) <= mask.size / 1000


@settings(max_examples=80)
@given(SIZES, STROKES)
def test_the_sent_mask_is_the_painted_one(size: tuple[int, int], strokes: Strokes) -> None:
    assert_comes_back(painted(size, strokes).pixels)


def random_strokes(seed: int) -> Strokes:
    """A lasso and a dozen strokes of any hardness; hypothesis would begin with next to nothing."""
    rng = np.random.default_rng(seed)
    return [
        (
            Brush(int(rng.integers(1, 200)), bool(rng.random() > 0.3), float(rng.choice([1.0, 0.5, 0.0]))),
            [(float(x), float(y)) for x, y in rng.uniform(-0.1, 1.1, (6, 2))],
        )
        for _ in range(12)
    ]


@pytest.mark.parametrize("size", [(2912, 1632), (2047, 1023), (1, 8192), (8192, 1)])
@settings(max_examples=4)
@given(seed=st.integers(0, 10_000))
def test_the_sent_mask_is_the_painted_one_at_large_and_thin_sizes_too(size: tuple[int, int], seed: int) -> None:
    assert_comes_back(painted(size, random_strokes(seed)).pixels)


def test_the_largest_mask_comes_back_as_well() -> None:
    mask = painted((8192, 8192), random_strokes(11)).pixels
    assert 0.1 < np.count_nonzero(mask) / mask.size < 0.9
    assert np.array_equal(decoded(encode(mask, PNG)) >= 128, mask >= 128)
    assert wrong(mask) <= mask.size / 1000


@settings(max_examples=40)
@given(SIZES, STROKES)
def test_soft_edges_come_back_soft_within_what_a_jpeg_does(size: tuple[int, int], strokes: Strokes) -> None:
    mask = painted(size, strokes).pixels
    back = decoded(encode(mask, SOFT_JPEG))
    assert back.shape == mask.shape
    assert np.abs(back.astype(int) - mask).mean() <= 4


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


@pytest.mark.parametrize("how", [DEFAULT, PNG, SOFT_PNG, SOFT_JPEG])
def test_what_is_told_of_it_is_what_is_sent(how: Encoding) -> None:
    mask = Mask(301, 199)
    mask.begin(150, 100, Brush(40, hardness=0.3))
    sent = send(mask.pixels, how)
    assert sent.data == encode(mask.pixels, how) and sent.size == len(sent.data)
    assert (sent.width, sent.height, sent.format) == (301, 199, how.format)
    assert sent.coverage == np.count_nonzero(mask.pixels >= 128) / (301 * 199)
    assert np.array_equal(from_png(sent.lossless), outgoing(mask.pixels, how))


def test_an_empty_mask_is_refused_with_a_sentence() -> None:
    with pytest.raises(InputError, match="paint where"):
        send(np.full((20, 20), 127, np.uint8))


@settings(max_examples=40)
@given(SIZES, st.integers(0, 99))
def test_a_draft_comes_back_pixel_for_pixel(size: tuple[int, int], seed: int) -> None:
    noise = np.random.default_rng(seed).integers(0, 256, size[::-1], dtype=np.uint8)
    assert np.array_equal(from_png(to_png(noise)), noise)


def test_small_it_looks_like_what_is_sent() -> None:
    soft = np.tile(np.repeat([100, 200], 50).astype(np.uint8), (100, 1))
    assert np.array_equal(thumbnail(soft, 10, 10)[0], [0] * 5 + [255] * 5)
    assert np.array_equal(thumbnail(soft, 10, 10, SOFT_JPEG)[0], [100] * 5 + [200] * 5)


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
