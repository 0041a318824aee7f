"""Repainting a region of a picture, and the stand-in for an unfinished one."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt
import pytest

from mj_desktop.demo.artist import Focus, View, blend, paint, preview, region_scene, repaint, tile_scenes

Bytes = npt.NDArray[np.uint8]

SIZE = 128
SQUARE = View(0, 0, 1, 1)


def ellipse(x: float, y: float, wide: float, high: float) -> Bytes:
    down, across = np.mgrid[0:SIZE, 0:SIZE] / SIZE
    return np.where(((across - x) / wide) ** 2 + ((down - y) / high) ** 2 < 1, 255, 0).astype(np.uint8)


def stroke() -> Bytes:
    mask = np.zeros((SIZE, SIZE), np.uint8)
    cv2.polylines(mask, [np.array([(16, 24), (56, 72), (48, 104), (112, 96)], np.int32)], False, (255,), 11)
    return mask


MASKS = {
    "sky": ellipse(0.6, 0.25, 0.3, 0.15),
    "ground": ellipse(0.4, 0.8, 0.3, 0.15),
    "stroke": stroke(),
    "two spots": np.maximum(ellipse(0.2, 0.3, 0.12, 0.12), ellipse(0.8, 0.7, 0.1, 0.2)),
    "half": np.where(np.arange(SIZE)[None, :] < SIZE // 2, 255, 0).astype(np.uint8).repeat(SIZE, 0),
    "everything": np.full((SIZE, SIZE), 255, np.uint8),
}
PROMPTS = (
    "a lighthouse on a cliff at dusk",
    "night city over a river, neon",
    "pine forest in fog",
    "volcano at night",
    "the sea at noon",
    "aurora over a fjord",
)


def changed(parent: Bytes, result: Bytes, mask: Bytes) -> float:
    """Part of the masked pixels in which a channel moved by more than 8 levels."""
    return float((np.abs(result.astype(int) - parent).max(axis=2) > 8)[mask >= 128].mean())


@pytest.fixture(scope="module")
def parents() -> dict[str, Bytes]:
    return {prompt: paint(tile_scenes(prompt, 3)[0], SQUARE, SIZE, SIZE) for prompt in PROMPTS}


@pytest.mark.parametrize("prompt", PROMPTS)
@pytest.mark.parametrize("words", ["", "a hot air balloon", "at night"])
def test_a_region_edit_is_new_inside_and_the_parent_outside(parents: dict[str, Bytes], prompt: str, words: str) -> None:
    parent = parents[prompt]
    scene = region_scene(tile_scenes(prompt, 3)[0], words, 12)
    painted = paint(scene, SQUARE, SIZE, SIZE)
    for name, mask in MASKS.items():
        result = blend(parent, painted, mask)
        assert (result[mask < 128] == parent[mask < 128]).all(), name
        assert changed(parent, result, mask) > 0.6, name


def test_four_candidates_differ_inside(parents: dict[str, Bytes]) -> None:
    scene = tile_scenes(PROMPTS[0], 3)[0]
    mask = MASKS["sky"]
    results = [
        blend(parents[PROMPTS[0]], paint(region_scene(scene, "", seed), SQUARE, SIZE, SIZE), mask) for seed in range(4)
    ]
    for index, one in enumerate(results):
        for other in results[:index]:
            assert np.abs(one.astype(int) - other)[mask > 0].mean() > 2


def repainted(parent: Bytes, prompt: str, words: str, seed: int, mask: Bytes) -> Bytes:
    """A region edit that knows its mask."""
    scene = region_scene(tile_scenes(prompt, 3)[0], words, seed, Focus.of(mask, SQUARE))
    return repaint(parent, scene, SQUARE, mask)


def some_masks() -> dict[str, Bytes]:
    """Discs, boxes and strokes at random places, and two of extreme size."""
    rng, masks = np.random.default_rng(4), {**MASKS}
    for index in range(4):
        x, y, radius = rng.integers(20, SIZE - 20), rng.integers(20, SIZE - 20), rng.integers(5, 40)
        masks[f"disc {index}"] = cv2.circle(np.zeros((SIZE, SIZE), np.uint8), (int(x), int(y)), int(radius), (255,), -1)
        points = rng.integers(5, SIZE - 5, (3, 2)).astype(np.int32)
        width = int(rng.integers(5, 20))
        masks[f"line {index}"] = cv2.polylines(np.zeros((SIZE, SIZE), np.uint8), [points], False, (255,), width)
    masks["tiny"] = ellipse(0.3, 0.3, 0.02, 0.02)
    masks["hair"] = cv2.line(np.zeros((SIZE, SIZE), np.uint8), (9, 20), (120, 70), (255,), 1)
    return masks


@pytest.mark.parametrize("prompt", PROMPTS)
@pytest.mark.parametrize("words", ["", "three hot air balloons", "night sky with a full moon"])
def test_most_of_any_mask_is_visibly_new_and_the_rest_the_parent(
    parents: dict[str, Bytes], prompt: str, words: str
) -> None:
    parent = parents[prompt]
    half = PROMPTS.index(prompt) % 2  # every other mask, for another prompt the others
    for name, mask in [*some_masks().items()][half::2]:
        result = repainted(parent, prompt, words, 12, mask)
        assert (result[mask < 128] == parent[mask < 128]).all(), name
        assert changed(parent, result, mask) > 0.5, name


def strongest(parent: Bytes, result: Bytes) -> Bytes:
    """Where two pictures differ by far more than clouds do."""
    return np.asarray(np.abs(result.astype(int) - parent).max(axis=2) > 90)


@pytest.mark.parametrize("name", ["sky", "stroke", "two spots"])
def test_balloons_stand_wholly_inside_the_mask(parents: dict[str, Bytes], name: str) -> None:
    prompt, mask = "the sea at noon", MASKS[name]
    inner = cv2.erode(mask, np.ones((3, 3), np.uint8), borderValue=0)
    for seed in range(4):
        found = strongest(parents[prompt], repainted(parents[prompt], prompt, "three hot air balloons", seed, mask))
        assert found.sum() > 12, seed
        assert not found[inner == 0].any(), seed


def test_an_animal_has_the_colour_that_is_asked_for(parents: dict[str, Bytes]) -> None:
    prompt, mask = "the sea at noon", MASKS["half"]
    plain, white = (repainted(parents[prompt], prompt, f"a {tone}bear", 3, mask).astype(int) for tone in ("", "white "))
    assert (white - plain).max(axis=2).max() > 100
    assert (np.abs(white - plain).max(axis=2) > 50)[mask > 0].mean() > 0.02


def test_as_many_balloons_come_as_the_words_say(parents: dict[str, Bytes]) -> None:
    prompt, mask = "the sea at noon", MASKS["half"]
    counts = []
    for words in ("a hot air balloon", "two balloons", "three hot air balloons"):
        hue = cv2.cvtColor(repainted(parents[prompt], prompt, words, 3, mask), cv2.COLOR_RGB2HSV)
        warm = cv2.morphologyEx(
            ((hue[..., 0] < 22) & (hue[..., 1] > 90)).astype(np.uint8), cv2.MORPH_CLOSE, np.ones((7, 7), np.uint8)
        )
        counts.append(sum(int(area) > 15 for area in cv2.connectedComponentsWithStats(warm)[2][1:, 4]))
    assert counts[0] < counts[1] <= counts[2]


@pytest.mark.parametrize("words", ["", "three hot air balloons", "a sailing boat"])
def test_four_candidates_of_a_known_mask_differ(parents: dict[str, Bytes], words: str) -> None:
    prompt, mask = PROMPTS[4], MASKS["ground"]
    results = [repainted(parents[prompt], prompt, words, seed, mask) for seed in range(4)]
    for index, one in enumerate(results):
        for other in results[:index]:
            assert np.abs(one.astype(int) - other)[mask > 0].mean() > 2


def test_a_larger_repainting_shows_the_same_things_finer(parents: dict[str, Bytes]) -> None:
    prompt, mask = "the sea at noon", MASKS["sky"]
    small = repainted(parents[prompt], prompt, "a hot air balloon", 1, mask)
    scene = region_scene(tile_scenes(prompt, 3)[0], "a hot air balloon", 1, Focus.of(mask, SQUARE))
    parent = paint(tile_scenes(prompt, 3)[0], SQUARE, 2 * SIZE, 2 * SIZE)
    large = repaint(parent, scene, SQUARE, mask.repeat(2, 0).repeat(2, 1))
    shrunk = cv2.resize(large, (SIZE, SIZE), interpolation=cv2.INTER_AREA).astype(int)
    assert np.abs(shrunk - small)[mask > 0].mean() < 8


def test_the_light_stays_near_the_parents_where_no_mood_is_named(parents: dict[str, Bytes]) -> None:
    for prompt in PROMPTS:
        parent, mask = parents[prompt], MASKS["ground"]
        for seed in range(4):
            gap = repainted(parent, prompt, "", seed, mask).astype(int)[mask > 0] - parent[mask > 0]
            assert abs(float(np.median(gap))) < 14
    dark = repainted(parents["the sea at noon"], "the sea at noon", "night", 1, MASKS["half"]).astype(int)
    assert (dark - parents["the sea at noon"])[MASKS["half"] > 0].mean() < -25


def test_a_mask_without_white_has_no_focus() -> None:
    with pytest.raises(ValueError, match="nothing is to be repainted"):
        Focus.of(np.full((8, 8), 127, np.uint8), SQUARE)


def test_even_the_same_picture_comes_out_visibly_changed(parents: dict[str, Bytes]) -> None:
    for parent in parents.values():
        assert changed(parent, blend(parent, parent, MASKS["ground"]), MASKS["ground"]) > 0.5


def test_the_seam_is_softer_than_a_cut(parents: dict[str, Bytes]) -> None:
    parent, mask = parents["the sea at noon"], MASKS["sky"]
    painted = np.full_like(parent, 40)
    edge = (mask > 0) & (cv2.erode(mask, np.ones((3, 3), np.uint8)) == 0)
    result = blend(parent, painted, mask)
    step = np.abs(result.astype(int) - parent)[edge].mean()
    assert step < 0.35 * np.abs(painted.astype(int) - parent)[edge].mean()


def test_grey_mask_values_are_cut_at_128(parents: dict[str, Bytes]) -> None:
    parent = parents["the sea at noon"]
    painted = np.full_like(parent, 20)
    for value, touched in ((127, False), (128, True)):
        mask = np.where(MASKS["sky"] > 0, value, 0).astype(np.uint8)
        assert bool((blend(parent, painted, mask) != parent).any()) is touched


def test_an_empty_mask_gives_the_parent(parents: dict[str, Bytes]) -> None:
    parent = parents["the sea at noon"]
    result = blend(parent, np.zeros_like(parent), np.zeros((SIZE, SIZE), np.uint8))
    assert (result == parent).all() and result is not parent


def test_one_masked_pixel_is_repainted(parents: dict[str, Bytes]) -> None:
    parent, mask = parents["the sea at noon"], np.zeros((SIZE, SIZE), np.uint8)
    mask[10, 120] = 255
    result = blend(parent, np.zeros_like(parent), mask)
    assert changed(parent, result, mask) == 1
    assert (result[mask == 0] == parent[mask == 0]).all()


def test_blend_leaves_its_arguments_alone(parents: dict[str, Bytes]) -> None:
    parent = parents["the sea at noon"]
    before = parent.copy()
    blend(parent, 255 - parent, MASKS["stroke"])
    assert (parent == before).all()


def test_sizes_that_differ_are_refused(parents: dict[str, Bytes]) -> None:
    parent = parents["the sea at noon"]
    with pytest.raises(ValueError, match="sizes differ"):
        blend(parent, parent, np.zeros((SIZE, SIZE + 1), np.uint8))
    with pytest.raises(ValueError, match="sizes differ"):
        blend(parent, parent[:-1], np.zeros((SIZE, SIZE), np.uint8))


def detail(picture: Bytes) -> float:
    grey = cv2.GaussianBlur(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY).astype(np.float32), (0, 0), 1.5)
    return float(np.abs(cv2.Laplacian(grey, cv2.CV_32F)).mean())


def test_a_preview_gets_nearer_to_the_picture_with_percent() -> None:
    picture = paint(tile_scenes(PROMPTS[1], 3)[0], SQUARE, 256, 256)
    gaps = [np.abs(preview(picture, percent).astype(int) - picture).mean() for percent in (5, 35, 75, 100)]
    assert gaps == sorted(gaps, reverse=True)
    assert gaps[-1] == 0 and gaps[1] > 2
    assert detail(preview(picture, 35)) < 0.6 * detail(picture)


def test_a_preview_is_the_same_each_time_and_any_percent_works() -> None:
    picture = paint(tile_scenes(PROMPTS[4], 3)[0], SQUARE, 33, 21)
    for percent in (-5, 0, 1, 50, 99, 100, 250):
        first = preview(picture, percent)
        assert first.shape == picture.shape and first.dtype == np.uint8 and first.flags.c_contiguous
        assert (first == preview(picture, percent)).all()
