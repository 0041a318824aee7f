"""Soft brushes: edges that run out, and the same black and white as a hard brush."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mj_desktop.mask.brush import MAX_RADIUS, Brush
from mj_desktop.mask.mask import Mask
from mj_desktop.mask.tip import tip

SPOTS = st.tuples(st.integers(-150, 450), st.integers(-150, 450))
STROKES = st.lists(
    st.tuples(st.integers(1, 60), st.booleans(), st.floats(0, 1), st.lists(SPOTS, min_size=1, max_size=4)),
    min_size=1, max_size=5,
)  # fmt: skip


@settings(max_examples=80)
@given(st.integers(1, 300), st.integers(1, 300), STROKES)
def test_hardness_changes_soft_edges_only_never_what_is_sent_in_black_and_white(
    width: int, height: int, strokes: list[tuple[int, bool, float, list[tuple[int, int]]]]
) -> None:
    soft, hard = Mask(width, height), Mask(width, height)
    for radius, adds, hardness, spots in strokes:
        for mask, brush in ((soft, Brush(radius, adds, hardness)), (hard, Brush(radius, adds))):
            mask.begin(*spots[0], brush)
            for spot in spots[1:]:
                mask.extend(*spot)
            mask.end()
    assert np.array_equal(soft.pixels >= 128, hard.pixels >= 128)


@settings(max_examples=60)
@given(st.integers(1, 200), st.integers(1, 200), STROKES)
def test_a_soft_stroke_stays_in_the_rectangle_that_is_told_and_is_undone_exactly(
    width: int, height: int, strokes: list[tuple[int, bool, float, list[tuple[int, int]]]]
) -> None:
    mask = Mask(width, height)
    states = [mask.pixels.copy()]
    for radius, adds, hardness, spots in strokes:
        before = mask.pixels.copy()
        told = mask.begin(*spots[0], Brush(radius, adds, hardness))
        for spot in spots[1:]:
            told = told.united(mask.extend(*spot))
        mask.end()
        outside = before != mask.pixels
        outside[told.slices] = False
        assert not outside.any()
        if not np.array_equal(mask.pixels, states[-1]):
            states.append(mask.pixels.copy())
    for state in reversed(states[:-1]):
        mask.undo()
        assert np.array_equal(mask.pixels, state)


def test_a_dab_is_full_in_the_middle_half_at_its_radius_and_nothing_at_its_reach() -> None:
    mask = Mask(201, 201)
    brush = Brush(40, hardness=0.5)
    mask.begin(100, 100, brush)
    row = mask.pixels[100, 100:].astype(int)
    assert brush.reach == 60
    assert (row[:20] == 255).all()
    assert row[40] == 128 and row[41] < 128
    assert 0 < row[58] < 10 and not row[61:].any()
    assert (np.diff(row) <= 0).all()


def test_a_soft_line_has_no_ridges() -> None:
    mask = Mask(400, 200)
    mask.begin(50, 100, Brush(40, hardness=0))
    mask.extend(350, 100)
    along = mask.pixels[:, 60:340].astype(int)
    assert np.ptp(along, axis=1).max() <= 9


def test_adding_softly_never_lessens_and_taking_softly_never_adds() -> None:
    rng = np.random.default_rng(2)
    before = rng.integers(0, 256, (120, 120), dtype=np.uint8)
    added, taken = Mask.of(before), Mask.of(before)
    added.begin(60, 60, Brush(25, True, 0.2))
    taken.begin(60, 60, Brush(25, False, 0.2))
    assert (added.pixels >= before).all() and (added.pixels > before).any()
    assert (taken.pixels <= before).all() and (taken.pixels < before).any()


@pytest.mark.parametrize("hardness", [0.0, 0.5, 0.9])
def test_a_large_dab_that_is_blown_up_looks_like_one_that_is_not(hardness: float) -> None:
    large, small = tip(MAX_RADIUS, hardness), tip(128, hardness)
    reach, near = large.shape[0] // 2, small.shape[0] // 2
    across = large[reach].astype(int)
    shrunk = np.interp(np.arange(-reach, reach + 1) / 8, np.arange(-near, near + 1), small[near].astype(int))
    inner = np.abs(np.arange(-reach, reach + 1)) < MAX_RADIUS - 24
    assert np.abs(across - shrunk)[inner].max() <= 9


def test_pressure_gives_each_part_of_a_stroke_its_own_size() -> None:
    mask = Mask(300, 100)
    brush = Brush(30)
    mask.begin(40, 50, brush.sized(5))
    mask.extend(150, 50, brush.sized(10))
    mask.extend(260, 50, brush.sized(20))
    assert [int(np.count_nonzero(mask.pixels[:, x])) for x in (90, 200)] == [21, 41]
    mask.end()
    mask.undo()
    assert mask.is_empty and not mask.history.can_undo


def test_hardness_goes_by_quarters_and_stays_within_bounds() -> None:
    assert Brush().softer().hardness == 0.75
    assert Brush(hardness=0.1).softer().hardness == 0
    assert Brush(hardness=0.9).harder().hardness == 1
    assert Brush(30, hardness=1).reach == 30 and Brush(30, hardness=0).reach == 60
