"""A stream: previews go to the window at once, all else is handed on in order, and only silence ends the patience."""

import asyncio
from collections.abc import AsyncGenerator
from typing import Any

import pytest

from mj_desktop.api.wire import Result
from mj_desktop.stream import Stream
from tests.conftest import Run


def _result(percent: int) -> Result:
    return Result(task_id=None, trace_id=None, image_id=None, percent=percent, picture=None)


def _noted(result: Result, shown: list[int]) -> bool:
    """A preview, below half, is shown."""
    if result.percent < 50:
        shown.append(result.percent)
    return result.percent < 50


async def _spoken(*percents: int, pause: float = 0.0) -> AsyncGenerator[Result, None]:
    for percent in percents:
        await asyncio.sleep(pause)
        yield _result(percent)


def test_what_draws_is_shown_at_once_while_somebody_waits_and_everything_else_is_handed_on(run: Run[Any]) -> None:
    async def work() -> None:
        shown: list[int] = []

        stream = Stream(_spoken(1, 2, 60, 3), lambda result: _noted(result, shown))
        listening = asyncio.ensure_future(stream.listen())
        assert await stream.next(60.0) == _result(60)
        assert shown == [1, 2]
        await listening
        assert await stream.next(60.0) == _result(3)  # it came while nobody waited: in its turn, as all
        assert (await stream.next(60.0), shown) == (None, [1, 2])

    run(work())


def test_before_the_task_is_named_nothing_is_shown_past_who_waits(run: Run[Any]) -> None:
    async def work() -> None:
        stream = Stream(_spoken(1), lambda result: True)
        listening = asyncio.ensure_future(stream.listen())
        assert await stream.next(None) == _result(1)
        await listening

    run(work())


def test_what_is_shown_at_once_is_heard_and_silence_ends_the_patience(run: Run[Any]) -> None:
    async def work() -> None:
        shown: list[int] = []
        stream = Stream(_spoken(*range(8), 90, pause=0.1), lambda result: _noted(result, shown))
        listening = asyncio.ensure_future(stream.listen())
        assert await stream.next(0.5) == _result(90)  # 0.9 s later, and never silent for 0.5
        assert len(shown) == 8
        await listening
        assert await stream.next(0.5) is None
        with pytest.raises(TimeoutError):
            await stream.next(0.1)

    run(work())
