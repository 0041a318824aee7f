"""After the result: the rest stays exact, and what drifted outside is measured and shown."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mj_desktop.core.errors import InputError
from mj_desktop.mask.brush import Brush
from mj_desktop.mask.composite import composite, difference, seam
from mj_desktop.mask.drift import Drift, heat, measure
from mj_desktop.mask.mask import Mask
from mj_desktop.mask.pixels import Pixels


def noise(width: int, height: int, seed: int) -> Pixels:
    return np.random.default_rng(seed).integers(0, 256, (height, width, 4), dtype=np.uint8)


def masked(width: int, height: int, x: float = 30, radius: int = 20, hardness: float = 1.0) -> Pixels:
    mask = Mask(width, height)
    mask.begin(x, 25, Brush(radius, True, hardness))
    return mask.pixels


@settings(max_examples=60)
@given(
    st.integers(1, 90),
    st.integers(1, 90),
    st.integers(-20, 100),
    st.integers(1, 60),
    st.floats(0, 1),
    st.integers(0, 30),
)
def test_outside_the_mask_the_composite_is_the_original_bit_for_bit(
    width: int, height: int, x: int, radius: int, hardness: float, edge: int
) -> None:
    original, candidate = noise(width, height, 1), noise(width, height, 2)
    mask = masked(width, height, x, radius, hardness)
    made = composite(original, candidate, seam(mask, edge))
    assert np.array_equal(made[mask < 128], original[mask < 128])
    low, high = np.minimum(original, candidate), np.maximum(original, candidate)
    assert (made >= low).all() and (made <= high).all()


def test_deep_inside_it_is_the_candidate_and_between_it_fades() -> None:
    original, candidate = np.full((200, 200, 4), 10, np.uint8), np.full((200, 200, 4), 210, np.uint8)
    mask = masked(200, 200, 100, 60)
    row = composite(original, candidate, seam(mask, 16))[25, :, 0].astype(int)
    assert (row[:40] == 10).all() and (row[60:140] == 210).all()
    assert (np.diff(row[39:61]) >= 0).all() and 90 < row[48] < 130


def test_the_pictures_border_is_no_edge_and_without_a_seam_the_cut_is_hard() -> None:
    full = np.full((40, 40), 255, np.uint8)
    assert (seam(full) == 255).all()
    mask = masked(60, 60)
    assert np.array_equal(seam(mask, 0), mask)
    assert not seam(np.zeros((9, 9), np.uint8)).any()


def test_pictures_of_two_sizes_are_refused_with_a_sentence() -> None:
    small, large, mask = noise(9, 9, 1), noise(10, 9, 2), np.zeros((9, 9), np.uint8)
    for attempt in (
        lambda: composite(small, large, mask),
        lambda: composite(large, large, mask),
        lambda: difference(small, large),
        lambda: measure(large, large, mask),
        lambda: heat(large, large, mask),
    ):
        with pytest.raises(InputError, match="differ in size"):
            attempt()


def test_the_difference_is_the_most_of_the_three_colours() -> None:
    first, second = noise(30, 20, 1), noise(30, 20, 2)
    expected = np.abs(first[..., :3].astype(int) - second[..., :3]).max(axis=2)
    assert np.array_equal(difference(first, second), expected)


def test_what_keeps_the_rest_exact_has_no_drift() -> None:
    original, candidate, mask = noise(60, 50, 1), noise(60, 50, 2), masked(60, 50)
    made = composite(original, candidate, seam(mask))
    assert measure(original, made, mask).is_nothing
    assert not heat(original, made, mask).any()
    assert not measure(original, candidate, mask).is_nothing


def test_drift_is_measured_outside_the_mask_only() -> None:
    original = np.full((10, 10, 4), 100, np.uint8)
    candidate, mask = original.copy(), np.zeros((10, 10), np.uint8)
    mask[:, :5] = 255
    candidate[:, :5] = 0
    candidate[0, 9, 1] = 90
    candidate[1, 9, 2] = 105
    assert measure(original, candidate, mask) == Drift(mean=15 / 50, most=10, share=1 / 50)
    assert measure(original, candidate, np.full((10, 10), 255, np.uint8)) == Drift(0, 0, 0)


def test_the_heat_map_is_clear_where_nothing_moved_and_brighter_the_more_it_moved() -> None:
    original = np.full((1, 5, 4), 100, np.uint8)
    candidate, mask = original.copy(), np.array([[0, 0, 0, 0, 255]], np.uint8)
    candidate[0, :, 0] = [100, 101, 120, 200, 200]
    shown = heat(original, candidate, mask)[0]
    assert shown.shape == (5, 4) and not shown[0].any() and not shown[4].any()
    assert 0 < shown[1, 3] < shown[2, 3] < shown[3, 3] == 255
    assert shown[1, :3].sum() < shown[2, :3].sum() < shown[3, :3].sum()
