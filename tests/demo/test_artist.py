"""The artist: pictures as a function of scene, view and resolution."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys

import cv2
import numpy as np
import numpy.typing as npt
import pytest

from mj_desktop.demo.artist import Focus, Scene, View, paint, region_scene, tile_scenes

Bytes = npt.NDArray[np.uint8]

SQUARE = View(0, 0, 1, 1)
PLACES = {
    "mountains": "misty mountains, four seasons",
    "sea": "a sailing boat on the sea",
    "lighthouse": "a lighthouse on a basalt cliff at dusk, storm clearing, soft volumetric light, calm sea, wide shot",
    "city": "night city over a river, neon, light rain",
    "dunes": "endless dunes under two moons, warm haze",
    "fjord": "aurora borealis over a fjord, snow mountains, mirror water",
    "forest": "pine forest in fog",
    "volcano": "volcano at night",
    "hills": "rolling hills with a cottage, spring",
}


def picture(prompt: str, seed: int = 7, size: int = 96, tile: int = 0) -> Bytes:
    return paint(tile_scenes(prompt, seed)[tile], SQUARE, size, size)


def apart(first: Bytes, second: Bytes) -> float:
    """Mean distance of two pictures of a size, in levels."""
    return float(np.abs(first.astype(np.float32) - second.astype(np.float32)).mean())


def likeness(first: Bytes, second: Bytes) -> float:
    """Correlation of two pictures of a size, after a slight blur."""
    flat = [cv2.GaussianBlur(part, (0, 0), 1.5).astype(np.float64).ravel() for part in (first, second)]
    return float(np.corrcoef(flat[0], flat[1])[0, 1])


def smaller(image: Bytes, width: int, height: int) -> Bytes:
    return np.asarray(cv2.resize(image, (width, height), interpolation=cv2.INTER_AREA), np.uint8)


@pytest.mark.parametrize("prompt", PLACES.values(), ids=PLACES.keys())
def test_every_place_is_a_picture_with_light_and_shade(prompt: str) -> None:
    drawn = picture(prompt)
    assert drawn.shape == (96, 96, 3) and drawn.dtype == np.uint8 and drawn.flags.c_contiguous
    low, high = np.percentile(drawn.max(axis=2), [2, 98])
    assert high - low > 60, "flat"
    assert (drawn == 255).all(axis=2).mean() < 0.25, "burnt out"


@pytest.mark.parametrize("prompt", PLACES.values(), ids=PLACES.keys())
def test_the_same_arguments_give_the_same_bytes(prompt: str) -> None:
    assert (picture(prompt, size=48) == picture(prompt, size=48)).all()


def test_the_same_arguments_give_the_same_bytes_in_another_process() -> None:
    prompts = [PLACES["lighthouse"], PLACES["city"], "something unheard of"]
    code = (
        "import hashlib, json, sys; from mj_desktop.demo.artist import View, paint, tile_scenes\n"
        "for p in json.loads(sys.argv[1]):\n"
        "    print(hashlib.sha256(paint(tile_scenes(p, 3)[1], View(0, 0, 1, 1), 64, 64).tobytes()).hexdigest())"
    )
    run = subprocess.run([sys.executable, "-c", code, json.dumps(prompts)], capture_output=True, text=True, check=True)
    here = [hashlib.sha256(picture(prompt, 3, 64, 1).tobytes()).hexdigest() for prompt in prompts]
    assert run.stdout.split() == here


def test_painting_something_else_in_between_changes_nothing() -> None:
    before = picture(PLACES["fjord"], size=40)
    picture(PLACES["hills"], size=57)
    assert (picture(PLACES["fjord"], size=40) == before).all()


def test_other_seeds_give_other_pictures() -> None:
    for prompt in PLACES.values():
        assert apart(picture(prompt, 1, 64), picture(prompt, 2, 64)) > 4


def test_other_prompts_give_other_pictures() -> None:
    prompts = ["quiet joy", "a blurb", "xyzzy", "Zürich", "光", "the smell of rain on tar"]
    drawn = [picture(prompt, 5, 48) for prompt in prompts]
    for index, one in enumerate(drawn):
        for other in drawn[:index]:
            assert apart(one, other) > 4


def test_the_four_tiles_of_a_grid_differ() -> None:
    for prompt in PLACES.values():
        tiles = [paint(scene, SQUARE, 48, 48) for scene in tile_scenes(prompt, 9)]
        for index, one in enumerate(tiles):
            for other in tiles[:index]:
                assert apart(one, other) > 4


@pytest.mark.parametrize("prompt", PLACES.values(), ids=PLACES.keys())
def test_the_middle_of_a_zoomed_out_picture_is_the_old_picture(prompt: str) -> None:
    scene = tile_scenes(prompt, 4)[2]
    near, wide = paint(scene, SQUARE, 128, 128), paint(scene, SQUARE.zoomed_out(2), 256, 256)
    middle = np.ascontiguousarray(wide[64:192, 64:192])
    near[108:, 96:] = middle[108:, 96:] = 0  # the mark belongs to the picture, not to the scene
    assert likeness(near, middle) > 0.94


@pytest.mark.parametrize("prompt", PLACES.values(), ids=PLACES.keys())
@pytest.mark.parametrize("step", [(-0.5, 0.0), (0.25, -0.25)])
def test_a_moved_view_shows_the_same_scene_further_on(prompt: str, step: tuple[float, float]) -> None:
    scene = tile_scenes(prompt, 4)[1]
    here, there = paint(scene, SQUARE, 128, 128), paint(scene, SQUARE.moved(*step), 128, 128)
    dx, dy = round(step[0] * 128), round(step[1] * 128)
    first = here[max(0, dy) : 128 + min(0, dy), max(0, dx) : 128 + min(0, dx)]
    second = there[max(0, -dy) : 128 + min(0, -dy), max(0, -dx) : 128 + min(0, -dx)]
    height = min(first.shape[0], 104)
    assert likeness(np.ascontiguousarray(first[:height]), np.ascontiguousarray(second[:height])) > 0.93


@pytest.mark.parametrize("prompt", PLACES.values(), ids=PLACES.keys())
def test_a_larger_picture_shows_the_same_scene_finer(prompt: str) -> None:
    scene = tile_scenes(prompt, 11)[3]
    small, large = paint(scene, SQUARE, 128, 128), paint(scene, SQUARE, 256, 256)
    shrunk = smaller(large, 128, 128)
    assert likeness(small, shrunk) > 0.96
    assert apart(small, shrunk) < 12
    soft = smaller(large, 128, 128)
    finer = np.abs(large.astype(np.float32) - cv2.resize(soft, (256, 256), interpolation=cv2.INTER_CUBIC))
    assert finer.mean() > 0.8, "enlarged, not painted finer"


def test_subtle_variations_stay_near_and_strong_ones_go_far() -> None:
    for prompt in (PLACES["mountains"], PLACES["sea"], PLACES["dunes"]):
        scene = tile_scenes(prompt, 6)[0]
        parent, near, far = (paint(one, SQUARE, 64, 64) for one in (scene, scene.varied(1, 0.25), scene.varied(1, 0.8)))
        assert 1 < apart(parent, near) < apart(parent, far)


def test_variations_of_one_scene_differ_from_each_other() -> None:
    scene = tile_scenes(PLACES["mountains"], 6)[0]
    assert apart(*(paint(scene.varied(seed, 0.25), SQUARE, 64, 64) for seed in (1, 2))) > 1


def test_a_long_chain_of_variations_still_paints() -> None:
    scene = tile_scenes(PLACES["sea"], 6)[0]
    for seed in range(40):
        scene = scene.varied(seed, 0.8 if seed % 2 else 0.25)
    assert paint(scene, SQUARE, 40, 40).std() > 5


@pytest.mark.parametrize("prompt", PLACES.values(), ids=PLACES.keys())
def test_far_and_huge_views_are_painted(prompt: str) -> None:
    scene = tile_scenes(prompt, 2)[0]
    for view in (
        View(-900, 0, 1, 1),
        View(5000, 3, 1, 1),
        View(0, -40, 1, 1),
        View(2, 60, 1, 1),
        View(-40, -40, 80, 80),
    ):
        assert paint(scene, view, 32, 32).shape == (32, 32, 3)


@pytest.mark.parametrize("prompt", PLACES.values(), ids=PLACES.keys())
@pytest.mark.parametrize("size", [(1, 1), (7, 5), (200, 9), (9, 200)])
def test_odd_sizes_and_extreme_ratios_are_painted(prompt: str, size: tuple[int, int]) -> None:
    width, height = size
    drawn = paint(tile_scenes(prompt, 2)[0], View.of_ratio(width / height), width, height)
    assert drawn.shape == (height, width, 3)


def test_an_empty_size_is_refused() -> None:
    with pytest.raises(ValueError, match="a picture needs a size"):
        paint(tile_scenes("sea", 1)[0], SQUARE, 0, 10)


@pytest.mark.parametrize(
    "prompt", ["", "   ", "猫と月", "🌋🎈", "\ud800 lone surrogate", "a" * 30_000, "sea " * 9_000, "-- ::2"]
)
def test_any_prompt_is_painted(prompt: str) -> None:
    assert picture(prompt, 1, 40).std() > 5


def brightness(prompt: str) -> float:
    return float(np.mean([paint(scene, SQUARE, 40, 40).mean() for scene in tile_scenes(prompt, 3)]))


@pytest.mark.parametrize("place", ["mountains", "sea", "city skyline", "desert", "forest", "hills"])
def test_night_is_darker_than_noon(place: str) -> None:
    assert brightness(f"{place} at night") < 0.75 * brightness(f"{place} at noon")


def warmth(prompt: str) -> float:
    tiles = [paint(scene, SQUARE, 40, 40).astype(np.float32) for scene in tile_scenes(prompt, 3)]
    return float(np.mean([tile[..., 0].mean() - tile[..., 2].mean() for tile in tiles]))


def test_colours_and_moods_lean_the_light() -> None:
    assert warmth("the sea, blue") < warmth("the sea") < warmth("the sea, orange")
    assert warmth("mountains at sunset") > warmth("mountains at noon")


@pytest.mark.parametrize(
    "word", ["balloon", "balloons", "birds", "cat", "car", "person", "tree", "ship", "castle", "rain", "lightning"]
)
def test_a_subject_shows_in_the_picture(word: str) -> None:
    with_it = paint(Scene(f"hills and sea, {word}", 3), SQUARE, 96, 96)
    bare = paint(Scene("hills and sea", 3), SQUARE, 96, 96)
    assert apart(with_it, bare) > 1


def test_a_first_frame_keeps_the_centre_for_every_ratio() -> None:
    assert View.of_ratio(1) == SQUARE
    for ratio in (0.25, 0.5, 9 / 16, 0.8, 1.0, 4 / 3, 16 / 9, 3.0):
        view = View.of_ratio(ratio)
        assert view.width / view.height == pytest.approx(ratio)
        assert view.x + view.width / 2 == pytest.approx(0.5)
        assert view.y <= 0 and view.y + view.height >= 1


def test_zooming_and_moving_are_about_the_view_itself() -> None:
    assert SQUARE.zoomed_out(2) == View(-0.5, -0.5, 2, 2)
    assert View(1, 2, 4, 2).moved(-0.5, 1) == View(-1, 4, 4, 2)


def test_a_scene_survives_json() -> None:
    scene = region_scene(tile_scenes("the sea, 海", 5)[2].varied(8, 0.25).varied(2**40, 0.8), "a cat", 77)
    assert Scene.from_json(json.loads(json.dumps(scene.to_json()))) == scene
    assert hash(scene) == hash(Scene.from_json(scene.to_json()))


def test_a_region_edits_focus_survives_json() -> None:
    mask = np.zeros((70, 90), np.uint8)
    cv2.circle(mask, (60, 30), 25, 255, -1)
    scene = region_scene(tile_scenes("the sea", 5)[2], "a cat", 77, Focus.of(mask, View(-0.2, 0.1, 1.4, 1.1)))
    again = Scene.from_json(json.loads(json.dumps(scene.to_json())))
    assert again == scene and hash(again) == hash(scene)
    assert (paint(again, SQUARE, 40, 40) == paint(scene, SQUARE, 40, 40)).all()


def test_a_region_edit_from_before_there_was_a_focus_still_loads() -> None:
    old = {"prompt": "the sea", "seed": 5, "tile": 2, "variations": [], "regions": [["a cat", 77]], "stylize": 100}
    assert Scene.from_json(old) == region_scene(tile_scenes("the sea", 5)[2], "a cat", 77)


@pytest.mark.parametrize(
    "data",
    [{}, {"prompt": "x"}, {"prompt": "x", "seed": "1"}, {"prompt": "x", "seed": 1, "regions": 3}]
    + [
        {"prompt": "x", "seed": 1, "regions": regions}
        for regions in ([3], [["a"]], [["a", 1, 5]], [["a", 1, [[0], 1, []]]])
    ],
)
def test_what_is_no_scene_is_refused(data: dict[str, object]) -> None:
    with pytest.raises((KeyError, TypeError, ValueError)):
        Scene.from_json(data)


def mark_box(size: int) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of the mark in a dark picture, in parts of its size."""
    drawn = paint(tile_scenes("volcano at night", 1)[0], SQUARE, size, size).astype(np.float32).max(axis=2)
    corner = drawn[size * 7 // 8 :, size * 7 // 8 :]
    bright = corner - np.median(corner) > 0.45 * (corner.max() - np.median(corner))
    rows, columns = np.flatnonzero(bright.any(axis=1)), np.flatnonzero(bright.any(axis=0))
    places = np.array([columns[0], rows[0], columns[-1] + 1, rows[-1] + 1]) / size + (size * 7 // 8) / size
    return float(places[0]), float(places[1]), float(places[2]), float(places[3])


@pytest.mark.parametrize("size", [128, 256, 512])
def test_the_mark_has_the_same_place_and_size_in_every_size(size: int) -> None:
    final = mark_box(1024)
    assert final[2] - final[0] < 0.06
    assert mark_box(size) == pytest.approx(final, abs=1.6 / size + 0.002)
