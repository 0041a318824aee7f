"""The doctor: checks the library at a start and on demand, and repairs what the service still has."""

import asyncio

from PySide6.QtCore import QObject, Signal

from mj_desktop.core.errors import UNKEPT, LibraryError
from mj_desktop.core.generation import Generation, State
from mj_desktop.core.health import Checkup, Health
from mj_desktop.core.messages import Message, Remedy, Tone, explain
from mj_desktop.library.library import Library
from mj_desktop.studio import Studio


class Doctor(QObject):
    """Owns the `Checkup` value. `changed` carries it, `said` a Message, `restored` the generations that came back."""

    changed = Signal(object)
    said = Signal(object)
    restored = Signal(object)

    def __init__(self, library: Library, studio: Studio) -> None:
        super().__init__()
        self._library, self._studio = library, studio
        self.checkup = Checkup()
        self._changed = False
        self._thorough: Health | None = None  # what the last full check found

    def see(self, generation: Generation) -> None:
        """A generation changed; one that ended may have a picture."""
        if not generation.state.is_open:
            self.note_change(generation)

    def note_change(self, change: object) -> None:
        """Pictures came or went: what the last check found is no longer so."""
        self._changed = True

    def look_again(self) -> None:
        """Check it quickly, if it was checked and something changed since."""
        if self._changed and self.checkup.health is not None:
            self.check(full=False)

    def check(self, full: bool = True) -> None:
        """Check it; a quick check says something only when something is wrong."""
        if not self.checkup.busy:
            self._studio.jobs.start("checkup", self._check(full))

    def repair(self) -> None:
        """Check all of it and repair what can be repaired."""
        if not self.checkup.busy:
            self._studio.jobs.start("checkup", self._repair())

    async def _check(self, full: bool) -> None:
        health = await self._looked(full)
        if health is not None and not health.is_good:
            self.said.emit(_spoken(health))

    async def _looked(self, full: bool) -> Health | None:
        self._show(Checkup(health=self.checkup.health, busy="checking"))
        self._changed, health = False, None
        try:
            health = await self._studio.jobs.in_background(self._found, full)
            self._thorough = health if full else self._thorough
        except LibraryError as refusal:
            if refusal.code == "library_damaged":
                health = Health(full=full, database=refusal.message)
            else:
                self.said.emit(explain(refusal.failure()))
        finally:
            self._show(Checkup(health=health))
        return health

    def _found(self, full: bool) -> Health:
        found, former = self._library.check(full), self._thorough
        if full or former is None:
            return found
        return found.after(former, {each for each in former.by_content if self._library.get(each) is not None})

    async def _repair(self) -> None:
        health = await self._looked(full=True)
        if health is None:
            return
        if health.database:  # a start rebuilds it, and what would be written until then might be lost
            self.said.emit(_not_yet(health))
            return
        self._show(Checkup(health=health, busy="repairing"))
        try:
            known = {each.id for each in await self._studio.jobs.in_thread(self._library.all)}
            await self._studio.jobs.in_turn(self._library.rebuild)
            back = [each for each in await self._studio.jobs.in_thread(self._library.all) if each.id not in known]
            for each in health.untold:
                await self._studio.jobs.in_turn(self._library.renew_facts, each)
            asked = [each for each in health.to_fetch if await self._studio.fetch_again(each)]
            await self._until_settled(asked)
        except LibraryError as refusal:
            self._show(Checkup(health=health))
            self.said.emit(explain(refusal.failure()))
            return
        if back:
            self.restored.emit(back)
        await self._tell(len(asked), len(back), len(health.untold))

    async def _tell(self, asked: int, back: int, untold: int) -> None:
        """Say what came of it by looking again."""
        health = await self._looked(full=True)
        if health is None:
            return
        left = len(health.to_fetch)
        told = max(0, untold - len(health.untold))
        counts = {"fetched": max(0, asked - left), "back": back, "told": told, "left": left}
        values = {name: str(count) for name, count in counts.items()}
        what = "Repaired. Fetched again: {fetched}, taken back into the library: {back}, facts rewritten: {told}."
        todo = "Still missing: {left}. Their service is not connected or has none." if left else ""
        self.said.emit(Message(what, todo, tone=Tone.WARN if left else Tone.PLAIN, values=values))

    async def _until_settled(self, ids: list[str]) -> None:
        for each in ids:
            while (found := await self._studio.look_up(each)) is not None and found.state is State.FINISHED:
                if found.failure is not None and (found.failure.code == UNKEPT or not self._studio.jobs.runs(each)):
                    break
                await asyncio.sleep(0.02)

    def _show(self, checkup: Checkup) -> None:
        self.checkup = checkup
        self.changed.emit(checkup)


def _not_yet(health: Health) -> Message:
    what, todo = "Nothing was repaired: the library's database is damaged.", "Start again first: it is rebuilt then."
    return Message(what, todo, Remedy.RESTART, Tone.BAD, details=health.database)


def _spoken(health: Health) -> Message:
    values = {
        "pictures": str(len(health.to_fetch)),
        "facts": str(len(health.untold)),
        "files": str(len(health.orphaned)),
        "database": health.database,
    }
    if health.database:
        return Message(
            "The library's database is damaged.", "Start again: it is set aside then, and rebuilt. {database}",
            Remedy.RESTART, Tone.BAD, values,
        )  # fmt: skip
    what, todo = (
        "Missing in the library: {pictures} of its pictures. Files of no picture: {files}.",
        "Repair fetches what the service still has.",
    )
    if health.untold:
        what, todo = (
            "Missing in the library: {pictures} of its pictures, {facts} of its facts. Files of no picture: {files}.",
            "Repair fetches what the service still has. It writes the facts again.",
        )
    return Message(what, todo, Remedy.REPAIR, Tone.WARN, values)
