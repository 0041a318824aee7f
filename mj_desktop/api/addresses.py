"""Addresses: which are web addresses, which are on this computer, and a guard for runs that must not leave it."""

import sys
from ipaddress import ip_address
from urllib.parse import urlsplit


def is_web(address: str) -> bool:
    """True for a whole http or https address."""
    try:
        parts = urlsplit(address)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def is_loopback(address: str) -> bool:
    """True for a web address on this computer."""
    return _is_here(urlsplit(address).hostname or "")


def stay_on_loopback() -> None:
    """From now on a connection of this process to any other address raises RuntimeError; it cannot be undone."""
    sys.addaudithook(_refuse_outside)


def _refuse_outside(event: str, values: tuple[object, ...]) -> None:
    if event == "socket.connect" and isinstance(values[1], tuple) and not _is_here(str(values[1][0])):
        raise RuntimeError(f"a connection to {values[1][0]} was tried, where only loopback is allowed")


def _is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
