"""Shapes: rectangle, ellipse, polygon, wherever their points lie."""

import math

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from mj_desktop.mask.rect import Rect
from mj_desktop.mask.shape import Point, ellipse, polygon, rectangle, squared, straightened

POINTS = st.tuples(st.floats(-500, 700), st.floats(-500, 700))


@settings(max_examples=60)
@given(POINTS, POINTS, st.integers(1, 200), st.integers(1, 200))
def test_a_rectangle_is_what_lies_between_its_corners_whichever_way_it_is_drawn(
    start: Point, end: Point, width: int, height: int
) -> None:
    drawn = rectangle(start, end, width, height).on(width, height)
    columns, rows = np.arange(width), np.arange(height)
    (left, right), (top, bottom) = sorted((round(start[0]), round(end[0]))), sorted((round(start[1]), round(end[1])))
    inside = np.outer((rows >= top) & (rows < bottom), (columns >= left) & (columns < right))
    assert np.array_equal(drawn, np.where(inside, 255, 0))
    assert np.array_equal(drawn, rectangle(end, start, width, height).on(width, height))


@settings(max_examples=60)
@given(POINTS, POINTS, st.integers(1, 200), st.integers(1, 200))
def test_an_ellipse_is_the_ellipse_to_two_pixels(start: Point, end: Point, width: int, height: int) -> None:
    drawn = ellipse(start, end, width, height).on(width, height) > 0
    across, down = abs(start[0] - end[0]) / 2, abs(start[1] - end[1]) / 2
    # A larger ellipse lies everywhere about as far outside only while both are not too flat.
    assume(1 < max(across, down) < 8 * min(across, down))
    rows, columns = np.mgrid[:height, :width] + 0.5
    x, y = np.abs(columns - (start[0] + end[0]) / 2), np.abs(rows - (start[1] + end[1]) / 2)

    def within(more: float) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
        if across + more <= 0 or down + more <= 0:
            return np.zeros_like(x, bool)
        return np.asarray((x / (across + more)) ** 2 + (y / (down + more)) ** 2 <= 1)

    assert not (drawn & ~within(2)).any()
    assert not (within(-2) & ~drawn).any()


def test_a_polygon_is_what_its_line_runs_round_and_a_second_loop_is_out_again() -> None:
    frame = [(2, 2), (20, 2), (20, 20), (2, 20), (2, 2), (6, 6), (6, 16), (16, 16), (16, 6), (6, 6)]
    drawn = polygon([(x + 0.5, y + 0.5) for x, y in frame], 30, 30).on(30, 30)
    assert drawn[3, 3] and drawn[10, 3] and drawn[19, 19]
    assert not drawn[10, 10] and not drawn[1, 1] and not drawn[25, 25]


def test_a_lasso_from_far_outside_is_cut_at_the_border_without_bending() -> None:
    far = 30_000.0
    drawn = polygon([(-far, -far), (far, far), (-far, far)], 100, 80).on(100, 80)
    rows, columns = np.mgrid[:80, :100]
    assert drawn[rows > columns + 1].all() and not drawn[rows < columns - 1].any()


@pytest.mark.parametrize("points", [[], [(3.0, 3.0)], [(3.0, 3.0), (9.0, 9.0)], [(300.0, 3.0), (400.0, 3.0), (400, 9)]])
def test_a_line_that_runs_round_nothing_in_the_picture_is_nothing(points: list[Point]) -> None:
    assert polygon(points, 20, 20).is_empty


@settings(max_examples=60)
@given(st.lists(POINTS, min_size=3, max_size=12), st.integers(1, 200), st.integers(1, 200))
def test_a_polygons_rectangle_is_exact_and_inside_the_picture(points: list[Point], width: int, height: int) -> None:
    area = polygon(points, width, height)
    assert area.is_empty or Rect(0, 0, width, height).holds(area.rect)
    for side in (area.pixels[:1], area.pixels[-1:], area.pixels[:, :1], area.pixels[:, -1:]):
        assert area.is_empty or side.any()


@given(POINTS, st.floats(-300, 300), st.floats(-300, 300))
def test_a_straightened_line_runs_level_upright_or_at_45_degrees(start: Point, across: float, down: float) -> None:
    end = straightened(start, (start[0] + across, start[1] + down))
    x, y = end[0] - start[0], end[1] - start[1]
    assert min(abs(x), abs(y), abs(abs(x) - abs(y))) < 1e-6
    assert math.hypot(x, y) <= math.hypot(across, down) + 1e-6


def test_a_squared_shape_is_as_wide_as_high_and_goes_the_way_it_was_drawn() -> None:
    assert squared((10, 10), (30, 5)) == (30, -10)
    assert squared((10, 10), (9, 60)) == (-40, 60)
