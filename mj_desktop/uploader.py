"""The uploader: gives pictures of this computer an address that the service, or the demo engine, can read."""

import time
from collections.abc import Callable, Container

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from mj_desktop import pictures
from mj_desktop.api import uploads
from mj_desktop.api.client import Terms
from mj_desktop.core import uploading
from mj_desktop.core.errors import MJError
from mj_desktop.core.local_picture import LIFE, Endpoint, LocalPicture
from mj_desktop.core.origin import DEMO
from mj_desktop.jobs import Jobs
from mj_desktop.library.pasted import Pasted
from mj_desktop.pictures import Outgoing


class Uploader(QObject):
    """Uploads each picture once while its address lives.

    By key, `progressed` tells how many percent have left, `addressed` the address and `refused` a Message. `ready`
    tells that there is another endpoint: the service's is a person's to name, the demo engine has its own.
    """

    progressed = Signal(str, int)
    addressed = Signal(str, str)
    refused = Signal(str, object)
    ready = Signal()

    def __init__(self, jobs: Jobs, terms: Callable[[], Terms], pasted: Pasted) -> None:
        super().__init__()
        self._jobs, self._terms, self._pasted = jobs, terms, pasted
        self._own, self._demo = Endpoint(), Endpoint()
        self._known: dict[tuple[str, str], tuple[str, float]] = {}

    def use(self, endpoint: Endpoint, demo: bool = False) -> None:
        """Upload there from now on, what the service or the demo engine is to be shown."""
        if demo:
            self._demo = endpoint
        else:
            self._own = endpoint
        self.ready.emit()

    def endpoint(self, origin: str) -> Endpoint:
        """Where pictures for `origin` go; empty where nothing is set up."""
        return self._demo if origin == DEMO else self._own

    def lift(self, key: str, given: LocalPicture | QImage, origin: str) -> None:
        """Upload a picture; what comes of it is told by `key`. One that is on its way under it is given up."""
        self._jobs.start(f"upload {key}", self._lift(key, given, origin))

    def drop(self, key: str) -> None:
        """Nobody waits for it any more."""
        self._jobs.cancel(f"upload {key}")

    async def settled(self, given: LocalPicture | QImage) -> LocalPicture:
        """A picture as a file: a bitmap gets one; raises LibraryError."""
        if isinstance(given, LocalPicture):
            return given
        data = await self._jobs.in_background(pictures.encoded, given)
        path = await self._jobs.in_thread(self._pasted.keep, data)
        return LocalPicture("Pasted picture", str(path))

    async def outgoing(self, local: LocalPicture) -> Outgoing:
        """Its bytes as they are sent; raises PictureError."""
        return await self._jobs.in_background(pictures.outgoing, local)

    async def send(self, picture: Outgoing, origin: str, told: Callable[[int], None]) -> tuple[str, float]:
        """The address that it has now, and until when; raises the tree of `core.errors`."""
        endpoint, now = self.endpoint(origin), time.time()
        name = endpoint.address, picture.facts.sha256
        found = self._known.get(name)
        if found is None or found[1] < now:
            address = await uploads.upload(*endpoint, picture.name, picture.data, told, self._terms())
            found = self._known[name] = address, now + LIFE
        return found

    async def tidy(self, named: Container[str]) -> None:
        """Forget pasted bitmaps that nothing names any more."""
        await self._jobs.in_thread(self._pasted.tidy, named)

    async def _lift(self, key: str, given: LocalPicture | QImage, origin: str) -> None:
        name = given.name if isinstance(given, LocalPicture) else "The pasted picture"
        try:
            local = await self.settled(given)
            picture = await self.outgoing(local)
            address, _ = await self.send(picture, origin, lambda percent: self.progressed.emit(key, percent))
        except MJError as error:
            self.refused.emit(key, uploading.explain(error, name))
        else:
            self.addressed.emit(key, address)
