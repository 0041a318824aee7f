"""Receiving: gives requests their callback addresses and takes in what the service posts to them."""

import asyncio
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from mj_desktop.core import callbacks
from mj_desktop.core.errors import LibraryError
from mj_desktop.core.generation import DEMO, Generation
from mj_desktop.core.messages import Message, Tone, explain
from mj_desktop.core.settings import Settings
from mj_desktop.library.library import Library
from mj_desktop.studio import Studio

if TYPE_CHECKING:
    from mj_desktop.api.receiver import Posted, Receiver


class Receiving(QObject):
    """Owns the receiver, which is there only while a public address is set. `said` carries a Message.

    Polling goes on all the while: what is never posted is asked for.
    """

    said = Signal(object)

    def __init__(self, studio: Studio, library: Library) -> None:
        super().__init__()
        self._studio, self._library = studio, library
        self._settings = Settings()
        self._tried, self._closed = 0, False
        self._receiver: Receiver | None = None
        self._tasks: dict[str, tuple[str, str | None]] = {}  # by secret: generation and task; read by a thread, too
        self._posts = 0
        studio.added.connect(self._note)
        studio.changed.connect(self._note)
        studio.callback = self.address

    @property
    def port(self) -> int:
        """Where it listens; 0 while it does not."""
        return self._receiver.port if self._receiver is not None else 0

    def use(self, settings: Settings) -> None:
        """Go by these settings from now on."""
        self._settings = settings
        if self._wanted != self._tried and not self._studio.jobs.runs("receiver"):
            self._studio.jobs.start("receiver", self._settle())

    def address(self, origin: str) -> str | None:
        """Where the service at `origin` is to post a new generation's results; None: nowhere.

        A person's own address goes to the service alone; the demo engine posts straight to the receiver.
        """
        if self._settings.callback_url and origin != DEMO:
            return self._settings.callback_url
        if self._receiver is None:
            return None
        here = f"http://127.0.0.1:{self._receiver.port}"
        return callbacks.fresh(here if origin == DEMO else self._settings.public_address)

    async def close(self) -> None:
        """Take nothing any more."""
        self._closed = True
        await self._stop()

    @property
    def _wanted(self) -> int:
        return self._settings.receiver_port if self._settings.public_address else 0

    async def _settle(self) -> None:
        """Listen where the settings say, or nowhere; they may change meanwhile."""
        while self._tried != self._wanted:
            self._tried = self._wanted
            await self._stop()
            if self._tried:
                await self._open(self._tried)

    async def _stop(self) -> None:
        gone, self._receiver = self._receiver, None
        if gone is not None:
            await self._studio.jobs.in_thread(gone.close)

    async def _open(self, port: int) -> None:
        jobs, loop = self._studio.jobs, asyncio.get_running_loop()
        try:
            for generation_id, url, task_id in await jobs.in_thread(self._library.addressed):
                self._tasks.setdefault(callbacks.secret(url) or "", (generation_id, task_id))
            self._receiver = await jobs.in_thread(self._made, port, loop)
        except LibraryError as refusal:
            self.said.emit(explain(refusal.failure()))
        except OSError as refusal:
            what = "Results cannot be received on port {port}: {reason}."
            values = {"port": str(port), "reason": refusal.strerror or str(refusal)}
            self.said.emit(Message(what, "They are asked for instead.", tone=Tone.WARN, values=values))

    def _made(self, port: int, loop: asyncio.AbstractEventLoop) -> "Receiver | None":
        """A receiver; in a thread, where its modules are imported now."""
        from mj_desktop.api.receiver import Receiver

        made = Receiver(port, self._knows, lambda posted: loop.call_soon_threadsafe(self._begin, posted))
        if not self._closed:
            return made
        made.close()  # the program ended meanwhile
        return None

    def _note(self, generation: Generation) -> None:
        secret = callbacks.secret(generation.request.callback_url)
        if secret is not None:
            self._tasks[secret] = generation.id, generation.task_id

    def _knows(self, secret: str, task_id: str | None) -> bool:
        """True for a generation's path, and for its task where both are named. Called in the receiver's thread."""
        known = self._tasks.get(secret)
        return known is not None and (task_id is None or known[1] in (None, task_id))

    def _begin(self, posted: "Posted") -> None:
        self._posts += 1
        self._studio.jobs.start(f"posted {self._posts}", self._take(posted))

    async def _take(self, posted: "Posted") -> None:
        generation_id, _ = self._tasks[posted.secret]
        await self._studio.intake.heed(generation_id, posted.result)
