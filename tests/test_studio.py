import asyncio
import base64
import json
import sqlite3
import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from mj_desktop.core.generation import DEMO, Generation, State
from mj_desktop.core.intentions import Trigger
from mj_desktop.core.messages import Remedy
from mj_desktop.core.request import REGION, Imagine
from mj_desktop.mask.lossless import from_png
from mj_desktop.mask.region import RegionEdit
from mj_desktop.queue import IN_FLIGHT
from tests.conftest import Run
from tests.desk import QUICK, Desk, desk
from tests.engine import Engine


async def _act(at: Desk, parent: Generation, action: str) -> Generation:
    child = at.studio.trigger(Trigger(parent.id, action))
    assert child is not None
    return await at.end(child)


async def _repaint(at: Desk, parent: Generation, mask: np.ndarray, prompt: str = "") -> Generation:
    return await at.end(await at.repaint(RegionEdit(parent.id, prompt, mask)))


def test_a_prompt_becomes_a_grid_that_is_stored_as_the_service_sent_it(
    run: Run[Any], engine: Engine, tmp_path: Path
) -> None:
    async def work() -> None:
        async with desk(tmp_path, (DEMO, engine)) as at:
            grid = await at.draw("a lighthouse at dusk")
            assert (grid.state, len(grid.actions), grid.is_grid) == (State.STORED, 9, True)
            assert grid.file is not None
            assert grid.picture is not None
            assert (grid.file.width, grid.file.height) == (256, 256)
            assert at.library.path(grid.file).read_bytes() == engine.picture(grid.picture.raw_url)
            percents = [found.percent for found in at.seen[grid.id]]
            assert percents == sorted(percents)
            assert len({found.picture.raw_url for found in at.seen[grid.id] if found.picture}) >= 3

    run(work())


def test_a_generation_is_on_disk_as_sent_before_its_first_byte_leaves(
    run: Run[Any], engine: Engine, tmp_path: Path
) -> None:
    states: list[tuple[str, str]] = []

    def sent(path: str, body: Mapping[str, Any]) -> None:
        if path.endswith("imagine"):
            other = sqlite3.connect(tmp_path / "library.sqlite")
            states.append(other.execute("SELECT prompt, state FROM generations").fetchone())
            other.close()

    async def work() -> None:
        async with desk(tmp_path, (DEMO, engine), sent=sent) as at:
            await at.draw("a cat")

    run(work())
    assert states == [("a cat", "sent")]


def test_the_sixth_waits_until_one_of_five_is_finished(run: Run[Any], tmp_path: Path) -> None:
    async def work(engine: Engine) -> None:
        async with desk(tmp_path / "p", (DEMO, engine)) as at:
            all_six = [at.studio.submit(DEMO, Imagine(prompt=f"cat {number}")) for number in range(IN_FLIGHT + 1)]
            at_once = 0
            while any(at.now(one).state not in (State.STORED, State.FAILED) for one in all_six):
                at_once = max(at_once, sum(at.now(one).state in _AT_SERVICE for one in all_six))
                await asyncio.sleep(0.005)
            assert [at.now(one).state for one in all_six] == [State.STORED] * 6
            assert at_once == IN_FLIGHT

    with Engine("--in-flight", str(IN_FLIGHT), pace=0.5) as engine:
        run(work(engine))


_AT_SERVICE = (State.SENT, State.ACCEPTED, State.RUNNING)


def test_chains_go_on_to_any_depth_and_keep_mode_and_version(run: Run[Any], engine: Engine, tmp_path: Path) -> None:
    bodies: list[Mapping[str, Any]] = []

    def sent(path: str, body: Mapping[str, Any]) -> None:
        if path.endswith("imagine"):
            bodies.append(body)

    async def work() -> None:
        async with desk(tmp_path, (DEMO, engine), sent=sent) as at:
            found = await at.draw("a lighthouse --v 7", mode="turbo", version="7")
            for action in ("upscale2", "zoom_out_2x", "variation3", "upscale1", "pan_left", "upscale4"):
                child = await _act(at, found, action)
                assert (child.state, child.parent, child.request.action) == (State.STORED, found.id, action)
                found = child
            edited = await _repaint(at, found, _mask(found), "a red balloon")
            assert (edited.state, edited.is_grid, edited.request.prompt) == (State.STORED, True, "a red balloon")
            assert (await _act(at, edited, "upscale3")).state is State.STORED

    run(work())
    assert [body["action"] for body in bodies][-2:] == [REGION, "upscale3"]
    assert {(body["mode"], body["version"]) for body in bodies} == {("turbo", "7")}


def _mask(generation: Generation) -> np.ndarray:
    assert generation.file is not None
    mask = np.zeros((generation.file.height, generation.file.width), np.uint8)
    cv2.circle(mask, (generation.file.width // 2, generation.file.height // 3), generation.file.height // 4, 255, -1)
    return mask


def test_a_region_edit_sends_a_mask_of_the_pictures_size_and_changes_nothing_outside(
    run: Run[Any], engine: Engine, tmp_path: Path
) -> None:
    bodies: list[Mapping[str, Any]] = []

    async def work() -> None:
        async with desk(tmp_path, (DEMO, engine), sent=lambda path, body: bodies.append(body)) as at:
            single = await _act(at, await at.draw("a bay at dusk"), "upscale1")
            mask = _mask(single)
            edited = await _repaint(at, single, mask)
            for kept in (at.library.kept_mask(edited), at.library.last_mask()):
                assert kept is not None and np.array_equal(from_png(kept), mask)
            assert single.file is not None
            assert edited.file is not None
            before = cv2.imread(str(at.library.path(single.file)))
            after = cv2.imread(str(at.library.path(edited.file)))
            assert before is not None
            assert after is not None
            height, width = mask.shape
            for row, column in ((0, 0), (0, width), (height, 0), (height, width)):
                tile = after[row : row + height, column : column + width]
                differs = np.abs(tile.astype(int) - before.astype(int)).max(2) > 8
                assert not differs[mask == 0].any()
                assert differs[mask == 255].mean() >= 0.5
            sent = next(body["mask"] for body in bodies if body.get("action") == REGION)
            decoded = cv2.imdecode(np.frombuffer(base64.b64decode(sent), np.uint8), cv2.IMREAD_UNCHANGED)
            assert decoded is not None
            assert decoded.shape == mask.shape
            assert np.array_equal(decoded >= 128, mask >= 128)

    run(work())


def test_an_unknown_action_is_sent_back_unchanged(run: Run[Any], tmp_path: Path) -> None:
    async def work(engine: Engine) -> None:
        async with desk(tmp_path / "p", (DEMO, engine)) as at:
            grid = await at.draw("a cat")
            assert grid.actions[-1] == "make_it_pop"
            child = await _act(at, grid, "make_it_pop")
            assert child.state is State.STORED
            listing = engine.post("/midjourney/tasks", {"action": "retrieve", "id": child.task_id}).json()
            assert listing["request"]["action"] == "make_it_pop"

    with Engine("--offer", "make_it_pop") as engine:
        run(work(engine))


def test_what_a_key_started_can_be_taken_back_before_anything_is_sent(
    run: Run[Any], engine: Engine, tmp_path: Path
) -> None:
    paths: list[str] = []

    async def work() -> None:
        async with desk(tmp_path, (DEMO, engine), sent=lambda path, body: paths.append(path)) as at:
            grid = await at.draw("a cat")
            paths.clear()
            child = at.studio.trigger(Trigger(grid.id, "upscale1", held=True))
            assert child is not None
            await asyncio.sleep(0.1)
            at.studio.take_back()
            assert at.removed == [child.id]
        async with desk(tmp_path, (DEMO, engine)) as again:
            assert [found.id for found in again.library.all()] == [grid.id]

    run(work())
    assert paths == []


def test_what_is_not_taken_back_is_sent_after_the_hold(run: Run[Any], engine: Engine, tmp_path: Path) -> None:
    async def work() -> None:
        async with desk(tmp_path, (DEMO, engine)) as at:
            grid = await at.draw("a cat")
            child = at.studio.trigger(Trigger(grid.id, "upscale1", held=True))
            assert child is not None
            done = await at.end(child)
            assert done.state is State.STORED
            assert done.sent_at is not None
            assert done.sent_at - done.created_at >= 1.9

    run(work())


def test_a_double_click_or_a_held_key_sends_once(run: Run[Any], engine: Engine, tmp_path: Path) -> None:
    async def work() -> None:
        async with desk(tmp_path, (DEMO, engine)) as at:
            grid = await at.draw("a cat")
            made = {at.studio.trigger(Trigger(grid.id, "upscale1", held=held)) for held in (True, True, False)}
            assert len({child.id for child in made if child}) == 1
            assert at.studio.trigger(Trigger(grid.id, "upscale2")) not in made

    run(work())


def test_a_key_held_for_longer_than_a_double_click_still_sends_once(run: Run[Any], tmp_path: Path) -> None:
    async def work(slow: Engine) -> None:
        async with desk(tmp_path / "p", (DEMO, slow)) as at:
            made = set()
            for _ in range(7):  # as a keyboard repeats: nothing but time tells that it is one wish
                made.add(at.studio.submit(DEMO, Imagine(prompt="a cat")).id)
                await asyncio.sleep(0.3)
            assert len(made) == 1

    with Engine(pace=30) as slow:
        run(work(slow))


@pytest.mark.parametrize("mode", ["relax", "fast"])
def test_relax_is_polled_and_fast_is_streamed(run: Run[Any], engine: Engine, tmp_path: Path, mode: str) -> None:
    bodies: list[Mapping[str, Any]] = []

    async def work() -> None:
        async with desk(tmp_path, (DEMO, engine), sent=lambda path, body: bodies.append(body)) as at:
            assert (await at.draw("a cat", mode=mode)).state is State.STORED

    run(work())
    assert bodies[0].get("async", False) is (mode == "relax")


def test_every_generation_is_asked_about_at_its_own_origin_only(run: Run[Any], tmp_path: Path) -> None:
    async def work(first: Engine, second: Engine) -> None:
        async with desk(tmp_path / "p", (DEMO, first), ("http://127.0.0.1:9", second)) as at:
            here = await at.draw("a cat")
            there = await at.end(at.studio.submit("http://127.0.0.1:9", Imagine(prompt="a dog")))
            assert (await _act(at, here, "upscale1")).origin == DEMO
            assert (await _act(at, there, "upscale1")).origin == "http://127.0.0.1:9"
        asked = [_actions(first), _actions(second)]
        assert asked == [["a cat", "upscale1"], ["a dog", "upscale1"]]
        assert str(here.image_id) not in second.log
        assert str(there.image_id) not in first.log

    with Engine() as first, Engine() as second:
        run(work(first, second))


def test_a_picture_of_a_service_that_is_not_connected_is_said_and_sends_nothing(
    run: Run[Any], engine: Engine, tmp_path: Path
) -> None:
    async def draw() -> Generation:
        async with desk(tmp_path, ("http://127.0.0.1:9", engine)) as at:
            return await at.end(at.studio.submit("http://127.0.0.1:9", Imagine(prompt="a cat")))

    async def act(drawn: Generation) -> None:
        async with desk(tmp_path, (DEMO, engine)) as at:
            assert at.studio.trigger(Trigger(drawn.id, "upscale1")) is None
            assert "not connected" in at.said[-1].what
            assert at.seen == {}

    run(act(run(draw())))


def _actions(engine: Engine) -> list[str]:
    items = engine.post("/midjourney/tasks", {"action": "retrieve_batch"}).json()["items"]
    return [item["request"].get("prompt") or item["request"]["action"] for item in reversed(items)]


def test_a_refusal_fails_with_the_services_code_and_can_be_tried_again(
    run: Run[Any], engine: Engine, tmp_path: Path
) -> None:
    async def work() -> None:
        async with desk(tmp_path, (DEMO, engine)) as at:
            bad = await at.draw("a cat --nonsense 3")
            assert bad.state is State.FAILED
            assert bad.failure is not None
            assert (bad.failure.code, bad.failure.status) == ("bad_request", 400)
            assert at.said[-1].remedy is Remedy.EDIT_PROMPT
            again = at.studio.try_again(bad.id)
            assert again is not None
            assert again.id != bad.id
            assert (await at.end(again)).state is State.FAILED

    run(work())


def test_a_service_that_cannot_be_reached_is_said_and_nothing_is_sent(run: Run[Any], tmp_path: Path) -> None:
    async def work(engine: Engine) -> None:
        async with desk(tmp_path / "p", (DEMO, engine)) as at:
            engine.kill()
            found = await at.draw("a cat")
            assert found.failure is not None
            assert (found.state, found.failure.code) == (State.FAILED, "unreachable")

    with Engine() as engine:
        run(work(engine))


def test_the_facts_beside_a_picture_hold_no_token(run: Run[Any], engine: Engine, tmp_path: Path) -> None:
    async def work() -> None:
        async with desk(tmp_path, (DEMO, engine)) as at:
            grid = await at.draw("a cat")
            await _act(at, grid, "upscale1")

    run(work())
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len([path for path in files if path.suffix == ".json"]) == 2
    assert not [path for path in files if engine.token.encode() in path.read_bytes()]
    facts = json.loads(next(path for path in files if path.suffix == ".json").read_text(encoding="utf-8"))
    assert {"request", "task_id", "image_id", "parent", "origin", "created_at", "actions", "file"} <= set(facts)


def test_a_refusal_for_now_goes_back_to_waiting_and_is_sent_again_by_itself(run: Run[Any], tmp_path: Path) -> None:
    """The engine allows one at a time and the studio five: the second is refused until the first is finished."""

    async def work(engine: Engine) -> None:
        async with desk(
            tmp_path / "p", (DEMO, engine), pauses=replace(QUICK, refusal=0.02, longest_refusal=0.05)
        ) as at:
            first = at.studio.submit(DEMO, Imagine(prompt="a cat"))
            await at.until(first, lambda found: found.state is State.RUNNING)
            second = at.studio.submit(DEMO, Imagine(prompt="a dog"))
            refused = await at.until(second, lambda found: found.refusals > 0)
            assert (refused.state, refused.task_id, refused.sent_at) == (State.WAITING, None, None)
            assert at.library.get(second.id) == refused
            done = await at.end(second)
            assert done.state is State.STORED
            assert done.refusals >= 2
        assert engine.post("/midjourney/tasks", {"action": "retrieve_batch"}).json()["count"] == 2

    with Engine("--in-flight", "1", pace=1) as engine:
        run(work(engine))


@pytest.fixture(scope="module")
def own() -> Iterator[Engine]:
    """One that may be disturbed."""
    with Engine() as running:
        yield running


@pytest.mark.parametrize("after", [0.0, 0.3])
def test_a_refused_one_is_sent_again_however_early_the_timer_fires(
    run: Run[Any], own: Engine, tmp_path: Path, after: float
) -> None:
    """By a clock that runs at half speed every timer fires early; `after` 0 also before the refused job has ended."""
    begun = time.time()

    async def work() -> None:
        pauses = replace(QUICK, refusal=after, longest_refusal=after)
        async with desk(
            tmp_path / "p", (DEMO, own), pauses=pauses, now=lambda: begun + (time.time() - begun) / 2
        ) as at:
            refused = await at.draw("a cat")
            assert (refused.state, refused.refusals) == (State.STORED, 1)

    own.fault("too-many-requests", "0", times=1, path="imagine")
    run(work())


def test_a_refused_one_can_be_sent_now_or_cancelled(run: Run[Any], tmp_path: Path) -> None:
    async def work(engine: Engine) -> None:
        async with desk(tmp_path / "p", (DEMO, engine), pauses=replace(QUICK, refusal=600)) as at:
            first = at.studio.submit(DEMO, Imagine(prompt="a cat"))
            await at.until(first, lambda found: found.state is State.RUNNING)
            others = [at.studio.submit(DEMO, Imagine(prompt=prompt)) for prompt in ("a dog", "a fox")]
            for other in others:
                await at.until(other, lambda found: found.refusals > 0)
            await at.end(first)
            at.studio.send_now(others[0].id)
            assert (await at.end(others[0])).state is State.STORED
            at.studio.stop_waiting(others[1].id)
            assert at.removed == [others[1].id]
        assert engine.post("/midjourney/tasks", {"action": "retrieve_batch"}).json()["count"] == 2

    with Engine("--in-flight", "1", pace=0.6) as engine:
        run(work(engine))
