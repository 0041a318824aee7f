"""The outsider: takes pictures from elsewhere into the library, fetched and verified first."""

import time
from functools import partial
from urllib.parse import unquote

from PySide6.QtCore import QObject, Signal

from mj_desktop.core import uploading
from mj_desktop.core.errors import MJError
from mj_desktop.core.generation import Generation, Stored, advance
from mj_desktop.core.local_picture import LocalPicture
from mj_desktop.core.outside import outside
from mj_desktop.jobs import Jobs
from mj_desktop.library.library import Library
from mj_desktop.pictures import Facts, Outgoing
from mj_desktop.uploader import Given, Uploader, name_of, refusal


class Outsider(QObject):
    """`taken` carries the Generation of a picture that was taken in, `going` a Message about one on its way, `said` one
    about what was not taken in."""

    taken = Signal(object)
    going = Signal(object)
    said = Signal(object)

    def __init__(self, library: Library, jobs: Jobs, uploader: Uploader) -> None:
        super().__init__()
        self._library, self._jobs, self._uploader = library, jobs, uploader
        self._keys: set[str] = set()

    def take(self, given: Given, origin: str, mode: str) -> None:
        """Take in a picture that `origin` is to be shown: one of this computer is uploaded for that."""
        name = name_of(given)
        if not isinstance(given, str) and not self._uploader.can_take(origin):
            self.said.emit(uploading.not_set_up(name))
            return
        self.going.emit(uploading.looked_at(given) if isinstance(given, str) else uploading.on_its_way(name, 0))
        key = f"outside {name}"
        self._keys.add(key)
        self._jobs.start(key, self._take(given, origin, mode))

    def drop(self) -> None:
        """Nobody waits for them any more."""
        for key in self._keys:
            self._jobs.cancel(key)
        self._keys.clear()

    async def fresh(self, found: Generation) -> bool:
        """Make sure that a picture from elsewhere lies at its address, by uploading it anew where it does not; False,
        and said, where that cannot be."""
        if not found.is_outside or found.file is None or found.picture is None:
            return True
        local = LocalPicture(
            self.tr("The picture"), str(self._library.path(found.file)), of=found.id, former=found.picture.raw_url
        )
        try:
            picture = await self._uploader.outgoing(local)
            await self._uploader.send(picture, found.origin, partial(self._tell, local.name), local)
        except MJError as error:
            self.said.emit(uploading.explain(error, local.name))
            return False
        return True

    async def _take(self, given: Given, origin: str, mode: str) -> None:
        try:
            told = partial(self._tell, name_of(given))
            address, picture = await self._uploader.shown(given, origin, told, _unseen)
            made = outside(origin, address, mode, time.time(), unquote(name_of(given)))
            self.taken.emit(await self._jobs.in_turn(self._keep, made, picture.data, picture.facts))
        except MJError as error:
            self.said.emit(refusal(error, given))

    def _tell(self, name: str, percent: int) -> None:
        self.going.emit(uploading.on_its_way(name, percent))

    def _keep(self, made: Generation, data: bytes, facts: Facts) -> Generation:
        """Write picture, facts and row, in this order: what has a row has all that belongs to it; in a thread."""
        stored = advance(made, Stored(self._library.keep_picture(made, data, facts)))
        self._library.keep_facts(stored)
        self._library.add(stored)
        return stored


async def _unseen(picture: Outgoing) -> None:
    """Whoever waits sees it in the mask editor."""
