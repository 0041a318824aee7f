"""Fetching a finished picture: downloaded, verified, on disk with its facts; dead links are renewed."""

import asyncio
import hashlib
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import TypeVar

from mj_desktop import clips, pictures
from mj_desktop.api.fetch import Fetcher
from mj_desktop.clips import MOST
from mj_desktop.core.errors import OWN_GONE, UNKEPT, Failure, LibraryError, NoAnswer, PictureError
from mj_desktop.core.generation import Event, Generation, Stored, Troubled, advance
from mj_desktop.core.pauses import Pauses
from mj_desktop.jobs import Jobs
from mj_desktop.library.library import Library

T = TypeVar("T")


class Fetching:
    """Brings pictures of any origin into the library, again and again with growing pauses."""

    def __init__(
        self,
        library: Library,
        jobs: Jobs,
        fetcher: Fetcher,
        apply: Callable[[str, Event], Awaitable[Generation]],
        pauses: Pauses,
    ) -> None:
        self._library, self._jobs, self._fetcher, self._apply, self._pauses = library, jobs, fetcher, apply, pauses

    async def fetch(
        self, generation: Generation, renew: Callable[[Generation], Awaitable[Generation]]
    ) -> Generation | None:
        """Download its picture; `renew` asks the task for new links. None: given up for now."""
        current = generation
        # one from elsewhere has no task that could name another address, and its own is dead for good
        for tries in range(1 if generation.is_outside else self._pauses.fetches):
            if tries:
                await asyncio.sleep(self._pauses.after(tries - 1) if tries > 1 else 0)
                current = await renew(current)
            try:
                return await self._store(current)
            except (PictureError, NoAnswer) as trouble:
                code = trouble.code if isinstance(trouble, PictureError) else PictureError.code
                if generation.is_outside and code != pictures.TOO_LARGE:
                    code = OWN_GONE
                failure = replace(trouble.failure(), code=code, trace_id=current.trace_id)
                await self._apply(current.id, Troubled(failure))
                if code == pictures.TOO_LARGE:  # it does not get smaller
                    return None
        return None

    async def _store(self, generation: Generation) -> Generation:
        assert generation.picture is not None
        data = await self._fetcher.fetch(generation.picture.raw_url, generation.origin, pictures.MOST_BYTES)
        try:
            facts = await self._jobs.in_background(pictures.verify, data)
        except PictureError as trouble:
            if trouble.code == pictures.TOO_LARGE:
                await self._keep_large(generation, data, trouble)
            raise
        file = await self._written(generation, partial(self._library.keep_picture, generation, data, facts))
        names, sums = await self._clips(generation)
        # The facts first: "stored" is said when everything that belongs to it is on disk.
        came = Stored(file, names, sums)
        await self._written(generation, partial(self._library.keep_facts, advance(generation, came)))
        return await self._apply(generation.id, came)

    async def _clips(self, generation: Generation) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """A video's clips, downloaded and verified; there are never more than four (contract 1.3)."""
        names, sums = list[str](), list[str]()
        for place, address in enumerate(generation.clips[:MOST]):
            data = await self._fetcher.fetch(address, generation.origin, pictures.MOST_BYTES)
            await self._jobs.in_background(clips.verify, data)
            names.append(await self._written(generation, partial(self._library.keep_clip, generation, place, data)))
            sums.append(f"{len(data)} {hashlib.sha256(data).hexdigest()}")
        return tuple(names), tuple(sums)

    async def _written(self, generation: Generation, write: Callable[[], T]) -> T:
        """What `write` gives, as soon as the disk takes it; until then all is held in memory, and the trouble said."""
        while True:
            try:
                return await self._jobs.in_turn(write)
            except LibraryError as refusal:
                unkept = Failure(code=UNKEPT, message=refusal.message, trace_id=generation.trace_id)
            with suppress(LibraryError):  # the same disk may refuse to have that written down
                await self._apply(generation.id, Troubled(unkept))
            await asyncio.sleep(self._pauses.last)

    async def _keep_large(self, generation: Generation, data: bytes, trouble: PictureError) -> None:
        """It was paid for: its bytes are kept, though they cannot be shown here."""
        path = await self._written(generation, partial(self._library.keep_unread, generation, data))
        raise PictureError(f"{trouble.message} Its file is kept: {path}", code=pictures.TOO_LARGE) from trouble
