"""Receipts: what was sent to a service and may be charged, with what a bill goes by; generations and asides alike."""

from dataclasses import dataclass
from enum import StrEnum

from mj_desktop.core.errors import Failure
from mj_desktop.core.generation import Generation, State
from mj_desktop.core.prices import Billed, billed


class Outcome(StrEnum):
    """How far it came; kept in the library."""

    WAITING = "waiting"  # not sent yet
    OPEN = "open"  # sent, and its end will be known
    UNKNOWN = "unknown"  # sent, and nobody waited for its end
    SUCCEEDED = "succeeded"
    FAILED = "failed"


_OUTCOMES = {
    State.WAITING: Outcome.WAITING, State.FINISHED: Outcome.SUCCEEDED, State.STORED: Outcome.SUCCEEDED,
    State.FAILED: Outcome.FAILED, State.SET_ASIDE: Outcome.UNKNOWN,
}  # fmt: skip
_NOT_SENT = ("unreachable", "unknown_host", "no_safe_connection")
_PERHAPS = ("connection_lost", "bad_answer")


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """One thing sent to `origin` at a time (seconds since the epoch; None: not yet).

    `cost` is in credits, where the service named them.
    """

    origin: str
    action: str
    at: float | None
    billed: Billed
    outcome: Outcome
    cost: float | None = None


def of(generation: Generation) -> Receipt:
    """The receipt of a generation."""
    request = generation.request
    return Receipt(
        origin=generation.origin, action=request.action, at=generation.sent_at, billed=billed(request),
        outcome=_OUTCOMES.get(generation.state, Outcome.OPEN), cost=generation.cost,
    )  # fmt: skip


def after(failure: Failure) -> Outcome | None:
    """How an aside ended that failed, None for one that was certainly never sent; only success is charged."""
    if failure.code in _NOT_SENT:
        return None
    return Outcome.UNKNOWN if failure.code in _PERHAPS else Outcome.FAILED
