import pytest
from hypothesis import given
from hypothesis import strategies as st

from mj_desktop.core.viewport import MAX_SCALE, MIN_SCALE, Viewport, fitted

_points = st.floats(-5000, 5000)


@given(st.floats(0.05, 32), _points, _points, _points, _points)
def test_widget_points_and_picture_pixels_are_inverse(scale: float, x: float, y: float, wx: float, wy: float) -> None:
    viewport = Viewport(scale, x, y)
    assert viewport.to_widget(*viewport.to_picture(wx, wy)) == pytest.approx((wx, wy), abs=1e-6)


@given(st.floats(0.1, 10), st.floats(0, 800), st.floats(0, 600))
def test_zooming_keeps_the_point_under_the_cursor(factor: float, wx: float, wy: float) -> None:
    before = Viewport(0.7, 13, -40)
    after = before.zoomed(factor, wx, wy)
    assert after.to_picture(wx, wy) == pytest.approx(before.to_picture(wx, wy), abs=1e-6)
    assert MIN_SCALE <= after.scale <= MAX_SCALE


def test_a_fitted_picture_is_whole_and_centred() -> None:
    viewport = fitted((0, 0, 2048, 2048), (710, 640), margin=12)
    assert viewport.scale == pytest.approx(616 / 2048)
    assert viewport.to_widget(1024, 1024) == pytest.approx((355, 320))


def test_a_tile_can_be_fitted() -> None:
    viewport = fitted((1024, 0, 1024, 1024), (500, 500))
    assert viewport.to_picture(250, 250) == pytest.approx((1536, 512))


def test_a_panned_picture_leaves_no_gap_and_a_small_one_stays_centred() -> None:
    assert Viewport(1, 50, -5000).kept_inside((1000, 1000), (400, 400)) == Viewport(1, 0, -600)
    assert Viewport(0.1, 0, 0).kept_inside((1000, 1000), (400, 300)) == Viewport(0.1, 150, 100)
