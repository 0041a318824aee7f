"""Addresses as the client needs them: which host may be asked for what an answer names, and a guard for test runs."""

import asyncio
import socket
import sys
from enum import StrEnum
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import urlsplit

from mj_desktop.core.addresses import is_here, is_loopback, is_trusted, is_web

__all__ = ["Reach", "is_loopback", "is_trusted", "is_web", "reach", "reaches", "stay_on_loopback"]


class Reach(StrEnum):
    """From where an IP address can be reached."""

    GLOBAL = "global"
    LOOPBACK = "loopback"
    LINK_LOCAL = "link-local"
    PRIVATE = "private"


def reach(number: str) -> Reach:
    """The reach of an IP address; one with IPv4 inside IPv6 is what is inside, and what is not global is private."""
    found: IPv4Address | IPv6Address = ip_address(number.partition("%")[0])
    if isinstance(found, IPv6Address) and found.ipv4_mapped is not None:
        found = found.ipv4_mapped
    if found.is_loopback:
        return Reach.LOOPBACK
    if found.is_link_local:
        return Reach.LINK_LOCAL
    return Reach.GLOBAL if found.is_global and not found.is_multicast else Reach.PRIVATE


async def reaches(address: str) -> frozenset[Reach]:
    """The reach of everything that a web address's host resolves to; raises OSError when it leads nowhere."""
    parts = urlsplit(address)
    found = await asyncio.get_running_loop().getaddrinfo(
        parts.hostname or "", parts.port or 443, type=socket.SOCK_STREAM
    )
    return frozenset(reach(str(each[4][0])) for each in found)


def stay_on_loopback() -> None:
    """From now on a connection of this process to any other address raises RuntimeError; it cannot be undone."""
    sys.addaudithook(_refuse_outside)


def _refuse_outside(event: str, values: tuple[object, ...]) -> None:
    if event == "socket.connect" and isinstance(values[1], tuple) and not is_here(str(values[1][0])):
        raise RuntimeError(f"a connection to {values[1][0]} was tried, where only loopback is allowed")
