"""The outsider: takes pictures from elsewhere into the library, fetched and verified first."""

import time

from PySide6.QtCore import QObject, Signal

from mj_desktop import pictures
from mj_desktop.api.fetch import Fetcher
from mj_desktop.core import generation
from mj_desktop.core.errors import MJError
from mj_desktop.core.generation import Generation, Stored, advance
from mj_desktop.core.messages import Message, Tone
from mj_desktop.jobs import Jobs
from mj_desktop.library.library import Library
from mj_desktop.pictures import Facts

LARGEST = 25 * 2**20
"""Bytes of a picture that the service takes (contract 1.7)."""


class Outsider(QObject):
    """`taken` carries the Generation of a picture that was taken in, `said` a Message."""

    taken = Signal(object)
    said = Signal(object)

    def __init__(self, library: Library, jobs: Jobs, fetcher: Fetcher) -> None:
        super().__init__()
        self._library, self._jobs, self._fetcher = library, jobs, fetcher

    def take(self, address: str, origin: str, mode: str) -> None:
        """Take in the picture at an address that `origin` is to be shown."""
        self.said.emit(Message("Looking at {address}", values={"address": address}))
        self._jobs.start(f"outside {address}", self._take(address, origin, mode))

    async def _take(self, address: str, origin: str, mode: str) -> None:
        try:
            data = await self._fetcher.fetch(address, origin, LARGEST)
            facts = await self._jobs.in_background(pictures.verify, data)
            made = generation.outside(origin, address, mode, time.time())
            self.taken.emit(await self._jobs.in_turn(self._keep, made, data, facts))
        except MJError as error:
            what, todo = (
                "There is no picture at this address. {message}",
                "It has to be the picture itself, not its page.",
            )
            self.said.emit(Message(what, todo, tone=Tone.BAD, values={"message": error.message}))

    def _keep(self, made: Generation, data: bytes, facts: Facts) -> Generation:
        """Write picture, facts and row, in this order: what has a row has all that belongs to it; in a thread."""
        stored = advance(made, Stored(self._library.keep_picture(made, data, facts)))
        self._library.keep_facts(stored)
        self._library.add(stored)
        return stored
