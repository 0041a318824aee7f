"""Updates: looks for a newer release where the settings say, and says so; it never downloads or runs anything.

At the address lies a JSON object with `version` and, for people to read, `page`; the release job makes it.
"""

import json
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

import mj_desktop
from mj_desktop import identity
from mj_desktop.api.fetch import Fetcher
from mj_desktop.core.addresses import host_of, is_web
from mj_desktop.core.changelog import is_newer, is_version
from mj_desktop.core.errors import MJError
from mj_desktop.core.messages import Message, Tone
from mj_desktop.core.settings import Settings
from mj_desktop.jobs import Jobs

_MOST = 64 * 1024  # bytes


class Release(NamedTuple):
    """The newest release as the address tells of it; `page` is "" or a web address."""

    version: str
    page: str


class Updates(QObject):
    """Looks once at a start and whenever a person turns it on; `said` carries a Message."""

    said = Signal(object)

    def __init__(self, fetcher: Fetcher, jobs: Jobs) -> None:
        super().__init__()
        self._fetcher, self._jobs = fetcher, jobs
        self._used: tuple[str, str] = ("off", "")

    def open(self, settings: Settings) -> None:
        """Look, if it is on; what keeps it from looking is not said at every start."""
        self._used = settings.updates, settings.updates_address
        if self._used[0] == "on" and self._used[1]:
            self._jobs.start("updates", self._look(self._used[1], asked=False))

    def take(self, settings: Settings) -> None:
        """Go by changed settings: who has just turned it on, or given another address, is told what came of it."""
        used = settings.updates, settings.updates_address
        if used == self._used:
            return
        self._used = used
        if used[0] != "on":
            return
        if used[1]:
            self._jobs.start("updates", self._look(used[1], asked=True))
        else:
            self.said.emit(Message("Releases are looked for once an address is given."))

    async def _look(self, address: str, asked: bool) -> None:
        try:
            found = read(await self._fetcher.fetch(address, address, _MOST))
        except (MJError, ValueError):
            if asked:
                what = "No release can be read at {host}."
                self.said.emit(Message(what, "Check the address.", tone=Tone.WARN, values={"host": host_of(address)}))
            return
        if is_newer(found.version, mj_desktop.__version__):
            self.said.emit(_news(found))
        elif asked:
            self.said.emit(Message("{name} {version} is the newest.", values=_values(mj_desktop.__version__)))


def read(data: bytes) -> Release:
    """The release out of what lies at the address; raises ValueError for anything else."""
    found = json.loads(data.decode("utf-8"))
    if not isinstance(found, dict) or not is_version(found.get("version")):
        raise ValueError("it tells of no release")
    page = found.get("page")
    return Release(found["version"], page if isinstance(page, str) and page.isprintable() and is_web(page) else "")


def _news(found: Release) -> Message:
    todo = "It is at {page}" if found.page else ""
    return Message("{name} {version} has come out; this is {here}.", todo,
                   values={**_values(found.version), "here": mj_desktop.__version__, "page": found.page})  # fmt: skip


def _values(version: str) -> dict[str, str]:
    return {"name": identity.NAME, "version": version}
