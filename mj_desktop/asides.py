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
    """Asks one aside at a time. `asking` carries the AsideWish that goes out, `answered` an AsideAnswer, `failed` the
    Message of the last one, `booked` that its receipt is written or changed.

    `client` gives whoever answers for an origin, None while that is not connected; the demo engine is waited for, as it
    comes back by itself.
    """

    asking = Signal(object)
    answered = Signal(object)
    failed = Signal(object)
    booked = Signal()

    def __init__(self, jobs: Jobs, client: Callable[[str], Client | None], kept: Receipts) -> None:
        super().__init__()
        self._jobs, self._client, self._kept = jobs, client, kept

    def ask(self, wish: AsideWish, origin: str) -> None:
        """Ask `origin`, in place of what is being asked."""
        self.asking.emit(wish)
        self._jobs.start(_KEY, self._ask(wish, origin))

    def drop(self) -> None:
        """Nobody wants to know any more."""
        self._jobs.cancel(_KEY)

    async def _ask(self, wish: AsideWish, origin: str) -> None:
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
            self.failed.emit(explain(error.failure(), wish.about))
        else:
            self.answered.emit(AsideAnswer(wish, told.texts, time.monotonic() - begun))

    async def _booked(self, client: Client, wish: AsideWish, origin: str) -> Told:
        """Ask, with a receipt on disk before the first byte leaves; of what is dropped nobody knows the end."""
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
