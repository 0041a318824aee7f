"""A submission as it goes over the wire, for places that show it instead of sending it."""

from mj_desktop.api import wire
from mj_desktop.api.client import JSON, NDJSON, SLACK, Receive
from mj_desktop.core.as_code import Call
from mj_desktop.core.request import Imagine
from mj_desktop.core.settings import DRAWING


def call(address: str, request: Imagine, receive: Receive) -> Call:
    """What a client of the service at `address` sends for `request` when it receives in that way."""
    return Call(
        address=f"{address.rstrip('/')}/midjourney/imagine",
        body=wire.body(request, asynchronous=receive is Receive.POLLING),
        accept=JSON if receive is Receive.ONE_ANSWER else NDJSON,
        seconds=round((request.timeout or DRAWING) + SLACK),
    )
