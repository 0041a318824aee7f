"""The wand: one colour by tolerance, joined or anywhere."""

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mj_desktop.mask.area import bounds
from mj_desktop.mask.pixels import Pixels, Spot
from mj_desktop.mask.rect import Rect
from mj_desktop.mask.wand import Wand, touch


def joined(alike: npt.NDArray[np.bool_], at: Spot) -> Pixels:
    """What hangs together with `at` by sides, one pixel after the other."""
    found, open_ends = np.zeros(alike.shape, np.uint8), [at]
    while open_ends:
        x, y = open_ends.pop()
        if 0 <= x < alike.shape[1] and 0 <= y < alike.shape[0] and alike[y, x] and not found[y, x]:
            found[y, x] = 255
            open_ends += [(x - 1, y), (x + 1, y), (x, y - 1), (x, y + 1)]
    return found


@settings(max_examples=60)
@given(st.integers(1, 25), st.integers(1, 25), st.integers(0, 500), st.integers(0, 120), st.booleans(), st.data())
def test_it_finds_what_lies_within_the_tolerance_in_each_colour(
    width: int, height: int, seed: int, tolerance: int, is_contiguous: bool, data: st.DataObject
) -> None:
    picture = np.random.default_rng(seed).integers(0, 256, (height, width, 4), dtype=np.uint8)
    at = data.draw(st.integers(0, width - 1)), data.draw(st.integers(0, height - 1))
    alike = (np.abs(picture[..., :3].astype(int) - picture[at[1], at[0], :3].astype(int)) <= tolerance).all(axis=2)
    expected = joined(alike, at) if is_contiguous else np.where(alike, 255, 0)
    found = touch(picture, at, Wand(tolerance, is_contiguous))
    assert np.array_equal(found.on(width, height), expected)
    assert bounds(found.pixels) == Rect(0, 0, found.rect.width, found.rect.height)


@pytest.mark.parametrize("at", [(-1, 3), (3, -1), (20, 3), (3, 10)])
def test_beside_the_picture_it_finds_nothing(at: Spot) -> None:
    assert touch(np.zeros((10, 20, 4), np.uint8), at, Wand()).is_empty
