"""Region edits: masks of every kind, and pictures that stay what they were outside them."""

import base64
from collections.abc import Iterator
from typing import Any

import cv2
import numpy as np
import pytest

from tests.demo.pictures import Pixels, decoded, difference, disc, enlarged, in_base64, likeness, shrunk, tile
from tests.demo.test_follow_ups import GRID, pixels
from tests.demo.test_protocol import refusal
from tests.engine import Engine


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    """An engine with tiles of 64 pixels: many pictures are made here."""
    with Engine("--in-flight", "0", pixels=128) as running:
        yield running


@pytest.fixture(scope="module")
def grid(engine: Engine) -> dict[str, Any]:
    """A square grid."""
    return engine.imagine("a calm sea --seed 4")


@pytest.fixture(scope="module")
def single(engine: Engine, grid: dict[str, Any]) -> dict[str, Any]:
    """Its first tile."""
    return engine.imagine(action="upscale1", image_id=grid["image_id"])


def edited(engine: Engine, parent: dict[str, Any], mask: str, prompt: str = "") -> dict[str, Any]:
    """A region edit's result."""
    return engine.imagine(prompt, "variation_region", parent["image_id"], mask=mask)


def test_four_candidates_are_their_parent_outside_the_mask_and_new_inside(
    engine: Engine, single: dict[str, Any]
) -> None:
    mask = disc(64, 64)
    result = edited(engine, single, in_base64(mask), "a red balloon")
    assert result["actions"] == GRID
    whole, parent = pixels(engine, result), pixels(engine, single)
    assert whole.shape == (128, 128, 3)
    for number in range(1, 5):
        change = difference(tile(whole, number), parent)
        assert (change[mask == 0] == 0).all()
        assert (change[mask > 0] > 8).mean() > 0.5
    assert difference(tile(whole, 1), tile(whole, 2)).any()


def variants() -> dict[str, str]:
    """One mask, written in every way that clients are known to."""
    mask = disc(64, 64)
    plain = in_base64(mask)
    transparent = np.zeros((64, 64, 4), np.uint8)
    transparent[mask > 0] = 255
    black_strokes = transparent.copy()
    black_strokes[:, :, :3] = 0
    return {
        "gray PNG": plain,
        "RGB PNG": in_base64(cv2.cvtColor(mask, cv2.COLOR_GRAY2BGR)),
        "16 bits": in_base64(mask.astype(np.uint16) * 257),
        "white on transparent": in_base64(transparent),
        "black on transparent": in_base64(black_strokes),
        "opaque with alpha": in_base64(np.dstack([mask, mask, mask, np.full_like(mask, 255)])),
        "twice as large": in_base64(enlarged(mask, 2)),
        "gray around the threshold": in_base64(np.where(mask > 0, 128, 127).astype(np.uint8)),
        "data URI": f"data:image/png;base64,{plain}",
        "line breaks": base64.encodebytes(base64.b64decode(plain)).decode("ascii"),
        "CRLF": "\r\n".join(plain[start : start + 60] for start in range(0, len(plain), 60)),
        "no padding": plain.rstrip("="),
        "url-safe": plain.replace("+", "-").replace("/", "_"),
    }


@pytest.fixture(scope="module")
def usual(engine: Engine, single: dict[str, Any]) -> Pixels:
    """Which pixels the mask changes when it is sent as a gray PNG."""
    return changed(engine, single, variants()["gray PNG"])


def changed(engine: Engine, parent: dict[str, Any], mask: str) -> Pixels:
    """Where the first candidate differs from its parent."""
    return np.asarray(difference(tile(pixels(engine, edited(engine, parent, mask)), 1), pixels(engine, parent)) > 0)


@pytest.mark.parametrize("name", list(variants())[1:])
def test_a_mask_means_the_same_in_every_way_of_writing(
    engine: Engine, single: dict[str, Any], usual: Pixels, name: str
) -> None:
    found = changed(engine, single, variants()[name])
    assert not found[disc(64, 64) == 0].any()
    assert found.sum() == pytest.approx(usual.sum(), rel=0.1)


def test_a_jpegs_ringing_is_cut_at_the_middle(engine: Engine, single: dict[str, Any]) -> None:
    data = cv2.imencode(".jpg", disc(64, 64), [cv2.IMWRITE_JPEG_QUALITY, 60])[1].tobytes()
    white = decoded(data)[:, :, 0] >= 128
    found = changed(engine, single, base64.b64encode(data).decode("ascii"))
    assert not found[~white].any()
    assert found[white].mean() > 0.5


@pytest.mark.parametrize(
    "mask",
    [None, "", "not base64!", "ä", in_base64(np.zeros((64, 64), np.uint8)), in_base64(disc(64, 64), ".bmp")]
    + [base64.b64encode(b"\x89PNG\r\n\x1a\nrubbish").decode(), in_base64(disc(64, 64))[:40], "data:image/png;base64,"]
    + ["http://127.0.0.1/mask.png", in_base64(np.full((64, 64), 127, np.uint8))],
    ids=range(11),
)
def test_a_missing_unreadable_or_black_mask_is_a_bad_request(
    engine: Engine, single: dict[str, Any], mask: str | None
) -> None:
    body = {"action": "variation_region", "image_id": single["image_id"], "mask": mask}
    assert refusal(engine.post("/midjourney/imagine", body)) == (400, "bad_request")


def test_a_picture_file_that_unpacks_to_gigabytes_is_a_bad_request(engine: Engine, single: dict[str, Any]) -> None:
    bomb = in_base64(np.zeros((9_000, 9_000), np.uint8))
    body = {"action": "variation_region", "image_id": single["image_id"], "mask": bomb}
    assert refusal(engine.post("/midjourney/imagine", body)) == (400, "bad_request")


def test_a_larger_parent_is_scaled_down_to_the_tile(engine: Engine, single: dict[str, Any]) -> None:
    larger = engine.imagine(action="upscale_2x", image_id=single["image_id"])
    result = edited(engine, larger, in_base64(enlarged(disc(64, 64), 2)))
    assert (result["raw_image_width"], result["raw_image_height"]) == (128, 128)
    first, outside = tile(pixels(engine, result), 1), disc(64, 64) == 0
    assert (difference(first, shrunk(pixels(engine, larger), 2))[outside] <= 1).all()


def test_a_grid_as_the_parent_is_scaled_down_to_the_tile(engine: Engine, grid: dict[str, Any]) -> None:
    result = edited(engine, grid, in_base64(enlarged(disc(64, 64), 2)))
    first, outside = tile(pixels(engine, result), 1), disc(64, 64) == 0
    assert (difference(first, shrunk(pixels(engine, grid), 2))[outside] <= 1).all()
    candidate = engine.imagine(action="upscale1", image_id=result["image_id"])
    zoomed = engine.imagine(action="zoom_out_2x", image_id=candidate["image_id"])
    middle = tile(pixels(engine, zoomed), 1)[16:48, 16:48]
    assert (difference(middle, shrunk(first, 2)) <= 2)[2:-2, 2:-2].all()


def test_an_upscaled_candidate_is_that_candidate_and_everything_goes_on_from_it(
    engine: Engine, single: dict[str, Any]
) -> None:
    mask = disc(64, 64)
    result = edited(engine, single, in_base64(mask), "a red balloon")
    second = engine.imagine(action="upscale2", image_id=result["image_id"])
    candidate = tile(pixels(engine, result), 2)
    assert (pixels(engine, second) == candidate).all()

    zoomed = engine.imagine(action="zoom_out_2x", image_id=second["image_id"])
    middle = tile(pixels(engine, zoomed), 3)[16:48, 16:48]
    inside = shrunk(np.dstack([mask] * 3), 2)[:, :, 0] == 255
    assert (difference(middle, shrunk(candidate, 2))[inside] <= 2).all()

    larger = engine.imagine(action="upscale_2x", image_id=second["image_id"])
    assert likeness(shrunk(pixels(engine, larger), 2), candidate) > likeness(pixels(engine, single), candidate)

    other = disc(64, 64, x=0.7, y=0.2, radius=0.15)
    again = edited(engine, second, in_base64(other))
    assert (difference(tile(pixels(engine, again), 4), candidate)[other == 0] == 0).all()

    anew = engine.imagine(action="reroll", image_id=again["image_id"])
    assert (difference(tile(pixels(engine, anew), 4), candidate)[other == 0] == 0).all()
    assert difference(pixels(engine, anew), pixels(engine, again)).any()


def test_a_region_of_a_wide_picture_has_its_shape(engine: Engine) -> None:
    grid = engine.imagine("a calm sea --ar 16:9")
    wide = engine.imagine(action="upscale1", image_id=grid["image_id"])
    mask = disc(88, 48)
    result = edited(engine, wide, in_base64(mask))
    assert (result["raw_image_width"], result["raw_image_height"]) == (176, 96)
    assert (difference(tile(pixels(engine, result), 1), pixels(engine, wide))[mask == 0] == 0).all()
