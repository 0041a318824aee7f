import asyncio
from pathlib import Path
from typing import Any

from mj_desktop.api.client import Client
from mj_desktop.core.errors import Failure
from mj_desktop.core.generation import (
    DEMO,
    Accepted,
    Finished,
    Generation,
    RemotePicture,
    Sent,
    State,
    Troubled,
    advance,
    new,
)
from mj_desktop.core.messages import Remedy
from mj_desktop.core.request import Imagine
from mj_desktop.library.library import Library
from tests.conftest import Run
from tests.desk import desk
from tests.engine import Engine


def test_a_stream_that_breaks_goes_on_by_polling(run: Run[Any], tmp_path: Path) -> None:
    async def work(engine: Engine) -> None:
        async with desk(tmp_path / "p", (DEMO, engine)) as at:
            grid = at.studio.submit(DEMO, Imagine(prompt="a cat"))
            await at.until(grid, lambda found: found.state is State.RUNNING)
            engine.kill()
            engine.start_again()
            assert (await at.end(grid)).state is State.STORED
            assert any(found.failure for found in at.seen[grid.id])
        tasks = engine.post("/midjourney/tasks", {"action": "retrieve_batch"}).json()
        assert tasks["count"] == 1

    with Engine(pace=1.5) as engine:
        run(work(engine))


def test_what_was_sent_but_never_named_is_found_in_the_task_list(run: Run[Any], tmp_path: Path) -> None:
    async def work(engine: Engine) -> None:
        async with desk(tmp_path / "p", (DEMO, engine)) as at:
            grid = at.studio.submit(DEMO, Imagine(prompt="a cat"))
            while engine.post("/midjourney/tasks", {"action": "retrieve_batch"}).json()["count"] == 0:
                await asyncio.sleep(0.01)
            assert at.now(grid).state is State.SENT
            engine.kill()
            engine.start_again()
            assert (await at.end(grid)).state is State.STORED
        assert engine.post("/midjourney/tasks", {"action": "retrieve_batch"}).json()["count"] == 1

    with Engine(pace=2) as engine:
        run(work(engine))


def test_what_is_open_is_taken_up_at_the_next_start(run: Run[Any], tmp_path: Path) -> None:
    async def begin(engine: Engine) -> Generation:
        async with desk(tmp_path / "p", (DEMO, engine)) as at:
            grid = at.studio.submit(DEMO, Imagine(prompt="a cat"))
            return await at.until(grid, lambda found: found.state is State.RUNNING)

    async def go_on(engine: Engine, grid: Generation) -> None:
        async with desk(tmp_path / "p", (DEMO, engine)) as at:
            at.seen[grid.id] = [grid]
            at.studio.resume()
            assert (await at.end(grid)).state is State.STORED

    with Engine(pace=1) as engine:
        run(go_on(engine, run(begin(engine))))


def test_a_finished_picture_is_fetched_from_an_engine_that_moved_to_another_port(run: Run[Any], tmp_path: Path) -> None:
    async def finish(engine: Engine) -> Generation:
        async with desk(tmp_path / "p", (DEMO, engine)) as at:
            grid = at.studio.submit(DEMO, Imagine(prompt="a cat"))
            return await at.until(grid, lambda found: found.state is State.FINISHED)

    async def fetch(engine: Engine, grid: Generation) -> None:
        async with desk(tmp_path / "p", (DEMO, engine)) as at:
            at.seen[grid.id] = [grid]
            at.studio.resume()
            assert (await at.end(grid)).state is State.STORED

    with Engine(data=tmp_path / "e") as engine:
        grid = run(finish(engine))
    with Engine(data=tmp_path / "e") as moved:
        run(fetch(moved, grid))


def test_what_was_never_sent_is_shown_at_a_start_and_sent_only_on_demand(
    run: Run[Any], engine: Engine, tmp_path: Path
) -> None:
    async def leave() -> Generation:
        async with desk(tmp_path) as at:
            grid = at.studio.submit(DEMO, Imagine(prompt="a cat"))
            while not at.library.all():
                await asyncio.sleep(0.005)
            return grid

    async def come_back(grid: Generation) -> None:
        async with desk(tmp_path, (DEMO, engine)) as at:
            at.seen[grid.id] = [grid]
            at.studio.resume()
            assert at.said[-1].remedy is Remedy.SEND_WAITING
            await asyncio.sleep(0.1)
            assert at.now(grid).state is State.WAITING
            at.studio.send_waiting()
            assert (await at.end(grid)).state is State.STORED

    run(come_back(run(leave())))


def test_to_stop_waiting_keeps_the_task_and_it_can_be_taken_up(run: Run[Any], tmp_path: Path) -> None:
    async def work(engine: Engine) -> None:
        async with desk(tmp_path / "p", (DEMO, engine)) as at:
            grid = at.studio.submit(DEMO, Imagine(prompt="a cat"))
            await at.until(grid, lambda found: found.state is State.RUNNING)
            at.studio.stop_waiting(grid.id)
            aside = await at.end(grid)
            assert (aside.state, bool(aside.task_id)) == (State.SET_ASIDE, True)
            at.studio.take_up(grid.id)
            assert (await at.until(grid, lambda found: found.state is State.STORED)).task_id == aside.task_id

    with Engine(pace=1) as engine:
        run(work(engine))


def test_what_is_open_at_an_account_that_is_not_connected_says_so_and_goes_on_when_it_is(
    run: Run[Any], tmp_path: Path
) -> None:
    theirs = "http://127.0.0.1:9"

    async def begin(engine: Engine) -> Generation:
        async with desk(tmp_path / "p", (theirs, engine)) as at:
            grid = at.studio.submit(theirs, Imagine(prompt="a cat"))
            return await at.until(grid, lambda found: found.state is State.RUNNING)

    async def go_on(engine: Engine, grid: Generation) -> None:
        async with desk(tmp_path / "p") as at:
            counts: list[tuple[int, int]] = []
            at.studio.counted.connect(lambda running, waiting: counts.append((running, waiting)))
            at.studio.resume()
            assert at.now(grid).waits_for_person
            assert (at.said[-1].remedy, counts[-1]) == (Remedy.CONNECT, (0, 0))
            client = Client(engine.address, engine.token)
            at.studio.connect_origin(theirs, client)
            assert not at.now(grid).waits_for_person
            assert (await at.end(grid)).state is State.STORED
            second = at.studio.submit(theirs, Imagine(prompt="a dog"))
            await at.until(second, lambda found: found.state is State.RUNNING)
            at.studio.drop_origin(theirs)
            at.studio.say_away()
            assert at.now(second).waits_for_person
            await client.close()

    with Engine(pace=1, pixels=64) as engine:
        run(go_on(engine, run(begin(engine))))


def test_a_start_says_how_many_go_on_once_it_is_known_who_is_connected(run: Run[Any], tmp_path: Path) -> None:
    theirs = "http://127.0.0.1:9"
    library = Library(tmp_path)
    for origin in (DEMO, theirs):
        for name in ("named", "lost", "unsent"):
            begun = new(origin, Imagine(prompt=name), 1.0)
            sent = begun if name == "unsent" else advance(begun, Sent(2.0))
            library.add(advance(sent, Accepted(f"{name} at {origin}")) if name == "named" else sent)
    wall = advance(new(DEMO, Imagine(prompt="a wall"), 1.0), Sent(2.0))
    wall = advance(wall, Finished(3.0, RemotePicture(raw_url="https://a.de/b.png"), "7"))
    library.add(advance(wall, Troubled(Failure(code="picture_too_large"))))
    library.close()

    async def start(known: bool) -> list[tuple[str, str | None, str | None]]:
        async with desk(tmp_path) as at:
            at.studio.resume(known)
            if not known:
                at.studio.connect_origin(theirs, client := Client(theirs, "a-token-for-tests"))
                at.studio.say_away()
                await client.close()
            at.studio.say_away()  # an account that comes or goes later: it is not said again
            return [(said.what, said.values.get("count"), said.values.get("lost")) for said in at.said]

    went_on, unsent = "{count} from last time went on without this window.", "{count} from last time not sent yet."
    away = "{count} of your account go on when it is connected."
    assert run(start(True)) == [(went_on, "2", "1"), (away, "2", None), (unsent, "2", None)]
    assert run(start(False)) == [(unsent, "2", None), (went_on, "4", "2")]
