"""The asker: asks the service what it answers at once: four prompts for a picture, a shorter one, another language."""

import asyncio
import time
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from mj_desktop.api.client import Client
from mj_desktop.core.asides import AsideAnswer, AsideWish
from mj_desktop.core.errors import AWAY, Failure, MJError
from mj_desktop.core.messages import explain
from mj_desktop.jobs import Jobs

_KEY = "aside"
_PAUSE = 0.05  # seconds


class Asker(QObject):
    """Asks one aside at a time; `answered` carries an AsideAnswer, `failed` the Message of the last one.

    `client` gives whoever answers for an origin, None while that is not connected; one that `comes_back` by itself,
    as the demo engine does, is waited for.
    """

    answered = Signal(object)
    failed = Signal(object)

    def __init__(self, jobs: Jobs, client: Callable[[str], Client | None], comes_back: Callable[[str], bool]) -> None:
        super().__init__()
        self._jobs, self._client, self._comes_back = jobs, client, comes_back

    def ask(self, wish: AsideWish) -> None:
        """Ask, in place of what is being asked."""
        self._jobs.start(_KEY, self._ask(wish))

    def drop(self) -> None:
        """Nobody wants to know any more."""
        self._jobs.cancel(_KEY)

    async def _ask(self, wish: AsideWish) -> None:
        begun = time.monotonic()
        while (client := self._client(wish.origin)) is None and self._comes_back(wish.origin):  # noqa: ASYNC110 no event
            await asyncio.sleep(_PAUSE)
        if client is None:
            self.failed.emit(explain(Failure(code=AWAY), wish.about))
            return
        try:
            texts = await client.ask(wish.aside, wish.subject)
        except MJError as error:
            self.failed.emit(explain(error.failure(), wish.about))
        else:
            self.answered.emit(AsideAnswer(wish, texts, time.monotonic() - begun))
