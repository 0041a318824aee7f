"""Addresses as the client needs them, and a guard for runs that must not leave this computer."""

import sys

from mj_desktop.core.addresses import is_here, is_loopback, is_web

__all__ = ["is_loopback", "is_web", "stay_on_loopback"]


def stay_on_loopback() -> None:
    """From now on a connection of this process to any other address raises RuntimeError; it cannot be undone."""
    sys.addaudithook(_refuse_outside)


def _refuse_outside(event: str, values: tuple[object, ...]) -> None:
    if event == "socket.connect" and isinstance(values[1], tuple) and not is_here(str(values[1][0])):
        raise RuntimeError(f"a connection to {values[1][0]} was tried, where only loopback is allowed")
