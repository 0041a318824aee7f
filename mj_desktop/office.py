"""The office: what a person has done around drawing: requests as code, batches, costs before anything is sent."""

import shlex
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from mj_desktop.api.client import Terms, usual
from mj_desktop.api.submission import call, question
from mj_desktop.batches import Batches, Order
from mj_desktop.core import actions, addressed, as_code
from mj_desktop.core.asides import Aside, AsideWish
from mj_desktop.core.generation import DEMO, Generation
from mj_desktop.core.intentions import AsCode, Trigger
from mj_desktop.core.messages import Message, Tone
from mj_desktop.core.prices import Billed, estimate, price
from mj_desktop.core.request import GENERATE, REGION, Imagine
from mj_desktop.costs import Costs
from mj_desktop.mask.region import RegionEdit
from mj_desktop.studio import Studio

_WORDS = 32  # letters of a prompt in a message
# Where the demo engine is looked for while none runs: its address as a server of its own.
_DEMO_ADDRESS = "http://127.0.0.1:8765"


class Office(QObject):
    """Hands on to the studio what costs, once `costs` allows it; `coded` carries an AsCode and its Call, `said` a
    Message.

    `terms` and `engine_address` say what counts now; `fresh` makes sure that a picture lies at its address.
    """

    coded = Signal(object, object)
    said = Signal(object)

    def __init__(
        self, studio: Studio, costs: Costs, batches: Batches, terms: Callable[[], Terms],
        engine_address: Callable[[], str],
    ) -> None:  # fmt: skip
        super().__init__()
        self.costs, self.batches = costs, batches
        self.fresh: Callable[[Generation], Awaitable[bool]] = _lives
        self._studio, self._terms, self._engine_address = studio, terms, engine_address

    # -- what costs

    def submit(self, origin: str, request: Imagine, parent: str | None = None) -> None:
        """Begin a generation with a prompt, perhaps of a picture."""
        self._allow(origin, request, partial(self._studio.submit, origin, request, parent), parent)

    def trigger(self, wish: Trigger) -> None:
        """Begin a follow-up of a picture."""
        self._allow_follow_up(wish.parent, wish.action, partial(self._studio.trigger, wish))

    def repaint(self, edit: RegionEdit) -> None:
        """Begin a region edit."""
        parent = self._studio.find(edit.parent)
        action = parent.region_action if parent is not None else REGION
        self._allow_follow_up(edit.parent, action, partial(self._repaint, edit))

    def try_again(self, generation_id: str) -> None:
        """Begin a failed generation anew."""
        found = self._studio.find(generation_id)
        if found is not None:
            self._allow(found.origin, found.request, partial(self._try_again, found), found.parent)

    def ask(self, origin: str, aside: Aside, deed: Callable[[], object]) -> None:
        """Do `deed`, which asks `origin` an aside."""
        self.costs.allow(origin, price(Billed(aside), self.costs.prices), deed, aside.value.capitalize())

    def start(self, origin: str, orders: Sequence[Order]) -> None:
        """Begin a batch."""
        amount = sum(estimate(request, self.costs.prices) for request, _ in orders)
        named = "One prompt of a batch" if len(orders) == 1 else f"A batch of {len(orders)}"
        self.costs.allow(origin, amount, partial(self.batches.start, origin, orders), named)

    def send_waiting(self, origin: str) -> None:
        """Send what waits from an earlier start; all that waits counts as on its way already."""
        self.costs.allow(origin, 0.0, self._send_waiting, "What waits")

    def resume(self, origin: str, batch: str) -> None:
        """Let a paused batch go on."""
        self.costs.allow(origin, 0.0, partial(self.batches.resume, batch), "The paused batch")

    def _send_waiting(self) -> None:
        self._studio.send_waiting()
        self.batches.resume()

    def _try_again(self, found: Generation) -> None:
        self._studio.jobs.start(f"again {found.id}", self._try_again_fresh(found))

    async def _try_again_fresh(self, found: Generation) -> None:
        """A picture from elsewhere that it began with may lie at another address by now."""
        parent = await self._studio.look_up(found.parent or "")
        if parent is None or not parent.is_outside or found.request.image_url is None:
            self._studio.try_again(found.id)
        elif await self.fresh(parent):
            parent = await self._studio.look_up(parent.id) or parent
            request = replace(found.request, image_url=addressed.address(parent))
            self._studio.submit(found.origin, request, parent.id)

    def _repaint(self, edit: RegionEdit) -> None:
        """Each by itself: another one of the same picture does not end one whose picture is being looked for."""
        self._studio.jobs.start(f"repaint {id(edit)}", self._repaint_fresh(edit))

    async def _repaint_fresh(self, edit: RegionEdit) -> None:
        """What lies elsewhere has to lie there still."""
        parent = await self._studio.look_up(edit.parent)
        if parent is not None and await self.fresh(parent):
            self._studio.repaint(edit)

    def _allow_follow_up(self, parent_id: str, action: str, deed: Callable[[], object]) -> None:
        parent = self._studio.find(parent_id)
        if parent is not None:
            self._allow(parent.origin, parent.request.follow_up(action, parent.image_id or ""), deed, parent_id)

    def _allow(self, origin: str, request: Imagine, deed: Callable[[], object], parent: str | None) -> None:
        self.costs.allow(origin, estimate(request, self.costs.prices), deed, self._named(request, parent))

    def _named(self, request: Imagine, parent: str | None) -> str:
        """A request in a message: its action, and its prompt or that of the picture it is made of."""
        words = request.prompt or ""
        while not words and parent is not None and (found := self._studio.find(parent)) is not None:
            words, parent = found.request.prompt or "", found.parent
        words = words.partition(" --")[0].strip()
        words = words if len(words) <= _WORDS else f"{words[: _WORDS - 1].rstrip()}…"
        label = "" if request.action == GENERATE else actions.parse(request.action).label
        return " ".join(part for part in (label, f"“{words}”" if words else "") if part)

    # -- as code

    def code(self, wish: AsCode) -> None:
        """Look a generation's request up; `coded` follows."""
        self._studio.jobs.start("code", self._code(wish))

    def code_aside(self, wish: AsideWish, origin: str) -> None:
        """What `origin` is asked; `coded` follows."""
        self.coded.emit(AsCode(""), question(self._address(origin), wish.aside, wish.subject))

    def save_code(self, language: str, path: str, code: str) -> None:
        """Write code as a file, and say how it is run."""
        self._studio.jobs.start(f"save {path}", self._save_code(language, Path(path), code))

    async def _save_code(self, language: str, path: Path, code: str) -> None:
        try:
            await self._studio.jobs.in_thread(path.write_text, code, encoding="utf-8", newline="\n")
        except OSError as error:
            what = "The code could not be saved: {message}"
            self.said.emit(Message(what, tone=Tone.BAD, values={"message": str(error.strerror)}))
        else:
            values = {"place": str(path), "command": f"{as_code.language(language).runner} {shlex.quote(str(path))}"}
            todo = "Put your token in place of {token} in it, then run: {command}"
            self.said.emit(Message("Saved to {place}.", todo, values=values))

    async def _code(self, wish: AsCode) -> None:
        found = await self._studio.look_up(wish.generation)
        if found is not None:
            terms = self._terms()
            receive = terms.receive or usual(found.request.mode)
            self.coded.emit(wish, call(self._address(found.origin), found.request, receive, terms.drawing))

    def _address(self, origin: str) -> str:
        return origin if origin != DEMO else self._engine_address() or _DEMO_ADDRESS


async def _lives(picture: Generation) -> bool:
    return True
