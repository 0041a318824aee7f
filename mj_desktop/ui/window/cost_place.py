"""Costs, between the window's parts: the page, what today came to, and what each button costs."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from mj_desktop.core.asides import Aside
from mj_desktop.core.generation import Generation
from mj_desktop.core.ledger import Ledger
from mj_desktop.core.messages import LIMIT, Message
from mj_desktop.core.origin import DEMO
from mj_desktop.core.prices import Billed, Prices, estimate, price
from mj_desktop.core.request import REGION, Imagine
from mj_desktop.core.situation import Situation
from mj_desktop.ui import controls
from mj_desktop.ui.costs import words
from mj_desktop.ui.window.page_place import PagePlace
from mj_desktop.ui.window.take_back import FirstEsc

if TYPE_CHECKING:
    from mj_desktop.ui.costs.page import CostPage
    from mj_desktop.ui.window.window import Window


class CostPlace(PagePlace):
    """`changed` carries Prices, `opened` says that the ledger is looked at, `taken_back` that what passes the limit
    is not to be sent; owns the page, made when first opened."""

    changed = Signal(object)
    opened = Signal()
    taken_back = Signal()

    def __init__(self, window: "Window") -> None:
        super().__init__(window.place, window.let_keys)
        self._window = window
        self._prices, self._ledger, self._origin = Prices(), Ledger(), DEMO
        self._billed: Callable[[Imagine], Imagine] = _as_it_is
        self.page: CostPage | None = None
        self._today = controls.label("", 11, tone="muted")
        self._today.setObjectName("costs-today")
        self._today.hide()  # empty it would be a gap in the status line
        self.button = controls.IconButton("coins", self.tr("Costs [Ctrl+Shift+M]"), "open-costs")
        self.button.clicked.connect(self._toggle)
        window.status.add(self._today, self.button)
        window.commands.add({"costs": self._toggle})
        window.action_bar.price_by(self.of_action)
        window.viewer.price_by(self.of_action)
        window.commands.see_by(self._situation)
        self._returned: str | None = None
        self._first_esc = FirstEsc(self, self._take_back)
        self._listen()

    def show_prices(self, prices: Prices) -> None:
        """Take the prices as they are."""
        self._prices = prices
        if self.page is not None:
            self.page.show_prices(prices)
        self._window.action_bar.price_by(self.of_action)
        self._tag_desk()

    def show_ledger(self, ledger: Ledger) -> None:
        """Take what was counted."""
        self._ledger = ledger
        self._today.setText(words.today(ledger) if self._origin != DEMO else "")
        self._today.setVisible(bool(self._today.text()))
        if self.page is not None:
            self.page.show_ledger(ledger)

    def show_origin(self, origin: str) -> None:
        """Take who draws from now on."""
        self._origin = origin
        self.show_ledger(self._ledger)
        self._tag_desk()

    def show_asking(self) -> None:
        """A person is asked whether something may pass the limit: while that stands, the first Esc takes it back.

        A region edit's editor comes back with its mask until that is sent.
        """
        self._first_esc.arm(True)
        place = self._window.place
        self._returned, place.offered = place.offered, None
        if self._returned is not None:
            self._window.open_editor(self._returned)

    def see(self, generation: Generation) -> None:
        """One was begun: the editor that came back for a region edit goes when that is sent."""
        place, parent = self._window.place, generation.parent
        if generation.request.mask is None or parent not in (place.offered, self._returned):
            return
        editor = place.editor
        on_view = editor is not None and place.currentWidget() is editor and editor.generation is not None
        if parent == self._returned and on_view:
            place.leave()
        self._returned = place.offered = None

    def show_dropped(self) -> None:
        """That is asked no more."""
        self._first_esc.arm(False)
        self._window.status.withdraw(LIMIT)

    def _take_back(self) -> bool:
        self.taken_back.emit()
        self._window.show_message(Message(self.tr("Taken back. Nothing was sent.")))
        return True

    def _note_message(self) -> None:
        """Without its message nobody could say yes to it."""
        if not self._window.status.holds(LIMIT):
            self.taken_back.emit()

    def bill_by(self, billed: Callable[[Imagine], Imagine]) -> None:
        """Price the desk's prompt with its reference pictures: `billed` gives a request as it is billed."""
        self._billed = billed
        self._tag_desk()

    def of_action(self, generation: Generation, action: str) -> str:
        """What an action of a generation costs, in words; "" for nothing."""
        if generation.origin == DEMO:
            return ""
        return words.about(estimate(generation.request.follow_up(action, ""), self._prices))

    def of_all(self, requests: Sequence[Imagine], origin: str = "") -> str:
        """What requests to `origin`, else to who draws now, cost together, in words."""
        return self._told(sum(estimate(request, self._prices) for request in requests), origin)

    def of_aside(self, aside: Aside, origin: str = "") -> str:
        """What it costs to ask `origin`, else who draws now, an aside, in words."""
        return self._told(price(Billed(aside), self._prices), origin)

    def _situation(self, now: Situation) -> Situation:
        """No price is known for a translation or a seed (contract 1.8): they are free until a person sets one."""
        return replace(now, free=frozenset(each.value for each in Aside if not price(Billed(each), self._prices)))

    def _told(self, amount: float, origin: str) -> str:
        if (origin or self._origin) == DEMO:
            return self.tr("Free with the demo engine")
        return words.about(amount)

    def _listen(self) -> None:
        self._window.desk.changed.connect(self._tag_desk)
        # queued: a button goes before what it asks for is done
        self._window.status.changed.connect(self._note_message, Qt.ConnectionType.QueuedConnection)
        self._window.place.opened.connect(self._tag_editor)

    def _tag_desk(self) -> None:
        desk = self._window.desk
        requests = [self._billed(request) for request in desk.requests_for(desk.edit.toPlainText())]
        desk.show_cost(self.of_all(requests))

    def _tag_editor(self) -> None:
        shown, editor = self._window.viewer.generation, self._window.editor
        if shown is not None and editor is not None and shown.origin != DEMO:
            editor.panel.show_cost(self.of_action(shown, REGION))

    def _toggle(self) -> None:
        if self.is_open:
            self.leave()
            return
        page = self.page or self._made()
        page.await_ledger()
        self.opened.emit()
        self.give(page, page.done)

    def _made(self) -> "CostPage":
        from mj_desktop.ui.costs.page import CostPage  # nothing that the first paint needs

        self.page = CostPage()
        self.page.show_prices(self._prices)
        self.page.show_ledger(self._ledger)
        self.page.changed.connect(self.changed)
        self.page.done.clicked.connect(self.leave)
        return self.page


def _as_it_is(request: Imagine) -> Imagine:
    return request
