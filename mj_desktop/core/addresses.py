"""Addresses: which are web addresses, which are on this computer, and which may be trusted with a token."""

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
    return is_here(urlsplit(address).hostname or "")


def is_here(host: str) -> bool:
    """True for a host's name or number that is this computer's own."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def is_trusted(address: str) -> bool:
    """True where a token may be sent: over TLS, or to this computer."""
    return is_web(address) and (address.startswith("https://") or is_loopback(address))


def host_of(address: str) -> str:
    """Host and port of an address, without name and password; the whole of what is no address."""
    try:
        return urlsplit(address).netloc.rpartition("@")[2] or address
    except ValueError:
        return address
