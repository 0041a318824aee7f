"""Costs while the program runs: the prices, the ledger, and the question before a day's limit is passed."""

import asyncio
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from mj_desktop.core import receipts
from mj_desktop.core.generation import Generation
from mj_desktop.core.ledger import Ledger, counted
from mj_desktop.core.messages import LIMIT, Message, Remedy, Tone
from mj_desktop.core.origin import DEMO
from mj_desktop.core.prices import Prices, credits_text
from mj_desktop.jobs import Jobs
from mj_desktop.library.library import Library
from mj_desktop.library.prices import PriceFile

_DAYS = 30
_LATELY = 7  # what was begun longer ago is hardly sent today
_DAY = 86_400.0
_REST = 1.0  # seconds: what ends together, as batches do, is counted together
Deed = Callable[[], object]


class Costs(QObject):
    """Owns the `Prices` value. `changed` carries it, `counted` a Ledger of the last 30 days, `said` a Message.

    `asking` tells that a person is asked, by `said`, before something is done; `dropped` that this is asked no more:
    it was answered, taken back, or overtaken by what was asked for after it.

    The ledger is counted anew each time, from the library's generations and receipts.
    """

    changed = Signal(object)
    asking = Signal()
    dropped = Signal()
    counted = Signal(object)
    said = Signal(object)

    def __init__(self, library: Library, jobs: Jobs, profile: Path, now: Callable[[], float] = time.time) -> None:
        super().__init__()
        self._library, self._jobs, self._now = library, jobs, now
        self._file = PriceFile(profile)
        self._one_by_one = asyncio.Lock()
        self._asked: Deed | None = None
        self.prices = self._file.load()

    def take(self, prices: Prices) -> None:
        """Take over changed prices, keep and announce them."""
        if prices != self.prices:
            self.prices = prices
            self.drop()  # it was asked by others
            self._jobs.post("prices", partial(self._file.save, prices))
            self.changed.emit(prices)
            self.count()

    def count(self) -> None:
        """Count the ledger; `counted` follows."""
        self._jobs.start("ledger", self._count())

    def follow(self, origin: str) -> None:
        """Count for who draws from now on; the demo engine's pictures cost nothing."""
        if origin != DEMO:
            self.count()

    def see(self, generation: Generation) -> None:
        """Count anew soon after something that costs has ended."""
        if not generation.state.is_open and generation.origin != DEMO:
            self._jobs.start("ledger", self._count(_REST))

    def allow(self, origin: str, amount: float, deed: Deed, named: str) -> None:
        """Do what costs about so much; where that passes the day's limit, ask first, with what it is `named`: `spend`
        then does it. What was asked before is not done any more."""
        self.drop()
        if origin == DEMO or self.prices.limit is None:
            deed()
        else:
            self._jobs.start(f"limit {id(deed)}", self._allow(self.prices.limit, amount, deed, named))

    def spend(self) -> None:
        """Do what was last asked about."""
        asked = self._asked
        self.drop()
        if asked is not None:
            asked()

    def drop(self) -> None:
        """Forget what was last asked about: nothing of it is sent."""
        if self._asked is not None:
            self._asked = None
            self.dropped.emit()

    async def _count(self, rest: float = 0.0) -> None:
        await asyncio.sleep(rest)
        self.counted.emit(await self._jobs.in_thread(self._ledger, _DAYS))

    def _ledger(self, days: int) -> Ledger:
        since = self._now() - days * _DAY
        found = [*map(receipts.of, self._library.paid(since)), *self._library.receipts.since(since)]
        return counted(found, self.prices, self._now())

    async def _allow(self, limit: float, amount: float, deed: Deed, named: str) -> None:
        async with self._one_by_one:
            # in turn, so that what was just begun is written down and counts
            ledger = await self._jobs.in_turn(self._ledger, _LATELY)
            if ledger.today + ledger.on_the_way + amount <= limit + 1e-9:
                deed()
                return
        self._asked = deed
        what = (
            "{request} passes the day's limit: {today} of {limit} credits are spent, {way} on the way, this is about "
            "{this}."
        )
        values = {"today": ledger.today, "limit": limit, "way": ledger.on_the_way, "this": amount}
        told = {"request": named} | {name: credits_text(value) for name, value in values.items()}
        self.asking.emit()  # first: what is shown again for it has words of its own to say
        self.said.emit(Message(what, "Nothing was sent.", Remedy.SPEND, Tone.WARN, told, LIMIT))
