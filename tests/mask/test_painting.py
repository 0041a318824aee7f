"""Painting, undo and redo: what a mask is after any sequence of strokes and operations."""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt
from hypothesis import given, settings
from hypothesis import strategies as st

from mj_desktop.mask.brush import MAX_RADIUS, MIN_RADIUS, Brush, draw
from mj_desktop.mask.mask import Mask
from mj_desktop.mask.pixels import Pixels, Spot, blank
from mj_desktop.mask.rect import NOTHING, Rect

SIZES = st.tuples(st.integers(1, 700), st.integers(1, 700)) | st.sampled_from([(1, 1), (1, 600), (600, 1), (257, 256)])
SPOTS = st.tuples(st.integers(-300, 900), st.integers(-300, 900))
BRUSHES = st.builds(Brush, st.integers(1, 90), st.booleans())


@dataclass(frozen=True)
class Stroke:
    brush: Brush
    spots: list[Spot]


INVERT, CLEAR = "invert", "clear"
Deed = Stroke | str
DEEDS = st.lists(
    st.builds(Stroke, BRUSHES, st.lists(SPOTS, min_size=1, max_size=5)) | st.sampled_from([INVERT, CLEAR]),
    min_size=1,
    max_size=6,
)


def done(mask: Mask, deed: Deed) -> Rect:
    """Do a deed; the rectangle that the mask says has changed."""
    if isinstance(deed, str):
        return {INVERT: mask.invert, CLEAR: mask.clear}[deed]()
    first, *others = deed.spots
    told = mask.begin(*first, brush=deed.brush)
    for spot in others:
        told = told.united(mask.extend(*spot))
    mask.end()
    return told


def drawn_on_wide_ground(size: tuple[int, int], deed: Deed, before: Pixels) -> Pixels:
    """The same deed by `cv2.line` on a ground so wide that no border cuts it."""
    width, height = size
    if isinstance(deed, str):
        return np.bitwise_not(before) if deed == INVERT else np.zeros_like(before)
    room = 1100
    ground = np.zeros((height + 2 * room, width + 2 * room), np.uint8)
    ground[room : room + height, room : room + width] = before
    moved = [(x + room, y + room) for x, y in deed.spots]
    for start, end in zip([moved[0], *moved[:-1]], moved, strict=True):
        cv2.line(ground, start, end, deed.brush.value, 2 * deed.brush.radius)
    return ground[room : room + height, room : room + width]


@settings(max_examples=60)
@given(SIZES, DEEDS)
def test_a_stroke_is_the_same_pixels_as_on_a_ground_without_borders(size: tuple[int, int], deeds: list[Deed]) -> None:
    mask = Mask(*size)
    for deed in deeds:
        expected = drawn_on_wide_ground(size, deed, mask.pixels.copy())
        done(mask, deed)
        assert np.array_equal(mask.pixels, expected)


@settings(max_examples=60)
@given(SIZES, DEEDS)
def test_nothing_outside_the_rectangle_that_is_told_has_changed(size: tuple[int, int], deeds: list[Deed]) -> None:
    mask = Mask(*size)
    for deed in deeds:
        before = mask.pixels.copy()
        told = done(mask, deed)
        changed = Rect(*bounds(before != mask.pixels))
        assert changed.is_empty or told.holds(changed)
        assert mask.rect.holds(told) or told.is_empty


def bounds(different: npt.NDArray[np.bool_]) -> tuple[int, int, int, int]:
    x, y, width, height = cv2.boundingRect(different.astype(np.uint8))
    return x, y, x + width, y + height


@settings(max_examples=60)
@given(SIZES, DEEDS, st.lists(st.booleans(), max_size=12))
def test_undo_and_redo_walk_through_every_state_the_mask_was_in(
    size: tuple[int, int], deeds: list[Deed], walk: list[bool]
) -> None:
    mask = Mask(*size)
    states = [mask.pixels.copy()]
    for deed in deeds:
        done(mask, deed)
        if not np.array_equal(mask.pixels, states[-1]):
            states.append(mask.pixels.copy())
    at = len(states) - 1
    for back in [*walk, *[True] * len(states), *[False] * len(states)]:
        before = mask.pixels.copy()
        told = mask.undo() if back else mask.redo()
        at = max(0, at - 1) if back else min(len(states) - 1, at + 1)
        assert np.array_equal(mask.pixels, states[at])
        changed = Rect(*bounds(before != mask.pixels))
        assert changed.is_empty or told.holds(changed)
    assert at == len(states) - 1


@settings(max_examples=40)
@given(st.integers(1, 120), st.integers(0, 100), st.integers(0, 100))
def test_a_dab_is_the_disc_of_its_radius(radius: int, x: int, y: int) -> None:
    mask = Mask(101, 101)
    mask.begin(x + 0.5, y + 0.5, Brush(radius))
    rows, columns = np.mgrid[:101, :101]
    assert np.array_equal(mask.pixels == 255, (columns - x) ** 2 + (rows - y) ** 2 <= radius**2)


def test_a_point_anywhere_in_a_pixel_paints_that_pixel() -> None:
    masks = [Mask(9, 9) for _ in range(3)]
    for mask, at in zip(masks, (4.0, 4.5, 4.999), strict=True):
        mask.begin(at, at, Brush(1))
    assert all(np.array_equal(mask.pixels, masks[0].pixels) for mask in masks)
    assert masks[0].pixels[4, 4] == 255


def test_the_smallest_brush_paints_a_pixel_and_its_four_neighbours() -> None:
    mask = Mask(5, 5)
    mask.begin(2, 2, Brush(MIN_RADIUS))
    assert [tuple(spot) for spot in np.argwhere(mask.pixels)] == [(1, 2), (2, 1), (2, 2), (2, 3), (3, 2)]


def test_a_line_from_far_outside_keeps_its_direction() -> None:
    pixels = blank(100, 100)
    draw(pixels, (-20_000, -20_000), (20_000, 20_000), Brush(3))
    assert all(pixels[at, at] for at in range(100))
    assert not pixels[0, 20] and not pixels[20, 0]


def test_a_stroke_beside_the_picture_changes_nothing_and_is_no_step() -> None:
    mask = Mask(50, 50)
    assert mask.begin(-400, -400, Brush(5)) == NOTHING
    assert mask.extend(-300, 900) == NOTHING
    assert mask.end() == NOTHING
    assert not mask.history.can_undo


def test_painting_what_is_painted_is_no_step_and_keeps_what_can_be_redone() -> None:
    mask = Mask(50, 50)
    mask.invert()
    mask.clear()
    mask.undo()
    mask.begin(20, 20, Brush(5))
    mask.end()
    assert mask.history.can_redo
    mask.redo()
    assert mask.is_empty


def test_a_new_step_forgets_what_was_taken_back() -> None:
    mask = Mask(50, 50)
    mask.invert()
    mask.undo()
    mask.begin(20, 20, Brush(5))
    mask.end()
    assert not mask.history.can_redo
    assert mask.redo() == NOTHING


def test_undo_in_the_middle_of_a_stroke_takes_that_stroke_back() -> None:
    mask = Mask(50, 50)
    mask.begin(20, 20, Brush(5))
    mask.undo()
    assert mask.is_empty and not mask.is_painting
    assert mask.extend(30, 30) == NOTHING


def test_greys_are_undone_as_exactly_as_black_and_white() -> None:
    soft = np.arange(300 * 300, dtype=np.uint32).reshape(300, 300).astype(np.uint8)
    mask = Mask.of(soft)
    mask.clear()
    assert mask.is_empty
    mask.undo()
    assert np.array_equal(mask.pixels, soft)


def test_coverage_counts_what_is_sent_as_white() -> None:
    mask = Mask.of(np.array([[0, 127, 128, 255]], np.uint8))
    assert mask.coverage == 0.5
    assert not mask.is_empty
    assert Mask.of(np.full((3, 3), 127, np.uint8)).is_empty


def test_many_steps_on_a_big_mask_keep_little() -> None:
    mask = Mask(4096, 4096)
    for step in range(60):
        mask.begin(60 * step, 4000 - 60 * step, Brush(100, step % 3 > 0))
        mask.extend(60 * step + 300, 3000 - 40 * step)
        mask.end()
        if step % 10 == 0:
            mask.invert()
    assert mask.history.size < 60 * 64 * 2**20 / 500


@given(st.integers(MIN_RADIUS, MAX_RADIUS * 8 // 9 - 1))
def test_a_step_smaller_takes_back_a_step_larger(radius: int) -> None:
    larger = Brush(radius).larger()
    assert larger.radius > radius
    assert larger.smaller().radius == radius


def test_steps_grow_with_the_size_and_stay_within_bounds() -> None:
    assert Brush(2).larger().radius == 3
    assert Brush(256).larger().radius == 288
    assert Brush(MIN_RADIUS).smaller().radius == MIN_RADIUS
    assert Brush(MAX_RADIUS).larger().radius == MAX_RADIUS


@settings(max_examples=150)
@given(SIZES, st.builds(Brush, st.integers(20, 140), st.booleans()), st.lists(SPOTS, min_size=2, max_size=6))
def test_a_move_changes_nothing_outside_the_rectangle_it_tells(
    size: tuple[int, int], brush: Brush, spots: list[Spot]
) -> None:
    mask = Mask(*size)
    if not brush.adds:
        mask.fill()
    mask.begin(*spots[0], brush=brush)
    for spot in spots[1:]:
        before = mask.pixels.copy()
        told = mask.extend(*spot)
        outside = before != mask.pixels
        if not told.is_empty:
            outside[told.slices] = False
        assert not outside.any()
