"""`/midjourney/edits`: pictures from elsewhere, repainted."""

import json
from collections.abc import Iterator
from typing import Any

import cv2
import httpx
import numpy as np
import pytest

from tests.demo.pictures import Pixels, decoded, difference, disc, in_base64, shrunk, tile
from tests.demo.test_delivery import sample
from tests.demo.test_protocol import refusal
from tests.engine import Engine
from tests.hosts import Host, host
from tests.mailbox import mailbox

EDGE = 64


def photograph(edge: int = EDGE, width: int | None = None) -> Pixels:
    """A picture that no artist of ours would paint."""
    down, across = np.mgrid[0:edge, 0 : width or edge]
    return np.stack([(across * 7) % 256, (down * 5) % 256, (across * down) % 256], axis=-1).astype(np.uint8)


def encoded(picture: Pixels, kind: str = ".png") -> bytes:
    """The bytes of a picture file."""
    return cv2.imencode(kind, picture)[1].tobytes()


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[Host]:
    """A server on this computer that has the photograph."""
    with host(headers={"content-type": "image/png"}, body=encoded(photograph())) as running:
        yield running


def edit(engine: Engine, **fields: Any) -> httpx.Response:
    """The answer to an edit."""
    return engine.post("/midjourney/edits", {"prompt": "a lighthouse", **fields})


def edited(engine: Engine, **fields: Any) -> dict[str, Any]:
    """The result of an edit."""
    answer = edit(engine, **fields)
    assert answer.status_code == 200, answer.text
    result: dict[str, Any] = answer.json()
    return result


def grid(engine: Engine, result: dict[str, Any]) -> Pixels:
    """The raw picture of a result."""
    return decoded(engine.picture(result["raw_image_url"]))


def test_an_edit_has_the_shape_of_the_sample_and_offers_what_grids_offer(engine: Engine, elsewhere: Host) -> None:
    result = edited(engine, image_url=elsewhere.address, split_images=True)
    assert set(result) == set(sample("edits.json")) | {"trace_id", "actions"}
    assert result["actions"] == sample("imagine_grid.json")["actions"]
    assert result["image_url"] == result["raw_image_url"]
    assert (result["image_width"], result["raw_image_width"]) == (2 * EDGE, 2 * EDGE)
    whole = grid(engine, result)
    assert whole.shape == (2 * EDGE, 2 * EDGE, 3)
    for number, address in enumerate(result["sub_image_urls"], start=1):
        assert (decoded(engine.picture(address)) == tile(whole, number)).all()
    assert "sub_image_urls" not in edited(engine, image_url=elsewhere.address)
    record = engine.record(result["task_id"])
    assert (record["type"], record["response"]["image_id"]) == ("edits", result["image_id"])


def test_outside_the_mask_a_picture_keeps_every_pixel(engine: Engine, elsewhere: Host) -> None:
    mask = disc(EDGE, EDGE)
    result = edited(engine, image_url=elsewhere.address, mask=in_base64(mask))
    for number in range(1, 5):
        change = difference(tile(grid(engine, result), number), photograph())
        assert (change[mask == 0] == 0).all()
        assert (change[mask == 255] > 8).mean() > 0.5


def test_without_a_mask_all_of_it_is_redrawn(engine: Engine, elsewhere: Host) -> None:
    result = edited(engine, image_url=elsewhere.address)
    tiles = [tile(grid(engine, result), number) for number in range(1, 5)]
    assert all((difference(each, photograph()) > 8).mean() > 0.9 for each in tiles)
    assert all((each != tiles[0]).any() for each in tiles[1:])


def test_what_an_edit_made_can_be_gone_on_from(engine: Engine, elsewhere: Host) -> None:
    mask = disc(EDGE, EDGE)
    outside = mask == 0
    result = edited(engine, image_url=elsewhere.address, mask=in_base64(mask))
    single = engine.imagine(action="upscale2", image_id=result["image_id"])
    assert (grid(engine, single) == tile(grid(engine, result), 2)).all()
    for action in ("reroll", "variation1"):
        other = grid(engine, engine.imagine(action=action, image_id=result["image_id"]))
        shown = shrunk(tile(other, 3), other.shape[1] // 2 // EDGE)
        assert difference(shown, photograph())[outside].mean() < 12
        assert difference(shown, tile(grid(engine, result), 3))[~outside].mean() > 2
    again = engine.imagine(action="variation_region", image_id=single["image_id"], mask=in_base64(255 - mask))
    assert (difference(tile(grid(engine, again), 1), grid(engine, single))[mask == 255] == 0).all()
    large = engine.imagine(action="upscale_2x", image_id=single["image_id"])
    assert grid(engine, large).shape == (2 * EDGE, 2 * EDGE, 3)


def test_a_large_picture_and_its_mask_are_scaled_to_a_tile(engine: Engine) -> None:
    data, mask = encoded(photograph(300, 450), ".jpg"), disc(200, 300)
    with host(body=data) as large:
        result = edited(engine, image_url=large.address, mask=in_base64(mask))
    first = tile(grid(engine, result), 1)
    height, width = first.shape[:2]
    assert (width, height) == (result["image_width"] // 2, result["image_height"] // 2)
    assert 1.4 < width / height < 1.6
    kept = cv2.resize(mask, (width, height), interpolation=cv2.INTER_NEAREST) == 0
    small = np.asarray(cv2.resize(decoded(data), (width, height), interpolation=cv2.INTER_AREA), np.uint8)
    assert (difference(first, small)[kept] == 0).all()


def test_a_picture_of_the_engine_itself_can_be_edited(engine: Engine) -> None:
    made = engine.imagine("a calm sea")
    for address in (made["raw_image_url"], made["image_url"]):
        # As another client may have written the engine's name.
        result = edited(engine, image_url=address.replace("127.0.0.1", "localhost"), mask=in_base64(disc(64, 64)))
        assert result["success"] is True


def test_a_mask_can_be_an_address(engine: Engine, elsewhere: Host) -> None:
    mask = disc(EDGE, EDGE)
    with host(body=encoded(np.dstack([mask] * 3))) as masks:
        result = edited(engine, image_url=elsewhere.address, mask=masks.address)
        made = engine.imagine("a calm sea", split_images=True)
        region = {"action": "variation_region", "image_id": made["image_id"], "mask": masks.address}
        assert engine.imagine(**region)["success"] is True
    assert (difference(tile(grid(engine, result), 4), photograph())[mask == 0] == 0).all()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"prompt": None}, "prompt is required"),
        ({"image_url": None}, "image_url is required"),
        ({"image_url": ""}, "image_url is required"),
        ({"image_url": 5}, "image_url must be a string"),
        ({"image_url": "picture.png"}, "image_url must be an http or https address"),
        ({"image_url": "https://cdn.acedata.cloud/jgo1cw.jpg"}, "the demo engine asks no other"),
        ({"image_url": "http://h/files/11111111-2222-4333-8444-555555555555.png"}, "names no picture of this engine"),
        ({"image_url": "http://127.0.0.1:1/x.png"}, "image_url cannot be fetched"),
        ({"image_url": "http://127.0.0.1:1/%zz\u0000"}, "image_url"),
        ({"action": "upscale1"}, "action must be generate"),
        ({"mode": "slow"}, "mode must be one of fast, relax, turbo"),
        ({"split_images": 1}, "split_images must be true or false"),
        ({"mask": "nothing"}, "mask"),
        ({"mask": "http://10.0.0.1/mask.png"}, "mask must be an address of this engine or of this computer"),
        ({"mask": in_base64(np.zeros((8, 8), np.uint8))}, "mask is all black"),
        ({"prompt": "a cat --v 8.1", "mode": "turbo"}, "turbo is not supported with version 8.1"),
        ({"prompt": "a cat --v 8.1 --q 1"}, "quality is not supported with version 8.1"),
        ({"prompt": "a cat --odd"}, "Unrecognized argument(s): `--odd`"),
    ],
)
def test_what_cannot_be_edited_is_a_bad_request(
    engine: Engine, elsewhere: Host, fields: dict[str, Any], words: str
) -> None:
    answer = edit(engine, **{"image_url": elsewhere.address, **fields})
    assert refusal(answer) == (400, "bad_request")
    assert words in answer.json()["error"]["message"]


@pytest.mark.parametrize(
    ("status", "body", "words"),
    [
        (404, b"", "answers with status 404"),
        (302, b"", "answers with status 302"),
        (200, b"<html>", "leads to no readable picture"),
        (200, encoded(photograph())[:200], "leads to no readable picture"),
        (200, encoded(photograph(8)), "of 8 x 8, too small"),
        (200, encoded(photograph(20, 400)), "of 400 x 20, too small or too narrow"),
    ],
)
def test_an_address_without_a_usable_picture_is_a_bad_request(
    engine: Engine, status: int, body: bytes, words: str
) -> None:
    with host(status, {"location": engine.address}, body) as odd:
        answer = edit(engine, image_url=odd.address)
        assert len(odd.asked) == 1
    assert refusal(answer) == (400, "bad_request")
    assert words in answer.json()["error"]["message"]


def test_an_edit_is_delivered_in_every_way(engine: Engine, elsewhere: Host) -> None:
    body = {"prompt": "a cat", "image_url": elsewhere.address}
    stream = engine.post("/midjourney/edits", body, accept="application/x-ndjson")
    lines = [json.loads(line) for line in stream.text.splitlines()]
    assert len(lines) >= 4 and lines[-1]["progress"] == 100
    assert all(line["actions"] == [] and line["image_url"].endswith(".webp") for line in lines[:-1])
    task_id = engine.post("/midjourney/edits", {**body, "async": True}).json()["task_id"]
    assert engine.finished(task_id)["image_url"].endswith(f"{task_id}.png")
    with mailbox() as box:
        task_id = engine.post("/midjourney/edits", {**body, "callback_url": box.address}).json()["task_id"]
        assert box.next().result["task_id"] == task_id


def test_an_edit_goes_on_after_the_engine_was_killed(elsewhere: Host) -> None:
    with Engine(pace=1.2, pixels=256) as engine:
        body = {"prompt": "a cat --seed 4", "image_url": elsewhere.address, "async": True}
        task_id = engine.post("/midjourney/edits", {**body, "mask": in_base64(disc(32, 32))}).json()["task_id"]
        asked = len(elsewhere.asked)
        engine.start_again()
        result = engine.finished(task_id)["response"]
        assert len(elsewhere.asked) == asked
        assert result["success"] is True and grid(engine, result).shape == (2 * EDGE, 2 * EDGE, 3)
        assert engine.imagine(action="upscale1", image_id=result["image_id"])["success"] is True
