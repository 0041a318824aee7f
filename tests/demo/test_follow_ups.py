"""Actions: what each kind of picture offers, and what each of them makes."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from mj_desktop.demo import tables
from tests.demo.pictures import Pixels, decoded, difference, likeness, shrunk, tile
from tests.demo.test_protocol import refusal
from tests.engine import Engine

GRID = [*tables.grid_actions()]
SINGLE = [*tables.single_actions()]


def pixels(engine: Engine, result: dict[str, Any]) -> Pixels:
    """The raw picture of a result, whose size must be the announced one."""
    picture = decoded(engine.picture(result["raw_image_url"]))
    assert picture.shape == (result["raw_image_height"], result["raw_image_width"], 3)
    return picture


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    """An engine with tiles of 64 pixels: many pictures are made here."""
    with Engine("--in-flight", "0", pixels=128) as running:
        yield running


@pytest.fixture(scope="module")
def grid(engine: Engine) -> dict[str, Any]:
    """A square grid."""
    return engine.imagine("a calm sea --seed 11")


@pytest.fixture(scope="module")
def single(engine: Engine, grid: dict[str, Any]) -> dict[str, Any]:
    """Its third tile."""
    return engine.imagine(action="upscale3", image_id=grid["image_id"])


@pytest.fixture(scope="module")
def wide(engine: Engine) -> dict[str, Any]:
    """A single picture that is wider than high."""
    grid = engine.imagine("a calm sea --ar 16:9")
    return engine.imagine(action="upscale1", image_id=grid["image_id"])


def test_the_upscale_of_a_tile_is_that_tile_pixel_for_pixel(
    engine: Engine, grid: dict[str, Any], single: dict[str, Any]
) -> None:
    assert (pixels(engine, single) == tile(pixels(engine, grid), 3)).all()
    assert (single["raw_image_width"], single["image_width"]) == (64, 32)
    assert single["actions"] == SINGLE


@pytest.mark.parametrize(
    ("action", "width", "height"),
    [
        ("variation_subtle", 128, 128),
        ("variation_strong", 128, 128),
        ("zoom_out_2x", 128, 128),
        ("zoom_out_1_5x", 128, 128),
        ("pan_left", 160, 112),
        ("pan_right", 160, 112),
        ("pan_up", 112, 160),
        ("pan_down", 112, 160),
    ],
)
def test_what_is_made_of_a_single_picture_is_a_grid(
    engine: Engine, single: dict[str, Any], action: str, width: int, height: int
) -> None:
    result = engine.imagine(action=action, image_id=single["image_id"])
    assert result["actions"] == GRID
    assert pixels(engine, result).shape == (height, width, 3)


@pytest.mark.parametrize("action", ["variation1", "variation4", "reroll"])
def test_what_is_made_of_a_grid_anew_is_a_grid(engine: Engine, grid: dict[str, Any], action: str) -> None:
    result = engine.imagine(action=action, image_id=grid["image_id"])
    assert result["actions"] == GRID
    assert (result["raw_image_width"], result["raw_image_height"]) == (128, 128)
    assert difference(pixels(engine, result), pixels(engine, grid)).mean() > 1


def test_upscales_are_two_or_four_times_as_large_and_can_be_redone(engine: Engine, single: dict[str, Any]) -> None:
    twice = engine.imagine(action="upscale_2x", image_id=single["image_id"])
    assert twice["raw_image_width"] == 128
    assert twice["actions"] == [*SINGLE, *tables.redo_actions()]
    again = engine.imagine(action="redo_upscale_4x", image_id=twice["image_id"])
    assert again["raw_image_width"] == 256
    assert again["actions"] == [*SINGLE, *tables.redo_actions()]
    small = pixels(engine, single)
    assert likeness(shrunk(pixels(engine, twice), 2), small) > 0.95
    assert likeness(shrunk(pixels(engine, again), 4), small) > 0.95


def test_every_version_offers_what_the_documents_list(engine: Engine) -> None:
    grid = engine.imagine("a meadow --v 8.2")
    single = engine.imagine(action="upscale1", image_id=grid["image_id"])
    assert single["actions"] == list(SINGLE)


def test_a_wide_picture_can_be_made_square(engine: Engine, wide: dict[str, Any]) -> None:
    assert wide["actions"] == [*SINGLE, "square"]
    assert (wide["raw_image_width"], wide["raw_image_height"]) == (88, 48)
    result = engine.imagine(action="square", image_id=wide["image_id"])
    assert (result["raw_image_width"], result["raw_image_height"]) == (128, 128)


def test_a_variation_keeps_the_shape_of_its_picture(engine: Engine, wide: dict[str, Any]) -> None:
    result = engine.imagine(action="variation_subtle", image_id=wide["image_id"])
    assert (result["raw_image_width"], result["raw_image_height"]) == (176, 96)


def test_pans_grow_until_the_picture_is_three_times_as_long_and_then_move(engine: Engine, wide: dict[str, Any]) -> None:
    widths = []
    result = wide
    for _ in range(3):
        grid = engine.imagine(action="pan_right", image_id=result["image_id"])
        widths.append(grid["raw_image_width"])
        result = engine.imagine(action="upscale1", image_id=grid["image_id"])
    assert widths[0] > 2 * wide["raw_image_width"]
    assert widths[1] == widths[2]


def test_a_zoom_out_holds_the_old_picture_in_its_middle(engine: Engine, single: dict[str, Any]) -> None:
    result = engine.imagine(action="zoom_out_2x", image_id=single["image_id"])
    whole, old = pixels(engine, result), shrunk(pixels(engine, single), 2)
    for number in range(1, 5):
        assert likeness(tile(whole, number)[16:48, 16:48], old) > 0.9
    assert difference(tile(whole, 1), tile(whole, 2)).any()


def test_chains_go_on_to_any_depth(engine: Engine, grid: dict[str, Any]) -> None:
    result = grid
    for action in ["upscale2", "zoom_out_2x", "upscale4", "variation_subtle", "reroll", "upscale1", "upscale_2x"]:
        assert action in result["actions"]
        result = engine.imagine(action=action, image_id=result["image_id"])
    assert np.ptp(pixels(engine, result)) > 20


def test_an_unknown_picture_or_an_action_that_is_not_offered_is_a_bad_request(
    engine: Engine, grid: dict[str, Any], single: dict[str, Any]
) -> None:
    def sent(action: str, image_id: str) -> tuple[int, str]:
        return refusal(engine.post("/midjourney/imagine", {"action": action, "image_id": image_id}))

    assert sent("upscale1", "1234567890123456789") == (400, "bad_request")
    assert sent("upscale_2x", grid["image_id"]) == (400, "bad_request")
    assert sent("upscale1", single["image_id"]) == (400, "bad_request")
    assert sent("redo_upscale_2x", single["image_id"]) == (400, "bad_request")
    assert sent("square", single["image_id"]) == (400, "bad_request")
    assert sent("dance", grid["image_id"]) == (400, "bad_request")


def test_a_previews_id_is_no_picture(engine: Engine) -> None:
    lines = engine.post("/midjourney/imagine", {"prompt": "x"}, accept="application/x-ndjson").text.splitlines()
    preview_id = lines[0].partition('"image_id":"')[2].partition('"')[0]
    answer = engine.post("/midjourney/imagine", {"action": "upscale1", "image_id": preview_id})
    assert refusal(answer) == (400, "bad_request")


@pytest.fixture(scope="module")
def generous() -> Iterator[Engine]:
    """An engine that offers two actions nobody has heard of."""
    with Engine("--offer", "sing", "--offer", "dance_2x", pixels=64) as engine:
        yield engine


def test_offered_names_come_last_on_every_picture_and_are_taken(generous: Engine) -> None:
    grid = generous.imagine("a cat")
    assert grid["actions"] == [*GRID, "sing", "dance_2x"]
    single = generous.imagine(action="upscale1", image_id=grid["image_id"])
    assert single["actions"] == [*SINGLE, "sing", "dance_2x"]
    for result in (grid, single):
        made = generous.imagine(action="sing", image_id=result["image_id"])
        assert made["actions"] == [*GRID, "sing", "dance_2x"]


def test_the_same_seed_gives_the_same_picture_and_another_seed_another(engine: Engine) -> None:
    first, second, third = (engine.imagine(f"a quiet bay --seed {seed}") for seed in (5, 5, 6))
    assert engine.picture(first["raw_image_url"]) == engine.picture(second["raw_image_url"])
    assert engine.picture(first["raw_image_url"]) != engine.picture(third["raw_image_url"])


def test_without_a_seed_every_picture_is_new_but_the_engines_own_seed_repeats_them(engine: Engine) -> None:
    first, second = (engine.imagine("a quiet bay") for _ in range(2))
    assert engine.picture(first["raw_image_url"]) != engine.picture(second["raw_image_url"])
    pictures = []
    for _ in range(2):
        with Engine("--seed", "3", pixels=64) as seeded:
            result = seeded.imagine("a quiet bay")
            chain = seeded.imagine(action="variation1", image_id=result["image_id"])
            pictures.append([seeded.picture(each["raw_image_url"]) for each in (result, chain)])
    assert pictures[0] == pictures[1]
