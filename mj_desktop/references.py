"""The collector: the reference pictures of the prompt that is being written, each looked at before it is sent."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from mj_desktop import pictures
from mj_desktop.api import uploads
from mj_desktop.api.client import Terms
from mj_desktop.api.fetch import Fetcher
from mj_desktop.core import references
from mj_desktop.core.errors import InputError, MJError, PictureError
from mj_desktop.core.messages import Message, Tone
from mj_desktop.core.origin import DEMO
from mj_desktop.core.references import MOST, Reference, Role
from mj_desktop.core.request import Imagine
from mj_desktop.jobs import Jobs

THUMBNAIL = 96


class Collector(QObject):
    """Owns the references. `changed` carries them all, `seen` a key and a thumbnail, `said` a Message.

    `upload` is the endpoint's address and the credential for it, "" where there is none; `demo_upload` is the demo
    engine's.
    """

    changed = Signal(object, object)
    seen = Signal(int, QImage)
    said = Signal(object)

    def __init__(self, jobs: Jobs, fetcher: Fetcher, terms: Callable[[], Terms]) -> None:
        super().__init__()
        self._jobs, self._fetcher, self._terms = jobs, fetcher, terms
        self.all: tuple[Reference, ...] = ()
        self.weights: dict[Role, float] = {}
        self.upload: tuple[str, str] = "", ""
        self.demo_upload: tuple[str, str] = "", ""
        self._last = 0

    def add_address(self, address: str, origin: str, name: str = "", role: Role = Role.CONTENT) -> None:
        """Add the picture at an address; a page, or nothing, is found out now and goes again."""
        key = self._add(address, name or address.rpartition("/")[2] or address, role)
        if key is not None:
            self._jobs.start(f"reference {key}", self._look(key, address, origin))

    def add_file(self, path: Path, origin: str) -> None:
        """Upload a file of this computer and add it; without an endpoint say what to do instead."""
        endpoint = self.demo_upload if origin == DEMO else self.upload
        if not all(endpoint):
            what = "{name} has no address that the service can read."
            todo = "Set up uploads (Alt+U), or put it on the web and add its address (Alt+A)."
            self.said.emit(Message(what, todo, tone=Tone.WARN, values={"name": path.name}))
            return
        key = self._add("", path.name, Role.CONTENT)
        if key is not None:
            self._jobs.start(f"reference {key}", self._send(key, path, endpoint))

    def remove(self, key: int) -> None:
        """Take one out."""
        self._jobs.cancel(f"reference {key}")
        self._put(tuple(each for each in self.all if each.key != key))

    def move(self, key: int, by: int) -> None:
        """Change its place among the others."""
        found = list(self.all)
        place = next(place for place, each in enumerate(found) if each.key == key)
        found.insert(max(0, min(len(found) - 1, place + by)), found.pop(place))
        self._put(tuple(found))

    def take_role(self, key: int, role: Role) -> None:
        """Have it stand for something else."""
        self._change(key, role=role)

    def weigh(self, role: Role, weight: float) -> None:
        """Weigh all pictures of a role: the service knows one weight for each."""
        self.weights[role] = weight
        self._put(self.all)

    def joined(self, request: Imagine) -> Imagine | None:
        """The request with them; None, and said, where they cannot be sent with it."""
        if not self.all:
            return request
        problem = references.objection(self.all, request.prompt or "")
        if problem:
            self.said.emit(Message(problem, tone=Tone.WARN))
            return None
        return references.joined(request, self.all, self.weights)

    # -- the work behind

    def _add(self, address: str, name: str, role: Role) -> int | None:
        if len(self.all) >= MOST:
            self.said.emit(Message("A prompt can name five pictures at most.", "Take one out first.", tone=Tone.WARN))
            return None
        self._last += 1
        made = Reference(self._last, address, name, role, percent=100 if address else 0)
        self._put((*self.all, made))
        return made.key

    def _put(self, found: tuple[Reference, ...]) -> None:
        self.all = found
        self.changed.emit(found, dict(self.weights))

    def _change(self, key: int, **fields: object) -> None:
        self._put(tuple(replace(each, **fields) if each.key == key else each for each in self.all))  # type: ignore[arg-type]

    async def _look(self, key: int, address: str, origin: str) -> None:
        try:
            await self._check(key, await self._fetcher.fetch(address, origin, uploads.LARGEST))
        except PictureError as error:
            self._drop(key, "There is no picture at {name}. {message}", error)
        except MJError as error:
            self._drop(key, "{name} could not be looked at. {message}", error)

    async def _send(self, key: int, path: Path, endpoint: tuple[str, str]) -> None:
        try:
            data = await self._jobs.in_thread(_read, path)
            await self._check(key, data)
            address = await uploads.upload(*endpoint, path.name, data, self._tell(key), self._terms())
            self._change(key, address=address, percent=100)
        except MJError as error:
            self._drop(key, "{name} could not be uploaded. {message}", error)

    async def _check(self, key: int, data: bytes) -> None:
        await self._jobs.in_background(pictures.verify, data)
        image = await self._jobs.in_background(_small, data)
        self.seen.emit(key, image)
        self._change(key, is_checked=True)

    def _tell(self, key: int) -> Callable[[int], None]:
        return lambda percent: self._change(key, percent=percent)

    def _drop(self, key: int, what: str, error: MJError) -> None:
        name = next((each.name for each in self.all if each.key == key), "")
        self._put(tuple(each for each in self.all if each.key != key))
        self.said.emit(Message(what, tone=Tone.BAD, values={"name": name, "message": error.message}))


def _read(path: Path) -> bytes:
    """A file's bytes; InputError where it cannot be read or is too large."""
    try:
        if path.stat().st_size > uploads.LARGEST:
            raise InputError(f"It is larger than {uploads.LARGEST >> 20} MB.")
        return path.read_bytes()
    except OSError as error:
        raise InputError(str(error.strerror)) from error


def _small(data: bytes) -> QImage:
    return pictures.covering(pictures.decode(data), THUMBNAIL)
