"""A submission as it goes over the wire: sent by the client, and shown as code."""

from dataclasses import dataclass, replace
from enum import StrEnum

from mj_desktop.api import wire
from mj_desktop.core import callbacks
from mj_desktop.core.as_code import Call
from mj_desktop.core.asides import Aside
from mj_desktop.core.request import Imagine
from mj_desktop.core.settings import DRAWING

ASIDE = 120
"""Seconds for an answer that looks at a picture."""
_SLACK = 60.0  # seconds beyond those that the service takes to give up
_LINES, _ONE = "application/x-ndjson", "application/json"
_IMAGINE = "imagine"


class Receive(StrEnum):
    """How the answer to a submission arrives (contract 1.6)."""

    STREAM = "stream"
    POLLING = "polling"
    ONE_ANSWER = "one_answer"


@dataclass(frozen=True, slots=True)
class Submission:
    """`seconds`: how long an answer that is held open is waited for."""

    body: wire.Json
    accept: str
    seconds: float


def submission(request: Imagine, receive: Receive, drawing: float = DRAWING) -> Submission:
    """What goes out for `request`; it may be drawn for `drawing` seconds, unless it says for how long itself."""
    seconds = request.timeout or drawing
    if seconds != DRAWING and request.endpoint == _IMAGINE:  # else the service's own default is meant
        request = replace(request, timeout=seconds)
    # Asked for lines, a polled task's record tells its progress too (contract 1.6, inferred).
    accept = _ONE if receive is Receive.ONE_ANSWER or _is_elsewhere(request) else _LINES
    return Submission(wire.body(request, asynchronous=receive is Receive.POLLING), accept, seconds + _SLACK)


def call(address: str, request: Imagine, receive: Receive, drawing: float = DRAWING) -> Call:
    """What a client of the service at `address` sends for `request`, without an address of ours to post results to."""
    if callbacks.secret(request.callback_url) is not None:
        request = request.without_callback()
    made = submission(request, receive, drawing)
    whole = f"{address.rstrip('/')}/midjourney/{request.endpoint}"
    return Call(address=whole, body=made.body, accept=made.accept, seconds=round(made.seconds))


def question(address: str, aside: Aside, subject: str) -> Call:
    """What a client of the service at `address` sends to ask an aside (contract 1.4)."""
    whole = f"{address.rstrip('/')}/midjourney/{aside}"
    return Call(address=whole, body=wire.question(aside, subject), accept=_ONE, seconds=ASIDE)


def _is_elsewhere(request: Imagine) -> bool:
    """True where results are posted to a person's own automation: it gets one, not every line (contract 1.6)."""
    return request.callback_url is not None and callbacks.secret(request.callback_url) is None
