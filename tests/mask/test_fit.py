"""Masks of another size: fitted three ways, still black and white."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from mj_desktop.mask.brush import Brush
from mj_desktop.mask.fit import Fit, fitted
from mj_desktop.mask.mask import Mask

EDGES = st.integers(1, 300)


@settings(max_examples=60)
@given(EDGES, EDGES, EDGES, EDGES, st.sampled_from(list(Fit)))
def test_fitted_it_has_the_pictures_size_and_is_still_black_and_white(
    width: int, height: int, other_width: int, other_height: int, fit: Fit
) -> None:
    mask = Mask(width, height)
    mask.begin(width / 2, height / 3, Brush(17))
    made = fitted(mask.pixels, other_width, other_height, fit)
    assert made.shape == (other_height, other_width) and set(np.unique(made)) <= {0, 255}


def test_of_the_right_size_it_is_not_touched_and_soft_edges_stay_soft() -> None:
    soft = np.tile(np.arange(200, dtype=np.uint8), (100, 1))
    assert fitted(soft, 200, 100, Fit.COVER) is soft
    assert np.abs(fitted(soft, 100, 50).astype(int)[10] - np.arange(100) * 2).max() <= 2


def test_stretched_inside_and_covering_are_what_they_say() -> None:
    full = np.full((50, 100), 255, np.uint8)
    assert fitted(full, 200, 200).all()
    inside = fitted(full, 200, 200, Fit.INSIDE)
    assert not inside[:50].any() and inside[50:150].all() and not inside[150:].any()
    half = np.zeros((50, 100), np.uint8)
    half[:, 50:] = 255
    cover = fitted(half, 200, 200, Fit.COVER)
    assert not cover[:, :99].any() and cover[:, 101:].all()
