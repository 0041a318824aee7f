"""The ledger: what was sent to a service and succeeded, by day and action, counted from receipts."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from mj_desktop.core import actions
from mj_desktop.core.origin import DEMO
from mj_desktop.core.prices import Prices, price
from mj_desktop.core.receipts import Outcome, Receipt

Day = Callable[[float], str]


@dataclass(frozen=True, slots=True)
class Line:
    """One action on one day: how many were sent and succeeded, and the credits of those that did.

    `billed` of them are the service's own numbers, the rest is estimated.
    """

    day: str
    label: str
    sent: int
    succeeded: int
    credits: float
    billed: int


@dataclass(frozen=True, slots=True)
class Ledger:
    """The lines of the last days, the newest day first, and what today comes to."""

    lines: tuple[Line, ...] = ()
    today: float = 0.0
    on_the_way: float = 0.0


def day_of(at: float) -> str:
    """The day of a time, where this computer is, as YYYY-MM-DD."""
    return time.strftime("%Y-%m-%d", time.localtime(at))


def counted(receipts: Iterable[Receipt], prices: Prices, now: float, day: Day = day_of) -> Ledger:
    """The ledger of receipts; the demo engine costs nothing and is not in it."""
    paid = [each for each in receipts if each.origin != DEMO]
    groups: dict[tuple[str, str], list[Receipt]] = {}
    for each in paid:
        if each.at is not None:
            groups.setdefault((day(each.at), actions.parse(each.action).group), []).append(each)
    lines = [_line(*key, held, prices) for key, held in groups.items()]
    lines.sort(key=lambda line: line.label)
    lines.sort(key=lambda line: line.day, reverse=True)
    today = sum(line.credits for line in lines if line.day == day(now))
    return Ledger(tuple(lines), today, sum(_cost(each, prices) for each in paid if _is_on_the_way(each, now, day)))


def _cost(receipt: Receipt, prices: Prices) -> float:
    """What it cost by the service's own word, else by estimate, were it to succeed."""
    return receipt.cost if receipt.cost is not None else price(receipt.billed, prices)


def _line(day: str, label: str, held: list[Receipt], prices: Prices) -> Line:
    good = [each for each in held if each.outcome is Outcome.SUCCEEDED]
    billed = sum(each.cost is not None for each in good)
    return Line(day, label, len(held), len(good), sum(_cost(each, prices) for each in good), billed)


def _is_on_the_way(receipt: Receipt, now: float, day: Day) -> bool:
    """What may still be charged today: what waits, what is being drawn, and what nobody waited for only today."""
    if receipt.outcome is Outcome.UNKNOWN:
        return receipt.at is not None and day(receipt.at) == day(now)
    return receipt.outcome in (Outcome.WAITING, Outcome.OPEN)
