"""Where things lie in a comparison: panes, the column of candidates, what is left for the picture."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mj_desktop.ui.compare.layout import GAP, beside, column, panes
from mj_desktop.ui.viewer.place import MARGIN

SIZES = st.tuples(st.floats(400, 4000), st.floats(300, 3000))
PICTURES = st.tuples(st.integers(1, 8192), st.integers(1, 8192)).map(lambda size: (float(size[0]), float(size[1])))


@given(SIZES, PICTURES)
def test_the_column_is_as_high_as_the_picture_beside_it_and_both_are_in_sight(
    view: tuple[float, float], picture: tuple[float, float]
) -> None:
    boxes = column(view, picture, 4)
    if not boxes:
        return
    (x, top, width, height), last = boxes[0], boxes[3]
    whole = last[1] + last[3] - top
    room = beside(view, boxes)
    fits = min((room[2] - 2 * MARGIN) / picture[0], (view[1] - 2 * MARGIN) / picture[1])
    assert whole == pytest.approx(fits * picture[1], rel=1e-6)
    assert width / height == pytest.approx(picture[0] / picture[1], rel=1e-6)
    assert x + width <= view[0] - MARGIN + 1e-6
    assert top >= MARGIN - 1e-6
    assert boxes[1][1] - top - height == pytest.approx(GAP)


def test_one_result_or_too_little_room_has_no_column() -> None:
    assert column((700, 600), (100, 100), 1) == []
    assert column((700, 120), (100, 100), 4) == []
    assert beside((700, 600), []) == (0, 0, 700, 600)


@pytest.mark.parametrize(
    ("view", "picture", "count", "first", "last"),
    [
        ((800, 600), (100, 100), 4, (0, 0, 400, 300), (400, 300, 400, 300)),
        ((800, 300), (50, 100), 4, (0, 0, 200, 300), (600, 0, 200, 300)),
        ((300, 800), (200, 50), 4, (0, 0, 300, 200), (0, 600, 300, 200)),
        ((800, 600), (100, 100), 2, (0, 0, 400, 600), (400, 0, 400, 600)),
        ((800, 600), (300, 100), 2, (0, 0, 800, 300), (0, 300, 800, 300)),
    ],
)
def test_panes_stand_so_that_pictures_are_the_largest(
    view: tuple[float, float],
    picture: tuple[float, float],
    count: int,
    first: tuple[float, ...],
    last: tuple[float, ...],
) -> None:
    found = panes(view, picture, count)
    assert (len(found), found[0], found[-1]) == (count, first, last)
