"""The ledger: what was sent to a service and succeeded, by day and action, counted from the library's generations."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from mj_desktop.core import actions
from mj_desktop.core.generation import Generation, State
from mj_desktop.core.origin import DEMO
from mj_desktop.core.prices import Prices, estimate

_SUCCEEDED = (State.FINISHED, State.STORED)
_GOES_ON = (State.SENT, State.ACCEPTED, State.RUNNING, State.SET_ASIDE)
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


def counted(generations: Iterable[Generation], prices: Prices, now: float, day: Day = day_of) -> Ledger:
    """The ledger of generations; pictures of the demo engine cost nothing and are not in it."""
    paid = [each for each in generations if each.origin != DEMO]
    groups: dict[tuple[str, str], list[Generation]] = {}
    for each in paid:
        if each.sent_at is not None:
            groups.setdefault((day(each.sent_at), actions.parse(each.request.action).group), []).append(each)
    lines = [_line(*key, held, prices) for key, held in groups.items()]
    lines.sort(key=lambda line: line.label)
    lines.sort(key=lambda line: line.day, reverse=True)
    today = sum(line.credits for line in lines if line.day == day(now))
    return Ledger(tuple(lines), today, sum(cost(each, prices) for each in paid if _is_on_the_way(each, now, day)))


def cost(generation: Generation, prices: Prices) -> float:
    """What it cost by the service's own word, else by estimate, were it to succeed."""
    return generation.cost if generation.cost is not None else estimate(generation.request, prices)


def _line(day: str, label: str, held: list[Generation], prices: Prices) -> Line:
    good = [each for each in held if each.state in _SUCCEEDED]
    billed = sum(each.cost is not None for each in good)
    return Line(day, label, len(held), len(good), sum(cost(each, prices) for each in good), billed)


def _is_on_the_way(generation: Generation, now: float, day: Day) -> bool:
    """What may still be charged today: what waits, what is being drawn, and what was only set aside today."""
    if generation.state is State.SET_ASIDE:
        return generation.sent_at is not None and day(generation.sent_at) == day(now)
    return generation.state is State.WAITING or generation.state in _GOES_ON
