"""Where the picture lies: proportion before the size is known, fit, zoom, pan, tiles."""

import pytest

from mj_desktop.core.generation import RemotePicture, State
from mj_desktop.ui.viewer.place import Place, corrected, expected_size, proportion
from tests.ui.conftest import Made


def placed(size: tuple[float, float] = (2048, 2048), view: tuple[float, float] = (710, 640)) -> Place:
    place = Place()
    place.resize(view)
    place.measure(size)
    return place


@pytest.mark.parametrize(("typed", "expected"), [("--ar 16:9", 16 / 9), ("--aspect 3:4", 0.75), ("", 1.0)])
def test_a_prompt_says_the_proportion_before_there_is_a_picture(made: Made, typed: str, expected: float) -> None:
    assert proportion(made(state=State.WAITING, prompt=f"a fox {typed}")) == pytest.approx(expected)


def test_a_follow_up_has_its_parents_proportion(made: Made) -> None:
    root = made("root", prompt="a fox --ar 16:9", picture=None, file=None)
    child = made("child", State.RUNNING, prompt="", action="upscale2", parent="root")
    grandchild = made("grandchild", State.RUNNING, prompt="", action="variation_strong", parent="child")
    assert proportion(child, [root]) == pytest.approx(16 / 9)
    assert proportion(grandchild, [child, root]) == pytest.approx(16 / 9)


def test_a_pan_is_half_as_long_again_and_a_square_is_square(made: Made) -> None:
    root = made("root")
    assert proportion(made("a", State.SENT, prompt="", action="pan_left"), [root]) == pytest.approx(1.5)
    assert proportion(made("b", State.SENT, prompt="", action="pan_up"), [root]) == pytest.approx(1 / 1.5)
    assert proportion(made("c", State.SENT, prompt="", action="square"), [made(prompt="x --ar 2:1")]) == 1.0


def test_the_size_that_the_service_names_wins_over_the_prompt(made: Made) -> None:
    remote = RemotePicture(raw_url="", raw_width=1456, raw_height=816)
    assert expected_size(made(state=State.RUNNING, picture=remote)) == (1456, 816)


def test_a_preview_of_another_proportion_is_believed_and_one_off_by_a_pixel_is_not() -> None:
    assert corrected((2048, 2048), (64, 63)) == (2048, 2048)
    assert corrected((2048, 2048), (96, 64)) == (3072, 2048)


def test_a_fitted_picture_stands_in_the_middle_with_a_margin() -> None:
    assert placed().box() == pytest.approx((47, 12, 616, 616))


def test_learning_the_size_does_not_move_the_picture() -> None:
    for zoomed in (False, True):
        place = placed()
        if zoomed:
            place.zoom(2.5, 300, 200)
        before = place.box()
        place.measure((1024, 1024))
        assert place.box() == pytest.approx(before)


def test_zooming_keeps_the_point_under_the_cursor() -> None:
    place = placed()
    before = place.viewport.to_picture(300, 200)
    place.zoom(3, 300, 200)
    assert place.viewport.to_picture(300, 200) == pytest.approx(before)
    assert not place.fitted


def test_panning_leaves_no_gap_beside_a_large_picture() -> None:
    place = placed()
    place.zoom(4, 355, 320)
    place.pan(10_000, 10_000)
    assert place.box()[:2] == (0, 0)


def test_a_tile_shown_alone_stands_in_the_middle_and_may_be_panned_without_a_jump() -> None:
    place = placed()
    place.show_tile(4)
    x, y, width, height = place.tile_box(4)
    assert (x + width / 2, y + height / 2) == pytest.approx((355, 320))
    place.pan(1, 0)
    assert place.tile_box(4)[0] == pytest.approx(x + 1)


def test_a_tile_is_found_by_its_place_and_none_beside_the_picture() -> None:
    place = placed()
    assert [place.tile_at(*at) for at in ((100, 100), (600, 100), (100, 600), (600, 600))] == [1, 2, 3, 4]
    assert place.tile_at(20, 300) is None


def test_a_resized_view_keeps_a_fitted_picture_whole_and_the_middle_of_a_zoomed_one() -> None:
    fitted, zoomed = placed(), placed()
    zoomed.zoom(8, 355, 320)
    middle = zoomed.viewport.to_picture(355, 320)
    for place in (fitted, zoomed):
        place.resize((614, 540))
    assert fitted.box() == pytest.approx((49, 12, 516, 516))
    assert zoomed.viewport.to_picture(307, 270) == pytest.approx(middle)
