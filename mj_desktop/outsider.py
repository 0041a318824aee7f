"""The outsider: takes pictures from elsewhere into the library, fetched and verified first."""

import time
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from mj_desktop import pictures
from mj_desktop.api.fetch import Fetcher
from mj_desktop.core import generation, uploading
from mj_desktop.core.errors import MJError
from mj_desktop.core.generation import Generation, Stored, advance
from mj_desktop.core.local_picture import LARGEST, LocalPicture
from mj_desktop.core.messages import Message, Tone
from mj_desktop.jobs import Jobs
from mj_desktop.library.library import Library
from mj_desktop.pictures import Facts
from mj_desktop.uploader import Uploader


class Outsider(QObject):
    """`taken` carries the Generation of a picture that was taken in, `said` a Message."""

    taken = Signal(object)
    said = Signal(object)

    def __init__(self, library: Library, jobs: Jobs, fetcher: Fetcher, uploader: Uploader) -> None:
        super().__init__()
        self._library, self._jobs, self._fetcher, self._uploader = library, jobs, fetcher, uploader

    def take(self, address: str, origin: str, mode: str) -> None:
        """Take in the picture at an address that `origin` is to be shown."""
        self.said.emit(Message("Looking at {address}", values={"address": address}))
        self._jobs.start(f"outside {address}", self._take(address, origin, mode))

    def take_local(self, given: LocalPicture | QImage, origin: str, mode: str) -> None:
        """Take in a picture of this computer: it is uploaded, for `origin` is to be shown it."""
        name = given.name if isinstance(given, LocalPicture) else "The pasted picture"
        if not all(self._uploader.endpoint(origin)):
            self.said.emit(uploading.not_set_up(name))
            return
        self.said.emit(uploading.on_its_way(name, 0))
        self._jobs.start(f"outside {name}", self._take_local(given, name, origin, mode))

    async def _take_local(self, given: LocalPicture | QImage, name: str, origin: str, mode: str) -> None:
        try:
            local = await self._uploader.settled(given)
            picture, name = await self._uploader.outgoing(local), local.name
            address, _ = await self._uploader.send(picture, origin, partial(self._tell, name))
            made = generation.outside(origin, address, mode, time.time(), name)
            self.taken.emit(await self._jobs.in_turn(self._keep, made, picture.data, picture.facts))
        except MJError as error:
            self.said.emit(uploading.explain(error, name))

    def _tell(self, name: str, percent: int) -> None:
        self.said.emit(uploading.on_its_way(name, percent))

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
