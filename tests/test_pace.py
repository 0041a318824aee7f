"""The pace of news: the first at once, the latest of a frame at its end, and nothing out of order."""

import asyncio
from dataclasses import replace
from typing import Any

from mj_desktop.core.generation import DEMO, Generation, State, new
from mj_desktop.core.request import Imagine
from mj_desktop.pace import Pace
from tests.conftest import Run


def drawn(percent: int, begun: Generation) -> Generation:
    return replace(begun, state=State.RUNNING, percent=percent)


class Heard:
    """A pace, two generations, and what was passed on."""

    def __init__(self) -> None:
        self.one, self.other = new(DEMO, Imagine(prompt="a"), 1.0), new(DEMO, Imagine(prompt="b"), 2.0)
        self.passed: list[Generation] = []
        self._news = asyncio.Event()
        self.pace = Pace(self._hear)

    def _hear(self, found: Generation) -> None:
        self.passed.append(found)
        self._news.set()

    async def until(self, count: int) -> None:
        while len(self.passed) < count:
            self._news.clear()
            await self._news.wait()

    def percents(self, of: Generation) -> list[int]:
        return [found.percent for found in self.passed if found.id == of.id]


def test_the_first_is_passed_on_at_once_and_of_the_later_ones_the_latest(run: Run[Any]) -> None:
    async def work() -> None:
        at = Heard()
        for percent in range(10, 90):
            at.pace.take(drawn(percent, at.one))
            assert at.percents(at.one) == [10]
        await at.until(2)
        assert at.percents(at.one) == [10, 89]

    run(work())


def test_one_stream_does_not_hold_up_another(run: Run[Any]) -> None:
    async def work() -> None:
        at = Heard()
        at.pace.take(drawn(10, at.one))
        at.pace.take(drawn(11, at.one))
        at.pace.take(drawn(50, at.other))
        assert (at.percents(at.one), at.percents(at.other)) == ([10], [50])
        await at.until(3)
        assert (at.percents(at.one), at.percents(at.other)) == ([10, 11], [50])

    run(work())


def test_after_a_quiet_frame_the_next_is_passed_on_at_once_again(run: Run[Any]) -> None:
    async def work() -> None:
        at = Heard()
        at.pace.take(drawn(10, at.one))
        at.pace.take(drawn(11, at.one))
        await at.until(2)
        while at.pace.is_busy:
            await asyncio.sleep(0)
        at.pace.take(drawn(12, at.one))
        assert at.percents(at.one) == [10, 11, 12]

    run(work())


def test_a_change_of_state_overtakes_what_is_held_and_nothing_older_follows(run: Run[Any]) -> None:
    async def work() -> None:
        at = Heard()
        at.pace.take(drawn(10, at.one))
        at.pace.take(drawn(20, at.one))
        at.pace.hurry(replace(drawn(100, at.one), state=State.FINISHED))
        while at.pace.is_busy:
            await asyncio.sleep(0)
        assert at.percents(at.one) == [10, 100]

    run(work())


def test_nothing_more_is_heard_of_what_is_forgotten(run: Run[Any]) -> None:
    async def work() -> None:
        at = Heard()
        at.pace.take(drawn(10, at.one))
        at.pace.take(drawn(20, at.one))
        at.pace.drop(at.one.id)
        while at.pace.is_busy:
            await asyncio.sleep(0)
        assert at.percents(at.one) == [10]

    run(work())


def test_once_closed_what_was_held_is_passed_on_and_nothing_comes_by_itself(run: Run[Any]) -> None:
    async def work() -> None:
        heard = Heard()
        for percent in (1, 2):
            heard.pace.take(drawn(percent, heard.one))
        heard.pace.close()
        assert heard.percents(heard.one) == [1, 2]
        assert not heard.pace.is_busy

    run(work())
