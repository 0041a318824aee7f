"""The ways a result arrives: one answer, a stream, a task id to ask by; and too many, and too late."""

import json
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from mj_desktop.demo import tables
from tests.demo.pictures import decoded, difference, shrunk, tile
from tests.demo.test_protocol import refusal
from tests.engine import DIRECT, Engine

NDJSON = {"accept": "application/x-ndjson"}


def sample(name: str) -> dict[str, Any]:
    """One of the contract's recorded answers."""
    facts: dict[str, Any] = json.loads((tables.folder() / "samples" / name).read_text(encoding="utf-8"))
    return facts


@pytest.fixture(scope="module")
def slow() -> Iterator[Engine]:
    """An engine that takes ten minutes for a picture and allows two at once."""
    with Engine("--in-flight", "2", pace=600) as engine:
        yield engine


@pytest.fixture(scope="module")
def paced() -> Iterator[Engine]:
    """An engine that leaves time to fetch each preview."""
    with Engine(pace=3, pixels=256) as engine:
        yield engine


def test_one_answer_has_the_shape_of_the_sample(engine: Engine) -> None:
    result = engine.imagine("a red boat on a calm lake")
    assert set(result) == set(sample("imagine_grid.json")) | {"trace_id"}
    assert result["progress"] == 100
    assert result["success"] is True
    assert result["actions"] == sample("imagine_grid.json")["actions"]
    assert result["image_id"].isdigit() and len(result["image_id"]) == 19
    assert result["image_url"] == result["raw_image_url"] + "?imageMogr2/thumbnail/!50p"
    assert (result["raw_image_width"], result["raw_image_height"]) == (256, 256)
    assert (result["image_width"], result["image_height"]) == (128, 128)
    assert decoded(engine.picture(result["raw_image_url"])).shape == (256, 256, 3)
    assert decoded(engine.picture(result["image_url"])).shape == (128, 128, 3)


@pytest.fixture(scope="module")
def lines(paced: Engine) -> list[dict[str, Any]]:
    """All lines of a stream, each with the time it came after and the raw picture that was behind its address then."""
    begun, found = time.monotonic(), []
    body = {"prompt": "misty mountains at dawn --seed 3"}
    with paced.client(headers=NDJSON) as client, client.stream("POST", "/midjourney/imagine", json=body) as answer:
        assert answer.headers["content-type"] == "application/x-ndjson"
        for line in answer.iter_lines():
            after = time.monotonic() - begun
            result = json.loads(line)
            found.append({**result, "after": after, "picture": decoded(paced.picture(result["raw_image_url"]))})
    return found


def test_a_stream_has_a_line_for_each_progress_change(lines: list[dict[str, Any]]) -> None:
    *previews, final = lines
    assert [line["progress"] for line in lines] == sorted({line["progress"] for line in lines})
    assert len(lines) >= 4
    assert final["progress"] == 100
    assert len({line["task_id"] for line in lines}) == 1
    assert len({line["image_id"] for line in lines}) == len({line["raw_image_url"] for line in lines}) == len(lines)
    assert all(line["success"] is True for line in lines)
    assert all(line["actions"] == [] for line in previews)
    assert final["actions"] == sample("imagine_grid.json")["actions"]


def test_previews_have_a_quarter_of_the_size_and_sharpen(lines: list[dict[str, Any]]) -> None:
    *previews, final = lines
    for line in previews:
        assert line["raw_image_url"].endswith(".webp")
        assert (line["raw_image_width"], line["raw_image_height"], line["image_width"]) == (64, 64, 32)
        assert line["picture"].shape == (64, 64, 3)
    errors = [float(difference(line["picture"], shrunk(final["picture"], 4)).mean()) for line in previews]
    assert errors[-1] < errors[0]


def test_lines_come_at_the_engines_pace(lines: list[dict[str, Any]]) -> None:
    times = [line["after"] for line in lines]
    assert 3 <= times[-1] < 60
    assert times == sorted(times)
    assert times[-1] - times[0] > 1


def test_previews_die_with_the_end_of_their_task(lines: list[dict[str, Any]]) -> None:
    *previews, final = lines
    for line in previews:
        for address in (line["raw_image_url"], line["image_url"]):
            assert httpx.get(address, **DIRECT).status_code == 404
    assert httpx.get(final["raw_image_url"], **DIRECT).status_code == 200


def test_an_asynchronous_call_answers_with_the_task_id_alone(slow: Engine) -> None:
    answer = slow.post("/midjourney/imagine", {"prompt": "a cat", "async": True})
    assert set(answer.json()) == {"task_id"}
    record = slow.post("/midjourney/tasks", {"action": "retrieve", "id": answer.json()["task_id"]}).json()
    assert "response" not in record
    assert record["finished_at"] is None
    assert record.get("started_at", 0.0) is not None
    assert record["trace_id"] == answer.headers["x-trace-id"]


def test_a_polled_stream_moves_with_its_progress(paced: Engine) -> None:
    answer = paced.post("/midjourney/imagine", {"prompt": "a harbour", "async": True}, **NDJSON)
    assert answer.headers["content-type"] == "application/json"
    seen: list[int] = []
    while 100 not in seen:
        time.sleep(0.05)
        record = paced.record(answer.json()["task_id"])
        seen.append(record.get("response", {}).get("progress", 0))
        assert ("image_url" in record) == (seen[-1] == 100) == (record["finished_at"] is not None)
    assert len(set(seen)) >= 4
    assert seen == sorted(seen)


def test_more_than_the_allowed_number_at_once_is_refused_before_anything_is_made() -> None:
    with Engine("--in-flight", "2", pace=600) as engine:
        for _ in range(2):
            assert engine.post("/midjourney/imagine", {"prompt": "x", "async": True}).status_code == 200
        assert refusal(engine.post("/midjourney/imagine", {"prompt": "x"})) == (429, "too_many_requests")
        assert engine.post("/midjourney/tasks", {"action": "retrieve_batch"}).json()["count"] == 2


def test_a_task_that_takes_longer_than_its_timeout_fails_with_504(slow: Engine) -> None:
    answer = slow.post("/midjourney/imagine", {"prompt": "x", "timeout": 0.05})
    assert refusal(answer) == (504, "timeout")
    record = slow.post("/midjourney/tasks", {"trace_id": answer.headers["x-trace-id"]}).json()
    assert record["response"]["success"] is False
    assert record["response"]["error"] == record["error"] == answer.json()["error"]
    assert set(record["response"]) == set(sample("webhook_failure.json")) | {"trace_id"}
    assert record["finished_at"] is not None


def test_a_stream_that_has_begun_tells_of_a_failure_in_its_last_line() -> None:
    with Engine(pace=6, pixels=64) as engine, engine.client(headers=NDJSON) as client:
        answer = client.post("/midjourney/imagine", json={"prompt": "x", "timeout": 4})
        first, *_, last = [json.loads(line) for line in answer.text.splitlines()]
    assert (first["success"], first["progress"]) == (True, 12)
    assert last["success"] is False
    assert last["error"]["code"] == "timeout"
    assert last["task_id"] == first["task_id"]


def test_split_images_adds_the_four_tiles(engine: Engine) -> None:
    result = engine.imagine("four seasons", split_images=True)
    assert set(result) == set(sample("imagine_split.json")) | {"trace_id"}
    grid = decoded(engine.picture(result["raw_image_url"]))
    assert len(result["sub_image_urls"]) == 4
    for number, address in enumerate(result["sub_image_urls"], start=1):
        assert (decoded(engine.picture(address)) == tile(grid, number)).all()


def test_a_client_that_goes_away_does_not_stop_its_task(paced: Engine) -> None:
    with (
        paced.client(headers=NDJSON) as client,
        client.stream("POST", "/midjourney/imagine", json={"prompt": "x"}) as answer,
    ):
        task_id = json.loads(next(answer.iter_lines()))["task_id"]
    assert paced.finished(task_id)["response"]["progress"] == 100
