"""Batches, between the window's parts: the page, the prompt panel whose choices count, and the library."""

import uuid
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from mj_desktop.core.batch import Batch, Place
from mj_desktop.core.generation import Generation
from mj_desktop.core.request import Imagine
from mj_desktop.pictures import Loaded
from mj_desktop.ui import controls
from mj_desktop.ui.window.cost_place import CostPlace
from mj_desktop.ui.window.page_place import PagePlace

if TYPE_CHECKING:
    from mj_desktop.ui.batch.page import BatchPage
    from mj_desktop.ui.window.window import Window


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
        self._paused: frozenset[str] = frozenset()
        self._begun = ""
        self._latest: Place | None = None
        self.page: BatchPage | None = None
        self.button = controls.IconButton("layers", self.tr("Batch [Ctrl+Shift+B]"), "open-batch")
        self.button.clicked.connect(self._toggle)
        window.status.add(self.button)
        window.commands.add({"batch": self._toggle})

    def see(self, generation: Generation) -> None:
        """A generation was added or changed; the first one of the batch just started puts it on view."""
        place = generation.place
        if place is not None and generation.state.is_open:
            self._latest = place
        if self.page is None or place is None:
            return
        if place.batch == self._begun:
            self._begun = ""
            self.page.open_batch(place.batch, place.title)
        self.page.see(generation)

    def forget(self, generation_id: str) -> None:
        """A generation was never sent, and is no more."""
        if self.page is not None:
            self.page.forget(generation_id)

    def show_paused(self, paused: frozenset[str]) -> None:
        """Take which batches wait for a person."""
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

    def _toggle(self) -> None:
        if self.is_open:
            self.leave()
            return
        page = self.page or self._made()
        if not page.form.prompt.toPlainText() and not page.shown:
            page.form.prompt.setPlainText(self._window.desk.edit.toPlainText())
        self._say_cost(page.form.batch)
        self.opened.emit()
        self.give(page, page.form.prompt)

    def _requests(self, batch: Batch) -> list[Imagine]:
        """One for each place of the sheet, whatever a prompt says of being drawn more than once."""
        return [self._window.desk.requests_for(variant.prompt)[0] for variant in batch.variants()]

    def _start(self, batch: Batch) -> None:
        self._begun = uuid.uuid4().hex
        names = tuple(axis.name for axis in batch.axes)
        places = [Place(self._begun, n, batch.text, names, each.at) for n, each in enumerate(batch.variants())]
        self.started.emit(list(zip(self._requests(batch), places, strict=True)))

    def _say_cost(self, batch: Batch | None = None) -> None:
        if self.page is not None:
            self.page.form.show_cost(self._costs.of_all(self._requests(batch)) if batch is not None else "")

    def _show_picture(self, generation_id: str) -> None:
        self.leave()
        self._window.library.chosen.emit(generation_id)

    def _miss(self, generation_id: str) -> None:
        self._window.thumbnail_wanted.emit(generation_id)

    def _made(self) -> "BatchPage":
        from mj_desktop.ui.batch.page import BatchPage  # nothing that the first paint needs

        page = self.page = BatchPage()
        page.show_paused(self._paused)
        page.started.connect(self._start)
        page.form.changed.connect(self._say_cost)
        page.table.opened.connect(self._show_picture)
        page.table.missed.connect(self._miss)
        for mine, its in ((self.paused, page.paused), (self.resumed, page.resumed), (self.stopped, page.stopped),
                          (self.wanted, page.wanted)):  # fmt: skip
            its.connect(mine)
        page.done.clicked.connect(self.leave)
        if self._latest is not None:
            page.open_batch(self._latest.batch, self._latest.title)
        return page
