"""Smart select: the subject in a box, as strokes correct it, or nothing when it is cancelled."""

import numpy as np
import pytest

from mj_desktop.mask.area import Area
from mj_desktop.mask.pixels import Pixels
from mj_desktop.mask.rect import Rect
from mj_desktop.mask.subject import Scribble, find
from tests.mask.scenes import scene

EDGE = 1024
BOX = Rect(150, 175, 860, 825)


@pytest.fixture(scope="module")
def drawn() -> tuple[Pixels, Pixels]:
    return scene(EDGE)


def overlap(area: Area | None, truth: Pixels) -> float:
    """Intersection over union, with `truth`."""
    assert area is not None
    found, right = area.on(truth.shape[1], truth.shape[0]) > 0, truth > 0
    return float((found & right).sum() / (found | right).sum())


def test_a_box_finds_the_subject_to_the_pixel_with_its_thin_arms(drawn: tuple[Pixels, Pixels]) -> None:
    picture, truth = drawn
    assert overlap(find(picture, BOX), truth) > 0.995


def test_a_box_round_everything_finds_it_too(drawn: tuple[Pixels, Pixels]) -> None:
    picture, truth = drawn
    assert overlap(find(picture, Rect(-9, -9, EDGE + 9, EDGE + 9)), truth) > 0.995


def test_strokes_say_what_belongs_to_it_and_what_does_not(drawn: tuple[Pixels, Pixels]) -> None:
    picture, truth = drawn
    ground, chimney = ((200, 300), (260, 240)), ((485, 215), (485, 300))
    assert not truth[300, 200] and truth[250, 485]
    found = find(picture, BOX, [Scribble(ground, 12, True), Scribble(chimney, 40, False)])
    assert found is not None
    pixels = found.on(EDGE, EDGE)
    assert pixels[300, 200] and pixels[270, 230]
    assert not pixels[250, 485] and pixels[500, 500]


def test_a_stroke_outside_the_box_reaches_there(drawn: tuple[Pixels, Pixels]) -> None:
    picture, truth = drawn
    upper = Rect(150, 175, 860, 480)
    without, wider = find(picture, upper), find(picture, upper, [Scribble(((500, 500), (500, 600)), 20, True)])
    assert without is not None and wider is not None
    assert without.rect.bottom <= 490 < 600 < wider.rect.bottom
    assert truth[600, 500] and wider.on(EDGE, EDGE)[600, 500]


def test_it_stops_at_the_next_step_when_it_is_cancelled(drawn: tuple[Pixels, Pixels]) -> None:
    picture, _ = drawn
    for steps in range(4):
        asked: list[int] = []

        def cancelled(asked: list[int] = asked, steps: int = steps) -> bool:
            asked.append(1)
            return len(asked) > steps

        assert find(picture, BOX, is_cancelled=cancelled) is None
        assert len(asked) == steps + 1


def test_the_same_picture_and_box_give_the_same_subject(drawn: tuple[Pixels, Pixels]) -> None:
    picture, _ = drawn
    first, second = find(picture, BOX), find(picture, BOX)
    assert first is not None and second is not None
    assert first.rect == second.rect and np.array_equal(first.pixels, second.pixels)


@pytest.mark.parametrize("size", [(1, 1), (1, 50), (50, 1), (3, 2), (40, 30)])
@pytest.mark.parametrize("edge", [0, 1, 60])
def test_small_pictures_and_boxes_of_any_size_do_no_harm(size: tuple[int, int], edge: int) -> None:
    width, height = size
    picture = np.random.default_rng(2).integers(0, 256, (height, width, 4), dtype=np.uint8)
    found = find(picture, Rect(0, 0, edge, edge), [Scribble(((0, 0),), 1, True)])
    assert found is not None and (found.is_empty or Rect(0, 0, width, height).holds(found.rect))


def test_a_picture_of_one_colour_ends_too() -> None:
    assert find(np.full((80, 80, 4), 99, np.uint8), Rect(20, 20, 60, 60)) is not None
