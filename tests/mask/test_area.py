"""Areas: added, subtracted, in place of everything; looked at before they are kept."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from mj_desktop.mask.area import NOWHERE, Area, Combining, combine, trimmed, whole
from mj_desktop.mask.brush import Brush
from mj_desktop.mask.mask import Mask
from mj_desktop.mask.pixels import Pixels
from mj_desktop.mask.rect import NOTHING, Rect

ALL = Rect(0, 0, 60, 50)


@st.composite
def areas(draw: st.DrawFn) -> Area:
    """Noise of two or of many values in a rectangle of a mask of 60 x 50, or nowhere."""
    left, top = draw(st.integers(0, 59)), draw(st.integers(0, 49))
    rect = Rect(left, top, draw(st.integers(left, 60)), draw(st.integers(top, 50)))
    rng = np.random.default_rng(draw(st.integers(0, 99)))
    values = rng.integers(0, 256, (rect.height, rect.width), dtype=np.uint8)
    if rect.is_empty:
        return NOWHERE
    return Area(rect, values if draw(st.booleans()) else np.where(values > 128, 255, 0).astype(np.uint8))


HOW = st.sampled_from(list(Combining))
DEEDS = st.lists(st.tuples(areas(), HOW), min_size=1, max_size=5)
EXPECTED = {
    Combining.ADD: lambda before, area: np.maximum(before, area),
    Combining.SUBTRACT: lambda before, area: np.minimum(before, 255 - area),
    Combining.REPLACE: lambda before, area: area,
}


def told_is_true(before: Pixels, after: Pixels, told: Rect) -> bool:
    """Nothing outside the rectangle that was told has changed."""
    outside = before != after
    outside[told.slices] = False
    return not outside.any()


@settings(max_examples=60)
@given(DEEDS)
def test_an_area_adds_takes_away_or_takes_the_place_of_all_and_is_one_step(deeds: list[tuple[Area, Combining]]) -> None:
    mask = Mask(60, 50)
    states = [mask.pixels.copy()]
    for area, how in deeds:
        before = mask.pixels.copy()
        told = mask.combine(area, how)
        assert np.array_equal(mask.pixels, EXPECTED[how](before, area.on(60, 50)))
        assert told_is_true(before, mask.pixels, told)
        if not np.array_equal(before, mask.pixels):
            states.append(mask.pixels.copy())
    for state in reversed(states[:-1]):
        mask.undo()
        assert np.array_equal(mask.pixels, state)
    for state in states[1:]:
        mask.redo()
        assert np.array_equal(mask.pixels, state)


@settings(max_examples=60)
@given(areas(), DEEDS, st.booleans())
def test_of_previews_only_the_last_counts_and_only_when_it_is_kept(
    first: Area, deeds: list[tuple[Area, Combining]], keeps: bool
) -> None:
    mask = Mask.of(first.on(60, 50))
    begun = mask.pixels.copy()
    for area, how in deeds:
        before = mask.pixels.copy()
        told = mask.preview(area, how)
        assert np.array_equal(mask.pixels, EXPECTED[how](begun, area.on(60, 50)))
        assert told_is_true(before, mask.pixels, told)
    if keeps:
        shown = mask.pixels.copy()
        mask.end()
        assert np.array_equal(mask.pixels, shown)
        mask.undo()
    else:
        before = mask.pixels.copy()
        assert told_is_true(before, begun, mask.drop())
    assert np.array_equal(mask.pixels, begun) and not mask.is_painting
    assert not mask.history.can_undo


def test_a_preview_that_is_dropped_keeps_what_can_be_redone() -> None:
    mask = Mask(60, 50)
    mask.fill()
    mask.undo()
    mask.preview(whole(Rect(3, 4, 20, 20)), Combining.ADD)
    mask.drop()
    assert mask.is_empty and mask.history.can_redo
    mask.redo()
    assert mask.coverage == 1


def test_a_stroke_that_is_broken_off_leaves_no_trace() -> None:
    mask = Mask(300, 300)
    mask.fill()
    mask.undo()
    mask.begin(20, 20, Brush(9, hardness=0.2))
    mask.extend(290, 250)
    told = mask.drop()
    assert told.holds(Rect(11, 11, 29, 29))
    assert not mask.pixels.any() and mask.history.can_redo and mask.drop() == NOTHING


def test_a_stroke_ends_when_a_preview_begins_and_a_preview_when_a_stroke_begins() -> None:
    mask = Mask(60, 50)
    mask.begin(10, 10, Brush(4))
    mask.preview(whole(Rect(30, 30, 40, 40)), Combining.ADD)
    mask.begin(50, 10, Brush(4))
    mask.end()
    mask.undo()
    assert mask.pixels[35, 35] and not mask.pixels[10, 50]
    mask.undo()
    assert mask.pixels[10, 10] and not mask.pixels[35, 35]


def test_what_is_combined_takes_the_place_of_a_preview() -> None:
    mask = Mask(60, 50)
    mask.preview(whole(Rect(0, 0, 10, 10)), Combining.ADD)
    told = mask.combine(whole(Rect(30, 30, 40, 40)), Combining.ADD)
    assert mask.pixels.sum() == 100 * 255 and told.holds(Rect(0, 0, 40, 40))


def test_to_clear_in_the_middle_of_a_preview_leaves_nothing_of_what_it_hid() -> None:
    mask = Mask(60, 50)
    mask.begin(50, 40, Brush(4))
    mask.preview(whole(Rect(5, 5, 10, 10)), Combining.REPLACE)
    told = mask.clear()
    assert not mask.pixels.any() and told.holds(Rect(46, 36, 54, 44)) and told.holds(Rect(5, 5, 10, 10))
    mask.undo()
    assert mask.pixels[40, 50] and not mask.pixels[5, 5]


def test_all_none_and_trimming() -> None:
    mask = Mask(60, 50)
    assert mask.fill() == ALL and mask.coverage == 1
    assert mask.clear() == ALL and mask.is_empty
    pixels = np.zeros((20, 20), np.uint8)
    assert trimmed(pixels, Rect(5, 5, 25, 25)).is_empty
    pixels[3:6, 7] = 9
    assert trimmed(pixels, Rect(5, 5, 25, 25)).rect == Rect(12, 8, 13, 11)
    combine(pixels, NOWHERE, Combining.REPLACE)
    assert not pixels.any()
