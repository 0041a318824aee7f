"""The magnetic lasso's line: it clings to edges and reaches every pixel."""

import numpy as np
import pytest

from mj_desktop.mask.pixels import Pixels, Spot
from mj_desktop.mask.rect import Rect
from mj_desktop.mask.scissors import WINDOW, Wire


def disc(edge: int) -> Pixels:
    """A light disc of three tenths of the edge on a dark, noisy ground."""
    rng = np.random.default_rng(8)
    rows, columns = np.mgrid[:edge, :edge]
    inside = np.hypot(rows - edge / 2, columns - edge / 2) < 0.3 * edge
    made = np.where(inside, 180, 70)[..., None] + rng.normal(0, 6, (edge, edge, 4))
    return np.clip(made, 0, 255).astype(np.uint8)


def test_the_line_follows_an_edge_where_the_straight_way_would_leave_it() -> None:
    wire = Wire(disc(600), (300, 120))
    line = wire.path((480, 300))
    away = [abs(np.hypot(x - 300, y - 300) - 180) for x, y in line]
    assert line[0] == (300, 120) and line[-1] == (480, 300)
    assert max(away) <= 3 and np.median(away) <= 1


def test_the_line_is_made_of_neighbouring_pixels() -> None:
    line = np.array(Wire(disc(600), (300, 120)).path((200, 430)))
    assert np.abs(np.diff(line, axis=0)).max() == 1


@pytest.mark.parametrize("size", [(1, 1), (2, 2), (1, 700), (700, 1), (3, 3), (5, 4), (900, 700)])
def test_on_a_picture_of_any_size_it_reaches_every_corner(size: tuple[int, int]) -> None:
    width, height = size
    picture = np.random.default_rng(1).integers(0, 256, (height, width, 4), dtype=np.uint8)
    wire = Wire(picture, (width // 2, height // 2))
    assert Rect(0, 0, width, height).holds(wire.window)
    assert (wire.window.width, wire.window.height) == (min(width, WINDOW), min(height, WINDOW))
    for corner in ((0, 0), (width - 1, 0), (0, height - 1), (width - 1, height - 1)):
        line = wire.path(corner)
        assert line[0] == wire.anchor and line[-1] == corner


def test_beyond_its_window_the_line_goes_straight_on() -> None:
    wire = Wire(disc(1200), (100, 600))
    line = wire.path((1100, 600))
    assert wire.window == Rect(0, 600 - WINDOW // 2, WINDOW, 600 + WINDOW // 2)
    assert line[-1] == (1100, 600) and line[-2] == (wire.window.right - 1, 600)


@pytest.mark.parametrize("anchor", [(-50, 20), (700, 9999)])
def test_an_anchor_beside_the_picture_is_set_on_its_border(anchor: Spot) -> None:
    wire = Wire(disc(600), anchor)
    assert wire.anchor in ((0, 20), (599, 599))
    assert wire.path(wire.anchor) == [wire.anchor]


@pytest.mark.parametrize("step", [2, 3, 5])
def test_on_every_so_manyth_pixel_it_follows_the_same_edge_further(step: int) -> None:
    wire = Wire(disc(1500), (750, 300), step)
    line = wire.path((1100, 470))
    away = [abs(np.hypot(x - 750, y - 750) - 450) for x, y in line]
    assert line[0] == (750, 300) and line[-1] == (1100, 470)
    assert max(away) <= 3 * step + 3 and np.median(away) <= step
    assert wire.window.width == min(1500, step * WINDOW)
    for corner in ((1499, 1499), (0, 1499)):
        assert wire.path(corner)[-1] == corner
    assert wire.path((751, 300)) == [(750, 300), (751, 300)]


def test_a_pixel_near_an_edge_is_snapped_to_it_and_one_elsewhere_stays_near() -> None:
    wire = Wire(disc(600), (300, 120))
    x, y = wire.snapped((306, 128), 12)
    assert abs(np.hypot(x - 300, y - 300) - 180) <= 1.5 and np.hypot(x - 306, y - 128) <= 12
    x, y = wire.snapped((300, 300), 12)
    assert np.hypot(x - 300, y - 300) <= 12
    assert wire.snapped((9000, 9000), 12) == (9000, 9000)


def test_no_edge_is_so_hard_that_the_map_runs_in_circles() -> None:
    picture = np.zeros((440, 440, 4), np.uint8)
    picture[80:360, 80:360] = 255
    picture[160:260] = (0, 0, 255, 255)
    for anchor in ((80, 220), (220, 160), (359, 359), (220, 220)):
        wire = Wire(picture, anchor)
        for to in np.random.default_rng(5).integers(20, 420, (150, 2)).tolist():
            line = np.array(wire.path(tuple(to)))
            assert np.abs(np.diff(line, axis=0)).max() == 1
