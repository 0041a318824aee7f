"""The asker: asks the service what it answers at once: four prompts for a picture, a shorter one, another language."""

import asyncio
import time
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from mj_desktop.api.client import Client
from mj_desktop.api.wire import Told
from mj_desktop.core import receipts
from mj_desktop.core.asides import AsideAnswer, AsideWish
from mj_desktop.core.errors import AWAY, MJError
from mj_desktop.core.messages import explain
from mj_desktop.core.origin import DEMO
from mj_desktop.core.prices import Billed
from mj_desktop.core.receipts import Outcome, Receipt
from mj_desktop.jobs import Jobs
from mj_desktop.library.receipts import Receipts

_KEY = "aside"
_PAUSE = 0.05  # seconds


class Asker(QObject):
    """Asks asides. `asking` carries the AsideWish that goes out, `answered` an AsideAnswer, `failed` the Message of the
    last one while somebody waits for it, `booked` that a receipt is written or changed.

    What the service is asked is charged once it has left: it goes on to its answer also when something else is asked,
    or nobody waits any more. `client` gives whoever answers for an origin, None while that is not connected; the demo
    engine is waited for, as it comes back by itself.
    """

    asking = Signal(object)
    answered = Signal(object)
    failed = Signal(object)
    booked = Signal()

    def __init__(self, jobs: Jobs, client: Callable[[str], Client | None], kept: Receipts) -> None:
        super().__init__()
        self._jobs, self._client, self._kept = jobs, client, kept
        self._last = 0  # the number of the last one

    def ask(self, wish: AsideWish, origin: str) -> None:
        """Ask `origin`, in place of what the demo engine is being asked."""
        self.drop()
        self.asking.emit(wish)
        key = _KEY if origin == DEMO else f"{_KEY} {self._last}"
        self._jobs.start(key, self._ask(wish, origin, self._last))

    def drop(self) -> None:
        """Nobody waits any more."""
        self._last += 1
        self._jobs.cancel(_KEY)

    async def _ask(self, wish: AsideWish, origin: str, number: int) -> None:
        begun = time.monotonic()
        while (client := self._client(origin)) is None and origin == DEMO:  # noqa: ASYNC110 no event
            await asyncio.sleep(_PAUSE)
        try:
            if client is None:
                raise MJError(code=AWAY)
            told = await (
                client.ask(wish.aside, wish.subject) if origin == DEMO else self._booked(client, wish, origin)
            )
        except MJError as error:
            if number == self._last:
                self.failed.emit(explain(error.failure(), wish.about))
        else:
            self.answered.emit(AsideAnswer(wish, told.texts, time.monotonic() - begun))

    async def _booked(self, client: Client, wish: AsideWish, origin: str) -> Told:
        """Ask, with a receipt on disk before the first byte leaves; of what is cut off nobody knows the end."""
        receipt = Receipt(
            origin=origin, action=wish.aside, at=time.time(), billed=Billed(wish.aside), outcome=Outcome.UNKNOWN
        )
        try:
            return await self._told(client, wish, await self._jobs.in_turn(self._kept.add, receipt))
        finally:
            self.booked.emit()

    async def _told(self, client: Client, wish: AsideWish, number: int) -> Told:
        try:
            told = await client.ask(wish.aside, wish.subject)
        except MJError as error:
            await self._jobs.in_turn(self._kept.end, number, receipts.after(error.failure()))
            raise
        await self._jobs.in_turn(self._kept.end, number, Outcome.SUCCEEDED, told.cost)
        return told
