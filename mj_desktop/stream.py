"""A stream: what an answer brings, read by a job of its own: to leave it does not depend on how it takes that."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from time import monotonic

from mj_desktop.api.wire import Result

Line = Result | Exception | None
"""A result, how the answer broke, or None at its end."""


class Stream:
    """Hands on line after line with `next`; one that `draws` shows, while nothing else is to be done, is done with."""

    def __init__(self, answer: AsyncGenerator[Result, None], draws: Callable[[Result], bool]) -> None:
        self._answer, self._draws = answer, draws
        self._lines = asyncio.Queue[Line]()
        self._is_awaited, self._heard = False, monotonic()

    async def listen(self) -> None:
        """Read the answer to its end."""
        try:
            async with aclosing(self._answer) as results:
                async for result in results:
                    self._pass_on(result)
            self._lines.put_nowait(None)
        except Exception as broken:
            self._lines.put_nowait(broken)

    async def next(self, patience: float | None) -> Line:
        """What comes next; TimeoutError when nothing at all does for so many seconds. Without, `draws` is not asked."""
        if patience is None:
            return await self._lines.get()
        self._is_awaited, self._heard = True, monotonic()
        try:
            return await self._soon(patience)
        finally:
            self._is_awaited = False

    async def _soon(self, patience: float) -> Line:
        """A timer for each line would cost more than the line: at the end it is asked what was heard meanwhile."""
        while True:
            left = self._heard + patience - monotonic()
            try:
                async with asyncio.timeout(left):
                    return await self._lines.get()
            except TimeoutError:
                if monotonic() >= self._heard + patience:
                    raise

    def _pass_on(self, result: Result) -> None:
        """At once where only a preview is new: to wake another job takes as long as to paint."""
        self._heard = monotonic()
        if not (self._is_awaited and self._lines.empty() and self._draws(result)):
            self._lines.put_nowait(result)
