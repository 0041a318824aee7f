"""Killed and started again: nothing is lost, and what was running goes on."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from tests.demo.pictures import decoded, difference, disc, in_base64, tile
from tests.engine import Engine


def test_tasks_and_pictures_survive_a_kill_and_can_be_acted_on() -> None:
    with Engine(pixels=128) as engine:
        grid = engine.imagine("a calm sea")
        before, picture = engine.record(grid["task_id"]), engine.picture(grid["raw_image_url"])
        engine.start_again()
        assert engine.record(grid["task_id"]) == before
        assert engine.picture(grid["raw_image_url"]) == picture
        assert decoded(engine.picture(grid["image_url"])).shape == (64, 64, 3)
        single = engine.imagine(action="upscale4", image_id=grid["image_id"])
        assert (decoded(engine.picture(single["raw_image_url"])) == tile(decoded(picture), 4)).all()
        engine.start_again()
        mask = disc(64, 64)
        region = engine.imagine(action="variation_region", image_id=single["image_id"], mask=in_base64(mask))
        candidate = tile(decoded(engine.picture(region["raw_image_url"])), 1)
        change = difference(candidate, tile(decoded(picture), 4))
        assert (change[mask == 0] == 0).all() and change.any()


def test_addresses_work_after_a_start_on_another_port(tmp_path: Path) -> None:
    with Engine(pixels=64, data=tmp_path / "a folder" / "to be made") as engine:
        grid = engine.imagine("a calm sea")
        picture = engine.picture(grid["raw_image_url"])
        with Engine("--in-flight", "3", pixels=64, data=engine.data) as other:
            assert other.port != engine.port
            found = other.record(grid["task_id"])
            assert found["raw_image_url"].startswith(other.address)
            assert other.picture(found["raw_image_url"]) == picture


def test_a_task_that_was_running_goes_on(tmp_path: Path) -> None:
    with Engine(pace=600, pixels=64, data=tmp_path) as slow:
        body = {"prompt": "a calm sea --seed 9", "async": True}
        task_id = slow.post("/midjourney/imagine", body, accept="application/x-ndjson").json()["task_id"]
        slow.start_again()
        resumed = slow.record(task_id)
        assert resumed["finished_at"] is None
        (tmp_path / "files" / f"{task_id}_grid_0.webp").touch()
    with Engine(pixels=64, data=tmp_path) as engine:
        result = engine.finished(task_id)
        assert result["created_at"] == resumed["created_at"]
        assert result["response"]["progress"] == 100
        assert list((tmp_path / "files").glob("*_grid_*")) == []
        again = engine.imagine("a calm sea --seed 9")
        assert engine.picture(result["raw_image_url"]) == engine.picture(again["raw_image_url"])


def test_a_region_edit_goes_on_with_its_mask() -> None:
    with Engine(pixels=64) as engine:
        grid = engine.imagine("a calm sea")
        single = engine.imagine(action="upscale1", image_id=grid["image_id"])
        parent = decoded(engine.picture(single["raw_image_url"]))
        mask = disc(32, 32)
        with Engine(pace=600, pixels=64, data=engine.data) as slow:
            fields = {"image_id": single["image_id"], "mask": in_base64(mask), "async": True}
            task_id = slow.post("/midjourney/imagine", {"action": "variation_region", **fields}).json()["task_id"]
        engine.start_again()
        result = engine.finished(task_id)
        change = difference(tile(decoded(engine.picture(result["raw_image_url"])), 1), parent)
    assert (change[mask == 0] == 0).all() and change.any()


def test_running_tasks_count_after_a_start_too() -> None:
    with Engine("--in-flight", "1", pace=600, pixels=64) as engine:
        engine.post("/midjourney/imagine", {"prompt": "x", "async": True})
        engine.start_again()
        assert engine.post("/midjourney/imagine", {"prompt": "x"}).status_code == 429


@pytest.mark.parametrize("accept", ["application/x-ndjson", "application/json"])
def test_a_stopped_engine_leaves_who_waits_without_an_end_and_takes_the_task_up_again(accept: str) -> None:
    with Engine(pace=4, pixels=64) as engine:
        with engine.client(headers={"accept": accept}) as client, ThreadPoolExecutor(1) as waiting:
            answer = waiting.submit(client.post, "/midjourney/imagine", json={"prompt": "x"})
            while not (tasks := engine.post("/midjourney/tasks", {"action": "retrieve_batch"}).json()["items"]):
                pass
            assert engine.stop() == 0
            with pytest.raises(httpx.RemoteProtocolError):
                answer.result()
        engine.start_again()
        assert "error" not in engine.record(tasks[0]["id"])
        assert engine.finished(tasks[0]["id"])["response"]["progress"] == 100
