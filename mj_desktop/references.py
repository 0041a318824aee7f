"""The collector: the reference pictures of the prompt that is being written, each looked at before it is sent."""

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from mj_desktop.core import references, tokens, uploading
from mj_desktop.core.addresses import is_loopback, is_web
from mj_desktop.core.errors import InputError, LibraryError, MJError, PictureError
from mj_desktop.core.local_picture import LocalPicture
from mj_desktop.core.messages import GIVEN, Message, Remedy, Tone
from mj_desktop.core.origin import DEMO
from mj_desktop.core.references import MOST, Reference, Role
from mj_desktop.core.request import Imagine
from mj_desktop.jobs import Jobs
from mj_desktop.pictures import Outgoing
from mj_desktop.uploader import Uploader, name_of

THUMBNAIL = 96

_TYPED = "look at what is typed"
_TWICE = "reference that is there"  # what is said of another one replaces it: its button is for the last


class Collector(QObject):
    """Owns the references. `changed` carries them all, `seen` a key and a thumbnail, `said` a Message, `looked`
    that all that was typed names pictures."""

    changed = Signal(object, object)
    seen = Signal(int, QImage)
    said = Signal(object)
    looked = Signal()

    def __init__(self, jobs: Jobs, uploader: Uploader) -> None:
        super().__init__()
        self._jobs, self._uploader = jobs, uploader
        self.all: tuple[Reference, ...] = ()
        self.weights: dict[Role, float] = {}
        self._digests: dict[int, str] = {}
        self._again: Callable[[], object] | None = None
        self._not_sent: list[Callable[[], object]] = []
        self._seen_at: set[str] = set()
        self._unsent: list[tuple[list[str], str, Callable[[], object]]] = []
        self._last = 0
        uploader.ready.connect(self.go_on)

    def add_address(self, made: Reference, again: bool = False) -> None:
        """Add the picture at an address; a page, or nothing, is found out now and goes again."""
        key = self._add(made, partial(self.add_address, made, True), again)
        if key is not None:
            self._begin(key, self._look(key))

    def add_local(self, given: LocalPicture | QImage, origin: str) -> None:
        """Upload a picture of this computer and add it; without an endpoint say what to do instead."""
        local = given if isinstance(given, LocalPicture) else None
        if local is not None and (local.former or self._uploader.can_take(origin)):
            self._add_file(local, origin)
        elif not self._uploader.can_take(origin):
            self.said.emit(uploading.not_set_up(name_of(given)))
        else:
            self._jobs.start("pasted reference", self._settle(given, origin))

    def add_again(self) -> None:
        """Add what is a reference already, as was said last."""
        deed, self._again = self._again, None
        if deed is not None:
            deed()

    def send_as_is(self) -> None:
        """Send what names no picture, as was said last."""
        deeds, self._not_sent = self._not_sent, []
        for deed in deeds:
            deed()

    def drop_unsent(self) -> bool:
        """Esc takes back what is still being looked at, and says so; False where nothing is."""
        if not self._jobs.runs(_TYPED):
            return False
        self._jobs.cancel(_TYPED)
        self._unsent.clear()
        self.said.emit(Message("Taken back. Nothing was sent."))
        return True

    def restore(self, found: tuple[Reference, ...], weights: dict[Role, float]) -> None:
        """Take what a draft had; whatever is missing of them is made anew."""
        self._last = max((each.key for each in found), default=0)
        self.weights = dict(weights)
        self._put(found)
        for each in found:
            self._begin(each.key, self._come_back(each))
        named = {each.local.path for each in found if each.local is not None}
        self._jobs.start("tidy pasted", self._tidy(named))

    def go_on(self) -> None:
        """Try again with those that had trouble, or wait for a place to be uploaded to."""
        for each in self.all:
            if not self._jobs.runs(_job(each.key)) and (each.problem or not each.address):
                self._change(each.key, problem="")
                self._begin(each.key, self._come_back(each))

    def remove(self, key: int) -> None:
        """Take one out."""
        self._jobs.cancel(_job(key))
        self._forget(key)

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

    def send(self, request: Imagine, origin: str, deed: Callable[[str, Imagine], object]) -> None:
        """Do `deed` with `origin` and the request with them, once what it names by address itself was looked at."""
        if (joined := self.joined(request, origin)) is None:
            return
        unknown = self._unknown(request.prompt or "", origin)
        if not unknown:
            deed(origin, joined)
            return
        self._unsent.append((unknown, origin, partial(deed, origin, joined)))
        self.said.emit(uploading.looked_at(unknown[0]))
        if not self._jobs.runs(_TYPED):
            self._jobs.start(_TYPED, self._look_at_typed())

    def joined(self, request: Imagine, origin: str) -> Imagine | None:
        """The request with them; None, and said, where they cannot be sent with it."""
        found = self.all_joined([request], origin)
        return found[0] if found else None

    def all_joined(self, requests: Sequence[Imagine], origin: str) -> list[Imagine]:
        """Requests, each with them; none, and said, where they cannot be sent with one."""
        if not self.all:
            return list(requests)
        before = self._objection(requests)
        self._renew(origin)
        self.go_on()
        problem = before or self._objection(requests)
        if problem:
            self.said.emit(Message(problem, tone=Tone.WARN))
            return []
        return [references.joined(request, self.all, self.weights) for request in requests]

    def billed(self, request: Imagine) -> Imagine:
        """The request as it is billed with them, also while they are on their way."""
        return references.joined(request, self.all, self.weights) if self.all else request

    def _objection(self, requests: Sequence[Imagine]) -> str:
        found = (references.objection(self.all, request.prompt or "") for request in requests)
        return next((problem for problem in found if problem), "")

    # -- the work behind

    def _unknown(self, text: str, origin: str) -> list[str]:
        """Addresses that are typed in a prompt, of which it is not known that pictures lie there. The demo engine knows
        its own also by the port of an earlier start, where nobody answers any more."""
        near = (each for each in tokens.addresses(text) if not (origin == DEMO and is_loopback(each)))
        return [each for each in near if is_web(each) and each not in self._seen_at]

    async def _look_at_typed(self) -> None:
        """Send what names pictures; what does not is said, once, and kept for `send_as_is`."""
        kept: list[Callable[[], object]] = []
        trouble = ""
        while self._unsent:
            unknown, origin, deed = self._unsent.pop(0)
            found = [each for each in unknown if not await self._lies_at(each, origin)]
            if found:
                trouble = found[0]
                kept.append(deed)
            else:
                deed()
        if not trouble:
            self.looked.emit()
            return
        self._not_sent = kept
        self.said.emit(uploading.not_sent(trouble))

    async def _lies_at(self, address: str, origin: str) -> bool:
        if address not in self._seen_at:
            try:
                await self._uploader.fetched(address, origin)
            except MJError:
                return False
            self._seen_at.add(address)
        return True

    def _add_file(self, local: LocalPicture, origin: str, again: bool = False) -> None:
        made = Reference(0, "", local.name, origin=origin, local=local, percent=0)
        key = self._add(made, partial(self._add_file, local, origin, True), again)
        if key is not None:
            self._begin(key, self._send(key))

    def _add(self, made: Reference, deed: Callable[[], None], again: bool) -> int | None:
        """Its key; None, and said, for one too many and for one that is there."""
        same = next((each for each in self.all if _is_same(each, made)), None)
        if same is not None and not again:
            self._say_twice(same, deed)
            return None
        if len(self.all) >= MOST:
            self.said.emit(Message("A prompt can name five pictures at most.", "Take one out first.", tone=Tone.WARN))
            return None
        self._last += 1
        self._put((*self.all, replace(made, key=self._last)))
        if again:
            self._digests[self._last] = ""  # never compared
        return self._last

    def _say_twice(self, same: Reference, deed: Callable[[], None]) -> None:
        self._again = deed
        what, values = "{name} is a reference already.", {"name": same.name}
        self.said.emit(Message(what, remedy=Remedy.ADD_AGAIN, values=values, about=_TWICE))

    def _put(self, found: tuple[Reference, ...]) -> None:
        self.all = found
        self.changed.emit(found, dict(self.weights))

    def _forget(self, key: int) -> None:
        self._digests.pop(key, None)
        self._put(tuple(each for each in self.all if each.key != key))

    def _change(self, key: int, **fields: object) -> None:
        self._put(tuple(replace(each, **fields) if each.key == key else each for each in self.all))  # type: ignore[arg-type]

    def _begin(self, key: int, work: object) -> None:
        self._jobs.start(_job(key), work)  # type: ignore[arg-type]

    def _of(self, key: int) -> Reference:
        return next(each for each in self.all if each.key == key)

    def _renew(self, origin: str) -> None:
        """Those whose address means nothing (any more) to `origin` are uploaded anew, or said to mean nothing."""
        for each in self.all:
            if each.is_stale(origin, time.time()):
                lost = "" if each.local is not None else f"Its address means nothing to {origin}. Take it out."
                address = "" if each.local is not None else each.address
                self._change(each.key, address=address, origin=origin, problem=lost, percent=0, expires=0.0)

    async def _settle(self, given: LocalPicture | QImage, origin: str) -> None:
        try:
            self._add_file(await self._uploader.settled(given), origin)
        except LibraryError as error:
            self.said.emit(uploading.explain(error, name_of(given)))

    async def _look(self, key: int) -> None:
        found = self._of(key)
        try:
            picture, local = await self._uploader.fetched(found.address, found.origin)
            if local is not None and not self._uploader.can_take(found.origin):
                raise InputError(code=uploading.OTHER_KIND)
            if await self._check(key, picture) and local is not None:
                await self._look_no_more(key, picture, local)
        except InputError as error:
            self._forget(key)
            self.said.emit(uploading.explain(error, found.name))
        except PictureError as error:
            self._drop(key, "There is no picture at {name}. {message}", error)
        except MJError as error:
            self._drop(key, "{name} could not be looked at. {message}", error)

    async def _look_no_more(self, key: int, picture: Outgoing, local: LocalPicture) -> None:
        """It is of a kind that is not taken by its address: it goes as a file."""
        self._change(key, local=local, address="", percent=0)
        await self._up(key, picture, local)

    async def _send(self, key: int) -> None:
        found = self._of(key)
        assert found.local is not None
        try:
            picture = await self._uploader.outgoing(found.local)
            if await self._check(key, picture):
                await self._up(key, picture, found.local)
        except MJError as error:
            self._forget(key)
            self.said.emit(uploading.explain(error, found.name))

    async def _up(self, key: int, picture: Outgoing, local: LocalPicture) -> None:
        address, expires = await self._uploader.send(picture, self._of(key).origin, self._tell(key), local)
        self._change(key, address=address, percent=100, expires=expires)

    async def _check(self, key: int, picture: Outgoing) -> bool:
        """Show what it is; False, and gone and said, when it is another's very bytes."""
        digest = picture.facts.sha256
        same = next((other for other, known in self._digests.items() if known == digest and other != key), None)
        if same is not None and self._digests.get(key) != "":
            made = self._of(key)
            again = self.add_address if made.address else self._add_again_file
            self._forget(key)
            self._say_twice(self._of(same), partial(again, made, True))
            return False
        await self._show_again(key, picture)
        return True

    def _add_again_file(self, made: Reference, again: bool) -> None:
        assert made.local is not None
        self._add_file(made.local, made.origin, again)

    async def _come_back(self, kept: Reference) -> None:
        """One of a draft: by its file where that is there, else by its address; trouble is kept with it."""
        try:
            here = kept.local is not None and await self._jobs.in_thread(Path(kept.local.path).is_file)
            if here and kept.local is not None:
                await self._come_by_file(kept, kept.local)
            elif kept.address:
                await self._show_again(kept.key, (await self._uploader.fetched(kept.address, kept.origin))[0])
            else:
                self._change(kept.key, problem="Its file is gone. Take it out.")
        except MJError as error:
            self._change(kept.key, problem=error.message or error.code)

    async def _come_by_file(self, kept: Reference, local: LocalPicture) -> None:
        """Where nobody knows how long its address lives, it is looked for there."""
        picture = await self._uploader.outgoing(local)
        await self._show_again(kept.key, picture)
        if kept.address and (kept.expires or not local.former):
            return
        if not local.former and not self._uploader.can_take(kept.origin):
            self._change(kept.key, problem="It waits until uploads are set up (Alt+U).")
            return
        await self._up(kept.key, picture, local)

    async def _show_again(self, key: int, picture: Outgoing) -> None:
        self._digests.setdefault(key, picture.facts.sha256)
        self.seen.emit(key, await self._uploader.small(picture, THUMBNAIL))
        self._change(key, is_checked=True, problem="")

    async def _tidy(self, named: set[str]) -> None:
        try:
            await self._uploader.tidy(named)
        except LibraryError:
            return  # it is tried again at the next start

    def _tell(self, key: int) -> Callable[[int], None]:
        return lambda percent: self._change(key, percent=percent)

    def _drop(self, key: int, what: str, error: MJError) -> None:
        name = self._of(key).name
        self._forget(key)
        self.said.emit(Message(what, tone=Tone.BAD, values={"name": name, "message": error.message}, about=GIVEN))


def _job(key: int) -> str:
    return f"reference {key}"


def _is_same(one: Reference, other: Reference) -> bool:
    if one.local is not None and other.local is not None:
        return one.local.is_same(other.local)
    return bool(one.address) and one.address == other.address
