"""One question for all open tasks, never more than the service wants."""

import asyncio
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mj_desktop.api.client import Client
from mj_desktop.core.generation import DEMO, State
from mj_desktop.core.pauses import Pauses
from mj_desktop.core.request import Imagine
from mj_desktop.jobs import Jobs
from mj_desktop.poller import Poller
from mj_desktop.queue import IN_FLIGHT
from tests.conftest import Run
from tests.desk import desk
from tests.engine import Engine


class Asked:
    """When the client asked for tasks, and how many it named each time."""

    def __init__(self) -> None:
        self.times: list[float] = []
        self.named: list[int] = []

    def __call__(self, path: str, body: Mapping[str, Any]) -> None:
        if path.endswith("tasks"):
            self.times.append(time.monotonic())
            self.named.append(len(body.get("ids", ())))

    @property
    def least_apart(self) -> float:
        return min(later - earlier for earlier, later in zip(self.times, self.times[1:], strict=False))


def test_all_open_tasks_are_asked_for_at_once_and_questions_are_kept_apart(run: Run[Any], tmp_path: Path) -> None:
    pauses, asked = Pauses(first=0.05, last=0.1, apart=0.2), Asked()

    async def work(engine: Engine) -> None:
        async with desk(tmp_path / "p", (DEMO, engine), pauses=pauses, sent=asked) as at:
            all_of_them = [at.studio.submit(DEMO, Imagine(prompt=f"cat {n}", mode="relax")) for n in range(IN_FLIGHT)]
            for one in all_of_them:
                assert (await at.end(one)).state is State.STORED

    with Engine("--in-flight", "0", pace=2) as engine:  # so long that the first is not over when the last is begun
        run(work(engine))
    assert max(asked.named) == IN_FLIGHT
    assert asked.least_apart >= 0.19


def test_usually_questions_are_more_than_a_second_apart() -> None:
    assert Pauses().apart > 1
    assert (Pauses().after(0), Pauses().after(1000)) == (5.0, 15.0)


def test_whoever_waits_is_answered_with_all_others_when_the_first_is_due(
    run: Run[Any], engine: Engine, tmp_path: Path
) -> None:
    task_id = str(engine.imagine("a cat")["task_id"])
    asked = Asked()

    async def work() -> None:
        jobs, client = Jobs(_raise), Client(engine.address, engine.token, asked)
        poller = Poller(DEMO, lambda: client, jobs, Pauses(apart=0.01))
        patient = asyncio.ensure_future(poller.record(task_id, 600))
        found, unknown = await asyncio.gather(poller.record(task_id, 0.05), poller.record("no-such-task", 600))
        assert found is not None
        assert (found.id, unknown, (await patient) == found) == (task_id, None, True)
        assert await poller.alone("no-such-task") is None
        await jobs.close()
        await client.close()

    run(work())
    assert asked.named == [2, 0]


def test_open_tasks_come_before_the_list_and_who_wants_the_same_page_meanwhile_is_answered_with_it(
    run: Run[Any], engine: Engine
) -> None:
    task_id, asked = str(engine.imagine("a cat")["task_id"]), Asked()

    async def work() -> None:
        jobs, client = Jobs(_raise), Client(engine.address, engine.token, asked)
        poller = Poller(DEMO, lambda: client, jobs, Pauses(apart=0.01))
        pages = [asyncio.ensure_future(poller.page(0, 50)) for _ in range(3)]
        record, *same = await asyncio.gather(poller.record(task_id, 0), *pages)
        assert record is not None and all(page is same[0] for page in same)
        assert asked.named == [1, 0]
        await asyncio.gather(poller.page(0, 50), poller.page(0, 10), poller.page(0, 50, "videos"))
        assert asked.named == [1, 0, 0, 0, 0]  # later, or another: asked for anew
        await jobs.close()
        await client.close()

    run(work())


def test_one_who_does_not_wait_any_more_is_not_asked_for(run: Run[Any], engine: Engine) -> None:
    asked = Asked()

    async def work() -> None:
        jobs, client = Jobs(_raise), Client(engine.address, engine.token, asked)
        poller = Poller(DEMO, lambda: client, jobs, Pauses(apart=0.01))
        waiting = asyncio.ensure_future(poller.record("a-task", 600))
        await asyncio.sleep(0.01)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
        assert await poller.record("another", 0) is None
        await jobs.close()
        await client.close()

    run(work())
    assert asked.named == [1]


def _raise(key: str, error: BaseException) -> None:
    raise error
