import asyncio
import os
import sys
import threading
from typing import Any

import pytest

from mj_desktop.jobs import Jobs
from tests.conftest import Run


def _quiet(key: str, error: BaseException) -> None:
    raise AssertionError(f"{key}: {error}")


def test_a_job_that_ends_with_an_error_hands_it_over_with_its_key(run: Run[Any]) -> None:
    bugs: list[tuple[str, str]] = []

    async def work() -> None:
        jobs = Jobs(lambda key, error: bugs.append((key, str(error))))
        jobs.start("a", _fail())
        await asyncio.sleep(0)
        await jobs.close()

    run(work())
    assert bugs == [("a", "oops")]


async def _fail() -> None:
    raise ValueError("oops")


def test_a_cancelled_job_ends_without_a_word_and_a_new_one_takes_its_key(run: Run[Any]) -> None:
    ended: list[str] = []

    async def stay(name: str) -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.append(name)

    async def work() -> None:
        jobs = Jobs(_quiet)
        jobs.start("a", stay("first"))
        await asyncio.sleep(0)
        jobs.start("a", stay("second"))
        await asyncio.sleep(0)
        assert ended == ["first"]
        assert jobs.runs("a")
        await jobs.close()
        assert not jobs.runs("a")

    run(work())
    assert ended == ["first", "second"]


def test_threads_of_the_background_are_there_before_the_first_work_is(run: Run[Any]) -> None:
    async def work() -> None:
        jobs = Jobs(_quiet)
        jobs.get_ready()
        while jobs.runs("threads"):
            await asyncio.sleep(0)
        there = {each.name for each in threading.enumerate()}
        assert await jobs.in_background(_name) in there
        assert await jobs.in_turn(_name) in there
        assert sum(name.startswith("background") for name in there) >= 2
        await jobs.close()

    run(work())


def _name() -> str:
    return threading.current_thread().name


def test_nothing_begins_once_all_is_closed(run: Run[Any]) -> None:
    async def work() -> None:
        jobs = Jobs(_quiet)
        await jobs.close()
        jobs.start("late", _fail())
        assert not jobs.runs("late")
        await asyncio.sleep(0)

    run(work())


def test_work_in_turn_keeps_its_order_and_is_done_though_its_job_is_cancelled(run: Run[Any]) -> None:
    done: list[int] = []
    gate = threading.Event()

    async def work() -> None:
        jobs = Jobs(_quiet)

        async def first() -> None:
            await jobs.in_turn(gate.wait)

        async def then(number: int) -> None:
            await jobs.in_turn(done.append, number)

        jobs.start("gate", first())
        for number in range(3):
            jobs.start(f"{number}", then(number))
        await asyncio.sleep(0)
        jobs.cancel("1")
        gate.set()
        await jobs.in_turn(done.append, 3)
        await jobs.close()

    run(work())
    assert done == [0, 1, 2, 3]


def test_few_threads_work_in_the_background_whatever_is_asked_at_once(run: Run[Any]) -> None:
    async def work() -> None:
        jobs = Jobs(_quiet)
        asked = [jobs.in_background(threading.get_ident) for _ in range(40)]
        threads = set(await asyncio.gather(*asked))
        assert threading.get_ident() not in threads
        assert 1 <= len(threads) <= 4
        await jobs.close()

    run(work())


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere threads have no niceness of their own")
def test_work_in_the_background_gives_way_to_the_window(run: Run[Any]) -> None:
    def niceness() -> int:
        return os.getpriority(os.PRIO_PROCESS, threading.get_native_id())

    async def work() -> None:
        jobs = Jobs(_quiet)
        assert await jobs.in_background(niceness) > niceness()
        assert await jobs.in_thread(niceness) == niceness()
        await jobs.close()

    run(work())


def test_work_run_in_a_thread_is_told_here_unless_it_was_cancelled_or_run_anew(run: Run[Any]) -> None:
    told: list[tuple[str, bool]] = []
    here = threading.get_ident()

    def tell(what: tuple[str, int]) -> None:
        told.append((what[0], what[1] != here and threading.get_ident() == here))

    async def work() -> None:
        jobs, gate = Jobs(_quiet), threading.Event()

        def wait(name: str) -> tuple[str, int]:
            gate.wait(10)
            return name, threading.get_ident()

        jobs.run("a", lambda: wait("replaced"), tell)
        jobs.run("b", lambda: wait("cancelled"), tell)
        await asyncio.sleep(0.01)
        jobs.run("a", lambda: wait("last"), tell)
        jobs.cancel("b")
        gate.set()
        while not told:
            await asyncio.sleep(0.005)
        await asyncio.sleep(0.05)
        await jobs.close()

    run(work())
    assert told == [("last", True)]
