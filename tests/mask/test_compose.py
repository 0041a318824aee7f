"""The composed view: the picture through the viewport, the overlay where the mask is painted, nothing out of date."""

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mj_desktop.mask.brush import Brush
from mj_desktop.mask.compose import Composition, Sight
from mj_desktop.mask.mask import Mask
from mj_desktop.mask.overlay import COLOURS, Overlay, Shown
from mj_desktop.mask.pixels import Pixels

GROUND = (30, 30, 30)


def picture(width: int, height: int) -> Pixels:
    rng = np.random.default_rng(3)
    made = rng.integers(0, 256, (height, width, 4), dtype=np.uint8)
    made[..., 3] = 255
    return made


SIGHTS = st.builds(
    Sight, st.sampled_from([0.05, 0.19, 0.3, 0.5, 0.61, 1, 1.3, 2, 7.5]), st.floats(-80, 80), st.floats(-80, 80),
    st.integers(1, 180), st.integers(1, 140), st.integers(1, 2),
)  # fmt: skip
POINTS = st.tuples(st.floats(-40, 340), st.floats(-40, 340))
STROKES = st.lists(
    st.tuples(st.builds(Brush, st.integers(1, 60), st.booleans()), POINTS, POINTS), min_size=1, max_size=5
)


@settings(max_examples=80)
@given(st.integers(1, 301), st.integers(1, 301), SIGHTS, STROKES)
def test_what_is_brought_up_to_date_looks_like_what_is_made_anew(
    width: int,
    height: int,
    sight: Sight,
    strokes: list[tuple[Brush, tuple[float, float], tuple[float, float]]],
) -> None:
    mask, shown = Mask(width, height), Composition(picture(width, height), GROUND)
    shown.look(mask.pixels, sight)
    for brush, start, end in strokes:
        before = shown.pixels.copy()
        told = shown.refresh(mask.pixels, mask.begin(*start, brush=brush).united(mask.extend(*end)))
        outside = (before != shown.pixels).any(axis=2)
        outside[told.slices] = False
        assert not outside.any()
    anew = Composition(picture(width, height), GROUND)
    anew.look(mask.pixels, sight)
    # A smooth edge that runs exactly through the threshold may fall on either side.
    assert (anew.pixels != shown.pixels).any(axis=2).sum() <= 2


def test_at_full_size_pixels_are_the_pictures_and_the_tint_lies_on_painted_ones_only() -> None:
    source, mask = picture(60, 50), Mask(60, 50)
    shown = Composition(source, GROUND)
    mask.begin(30, 25, Brush(10))
    shown.look(mask.pixels, Sight(1, 5, 7, 80, 70))
    view = shown.pixels[7:57, 5:65]
    assert np.array_equal(view[mask.pixels == 0], source[mask.pixels == 0])
    inside = np.zeros_like(mask.pixels, bool)
    inside[19:32, 24:37] = True
    expected = source[inside][:, :3] * 0.54 + np.array(COLOURS[0][::-1]) * 0.46
    assert np.abs(view[inside][:, :3] - expected).max() <= 1
    assert (shown.pixels[:7] == (*GROUND, 255)).all()


def test_the_overlays_edge_is_a_black_and_white_line() -> None:
    mask = Mask(100, 100)
    shown = Composition(picture(100, 100), GROUND)
    mask.begin(10, 50, Brush(30))
    mask.extend(90, 50)
    shown.look(mask.pixels, Sight(1, 0, 0, 100, 100))
    edge = shown.pixels[50 - 30, 20:80, :3]
    assert {tuple(pixel) for pixel in edge.tolist()} == {(0, 0, 0), (255, 255, 255)}


def test_enlarged_pixels_are_crisp_squares() -> None:
    source = picture(8, 8)
    shown = Composition(source, GROUND)
    shown.look(Mask(8, 8).pixels, Sight(16, 0, 0, 128, 128))
    assert np.array_equal(shown.pixels, source.repeat(16, axis=0).repeat(16, axis=1))


@pytest.mark.parametrize("scale", [0.5, 0.25, 0.125])
def test_shrunk_pixels_are_averaged(scale: float) -> None:
    chequered = (np.indices((256, 256)).sum(axis=0) % 2 * 255).astype(np.uint8)
    shown = Composition(np.dstack([chequered] * 4), GROUND)
    edge = int(256 * scale)
    shown.look(Mask(256, 256).pixels, Sight(scale, 0, 0, edge, edge))
    assert np.abs(shown.pixels[1:-1, 1:-1, :3].astype(int) - 128).max() <= 1


def test_the_overlay_can_be_put_out() -> None:
    source, mask = picture(40, 40), Mask(40, 40)
    mask.invert()
    shown = Composition(source, GROUND)
    shown.show(mask.pixels, Shown.PICTURE)
    shown.look(mask.pixels, Sight(1, 0, 0, 40, 40))
    assert np.array_equal(shown.pixels, source)
    shown.show(mask.pixels, Shown.OVERLAY)
    assert not np.array_equal(shown.pixels, source)


def test_of_the_mask_alone_one_sees_in_black_and_white_what_is_sent() -> None:
    mask = Mask(60, 50)
    mask.begin(30, 25, Brush(10, hardness=0))
    shown = Composition(picture(60, 50), GROUND)
    shown.show(mask.pixels, Shown.MASK)
    shown.look(mask.pixels, Sight(1, 5, 7, 80, 70))
    view = shown.pixels[7:57, 5:65]
    assert np.array_equal(view[..., 0], np.where(mask.pixels >= 128, 255, 0))
    assert (view == view[..., :1]).all(axis=2)[mask.pixels >= 128].all()
    assert (shown.pixels[:7] == (*GROUND, 255)).all() and (shown.pixels[..., 3] == 255).all()
    told = mask.extend(50, 25)
    shown.refresh(mask.pixels, told)
    assert np.array_equal(shown.pixels[7:57, 5:65, 0], np.where(mask.pixels >= 128, 255, 0))


def test_the_overlay_takes_another_colour_and_opacity() -> None:
    source, mask = picture(40, 40), Mask(40, 40)
    mask.fill()
    shown = Composition(source, GROUND)
    shown.look(mask.pixels, Sight(1, 0, 0, 40, 40))
    shown.show(mask.pixels, Shown.OVERLAY, Overlay((0, 100, 200)).fading(0.75))
    expected = source[10:30, 10:30, :3] * 0.25 + np.array([200, 100, 0]) * 0.75
    assert np.abs(shown.pixels[10:30, 10:30, :3] - expected).max() <= 1
    assert Overlay().fading(7).opacity == 0.9 and Overlay().fading(0).opacity == 0.1


def test_a_hatch_is_seen_on_any_ground_and_stands_still_while_one_paints() -> None:
    for grey in (0, 128, 255):
        mask, shown = Mask(60, 60), Composition(np.full((60, 60, 4), grey, np.uint8), GROUND)
        mask.begin(30, 30, Brush(20))
        shown.show(mask.pixels, Shown.OVERLAY, Overlay(is_hatched=True))
        shown.look(mask.pixels, Sight(1, 0, 0, 60, 60))
        inside = shown.pixels[25:36, 25:36, :3].astype(int).sum(axis=2)
        assert np.count_nonzero(inside == 765) >= 10 and np.count_nonzero(inside == 0) >= 10
        before = shown.pixels[25:36, 25:36].copy()
        shown.refresh(mask.pixels, mask.extend(35, 32))
        assert np.array_equal(shown.pixels[25:36, 25:36], before)


def test_one_key_goes_from_overlay_to_mask_to_picture_and_round() -> None:
    assert [Shown.OVERLAY.following, Shown.MASK.following, Shown.PICTURE.following] == [
        Shown.MASK, Shown.PICTURE, Shown.OVERLAY,
    ]  # fmt: skip


@settings(max_examples=60)
@example(1, 3, Sight(0.5, 1.5, 0, 3, 2), [(Brush(1), (0.0, 0.0), (0.0, 1.0)), (Brush(1), (0.0, 5.0), (0.0, 5.0))])
@given(st.integers(1, 301), st.integers(1, 301), SIGHTS, STROKES)
def test_a_stroke_that_is_followed_looks_like_what_is_made_anew_once_it_is_done(
    width: int,
    height: int,
    sight: Sight,
    strokes: list[tuple[Brush, tuple[float, float], tuple[float, float]]],
) -> None:
    mask, shown = Mask(width, height), Composition(picture(width, height), GROUND)
    shown.look(mask.pixels, sight)
    for brush, start, end in strokes:
        touched = mask.begin(*start, brush=brush), mask.extend(*end)
        for part in touched:
            shown.follow(mask.pixels, sight.rect(part), brush.adds)
        if sight.is_crisp:
            anew = Composition(picture(width, height), GROUND)
            anew.look(mask.pixels, sight)
            assert np.array_equal(anew.pixels, shown.pixels)
        mask.end()
        shown.refresh(mask.pixels, touched[0].united(touched[1]))
    anew = Composition(picture(width, height), GROUND)
    anew.look(mask.pixels, sight)
    # A smooth edge that runs exactly through the threshold may fall on either side.
    assert (anew.pixels != shown.pixels).any(axis=2).sum() <= 2


def test_a_smaller_copy_of_the_picture_lies_where_the_picture_lies() -> None:
    whole = np.zeros((400, 600, 4), np.uint8)
    whole[..., 3] = 255
    whole[100:200, 150:300, :3] = 200
    small = np.ascontiguousarray(whole[::4, ::4])
    looks = []
    for source in (whole, small):
        shown = Composition(source, GROUND, 600)
        shown.look(np.zeros((400, 600), np.uint8), Sight(0.5, 20, 30, 400, 300))
        looks.append(shown.pixels.astype(int))
    assert (np.abs(looks[0] - looks[1]).max(axis=2) > 40).mean() < 0.02
    assert looks[1][30 + 75, 20 + 110, 0] == 200
