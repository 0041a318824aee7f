"""A submission as it goes over the wire, for places that show it instead of sending it."""

from mj_desktop.api import wire
from mj_desktop.api.client import Receive
from mj_desktop.core.as_code import Call
from mj_desktop.core.request import Imagine
from mj_desktop.core.settings import DRAWING

_SLACK = 60.0  # seconds beyond those that the service takes to give up
_LINES, _ONE = "application/x-ndjson", "application/json"


def call(address: str, request: Imagine, receive: Receive) -> Call:
    """What a client of the service at `address` sends for `request` when it receives in that way (contract 1.6)."""
    return Call(
        address=f"{address.rstrip('/')}/midjourney/{request.endpoint}",
        body=wire.body(request, asynchronous=receive is Receive.POLLING),
        accept=_ONE if receive is Receive.ONE_ANSWER else _LINES,
        seconds=round((request.timeout or DRAWING) + _SLACK),
    )
