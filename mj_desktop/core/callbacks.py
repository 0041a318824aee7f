"""Callback addresses: where the service posts results to, with a path of its own for each generation."""

import re
import secrets

MOST_BYTES = 2**20
"""More than this no result takes: it is refused unread."""
PORT = 8766
"""Where the receiver listens on this computer, unless a person says otherwise."""

_SECRET = re.compile(r"mj-[A-Za-z0-9_-]{43}")


def fresh(public: str) -> str:
    """A new address below `public`, which nobody can guess."""
    return f"{public.rstrip('/')}/mj-{secrets.token_urlsafe(32)}"


def secret(address: str | None) -> str | None:
    """What nobody can guess of an address that `fresh` made; None for any other, as for that of a person's own."""
    last = (address or "").rpartition("/")[2]
    return last if _SECRET.fullmatch(last) else None
