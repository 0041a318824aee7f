"""Batches on a real studio, library and engine: paced, paused, taken up after a restart."""

import asyncio
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from mj_desktop.batches import Batches
from mj_desktop.core.batch import Place, parse
from mj_desktop.core.errors import LEFT_OVER, Failure
from mj_desktop.core.generation import DEMO, Generation, State, new
from mj_desktop.core.messages import Message
from mj_desktop.core.request import Imagine
from mj_desktop.core.sheet import laid_out, progress
from mj_desktop.queue import IN_FLIGHT
from tests.conftest import Run
from tests.desk import QUICK, Desk, desk
from tests.engine import Engine
from tests.waiting import until

PAUSES = replace(QUICK, refusal=0.2)
AT_SERVICE = (State.SENT, State.ACCEPTED, State.RUNNING)


def orders(text: str, batch: str = "b") -> list[tuple[Imagine, Place]]:
    parsed = parse(text)
    names = tuple(axis.name for axis in parsed.axes)
    return [
        (Imagine(prompt=variant.prompt), Place(batch, number, text, names, variant.at))
        for number, variant in enumerate(parsed.variants())
    ]


def states(at: Desk) -> list[State]:
    return [found[-1].state for found in at.seen.values()]


def test_a_batch_is_journalled_whole_and_goes_one_by_one_at_its_pace_five_at_a_time(
    run: Run[Any], tmp_path: Path
) -> None:
    sent: list[float] = []

    def note(path: str, body: Mapping[str, Any]) -> None:
        if path.endswith("imagine"):
            sent.append(time.monotonic())

    async def work(engine: Engine) -> None:
        async with desk(tmp_path / "p", (DEMO, engine), sent=note, pauses=PAUSES) as at:
            batches = Batches(at.studio, at.library, at.studio.jobs, every=0.2)
            batches.said.connect(at.said.append)
            batches.start(DEMO, orders("{a, a, b} {1..2}"))
            at_once = 0

            def over() -> bool:
                nonlocal at_once
                at_once = max(at_once, sum(state in AT_SERVICE for state in states(at)))
                return len(at.seen) == 6 and not any(state.is_open for state in states(at))

            await until(over)
            assert states(at) == [State.STORED] * 6
            assert at_once == IN_FLIGHT
            await until(lambda: at.said)
            assert at.said[-1].values == {"done": "6", "count": "6"}
            found = at.library.batch("b")
            sheet = laid_out(found)
            assert (sheet.rows, sheet.columns, sheet.names) == (("a", "a", "b"), ("1", "2"), ("Group 1", "Group 2"))
            assert [each.place.number for each in found if each.place] == list(range(6))
            assert [(batch, title) for batch, title, _ in at.library.batches()] == [("b", "{a, a, b} {1..2}")]

            await refused(at, batches, engine)

    async def refused(at: Desk, batches: Batches, engine: Engine) -> None:
        """An empty account pauses a batch instead of failing all of it."""
        at.seen.clear()
        paused: list[Mapping[str, Failure | None]] = []
        batches.paused.connect(paused.append)
        engine.fault("used-up")
        batches.start(DEMO, orders("{1..5}", "c"))
        await until(lambda: State.FAILED in states(at))
        await until(lambda: set(states(at)) == {State.FAILED, State.WAITING})
        await asyncio.sleep(0.4)  # twice the pace
        assert set(states(at)) == {State.FAILED, State.WAITING}
        assert [why.code for why in paused[-1].values() if why is not None] == ["used_up"]
        engine.no_faults()
        batches.resume("c")
        assert paused[-1] == {}
        await until(lambda: set(states(at)) == {State.FAILED, State.STORED})

    with Engine("--in-flight", str(IN_FLIGHT), pace=1.5, pixels=64) as engine:
        run(work(engine))
    assert min(later - former for former, later in zip(sent, sent[1:], strict=False)) >= 0.15


def test_a_paused_batch_lets_nothing_go_and_a_stopped_one_forgets_what_waits(
    run: Run[Any], engine: Engine, tmp_path: Path
) -> None:
    async def work() -> None:
        async with desk(tmp_path, (DEMO, engine)) as at:
            batches = Batches(at.studio, at.library, at.studio.jobs, every=0.1)
            paused: list[Mapping[str, Failure | None]] = []
            batches.paused.connect(paused.append)
            batches.start(DEMO, orders("{1..6}"))
            await until(lambda: len(at.seen) == 6)
            assert paused == [{}] * len(paused)  # also while it is written down
            await until(lambda: sum(state is not State.WAITING for state in states(at)) >= 2)
            batches.pause("b")
            assert paused[-1] == {"b": None}
            await until(lambda: all(state in (State.WAITING, State.STORED) for state in states(at)))
            gone = states(at).count(State.STORED)
            await asyncio.sleep(0.2)  # four times as long as it would take the next one
            assert (states(at).count(State.STORED), 2 <= gone < 6) == (gone, True)
            batches.resume("b")
            await until(lambda: states(at).count(State.WAITING) < 6 - gone)
            said: list[Message] = []
            batches.said.connect(said.append)
            rest = states(at).count(State.WAITING)
            batches.stop("b")
            assert said[0].what.format(**said[0].values) == f"The rest is canceled: {rest} that were not sent."
            await until(lambda: all(found[-1].id in at.removed or not found[-1].state.is_open
                                    for found in at.seen.values()))  # fmt: skip
            assert len(at.library.batch("b")) == 6 - len(at.removed) < 6
            assert paused[-1] == {}

    run(work())


def test_after_a_restart_a_batch_waits_for_a_person_and_then_goes_on_where_it_was(
    run: Run[Any], engine: Engine, tmp_path: Path
) -> None:
    async def begin() -> int:
        async with desk(tmp_path, (DEMO, engine)) as at:
            batches = Batches(at.studio, at.library, at.studio.jobs, every=0.2)
            batches.start(DEMO, orders("{1..4}"))
            await until(lambda: len(set(states(at))) > 1)
            batches.pause("b")
            await until(lambda: not {*AT_SERVICE, State.FINISHED} & set(states(at)))
            return len([state for state in states(at) if state is State.WAITING])

    async def go_on(waiting: int) -> list[Generation]:
        async with desk(tmp_path, (DEMO, engine)) as at:
            batches = Batches(at.studio, at.library, at.studio.jobs, every=0.02)
            paused: list[Mapping[str, Failure | None]] = []
            batches.paused.connect(paused.append)
            at.studio.resume()
            at.studio.send_waiting()  # what belongs to a batch goes at the batch's pace
            await asyncio.sleep(0.1)
            assert states(at) == [State.WAITING] * waiting
            assert paused[-1] == {"b": Failure(code=LEFT_OVER)}
            batches.resume()
            await until(lambda: set(states(at)) == {State.STORED})
            return at.library.batch("b")

    waiting = run(begin())
    assert 1 <= waiting <= 3
    found = run(go_on(waiting))
    assert progress(found).done == 4
    assert [each.request.prompt for each in found] == ["1", "2", "3", "4"]
    (row,) = {row for row, _ in laid_out(found).cells}
    assert row == 0


def test_an_engine_that_dies_and_comes_back_pauses_no_batch_and_fails_none_of_it(run: Run[Any], tmp_path: Path) -> None:
    async def work(engine: Engine) -> None:
        async with desk(tmp_path / "p", (DEMO, engine)) as at:
            batches = Batches(at.studio, at.library, at.studio.jobs, every=0.02)
            paused: list[Mapping[str, Failure | None]] = []
            batches.paused.connect(paused.append)
            batches.start(DEMO, orders("{1..8}"))
            await until(lambda: states(at).count(State.RUNNING) == IN_FLIGHT)
            engine.kill()
            await until(lambda: any(_is_unreachable(found[-1]) for found in at.seen.values()))
            engine.start_again()
            await until(lambda: len(at.seen) == 8 and set(states(at)) == {State.STORED})
            assert paused == [{}] * len(paused)

    with Engine("--in-flight", str(IN_FLIGHT), pace=1.5, pixels=64) as engine:
        run(work(engine))


def _is_unreachable(generation: Generation) -> bool:
    return generation.failure is not None and generation.failure.code == "unreachable"


@pytest.mark.parametrize(("how", "written"), [("stop", 10), ("pause", 30)])
def test_a_batch_that_is_canceled_or_paused_while_it_is_written_down_does_not_go(
    run: Run[Any], tmp_path: Path, engine: Engine, how: str, written: int
) -> None:
    async def work() -> None:
        async with desk(tmp_path, (DEMO, engine)) as at:
            batches = Batches(at.studio, at.library, at.studio.jobs, every=0.02)
            batches.said.connect(at.said.append)
            loop = asyncio.get_running_loop()
            at.studio.added.connect(lambda _: len(at.seen) == 5 and loop.call_soon(getattr(batches, how), "b"))
            batches.start(DEMO, orders("{1..30}"))
            await until(lambda: len(at.seen) == written)
            await asyncio.sleep(0.1)  # five times the pace
            assert (len(at.seen), set(states(at))) == (written, {State.WAITING})
            if how == "stop":
                assert len(at.removed) == written
                assert at.said[-1].values == {"count": "30"}
            else:
                batches.resume("b")
                await until(lambda: State.STORED in states(at))

    run(work())


def test_a_batch_at_a_service_that_cannot_be_reached_says_so_and_does_not_hold_the_demo_engines(
    run: Run[Any], tmp_path: Path, engine: Engine
) -> None:
    async def work() -> None:
        async with desk(tmp_path, (DEMO, engine)) as at:
            batches = Batches(at.studio, at.library, at.studio.jobs, every=0.02)
            batches.said.connect(at.said.append)
            ((asked, place), (waiting, behind)) = orders("{1..2}", "other")
            lost = replace(
                new("https://service.example", asked, time.time(), None, place),
                state=State.RUNNING, task_id="1", failure=Failure(code="unreachable"),
            )  # fmt: skip
            batches.see(lost)
            batches.see(new("https://service.example", waiting, time.time(), None, behind))
            batches.resume("other")
            await until(lambda: at.said)
            assert at.said[-1].what == "The batch waits: {origin} cannot be reached."
            batches.start(DEMO, orders("{1..2}"))
            await until(lambda: states(at) == [State.STORED] * 2)
            await until(lambda: len(at.said) == 2)  # it is said once, beside what came of the other
            assert at.said[-1].values == {"done": "2", "count": "2"}

    run(work())
