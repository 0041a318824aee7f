"""Hints: what may be unintended in a mask, and where."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mj_desktop.mask.brush import Brush
from mj_desktop.mask.hints import Kind, hints
from mj_desktop.mask.mask import Mask
from mj_desktop.mask.pixels import Pixels
from mj_desktop.mask.rect import Rect


def painted(*rects: Rect, width: int = 200, height: int = 200) -> Pixels:
    pixels = np.zeros((height, width), np.uint8)
    for rect in rects:
        pixels[rect.slices] = 255
    return pixels


def found(mask: Pixels) -> dict[Kind, int]:
    """Each kind of hint with the number of places."""
    return {hint.kind: len(hint.where) for hint in hints(mask)}


def test_a_plain_mask_gives_no_hint_and_an_empty_one_neither() -> None:
    assert found(painted(Rect(50, 50, 120, 120))) == {}
    assert found(painted()) == {}
    assert found(np.full((50, 50), 127, np.uint8)) == {}


@pytest.mark.parametrize(
    ("rect", "kinds"),
    [
        (Rect(50, 50, 60, 60), {Kind.SMALL: 1}),
        (Rect(50, 50, 70, 71), {}),
        (Rect(3, 3, 190, 190), {Kind.LARGE: 1}),
        (Rect(0, 50, 70, 90), {Kind.BORDER: 1}),
        (Rect(100, 150, 170, 200), {Kind.BORDER: 1}),
        (Rect(0, 0, 200, 200), {Kind.LARGE: 1, Kind.BORDER: 1}),
        (Rect(50, 50, 150, 57), {Kind.SLIVERS: 1}),
        (Rect(50, 50, 150, 58), {}),
    ],
)
def test_small_large_thin_or_at_the_border_is_told(rect: Rect, kinds: dict[Kind, int]) -> None:
    assert found(painted(rect)) == kinds


def test_islands_are_counted_and_told_where() -> None:
    islands = Rect(20, 20, 60, 60), Rect(100, 20, 140, 60), Rect(60, 60, 90, 90), Rect(30, 150, 33, 152)
    told = {hint.kind: hint.where for hint in hints(painted(*islands))}
    assert set(told[Kind.ISLANDS]) == {Rect(20, 20, 90, 90), islands[1], islands[3]}
    assert told[Kind.SLIVERS] == (islands[3],)


def test_a_thin_tail_of_something_thick_is_a_sliver() -> None:
    told = {hint.kind: hint.where for hint in hints(painted(Rect(20, 20, 100, 100), Rect(100, 40, 160, 45)))}
    (tail,) = told[Kind.SLIVERS]
    assert tail.right == 160 and abs(tail.left - 100) <= 4 and tail.height <= 8


SPOTS = st.tuples(st.integers(0, 240), st.integers(0, 240))


@settings(max_examples=80)
@given(st.integers(5, 40), SPOTS, SPOTS)
def test_a_stroke_of_a_brush_of_five_pixels_or_more_is_never_a_sliver(
    radius: int, start: tuple[int, int], end: tuple[int, int]
) -> None:
    mask = Mask(240, 240)
    mask.begin(*start, Brush(radius))
    mask.extend(*end)
    kinds = found(mask.pixels)
    assert Kind.SLIVERS not in kinds or Kind.BORDER in kinds


@settings(max_examples=80)
@given(st.integers(1, 3), st.integers(20, 200), st.integers(20, 200), st.integers(20, 200), st.integers(20, 200))
def test_a_stroke_of_a_brush_of_three_pixels_or_less_is_always_one(radius: int, x: int, y: int, z: int, w: int) -> None:
    mask = Mask(240, 240)
    mask.begin(x, y, Brush(radius))
    mask.extend(z, w)
    assert found(mask.pixels)[Kind.SLIVERS] >= 1
