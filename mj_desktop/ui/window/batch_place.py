"""Batches, between the window's parts: the page, the prompt panel whose choices count, and the library."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from mj_desktop.core.batch import Batch, Place
from mj_desktop.core.batch_orders import Order, orders
from mj_desktop.core.errors import Failure
from mj_desktop.core.generation import Generation
from mj_desktop.core.request import Imagine
from mj_desktop.core.situation import Situation
from mj_desktop.core.where import Where
from mj_desktop.pictures import Loaded
from mj_desktop.ui import controls
from mj_desktop.ui.window.cost_place import CostPlace
from mj_desktop.ui.window.page_place import PagePlace

if TYPE_CHECKING:
    from mj_desktop.ui.batch.page import BatchPage
    from mj_desktop.ui.window.window import Window


DEEDS = ("start", "pause", "stop", "choose", "lines")


class BatchPlace(PagePlace):
    """`started` carries a batch's requests with their places; the rest is what the page reports, and what it needs."""

    started = Signal(object)
    paused = Signal(str)
    resumed = Signal(str)
    stopped = Signal(str)
    wanted = Signal(str)
    opened = Signal()

    def __init__(self, window: "Window", costs: CostPlace) -> None:
        super().__init__(window.place, window.let_keys)
        self._window, self._costs = window, costs
        self._paused: Mapping[str, Failure | None] = {}
        self._begun = ""
        self._begins: Batch | None = None
        self._latest: tuple[Place, float] | None = None
        self._references = 0
        self._billed: Callable[[Imagine], Imagine] = _as_it_is
        self._joined: Callable[[list[Imagine]], list[Imagine]] = _as_they_are
        self.page: BatchPage | None = None
        self.button = controls.IconButton("layers", self.tr("Batch [Ctrl+Shift+B]"), "open-batch")
        self.button.clicked.connect(self._toggle)
        window.status.add(self.button)
        window.commands.add({"batch": self._toggle, **{f"batch:{name}": partial(self._do, name) for name in DEEDS}})
        window.commands.see_by(self._situation)
        window.commands.let_mend(self._mending)

    def see(self, generation: Generation) -> None:
        """A generation was added or changed; the first one of the batch just started puts it on view."""
        place = generation.place
        if place is not None and generation.state.is_open:
            self._latest = place, generation.created_at
        if self.page is None or place is None:
            return
        if place.batch == self._begun:
            self._begun = ""
            if self.page.form.batch == self._begins:  # a person's leave was asked first, who could press it again
                self.page.form.use_up()
            self.page.open_batch(place.batch, place.title, generation.created_at)
        self.page.see(generation)

    def forget(self, generation_id: str) -> None:
        """A generation was never sent, and is no more."""
        if self.page is not None:
            self.page.forget(generation_id)

    def hold_back(self) -> None:
        """What was to be begun is not, or not before a person has agreed: it may be started another way."""
        if self.page is not None and self._begun:
            self.page.form.renew()

    def show_paused(self, paused: Mapping[str, Failure | None]) -> None:
        """Take which batches wait for a person, and why."""
        self._paused = paused
        if self.page is not None:
            self.page.show_paused(paused)

    def show_list(self, batches: list[tuple[str, str, float]]) -> None:
        """Take which batches there are."""
        if self.page is not None:
            self.page.show_list(batches)

    def show_generations(self, generations: list[Generation]) -> None:
        """Take a whole batch."""
        if self.page is not None:
            self.page.show_generations(generations)

    def show_thumbnail(self, loaded: Loaded) -> None:
        """Take a thumbnail."""
        if self.page is not None:
            self.page.show_thumbnail(loaded)

    def _situation(self, now: Situation) -> Situation:
        """What of a batch can be done, while its page is on view."""
        page = self.page if self.is_open else None
        if page is None:
            return now
        return replace(now, page=Where.BATCH, batch_ready=page.form.is_ready, batch_waits=page.waits)

    def _do(self, name: str) -> None:
        if self.page is not None:
            self.page.do(name)

    def _toggle(self) -> None:
        if self.is_open:
            self.leave()
            return
        page = self.page or self._made()
        page.take_over(self._window.desk.edit.toPlainText())
        self._judge(page.form.batch)
        page.await_list()
        self.opened.emit()
        self.give(page, page.form.prompt)

    def refer_by(self, joined: Callable[[list[Imagine]], list[Imagine]]) -> None:
        """Send the desk's reference pictures with every prompt: `joined` gives requests with them, none where that
        cannot be, and says so."""
        self._joined = joined

    def show_references(self, count: int, billed: Callable[[Imagine], Imagine]) -> None:
        """Say that so many reference pictures go with every prompt; `billed` gives a request as it is billed."""
        self._references, self._billed = count, billed
        if self.page is not None:
            self.page.form.show_references(count)
        if self.page is not None and self.is_open:
            self._judge(self.page.form.batch)

    def _orders(self, batch: Batch) -> list[Order]:
        return orders(batch, self._begun, self._window.desk.requests_for)

    def _start(self, batch: Batch) -> None:
        self._begun, self._begins = uuid.uuid4().hex, batch
        made = self._orders(batch)
        requests = self._joined([request for request, _ in made])
        if requests:
            places = (place for _, place in made)
            self.started.emit(list(zip(requests, places, strict=True)))
        else:
            self.hold_back()

    def _judge(self, batch: Batch | None) -> None:
        """Say what the batch costs and what the checks find in its prompts, with what is chosen in the panel."""
        if self.page is None or batch is None:
            return
        self.page.form.show_cost(self._costs.of_all([self._billed(request) for request, _ in self._orders(batch)]))
        from mj_desktop.core import checks  # nothing that the first paint needs

        found = dict(enumerate(self._window.desk.findings_for(variant.prompt) for variant in batch.variants()))
        found[0] = (*found.get(0, ()), *checks.loose_braces(batch.text)[:1])
        self.page.show_findings({row: findings for row, findings in found.items() if findings})

    def _mending(self) -> Callable[[], None] | None:
        page = self.page if self.is_open else None
        return self._mend if page is not None and page.prompts.has_findings else None

    def _mend(self) -> None:
        if self.page is not None:
            self.page.form.mend(self._window.desk.mended)

    def _show_picture(self, generation_id: str) -> None:
        self.leave()
        self._window.library.chosen.emit(generation_id)

    def _miss(self, generation_id: str) -> None:
        self._window.thumbnail_wanted.emit(generation_id)

    def _made(self) -> "BatchPage":
        from mj_desktop.ui.batch.page import BatchPage  # nothing that the first paint needs

        page = self.page = BatchPage()
        page.show_paused(self._paused)
        page.form.show_references(self._references)
        page.started.connect(self._start)
        page.form.changed.connect(self._judge)
        page.prompts.mended.connect(self._mend)
        page.table.opened.connect(self._show_picture)
        page.table.missed.connect(self._miss)
        for mine, its in ((self.paused, page.paused), (self.resumed, page.resumed), (self.stopped, page.stopped),
                          (self.wanted, page.wanted)):  # fmt: skip
            its.connect(mine)
        page.done.clicked.connect(self.leave)
        if self._latest is not None:
            place, at = self._latest
            page.open_batch(place.batch, place.title, at)
        return page


def _as_it_is(request: Imagine) -> Imagine:
    return request


def _as_they_are(requests: list[Imagine]) -> list[Imagine]:
    return requests
