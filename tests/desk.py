"""A studio at work in a test: real library, real client, real engine."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, Protocol

from mj_desktop.api.client import Client, Terms
from mj_desktop.api.fetch import Fetcher
from mj_desktop.core.candidates import Candidates
from mj_desktop.core.generation import DEMO, Generation, State
from mj_desktop.core.messages import Message
from mj_desktop.core.pauses import Pauses
from mj_desktop.core.request import Imagine
from mj_desktop.core.settings import Settings
from mj_desktop.library.library import Library
from mj_desktop.mask.region import RegionEdit
from mj_desktop.receiving import Receiving
from mj_desktop.studio import Studio
from tests.engine import free_port
from tests.waiting import until

QUICK = Pauses(first=0.05, last=0.2, apart=0.01)


class At(Protocol):
    """Where an engine listens, and the token it takes."""

    @property
    def address(self) -> str: ...

    @property
    def token(self) -> str: ...


ENDS = (State.STORED, State.FAILED, State.SET_ASIDE)


class Desk:
    """Holds a studio and what it announced."""

    def __init__(self, studio: Studio, library: Library) -> None:
        self.studio, self.library = studio, library
        self.seen: dict[str, list[Generation]] = {}
        self.said: list[Message] = []
        self.removed: list[str] = []
        self.several: list[Candidates] = []
        self._news = asyncio.Event()
        studio.added.connect(self._note)
        studio.changed.connect(self._note)
        studio.said.connect(self._hear)
        studio.removed.connect(self.removed.append)
        studio.several.connect(self.several.append)

    def _note(self, generation: Generation) -> None:
        self.seen.setdefault(generation.id, []).append(generation)
        self._news.set()

    def _hear(self, message: Message) -> None:
        self.said.append(message)
        self._news.set()

    async def saying(self) -> Message:
        """The last message, waited for if there is none yet."""
        while not self.said:
            self._news.clear()
            await self._news.wait()
        return self.said[-1]

    def now(self, generation: Generation) -> Generation:
        """The latest announced value of it."""
        return self.seen[generation.id][-1]

    async def until(self, generation: Generation, condition: Callable[[Generation], bool]) -> Generation:
        """Its first announced value, from now on, that meets `condition`."""
        while not condition(self.now(generation)):
            self._news.clear()
            await self._news.wait()
        return self.now(generation)

    async def end(self, generation: Generation) -> Generation:
        """Its value when nothing more comes by itself."""
        return await self.until(generation, lambda found: found.state in ENDS)

    async def draw(self, prompt: str, **fields: Any) -> Generation:
        """A stored grid."""
        return await self.end(self.studio.submit(DEMO, Imagine(prompt=prompt, **fields)))

    async def repaint(self, edit: RegionEdit) -> Generation:
        """A region edit, as it was first announced: its mask is encoded before it is."""
        before = set(self.seen)
        self.studio.repaint(edit)
        await until(lambda: set(self.seen) - before)
        (new,) = set(self.seen) - before
        return self.seen[new][0]


@asynccontextmanager
async def desk(
    profile: Path,
    *engines: tuple[str, At],
    pauses: Pauses = QUICK,
    sent: Callable[[str, Mapping[str, Any]], None] | None = None,
    terms: Terms = Terms(),  # noqa: B008 a frozen value
    now: Callable[[], float] = time.time,
) -> AsyncIterator[Desk]:
    """A studio on `profile`, connected to each engine under its origin."""
    library, fetcher = Library(profile), Fetcher()
    studio = Studio(library, fetcher, now, pauses)
    clients = {origin: Client(engine.address, engine.token, sent, terms) for origin, engine in engines}
    made = Desk(studio, library)
    for origin, client in clients.items():
        studio.connect_origin(origin, client)
    try:
        yield made
    finally:
        await studio.close()
        for client in clients.values():
            await client.close()
        await fetcher.close()
        library.close()


@asynccontextmanager
async def receiving(at: Desk, **settings: Any) -> AsyncIterator[Receiving]:
    """Results of that desk's generations are posted to it, once it listens."""
    made = Receiving(at.studio, at.library)
    made.said.connect(at.said.append)
    public = Settings(receiver_port=free_port(), public_address="http://127.0.0.1/anywhere")
    made.use(replace(public, **settings))
    await until(lambda: not at.studio.jobs.runs("receiver"))
    try:
        yield made
    finally:
        await made.close()
