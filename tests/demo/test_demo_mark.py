"""The small mark that says who drew a picture: in every tile and every single, always in the same corner."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import cv2
import numpy as np
import pytest

from mj_desktop.demo.artist import mark
from tests.demo.pictures import Pixels, decoded, disc, in_base64, tile
from tests.engine import Engine

FOUND = 0.55


def shows(picture: Pixels) -> float:
    """How much the corner at the bottom right is like the mark there: -1..1."""
    height, width = picture.shape[:2]
    blank = mark(np.full((height, width, 3), 40, np.uint8)).astype(np.float32)
    reach = round(0.11 * min(height, width))
    corners = [each[-reach // 2 :, -reach:].mean(axis=2) for each in (blank, picture.astype(np.float32))]
    sharp = [(each - cv2.GaussianBlur(each, (0, 0), reach / 8)).ravel() for each in corners]
    return float(np.corrcoef(sharp[0], sharp[1])[0, 1])


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with Engine("--in-flight", "0", "--seed", "3", pixels=512) as running:
        yield running


@pytest.fixture(scope="module")
def single(engine: Engine) -> dict[str, Any]:
    grid = engine.imagine("volcano at night --seed 3")
    for number in range(1, 5):
        assert shows(tile(decoded(engine.picture(grid["raw_image_url"])), number)) > FOUND
    return engine.imagine(action="upscale2", image_id=grid["image_id"])


def test_a_picture_without_it_is_told_from_one_with_it(engine: Engine, single: dict[str, Any]) -> None:
    picture = decoded(engine.picture(single["raw_image_url"]))
    assert shows(picture) > FOUND
    assert shows(np.ascontiguousarray(picture[:-40, :-40])) < 0.3


@pytest.mark.parametrize(
    "action", ["upscale_2x", "upscale_4x", "zoom_out_2x", "pan_left", "pan_down", "variation_strong"]
)
def test_follow_ups_have_it_in_the_corner_and_nowhere_else(engine: Engine, single: dict[str, Any], action: str) -> None:
    result = engine.imagine(action=action, image_id=single["image_id"])
    picture = decoded(engine.picture(result["raw_image_url"]))
    parts = [tile(picture, number) for number in range(1, 5)] if len(result["actions"]) == 9 else [picture]
    for part in parts:
        assert shows(part) > FOUND
    if action == "zoom_out_2x":  # where it was in the picture that this one holds
        quarter = parts[0].shape[0] // 4
        assert shows(np.ascontiguousarray(parts[0][quarter:-quarter, quarter:-quarter])) < 0.45


def test_a_region_edit_keeps_it(engine: Engine, single: dict[str, Any]) -> None:
    mask = in_base64(disc(256, 256, 0.8, 0.8, 0.3))
    result = engine.imagine("a ship", "variation_region", single["image_id"], mask=mask)
    picture = decoded(engine.picture(result["raw_image_url"]))
    for number in range(1, 5):
        assert shows(tile(picture, number)) > FOUND


def test_what_was_repainted_over_it_is_seen_without_it_from_farther_away(
    engine: Engine, single: dict[str, Any]
) -> None:
    mask = in_base64(np.full((256, 256), 255, np.uint8))
    edited = engine.imagine("at dusk", "variation_region", single["image_id"], mask=mask)
    one = engine.imagine(action="upscale1", image_id=edited["image_id"])
    wide = engine.imagine(action="zoom_out_2x", image_id=one["image_id"])
    part = tile(decoded(engine.picture(wide["raw_image_url"])), 1)
    quarter = part.shape[0] // 4
    assert shows(part) > FOUND
    assert shows(np.ascontiguousarray(part[quarter:-quarter, quarter:-quarter])) < 0.45
