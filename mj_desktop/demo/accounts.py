"""Tokens: the one that is accepted, and those that stand for accounts which the service would refuse."""

from __future__ import annotations

import hmac
import re

from .errors import Refusal

_BEARER = re.compile(r"bearer(\s+|$)", re.IGNORECASE)

_ACCOUNTS = {
    "token_mismatched": "The specified token is not matched with API.",
    "token_expired": "The specified token is expired.",
    "disabled": "The account of this token is disabled.",
    "not_applied": "The account of this token has not applied for this service.",
}
# An account without balance may still ask for its tasks.
_POOR = {"used_up": "Your balance is used up."}


def check(header: str, accepted: str, costs: bool) -> None:
    """Raise the Refusal for a token, as it stands in its header, that is none, wrong, or named after an error code.

    `Bearer` may be left out; one guide of the service does (contract 1.0). `costs`: whether the call would be charged.
    """
    given = _BEARER.sub("", header.strip(), count=1)
    if not given:
        raise Refusal("no_token", "The token is missing: send the header `authorization: Bearer <token>`.")
    if hmac.compare_digest(given.encode("utf-8", "replace"), accepted.encode()):
        return
    if given in _ACCOUNTS:
        raise Refusal(given, _ACCOUNTS[given])
    if given not in _POOR:
        raise Refusal("invalid_token", "The specified token is invalid or wrong.")
    if costs:
        raise Refusal(given, _POOR[given])
