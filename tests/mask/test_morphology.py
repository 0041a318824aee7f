"""Growing, shrinking, smoothing, filling and feathering, against their definitions."""

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mj_desktop.mask.brush import Brush
from mj_desktop.mask.mask import Mask
from mj_desktop.mask.morphology import feathered, filled, grown, shrunk, smoothed
from mj_desktop.mask.pixels import Pixels

SEEDS = st.integers(0, 10_000)
EDGES = st.integers(1, 120)


def speckled(width: int, height: int, seed: int) -> Pixels:
    """A few lines, discs and points."""
    rng = np.random.default_rng(seed)
    mask = Mask(width, height)
    for _ in range(int(rng.integers(0, 5))):
        x, y, z, w = (float(at) for at in rng.uniform(-10, 130, 4))
        mask.begin(x, y, Brush(int(rng.integers(1, 15)), bool(rng.integers(0, 4))))
        mask.extend(z, w)
    return mask.pixels


def within(mask: Pixels, radius: int) -> Pixels:
    """By definition: every pixel with a painted one within `radius`."""
    reach = np.square(np.arange(-radius, radius + 1))
    disc = (np.add.outer(reach, reach) <= radius**2).astype(np.uint8)
    return cv2.dilate(mask, disc, borderValue=(0,)).astype(np.uint8)


@settings(max_examples=60)
@given(EDGES, EDGES, SEEDS, st.integers(1, 40))
def test_to_grow_is_to_paint_a_disc_round_every_pixel(width: int, height: int, seed: int, radius: int) -> None:
    mask = speckled(width, height, seed)
    assert np.array_equal(grown(mask, radius).on(width, height), within(mask, radius))


@settings(max_examples=60)
@given(EDGES, EDGES, SEEDS, st.integers(1, 40))
def test_to_shrink_is_to_grow_what_is_not_painted(width: int, height: int, seed: int, radius: int) -> None:
    mask = speckled(width, height, seed)
    expected = np.bitwise_not(within(np.bitwise_not(mask), radius))
    assert np.array_equal(shrunk(mask, radius).on(width, height), expected)


def test_large_masks_grow_and_shrink_by_the_radius_to_two_in_a_hundred() -> None:
    mask = Mask(1700, 1300)
    for x, y in ((10, 10), (1690, 1290)):
        mask.begin(x, y, Brush(1))
    mask.begin(850, 650, Brush(100))
    rows, columns = np.mgrid[:1300, :1700]
    far = np.hypot(rows - 650, columns - 850)
    more = grown(mask.pixels, 200).on(1700, 1300) > 0
    assert more[far < 300 - 4].all() and not more[(far > 300 + 5) & (far < 400)].any()
    mask.begin(850, 650, Brush(400))
    less = shrunk(mask.pixels, 150).on(1700, 1300) > 0
    assert less[far < 250 - 4].all() and not less[far > 250 + 4].any()


def test_what_is_painted_everywhere_stays_so_and_nothing_stays_nothing() -> None:
    full, empty = np.full((40, 30), 255, np.uint8), np.zeros((40, 30), np.uint8)
    for operation in (grown, shrunk, smoothed, feathered):
        assert np.array_equal(operation(full, 7).on(30, 40), full)
        assert operation(empty, 7).is_empty
    assert np.array_equal(filled(full).on(30, 40), full) and filled(empty).is_empty


def test_holes_are_filled_and_bays_at_the_border_are_not() -> None:
    mask = Mask(200, 200)
    mask.begin(100, 100, Brush(80))
    mask.begin(100, 100, Brush(30, False))
    mask.begin(100, 100, Brush(3))
    mask.begin(180, 100, Brush(12, False))
    made = filled(mask.pixels).on(200, 200)
    assert made[100, 120] and made[70, 100] and not made[100, 180] and not made[5, 5]
    assert (made >= mask.pixels).all()
    assert np.array_equal(filled(made).on(200, 200), made)


def test_a_hole_touched_only_at_a_corner_is_a_hole_and_one_open_at_the_border_is_none() -> None:
    ring = np.zeros((9, 9), np.uint8)
    ring[1, 2:7] = ring[7, 2:7] = ring[2:7, 1] = ring[2:7, 7] = 255
    assert filled(ring).on(9, 9)[4, 4]
    bay = np.full((9, 9), 255, np.uint8)
    bay[3:, 4] = 0
    assert not filled(bay).on(9, 9)[3:, 4].any()


def test_smoothing_takes_specks_and_notches_and_leaves_the_large_shape() -> None:
    mask = Mask(400, 400)
    mask.begin(200, 200, Brush(120))
    smooth = mask.pixels.copy()
    mask.begin(20, 20, Brush(2))
    mask.begin(200, 200, Brush(2, False))
    made = smoothed(mask.pixels, 10).on(400, 400)
    assert set(np.unique(made)) == {0, 255} and not made[:50, :50].any() and made[200, 200]
    assert np.count_nonzero(made != smooth) < 600


@settings(max_examples=40)
@given(EDGES, EDGES, SEEDS, st.integers(1, 30))
def test_feathering_by_parts_is_the_same_as_feathering_everything(
    width: int, height: int, seed: int, radius: int
) -> None:
    mask = speckled(width, height, seed)
    edge = 2 * max(1, round(radius / 2)) + 1
    expected = mask
    for _ in range(3):
        expected = cv2.blur(expected, (edge, edge), borderType=cv2.BORDER_REPLICATE).astype(np.uint8)
    assert np.array_equal(feathered(mask, radius).on(width, height), expected)


@pytest.mark.parametrize("radius", [1, 4, 20, 100])
def test_a_feathered_edge_stays_where_it_is_and_runs_out_like_a_gaussian(radius: int) -> None:
    mask = Mask(900, 60)
    mask.pixels[:, :450] = 255
    row = feathered(mask.pixels, radius).on(900, 60)[30].astype(float)
    assert (np.diff(row) <= 0).all() and row[0] == 255 and row[-1] == 0
    assert abs(row[449] + row[450] - 255) <= 3
    steps = -np.diff(row) / 255
    deviation = np.sqrt((steps * np.square(np.arange(len(steps)) - 449)).sum())
    assert deviation == pytest.approx(radius / 2 + 0.5, abs=0.8)
