"""Videos: four clips through one picture, by way of the protocol."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt
import pytest

from tests.demo.pictures import Pixels, decoded, likeness
from tests.demo.test_protocol import refusal
from tests.engine import Engine

Clip = npt.NDArray[np.uint8]
PATH = "/midjourney/videos"


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with Engine("--in-flight", "0", pixels=256) as running:
        yield running


@pytest.fixture(scope="module")
def single(engine: Engine) -> dict[str, Any]:
    """A picture of one scene."""
    grid = engine.imagine("a lighthouse on a cliff at dusk --seed 3")
    return engine.imagine(action="upscale1", image_id=grid["image_id"])


@pytest.fixture(scope="module")
def sea(engine: Engine) -> dict[str, Any]:
    grid = engine.imagine("the sea at noon --seed 4")
    return engine.imagine(action="upscale2", image_id=grid["image_id"])


@pytest.fixture(scope="module")
def video(engine: Engine, single: dict[str, Any]) -> dict[str, Any]:
    return made(engine, image_url=single["raw_image_url"])


@pytest.fixture(scope="module")
def lines(engine: Engine, single: dict[str, Any], sea: dict[str, Any]) -> list[dict[str, Any]]:
    """A stream of a video with an end image."""
    ends = {"image_url": single["raw_image_url"], "end_image_url": sea["raw_image_url"]}
    body = {"prompt": "x", "resolution": "480p", **ends}
    return [json.loads(line) for line in engine.post(PATH, body, accept="application/x-ndjson").text.splitlines()]


@pytest.fixture(scope="module")
def looped(engine: Engine, single: dict[str, Any]) -> dict[str, Any]:
    """The record of a video that ends where it begins."""
    body = {"prompt": "x", "image_url": single["raw_image_url"], "resolution": "480p", "loop": True, "async": True}
    answer = engine.post(PATH, body).json()
    assert set(answer) == {"task_id"}
    return engine.finished(answer["task_id"])


def made(engine: Engine, **body: Any) -> dict[str, Any]:
    answer = engine.post(PATH, {"prompt": "the light turns", "resolution": "480p", **body})
    assert answer.status_code == 200, answer.text
    result: dict[str, Any] = answer.json()
    return result


def clip(engine: Engine, address: str, folder: Path) -> Clip:
    """All frames of a clip, (frames, height, width, 3)."""
    file = folder / "clip.mp4"
    file.write_bytes(engine.picture(address))
    film = cv2.VideoCapture(str(file))
    assert film.get(cv2.CAP_PROP_FPS) == 24
    frames = []
    while (read := film.read())[0]:
        frames.append(read[1])
    film.release()
    return np.asarray(frames, np.uint8)


def apart(first: Pixels, second: Pixels) -> float:
    return float(np.abs(first.astype(np.float32) - second.astype(np.float32)).mean())


def test_a_video_has_what_the_documents_list(engine: Engine, video: dict[str, Any]) -> None:
    assert set(video) == {
        *("image_url", "image_width", "image_height", "progress", "video_id", "video_urls"),
        *("task_id", "trace_id", "success"),
    }
    assert video["progress"] == 100 and video["success"] is True
    assert video["video_id"].isdigit() and len(video["video_id"]) == 16
    assert len(set(video["video_urls"])) == 4
    cover = decoded(engine.picture(video["image_url"]))
    assert cover.shape == (video["image_height"], video["image_width"], 3)


def test_the_clips_are_short_films_that_begin_with_the_picture_and_go_four_ways(
    engine: Engine, video: dict[str, Any], single: dict[str, Any], tmp_path: Path
) -> None:
    cover = decoded(engine.picture(video["image_url"]))
    given = cv2.resize(
        decoded(engine.picture(single["raw_image_url"])), cover.shape[1::-1], interpolation=cv2.INTER_AREA
    )
    clips = [clip(engine, address, tmp_path) for address in video["video_urls"]]
    for film in clips:
        assert film.shape[1:] == cover.shape and min(film.shape[1:3]) == 480
        assert 48 <= len(film) <= 24 * 6
        assert likeness(film[0], np.asarray(given, np.uint8)) > 0.98
        assert apart(film[0], film[-1]) > 5
    for index, film in enumerate(clips):
        assert all(apart(film[-1], other[-1]) > 3 for other in clips[:index])


def test_clips_are_served_as_mp4_in_ranges(engine: Engine, video: dict[str, Any]) -> None:
    with engine.client() as client:
        whole = client.get(video["video_urls"][0])
        part = client.get(video["video_urls"][0], headers={"range": "bytes=4-11"})
    assert whole.headers["content-type"] == "video/mp4" and "immutable" in whole.headers["cache-control"]
    assert part.status_code == 206 and part.content == whole.content[4:12]
    assert part.content.startswith(b"ftyp")


@pytest.mark.long
def test_720p_is_the_default(engine: Engine, single: dict[str, Any]) -> None:
    answer = engine.post(PATH, {"prompt": "x", "image_url": single["image_url"], "resolution": None, "loop": None})
    assert min(answer.json()["image_width"], answer.json()["image_height"]) == 720


def test_a_loop_ends_where_it_begins(engine: Engine, looped: dict[str, Any], tmp_path: Path) -> None:
    film = clip(engine, looped["video_urls"][2], tmp_path)
    assert apart(film[0], film[-1]) < 3 < 5 < apart(film[0], film[len(film) // 2])


def test_an_end_image_is_the_last_frame(
    engine: Engine, single: dict[str, Any], sea: dict[str, Any], lines: list[dict[str, Any]], tmp_path: Path
) -> None:
    film = clip(engine, lines[-1]["video_urls"][1], tmp_path)
    first, last = (decoded(engine.picture(each["raw_image_url"])) for each in (single, sea))
    for frame, picture in ((film[0], first), (film[-1], last)):
        small = cv2.resize(frame, picture.shape[1::-1], interpolation=cv2.INTER_AREA)
        assert likeness(np.asarray(small, np.uint8), picture) > 0.97


def test_an_extension_goes_on_from_the_clip_that_is_named(
    engine: Engine, video: dict[str, Any], tmp_path: Path
) -> None:
    longer = made(engine, action="extend", video_id=video["video_id"], video_index=2, prompt="zoom in")
    assert longer["video_id"] != video["video_id"]
    before, other = (clip(engine, video["video_urls"][index], tmp_path) for index in (2, 3))
    films = [clip(engine, address, tmp_path) for address in longer["video_urls"]]
    for film in films:
        assert len(film) > 1.9 * len(before)
        assert apart(film[len(before) - 1], before[-1]) < 4 < apart(film[len(before) - 1], other[-1])
        assert apart(film[len(before)], before[-1]) < 6, "it goes on where the clip ended"
    assert apart(films[0][-1], films[2][-1]) > 2
    for index in (4, -1, "1", 0.5, True):
        body = {"action": "extend", "prompt": "x", "video_id": video["video_id"], "video_index": index}
        assert refusal(engine.post(PATH, body)) == (400, "bad_request")


@pytest.mark.long
def test_pictures_of_other_kinds_can_be_filmed(engine: Engine, tmp_path: Path) -> None:
    """A tall grid, one of its tiles by its own address, and a tile of an edit."""
    grid = engine.imagine("two balloons over hills --ar 2:3 --seed 5", split_images=True)
    edit = {"prompt": "at night", "image_url": grid["sub_image_urls"][0], "split_images": True}
    edited = engine.post("/midjourney/edits", edit).json()
    for address in (grid["raw_image_url"], grid["sub_image_urls"][1], edited["sub_image_urls"][3]):
        result = made(engine, image_url=address)
        assert result["image_width"] == 480 < result["image_height"]
        film, still = clip(engine, result["video_urls"][0], tmp_path), decoded(engine.picture(address))
        first = cv2.resize(film[0], still.shape[1::-1], interpolation=cv2.INTER_AREA)
        assert likeness(np.asarray(first, np.uint8), still) > 0.95
        assert apart(film[0], film[-1]) > 2


def test_lines_of_a_stream_show_the_cover_and_then_the_clips(engine: Engine, lines: list[dict[str, Any]]) -> None:
    assert [line["progress"] for line in lines] == [12, 35, 60, 85, 100]
    assert len({line["task_id"] for line in lines}) == 1
    assert all(line["image_url"].endswith(".webp") and line["video_urls"] == [] for line in lines[:-1])
    assert len({line["image_url"] for line in lines}) == 5
    assert lines[0]["image_width"] * 4 == lines[-1]["image_width"]
    with engine.client() as client:
        assert client.get(lines[1]["image_url"]).status_code == 404


def test_a_video_is_a_task_that_can_be_polled(engine: Engine, looped: dict[str, Any]) -> None:
    assert looped["response"]["video_urls"] == looped["video_urls"] and len(looped["video_urls"]) == 4
    listed = engine.post("/midjourney/tasks", {"action": "retrieve_batch", "type": "videos"}).json()
    assert looped in listed["items"] and {each["type"] for each in listed["items"]} == {"videos"}


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"prompt": "x"},
        {"image_url": "IMAGE"},
        {"prompt": " ", "image_url": "IMAGE"},
        {"prompt": "x", "image_url": 3},
        {"prompt": "x", "image_url": "picture.png"},
        {"prompt": "x", "image_url": "ftp://127.0.0.1/x.png"},
        {"prompt": "x", "image_url": "https://example.invalid/x.png"},
        {"prompt": "x", "image_url": "IMAGE", "end_image_url": "https://example.invalid/x.png"},
        {"prompt": "x", "image_url": "IMAGE", "mode": "relax"},
        {"prompt": "x", "image_url": "IMAGE", "resolution": "1080p"},
        {"prompt": "x", "image_url": "IMAGE", "loop": "yes"},
        {"prompt": "x", "image_url": "IMAGE", "action": "dance"},
        {"prompt": "x --wobble 3", "image_url": "IMAGE"},
        {"prompt": "x --relax", "image_url": "IMAGE"},
        {"prompt": "x --v 8.1", "image_url": "IMAGE", "mode": "turbo"},
        {"prompt": "x " * 100_001, "image_url": "IMAGE"},
        {"action": "extend", "prompt": "x"},
        {"action": "extend", "prompt": "x", "video_id": "1234567890123456"},
    ],
    ids=lambda body: str(body)[:80],
)
def test_what_is_wrong_is_a_bad_request(engine: Engine, single: dict[str, Any], body: dict[str, Any]) -> None:
    body = {name: single["raw_image_url"] if value == "IMAGE" else value for name, value in body.items()}
    assert refusal(engine.post(PATH, body)) == (400, "bad_request")


@pytest.mark.long
def test_a_clip_is_extended_four_times_at_most(engine: Engine, single: dict[str, Any]) -> None:
    result = made(engine, image_url=single["raw_image_url"])
    for _ in range(4):
        result = made(engine, action="extend", video_id=result["video_id"])
    again = engine.post(PATH, {"action": "extend", "prompt": "x", "video_id": result["video_id"]})
    assert refusal(again) == (400, "bad_request")


@pytest.mark.long
def test_a_video_that_was_being_drawn_when_the_engine_was_killed_goes_on(tmp_path: Path) -> None:
    with Engine("--in-flight", "0", pace=3, pixels=64, data=tmp_path / "data") as engine:
        picture = engine.imagine("the sea")["raw_image_url"]
        body = {"prompt": "x", "image_url": picture, "resolution": "480p", "async": True}
        task_id = engine.post(PATH, body).json()["task_id"]
        engine.start_again()
        assert len(engine.finished(task_id)["response"]["video_urls"]) == 4
