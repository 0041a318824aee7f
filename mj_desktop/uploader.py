"""The uploader: gives pictures of this computer an address that the service, or the demo engine, can read."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Container
from functools import partial

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtGui import QImage

from mj_desktop import pictures
from mj_desktop.api import uploads
from mj_desktop.api.client import Terms
from mj_desktop.api.fetch import Fetcher
from mj_desktop.core import uploading
from mj_desktop.core.errors import InputError, MJError
from mj_desktop.core.local_picture import LARGEST, LIFE, Endpoint, LocalPicture
from mj_desktop.core.messages import Message
from mj_desktop.core.origin import DEMO
from mj_desktop.jobs import Jobs
from mj_desktop.library.pasted import Pasted
from mj_desktop.pictures import Outgoing

THUMBNAIL = 256
Given = LocalPicture | QImage | str
"""A picture: a file, a bitmap, or a web address."""


class Uploader(QObject):
    """Gives each picture an address once while that lives; one at an address is looked at, and keeps it.

    By key, `progressed` tells how many percent have left, `seen` a thumbnail, `addressed` the address and `refused` a
    Message. `ready` tells that there is another endpoint: the service's is a person's to name, the demo engine has its
    own. `renew` writes down the new address of a picture of the library.
    """

    progressed = Signal(str, int)
    seen = Signal(str, QImage)
    addressed = Signal(str, str)
    refused = Signal(str, object)
    ready = Signal()

    def __init__(
        self, jobs: Jobs, terms: Callable[[], Terms], pasted: Pasted, fetcher: Fetcher,
        renew: Callable[[str, str], Awaitable[None]],
    ) -> None:  # fmt: skip
        super().__init__()
        self._jobs, self._terms, self._pasted, self._fetcher, self._renew = jobs, terms, pasted, fetcher, renew
        self._own, self._demo = Endpoint(), Endpoint()
        self._listening = asyncio.Event()
        self._known: dict[tuple[str, str], tuple[str, float]] = {}

    def use(self, endpoint: Endpoint, demo: bool = False) -> None:
        """Upload there from now on, what the service or the demo engine is to be shown."""
        if demo:
            self._demo = endpoint
            self._listening.set()
        else:
            self._own = endpoint
        self.ready.emit()

    def endpoint(self, origin: str) -> Endpoint:
        """Where pictures for `origin` go; empty where nothing is set up."""
        return self._demo if origin == DEMO else self._own

    def can_take(self, origin: str) -> bool:
        """True where there is an endpoint, or one comes by itself: the demo engine's, as soon as it listens."""
        return origin == DEMO or all(self.endpoint(origin))

    def lift(self, key: str, given: Given, origin: str) -> None:
        """Find or make the address of a picture; what comes of it is told by `key`. One that is on its way under it
        is given up."""
        self._jobs.start(f"upload {key}", self._lift(key, given, origin))

    def drop(self, key: str) -> None:
        """Nobody waits for it any more."""
        self._jobs.cancel(f"upload {key}")

    async def settled(self, given: LocalPicture | QImage) -> LocalPicture:
        """A picture as a file: a bitmap gets one; raises LibraryError."""
        if isinstance(given, LocalPicture):
            return given
        return await self._kept(await self._jobs.in_background(pictures.encoded, given), self.tr("Pasted picture"))

    async def outgoing(self, local: LocalPicture) -> Outgoing:
        """Its bytes as they are sent; raises PictureError."""
        return await self._jobs.in_background(pictures.outgoing, local)

    async def fetched(self, address: str, origin: str) -> tuple[Outgoing, LocalPicture | None]:
        """The picture at an address that `origin` is to be shown; raises the tree of `core.errors`.

        One of a kind that is not taken by its address (GIF, BMP) comes as a file that can be uploaded.
        """
        data = await self._fetcher.fetch(address, origin, LARGEST)
        taken = await self._jobs.in_background(pictures.as_taken, data)
        picture = await self._jobs.in_background(pictures.as_outgoing, name_of(address), taken)
        return picture, None if taken is data else await self._kept(taken, picture.name)

    async def small(self, picture: Outgoing, edge: int) -> QImage:
        """A picture's thumbnail; raises PictureError."""
        return await self._jobs.in_background(_small, picture.data, edge)

    async def send(
        self, picture: Outgoing, origin: str, told: Callable[[int], None], local: LocalPicture | None = None
    ) -> tuple[str, float]:
        """The address that it has now, and until when (0: nobody knows); raises the tree of `core.errors`.

        The address that `local` had before is kept where a picture still lies there, else it is written down anew. The
        demo engine is waited for.
        """
        while origin == DEMO and not all(self.endpoint(origin)):
            self._listening.clear()
            await self._listening.wait()
        endpoint, now = self.endpoint(origin), time.time()
        name, former = (endpoint.address, picture.facts.sha256), local.former if local is not None else ""
        found = self._known.get(name)
        if found is not None and found[1] >= now:
            return found
        if former and await self._lies_at(former, origin):
            return former, 0.0
        if not all(endpoint):
            raise InputError("It waits until uploads are set up (Alt+U).", code=uploading.NOT_SET_UP)
        address = await uploads.upload(*endpoint, picture.name, picture.data, told, self._terms())
        found = self._known[name] = address, now + LIFE
        if local is not None and former:
            await self._renew(local.of, address)
        return found

    async def tidy(self, named: Container[str]) -> None:
        """Forget pasted bitmaps that nothing names any more."""
        await self._jobs.in_thread(self._pasted.tidy, named)

    async def shown(
        self, given: Given, origin: str, told: Callable[[int], None], seen: Callable[[Outgoing], Awaitable[None]]
    ) -> tuple[str, Outgoing]:
        """The address that a picture from anywhere has for `origin`, and what lies there; raises the tree of
        `core.errors`. It is `seen` before it is uploaded, of which `told` hears."""
        if isinstance(given, str):
            picture, local = await self.fetched(given, origin)
        else:
            local = await self.settled(given)
            picture = await self.outgoing(local)
        await seen(picture)
        if local is None:
            return str(given), picture
        if isinstance(given, str) and not self.can_take(origin):
            raise InputError(code=uploading.OTHER_KIND)
        return (await self.send(picture, origin, told, local))[0], picture

    async def _lift(self, key: str, given: Given, origin: str) -> None:
        try:
            told, seen = partial(self.progressed.emit, key), partial(self._show, key)
            address, _ = await self.shown(given, origin, told, seen)
        except MJError as error:
            self.refused.emit(key, refusal(error, given))
        else:
            self.addressed.emit(key, address)

    async def _show(self, key: str, picture: Outgoing) -> None:
        self.seen.emit(key, await self.small(picture, THUMBNAIL))

    async def _lies_at(self, address: str, origin: str) -> bool:
        try:
            await self.fetched(address, origin)
        except MJError:
            return False
        return True

    async def _kept(self, data: bytes, name: str) -> LocalPicture:
        return LocalPicture(name, str(await self._jobs.in_thread(self._pasted.keep, data)))


def name_of(given: Given) -> str:
    """What a picture is called in a sentence."""
    if isinstance(given, str):
        return given.partition("?")[0].rstrip("/").rpartition("/")[2] or given
    return (
        given.name if isinstance(given, LocalPicture) else QCoreApplication.translate("Uploader", "The pasted picture")
    )


def refusal(error: MJError, given: Given) -> Message:
    """Why a picture is not shown to the service."""
    if isinstance(given, str) and error.code != uploading.OTHER_KIND:
        return uploading.no_picture(error)
    return uploading.explain(error, name_of(given))


def _small(data: bytes, edge: int) -> QImage:
    return pictures.covering(pictures.decode(data), edge)
