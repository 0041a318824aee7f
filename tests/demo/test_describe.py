"""Describe: four prompts from what is seen in a picture and from what its file says of itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

import cv2
import numpy as np
import pytest

from mj_desktop.demo.artist import View, paint, see, tile_scenes
from mj_desktop.demo.description import described, description
from tests.demo.pictures import decoded
from tests.demo.test_protocol import refusal
from tests.engine import Engine
from tests.serving import Quiet, listening

PATH = "/midjourney/describe"
WHOLE = re.compile(r".{20,}\S --ar \d+:\d+")


def stripes(top: tuple[int, int, int], bottom: tuple[int, int, int], width: int = 320, height: int = 180) -> bytes:
    """A PNG of two colours (BGR), one above the other."""
    picture = np.full((height, width, 3), bottom, np.uint8)
    picture[: height // 2] = top
    return cv2.imencode(".png", picture)[1].tobytes()


PICTURES = {
    "/day.png": stripes((230, 160, 90), (40, 140, 60)),
    "/night.png": stripes((40, 10, 5), (20, 12, 8)),
    "/tall.png": stripes((60, 120, 240), (30, 60, 150), 200, 300),
    "/odd.png": stripes((60, 120, 240), (30, 60, 150), 700, 310),
    "/none.png": b"<html></html>",
}


class Shelf(Quiet):
    """A server on this computer with a few pictures."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(PICTURES[self.path])


@pytest.fixture(scope="module")
def shelf() -> Iterator[str]:
    with listening(Shelf) as address:
        yield address


def prompts(engine: Engine, address: str) -> list[str]:
    answer = engine.post(PATH, {"image_url": address})
    assert answer.status_code == 200, answer.text
    assert set(answer.json()) == {"descriptions"}
    found: list[str] = answer.json()["descriptions"]
    assert len(found) == 4 and len(set(found)) == 4
    assert all(WHOLE.fullmatch(text) for text in found), found
    return found


def test_the_engines_own_pictures_are_known_by_their_words(engine: Engine) -> None:
    grid = engine.imagine("a red car in the desert at sunset --ar 16:9 --seed 3")
    single = engine.imagine(action="upscale1", image_id=grid["image_id"])
    for address in (grid["raw_image_url"], grid["image_url"], single["raw_image_url"]):
        for text in prompts(engine, address):
            assert "a red car in the desert at sunset" in text and text.endswith(" --ar 16:9")


@pytest.mark.parametrize(
    ("name", "words", "ratio"),
    [
        ("/day.png", ("blue", "moss green"), "16:9"),
        ("/night.png", ("black", "night"), "16:9"),
        ("/tall.png", ("orange", "warm"), "2:3"),
        ("/odd.png", ("orange",), "9:4|16:7|70:31|100:44|25:11"),
    ],
)
def test_other_pictures_are_told_by_what_is_seen(
    engine: Engine, shelf: str, name: str, words: tuple[str, ...], ratio: str
) -> None:
    found = prompts(engine, shelf + name)
    for word in words:
        assert any(word in text for text in found), (word, found)
    assert all(re.search(rf" --ar ({ratio})$", text) for text in found), found


def test_each_answer_can_be_sent_back_as_a_prompt(engine: Engine, shelf: str) -> None:
    for text in prompts(engine, f"{shelf}/tall.png")[:2]:
        made = engine.imagine(text)
        assert made["raw_image_height"] > made["raw_image_width"]


def test_a_description_is_a_task(engine: Engine, shelf: str) -> None:
    found = prompts(engine, f"{shelf}/day.png")
    listed = engine.post("/midjourney/tasks", {"action": "retrieve_batch", "type": "describe", "limit": 1}).json()
    record = listed["items"][0]
    assert record["type"] == "describe" and record["response"] == {"descriptions": found}
    assert record["request"] == {"image_url": f"{shelf}/day.png"}
    assert record["finished_at"] >= record["started_at"]


def test_a_description_can_fail(shelf: str) -> None:
    with Engine("--fault", "failure-line=duplication", pixels=64) as engine:
        assert refusal(engine.post(PATH, {"image_url": f"{shelf}/day.png"})) == (500, "api_error")
        record = engine.post("/midjourney/tasks", {"action": "retrieve_batch", "limit": 1}).json()["items"][0]
        assert (record["type"], record["response"]["error"]["code"]) == ("describe", "duplication")


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"image_url": None},
        {"image_url": ""},
        {"image_url": 3},
        {"image_url": "x"},
        {"image_url": "https://example.invalid/x.png"},
    ],
    ids=str,
)
def test_what_is_no_picture_is_a_bad_request(engine: Engine, shelf: str, body: dict[str, object]) -> None:
    assert refusal(engine.post(PATH, body)) == (400, "bad_request")
    assert refusal(engine.post(PATH, {"image_url": f"{shelf}/none.png"})) == (400, "bad_request")


def test_a_stream_or_a_callback_is_not_served_here(engine: Engine, shelf: str) -> None:
    body = {"image_url": f"{shelf}/day.png", "async": True, "callback_url": "http://127.0.0.1:9/"}
    assert "descriptions" in engine.post(PATH, body, accept="application/x-ndjson").json()


def test_light_and_place_are_seen() -> None:
    def sight(prompt: str) -> tuple[str, float, bool]:
        found = see(paint(tile_scenes(prompt, 3)[0], View(0, 0, 1, 1), 96, 96))
        return found.hour, found.night, found.mirrored

    assert "night" in sight("the sea at night")[0] and sight("the sea at night")[1] > 0.5
    assert sight("hills at noon")[1] == 0
    assert sight("a volcano behind still water")[2]
    assert not sight("dunes")[2]


def test_a_file_says_what_it_shows() -> None:
    png = stripes((1, 2, 3), (4, 5, 6))
    for words in ("a cat", "猫 — “two” 🌊", "x" * 9000):
        marked = described(png, words)
        assert description(marked) == words[:8000]
        assert (decoded(marked) == decoded(png)).all()
    assert description(png) == description(b"") == description(b"\x89PNG\r\n\x1a\n") == description(png[:20]) == ""
